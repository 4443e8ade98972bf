package pgstore

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// The schools of a process share its connections. While several are open none takes more than
// half of them, so that a school on which much is looked at leaves the others able to answer.

// sharePatience is after which time a school goes beyond its share: a transaction that waits for
// another of the same school must not wait for ever.
const sharePatience = 5 * time.Second

func newShare(conns int32) chan struct{} { return make(chan struct{}, max(2, conns/2)) }

// acquire takes a connection; leave is called after it was released.
func (s *Store) acquire(ctx context.Context) (conn *pgxpool.Conn, leave func(), err error) {
	leave = func() {}
	if s.db.open.Load() > 1 && s.enterShare(ctx) {
		leave = func() { <-s.share }
	}
	if conn, err = s.db.pool.Acquire(ctx); err != nil {
		leave()
		return nil, nil, err
	}
	return conn, leave, nil
}

// enterShare waits for a part of the share, and tells whether it has got one.
func (s *Store) enterShare(ctx context.Context) bool {
	select {
	case s.share <- struct{}{}:
		return true
	default:
	}
	timer := time.NewTimer(s.db.shareWait)
	defer timer.Stop()
	select {
	case s.share <- struct{}{}:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}
