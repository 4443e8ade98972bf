package bot

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// Limits of sending.
const (
	// workersPerPlatform is how many messages of one platform are under way at once.
	workersPerPlatform = 32
	// lowWorkers is how many of them may be reminders.
	lowWorkers = 8
	// sendTimeout ends a send that hangs.
	sendTimeout = 2 * time.Minute
	// firstBackoff is the wait after a first temporary error, doubled up to maxBackoff.
	firstBackoff = time.Second
	maxBackoff   = 10 * time.Minute
	// maxAttempts is about a day of trying; the time in which nobody tried,
	// because the program was not running, does not count.
	maxAttempts = 150
	// deniedPause is the wait before a platform that refuses us is tried again.
	deniedPause = time.Minute
	// stopGrace is how long the end of Run waits for what is due.
	stopGrace = 5 * time.Second
	// hangGrace is how long it waits for sends that do not heed their context.
	hangGrace = time.Second
)

// sender empties the outbox. Each platform has its own queues and workers, so
// that one which hangs holds up no other.
type sender struct {
	store    storage.Store
	log      *slog.Logger
	now      func() time.Time
	recorder *recorder
	changed  *bell
	posts    map[string]*post // by platform; not changed after newSender

	mu      sync.Mutex
	started bool // under mu: rows handed over are queued; before, load will find them

	sent, dead atomic.Int64
}

func newSender(store storage.Store, transports []chat.Transport, log *slog.Logger, now func() time.Time, changed *bell) *sender {
	s := &sender{
		store: store, log: log, now: now, changed: changed,
		recorder: newRecorder(store, log), posts: map[string]*post{},
	}
	for _, t := range transports {
		s.posts[t.Platform()] = newPost(s, t)
	}
	return s
}

// start queues what the store holds and begins to send. ctx ends every send.
func (s *sender) start(ctx context.Context) error {
	s.mu.Lock()
	s.started = true // first, so that no row falls between the snapshot and add
	s.mu.Unlock()
	elsewhere := map[string]int{}
	err := s.store.View(ctx, func(tx storage.Tx) error {
		for h, err := range tx.Holds() {
			if err != nil {
				return err
			}
			s.hold(h)
		}
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
			}
			if p := s.posts[o.To.Platform]; p != nil {
				p.add(o)
			} else {
				elsewhere[o.To.Platform]++
			}
		}
		return nil
	})
	for platform, n := range elsewhere {
		s.log.Warn("messages wait for a platform that is not configured", "platform", platform, "messages", n)
	}
	if err != nil {
		return err
	}
	for _, p := range s.posts {
		p.open(ctx)
	}
	return nil
}

// hold restores a stored wait.
func (s *sender) hold(h storage.Hold) {
	if p := s.posts[h.To]; p != nil {
		p.holdAll(h.Until)
		return
	}
	if a, err := chat.ParseAddress(h.To); err == nil && s.posts[a.Platform] != nil {
		s.posts[a.Platform].hold(a, h.Until)
	}
}

// add queues rows that are committed to the outbox.
func (s *sender) add(rows []storage.Outgoing) {
	s.mu.Lock()
	started := s.started
	s.mu.Unlock()
	if !started {
		return
	}
	for _, o := range rows {
		if p := s.posts[o.To.Platform]; p != nil {
			p.add(o)
		}
	}
}

// drop gives up all that waits for an address whose owner is gone.
func (s *sender) drop(a chat.Address) {
	if p := s.posts[a.Platform]; p != nil {
		p.drop(a)
	}
}

// move takes what waits for an address to another: rows are what is stored for that one
// now. What is being sent to the old one stays with it.
func (s *sender) move(from chat.Address, rows []storage.Outgoing) {
	p := s.posts[from.Platform]
	if p == nil {
		return
	}
	busy := p.forget(from)
	s.add(slices.DeleteFunc(rows, func(o storage.Outgoing) bool { return o.Seq == busy }))
}

// due is how many messages could be sent now, or are being sent.
func (s *sender) due() int {
	n := 0
	for _, p := range s.posts {
		n += p.due()
	}
	return n
}

// length is how many messages wait, whenever they may be sent.
func (s *sender) length() int {
	n := 0
	for _, p := range s.posts {
		n += p.length()
	}
	return n
}

// drain waits until nothing is due, but not longer than until ctx ends.
func (s *sender) drain(ctx context.Context) {
	for {
		changed := s.changed.wait()
		if s.due() == 0 {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// close stops all workers: nothing new is taken after it was called. Sends under
// way have until cancel and hangGrace to end.
func (s *sender) close(cancel context.CancelFunc) {
	for _, p := range s.posts {
		p.close()
	}
	cancel()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for _, p := range s.posts {
			p.workers.Wait()
		}
	}()
	timer := time.NewTimer(hangGrace)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
		s.log.Warn("a send does not end; its message may be sent twice")
	}
}

// errExpired: a message could not be sent as long as it was of use.
var errExpired = errors.New("the message is of no use any more")

// send sends what is left of a row, part after part, and notes in it how far it came.
func (s *sender) send(ctx context.Context, t chat.Transport, it *item) (err error) {
	if e := it.row.Expires; !e.IsZero() && !e.After(s.now()) {
		return errExpired
	}
	done := false
	defer func() {
		if !done { // a message that makes a transport panic must not come back for ever
			err = &chat.SendError{Class: chat.Rejected, Err: errPanic(recover())}
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	err = s.sendParts(ctx, t, it)
	done = true
	return err
}

func (s *sender) sendParts(ctx context.Context, t chat.Transport, it *item) error {
	parts := degrade(it.row.Message, t.Capabilities())
	for i := it.row.Done; i < len(parts); i++ {
		m := parts[i]
		if f := m.File; f != nil && f.Data == nil && f.Artifact != "" {
			data, err := s.artifact(ctx, f.Artifact)
			if err != nil {
				return err
			}
			with := *f
			with.Data = data
			m.File = &with
		}
		if _, err := t.Send(ctx, it.row.To, m); err != nil {
			return err
		}
		it.row.Done = i + 1
	}
	return nil
}

// artifact reads the bytes of a file; a file that is gone will not come back.
func (s *sender) artifact(ctx context.Context, key string) ([]byte, error) {
	var data []byte
	err := s.store.View(ctx, func(tx storage.Tx) error {
		a, err := tx.Artifact(key)
		data = a.Data
		return err
	})
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return nil, &chat.SendError{Class: chat.Rejected, Err: err}
	case err != nil:
		return nil, &chat.SendError{Class: chat.Temporary, Err: err}
	}
	return data, nil
}

// backoff is the wait after a number of failed attempts.
func backoff(attempts int) time.Duration {
	d := firstBackoff
	for range attempts - 1 {
		if d *= 2; d >= maxBackoff {
			return maxBackoff
		}
	}
	return d
}
