package bot

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// post is the outgoing side of one platform: a lane of messages for each
// address, and workers that take one message of a lane at a time.
type post struct {
	s         *sender
	transport chat.Transport
	name      string
	workers   *sync.WaitGroup // under mu: of what was opened last

	mu      sync.Mutex
	ctx     context.Context // under mu: of every send; nil before open
	lanes   map[chat.Address]*lane
	replies []*lane // under mu: lanes whose next message is a reply and is due
	low     []*lane // under mu: lanes whose next message is a reminder and is due
	asleep  sleepers
	holds   map[chat.Address]time.Time // under mu: nothing is sent to the address before
	until   time.Time                  // under mu: nothing at all is sent before
	denied  bool                       // under mu: the platform refuses us; one message tries again
	busy    int                        // under mu: workers
	busyLow int                        // under mu: workers with a reminder
	waiting int                        // under mu: messages in all lanes
	alarm   *time.Timer                // under mu
	closed  bool                       // under mu
	tally   tally                      // under mu
	outage  outage                     // under mu
	sent    time.Time                  // under mu: when a message was last sent
	failing time.Time                  // under mu: since when none can be, zero while they can

	// Where others write to the outbox, too (see reconcile.go); all under mu.
	look     int            // counts the looks into the store
	finished map[uint64]int // rows that are done and may still be in what a look finds: unrecorded, or the look before whose end that was recorded; nil where nobody else writes
}

func newPost(s *sender, t chat.Transport) *post {
	return &post{
		s: s, transport: t, name: t.Platform(), workers: new(sync.WaitGroup),
		lanes: map[chat.Address]*lane{}, holds: map[chat.Address]time.Time{},
	}
}

// open lets the workers begin.
func (p *post) open(ctx context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ctx = ctx
	if p.s.look != nil {
		p.finished = map[uint64]int{}
	}
	p.employ()
}

func (p *post) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	if p.alarm != nil {
		p.alarm.Stop()
	}
}

// add queues each row once. None is taken before all are there, so that what is said at
// once can become one message.
func (p *post) add(rows ...storage.Outgoing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.take(rows)
}

func (p *post) take(rows []storage.Outgoing) {
	var changed []*lane
	for _, o := range rows {
		l := p.lanes[o.To]
		if l == nil {
			l = &lane{to: o.To, place: -1}
			p.lanes[o.To] = l
		}
		if l.insert(&item{row: o, look: p.look}) {
			p.waiting++
			changed = append(changed, l)
		}
	}
	for _, l := range changed {
		p.place(l)
	}
	p.employ()
}

// place puts a lane where it belongs: among those that are due, those that
// sleep, or away when it is empty.
func (p *post) place(l *lane) {
	if l.busy || l.due {
		return
	}
	if l.place >= 0 {
		heap.Remove(&p.asleep, l.place)
	}
	if len(l.items) == 0 {
		delete(p.lanes, l.to)
		return
	}
	now := p.s.now()
	it, wake := l.pick(now)
	if hold, ok := p.holds[l.to]; ok {
		if hold.After(now) && !hold.After(now.Add(longestHold)) {
			it, wake = nil, hold
		} else {
			delete(p.holds, l.to)
		}
	}
	switch {
	case it == nil:
		l.wake = wake
		heap.Push(&p.asleep, l)
	case it.row.Low:
		l.due = true
		p.low = append(p.low, l)
	default:
		l.due = true
		p.replies = append(p.replies, l)
	}
}

// employ starts workers for what is due and sets the alarm for what is not.
func (p *post) employ() {
	if p.ctx == nil || p.closed {
		return
	}
	now := p.s.now()
	if p.until.After(now.Add(longestHold)) {
		p.until = time.Time{}
	}
	if len(p.asleep) > 0 && p.asleep[0].wake.After(now.Add(maxBackoff)) { // perhaps by a clock that was ahead
		for _, l := range slices.Clone(p.asleep) {
			p.place(l)
		}
	}
	for len(p.asleep) > 0 && !p.asleep[0].wake.After(now) {
		p.place(p.asleep[0])
	}
	for p.busy < workersPerPlatform {
		l := p.next(now)
		if l == nil {
			break
		}
		p.workers.Add(1)
		go p.work(p.ctx, p.workers, l)
	}
	p.setAlarm(now)
}

// next takes a lane for a worker, with what of it is to be sent now; nil when there is none.
func (p *post) next(now time.Time) *lane {
	for {
		if p.until.After(now) || p.denied && p.busy > 0 || p.closed {
			return nil
		}
		var l *lane
		switch {
		case len(p.replies) > 0:
			l, p.replies = p.replies[0], p.replies[1:]
		case len(p.low) > 0 && p.busyLow < lowWorkers:
			l, p.low = p.low[0], p.low[1:]
		default:
			return nil
		}
		l.due = false
		it, _ := l.pick(now)
		if it == nil || p.held(l.to, now) {
			p.place(l) // what was due is gone or held up meanwhile
			continue
		}
		if !it.expired(now) && !p.affords(it.row.Vital, now) {
			p.leaveOut(l, it, now)
			p.place(l)
			continue
		}
		l.busy, l.now = true, p.together(l, it, now)
		p.busy++
		if it.row.Low {
			p.busyLow++
		}
		return l
	}
}

// held tells whether nothing may be sent to an address yet.
func (p *post) held(a chat.Address, now time.Time) bool {
	until := p.holds[a]
	return until.After(now) && !until.After(now.Add(longestHold))
}

// together are the messages of a lane that may go into one with the first.
func (p *post) together(l *lane, first *item, now time.Time) []*item {
	if !p.transport.Capabilities().Merges() {
		return []*item{first}
	}
	return l.together(first, now, func(it *item) bool { return p.affords(it.row.Vital, now) })
}

// setAlarm wakes the post when the next lane or the platform may go on.
func (p *post) setAlarm(now time.Time) {
	var at time.Time
	if len(p.asleep) > 0 {
		at = p.asleep[0].wake
	}
	if len(p.replies)+len(p.low) > 0 && p.until.After(now) {
		at = p.until
	} else if p.until.After(at) && !at.IsZero() {
		at = p.until
	}
	if at.IsZero() {
		return
	}
	d := max(at.Sub(now), time.Millisecond)
	if p.alarm == nil {
		p.alarm = time.AfterFunc(d, p.wake)
		return
	}
	p.alarm.Reset(d)
}

func (p *post) wake() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.employ()
}

// work sends one message after the other until nothing is due.
func (p *post) work(ctx context.Context, workers *sync.WaitGroup, l *lane) {
	defer workers.Done()
	for l != nil {
		n, err := p.s.send(ctx, p, l.now)
		l = p.finish(ctx, l, n, err)
	}
	p.s.changed.ring()
}

// finish notes what became of a message that n rows went into, and takes the next.
func (p *post) finish(ctx context.Context, l *lane, n int, err error) *lane {
	p.mu.Lock()
	defer p.mu.Unlock()
	group := l.now[:n]
	it := group[0]
	l.busy, l.now = false, nil
	p.busy--
	if it.row.Low {
		p.busyLow--
	}
	switch {
	case err == nil:
		p.succeeded(l, group)
		p.answered()
	case errors.Is(err, errSpent): // next finds that, too
	case errors.Is(err, errExpired):
		p.meter(it, PostedDropped)
		p.done(l, it)
		p.s.recorder.add(note{sent: it.row.Seq})
		p.s.log.Info("a message could not be sent in time and is dropped", "message", it.row.Seq, "chat", who(l.to))
	case chat.ClassOf(err) == chat.Rejected && n > 1:
		for _, it := range group { // one of them is at fault; the others must not go with it
			it.alone = true
		}
	case ctx.Err() == nil || chat.ClassOf(err) != chat.Temporary:
		p.failed(l, it, err)
	}
	if p.lanes[l.to] != l {
		return nil // the post was reset meanwhile: others send what is left
	}
	p.place(l)
	l = p.next(p.s.now())
	p.employ()
	return l
}

func (p *post) succeeded(l *lane, group []*item) {
	p.sent, p.failing = p.s.now(), time.Time{}
	for _, it := range group {
		p.meter(it, PostedSent)
		if asked := it.row.Asked; !asked.IsZero() && !silent(it.row.Message) {
			p.s.meter.Replied(p.name, p.s.now().Sub(asked))
		}
		p.done(l, it)
		p.s.recorder.add(note{sent: it.row.Seq})
		p.s.sent.Add(1)
		if p.s.log.Enabled(context.Background(), slog.LevelDebug) {
			p.s.log.Debug("sent", "message", it.row.Seq, "chat", who(l.to), "attempts", it.row.Attempts+1, "together", len(group))
		}
	}
	if p.outage.tries == 0 && p.denied {
		p.denied = false
		p.s.log.Info("the platform takes messages again", "platform", p.name)
	}
}

// failed does what the class of an error asks for.
func (p *post) failed(l *lane, it *item, err error) {
	now := p.s.now()
	var se *chat.SendError
	if !errors.As(err, &se) {
		se = &chat.SendError{Class: chat.Temporary, Err: err}
	}
	p.meter(it, string(se.Class))
	if se.Class != chat.Temporary && se.Class != chat.Denied {
		p.failing = time.Time{} // it answered
	} else if p.failing.IsZero() {
		p.failing = now
	}
	it.row.LastError = err.Error()
	if se.Class != chat.Temporary {
		p.denied = false // it answered
		p.answered()
	}
	log := p.s.log.With("message", it.row.Seq, "chat", who(l.to), "error", err)
	switch se.Class {
	case chat.Throttled:
		until := now.Add(max(se.RetryAfter, time.Second))
		hold := storage.Hold{To: l.to.String(), Until: until}
		if se.All {
			hold.To = p.name
			p.until = until
		} else {
			p.holds[l.to] = until
		}
		log.Warn("the platform asks to wait", "until", until, "all", se.All)
		p.s.recorder.add(note{row: &it.row, hold: hold})
	case chat.Denied:
		p.until, p.denied = now.Add(deniedPause), true
		log.Error("the platform refuses the bot altogether; is the token right?", "platform", p.name)
	case chat.Unreachable:
		log.Info("the person cannot be reached any more")
		p.giveUp(l, it)
		for len(l.items) > 0 {
			l.items[0].row.LastError = it.row.LastError
			p.giveUp(l, l.items[0])
		}
		p.s.recorder.add(note{gone: l.to, at: now})
	case chat.Closed:
		log.Info("the platform takes nothing for the person until they write")
		it.row.Closed = true
		p.giveUp(l, it)
		p.s.recorder.add(note{closed: l.to})
	case chat.Rejected:
		log.Error("the platform will never take this message")
		p.giveUp(l, it)
	default:
		if p.away(l.to, now, log) {
			return
		}
		it.row.Attempts++
		if it.row.Attempts >= maxAttempts {
			log.Error("a message is given up", "attempts", it.row.Attempts)
			p.giveUp(l, it)
			return
		}
		it.row.NotBefore = now.Add(backoff(it.row.Attempts))
		log.Warn("a message could not be sent", "attempts", it.row.Attempts, "again", it.row.NotBefore)
		p.s.recorder.add(note{row: &it.row})
	}
}

func (p *post) meter(it *item, outcome string) {
	p.s.meter.Posted(p.name, outcome, p.s.now().Sub(it.row.Created))
}

// giveUp keeps a message for the operator and sends it no more. A mere
// acknowledgement is not worth keeping.
func (p *post) giveUp(l *lane, it *item) {
	p.done(l, it)
	if silent(it.row.Message) {
		p.s.recorder.add(note{sent: it.row.Seq})
		return
	}
	p.s.dead.Add(1)
	it.row.Dead = true
	p.s.recorder.add(note{row: &it.row})
}

// silent tells that a message only acknowledges a press.
func silent(m chat.Message) bool {
	return m.Lead == "" && m.Head == "" && m.Text == "" && m.File == nil && m.Picture == nil
}

// done takes a row away that a note tells the store to take away, too.
func (p *post) done(l *lane, it *item) {
	p.remove(l, it)
	if p.finished != nil {
		p.finished[it.row.Seq] = unrecorded
	}
}

func (p *post) remove(l *lane, it *item) {
	if i := slices.Index(l.items, it); i >= 0 {
		l.items = slices.Delete(l.items, i, i+1)
		p.waiting--
	}
}

// drop gives up what waits for an address, but for what is being sent.
func (p *post) drop(a chat.Address) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lanes[a]
	if l == nil {
		return
	}
	for _, it := range slices.Clone(l.items) {
		if !slices.Contains(l.now, it) {
			it.row.LastError = fmt.Sprintf("%s: the person stopped the bot", chat.Unreachable)
			p.giveUp(l, it)
		}
	}
	p.place(l)
	p.employ()
	p.s.changed.ring()
}

// forget lets go of what waits for an address, and gives the Seqs of what is being sent
// to it.
func (p *post) forget(a chat.Address) (busy []uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lanes[a]
	if l == nil {
		return nil
	}
	for _, it := range slices.Clone(l.items) {
		if slices.Contains(l.now, it) {
			busy = append(busy, it.row.Seq)
		} else {
			p.remove(l, it)
		}
	}
	p.place(l)
	p.employ()
	p.s.changed.ring()
	return busy
}

func (p *post) hold(a chat.Address, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.holds[a] = until
}

func (p *post) holdAll(until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = until
}

func (p *post) due() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until.After(p.s.now()) {
		return p.busy
	}
	return p.busy + len(p.replies) + len(p.low)
}

func (p *post) length() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.waiting
}

func bySeq(it *item, seq uint64) int { return cmp.Compare(it.row.Seq, seq) }
