package endtoend

import (
	"context"
	"testing"

	"thuky/bot/telegram/telegramtest"
)

// telegramSeat is a telephone with Telegram.
type telegramSeat struct {
	telegram *telegramtest.Server
	chat     int64
}

func (s *telegramSeat) say(_ testing.TB, text string) { s.telegram.UserSays(s.chat, text) }

func (s *telegramSeat) choose(t testing.TB, from said, label, _ string) {
	t.Helper()
	if _, found := s.telegram.UserPressesLabel(s.chat, label); !found {
		t.Fatalf("no button %q in the chat:\n%s", label, from.text)
	}
}

func (s *telegramSeat) hear(ctx context.Context, n int) ([]said, error) {
	all, err := s.telegram.WaitMessages(ctx, s.chat, n+1)
	list := make([]said, len(all))
	for i, m := range all {
		list[i] = said{text: m.Text, at: i}
		if m.Photo != nil {
			list[i].picture = m.Photo.Data
		}
	}
	return list, err
}

func (s *telegramSeat) file(_ testing.TB, m said) []byte {
	if d := s.telegram.BotMessages(s.chat)[m.at].Document; d != nil {
		return d.Data
	}
	return nil
}
