package telegram

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/telegram/telegramtest"
	"thuky/chat"
)

func TestSmoke(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		schema, _ := telegramtest.FindSchema()
		srv := telegramtest.New(telegramtest.Options{Offline: true, Schema: schema})
		defer srv.Close()
		tr, err := New(Config{Token: srv.Token, APIEndpoint: srv.URL, HTTP: srv.RoundTripper()})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		run, stop := context.WithCancel(ctx)
		got := make(chan chat.Update, 100)
		done := make(chan error)
		go func() {
			done <- tr.Run(run, func(_ context.Context, us []chat.Update) error {
				for _, u := range us {
					got <- u
				}
				return nil
			})
		}()
		srv.UserSays(42, "Xin chào")
		u := <-got
		if u.Text != "Xin chào" || u.Kind != chat.Text {
			t.Errorf("got %+v", u)
		}
		id, err := tr.Send(ctx, u.Address, chat.Message{Head: "Câu 1", Text: "a<b", Choices: []chat.Choice{{ID: "x", Label: "Có"}}})
		if err != nil || id == "" {
			t.Fatal(id, err)
		}
		m, err := srv.WaitText(ctx, 42, "a<b")
		t.Logf("%+v %v", m, err)
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		for _, v := range srv.Violations() {
			t.Error(v)
		}
		if srv.Confirmed() != 1 {
			t.Error("not confirmed")
		}
	})
}
