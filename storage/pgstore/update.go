package pgstore

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"thuky/storage"
	"thuky/storage/queue"
)

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
	return s.queue.Update(ctx, fn)
}

// commit runs a group, and the calls that come before it is sent, until all that is left of it went
// well in one transaction. Those that failed hear of it only after the commit: what they saw of
// the others is true only then.
func (s *Store) commit(group []*queue.Call) { s.commitWith(group, s.queue.Late) }

// commitWith is commit with those that late adds to a group.
func (s *Store) commitWith(group []*queue.Call, late func([]*queue.Call) []*queue.Call) {
	wait := newWait(s.db.patience)
	for {
		var err error
		group, err = s.try(group, late)
		switch {
		case err == nil:
			queue.Finish(group, nil)
			return
		case !unknown(err) && passing(err) && wait.again(context.Background()):
			continue
		case !unknown(err) && !passing(err) && len(group) > 1:
			// The server does not take what one of them wrote: the others shall not suffer.
			for _, c := range group {
				s.commitWith([]*queue.Call{c}, func(alone []*queue.Call) []*queue.Call { return alone })
			}
			return
		}
		queue.Finish(group, fmt.Errorf("commit: %w", classify(err)))
		return
	}
}

// try runs a group in one transaction, and gives it with the calls that came late: while another
// process writes for the school, calls gather here, and without them each commit would be of half
// as many. Its error is about the transaction; the errors of the calls are in them.
func (s *Store) try(group []*queue.Call, late func([]*queue.Call) []*queue.Call) ([]*queue.Call, error) {
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	conn, leave, err := s.acquire(ctx)
	if err != nil {
		return group, err
	}
	defer func() {
		reset(conn)
		conn.Release()
		leave()
	}()
	t, version, err := s.begin(ctx, conn.Conn())
	if err != nil {
		return group, err
	}
	defer func() {
		t.finished = true
		s.trips.Add(t.base.trips)
		s.db.budget.account(s.cache)
	}()
	for i := 0; i < len(group); i++ {
		before := t.over.mark()
		if !group[i].Run(t.typed) {
			t.over.back(before)
		}
		if t.base.err != nil {
			return group, t.base.err
		}
		if i == len(group)-1 {
			group = late(group)
		}
	}
	if t.over.writes == 0 {
		return group, nil
	}
	if err := s.end(ctx, conn, t, version); err != nil {
		return group, err
	}
	s.cache.committed(version, t.over)
	s.wrote(t.over)
	s.commits.Add(1)
	for _, c := range group {
		if !c.Out() {
			s.updates.Add(1)
		}
	}
	return group, nil
}

// begin starts a transaction and waits until nobody else writes for this school. From
// then on every statement sees what all those before have committed.
func (s *Store) begin(ctx context.Context, conn *pgx.Conn) (t *tx, version int64, err error) {
	t = s.newTx(&base{ctx: ctx, conn: conn, school: s.school, trips: 1})
	t.over = &overlay{}
	b := &pgx.Batch{}
	var mark []byte
	b.Queue("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
	b.Queue(sqlNameSchool, s.school)
	b.Queue("SELECT version, audit_seq, outbox_seq, lines_seq, seal FROM thuky.schools WHERE school = $1 FOR UPDATE", s.school).
		QueryRow(func(row pgx.Row) error {
			n := &t.over.counters
			return row.Scan(&version, &n.audit, &n.outbox, &n.lines, &mark)
		})
	news := s.queueLog(b)
	if err := conn.SendBatch(ctx, b).Close(); err != nil {
		return nil, 0, err
	}
	if err := s.fits(mark); err != nil {
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
