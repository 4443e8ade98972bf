package web

import (
	"sync"

	"thuky/chat"
)

// change is what happened in a transcript.
type change struct {
	seq   uint64 // the line that was added or changed, 0 for none
	toast string // words to show for a moment
}

// hub tells the open pages of a chat what happened in it.
type hub struct {
	mu      sync.Mutex
	readers map[chat.Address]map[chan change]bool // under mu
}

// backlog is how many changes wait for a slow reader; one that lags more is let go and
// its browser connects again.
const backlog = 64

func newHub() *hub { return &hub{readers: map[chat.Address]map[chan change]bool{}} }

// listen gives what happens in a chat from now on, until stop is called. The channel is
// closed when its reader lags.
func (h *hub) listen(a chat.Address) (changes <-chan change, stop func()) {
	ch := make(chan change, backlog)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.readers[a] == nil {
		h.readers[a] = map[chan change]bool{}
	}
	h.readers[a][ch] = true
	return ch, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.drop(a, ch)
	}
}

// drop is called under mu.
func (h *hub) drop(a chat.Address, ch chan change) {
	if !h.readers[a][ch] {
		return
	}
	delete(h.readers[a], ch)
	if len(h.readers[a]) == 0 {
		delete(h.readers, a)
	}
	close(ch)
}

// tell passes a change on to all who listen.
func (h *hub) tell(a chat.Address, c change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.readers[a] {
		select {
		case ch <- c:
		default:
			h.drop(a, ch)
		}
	}
}

// count is how many pages of a chat are open.
func (h *hub) count(a chat.Address) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.readers[a])
}
