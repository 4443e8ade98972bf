package telegram_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot/telegram"
	"thuky/bot/telegram/telegramtest"
	"thuky/bot/wire/wiretest"
	"thuky/chat"
)

func TestSendErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		fault telegramtest.FaultKind
		class chat.SendClass
	}{
		{telegramtest.TooMany, chat.Throttled},
		{telegramtest.DropBefore, chat.Temporary},
		{telegramtest.DropAfter, chat.Temporary},
		{telegramtest.ServerError, chat.Temporary},
		{telegramtest.BadGateway, chat.Temporary},
		{telegramtest.EmptyTimeout, chat.Temporary},
		{telegramtest.SlowBody, chat.Temporary},
		{telegramtest.HugeBody, chat.Temporary},
		{telegramtest.Redirect, chat.Temporary},
		{telegramtest.NoText, chat.Temporary},
		{telegramtest.Blocked, chat.Unreachable},
		{telegramtest.Deactivated, chat.Unreachable},
		{telegramtest.NotFoundChat, chat.Unreachable},
		{telegramtest.Unauthorized, chat.Denied},
		{telegramtest.BadRequest, chat.Rejected},
	} {
		for _, m := range []chat.Message{
			{Text: "chữ"},
			{Head: "đậm", Text: "chữ"},
			{Text: "sửa", Edit: "1"},
			{Text: "tệp", File: &chat.File{Name: "a.docx", Data: []byte("PK")}},
		} {
			bubble(t, fmt.Sprintf("%s, %+v", tt.fault, m.Plain()), telegram.ModePoll, func(t *testing.T, h *harness) {
				h.Server.Fail(telegramtest.Fault{Kind: tt.fault, RetryAfter: 73_414})
				began := time.Now()
				_, err := h.transport.Send(t.Context(), h.Address(1), m)
				var se *chat.SendError
				if !errors.As(err, &se) || se.Class != tt.class {
					t.Fatalf("got %v, want class %s", err, tt.class)
				}
				if tt.class == chat.Throttled && (se.RetryAfter != 73_414*time.Second || se.All) {
					t.Errorf("wait %s for all %v, want 73414 s for this chat", se.RetryAfter, se.All)
				}
				if took := time.Since(began); took > 121*time.Second {
					t.Errorf("took %s", took)
				}
			})
		}
	}
	bubble(t, "two chats told to wait", telegram.ModePoll, func(t *testing.T, h *harness) {
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.TooMany, RetryAfter: 60, Times: 4})
		var all []bool
		for _, person := range []int{1, 1, 2} {
			_, err := h.transport.Send(t.Context(), h.Address(person), chat.Message{Text: "x"})
			var se *chat.SendError
			errors.As(err, &se)
			all = append(all, se.All)
		}
		wiretest.After(2 * time.Minute)
		_, err := h.transport.Send(t.Context(), h.Address(3), chat.Message{Text: "x"})
		var se *chat.SendError
		errors.As(err, &se)
		if all = append(all, se.All); !slices.Equal(all, []bool{false, false, true, false}) {
			t.Errorf("concerns all: %v, want only when two chats wait at once", all)
		}
	})
}

func TestSendFallbacks(t *testing.T) {
	t.Parallel()
	bubble(t, "HTML not understood", telegram.ModePoll, func(t *testing.T, h *harness) {
		for _, m := range []chat.Message{
			{Head: "Câu <1>", Text: "a & b"},
			{Head: "Câu <1>", Text: "a & b", File: &chat.File{Name: "a.docx", Data: []byte("PK")}},
		} {
			h.Server.Fail(telegramtest.Fault{Kind: telegramtest.BadEntities})
			if _, err := h.transport.Send(t.Context(), h.Address(1), m); err != nil {
				t.Fatal(err)
			}
			shown := h.BotMessages(h.id(1))
			if last := shown[len(shown)-1]; last.Text != "Câu <1>\na & b" || len(last.Bold) != 0 {
				t.Errorf("shown %+v", last)
			}
		}
		if strings.Contains(h.log.String(), "secret words") {
			t.Error("the log quotes the message")
		}
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.BadEntities, Times: 2})
		_, err := h.transport.Send(t.Context(), h.Address(1), chat.Message{Head: "x"})
		if chat.ClassOf(err) != chat.Rejected || strings.Contains(err.Error(), "secret words") {
			t.Errorf("got %v, want rejected, without the message", err)
		}
	})
	bubble(t, "bold head", telegram.ModePoll, func(t *testing.T, h *harness) {
		if _, err := h.transport.Send(t.Context(), h.Address(1), chat.Message{Lead: "đã ghi", Head: "Câu <1>", Text: "a"}); err != nil {
			t.Fatal(err)
		}
		if m := h.BotMessages(h.id(1))[0]; !slices.Equal(m.Bold, []string{"Câu <1>"}) || m.Text != "đã ghi\n\nCâu <1>\na" {
			t.Errorf("shown %+v", m)
		}
	})
	bubble(t, "the chat has moved", telegram.ModePoll, func(t *testing.T, h *harness) {
		h.SetName(-100200300, "Nhóm", "")
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.Migrated})
		if _, err := h.transport.Send(t.Context(), h.Address(1), chat.Message{Text: "x"}); err != nil {
			t.Fatal(err)
		}
		if n := len(h.BotMessages(-100200300)); n != 1 {
			t.Errorf("%d messages in the new chat, want 1", n)
		}
	})
	bubble(t, "edit of a document, or into one", telegram.ModePoll, func(t *testing.T, h *harness) {
		file := &chat.File{Name: "a.docx", Data: []byte("PK")}
		id, err := h.transport.Send(t.Context(), h.Address(1), chat.Message{Text: "x", File: file})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []chat.Message{{Text: "y", Edit: id}, {Text: "z", Edit: id, File: file}} {
			if _, err := h.transport.Send(t.Context(), h.Address(1), m); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(h.BotMessages(h.id(1))); n != 3 {
			t.Errorf("%d messages, want 3", n)
		}
	})
	bubble(t, "an old press", telegram.ModePoll, func(t *testing.T, h *harness) {
		press := h.UserPresses(h.id(1), 1, "x")
		h.Advance(10 * time.Minute)
		if _, err := h.transport.Send(t.Context(), h.Address(1), chat.Message{Text: "x", Ack: press, Toast: "y"}); err != nil {
			t.Fatal(err)
		}
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.DropBefore})
		if _, err := h.transport.Send(t.Context(), h.Address(1), chat.Message{Ack: press}); err != nil {
			t.Errorf("a lone acknowledgement failed: %v", err)
		}
		if n := len(h.BotMessages(h.id(1))); n != 1 {
			t.Errorf("%d messages, want 1", n)
		}
	})
	bubble(t, "toast is clipped", telegram.ModePoll, func(t *testing.T, h *harness) {
		press := h.UserPresses(h.id(1), 1, "x")
		if _, err := h.transport.Send(t.Context(), h.Address(1), chat.Message{Ack: press, Toast: strings.Repeat("😀ghi ", 60)}); err != nil {
			t.Fatal(err)
		}
		toast, err := h.WaitAnswered(t.Context(), press)
		if err != nil || chat.Units(toast) > 200 || chat.Units(toast) < 190 || !strings.HasSuffix(toast, "…") {
			t.Errorf("%v: toast of %d units %q", err, chat.Units(toast), toast)
		}
	})
	bubble(t, "never sent", telegram.ModePoll, func(t *testing.T, h *harness) {
		for _, m := range []chat.Message{
			{},
			{Text: " \n "},
			{Text: strings.Repeat("ố", 4097)},
			{Choices: []chat.Choice{{ID: "a", Label: "b"}}},
			{Text: "x", Choices: []chat.Choice{{ID: "a", Label: " "}}},
			{File: &chat.File{Name: "a", Data: make([]byte, 50<<20+1)}},
		} {
			if _, err := h.transport.Send(t.Context(), h.Address(1), m); chat.ClassOf(err) != chat.Rejected {
				t.Errorf("got %v, want rejected", err)
			}
		}
		if n := h.Requests("sendMessage") + h.Requests("sendDocument"); n != 0 {
			t.Errorf("%d requests", n)
		}
	})
	bubble(t, "a picture goes before its document, and never holds it up", telegram.ModePoll, func(t *testing.T, h *harness) {
		png := []byte("\x89PNG\r\n\x1a\nrest")
		m := chat.Message{
			Head: "Bản thảo", Text: "Dạ, em gửi bản thảo.", Choices: []chat.Choice{{ID: "a", Label: "b"}},
			File:    &chat.File{Name: "a.docx", Data: []byte("PK")},
			Picture: &chat.File{Name: "trang-1.png", MIME: "image/png", Data: png},
		}
		send := func() (string, error) { return h.transport.Send(t.Context(), h.Address(1), m) }
		id, err := send()
		got := h.BotMessages(h.id(1))
		if err != nil || len(got) != 2 || got[0].Photo == nil || !bytes.Equal(got[0].Photo.Data, png) || got[0].Text != "" ||
			got[1].Document == nil || len(got[1].Buttons) != 1 || fmt.Sprint(got[1].ID) != id {
			t.Fatalf("%v, id %s: shown %+v", err, id, got)
		}
		for _, bad := range [][]byte{nil, []byte("GIF"), append(bytes.Clone(png), make([]byte, 10<<20)...)} {
			m.Picture.Data = bad
			before := len(h.BotMessages(h.id(1)))
			if _, err := send(); err != nil || len(h.BotMessages(h.id(1))) != before+1 {
				t.Errorf("a bad picture of %d bytes: %v, %d messages", len(bad), err, len(h.BotMessages(h.id(1)))-before)
			}
		}
		m.Picture.Data = png
		for kind, want := range map[telegramtest.FaultKind]chat.SendClass{
			telegramtest.TooMany: chat.Throttled, telegramtest.DropBefore: chat.Temporary, telegramtest.Blocked: chat.Unreachable,
		} {
			h.Server.Fail(telegramtest.Fault{Kind: kind, Method: "sendPhoto", RetryAfter: 3})
			before := len(h.BotMessages(h.id(1)))
			if _, err := send(); chat.ClassOf(err) != want || err == nil || len(h.BotMessages(h.id(1))) != before {
				t.Errorf("%v: %v, want %s and nothing sent", kind, err, want)
			}
			h.UserUnblocks(h.id(1))
		}
		m = chat.Message{Picture: m.Picture}
		if id, err := send(); err != nil || id == "" {
			t.Errorf("a picture alone: %q, %v", id, err)
		}
		m.Text = "chữ"
		before := len(h.BotMessages(h.id(1)))
		if _, err := send(); err != nil || len(h.BotMessages(h.id(1))) != before+2 {
			t.Errorf("a picture and words: %v", err)
		}
	})
	bubble(t, "the longest message and caption", telegram.ModePoll, func(t *testing.T, h *harness) {
		file := &chat.File{Name: "a.docx", Data: []byte("PK")}
		for _, m := range []chat.Message{
			{Head: "&", Text: strings.Repeat("&", 4094)},
			{Head: "&", Text: strings.Repeat("<", 1022), File: file},
			{Head: "&", Text: strings.Repeat("<", 1023), File: file, Choices: []chat.Choice{{ID: "a", Label: "b"}}},
		} {
			if _, err := h.transport.Send(t.Context(), h.Address(1), m); err != nil {
				t.Error(err)
			}
		}
		got := h.BotMessages(h.id(1))
		if len(got) != 4 || len(got[2].Buttons) != 0 || len(got[3].Buttons) != 1 || got[3].Document == nil {
			t.Errorf("%d messages, want four with the buttons under the last", len(got))
		}
	})
}

func TestPacing(t *testing.T) {
	t.Parallel()
	paced := func(t *testing.T, h *harness, perSecond float64) {
		t.Helper()
		h.Server = telegramtest.New(telegramtest.Options{Offline: true, Schema: schema, Rates: true})
		t.Cleanup(func() {
			for _, v := range h.Violations() {
				t.Error(v)
			}
			h.Close()
		})
		tr, err := telegram.New(telegram.Config{Token: h.Token, APIEndpoint: h.URL, HTTP: h.RoundTripper(), MessagesPerSecond: perSecond})
		if err != nil {
			t.Fatal(err)
		}
		h.transport = tr
	}
	bubble(t, "one chat", telegram.ModePoll, func(t *testing.T, h *harness) {
		paced(t, h, 30)
		h.SetName(7, "Hoa", "")
		began := time.Now()
		for i := range 100 {
			if _, err := h.transport.Send(t.Context(), chat.Address{Platform: telegram.Platform, ID: "7"}, chat.Message{Text: fmt.Sprint(i)}); err != nil {
				t.Fatal(err)
			}
			if i == 29 && time.Since(began) > 0 {
				t.Errorf("a burst of 30 took %s", time.Since(began))
			}
		}
		if took := time.Since(began).Round(time.Second); took != 40*time.Second {
			t.Errorf("100 messages took %s, want 40 s", took)
		}
	})
	bubble(t, "many chats", telegram.ModePoll, func(t *testing.T, h *harness) {
		paced(t, h, 30)
		began := time.Now()
		done := make(chan error)
		const people = 600
		for i := range people {
			h.SetName(int64(i+1), "Hoa", "")
			go func() {
				_, err := h.transport.Send(t.Context(), chat.Address{Platform: telegram.Platform, ID: fmt.Sprint(i + 1)}, chat.Message{Text: "nhắc"})
				done <- err
			}()
		}
		for range people {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(began).Round(time.Second); took != 19*time.Second {
			t.Errorf("600 messages took %s, want 19 s", took)
		}
	})
	bubble(t, "a group", telegram.ModePoll, func(t *testing.T, h *harness) {
		paced(t, h, 30)
		h.SetName(-100, "Nhóm", "")
		began := time.Now()
		for range 40 {
			if _, err := h.transport.Send(t.Context(), chat.Address{Platform: telegram.Platform, ID: "-100"}, chat.Message{Text: "x"}); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began).Round(time.Second); took != time.Minute {
			t.Errorf("40 messages took %s, want a minute", took)
		}
	})
}

func TestTyping(t *testing.T) {
	t.Parallel()
	bubble(t, "shown", telegram.ModePoll, func(t *testing.T, h *harness) {
		tr, _ := h.transport.(*telegram.Transport)
		if err := tr.Typing(t.Context(), h.Address(1)); err != nil || h.Requests("sendChatAction") != 1 {
			t.Errorf("%v after %d calls", err, h.Requests("sendChatAction"))
		}
		if err := tr.Typing(t.Context(), chat.Address{Platform: "zalo", ID: "1"}); err == nil {
			t.Error("shown on another platform")
		}
		h.Server.Fail(telegramtest.Fault{Kind: telegramtest.SlowBody})
		began := time.Now()
		if err := tr.Typing(t.Context(), h.Address(1)); err == nil || time.Since(began) > 5*time.Second {
			t.Errorf("%v after %s", err, time.Since(began))
		}
	})
}
