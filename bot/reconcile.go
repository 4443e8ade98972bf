package bot

import (
	"context"
	"slices"
	"sync"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// Where several processes write to one outbox, the one that sends brings what waits in its
// memory in line with the store.

// unrecorded marks a row that is done, and that is still in the store as far as we know.
const unrecorded = -1

// reconcile looks for what was added to the outbox, moved in it or taken out of it. All that
// is sent is found so, that which this process added as well: in the order of the store.
// What was done since is remembered until no look can find it, so that nothing is taken up
// twice.
func (s *sender) reconcile(ctx context.Context) error {
	looks := map[*post]int{}
	for _, p := range s.posts {
		looks[p] = p.beginLook()
	}
	rows := map[string][]storage.Outgoing{}
	if err := s.store.View(ctx, func(tx storage.Tx) error {
		clear(rows)
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
			}
			rows[o.To.Platform] = append(rows[o.To.Platform], o)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, p := range s.posts {
		p.endLook(looks[p], rows[p.name])
	}
	return nil
}

// recorded tells that what became of messages is in the store.
func (s *sender) recorded(notes []note) {
	for _, p := range s.posts {
		p.recorded(notes)
	}
}

// observe reads what holds up the platforms, for a process that does not send, and asks
// free in the same look.
func (s *sender) observe(ctx context.Context, free func(storage.Tx) (bool, error)) (ok bool, err error) {
	err = s.store.View(ctx, func(tx storage.Tx) (err error) {
		if ok, err = free(tx); err != nil {
			return err
		}
		for _, p := range s.posts {
			p.begin(s.now(), func(key string) int {
				n, _ := storage.Count(tx, key) // one that is spoiled is told where messages are sent
				return n
			})
		}
		for h, err := range tx.Holds() {
			if err != nil {
				return err
			}
			s.hold(h)
		}
		return nil
	})
	return ok, err
}

// stop ends the sending for now: what waits is left in the store for whoever sends next.
func (s *sender) stop(cancel context.CancelFunc) {
	s.mu.Lock()
	s.started = false
	s.mu.Unlock()
	s.close(cancel)
	for _, p := range s.posts {
		p.reset()
	}
}

// reset forgets all that waits.
func (p *post) reset() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ctx, p.closed, p.alarm, p.workers = nil, false, nil, new(sync.WaitGroup)
	p.lanes, p.replies, p.low, p.asleep, p.waiting = map[chat.Address]*lane{}, nil, nil, nil, 0
	p.until, p.denied = time.Time{}, false
	p.finished = nil
	p.look++
}

// beginLook gives the number of a look that begins now.
func (p *post) beginLook() (look int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.look++
	return p.look
}

func (p *post) recorded(notes []note) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.finished == nil {
		return
	}
	for _, n := range notes {
		seq := n.sent
		if n.row != nil {
			seq = n.row.Seq
		}
		if _, ok := p.finished[seq]; ok {
			p.finished[seq] = p.look
		}
	}
}

// endLook takes in what the store held after beginLook gave that number.
func (p *post) endLook(look int, rows []storage.Outgoing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ctx == nil || p.look != look {
		return // reset meanwhile: what was read is old
	}
	stored := make(map[uint64]*storage.Outgoing, len(rows))
	for i := range rows {
		stored[rows[i].Seq] = &rows[i]
	}
	for _, l := range p.lanes {
		changed := false
		for i := len(l.items) - 1; i >= 0; i-- {
			it := l.items[i]
			if it.look >= look || slices.Contains(l.now, it) { // newer than the look, or under way
				continue
			}
			if o := stored[it.row.Seq]; o == nil || o.To != l.to {
				p.remove(l, it)
				changed = true
			}
		}
		if changed {
			p.place(l)
		}
	}
	fresh := rows[:0]
	for _, o := range rows {
		if _, done := p.finished[o.Seq]; !done {
			fresh = append(fresh, o)
		}
	}
	for seq, before := range p.finished {
		if before != unrecorded && before < look { // no later look finds it
			delete(p.finished, seq)
		}
	}
	p.take(fresh)
	p.s.changed.ring()
}
