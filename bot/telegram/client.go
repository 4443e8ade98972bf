package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// How long calls may take, answer included.
const (
	maxPoll       = 50 * time.Second // Telegram holds a poll no longer
	pollMargin    = 15 * time.Second
	callTimeout   = 20 * time.Second
	uploadTimeout = 120 * time.Second
)

// maxBody is the largest answer taken. Telegram cuts getUpdates at 4 MiB.
const maxBody = 8 << 20

// newHTTP is one connection pool for all calls. A RoundTripper follows no
// redirect: the token is in the URL.
func newHTTP(proxy string) (*http.Transport, error) {
	tr := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		MaxIdleConnsPerHost:   256,
		IdleConnTimeout:       45 * time.Second, // less than servers keep idle connections
		WriteBufferSize:       8 << 10,
		ReadBufferSize:        8 << 10,
	}
	if proxy != "" {
		u, err := url.Parse(proxy)
		if err != nil || u.Host == "" {
			return nil, errors.New("telegram: proxy: want http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT")
		}
		switch u.Scheme {
		case "http", "https", "socks5", "socks5h":
		default:
			return nil, fmt.Errorf("telegram: proxy scheme %q: want http, https or socks5", u.Scheme)
		}
		tr.Proxy = http.ProxyURL(u)
	}
	return tr, nil
}

// border is the library's HTTP client for one call. It carries the context in,
// reads the whole answer within it (so that the connection can be used again and
// a stalled body ends), and keeps secrets out of errors.
type border struct {
	ctx     context.Context
	http    http.RoundTripper
	secrets secrets

	// repeatable calls may be made again on a new connection, should the server
	// have closed the one at hand. A send may not: it could arrive twice.
	repeatable bool

	status     int // of the answer, 0 when there was none
	retryAfter string
}

// Do implements tgbotapi.HTTPClient.
func (b *border) Do(req *http.Request) (*http.Response, error) {
	if b.repeatable {
		req.Header["Idempotency-Key"] = nil // tells net/http; nothing is sent
	}
	resp, err := b.http.RoundTrip(req.WithContext(b.ctx))
	if err != nil {
		return nil, b.secrets.wrap(err)
	}
	defer resp.Body.Close()
	b.status, b.retryAfter = resp.StatusCode, resp.Header.Get("Retry-After")
	body, err := readBody(resp)
	if err != nil {
		return nil, b.secrets.wrap(fmt.Errorf("read answer (HTTP %d): %w", b.status, err))
	}
	// Proxies and gateways answer with pages, or with nothing.
	if at := bytes.TrimLeft(body, " \t\r\n"); len(at) == 0 || at[0] != '{' {
		return nil, statusError{b.status}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// statusError is an answer that is not the Bot API's.
type statusError struct{ status int }

func (e statusError) Error() string {
	return fmt.Sprintf("HTTP %d with a body that is no Bot API answer", e.status)
}

var errTooLarge = fmt.Errorf("larger than %d MiB", maxBody>>20)

func readBody(resp *http.Response) ([]byte, error) {
	if resp.ContentLength > maxBody {
		return nil, errTooLarge
	}
	if n := resp.ContentLength; n >= 0 {
		body := make([]byte, n)
		_, err := io.ReadFull(resp.Body, body)
		if err == nil {
			_, _ = resp.Body.Read(make([]byte, 1)) // sees the end: the connection is free again
		}
		return body, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if err == nil && len(body) > maxBody {
		err = errTooLarge
	}
	return body, err
}
