package pgstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"thuky/storage"
)

// maxGroup bounds how many Update calls share a commit, and so how long the first
// of them waits for the others.
const maxGroup = 256

// call is one Update on its way through the writer. The fn stays on its caller's
// goroutine, so that a panic shows the caller's stack and runtime.Goexit (t.Fatal
// in a test) ends no other call.
type call struct {
	ctx  context.Context
	fn   func(storage.Tx) error
	turn chan *tx     // writer to caller: run fn now
	back chan outcome // caller to writer: how it went; one slot, for callers that are gone
	done chan error   // writer to caller: what Update returns; one slot

	// The writer's notes.
	err  error // why it is not in the commit
	out  bool  // not in the commit
	gone bool  // its fn did not return, and nobody waits
}

// outcome is how one run of a fn went.
type outcome struct {
	err     error
	aborted bool // it did not return: a panic or Goexit
}

// Update runs fn in a transaction that it may share with other calls; see
// storage.Store. fn may run more than once: when the connection broke before the
// commit, or when the server asks for it. An error or panic of
// fn undoes what that fn wrote and nothing else. A call whose ctx ends while it still
// queues stores nothing.
//
// A server that restarts is waited for a little. When the connection breaks during the commit
// the server is asked afterwards how it ended; ErrUnknown when it cannot be asked.
//
// Calling Update or Close inside fn waits for ever.
func (s *Store) Update(ctx context.Context, fn func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := &call{
		ctx: ctx, fn: fn,
		turn: make(chan *tx), back: make(chan outcome, 1), done: make(chan error, 1),
	}
	if err := s.enqueue(c); err != nil {
		return err
	}
	cancelled := ctx.Done()
	for {
		select {
		case t := <-c.turn:
			c.run(t)
		case err := <-c.done:
			return err
		case <-cancelled:
			if s.withdraw(c) {
				return ctx.Err()
			}
			cancelled = nil // the writer has it and will say how it ended
		}
	}
}

// run gives the turn back however fn ends; a panic goes on to the caller.
func (c *call) run(t *tx) {
	o := outcome{aborted: true}
	defer func() { c.back <- o }()
	o.err = c.fn(t.typed)
	o.aborted = false
}

func (s *Store) enqueue(c *call) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return storage.ErrClosed
	}
	s.queue = append(s.queue, c)
	s.some.Signal()
	return nil
}

// withdraw takes a call out of the queue, false when it is no longer there.
func (s *Store) withdraw(c *call) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.Index(s.queue, c)
	if i < 0 {
		return false
	}
	s.queue = slices.Delete(s.queue, i, i+1)
	return true
}

// write is the committing goroutine.
func (s *Store) write() {
	defer close(s.writer)
	for {
		group := s.next()
		if group == nil {
			return
		}
		s.commit(group)
	}
}

// next waits for calls and takes the oldest, nil when the store was closed.
func (s *Store) next() []*call {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.queue) == 0 && !s.closed {
		s.some.Wait()
	}
	if s.closed {
		finish(s.queue, storage.ErrClosed)
		s.queue = nil
		return nil
	}
	group := slices.Clone(s.queue[:min(len(s.queue), maxGroup)])
	s.queue = slices.Delete(s.queue, 0, len(group))
	return group
}

// commit runs a group until all that is left of it went well in one transaction.
// Those that failed hear of it only after the commit: what they saw of the others
// is true only then.
func (s *Store) commit(group []*call) {
	wait := newWait(s.db.patience)
	for {
		err := s.try(group)
		switch {
		case err == nil:
			for _, c := range group {
				c.done <- c.err
			}
			return
		case !unknown(err) && passing(err) && wait.again(context.Background()):
			continue
		case !unknown(err) && !passing(err) && len(group) > 1:
			// The server does not take what one of them wrote: the others shall not suffer.
			for _, c := range group {
				s.commit([]*call{c})
			}
			return
		}
		finish(group, fmt.Errorf("commit: %w", classify(err)))
		return
	}
}

// try runs a group in one transaction. Its error is about the transaction; the errors of the
// calls are in them.
func (s *Store) try(group []*call) error {
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	conn, leave, err := s.acquire(ctx)
	if err != nil {
		return err
	}
	defer func() {
		reset(conn)
		conn.Release()
		leave()
	}()
	t, version, err := s.begin(ctx, conn.Conn())
	if err != nil {
		return err
	}
	defer func() {
		t.finished = true
		s.trips.Add(t.base.trips)
		s.db.budget.account(s.cache)
	}()
	for _, c := range group {
		if c.gone {
			continue
		}
		c.out = true
		if c.err = c.ctx.Err(); c.err != nil {
			continue
		}
		before := t.over.mark()
		c.turn <- t
		o := <-c.back
		if c.err, c.gone = o.err, o.aborted; c.err != nil || c.gone {
			t.over.back(before)
		} else {
			c.out = false
		}
		if t.base.err != nil {
			return t.base.err
		}
	}
	if t.over.writes == 0 {
		return nil
	}
	if err := s.end(ctx, conn, t, version); err != nil {
		return err
	}
	s.cache.committed(version, t.over)
	s.wrote(t.over)
	s.commits.Add(1)
	for _, c := range group {
		if !c.out {
			s.updates.Add(1)
		}
	}
	return nil
}

// begin starts a transaction and waits until nobody else writes for this school. From
// then on every statement sees what all those before have committed.
func (s *Store) begin(ctx context.Context, conn *pgx.Conn) (t *tx, version int64, err error) {
	t = newTx(&base{ctx: ctx, conn: conn, school: s.school, trips: 1})
	t.over = &overlay{}
	b := &pgx.Batch{}
	b.Queue("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
	b.Queue(sqlNameSchool, s.school)
	b.Queue("SELECT version, audit_seq, outbox_seq, lines_seq FROM thuky.schools WHERE school = $1 FOR UPDATE", s.school).
		QueryRow(func(row pgx.Row) error {
			n := &t.over.counters
			return row.Scan(&version, &n.audit, &n.outbox, &n.lines)
		})
	news := s.queueLog(b)
	if err := conn.SendBatch(ctx, b).Close(); err != nil {
		return nil, 0, err
	}
	news.to = version
	s.cache.catchUp(*news)
	t.version, t.cache = version, s.cache
	return t, version, t.renew()
}

// end sends all that was written and commits, in one go.
func (s *Store) end(ctx context.Context, conn *pgxpool.Conn, t *tx, version int64) error {
	m := newMarker(version + 1)
	b := t.over.batch(s.school, m)
	b.Queue("COMMIT")
	t.base.trips++
	results := conn.SendBatch(ctx, b)
	var err error
	for i := 0; i < b.Len() && err == nil; i++ {
		_, err = results.Exec()
	}
	if closing := results.Close(); err == nil {
		err = closing
	}
	if err == nil || code(err) != "" && !goodbye(code(err)) {
		return err // the server said how it went
	}
	return s.settle(m, err)
}

// finish ends every call with one error.
func finish(calls []*call, err error) {
	for _, c := range calls {
		c.done <- err
	}
}
