package cli

import (
	"crypto/rand"
	"os"

	"thuky/bot"
	"thuky/storage"
	"thuky/web"
)

// shared makes the runtime one of several processes where the store can be opened by more
// than one. What others write is passed on to it and to the pages, until the store is closed.
func shared(c *bot.Config, s storage.Store, pages *web.Server) {
	open, ok := s.(storage.Shared)
	if !ok {
		return
	}
	host, _ := os.Hostname() // only for whoever reads the log
	nudges := make(chan struct{}, 1)
	c.Replica, c.Nudges = host+"/"+rand.Text()[:8], nudges
	go func() {
		defer close(nudges)
		for n := range open.Nudges() {
			if pages != nil {
				pages.Changed(n.Lines)
			}
			select {
			case nudges <- struct{}{}:
			default: // it has not looked since the last one
			}
		}
	}()
}
