package bot

import (
	"slices"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// maxTogether is the most rows that go into one message.
const maxTogether = 20

// item is one row of the outbox. While its lane is busy with it, it belongs to
// the worker.
type item struct {
	row storage.Outgoing
	// alone: it is not sent together with others, for the platform refused such a message.
	alone bool
	// after is when it may be sent where the budget of the month is used up; not stored.
	after time.Time
	look  int // the last look into the store before it was taken up; see post.look
}

// notBefore is when it may be sent.
func (it *item) notBefore() time.Time {
	if it.after.After(it.row.NotBefore) {
		return it.after
	}
	return it.row.NotBefore
}

// misdated tells that it waits longer after a failure than anything does: the clock was ahead.
func (it *item) misdated(now time.Time) bool {
	return it.row.Attempts > 0 && it.row.NotBefore.After(now.Add(maxBackoff))
}

// expired tells whether it is of no use any more.
func (it *item) expired(now time.Time) bool {
	return !it.row.Expires.IsZero() && !it.row.Expires.After(now)
}

// lane holds what waits for one address. All fields are under post.mu.
type lane struct {
	to    chat.Address
	items []*item // by Seq
	now   []*item // what is being sent while busy
	busy  bool    // a worker has it
	due   bool    // it stands among the replies or low lanes of the post
	wake  time.Time
	place int // in post.asleep, -1 when it is not there
}

// insert adds an item by its Seq, false when it is there. Whoever gets a new
// message is likely to be reached again: what waits after a failure is due now.
func (l *lane) insert(it *item) bool {
	i, found := slices.BinarySearchFunc(l.items, it.row.Seq, bySeq)
	if found {
		return false
	}
	for _, other := range l.items {
		if !slices.Contains(l.now, other) && other.row.Attempts > 0 && it.row.Attempts == 0 {
			other.row.NotBefore = time.Time{}
		}
	}
	l.items = slices.Insert(l.items, i, it)
	return true
}

// pick gives the message to send next, or when there will be one. Replies come
// before reminders. A message that failed keeps its turn; one that was ordered
// for later lets the others pass.
func (l *lane) pick(now time.Time) (*item, time.Time) {
	var wake time.Time
	for _, low := range []bool{false, true} {
		for _, it := range l.items {
			if it.row.Low != low {
				continue
			}
			at := it.notBefore()
			if it.misdated(now) {
				at = now
			}
			if !at.After(now) {
				return it, time.Time{}
			}
			if wake.IsZero() || at.Before(wake) {
				wake = at
			}
			if it.row.Attempts > 0 {
				return nil, at
			}
		}
	}
	return nil, wake
}

// together gives a message that pick chose and those that could go with it into one: what
// would be sent next, replies with replies and reminders with reminders. Nothing is waited
// for, so a lone message is not held up.
func (l *lane) together(first *item, now time.Time, allowed func(*item) bool) []*item {
	group := []*item{first}
	if first.alone {
		return group
	}
	for _, it := range l.items[slices.Index(l.items, first)+1:] {
		if it.row.Low != first.row.Low {
			continue
		}
		if it.notBefore().After(now) {
			if it.row.Attempts > 0 {
				break // it keeps its turn
			}
			continue
		}
		if it.alone || it.row.Done > 0 || it.expired(now) || !allowed(it) || len(group) == maxTogether {
			break
		}
		group = append(group, it)
	}
	return group
}

// sleepers is a heap of lanes by the time they wake.
type sleepers []*lane

func (s sleepers) Len() int           { return len(s) }
func (s sleepers) Less(i, j int) bool { return s[i].wake.Before(s[j].wake) }
func (s sleepers) Swap(i, j int) {
	s[i], s[j] = s[j], s[i]
	s[i].place, s[j].place = i, j
}

// Push and Pop are for container/heap.
func (s *sleepers) Push(x any) {
	l := x.(*lane)
	l.place = len(*s)
	*s = append(*s, l)
}

// Pop takes the last lane.
func (s *sleepers) Pop() any {
	last := len(*s) - 1
	l := (*s)[last]
	(*s)[last] = nil
	*s = (*s)[:last]
	l.place = -1
	return l
}
