package telegram

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
)

func TestPacerWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(30)
		for range chatBurst + 1 { // one more comes back while the others keep to 30 a second
			if err := p.wait(t.Context(), 1); err != nil {
				t.Fatal(err)
			}
		}
		// No time left: said at once, with the wait.
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		began := time.Now()
		var se *chat.SendError
		if err := p.wait(ctx, 1); !errors.As(err, &se) || se.Class != chat.Throttled || se.RetryAfter <= 0 || time.Since(began) > 0 {
			t.Errorf("got %v after %s, want throttled at once", err, time.Since(began))
		}
		// Cancelled while waiting.
		ctx, cancel = context.WithCancel(t.Context())
		go func() { time.Sleep(200 * time.Millisecond); cancel() }()
		began = time.Now()
		if err := p.wait(ctx, 1); !errors.Is(err, context.Canceled) || time.Since(began) != 200*time.Millisecond {
			t.Errorf("got %v after %s, want canceled after 200ms", err, time.Since(began))
		}
	})
}

func TestPacerForgets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(1e9)
		for id := range int64(5000) {
			if err := p.wait(t.Context(), id+1); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(2 * time.Minute)
		if err := p.wait(t.Context(), 9999); err != nil {
			t.Fatal(err)
		}
		if n := len(p.chats); n != 1 {
			t.Errorf("%d limiters are kept, want 1", n)
		}
	})
}

func TestNoPacing(t *testing.T) {
	t.Parallel()
	p := newPacer(0)
	for range 10_000 {
		if err := p.wait(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
	}
}

func TestKeyboardRows(t *testing.T) {
	t.Parallel()
	c := func(labels ...string) (all []chat.Choice) {
		for _, l := range labels {
			all = append(all, chat.Choice{ID: "x", Label: strings.TrimPrefix(l, "|"), Row: strings.HasPrefix(l, "|")})
		}
		return all
	}
	for _, tt := range []struct {
		choices []chat.Choice
		want    string // rows by "/", buttons by "+"
	}{
		{c("Có", "Không"), "Có+Không"},
		{c("Có", "Không", "|Bỏ qua", "Quay lại"), "Có+Không/Bỏ qua+Quay lại"},
		{c("1", "2", "3", "4", "5"), "1+2+3/4+5"},
		{c("Giữ nguyên", "Sửa", "Viết mới"), "Giữ nguyên+Sửa+Viết mới"},
		{c("Đơn vị không có nội dung này", "Chưa có số liệu"), "Đơn vị không có nội dung này/Chưa có số liệu"},
	} {
		markup, err := keyboard(tt.choices)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.NewReplacer(`{"inline_keyboard":[[`, "", "]]}", "", "],[", "/", `"},{"text":"`, "+", `{"text":"`, "",
			`","callback_data":"x`, "", `"}`, "").Replace(markup)
		if got = strings.ReplaceAll(got, `"`, ""); got != tt.want {
			t.Errorf("got %s (%s), want %s", got, markup, tt.want)
		}
	}
}
