package bot

import (
	"time"

	"thuky/chat"
	"thuky/storage"
)

// Some platforms carry only so many messages a month (chat.Capabilities.Budget). What was
// sent is counted for all of them: in the post while it runs, and in the store together
// with the notes. A send whose answer is lost is not counted, nor is one before a crash
// that nobody noted: the platform's own refusal is the last word.

// tally is how many messages a post has sent this month. All fields are under post.mu.
type tally struct {
	month string
	key   string    // storage.SentKey of the month
	ends  time.Time // the month does
	used  int       // sent, or being sent
}

// turn begins a new month where the last one is over. read gives what was sent in it.
func (t *tally) turn(platform string, now time.Time, read func(key string) int) {
	if now.Before(t.ends) {
		return
	}
	t.month = storage.Month(now)
	t.key = storage.SentKey(platform, t.month)
	t.ends = time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, now.Location())
	t.used = read(t.key)
}

func nothingSent(string) int { return 0 }

// thisMonth gives the tally of now.
func (p *post) thisMonth(now time.Time) *tally {
	if !now.Before(p.tally.ends) {
		p.tally.turn(p.name, now.In(p.s.zone), nothingSent)
	}
	return &p.tally
}

// begin takes over what the store has counted.
func (p *post) begin(now time.Time, read func(key string) int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tally = tally{}
	p.tally.turn(p.name, now.In(p.s.zone), read)
}

// limit is how many messages a month may be sent: of a budget the reserve is for the vital
// ones. It is -1 for no limit.
func limit(c chat.Capabilities, vital bool) int {
	switch {
	case c.Budget <= 0:
		return -1
	case vital:
		return c.Budget
	}
	return max(c.Budget-max(c.Reserve, 0), 0)
}

// affords tells whether one more message may be sent.
func (p *post) affords(vital bool, now time.Time) bool {
	most := limit(p.transport.Capabilities(), vital)
	return most < 0 || p.thisMonth(now).used < most
}

// spend takes one message of the budget, and gives the key to count it under. It is false,
// and nothing was taken, where the budget is used up.
func (p *post) spend(vital bool) (key string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.s.now()
	if !p.affords(vital, now) {
		return "", false
	}
	t := p.thisMonth(now)
	t.used++
	return t.key, true
}

// refund gives back what was spent on a message that was not sent.
func (p *post) refund(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.tally.key == key {
		p.tally.used--
	}
}

// leaveOut does with a message what is due when the month's messages are used up. A vital
// one waits for the next month, as long as it is of use. Any other is dropped: the person
// is told once where to go on (see tellSpent), and a month of prompts that were overtaken
// long ago would help nobody.
func (p *post) leaveOut(l *lane, it *item, now time.Time) {
	t := p.thisMonth(now)
	if it.row.Vital {
		it.after = t.ends
		it.row.LastError = errSpent.Error()
		p.s.recorder.add(note{row: &it.row})
		p.s.log.Warn("the messages of the month are used up; a message waits for the next", "platform", p.name, "message", it.row.Seq)
		return
	}
	p.meter(it, PostedDropped)
	p.done(l, it)
	n := note{sent: it.row.Seq}
	if !silent(it.row.Message) {
		n.dropped = storage.DroppedKey(p.name, t.month)
		p.s.dropped.Add(1)
		p.s.log.Info("the messages of the month are used up; a message is left out", "message", it.row.Seq, "chat", who(l.to))
	}
	p.s.recorder.add(n)
	p.s.changed.ring()
}
