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
	// sendTimeout ends a send that hangs. Zalo may take 150 seconds for a picture.
	sendTimeout = 3 * time.Minute
	// firstBackoff is the wait after a first temporary error, doubled up to maxBackoff.
	firstBackoff = time.Second
	maxBackoff   = 10 * time.Minute
	// maxAttempts is about three days of trying; the time in which nobody tried, because the
	// program was not running or the platform was away, does not count.
	maxAttempts = 440
	// longestHold is longer than any platform asks to wait: what seems to be held longer was
	// held by a clock that was ahead.
	longestHold = 7 * 24 * time.Hour
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
	zone     *time.Location // whose months count
	meter    Meter
	fileLink func(artifact, name string) string
	recorder *recorder
	changed  *bell
	rightful func() bool      // false: another process might be sending
	posts    map[string]*post // by platform; not changed after newSender
	// look is signalled instead of queueing rows where others write to the outbox, too; nil
	// where nobody does.
	look chan struct{}

	mu      sync.Mutex
	started bool // under mu: rows handed over are queued; before, load will find them

	sent, dead, dropped atomic.Int64
}

// newSender makes the sender of a Runtime, whose other parts are set.
func newSender(r *Runtime, fileLink func(artifact, name string) string) *sender {
	s := &sender{
		store: r.store, log: r.log, now: r.now, zone: r.zone, meter: r.meter, changed: r.changed, fileLink: fileLink,
		rightful: r.rightful, recorder: newRecorder(r.store, r.log), posts: map[string]*post{},
	}
	for _, t := range r.platforms {
		s.posts[t.Platform()] = newPost(s, t)
	}
	if r.replica != "" {
		s.look = make(chan struct{}, 1)
		s.recorder.recorded = s.recorded
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
		for _, p := range s.posts {
			p.begin(s.now(), func(key string) int {
				n, err := storage.Count(tx, key)
				if err != nil {
					s.log.Error("what was sent this month is not known", "platform", p.name, "error", err)
				}
				return n
			})
		}
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
	if s.look != nil {
		signal(s.look)
		return
	}
	of := map[*post][]storage.Outgoing{}
	for _, o := range rows {
		if p := s.posts[o.To.Platform]; p != nil {
			of[p] = append(of[p], o)
		}
	}
	for p, rows := range of {
		p.add(rows...)
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
	s.add(slices.DeleteFunc(rows, func(o storage.Outgoing) bool { return slices.Contains(busy, o.Seq) }))
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
			p.mu.Lock()
			workers := p.workers
			p.mu.Unlock()
			workers.Wait()
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

var (
	// errExpired: a message could not be sent as long as it was of use.
	errExpired = errors.New("the message is of no use any more")
	// errSpent: the platform carries no more of them this month.
	errSpent = errors.New("the messages of the month are used up")
)

// send sends what is left of the first row of a group, part after part, and with its last
// part as many of the others as fit into that message. It notes in the first row how far it
// came. n is how many rows are done, or on an error how many were in the message that was
// not sent: none of those is done.
func (s *sender) send(ctx context.Context, p *post, group []*item) (n int, err error) {
	if group[0].expired(s.now()) {
		return 1, errExpired
	}
	done := false
	defer func() {
		if !done { // a message that makes a transport panic must not come back for ever
			err = &chat.SendError{Class: chat.Rejected, Err: errPanic(recover())}
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	n = 1
	err = s.sendParts(ctx, p, group, &n)
	done = true
	return n, err
}

func (s *sender) sendParts(ctx context.Context, p *post, group []*item, n *int) error {
	first := &group[0].row
	caps := p.transport.Capabilities()
	parts := s.parts(first, caps)
	for first.Done < len(parts)-1 {
		if err := s.deliver(ctx, p, first.To, parts[first.Done], first.Vital); err != nil {
			return err
		}
		first.Done++
	}
	last, vital := parts[min(first.Done, len(parts)):], first.Vital
	for _, it := range group[1:] {
		more := s.parts(&it.row, caps)
		if len(more) > 1 {
			break
		}
		both := chat.Degrade(slices.Concat(last, more), caps)
		if len(both) > 1 {
			break
		}
		last, vital = both, vital || it.row.Vital
		*n++
	}
	if len(last) == 0 {
		return nil
	}
	// After this line a crash sends the message again, with all rows in it or, where
	// others have joined them, as two: what each of them says is never lost.
	if err := s.deliver(ctx, p, first.To, last[0], vital); err != nil {
		return err
	}
	first.Done = len(parts)
	return nil
}

// parts is what a row becomes on a platform. It is the same number of parts every time.
func (s *sender) parts(o *storage.Outgoing, c chat.Capabilities) []chat.Message {
	m := o.Message
	m.File, m.Picture = s.linked(m.File), s.linked(m.Picture)
	return chat.Degrade([]chat.Message{m}, c)
}

// linked says where a file can be fetched.
func (s *sender) linked(f *chat.File) *chat.File {
	if f == nil || f.Artifact == "" || s.fileLink == nil {
		return f
	}
	with := *f
	with.URL = s.fileLink(f.Artifact, f.Name)
	return &with
}

// deliver sends one message of the platform, which is counted.
func (s *sender) deliver(ctx context.Context, p *post, to chat.Address, m chat.Message, vital bool) error {
	var err error
	if m.File, err = s.filled(ctx, m.File); err != nil {
		return err
	}
	if m.Picture, err = s.filled(ctx, m.Picture); err != nil {
		if chat.ClassOf(err) != chat.Rejected {
			return err
		}
		m.Picture = nil // the words are worth sending without it
	}
	if err := s.await(ctx); err != nil {
		return err
	}
	key, ok := p.spend(vital)
	if !ok {
		return errSpent
	}
	sent := false
	defer func() {
		if !sent {
			p.refund(key)
		}
	}()
	if _, err := p.transport.Send(ctx, to, m); err != nil {
		return err
	}
	sent = true
	s.recorder.count(key)
	return nil
}

// filled reads the bytes of a file.
func (s *sender) filled(ctx context.Context, f *chat.File) (*chat.File, error) {
	if f == nil || f.Data != nil || f.Artifact == "" {
		return f, nil
	}
	data, err := s.artifact(ctx, f.Artifact)
	if err != nil {
		return nil, err
	}
	with := *f
	with.Data = data
	return &with, nil
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
