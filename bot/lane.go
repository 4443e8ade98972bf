package bot

import (
	"slices"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// item is one row of the outbox. While its lane is busy with it, it belongs to
// the worker.
type item struct{ row storage.Outgoing }

// lane holds what waits for one address. All fields are under post.mu.
type lane struct {
	to    chat.Address
	items []*item // by Seq
	now   *item   // what is being sent while busy
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
		if other != l.now && other.row.Attempts > 0 && it.row.Attempts == 0 {
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
			if !it.row.NotBefore.After(now) {
				return it, time.Time{}
			}
			if wake.IsZero() || it.row.NotBefore.Before(wake) {
				wake = it.row.NotBefore
			}
			if it.row.Attempts > 0 {
				return nil, it.row.NotBefore
			}
		}
	}
	return nil, wake
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
