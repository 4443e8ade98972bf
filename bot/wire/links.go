package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"thuky/chat"
)

const (
	// linkTimeout ends a download, redirects included.
	linkTimeout = 120 * time.Second
	// maxRedirects is how often a host of files may send us elsewhere.
	maxRedirects = 5
	// longestWait is the longest wait that a host may ask for.
	longestWait = time.Hour
)

// Links downloads from links that come with messages. Whoever writes to the bot might
// smuggle one in, so that nothing is asked of our own machine or network: see guard.go.
// It is safe for concurrent use.
type Links struct {
	direct  http.RoundTripper
	proxied http.RoundTripper                     // nil: never
	proxy   func(*http.Request) (*url.URL, error) // which of the two
}

// NewLinks downloads directly or through a proxy, as NewHTTP. Via replaces the connection
// (tests); it must not follow redirects.
func NewLinks(via http.RoundTripper, proxy string) (*Links, error) {
	if via != nil {
		return &Links{direct: via}, nil
	}
	proxied, err := NewHTTP(proxy)
	if err != nil {
		return nil, err
	}
	return &Links{direct: guarded(publicOnly), proxied: proxied, proxy: proxied.Proxy}, nil
}

// guarded is a connection pool that connects to no address that is refused.
func guarded(check controlFunc) *http.Transport {
	dialer := NewDialer()
	dialer.Control = check
	return &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: time.Minute,
		MaxIdleConns: 8, IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 64 << 10,
	}
}

// Fetch gives the file at a link, of at most limit bytes, else chat.ErrTooLarge. Every
// other error is a *chat.SendError and shows no link: who has it has the file.
func (l *Links) Fetch(ctx context.Context, link string, limit int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, linkTimeout)
	defer cancel()
	data, err := l.download(ctx, link, limit)
	if err == nil {
		return data, nil
	}
	if errors.Is(err, chat.ErrTooLarge) {
		return nil, chat.ErrTooLarge
	}
	var done *chat.SendError
	if errors.As(err, &done) {
		return nil, done
	}
	return nil, &chat.SendError{Class: chat.Temporary, Err: errors.New("download: " + withoutLink(err.Error(), link))}
}

// maxLink is the longest link that is kept, in bytes.
const maxLink = 4096

// GoodLink tells whether a link is one that Fetch would ask for.
func GoodLink(link string) bool {
	_, err := fileURL(link)
	return err == nil && len(link) <= maxLink
}

// withoutLink takes a link out of an error's text, whole or without its host.
func withoutLink(text, link string) string {
	text = strings.ReplaceAll(text, link, "…")
	if u, err := url.Parse(link); err == nil && len(u.RequestURI()) > 1 {
		text = strings.ReplaceAll(text, u.RequestURI(), "/…")
	}
	return text
}

// download follows a few redirects; each place is looked at anew.
func (l *Links) download(ctx context.Context, link string, limit int64) ([]byte, error) {
	for range maxRedirects + 1 {
		u, err := fileURL(link)
		if err != nil {
			return nil, err
		}
		resp, err := l.get(ctx, u)
		if err != nil {
			return nil, err
		}
		next, data, err := readFile(resp, limit)
		if err != nil || next == "" {
			return data, err
		}
		to, err := u.Parse(next)
		if err != nil {
			return nil, reject("redirected to what is no address")
		}
		link = to.String()
	}
	return nil, reject("redirected more than %d times", maxRedirects)
}

// get asks for a file.
func (l *Links) get(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, reject("the link cannot be asked for")
	}
	via := l.direct
	if l.proxy != nil {
		if proxy, err := l.proxy(req); err != nil {
			return nil, err
		} else if proxy != nil {
			// Names are resolved at the proxy: it, not we, decides what is reached.
			via = l.proxied
		}
	}
	resp, err := via.RoundTrip(req)
	if errors.Is(err, errNotPublic) {
		return nil, reject("%w", errNotPublic)
	}
	return resp, err
}

// readFile gives the file, or where it is instead.
func readFile(resp *http.Response, limit int64) (next string, data []byte, err error) {
	defer resp.Body.Close()
	status := resp.StatusCode
	if status >= 300 && status < 400 && resp.Header.Get("Location") != "" {
		return resp.Header.Get("Location"), nil, nil
	}
	if status != http.StatusOK {
		e := &chat.SendError{Class: statusClass(status), Err: fmt.Errorf("download: HTTP %d", status)}
		if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && seconds > 0 && e.Class == chat.Temporary {
			e.RetryAfter = min(time.Duration(seconds)*time.Second, longestWait)
		}
		return "", nil, e
	}
	if resp.ContentLength > limit {
		return "", nil, chat.ErrTooLarge
	}
	data, err = ReadFile(resp.Body, limit)
	if err == nil && int64(len(data)) < resp.ContentLength {
		err = fmt.Errorf("%d bytes of %d came", len(data), resp.ContentLength)
	}
	return "", data, err
}

// statusClass says what to do after an answer to a download.
func statusClass(status int) chat.SendClass {
	switch {
	case status == http.StatusUnauthorized:
		return chat.Denied
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status == http.StatusTooEarly, status >= 500:
		return chat.Temporary
	}
	return chat.Rejected // the link may have run out
}

// fileURL reads a link and refuses what no file of a platform would be at.
func fileURL(link string) (*url.URL, error) {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Opaque != "" {
		return nil, reject("the link is no address")
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	switch {
	case u.Scheme != "https":
		return nil, reject("want a https link")
	case u.User != nil:
		return nil, reject("the link has a user name in it")
	case u.Port() != "" && u.Port() != "443":
		return nil, reject("the link has a port")
	}
	if at, err := netip.ParseAddr(host); err == nil && !public(at) || err != nil && !publicName(host) {
		return nil, reject("%w", errNotPublic)
	}
	return u, nil
}

func reject(format string, args ...any) error {
	return &chat.SendError{Class: chat.Rejected, Err: fmt.Errorf("download: "+format, args...)}
}
