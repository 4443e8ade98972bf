package endtoend

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"thuky/bot/zalo/zalotest"
)

// publicURL is the address of the school's web server as the world knows it.
const publicURL = "https://thuky.invalid"

// front is the reverse proxy before the program: whoever calls the public address is
// led to the program that runs now. While there is none, calls fail.
type front struct {
	at atomic.Pointer[string] // host:port
}

// opens leads the public address to a program.
func (f *front) opens(t testing.TB, s *server) {
	t.Helper()
	select {
	case address := <-s.address:
		f.at.Store(&address)
	case <-patience(t).Done():
		t.Fatalf("serve prints no address\n%s", s.stderr)
	}
}

// RoundTrip implements http.RoundTripper.
func (f *front) RoundTrip(r *http.Request) (*http.Response, error) {
	to := f.at.Load()
	if to == nil || "https://"+r.URL.Host != publicURL {
		return nil, fmt.Errorf("nobody answers at %s", r.URL.Host)
	}
	inner := r.Clone(r.Context())
	inner.Host, inner.URL.Scheme, inner.URL.Host = r.URL.Host, "http", *to
	resp, err := http.DefaultTransport.RoundTrip(inner)
	if err == nil {
		resp.Request = r // so that cookies belong to the public address
	}
	return resp, err
}

// newZalo starts a fake that reaches the program through the front.
func newZalo(t testing.TB, at *front, opts zalotest.Options) *zalotest.Server {
	t.Helper()
	if opts.WebhookTransport == nil {
		opts.WebhookTransport = at
	}
	opts.PictureTransport = at
	s := zalotest.New(opts)
	t.Cleanup(s.Close)
	return s
}

// zaloSettings point an installation at the fake.
func zaloSettings(s *zalotest.Server, mode string) []string {
	return []string{
		"THUKY_ZALO_TOKEN=" + s.Token,
		"THUKY_ZALO_API_ENDPOINT=" + s.URL,
		"THUKY_ZALO_MODE=" + mode,
		"THUKY_WEB_LISTEN=127.0.0.1:0",
		"THUKY_WEB_PUBLIC_URL=" + publicURL,
	}
}

// zaloSeat is a telephone with Zalo.
type zaloSeat struct {
	zalo  *zalotest.Server
	front *front
	chat  string
}

func (z *zaloSeat) say(_ testing.TB, text string) { z.zalo.UserSays(z.chat, text) }

var (
	numberedLine = regexp.MustCompile(`(?m)^(\d+)\. (.+)$`)
	typedWord    = regexp.MustCompile(`"([^"]+)"`)
)

// typedWords are those of the line that says what can be typed.
func typedWords(text string) (words []string) {
	if i := strings.LastIndex(text, "Gõ: "); i >= 0 {
		for _, m := range typedWord.FindAllStringSubmatch(text[i:], -1) {
			words = append(words, m[1])
		}
	}
	return words
}

// choose types what the message says to type.
func (z *zaloSeat) choose(t testing.TB, from said, label, word string) {
	t.Helper()
	for _, line := range numberedLine.FindAllStringSubmatch(from.text, -1) {
		if line[2] == label {
			z.say(t, line[1])
			return
		}
	}
	if word != "" && (strings.Contains(from.text, "«"+word+"»") || slices.Contains(typedWords(from.text), word)) {
		z.say(t, word)
		return
	}
	t.Fatalf("the message offers no %q:\n%s", label, from.text)
}

func (z *zaloSeat) hear(ctx context.Context, n int) ([]said, error) {
	all, err := z.zalo.WaitMessages(ctx, z.chat, n+1)
	list := make([]said, len(all))
	for i, m := range all {
		list[i] = said{text: m.Text, picture: m.Picture, at: i}
	}
	return list, err
}

var fileLink = regexp.MustCompile(regexp.QuoteMeta(publicURL) + `/tep/\S+`)

// file opens the link in a message.
func (z *zaloSeat) file(t testing.TB, m said) []byte {
	t.Helper()
	link := fileLink.FindString(m.text)
	if link == "" {
		return nil
	}
	return download(t, &http.Client{Transport: z.front}, link)
}

// download saves a file as a browser does.
func download(t testing.TB, client *http.Client, link string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(patience(t), http.MethodGet, link, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(resp.Header.Get("Content-Disposition"))
	if resp.StatusCode != http.StatusOK || err != nil || kind != "attachment" || !strings.HasSuffix(params["filename"], ".docx") ||
		resp.Header.Get("X-Content-Type-Options") != "nosniff" {
		u, _ := url.Parse(link)
		t.Fatalf("the download from %s: HTTP %d, %v", u.Host, resp.StatusCode, resp.Header)
	}
	return data
}
