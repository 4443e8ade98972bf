package web

import (
	"sync"

	"thuky/chat"
)

// change is what happened in a transcript.
type change struct {
	seq   uint64 // the line that was added or changed, 0 for none
	own   bool   // by the person: words, a press, a file
	toast string // words to show for a moment
	again bool   // another process has changed it: the last lines are to be read again
}

// hub tells the open pages of a chat what happened in it.
type hub struct {
	mu      sync.Mutex
	readers map[chat.Address][]*reader // under mu, by their age
}

// reader is one open page.
type reader struct {
	changes chan change // closed when the reader is let go
	// watch: it is an open page, not one request that waits for a reply.
	watch bool
	// replaced: it was let go for a newer page, not because it lags. Set before changes is
	// closed.
	replaced bool
}

const (
	// backlog is how many changes wait for a slow reader; one that lags more is let go
	// and its browser connects again.
	backlog = 64
	// maxStreams is how many open pages of a chat are kept up to date; a further one takes
	// the place of the oldest, which may be a phone that has gone out of reach.
	maxStreams = 6
)

func newHub() *hub { return &hub{readers: map[chat.Address][]*reader{}} }

// listen gives what happens in a chat from now on, until stop is called. The channel is
// closed when its reader lags, or when too many pages are open.
func (h *hub) listen(a chat.Address, watch bool) (r *reader, stop func()) {
	r = &reader{changes: make(chan change, backlog), watch: watch}
	h.mu.Lock()
	defer h.mu.Unlock()
	if watch {
		open := 0
		for _, other := range h.readers[a] {
			if other.watch {
				open++
			}
		}
		for _, other := range h.readers[a] {
			if other.watch && open >= maxStreams {
				other.replaced = true
				h.drop(a, other)
				break
			}
		}
	}
	h.readers[a] = append(h.readers[a], r)
	return r, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.drop(a, r)
	}
}

// drop is called under mu.
func (h *hub) drop(a chat.Address, r *reader) {
	var rest []*reader
	found := false
	for _, other := range h.readers[a] {
		if other == r {
			found = true
		} else {
			rest = append(rest, other)
		}
	}
	switch {
	case !found:
		return
	case rest == nil:
		delete(h.readers, a)
	default:
		h.readers[a] = rest
	}
	close(r.changes)
}

// tell passes a change on to all who listen.
func (h *hub) tell(a chat.Address, c change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var slow []*reader
	for _, r := range h.readers[a] {
		select {
		case r.changes <- c:
		default:
			slow = append(slow, r)
		}
	}
	for _, r := range slow {
		h.drop(a, r)
	}
}

// Changed tells the open pages of chats that another process has changed their transcripts.
func (s *Server) Changed(chats []chat.Address) {
	for _, a := range chats {
		s.hub.tell(a, change{again: true})
	}
}
