package zalotest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/wire/wiretest"
)

// call makes one request as a plain client does.
func call(t *testing.T, s *Server, method, body string) (code int, result string) {
	t.Helper()
	return requested(t, s, http.MethodPost, method, "application/json", body)
}

func requested(t *testing.T, s *Server, verb, method, kind, body string) (code int, result string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), verb, s.URL+"/bot"+s.Token+"/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	resp, err := s.RoundTripper().RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var a struct {
		OK     bool            `json:"ok"`
		Code   int             `json:"error_code"`
		Camel  int             `json:"errorCode"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		t.Fatal(err)
	}
	if a.OK != (resp.StatusCode == http.StatusOK) || !a.OK && a.Code+a.Camel != resp.StatusCode {
		t.Errorf("%s: HTTP %d with %+v", method, resp.StatusCode, a)
	}
	return resp.StatusCode, string(a.Result)
}

func offline(t *testing.T, opts Options) *Server {
	t.Helper()
	opts.Offline = true
	s := New(opts)
	t.Cleanup(s.Close)
	s.SetName("u1", "Cô Lan")
	return s
}

func TestStrict(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ố", 2001)
	for _, tt := range []struct {
		method, body string
		code         int
		want         string // in the violation, "" = none
	}{
		{"getMe", `{}`, 200, ""},
		{"GetMe", `{}`, 400, "no such method"},
		{"sendDocument", `{}`, 400, "no such method"},
		{"getUpdates", `{"timeout":"0"}`, 408, ""},
		{"getUpdates", `{"timeout":0}`, 400, "want a string"},
		{"getUpdates", `{"timeout":"31"}`, 400, "timeout"},
		{"getUpdates", `{"offset":"1"}`, 400, "unknown parameter"},
		{"sendMessage", `{"chat_id":"u1","text":"x"}`, 200, ""},
		{"sendMessage", `{"chat_id":"u1","text":"x","parse_mode":"markdown"}`, 200, ""},
		{"sendMessage", `{"chat_id":"u1","text":"x","parse_mode":"HTML"}`, 400, "parse_mode"},
		{"sendMessage", `{"chat_id":"u1","text":"` + long[:2000*3] + `"}`, 200, ""},
		{"sendMessage", `{"chat_id":"u1","text":"` + long + `"}`, 400, "2001 units"},
		{"sendMessage", `{"chat_id":"u1","text":"` + strings.Repeat("😀", 1001) + `"}`, 400, "2002 units"},
		{"sendMessage", `{"chat_id":"u1","text":""}`, 400, "empty"},
		{"sendMessage", `{"chat_id":"u1"}`, 400, "missing parameter text"},
		{"sendMessage", `{"text":"x"}`, 400, "missing parameter chat_id"},
		{"sendMessage", `{"chat_id":1,"text":"x"}`, 400, "want a string"},
		{"sendMessage", `{"chat_id":"u1","text":"x","reply_markup":"{}"}`, 400, "unknown parameter"},
		{"sendMessage", `{"chat_id":"u9","text":"x"}`, 400, "never wrote"},
		{"sendMessage", `[]`, 400, "body"},
		{"sendMessage", "{\"chat_id\":\"u1\",\"text\":\"\xff\"}", 400, "UTF-8"},
		{"sendPhoto", `{"chat_id":"u1","photo":"https://a.invalid/","caption":""}`, 400, "caption"},
		{"sendPhoto", `{"chat_id":"u1","photo":"https://a.invalid/"}`, 400, ""}, // there is no network
		{"sendPhoto", `{"chat_id":"u1","photo":":"}`, 400, ""},
		{"sendSticker", `{"chat_id":"u1","sticker":"s"}`, 200, ""},
		{"sendVoice", `{"chat_id":"u1","voice_url":"https://a.invalid/a.aac"}`, 200, ""},
		{"sendChatAction", `{"chat_id":"u1","action":"typing"}`, 200, ""},
		{"sendChatAction", `{"chat_id":"u9","action":"typing"}`, 200, "never wrote"},
		{"sendChatAction", `{"chat_id":"u1","action":"upload_photo"}`, 400, "want one of"},
		{"getWebhookInfo", `{}`, 404, ""},
		{"deleteWebhook", `{}`, 200, ""},
		{"testWebhook", `{}`, 404, ""},
		{"setWebhook", `{"url":"https://a.invalid/x","secret_token":"12345678"}`, 200, ""},
		{"setWebhook", `{"url":"https://a.invalid/x","secret_token":"1234567"}`, 400, "7 units"},
		{"setWebhook", `{"url":"https://a.invalid/x"}`, 400, "missing parameter secret_token"},
		{"setWebhook", `{"url":"http://a.invalid/x","secret_token":"12345678"}`, 400, "https"},
		{"setWebhook", `{"url":"https://localhost/x","secret_token":"12345678"}`, 400, "public"},
		{"setWebhook", `{"url":"https://192.168.1.5/x","secret_token":"12345678"}`, 400, "public"},
	} {
		t.Run(tt.method+" "+tt.body[:min(len(tt.body), 40)], func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := offline(t, Options{})
				code, _ := call(t, s, tt.method, tt.body)
				got := strings.Join(s.Violations(), "; ")
				if code != tt.code || (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
					t.Errorf("HTTP %d, violations %q; want %d, %q", code, got, tt.code, tt.want)
				}
				s.Close()
			})
		})
	}
	t.Run("other requests", func(t *testing.T) {
		t.Parallel()
		s := offline(t, Options{})
		for i, ask := range []func(){
			func() { requested(t, s, http.MethodGet, "getMe", "application/json", "") },
			func() { requested(t, s, http.MethodPost, "getMe", "application/x-www-form-urlencoded", "") },
			func() { call(t, s, "getMe?x=1", "{}") },
			func() { call(t, s, "", "{}") },
			func() {
				req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/bot1:wrong/getMe", strings.NewReader("{}"))
				if resp, err := s.RoundTripper().RoundTrip(req); err != nil || resp.StatusCode != http.StatusUnauthorized {
					t.Errorf("wrong token: %v", err)
				}
			},
		} {
			if ask(); len(s.Violations()) != i+1 {
				t.Errorf("request %d: violations %q", i, s.Violations())
			}
		}
	})
}

func TestPolls(t *testing.T) {
	t.Parallel()
	for _, replay := range []bool{false, true} {
		t.Run(fmt.Sprintf("replay %v", replay), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := offline(t, Options{Replay: replay})
				began := time.Now()
				if code, _ := call(t, s, "getUpdates", `{}`); code != 408 || time.Since(began) != 30*time.Second {
					t.Errorf("idle: HTTP %d after %s", code, time.Since(began))
				}
				s.UserSays("u1", "một")
				s.UserSays("u1", "hai")
				for _, want := range []string{"một", "hai"} {
					if code, got := call(t, s, "getUpdates", `{}`); code != 200 || !strings.Contains(got, want) || !strings.HasPrefix(got, `{"event_name"`) {
						t.Errorf("HTTP %d, %s, want %s", code, got, want)
					}
					time.Sleep(time.Second)
				}
				if code, got := call(t, s, "getUpdates", `{}`); replay != strings.Contains(got, "hai") || (code == 408) == replay {
					t.Errorf("then: HTTP %d, %s", code, got)
				}
				if err := s.WaitTaken(t.Context()); err != nil || s.Taken() != 2 || len(s.Violations()) != 0 {
					t.Errorf("%v, %d taken, violations %q", err, s.Taken(), s.Violations())
				}
				call(t, s, "getUpdates", `{"timeout":"0"}`)
				call(t, s, "getUpdates", `{"timeout":"0"}`)
				if len(s.Violations()) == 0 {
					t.Error("polls without a pause are no violation")
				}
				s.Close()
			})
		})
	}
}

func TestHook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var all []string
		var status atomic.Int32
		status.Store(http.StatusOK)
		bodies := func() []string {
			mu.Lock()
			defer mu.Unlock()
			return slices.Clone(all)
		}
		s := offline(t, Options{Wrapped: true, WebhookTransport: wiretest.RoundTripper(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var body json.RawMessage
			if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.Header.Get("X-Bot-Api-Secret-Token") != "geheim-geheim" {
				t.Errorf("%v, %v", err, r.Header)
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, string(body))
			w.WriteHeader(int(status.Load()))
		}))})
		_, got := call(t, s, "setWebhook", `{"url":"https://a.invalid/x","secret_token":"geheim-geheim"}`)
		if !strings.Contains(got, `"outcome":"webhook.ok"`) || !slices.Equal(bodies(), []string{"{}"}) {
			t.Errorf("%s, probed by %q", got, bodies())
		}
		if code, _ := call(t, s, "getUpdates", `{}`); code != 400 {
			t.Errorf("a poll beside the webhook: HTTP %d", code)
		}
		status.Store(http.StatusInternalServerError)
		s.UserSays("u1", "một")
		s.UserSays("u1", "hai")
		time.Sleep(10 * time.Second)
		if got := bodies(); len(got) < 3 || strings.Contains(strings.Join(got, ""), "hai") {
			t.Errorf("calls %q, want the first again and again", got)
		}
		status.Store(http.StatusOK)
		if err := s.WaitTaken(t.Context()); err != nil {
			t.Fatal(err)
		}
		if last := bodies()[len(bodies())-1]; !strings.HasPrefix(last, `{"ok":true,"result":{`) || !strings.Contains(last, "hai") || s.Taken() != 2 {
			t.Errorf("last call %s, %d taken", last, s.Taken())
		}
		for i := range 6 {
			code, _ := call(t, s, "testWebhook", "{}")
			if want := map[bool]int{true: 426, false: 200}[i == 5]; code != want {
				t.Errorf("test %d: HTTP %d, want %d", i, code, want)
			}
		}
		s.Close()
	})
}

func TestLimits(t *testing.T) {
	t.Parallel()
	s := offline(t, Options{Users: 2, Quota: 2})
	s.UserSays("u2", "x")
	s.UserSays("u3", "tôi đến sau")
	send := func(to string) int {
		code, _ := call(t, s, "sendMessage", `{"chat_id":"`+to+`","text":"x"}`)
		return code
	}
	for i, want := range []struct {
		to   string
		code int
	}{{"u3", 403}, {"u1", 200}, {"u2", 200}, {"u1", 429}} {
		if code := send(want.to); code != want.code {
			t.Errorf("send %d: HTTP %d, want %d", i, code, want.code)
		}
	}
	s.NewMonth()
	if send("u1") != 200 || len(s.BotMessages("u1")) != 2 || len(s.Violations()) != 0 {
		t.Errorf("%+v, %q", s.BotMessages("u1"), s.Violations())
	}
	if _, got := call(t, s, "getUpdates", `{}`); !strings.Contains(got, "u2") {
		t.Errorf("got %s", got)
	}
	if code, _ := call(t, s, "getUpdates", `{"timeout":"0"}`); code != 408 {
		t.Error("somebody who came late is heard")
	}
}

func TestWaits(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	t.Cleanup(s.Close)
	s.SetName("u1", "Cô Lan")
	go func() {
		for _, text := range []string{"một", "hai"} {
			resp, err := http.Post(s.URL+"/bot"+s.Token+"/sendMessage", "application/json", strings.NewReader(`{"chat_id":"u1","text":"`+text+`"}`))
			if err != nil {
				t.Error(err)
				return
			}
			resp.Body.Close()
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if m, err := s.WaitText(ctx, "u1", "hai"); err != nil || m.Text != "hai" {
		t.Errorf("%+v, %v", m, err)
	}
	if all, err := s.WaitMessages(ctx, "u1", 2); err != nil || len(all) != 2 {
		t.Errorf("%+v, %v", all, err)
	}
	ended, end := context.WithCancel(ctx)
	end()
	if _, err := s.WaitText(ended, "u1", "ba"); err == nil {
		t.Error("a wait outlived its context")
	}
}

// TestPollsOverNetwork: on a busy machine polls come late and then in time; without any pause
// they are too many.
func TestPollsOverNetwork(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	defer s.Close()
	for range pollSlack + 1 {
		call(t, s, "getUpdates", `{"timeout":"0"}`)
	}
	if found := s.Violations(); len(found) > 0 {
		t.Errorf("violations: %q", found)
	}
	for range 1000 {
		call(t, s, "getUpdates", `{"timeout":"0"}`)
	}
	if len(s.Violations()) == 0 {
		t.Error("a thousand polls in a row were let pass")
	}
}
