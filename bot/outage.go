package bot

import (
	"cmp"
	"log/slog"
	"maps"
	"slices"
	"time"

	"thuky/chat"
)

// A platform that does not answer is another thing than a message that it cannot take: while
// it is away one message tries in the name of all, no attempt counts against any, and
// when it is back what waits goes out with the oldest first, as fast as the platform allows.

const (
	// outageLanes is to how many chats sending failed, and to none succeeded, when the platform
	// is taken to be away.
	outageLanes = 3
	// outagePause bounds the wait between two tries; the first are sooner.
	outagePause = time.Minute
)

// outage is what points at one. All fields are under post.mu.
type outage struct {
	failed map[chat.Address]bool // chats to which sending failed since it last succeeded
	tries  int                   // since the platform is taken to be away; 0 while it is not
}

// away notes that sending failed as it does when the platform does not answer, and tells
// whether the platform is away.
func (p *post) away(to chat.Address, now time.Time, log *slog.Logger) bool {
	o := &p.outage
	if o.failed == nil {
		o.failed = map[chat.Address]bool{}
	}
	o.failed[to] = true
	if o.tries == 0 && len(o.failed) < outageLanes {
		return false
	}
	o.tries++
	p.denied, p.until = true, now.Add(min(backoff(o.tries), outagePause))
	if o.tries == 1 {
		log.Error("the platform does not answer; one message tries from time to time, the others wait", "platform", p.name)
	}
	return true
}

// answered notes that the platform took a message, or refused it with reason. After an outage
// everything may go at once, the oldest first.
func (p *post) answered() {
	was := p.outage.tries > 0
	p.outage = outage{}
	if !was {
		return
	}
	p.s.log.Info("the platform answers again", "platform", p.name, "messages", p.waiting)
	p.denied, p.until = false, time.Time{}
	now := p.s.now()
	waiting := slices.Collect(maps.Values(p.lanes))
	oldest := map[*lane]uint64{}
	for _, l := range waiting {
		for _, it := range l.items {
			if it.row.Attempts > 0 && !slices.Contains(l.now, it) {
				it.row.NotBefore = time.Time{}
			}
		}
		if it, _ := l.pick(now); it != nil {
			oldest[l] = it.row.Seq
		}
	}
	slices.SortFunc(waiting, func(a, b *lane) int { return cmp.Compare(oldest[a], oldest[b]) })
	p.replies, p.low = nil, nil
	for _, l := range waiting {
		l.due = false
		p.place(l)
	}
}
