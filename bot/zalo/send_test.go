package zalo_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/text/unicode/norm"

	"thuky/bot/wire"
	"thuky/bot/wire/wiretest"
	"thuky/bot/zalo"
	"thuky/bot/zalo/zalotest"
	"thuky/chat"
)

// failed sends what must fail.
func failed(t *testing.T, h *harness, person int, m chat.Message) *chat.SendError {
	t.Helper()
	_, err := h.zalo.Send(t.Context(), h.Address(person), m)
	var se *chat.SendError
	if !errors.As(err, &se) {
		t.Fatalf("got %v, want a *chat.SendError", err)
	}
	return se
}

func sent(t *testing.T, h *harness, person int, m chat.Message) zalotest.Message {
	t.Helper()
	id, err := h.zalo.Send(t.Context(), h.Address(person), m)
	if err != nil {
		t.Fatal(err)
	}
	all := h.BotMessages(h.id(person))
	last := all[len(all)-1]
	if id != last.ID {
		t.Errorf("id %q, want %q", id, last.ID)
	}
	return last
}

func TestSendText(t *testing.T) {
	t.Parallel()
	bubble(t, "composed", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		const text = "Trường Tiểu học Hoa Sen kính gửi 📢"
		if got := sent(t, h, 1, chat.Message{Text: norm.NFD.String(text)}); got.Text != text {
			t.Errorf("shown %+q", got.Text)
		}
		// Longer than Zalo takes, but not when it is composed.
		long := strings.Repeat("ố", zalo.MaxText)
		if got := sent(t, h, 1, chat.Message{Text: norm.NFD.String(long)}); got.Text != long {
			t.Error("a long text is not shown whole")
		}
		// Signs that become two when they are composed are sent as they are.
		odd := strings.Repeat("\u0958", zalo.MaxText)
		if got := sent(t, h, 1, chat.Message{Text: odd}); got.Text != odd {
			t.Error("odd signs are changed")
		}
		if got := sent(t, h, 1, chat.Message{Text: "a\xffb"}); got.Text != "a\uFFFDb" {
			t.Errorf("shown %q", got.Text)
		}
		if got := sent(t, h, 1, chat.Message{Lead: "Dạ.", Head: "Câu 1 *2*", Text: "# x {red}"}); got.Text != "Dạ.\n\nCâu 1 *2*\n# x {red}" {
			t.Errorf("shown %q", got.Text)
		}
	})
	bubble(t, "what does not fit", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		for _, m := range []chat.Message{
			{Text: strings.Repeat("😀", zalo.MaxText/2) + "x"},
			{Text: " \n"},
			{},
			{Picture: &chat.File{Name: "trang-1.png"}},
			{Text: "x", File: &chat.File{Name: "a.docx", Data: []byte("PK")}},
			{Text: "x", Choices: []chat.Choice{{ID: "a", Label: "A"}}},
		} {
			if se := failed(t, h, 1, m); se.Class != chat.Rejected {
				t.Errorf("%+v: %v, want rejected", m, se)
			}
		}
		if id, err := h.zalo.Send(t.Context(), h.Address(1), chat.Message{Ack: "x"}); id != "" || err != nil {
			t.Errorf("a lone acknowledgement: %q, %v", id, err)
		}
		if n := len(h.BotMessages(h.id(1))); n != 0 {
			t.Errorf("%d messages are shown", n)
		}
	})
	bubble(t, "an answer without an id", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		h.Server.Fail(zalotest.Fault{Kind: zalotest.NoResult})
		if id, err := h.zalo.Send(t.Context(), h.Address(1), chat.Message{Text: "x"}); id != "" || err != nil {
			t.Errorf("%q, %v", id, err)
		}
	})
	bubble(t, "a group", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		h.GroupSays("zgr-1f", h.id(1), "tiến độ")
		if _, err := h.zalo.Send(t.Context(), chat.Address{Platform: "zalo", ID: "zgr-1f"}, chat.Message{Text: "x"}); err != nil || len(h.BotMessages("zgr-1f")) != 1 {
			t.Errorf("%v, %+v", err, h.BotMessages("zgr-1f"))
		}
	})
}

// pictures is our web server with a picture; once lets it be fetched one time only.
type pictures struct {
	mu      sync.Mutex
	once    bool
	fetched int
	slow    time.Duration
}

func (p *pictures) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	wire.Sleep(r.Context(), p.slow)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fetched++
	if p.once && p.fetched > 1 || r.URL.Path != "/tep/geheim" {
		w.WriteHeader(http.StatusGone)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write([]byte("\x89PNG"))
}

func TestSendPicture(t *testing.T) {
	t.Parallel()
	const link = "https://thuky.invalid/tep/geheim"
	options := func(p *pictures) zalotest.Options {
		return zalotest.Options{PictureTransport: wiretest.RoundTripper(p)}
	}
	good := &pictures{}
	bubble(t, "with a caption", zalo.ModePoll, options(good), func(t *testing.T, h *harness) {
		got := sent(t, h, 1, chat.Message{Head: "Bản thảo", Text: "Trang 1", Picture: &chat.File{URL: link}})
		if got.Text != "Bản thảo\nTrang 1" || string(got.Picture) != "\x89PNG" || got.Black || good.fetched != 3 {
			t.Errorf("shown %+v after %d downloads", got, good.fetched)
		}
		if got := sent(t, h, 1, chat.Message{Picture: &chat.File{URL: link}}); got.Text != "" || got.Picture == nil {
			t.Errorf("shown %+v", got)
		}
		if got := sent(t, h, 1, chat.Message{Text: "không có hình", Picture: &chat.File{Name: "a.png"}}); got.Text != "không có hình" || got.Picture != nil {
			t.Errorf("shown %+v", got)
		}
	})
	bubble(t, "the fake shows a picture that is gone black", zalo.ModePoll, options(&pictures{once: true}), func(t *testing.T, h *harness) {
		if got := sent(t, h, 1, chat.Message{Text: "x", Picture: &chat.File{URL: link}}); !got.Black {
			t.Errorf("shown %+v", got)
		}
	})
	bubble(t, "not taken", zalo.ModePoll, options(&pictures{}), func(t *testing.T, h *harness) {
		m := chat.Message{Text: "Bản thảo đây ạ", Picture: &chat.File{URL: link + "-gone"}}
		if got := sent(t, h, 1, m); got.Text != m.Text || got.Picture != nil {
			t.Errorf("shown %+v, want the words alone", got)
		}
		m.Text = ""
		if se := failed(t, h, 1, m); se.Class != chat.Rejected {
			t.Errorf("without words: %v", se)
		}
		m.Text = "Bản thảo đây ạ"
		h.Server.Fail(zalotest.Fault{Kind: zalotest.ServerError, Method: "sendPhoto"})
		if se := failed(t, h, 1, m); se.Class != chat.Temporary || len(h.BotMessages(h.id(1))) != 1 {
			t.Errorf("%v", se)
		}
		h.Server.Fail(zalotest.Fault{Kind: zalotest.Quoting, Method: "sendPhoto"})
		sent(t, h, 1, m)
		if text := h.log.String(); strings.Contains(text, "geheim") || strings.Contains(text, "Bản thảo") || strings.Contains(text, h.id(1)) {
			t.Errorf("the log quotes what was sent:\n%s", text)
		}
	})
	bubble(t, "two minutes long, while words go on", zalo.ModePoll, options(&pictures{slow: 40 * time.Second}), func(t *testing.T, h *harness) {
		var work sync.WaitGroup
		for range 3 {
			work.Go(func() {
				if _, err := h.zalo.Send(t.Context(), h.Address(1), chat.Message{Picture: &chat.File{URL: link}}); err != nil {
					t.Error(err)
				}
			})
		}
		wiretest.After(time.Second)
		began := time.Now()
		sent(t, h, 2, chat.Message{Text: "x"})
		if time.Since(began) > time.Second {
			t.Error("words waited for pictures")
		}
		work.Wait()
		if took := time.Since(began); took < 230*time.Second || took > 250*time.Second {
			t.Errorf("three pictures of two minutes took %s, want two at a time", took)
		}
	})
	bubble(t, "it may take 150 seconds", zalo.ModePoll, options(&pictures{slow: time.Hour}), func(t *testing.T, h *harness) {
		began := time.Now()
		se := failed(t, h, 1, chat.Message{Text: "x", Picture: &chat.File{URL: link}})
		if took := time.Since(began); se.Class != chat.Temporary || took != 150*time.Second {
			t.Errorf("%v after %s", se, took)
		}
	})
}

func TestSendClasses(t *testing.T) {
	t.Parallel()
	for kind, want := range map[zalotest.FaultKind]chat.SendClass{
		zalotest.BadRequest: chat.Rejected, zalotest.Missing: chat.Rejected, zalotest.Forbidden: chat.Temporary,
		zalotest.Unauthorized: chat.Denied, zalotest.TimedOut: chat.Temporary, zalotest.ServerError: chat.Temporary,
		zalotest.NoText: chat.Temporary, zalotest.DropBefore: chat.Temporary, zalotest.DropAfter: chat.Temporary,
		zalotest.TooMany: chat.Throttled, zalotest.Quoting: chat.Rejected,
		zalotest.FaultKind(wiretest.NotFound): chat.Temporary, zalotest.FaultKind(wiretest.BadGateway): chat.Temporary,
		zalotest.FaultKind(wiretest.HugeBody): chat.Temporary, zalotest.FaultKind(wiretest.SlowBody): chat.Temporary,
	} {
		bubble(t, string(kind), zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
			h.Server.Fail(zalotest.Fault{Kind: kind, Method: "sendMessage"})
			se := failed(t, h, 1, chat.Message{Text: "Số điện thoại 0900 000 000"})
			if se.Class != want || se.All != (want == chat.Throttled) {
				t.Errorf("%v, all %v, want %s", se, se.All, want)
			}
			if strings.Contains(se.Error(), "0900") || strings.Contains(se.Error(), h.id(1)) {
				t.Errorf("the error quotes what was sent: %v", se)
			}
		})
	}
	bubble(t, "somebody who never wrote", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		_, err := h.zalo.Send(t.Context(), chat.Address{Platform: "zalo", ID: "u9"}, chat.Message{Text: "x"})
		if chat.ClassOf(err) != chat.Rejected || len(h.Violations()) != 1 {
			t.Errorf("%v, %q", err, h.Violations())
		}
		h.Server = zalotest.New(zalotest.Options{Offline: true}) // the violation was wanted
	})
}

func TestQuota(t *testing.T) {
	t.Parallel()
	bubble(t, "of the month", zalo.ModePoll, zalotest.Options{Quota: 2}, func(t *testing.T, h *harness) {
		m := chat.Message{Text: "x"}
		sent(t, h, 1, m)
		sent(t, h, 2, m)
		for _, want := range []time.Duration{5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 40 * time.Minute, time.Hour, time.Hour} {
			for range 3 { // those under way together count once
				if se := failed(t, h, 1, m); se.Class != chat.Throttled || !se.All || se.RetryAfter != want {
					t.Fatalf("%v, all %v, want a wait of %s for all", se, se.All, want)
				}
			}
			wiretest.After(want)
		}
		if !strings.Contains(h.log.String(), "may be the one of the month") {
			t.Errorf("logged:\n%s", h.log)
		}
		h.NewMonth()
		sent(t, h, 1, m)
		sent(t, h, 1, m)
		if se := failed(t, h, 1, m); se.RetryAfter != 5*time.Minute {
			t.Errorf("after a success: %v", se)
		}
	})
}

// TestClosed: one chat that is refused for long is closed; when all are, Zalo is ill.
func TestClosed(t *testing.T) {
	t.Parallel()
	m := chat.Message{Text: "x"}
	bubble(t, "one alone", zalo.ModePoll, zalotest.Options{Users: 2}, func(t *testing.T, h *harness) {
		if se := failed(t, h, 3, m); se.Class != chat.Temporary {
			t.Errorf("at first: %v", se)
		}
		wiretest.After(20 * time.Minute)
		sent(t, h, 1, m)
		if se := failed(t, h, 3, m); se.Class != chat.Temporary {
			t.Errorf("after 20 minutes: %v", se)
		}
		wiretest.After(11 * time.Minute)
		for range 2 {
			if se := failed(t, h, 3, m); se.Class != chat.Closed {
				t.Errorf("after 31 minutes: %v", se)
			}
		}
	})
	bubble(t, "all of them", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		sent(t, h, 1, m)
		h.Server.Fail(zalotest.Fault{Kind: zalotest.Forbidden, Times: -1})
		for range 30 {
			for person := range 3 {
				if se := failed(t, h, person+1, m); se.Class != chat.Temporary {
					t.Fatalf("%v", se)
				}
			}
			wiretest.After(10 * time.Minute)
		}
		h.Recover()
		for person := range 3 {
			sent(t, h, person+1, m)
		}
	})
}

func TestTyping(t *testing.T) {
	t.Parallel()
	bubble(t, "shown", zalo.ModePoll, zalotest.Options{}, func(t *testing.T, h *harness) {
		if err := h.zalo.Typing(t.Context(), h.Address(1)); err != nil || h.Typing(h.id(1)) != 1 {
			t.Errorf("%v, shown %d times", err, h.Typing(h.id(1)))
		}
		if err := h.zalo.Typing(t.Context(), chat.Address{Platform: "telegram", ID: "1"}); err == nil {
			t.Error("shown on another platform")
		}
		h.Server.Fail(zalotest.Fault{Kind: zalotest.FaultKind(wiretest.SlowBody)})
		began := time.Now()
		if err := h.zalo.Typing(t.Context(), h.Address(1)); err == nil || time.Since(began) > 5*time.Second {
			t.Errorf("%v after %s", err, time.Since(began))
		}
	})
}

// TestSendWaitsForItsTurn: a send that waits for others ends with its context.
func TestSendWaitsForItsTurn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := start(t, zalo.ModePoll, zalotest.Options{})
		h.Server.Fail(zalotest.Fault{Kind: zalotest.FaultKind(wiretest.SlowBody), Times: 4})
		var work sync.WaitGroup
		for range 4 {
			work.Go(func() { _, _ = h.zalo.Send(t.Context(), h.Address(1), chat.Message{Text: "x"}) })
		}
		wiretest.After(time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		if _, err := h.zalo.Send(ctx, h.Address(2), chat.Message{Text: "x"}); chat.ClassOf(err) != chat.Temporary || err == nil || len(h.BotMessages(h.id(2))) != 0 {
			t.Errorf("got %v", err)
		}
		work.Wait()
		sent(t, h, 2, chat.Message{Text: "x"})
	})
}
