package zalooa_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/wire/wiretest"
	"thuky/bot/zalooa"
	"thuky/bot/zalooa/zalooatest"
	"thuky/chat"
)

// taker accepts updates and keeps them.
type taker struct {
	mu  sync.Mutex
	got []chat.Update
	err error
}

func (k *taker) accept(_ context.Context, updates []chat.Update) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err == nil {
		k.got = append(k.got, updates...)
	}
	return k.err
}

func (k *taker) all() []chat.Update {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.got
}

// mount puts the handler of the transport in place until the test ends.
func (h *harness) mount(t *testing.T, accept chat.Accept) {
	t.Helper()
	web := h.hooked.(*wiretest.Hooked).Web
	web.Mount(h.oa.Handler(accept))
	t.Cleanup(func() { web.Mount(nil) })
}

func TestHandler(t *testing.T) {
	t.Parallel()
	good := func(at time.Time) string {
		return fmt.Sprintf(`{"app_id":"%s","event_name":"user_send_text","timestamp":"%d","sender":{"id":"%s"},"recipient":{"id":"%s"},"message":{"msg_id":"abc","text":"chào"}}`,
			zalooatest.AppID, at.UnixMilli(), id(1), zalooatest.AccountID)
	}
	sign := func(body, stamp string) string {
		return zalooatest.Sign(zalooatest.AppID, []byte(body), stamp, zalooatest.OASecret)
	}
	for _, tt := range []struct {
		name     string
		method   string
		body     func(now time.Time) string
		header   func(body, stamp string) string
		err      error
		status   int
		accepted int
	}{
		{name: "good", status: 200, accepted: 1},
		{name: "without mac=", header: func(b, s string) string { return strings.TrimPrefix(sign(b, s), "mac=") }, status: 200, accepted: 1},
		{name: "capital letters", header: func(b, s string) string { return "mac=" + strings.ToUpper(strings.TrimPrefix(sign(b, s), "mac=")) }, status: 200, accepted: 1},
		{name: "not stored", err: errors.New("disk full"), status: 503},
		{name: "GET", method: "GET", status: 405},
		{name: "no signature", header: func(string, string) string { return "" }, status: 403},
		{name: "mac= alone", header: func(string, string) string { return "mac=" }, status: 403},
		{name: "another secret", header: func(b, s string) string {
			return zalooatest.Sign(zalooatest.AppID, []byte(b), s, zalooatest.AppSecret)
		}, status: 403},
		{name: "another app", header: func(b, s string) string { return zalooatest.Sign("1", []byte(b), s, zalooatest.OASecret) }, status: 403},
		{name: "another body", header: func(b, s string) string { return sign(b+" ", s) }, status: 403},
		{name: "a bit older", body: func(now time.Time) string { return good(now.Add(-5 * time.Minute)) }, status: 200, accepted: 1},
		{name: "old", body: func(now time.Time) string { return good(now.Add(-5*time.Minute - time.Second)) }, status: 403},
		{name: "of the future", body: func(now time.Time) string { return good(now.Add(5*time.Minute + time.Second)) }, status: 403},
		{name: "no JSON", body: func(time.Time) string { return "<html>" }, status: 403},
		{name: "no time", body: func(time.Time) string { return `{"event_name":"user_send_text"}` }, status: 403},
		{name: "no event", body: func(now time.Time) string { return fmt.Sprintf(`{"timestamp":"%d"}`, now.UnixMilli()) }, status: 400},
		{name: "an event for nobody", body: func(now time.Time) string {
			return fmt.Sprintf(`{"timestamp":%d,"event_name":"shop_has_order"}`, now.UnixMilli())
		}, status: 200},
		{name: "a message of an odd shape", body: func(now time.Time) string {
			return fmt.Sprintf(`{"timestamp":%d,"event_name":"user_send_text","sender":{"id":9001},"message":{"msg_id":7,"text":"chào","attachments":{}}}`, now.UnixMilli())
		}, status: 200, accepted: 1},
		{name: "too large", body: func(now time.Time) string { return good(now) + strings.Repeat(" ", 1<<20) }, status: 413},
	} {
		bubble(t, tt.name, zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
			now := time.Now()
			body := good(now)
			if tt.body != nil {
				body = tt.body(now)
			}
			stamp := ""
			if _, rest, ok := strings.Cut(body, `"timestamp":`); ok {
				stamp = strings.Trim(rest[:strings.IndexAny(rest, ",}")], `"`)
			}
			if tt.header == nil {
				tt.header = sign
			}
			if tt.method == "" {
				tt.method = http.MethodPost
			}
			got := &taker{err: tt.err}
			r := httptest.NewRequest(tt.method, zalooa.WebhookPath, strings.NewReader(body))
			r.Header.Set("X-ZEvent-Signature", tt.header(body, stamp))
			w := httptest.NewRecorder()
			h.oa.Handler(got.accept).ServeHTTP(w, r)
			if w.Code != tt.status || len(got.all()) != tt.accepted {
				t.Errorf("status %d, %d accepted; want %d, %d", w.Code, len(got.all()), tt.status, tt.accepted)
			}
			if tt.status == 503 && w.Header().Get("Retry-After") == "" {
				t.Error("503 without Retry-After")
			}
			h.clean(t, "answer", w.Body.String())
		})
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	bubble(t, "receipts and echoes are answered by nobody", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		var got taker
		h.mount(t, got.accept)
		for range 3 {
			h.says(t, "một tin")
		}
		time.Sleep(time.Minute)
		if len(got.all()) != 0 {
			t.Errorf("got %+v", got.all())
		}
		h.UserSays(id(1), "vâng")
		synctest.Wait()
		if len(got.all()) != 1 || h.oa.Link() != "https://zalo.me/"+zalooatest.AccountID {
			t.Errorf("got %+v, link %q", got.all(), h.oa.Link())
		}
	})
	bubble(t, "who follows no more is blocked", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		var got taker
		h.mount(t, got.accept)
		h.UserLeaves(id(1))
		time.Sleep(time.Minute)
		h.fails(t, chat.Unreachable)
		h.UserFollows(id(1))
		time.Sleep(time.Minute)
		h.UserLeaves(id(1))
		time.Sleep(time.Minute)
		keys := map[string]bool{}
		for i, want := range []chat.UpdateKind{chat.Blocked, chat.Unblocked, chat.Blocked} {
			u := got.all()[i]
			if u.Kind != want || u.Address != at(1) || keys[u.Key] {
				t.Errorf("%d: got %+v, want %s", i, u, want)
			}
			keys[u.Key] = true
		}
	})
	bubble(t, "a button that was tapped", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		var got taker
		h.mount(t, got.accept)
		m := chat.Message{Text: "Có không?", Choices: []chat.Choice{{ID: "17.o", Label: "Có"}, {ID: "17.o1", Label: "Không"}}}
		if _, err := h.oa.Send(t.Context(), at(1), m); err != nil {
			t.Fatal(err)
		}
		if !h.UserPresses(id(1), "Không") {
			t.Fatal("no such button")
		}
		h.UserSays(id(1), "Không")
		time.Sleep(time.Minute)
		u := got.all()
		if len(u) != 2 || u[0].Kind != chat.Press || u[0].Choice != "17.o1" || u[0].PressID == "" || u[0].Text != "" || u[1].Kind != chat.Text || u[1].Text != "Không" {
			t.Errorf("got %+v", u)
		}
	})
	bubble(t, "files, and the words with them", zalooatest.Options{}, nil, func(t *testing.T, h *harness) {
		var got taker
		h.mount(t, got.accept)
		h.UserSendsFile(id(1), "file", "Công văn.docx", []byte("PK"))
		h.UserSendsFile(id(1), "image", "a.jpg", []byte("JPG"))
		time.Sleep(time.Minute)
		u := got.all()
		if len(u) != 2 || u[0].Media != "file" || u[0].Attachment.Name != "Công văn.docx" || u[1].Media != "photo" || u[1].Attachment == nil {
			t.Fatalf("got %+v", u)
		}
		for i, want := range []string{"PK", "JPG"} {
			if data, err := h.oa.Fetch(t.Context(), u[i].Attachment.ID, 10); err != nil || string(data) != want {
				t.Errorf("fetched %q, %v", data, err)
			}
		}
		_, err := h.oa.Fetch(t.Context(), zalooatest.FileHost+"/sent/gone?secret=1", 10)
		if chat.ClassOf(err) != chat.Rejected {
			t.Errorf("got %v, want rejected", err)
		}
		h.clean(t, "error", err.Error())
	})
}
