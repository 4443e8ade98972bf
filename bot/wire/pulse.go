package wire

import (
	"context"
	"sync"
	"time"

	"thuky/chat"
)

// Pulse remembers how asking a platform goes. The zero Pulse has not asked yet; it is safe for
// concurrent use.
type Pulse struct {
	mu  sync.Mutex
	now chat.Contact // under mu
}

// Note notes how an attempt went, unless it was broken off with ctx.
func (p *Pulse) Note(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case err == nil:
		p.now = chat.Contact{Last: now}
	case p.now.Failing.IsZero():
		p.now.Failing = now
	}
}

// Contact implements chat.Asker.
func (p *Pulse) Contact() chat.Contact {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}
