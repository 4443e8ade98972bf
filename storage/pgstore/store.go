package pgstore

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"thuky/storage"
	"thuky/storage/queue"
	"thuky/storage/records"
)

// Store is the store of one school. It is safe for concurrent use.
type Store struct {
	db     *Database
	school string
	name   string             // among all stores of all processes
	nudges chan storage.Nudge // one slot; sent to under the lock of the switchboard
	last   func()             // called at the end of Close, where it is set

	queue *queue.Queue

	mu     sync.Mutex
	closed bool           // under mu
	views  sync.WaitGroup // adding: under mu, while not closed

	share   chan struct{} // holds one for each connection in use; see acquire
	cache   *cache
	known   *records.Known // decoded
	closing sync.Once

	commits atomic.Int64
	updates atomic.Int64
	trips   atomic.Int64
	size    atomic.Int64 // as it was found last
}

var (
	_ storage.Store  = (*Store)(nil)
	_ storage.Shared = (*Store)(nil)
)

func newStore(d *Database, school string) *Store {
	s := &Store{
		db: d, school: school, name: newStoreName(), nudges: make(chan storage.Nudge, 1),
		cache: newCache(), known: records.NewKnown(), share: newShare(d.pool.Config().MaxConns),
	}
	s.queue = queue.New(s.commit)
	return s
}

// enter begins something that Close waits for.
func (s *Store) enter() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return storage.ErrClosed
	}
	s.views.Add(1)
	return nil
}

// View runs fn on a snapshot; see storage.Store.
func (s *Store) View(ctx context.Context, fn func(storage.Tx) error) error {
	return s.view(ctx, func(t *tx) error { return fn(t.typed) })
}

func (s *Store) view(ctx context.Context, fn func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.enter(); err != nil {
		return err
	}
	defer s.views.Done()
	conn, version, leave, err := s.beginView(ctx)
	if err != nil {
		return fmt.Errorf("view: %w", classify(err))
	}
	t := s.newTx(&base{ctx: ctx, conn: conn.Conn(), school: s.school})
	t.cache, t.version = s.cache, version
	defer func() {
		t.finished = true
		s.trips.Add(t.base.trips)
		s.db.budget.account(s.cache)
		reset(conn)
		conn.Release()
		leave()
	}()
	err = fn(t)
	if t.base.err != nil { // whatever fn made of it
		return fmt.Errorf("view: %w", classify(t.base.err))
	}
	return err
}

// beginView takes a connection and a snapshot on it, and tells which version that is.
func (s *Store) beginView(ctx context.Context) (conn *pgxpool.Conn, version int64, leave func(), err error) {
	wait := newWait(s.db.patience)
	for {
		conn, leave, err = s.acquire(ctx)
		if err == nil {
			b := &pgx.Batch{}
			b.Queue("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
			b.Queue(sqlNameSchool, s.school)
			var mark []byte
			b.Queue("SELECT version, seal FROM thuky.schools WHERE school = $1", s.school).
				QueryRow(func(row pgx.Row) error { return row.Scan(&version, &mark) })
			news := s.queueLog(b)
			s.trips.Add(2) // this one, and the end
			if err = conn.SendBatch(ctx, b).Close(); err == nil {
				err = s.fits(mark)
			}
			if err == nil {
				news.to = version
				s.cache.catchUp(*news)
				return conn, version, leave, nil
			}
			reset(conn)
			conn.Release()
			leave()
		}
		if !passing(err) || !wait.again(ctx) {
			return nil, 0, nil, err
		}
	}
}

// mostNews is how many commits of others a cache follows; after more it begins anew.
const mostNews = 256

// queueLog asks for the commits since the version of the cache.
func (s *Store) queueLog(b *pgx.Batch) *commitLog {
	l := &commitLog{from: s.cache.known()}
	since := l.from
	if since == noVersion {
		since = math.MaxInt64
	}
	b.Queue("SELECT keys FROM thuky.changes WHERE school = $1 AND version > $2 ORDER BY version LIMIT $3", s.school, since, mostNews+1).
		Query(func(rows pgx.Rows) (err error) {
			l.keys, err = pgx.CollectRows(rows, pgx.RowTo[[]byte])
			return err
		})
	return l
}

// Stats counts since it was opened; Size is that of the whole database.
func (s *Store) Stats() storage.Stats {
	if s.enter() == nil {
		defer s.views.Done()
		ctx, cancel := context.WithTimeout(context.Background(), connectLimit)
		defer cancel()
		var size int64
		if err := s.db.pool.QueryRow(ctx, "SELECT pg_database_size(current_database())").Scan(&size); err == nil {
			s.size.Store(size)
		}
	}
	return storage.Stats{Commits: s.commits.Load(), Updates: s.updates.Load(), Size: s.size.Load()}
}

// Close waits for the commit under way and for every View. Updates that still queue get
// storage.ErrClosed. Closing again does nothing.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.mu.Lock()
		s.closed = true
		s.mu.Unlock()
		s.queue.Close()
		s.views.Wait()
		s.db.budget.leave(s.cache)
		s.db.open.Add(-1)
		s.deaf()
		if s.last != nil {
			s.last()
		}
	})
	return nil
}

// Backup writes what the school has at this moment to a new file, a store of boltstore
// that was checked; see storage.Store.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.views.Done()
	if s.db.options.Copy == nil {
		return errors.New("backup: nobody said how to write a copy")
	}
	if err := s.db.options.Copy(ctx, path, s.Dump); err != nil {
		return fmt.Errorf("backup to %s: %w", path, err)
	}
	return nil
}
