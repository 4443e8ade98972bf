package web

import (
	"bytes"
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
)

var allTags = regexp.MustCompile(`<[^>]*>`)

// FuzzProse: all words are shown, and nothing in them is markup.
func FuzzProse(f *testing.F) {
	f.Add("7. Kết quả *tốt* <b>\n\n   = tổng: 5\nhttps://truong.example/a?b=c&d. http://")
	f.Add("*a *b* **c** \"'& http")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // no such input comes in
		}
		markup := string(prose(text))
		for _, tag := range allTags.FindAllString(markup, -1) {
			if !regexp.MustCompile(`^</?(p|b|em|a)( (class|href|rel)="[^"<>]*")*>$`).MatchString(tag) {
				t.Fatalf("%q has the tag %q", markup, tag)
			}
			if strings.HasPrefix(tag, "<a ") && !strings.HasPrefix(tag, `<a href="http`) {
				t.Fatalf("link %q", tag)
			}
		}
		bare := func(text string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) || r == '*' || r == 0 || r == utf8.RuneError {
					return -1
				}
				return r
			}, text)
		}
		if got, want := bare(html.UnescapeString(allTags.ReplaceAllString(markup, ""))), bare(text); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

// FuzzToken: nobody makes up a pass.
func FuzzToken(f *testing.F) {
	s := &signer{key: []byte("0123456789abcdef0123456789abcdef")}
	now := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
	good := s.sign(pass{Door: doorFile, What: "a", Ends: now.Unix() + 1})
	f.Add(good)
	f.Add(s.sign(pass{Door: doorFile, What: "page/" + hashSecret("x"), Ends: now.Unix()}))
	f.Add(s.sign(pass{Door: doorUpload, What: "zalo:1", Ends: now.Unix() + 1}))
	f.Add("a.b")
	f.Fuzz(func(t *testing.T, token string) {
		if p, state := s.check(doorFile, token, now); state == passGood && token != good {
			t.Fatalf("%q is taken for %+v", token, p)
		}
	})
}

// FuzzPass: what is packed into a token comes out of it again, for its door alone.
func FuzzPass(f *testing.F) {
	s := &signer{key: []byte("0123456789abcdef0123456789abcdef")}
	f.Add("", int64(0))
	f.Add("zalo:6ede9afa66b88fe6d6a9", int64(1796431575))
	f.Add(hashSecret("x"), int64(1<<40-1))
	f.Add("page/"+hashSecret("x"), int64(1))
	f.Add(strings.ToUpper(hashSecret("x")), int64(1))
	f.Add(hashSecret("x")+"!", int64(1))
	f.Fuzz(func(t *testing.T, what string, ends int64) {
		want := pass{doorFile, what, max(ends, 0) & (1<<40 - 1)}
		token := s.sign(want)
		if len(what) > 2<<10 {
			return // no such input comes in
		}
		if got, state := s.check(doorFile, token, time.Unix(want.Ends-1, 0)); state != passGood || got != want {
			t.Fatalf("%+v became %+v (%d)", want, got, state)
		}
		if _, state := s.check(doorFile, token, time.Unix(want.Ends, 0)); state != passEnded {
			t.Fatalf("%+v does not end (%d)", want, state)
		}
		if _, state := s.check(doorUpload, token, time.Unix(want.Ends-1, 0)); state != passBad {
			t.Fatalf("%+v opens another door (%d)", want, state)
		}
	})
}

// fuzzed is a server with one person, Lê Thị Mai, whose browser has the cookie x, and one line of hers
// that can be pressed.
func fuzzed(f *testing.F) (s *Server, handler http.Handler, a chat.Address, line storage.Line) {
	f.Helper()
	store, err := boltstore.Open(filepath.Join(f.TempDir(), "thuky.db"))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = store.Close() })
	now := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
	s, err = New(f.Context(), Config{Store: store, PublicURL: "https://truong.example", Now: func() time.Time {
		now = now.Add(time.Minute) // never too fast
		return now
	}})
	if err != nil {
		f.Fatal(err)
	}
	handler = s.Handler(nil)
	a = chat.Address{Platform: Platform, ID: "a"}
	line = storage.Line{Chat: a, Key: "out/1", Message: chat.Message{Text: "?", Choices: []chat.Choice{{ID: "1.o", Label: "Có"}}}}
	err = store.Update(f.Context(), func(tx storage.Tx) error {
		if err := tx.PutPerson(report.Person{ID: "p", Name: "Lê Thị Mai", Role: report.Staff, Addresses: []report.Contact{{Address: a.String()}}}); err != nil {
			return err
		}
		if err := tx.PutSession(storage.Session{Hash: hashSecret("x"), Address: a, Created: now, Seen: now.AddDate(90, 0, 0), Expires: now.AddDate(99, 0, 0)}); err != nil {
			return err
		}
		return tx.AddLine(&line)
	})
	if err != nil {
		f.Fatal(err)
	}
	close(s.started)
	s.running.Store(&running{ctx: context.Background(), accept: func(_ context.Context, updates []chat.Update) error {
		return store.View(context.Background(), func(storage.Tx) error {
			for _, u := range updates {
				if err := storage.CheckID("key", u.Key); err != nil {
					f.Errorf("update %+v: %v", u, err)
				}
			}
			return nil
		})
	}})
	return s, handler, a, line
}

// FuzzForms: whatever a browser sends, the answer is words for a person, never a failure of
// ours, and what is handed over can be stored.
func FuzzForms(f *testing.F) {
	s, handler, a, line := fuzzed(f)
	paths := []string{"/tro-chuyen", "/tro-chuyen/bam", "/tro-chuyen/nhap", "/tro-chuyen/tep", linkOf(s, a)}
	f.Add(0, "application/x-www-form-urlencoded", []byte("text=32&nonce=abcdefgh"))
	f.Add(0, "application/x-www-form-urlencoded", []byte("text=%00%ff%zz&nonce=%00"))
	f.Add(1, "application/x-www-form-urlencoded", []byte("line="+seqText(line.Seq)+"&choice=1.o&nonce=abcdefgh"))
	f.Add(1, "application/x-www-form-urlencoded", []byte("line=-1&choice="))
	f.Add(2, "text/plain", []byte("text=x"))
	f.Add(3, "multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"a.txt\"\r\n\r\nchữ\r\n--x--\r\n"))
	f.Add(4, "multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"../a\x00.pdf\"\r\n\r\n%PDF-\r\n--x--\r\n"))
	f.Add(4, "multipart/form-data", []byte("--x"))
	f.Fuzz(func(t *testing.T, which int, kind string, body []byte) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, paths[uint(which)%uint(len(paths))], bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.Header.Set("X-Thuky", "1")
		r.AddCookie(&http.Cookie{Name: cookieName, Value: "x"})
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code >= 500 || w.Code == http.StatusUnauthorized {
			t.Fatalf("got %d: %s", w.Code, w.Body)
		}
	})
}

func linkOf(s *Server, a chat.Address) string {
	return strings.TrimPrefix(s.UploadLink(a), "https://truong.example")
}

// FuzzVisit: whatever address a browser asks for with whatever cookies, the answer is a page or words,
// and nobody is taken for another.
func FuzzVisit(f *testing.F) {
	s, handler, a, _ := fuzzed(f)
	link, _ := strings.CutPrefix(linkOf(s, a), "/")
	f.Add("tro-chuyen", "", "thuky=x")
	f.Add("tro-chuyen", "", `thuky="x"; thuky=y`)
	f.Add("tro-chuyen", "truoc=18446744073709551616", "__Host-thuky=x")
	f.Add("moi/abcdefgh", "", "thuky-door=")
	f.Add(link, "", "")
	f.Add("tep/a.b", "ten=%00", "thuky="+strings.Repeat("x", 101))
	f.Add("../quan-tri//", "%zz=%&;", ";;=;")
	f.Add("static/../chat.js", "", "thuky")
	f.Fuzz(func(t *testing.T, path, query, cookie string) {
		if strings.ContainsAny(cookie, "\r\n\x00") {
			return // no such header comes in
		}
		if strings.HasSuffix(strings.TrimRight(path, "/"), "tro-chuyen/dong") {
			return // a stream, which has no end
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody)
		r.URL = &url.URL{Path: "/" + path, RawQuery: query}
		r.Header.Set("Cookie", cookie)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Fatalf("got %d: %s", w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), "Lê Thị Mai") && path != link && !slices.ContainsFunc(r.CookiesNamed(cookieName), func(c *http.Cookie) bool { return c.Value == "x" }) {
			t.Fatalf("the page of another: %s", w.Body)
		}
	})
}
