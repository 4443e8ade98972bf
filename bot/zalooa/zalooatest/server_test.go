package zalooatest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const person = "2512523625412515777"

// ask makes a request and gives the code of the answer.
func ask(t *testing.T, s *Server, path, kind, token string, body io.Reader) (code float64, answer map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	if token != "" {
		req.Header.Set("access_token", token)
	}
	if strings.HasPrefix(path, "/v4/") {
		req.Header.Set("secret_key", AppSecret)
	}
	resp, err := s.RoundTripper().RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %v", resp.StatusCode, err)
	}
	code, _ = answer["error"].(float64)
	return code, answer
}

func message(t *testing.T, s *Server, token, message string) float64 {
	t.Helper()
	code, _ := ask(t, s, "/v3.0/oa/message/cs", "application/json", token, strings.NewReader(`{"recipient":{"user_id":"`+person+`"},"message":`+message+`}`))
	return code
}

// TestStrict: what the platform refuses, or nobody should send, is refused and noted.
func TestStrict(t *testing.T) {
	t.Parallel()
	buttons := func(n int, kind string) string {
		one := `{"title":"Có","type":"` + kind + `","payload":"x"},`
		return `{"text":"a","attachment":{"type":"template","payload":{"buttons":[` + strings.TrimSuffix(strings.Repeat(one, n), ",") + `]}}}`
	}
	for _, tt := range []struct {
		name, message string
		code          float64
		noted         bool
	}{
		{"words", `{"text":"a"}`, 0, false},
		{"five buttons", buttons(5, "oa.query.show"), 0, false},
		{"six buttons", buttons(6, "oa.query.show"), -201, true},
		{"another kind of button", buttons(1, "oa.open.url"), -201, true},
		{"2000 characters", `{"text":"` + strings.Repeat("ạ", 2000) + `"}`, 0, false},
		{"2001 characters", `{"text":"` + strings.Repeat("ạ", 2001) + `"}`, -210, true},
		{"no words", `{"text":" "}`, -201, true},
		{"nothing", `{}`, -201, true},
		{"a field that is none", `{"text":"a","parse_mode":"HTML"}`, -201, true},
		{"a file that was not uploaded", `{"attachment":{"type":"file","payload":{"token":"x"}}}`, -201, true},
		{"a picture that was not uploaded", `{"attachment":{"type":"template","payload":{"template_type":"media","elements":[{"media_type":"image","attachment_id":"x"}]}}}`, -201, true},
		{"plain type image", `{"attachment":{"type":"image","payload":{"token":"x"}}}`, -201, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := New(Options{Offline: true})
			defer s.Close()
			s.Opens(person)
			if code := message(t, s, FirstAccess, tt.message); code != tt.code || (len(s.Violations()) > 0) != tt.noted {
				t.Errorf("error %v, violations %q", code, s.Violations())
			}
			if n := len(s.Messages(person)); n != 1 && tt.code == 0 || n != 0 && tt.code != 0 {
				t.Errorf("%d messages are shown", n)
			}
		})
	}
}

func TestTokensOfTheFake(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Offline: true})
		defer s.Close()
		s.Opens(person)
		renew := func(refresh string) map[string]any {
			form := url.Values{"refresh_token": {refresh}, "app_id": {AppID}, "grant_type": {"refresh_token"}}
			_, answer := ask(t, s, "/v4/oa/access_token", "application/x-www-form-urlencoded", "", strings.NewReader(form.Encode()))
			return answer
		}
		first := renew(FirstRefresh)
		access, _ := first["access_token"].(string)
		if access == "" || first["expires_in"] != "90000" {
			t.Fatalf("answer %v", first)
		}
		if again := renew(FirstRefresh); again["access_token"] != nil || again["error"] != -14014.0 || s.Reused() != 1 {
			t.Errorf("a second time: %v, %d reused", again, s.Reused())
		}
		if code := message(t, s, FirstAccess, `{"text":"a"}`); code != -216 {
			t.Errorf("the old token: %v", code)
		}
		if len(s.Violations()) != 0 {
			t.Errorf("violations %q", s.Violations())
		}
		if code := message(t, s, "made up", `{"text":"a"}`); code != -216 || len(s.Violations()) != 1 {
			t.Errorf("a token that never was: %v, %q", code, s.Violations())
		}
		if code := message(t, s, access, `{"text":"a"}`); code != 0 {
			t.Errorf("the new token: %v", code)
		}
		time.Sleep(Life)
		if code := message(t, s, access, `{"text":"a"}`); code != -220 {
			t.Errorf("after its life: %v", code)
		}
	})
}

func TestWindowsOfTheFake(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Offline: true, Paid: true})
		defer s.Close()
		s.Opens(person)
		for _, tt := range []struct {
			after time.Duration
			code  float64
			paid  int
		}{{0, 0, 0}, {47 * time.Hour, 0, 0}, {2 * time.Hour, 0, 1}, {5 * 24 * time.Hour, -230, 1}} {
			time.Sleep(tt.after)
			access, _ := s.Grant()
			if code := message(t, s, access, `{"text":"a"}`); code != tt.code || s.Billed() != tt.paid {
				t.Errorf("%s later: error %v, %d billed", tt.after, code, s.Billed())
			}
		}
		access, _ := s.Grant()
		s.UserLeaves(person)
		if code := message(t, s, access, `{"text":"a"}`); code != -213 {
			t.Errorf("who has left: %v", code)
		}
	})
}

func TestUploadsOfTheFake(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind, field, name string
		size              int
		code              float64
		noted             bool
	}{
		{"file", "file", "Báo cáo.docx", 10, 0, false},
		{"image", "file", "a.jpg", 1_000_000, 0, false},
		{"image", "file", "a.jpg", 1_000_001, -210, true},
		{"file", "file", "a.xlsx", 10, -233, true},
		{"file", "file", "báo cáo", 10, 0, true}, // taken, and nothing given for it
		{"file", "file", "../a.pdf", 10, -201, true},
		{"file", "file", "a.pdf", 0, -201, true},
		{"file", "document", "a.pdf", 10, -201, true},
	} {
		s := New(Options{Offline: true})
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		part, err := w.CreateFormFile(tt.field, tt.name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(make([]byte, tt.size))
		w.Close()
		code, answer := ask(t, s, "/v2.0/oa/upload/"+tt.kind, w.FormDataContentType(), FirstAccess, &form)
		data, _ := answer["data"].(map[string]any)
		if code != tt.code || (len(s.Violations()) > 0) != tt.noted || (len(data) == 1) != (code == 0 && !tt.noted) {
			t.Errorf("%s %s: %v, violations %q", tt.kind, tt.name, answer, s.Violations())
		}
		s.Close()
	}
}

// TestHook: events are signed, come in order, and again until they are taken.
func TestHook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var got []string
		calls := 0
		s := New(Options{Offline: true, Hook: "https://thuky.invalid/hook", HookTransport: roundTrip(func(r *http.Request) int {
			calls++
			body, _ := io.ReadAll(r.Body)
			var e struct {
				Stamp   string `json:"timestamp"`
				Message struct {
					Text string `json:"text"`
				} `json:"message"`
			}
			if json.Unmarshal(body, &e) != nil || r.Header.Get("X-ZEvent-Signature") != Sign(AppID, body, e.Stamp, OASecret) {
				t.Errorf("body %s", body)
			}
			if calls < 3 {
				return http.StatusServiceUnavailable
			}
			got = append(got, e.Message.Text)
			return http.StatusOK
		})})
		defer s.Close()
		s.UserSays(person, "một")
		s.UserSays(person, "hai")
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := s.changed.Wait(ctx, &s.mu, "both", func() bool { return len(s.confirmed) == 2 }); err != nil || strings.Join(got, " ") != "một hai" || calls != 4 {
			t.Errorf("got %q in %d calls: %v", got, calls, err)
		}
	})
}

type roundTrip func(*http.Request) int

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: f(r), Body: http.NoBody, Request: r}, nil
}
