package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"

	"thuky/bot"
	"thuky/storage"
)

// FuzzHostOf: any Host header is some name, in small letters, without a port.
func FuzzHostOf(f *testing.F) {
	for _, host := range []string{"hoa-sen.example.vn", "HOA-SEN.example.vn.:443", "[::1]:80", ":", "a:b:c", ""} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		if got := hostOf(&http.Request{Host: host}); strings.ToLower(got) != got {
			t.Errorf("%q is taken for %q", host, got)
		}
	})
}

// noBackup is a store of which no copy can be made; nothing else of it is asked for.
type noBackup struct{ storage.Store }

func (noBackup) Backup(context.Context, string) error { return errors.New("no copy") }

// FuzzTakeOrder: whatever another program says at the socket, it is hung up on in the end.
func FuzzTakeOrder(f *testing.F) {
	f.Add([]byte(`{"Path":"/tmp/a.db"}`))
	f.Add([]byte(`{"Path":"a.db"}`))
	f.Add([]byte(`{"State":true}`))
	f.Add([]byte(`{"Path":` + "\x00"))
	f.Fuzz(func(t *testing.T, order []byte) {
		ours, theirs := net.Pipe()
		said := make(chan struct{})
		go func() {
			defer close(said)
			_, _ = theirs.Write(order) // it may be hung up on before
			_ = theirs.Close()
		}()
		takeOrder(t.Context(), ours, noBackup{}, func(context.Context) (bot.Health, error) { return bot.Health{}, errors.New("none") })
		<-said
	})
}
