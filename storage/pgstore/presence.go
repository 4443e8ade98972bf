package pgstore

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"thuky/storage"
)

// A presence is a connection of its own that holds an advisory lock of a number that nobody
// else has. The server lets go of it as soon as the connection ends, by the death of the
// process too. See docs/adr/0031.

const (
	// presencePause is the time between two questions whether the presence lasts.
	presencePause = storage.PresenceTrust / 4
	// presenceLimit is after which time an answer is waited for no more.
	presenceLimit = 5 * time.Second
)

// attendance is the presence of the process, and what it knows of those of others.
type attendance struct {
	mu      sync.Mutex
	held    bool             // under mu: a goroutine looks after it
	now     storage.Presence // under mu
	changed chan struct{}    // under mu: that of now

	asking sync.Mutex // held while the server is asked, so that the schools of a process ask once
	asked  string     // under asking: of which one
	at     time.Time  // under asking: when
	gone   bool       // under asking: what the answer was
}

var _ storage.Presences = (*Store)(nil)

// Presence is of storage.Presences. All stores of a Database have the same.
func (s *Store) Presence() storage.Presence {
	d, p := s.db, &s.db.attends
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.held {
		p.held, p.changed = true, make(chan struct{})
		p.now.Changed = p.changed
		d.beside(d.keepPresence)
	}
	return p.now
}

// set notes that there is another one, "" for none.
func (p *attendance) set(name string, proven time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.changed)
	p.changed = make(chan struct{})
	p.now = storage.Presence{Name: name, Proven: proven, Changed: p.changed}
}

func (p *attendance) prove(at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now.Proven = at
}

// keepPresence keeps up a presence until ctx ends.
func (d *Database) keepPresence(ctx context.Context) {
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		if d.attend(ctx) {
			pause = 100 * time.Millisecond
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// attend is one presence from its beginning to its end. It tells whether there was one.
func (d *Database) attend(ctx context.Context) bool {
	conn, err := pgx.ConnectConfig(ctx, d.pool.Config().ConnConfig)
	if err != nil {
		return false
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.Background(), connectLimit)
		defer cancel()
		_ = conn.Close(closing) // it broke, or nobody needs it any more
	}()
	var raw [8]byte
	_, _ = rand.Read(raw[:]) // never fails, see its documentation
	number := binary.BigEndian.Uint64(raw[:])
	asked := time.Now()
	var server int64
	limited, cancel := context.WithTimeout(ctx, presenceLimit)
	err = conn.QueryRow(limited, "SELECT "+sqlServer+" FROM pg_advisory_lock($1)", int64(number)).Scan(&server)
	cancel()
	if err != nil {
		return false
	}
	d.attends.set(presenceName(server, number), asked)
	defer d.attends.set("", time.Time{}) // before the connection is closed
	for d.still(ctx, conn, number) {
		select {
		case <-ctx.Done():
		case <-time.After(presencePause):
		}
	}
	return true
}

// still asks whether the presence lasts, and notes that it does. The lock is looked for and not
// only the connection: something between us and the server might have given us another.
func (d *Database) still(ctx context.Context, conn *pgx.Conn, number uint64) (there bool) {
	ctx, cancel := context.WithTimeout(ctx, presenceLimit)
	defer cancel()
	asked := time.Now()
	err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
		AND classid = $1 AND objid = $2 AND objsubid = 1)`, uint32(number>>32), uint32(number)).Scan(&there)
	if err != nil || !there {
		return false
	}
	d.attends.prove(asked)
	return true
}

// sqlServer tells servers, and what one was before it was started anew, from each other.
const sqlServer = "(extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint"

func presenceName(server int64, number uint64) string { return fmt.Sprintf("%x-%016x", server, number) }

func parsePresence(name string) (server int64, number uint64, ok bool) {
	n, err := fmt.Sscanf(name, "%x-%x", &server, &number)
	return server, number, err == nil && n == 2
}

// Gone is of storage.Presences. Locks of a server are not those of its standby, and none
// survives its end: only that of the very server which gave the name can tell.
func (s *Store) Gone(ctx context.Context, name string) (bool, error) {
	server, number, ok := parsePresence(name)
	if !ok {
		return false, nil
	}
	p := &s.db.attends
	p.asking.Lock()
	defer p.asking.Unlock()
	if p.asked == name && (p.gone || time.Since(p.at) < presencePause/2) {
		return p.gone, nil
	}
	if err := s.enter(); err != nil {
		return false, err
	}
	defer s.views.Done()
	ctx, cancel := context.WithTimeout(ctx, presenceLimit)
	defer cancel()
	var gone bool
	// The lock is gone with the end of this statement. Those who ask do not hinder each other.
	err := s.db.pool.QueryRow(ctx, "SELECT CASE WHEN "+sqlServer+" = $1 AND NOT pg_is_in_recovery() THEN pg_try_advisory_xact_lock_shared($2) ELSE false END",
		server, int64(number)).Scan(&gone)
	if err != nil {
		return false, fmt.Errorf("look for a presence: %w", classify(err))
	}
	p.asked, p.at, p.gone = name, time.Now(), gone
	return gone, nil
}
