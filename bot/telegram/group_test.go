package telegram_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/telegram"
	"thuky/chat"
)

// TestGroupUpdates: both ways of receiving bring what happens in groups.
func TestGroupUpdates(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{telegram.ModePoll, telegram.ModeWebhook} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := start(t, mode)
				var mu sync.Mutex
				got := map[chat.UpdateKind][]string{}
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan error)
				go func() {
					ended <- h.Transport().Run(ctx, func(_ context.Context, updates []chat.Update) error {
						mu.Lock()
						defer mu.Unlock()
						for _, u := range updates {
							got[u.Kind] = append(got[u.Kind], u.Address.ID+" "+u.By.ID+" "+u.To.ID+" "+u.Text)
						}
						return nil
					})
				}()
				time.Sleep(time.Second)
				h.AddToGroup(-5, 1001, "Tổ 3")
				h.GroupSays(-5, 1002, "/tiendo@"+h.Transport().(chat.Linker).Link()[len("https://t.me/"):], 0)
				h.GroupSays(-5, 1002, "chuyện riêng", 0)
				time.Sleep(time.Second)
				h.MigrateGroup(-5, -1_000_000_000_005, "Tổ 3")
				time.Sleep(time.Second)
				h.RemoveFromGroup(-1_000_000_000_005, 1001)
				time.Sleep(time.Second)
				cancel()
				if err := <-ended; err != nil {
					t.Error(err)
				}
				for kind, want := range map[chat.UpdateKind][]string{
					chat.GroupJoined: {"-5 1001  "}, chat.GroupText: {"-5 1002  /tiendo"},
					chat.GroupMoved: {"-5  -1000000000005 ", "-5  -1000000000005 "}, chat.GroupLeft: {"-1000000000005 1001  "},
				} {
					if !slices.Equal(got[kind], want) {
						t.Errorf("%s: %q, want %q", kind, got[kind], want)
					}
				}
				if len(got[chat.Ignored]) != 0 {
					t.Errorf("ignored %q", got[chat.Ignored])
				}
			})
		})
	}
}

// TestSendFollowsAGroup: a group that has another id gets what was meant for it.
func TestSendFollowsAGroup(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := start(t, telegram.ModePoll)
		h.AddToGroup(-5, 1001, "Tổ 3")
		h.MigrateGroup(-5, -1_000_000_000_005, "Tổ 3")
		if _, err := h.Transport().Send(t.Context(), chat.Address{Platform: "telegram", ID: "-5"}, chat.Message{Text: "Dạ"}); err != nil {
			t.Error(err)
		}
		if got := h.BotMessages(-1_000_000_000_005); len(got) != 1 {
			t.Errorf("got %+v", got)
		}
		h.RemoveFromGroup(-1_000_000_000_005, 1001)
		_, err := h.Transport().Send(t.Context(), chat.Address{Platform: "telegram", ID: "-5"}, chat.Message{Text: "Dạ"})
		if chat.ClassOf(err) != chat.Unreachable {
			t.Errorf("taken out: %v", err)
		}
	})
}
