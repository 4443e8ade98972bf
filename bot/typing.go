package bot

import (
	"context"
	"time"

	"thuky/chat"
)

// How a chat is shown that its answer is being written: not for what is quick, and not
// for ever, for each sign may count as a message where messages are counted.
const (
	typingAfter = time.Second
	typingEvery = 4 * time.Second // platforms show it for about five
	typingFor   = time.Minute
)

// typing shows in a chat that an answer is being written, until stop. Most platforms
// cannot.
func (r *Runtime) typing(ctx context.Context, to chat.Address) (stop func()) {
	for _, t := range r.platforms {
		if typist, ok := t.(chat.Typist); ok && t.Platform() == to.Platform {
			ctx, cancel := context.WithTimeout(ctx, typingFor)
			go r.showTyping(ctx, typist, to)
			return cancel
		}
	}
	return func() {}
}

func (r *Runtime) showTyping(ctx context.Context, typist chat.Typist, to chat.Address) {
	timer := time.NewTimer(typingAfter)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
		case <-ctx.Done():
			return
		}
		if err := typist.Typing(ctx, to); err != nil {
			r.log.Debug("typing could not be shown", "chat", who(to), "error", err)
			return
		}
		timer.Reset(typingEvery)
	}
}
