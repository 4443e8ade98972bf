package boltstore

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"thuky/storage"
	"thuky/storage/records"
)

// Store is an open bbolt file. It is safe for concurrent use.
type Store struct {
	db    *bbolt.DB
	path  string
	known *records.Known

	mu     sync.Mutex
	some   sync.Cond // signalled when queue or closed changes; on mu
	queue  []*call   // under mu: waiting for the next transaction
	closed bool      // under mu

	writer   chan struct{} // closed when the committing goroutine has ended
	closing  sync.Once
	closeErr error // set by closing

	commits atomic.Int64
	updates atomic.Int64
}

var _ storage.Store = (*Store)(nil)

func newStore(db *bbolt.DB, path string) *Store {
	s := &Store{db: db, path: path, known: records.NewKnown(), writer: make(chan struct{})}
	s.some.L = &s.mu
	go s.write()
	return s
}

// View runs fn on a snapshot; see storage.Store. It may run beside an Update.
func (s *Store) View(ctx context.Context, fn func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	bolt, err := s.db.Begin(false)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return storage.ErrClosed
	}
	if err != nil {
		return err
	}
	t := newTx(bolt, s.known)
	defer t.rollback()
	return fn(t.typed)
}

// Stats counts since Open.
func (s *Store) Stats() storage.Stats {
	stats := storage.Stats{Commits: s.commits.Load(), Updates: s.updates.Load()}
	if info, err := os.Stat(s.path); err == nil {
		stats.Size = info.Size()
	}
	return stats
}

// Close waits for the commit under way and for every View, then closes the
// file. Updates that still queue get storage.ErrClosed. Closing again does nothing.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.mu.Lock()
		s.closed = true
		s.some.Signal()
		s.mu.Unlock()
		<-s.writer
		s.closeErr = s.db.Close()
	})
	return s.closeErr
}
