package chattest

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
)

func order(t *testing.T, h Harness) {
	in := &inbox{}
	stop := running(t, h, in.accept)
	const n = 30
	for i := range n {
		h.Says(1, fmt.Sprintf("tin số %d: đúng, đủ, đẹp <b>&amp;</b>", i))
	}
	eventually(t, "all confirmed", func() bool { return h.Confirmed() == n })
	got := in.of(chat.Text)
	if len(got) != n {
		t.Fatalf("%d updates, want %d", len(got), n)
	}
	keys := map[string]bool{}
	for i, u := range got {
		if want := fmt.Sprintf("tin số %d: đúng, đủ, đẹp <b>&amp;</b>", i); u.Text != want {
			t.Errorf("update %d: %q, want %q", i, u.Text, want)
		}
		if u.Address != h.Address(1) || u.Address.Platform != h.Transport().Platform() {
			t.Errorf("update %d: from %s, want %s", i, u.Address, h.Address(1))
		}
		if u.Key == "" || keys[u.Key] {
			t.Errorf("update %d: key %q is empty or not new", i, u.Key)
		}
		if u.At.IsZero() {
			t.Errorf("update %d: no time", i)
		}
		keys[u.Key] = true
	}
	h.Says(2, "một người khác")
	eventually(t, "the other person confirmed", func() bool { return h.Confirmed() == n+1 })
	if got := in.of(chat.Text); got[n].Address != h.Address(2) {
		t.Errorf("from %s, want %s", got[n].Address, h.Address(2))
	}
	stop()
	if c, g := h.Confirmed(), len(in.of(chat.Text)); c != n+1 || g != n+1 {
		t.Errorf("after the stop: %d confirmed, %d delivered, want %d of both", c, g, n+1)
	}
}

func notAccepted(t *testing.T, h Harness) {
	in := &inbox{err: errors.New("disk full")}
	running(t, h, in.accept)
	h.Says(1, "giữ lấy")
	eventually(t, "three deliveries", func() bool { return len(in.of(chat.Text)) >= 3 })
	if n := h.Confirmed(); n != 0 {
		t.Fatalf("%d confirmed although nothing was accepted", n)
	}
	for _, u := range in.of(chat.Text) {
		if first := in.of(chat.Text)[0]; u.Key != first.Key || u.Text != "giữ lấy" {
			t.Errorf("delivered again as %q %q, want %q", u.Key, u.Text, first.Key)
		}
	}
	in.set(nil)
	eventually(t, "confirmed", func() bool { return h.Confirmed() == 1 })
	before := len(in.of(chat.Text))
	time.Sleep(5 * time.Minute)
	if n := len(in.of(chat.Text)); n != before {
		t.Errorf("delivered %d times more after it was accepted", n-before)
	}
}

func notBefore(t *testing.T, h Harness) {
	in := &inbox{}
	release := make(chan struct{})
	var calls atomic.Int32
	running(t, h, func(ctx context.Context, updates []chat.Update) error {
		calls.Add(1)
		select {
		case <-release:
		case <-ctx.Done():
			return ctx.Err()
		}
		return in.accept(ctx, updates)
	})
	h.Says(1, "chậm")
	eventually(t, "handed over", func() bool { return calls.Load() > 0 })
	time.Sleep(20 * time.Second)
	synctest.Wait()
	if n := h.Confirmed(); n != 0 {
		t.Fatalf("%d confirmed while accept was at work", n)
	}
	close(release)
	eventually(t, "confirmed", func() bool { return h.Confirmed() == 1 })
}

func repeated(t *testing.T, h Harness) {
	in := &inbox{}
	running(t, h, in.accept)
	h.Says(1, "một")
	h.Says(1, "hai")
	eventually(t, "confirmed", func() bool { return h.Confirmed() == 2 })
	if !h.Redeliver() {
		t.Skip("the platform delivers nothing twice")
	}
	eventually(t, "delivered again", func() bool { return len(in.of(chat.Text)) == 4 })
	got := in.of(chat.Text)
	for i := range 2 {
		if a, b := got[i], got[i+2]; a.Key != b.Key || a.Text != b.Text || a.Message != b.Message {
			t.Errorf("first %q %q, again %q %q", a.Key, a.Text, b.Key, b.Text)
		}
	}
	h.Says(1, "ba")
	eventually(t, "the next one", func() bool { return len(in.of(chat.Text)) == 5 })
}

func ends(t *testing.T, h Harness) {
	in := &inbox{}
	stop := running(t, h, in.accept)
	time.Sleep(10 * time.Second)
	stop()

	// Accept at work when the end comes: what it did not take is not confirmed.
	begun := make(chan struct{}, 1)
	stop = running(t, h, func(ctx context.Context, _ []chat.Update) error {
		select {
		case begun <- struct{}{}:
		default:
		}
		<-ctx.Done()
		return ctx.Err()
	})
	h.Says(1, "lúc dừng")
	<-begun
	stop()
	if n := h.Confirmed(); n != 0 {
		t.Errorf("%d confirmed although accept was broken off", n)
	}

	// And a later run gets it: once, or again by the same key where the platform was just
	// being told of the new run.
	running(t, h, in.accept)
	eventually(t, "delivered to the next run", func() bool {
		keys := map[string]bool{}
		for _, u := range in.of(chat.Text) {
			keys[u.Key] = true
		}
		return len(keys) == 1 && h.Confirmed() == 1
	})
}
