package pgstore

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"thuky/storage"
	"thuky/storage/records"
)

const (
	// connectLimit is how long one attempt to connect may take, where the address says nothing.
	connectLimit = 5 * time.Second
	// stepLimit ends what the server does not answer: a lock that is not let go, a dead network.
	stepLimit = 2 * time.Minute
	// patience is how long a server that restarts is waited for.
	patience = 10 * time.Second
	// maxConns is how many connections a process opens, where the address says nothing
	// (pool_max_conns).
	maxConns = 10
)

// Database is a pool of connections to one database, for the schools of a process.
type Database struct {
	pool     *pgxpool.Pool
	options  Options
	patience time.Duration
	board    *switchboard
	attends  attendance
	budget   *budget
	open     atomic.Int64 // stores
	// shareWait is sharePatience.
	shareWait time.Duration
}

// Options are what Connect may be given.
type Options struct {
	// Copy writes a dump to a new file, checked: what Backup does. Without it there are no
	// backups.
	Copy func(ctx context.Context, path string, dump storage.Dump) error
	// Seal is the key with which the records of the schools are sealed; nil: they are open.
	Seal *records.Seal
}

// Connect opens a database and brings its tables to the present schema. It makes
// the tables where there are none; the database itself must be there.
//
// The error wraps one of the errors of this package, or storage.ErrNewer when a newer
// release made the tables. It never shows the password.
func Connect(ctx context.Context, address string, options Options) (*Database, error) {
	d, err := connect(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", Redacted(address), err)
	}
	d.options = options
	d.startSwitchboard()
	return d, nil
}

func connect(ctx context.Context, address string) (*Database, error) {
	config, err := configure(address)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, classify(err)
	}
	d := &Database{pool: pool, patience: patience, shareWait: sharePatience, budget: newBudget()}
	if err := d.prepare(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return d, nil
}

func configure(address string) (*pgxpool.Config, error) {
	if !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		return nil, ErrURL
	}
	if u, err := url.Parse(address); err != nil || u.Fragment != "" { // a # in the password
		return nil, ErrURL
	}
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, ErrURL // its words may show parts of the password
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectLimit
	}
	if !strings.Contains(address, "pool_max_conns") {
		config.MaxConns = maxConns
	}
	defaults := map[string]string{
		"application_name": "thuky",
		// A replica that hangs in a transaction holds up its school no longer than this.
		"idle_in_transaction_session_timeout": "60s",
		"thuky.school":                        "-", // none; see the policies of the tables
		"timezone":                            "UTC",
		"client_encoding":                     "UTF8",
	}
	for name, value := range defaults {
		if _, ok := config.ConnConfig.RuntimeParams[name]; !ok {
			config.ConnConfig.RuntimeParams[name] = value
		}
	}
	return config, nil
}

// prepare looks at the server and its tables.
func (d *Database) prepare(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, stepLimit)
	defer cancel()
	var encoding string
	var standby bool
	err := d.pool.QueryRow(ctx, "SELECT current_setting('server_encoding'), pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'").
		Scan(&encoding, &standby)
	switch {
	case err != nil:
		return classify(err)
	case encoding != "UTF8":
		return fmt.Errorf("%w: its encoding is %s, not UTF8", ErrForeign, encoding)
	}
	return classifyMigration(d.migrate(ctx, standby))
}

// Open opens the store of one school; a new one is empty. Several may be open at once, of one
// school too.
func (d *Database) Open(ctx context.Context, school string) (*Store, error) {
	if err := storage.CheckID("school", school); err != nil {
		return nil, err
	}
	if school == "-" {
		return nil, fmt.Errorf("school %q: %w", school, storage.ErrInvalid)
	}
	err := d.do(ctx, func(conn *pgx.Conn) error {
		b := &pgx.Batch{}
		b.Queue("BEGIN")
		b.Queue(sqlNameSchool, school)
		b.Queue("INSERT INTO thuky.schools (school) VALUES ($1) ON CONFLICT DO NOTHING", school)
		b.Queue("COMMIT")
		return conn.SendBatch(ctx, b).Close()
	})
	if err != nil {
		return nil, fmt.Errorf("open the store of %q: %w", school, classify(err))
	}
	if err := d.fit(ctx, school); err != nil {
		return nil, fmt.Errorf("open the store of %q: %w", school, classify(err))
	}
	d.open.Add(1)
	return newStore(d, school), nil
}

// Close closes the connections; its stores must be closed before.
func (d *Database) Close() {
	d.board.mu.Lock()
	stop := d.board.stop
	d.board.mu.Unlock()
	stop()
	d.board.done.Wait()
	d.tellNow(context.Background()) // a command ends right after it wrote
	d.pool.Close()
}

// Open opens the store of one school in a database of its own; see Connect.
func Open(ctx context.Context, address, school string, options Options) (*Store, error) {
	d, err := Connect(ctx, address, options)
	if err != nil {
		return nil, err
	}
	s, err := d.Open(ctx, school)
	if err != nil {
		d.Close()
		return nil, err
	}
	s.last = d.Close
	return s, nil
}

// sqlNameSchool names the school of a transaction to the policies of the tables.
const sqlNameSchool = "SELECT set_config('thuky.school', $1, true)"

// do runs fn on a connection, and again while the server cannot be asked: fn must do
// nothing that may not be done twice.
func (d *Database) do(ctx context.Context, fn func(conn *pgx.Conn) error) error {
	wait := newWait(d.patience)
	for {
		conn, err := d.pool.Acquire(ctx)
		if err == nil {
			err = fn(conn.Conn())
			if err != nil {
				reset(conn)
			}
			conn.Release()
		}
		if err == nil || !passing(err) || !wait.again(ctx) {
			return err
		}
	}
}

// reset ends what a connection was at; where that cannot be done it is closed.
func reset(conn *pgxpool.Conn) {
	if conn.Conn().IsClosed() || conn.Conn().PgConn().TxStatus() == 'I' {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), connectLimit)
	defer cancel()
	if _, err := conn.Exec(ctx, "ROLLBACK"); err != nil {
		_ = conn.Conn().Close(ctx) // the pool sees that it is closed
	}
}

// wait is the time between attempts: it grows, and comes to an end.
type wait struct {
	next  time.Duration
	until time.Time
}

func newWait(patience time.Duration) *wait {
	return &wait{next: 10 * time.Millisecond, until: time.Now().Add(patience)}
}

// again waits and tells whether there is time for another attempt.
func (w *wait) again(ctx context.Context) bool {
	if time.Now().Add(w.next).After(w.until) {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(w.next):
	}
	w.next = min(w.next*2, time.Second)
	return true
}

// classifyMigration is classify for what migrate says.
func classifyMigration(err error) error {
	if err == nil || errors.Is(err, storage.ErrNewer) || errors.Is(err, ErrReadOnlyServer) || errors.Is(err, ErrForeign) {
		return err
	}
	return classify(err)
}
