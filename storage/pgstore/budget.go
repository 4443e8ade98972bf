package pgstore

import (
	"cmp"
	"slices"
	"sync"
)

// cacheBudget is about how many bytes the caches of all schools of a process take. A
// province has thousands of schools, of which few are awake at a time.
const cacheBudget = 256 << 20

// budget keeps the caches of a process together.
type budget struct {
	mu     sync.Mutex
	most   int
	total  int
	caches map[*cache]int // what each took when it was asked last
}

func newBudget() *budget { return &budget{most: cacheBudget, caches: map[*cache]int{}} }

// account notes what a cache takes now. Where all take too much, those that were not used for the
// longest time begin anew.
func (b *budget) account(c *cache) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.note(c)
	if b.total <= b.most {
		return
	}
	type old struct {
		cache *cache
		used  int64
	}
	var all []old
	for other := range b.caches {
		other.mu.Lock()
		all = append(all, old{other, other.used.UnixNano()})
		other.mu.Unlock()
	}
	slices.SortFunc(all, func(a, b old) int { return cmp.Compare(a.used, b.used) })
	for _, o := range all {
		if b.total <= b.most*3/4 {
			return
		}
		o.cache.forget()
		b.note(o.cache)
	}
}

func (b *budget) note(c *cache) {
	c.mu.Lock()
	size := c.size
	c.mu.Unlock()
	b.total += size - b.caches[c]
	b.caches[c] = size
}

// leave takes a cache out that is used no more.
func (b *budget) leave(c *cache) {
	c.forget()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.total -= b.caches[c]
	delete(b.caches, c)
}
