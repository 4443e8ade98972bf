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
	"thuky/storage/queue"
	"thuky/storage/records"
)

// Store is an open bbolt file. It is safe for concurrent use.
type Store struct {
	db    *bbolt.DB
	path  string
	known *records.Known
	seal  *records.Seal // nil: records are kept open

	queue *queue.Queue

	spoilt   spoilt
	closing  sync.Once
	closeErr error // set by closing

	commits atomic.Int64
	updates atomic.Int64
}

var _ storage.Store = (*Store)(nil)

func newStore(db *bbolt.DB, path string, seal *records.Seal) *Store {
	s := &Store{db: db, path: path, known: records.NewKnown(), seal: seal}
	s.spoilt.noticed = make(chan struct{})
	s.queue = queue.New(s.commit)
	return s
}

// View runs fn on a snapshot; see storage.Store. It may run beside an Update.
func (s *Store) View(ctx context.Context, fn func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.Damage(); err != nil {
		return err
	}
	bolt, err := s.db.Begin(false)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return storage.ErrClosed
	}
	if err != nil {
		return err
	}
	t := s.tx(bolt)
	defer t.rollback()
	err = fn(t.typed)
	if damage := s.Damage(); damage != nil { // whatever fn made of it
		return damage
	}
	return err
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
		s.queue.Close()
		if s.spoilt.stuck.Load() { // bbolt would wait for ever; the end of the process closes the file
			return
		}
		s.closeErr = s.db.Close()
	})
	return s.closeErr
}
