package zalo

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

	"thuky/bot/wire"
	"thuky/chat"
)

const (
	// downloadTimeout ends a download, redirects included.
	downloadTimeout = 120 * time.Second
	// maxRedirects is how often a host of photos may send us elsewhere.
	maxRedirects = 5
)

// photos downloads from links that come with messages. Whoever writes to the bot might
// smuggle one in, so that nothing is asked of our own machine or network: see guard.go.
type photos struct {
	direct  http.RoundTripper
	proxied http.RoundTripper                     // nil: never
	proxy   func(*http.Request) (*url.URL, error) // which of the two
}

func newPhotos(cfg Config) (photos, error) {
	if cfg.Photos != nil {
		return photos{direct: cfg.Photos}, nil
	}
	proxied, err := wire.NewHTTP(cfg.Proxy)
	if err != nil {
		return photos{}, err
	}
	return photos{direct: guarded(publicOnly), proxied: proxied, proxy: proxied.Proxy}, nil
}

// guarded is a connection pool that connects to no address that is refused.
func guarded(check controlFunc) *http.Transport {
	dialer := wire.NewDialer()
	dialer.Control = check
	return &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: time.Minute,
		MaxIdleConns: 8, IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 64 << 10,
	}
}

// Fetch implements chat.Fetcher for the photos of updates. No error shows the link: who
// has it has the photo.
func (t *Transport) Fetch(ctx context.Context, id string, limit int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, downloadTimeout)
	defer cancel()
	data, err := t.photos.download(ctx, id, limit)
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
	return nil, &chat.SendError{Class: chat.Temporary, Err: errors.New("photo: " + withoutLink(t.secrets.Blank(err.Error()), id))}
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
func (p *photos) download(ctx context.Context, link string, limit int64) ([]byte, error) {
	for range maxRedirects + 1 {
		u, err := photoURL(link)
		if err != nil {
			return nil, err
		}
		resp, err := p.get(ctx, u)
		if err != nil {
			return nil, err
		}
		next, data, err := read(resp, limit)
		if err != nil || next == "" {
			return data, err
		}
		to, err := u.Parse(next)
		if err != nil {
			return nil, reject("photo: redirected to what is no address")
		}
		link = to.String()
	}
	return nil, reject("photo: redirected more than %d times", maxRedirects)
}

// get asks for a photo.
func (p *photos) get(ctx context.Context, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, reject("photo: the link cannot be asked for")
	}
	via := p.direct
	if p.proxy != nil {
		if proxy, err := p.proxy(req); err != nil {
			return nil, err
		} else if proxy != nil {
			// Names are resolved at the proxy: it, not we, decides what is reached.
			via = p.proxied
		}
	}
	resp, err := via.RoundTrip(req)
	if errors.Is(err, errNotPublic) {
		return nil, reject("photo: %w", errNotPublic)
	}
	return resp, err
}

// read gives the photo, or where it is instead.
func read(resp *http.Response, limit int64) (next string, data []byte, err error) {
	defer resp.Body.Close()
	switch status := resp.StatusCode; {
	case status == http.StatusOK:
	case status >= 300 && status < 400 && resp.Header.Get("Location") != "":
		return resp.Header.Get("Location"), nil, nil
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status == http.StatusTooEarly, status >= 500:
		e := &chat.SendError{Class: chat.Temporary, Err: fmt.Errorf("photo: HTTP %d", status)}
		if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && seconds > 0 {
			e.RetryAfter = min(time.Duration(seconds)*time.Second, longestWait)
		}
		return "", nil, e
	default:
		return "", nil, reject("photo: HTTP %d; the link may have run out", status)
	}
	if resp.ContentLength > limit {
		return "", nil, chat.ErrTooLarge
	}
	data, err = wire.ReadFile(resp.Body, limit)
	if err == nil && int64(len(data)) < resp.ContentLength {
		err = fmt.Errorf("%d bytes of %d came", len(data), resp.ContentLength)
	}
	return "", data, err
}

// photoURL reads a link and refuses what no photo of Zalo's would be at.
func photoURL(link string) (*url.URL, error) {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Opaque != "" {
		return nil, reject("photo: the link is no address")
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	switch {
	case u.Scheme != "https":
		return nil, reject("photo: want a https link")
	case u.User != nil:
		return nil, reject("photo: the link has a user name in it")
	case u.Port() != "" && u.Port() != "443":
		return nil, reject("photo: the link has a port")
	}
	if at, err := netip.ParseAddr(host); err == nil && !public(at) || err != nil && !publicName(host) {
		return nil, reject("photo: %w", errNotPublic)
	}
	return u, nil
}
