package telegram_test

import (
	"context"

	"thuky/bot/telegram"
	"thuky/chat"
)

// webhookTransport mounts the handler while Run runs, as serve does.
type webhookTransport struct {
	*telegram.Transport
	web *mounted
}

func (w *webhookTransport) Run(ctx context.Context, accept chat.Accept) error {
	w.web.set(w.Handler(func(call context.Context, updates []chat.Update) error {
		// A server that shuts down ends its calls.
		both, cancel := context.WithCancel(call)
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		return accept(both, updates)
	}))
	defer w.web.set(nil)
	return w.Transport.Run(ctx, accept)
}
