package pdf

import (
	"container/list"
	"sync"
)

// entry names what is kept: a page of a PDF at a resolution; the PDF made of a .docx,
// where dpi is 0; or the number of pages, where dpi is countOnly.
type entry struct {
	file sum // of the PDF; of the .docx where dpi is 0
	dpi  int
	page int
}

const countOnly = -1

// value is what is kept under an entry.
type value struct {
	data  []byte
	pages int
}

// overhead is about what an entry takes beside its data.
const overhead = 256

// store keeps what was used last, up to a number of bytes.
type store struct {
	mu    sync.Mutex // guards what follows
	limit int
	used  int
	order list.List // of *item, last used first
	items map[entry]*list.Element
}

type item struct {
	at entry
	v  value
}

func (i *item) size() int { return len(i.v.data) + overhead }

func newStore(limit int) *store { return &store{limit: limit, items: map[entry]*list.Element{}} }

func (s *store) get(at entry) (value, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.items[at]
	if e == nil {
		return value{}, false
	}
	s.order.MoveToFront(e)
	return kept(e).v, true
}

func kept(e *list.Element) *item { return e.Value.(*item) } //nolint:forcetypeassert // nothing else is put in

// put keeps a value and drops those that were used longest ago; one that would take
// more than half of the room is not kept.
func (s *store) put(at entry, v value) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.items[at]; old != nil {
		s.drop(old)
	}
	added := &item{at, v}
	if added.size() > s.limit/2 {
		return
	}
	s.used += added.size()
	for s.used > s.limit {
		s.drop(s.order.Back())
	}
	s.items[at] = s.order.PushFront(added)
}

func (s *store) drop(e *list.Element) {
	gone := kept(e)
	s.order.Remove(e)
	delete(s.items, gone.at)
	s.used -= gone.size()
}
