// Package wire is what the transports share at the border to their platforms: HTTP
// within limits, waits between attempts, and secrets that stay out of errors and logs.
package wire

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"thuky/chat"
)

// NewHTTP is one connection pool for all calls to a platform, through a proxy
// (http://, https://, socks5://) where one is given, else as the environment says. A
// RoundTripper follows no redirect: tokens are in URLs.
func NewHTTP(proxy string) (*http.Transport, error) {
	tr := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           NewDialer().DialContext,
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
			return nil, errors.New("proxy: want http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT")
		}
		switch u.Scheme {
		case "http", "https", "socks5", "socks5h":
		default:
			return nil, fmt.Errorf("proxy scheme %q: want http, https or socks5", u.Scheme)
		}
		tr.Proxy = http.ProxyURL(u)
	}
	return tr, nil
}

// NewDialer gives the connections of NewHTTP.
func NewDialer() *net.Dialer {
	return &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
}

// ReadAnswer reads an answer of at most limit bytes to its end, so that the connection
// can be used again.
func ReadAnswer(resp *http.Response, limit int64) ([]byte, error) {
	tooLarge := fmt.Errorf("larger than %d KiB", limit>>10)
	if resp.ContentLength > limit {
		return nil, tooLarge
	}
	if n := resp.ContentLength; n >= 0 {
		body := make([]byte, n)
		_, err := io.ReadFull(resp.Body, body)
		if err == nil {
			_, _ = resp.Body.Read(make([]byte, 1)) // sees the end: the connection is free again
		}
		return body, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = tooLarge
	}
	return body, err
}

// ReadFile reads a file of at most limit bytes, else chat.ErrTooLarge.
func ReadFile(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = chat.ErrTooLarge
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// ReadCall reads the body of a webhook's call of at most limit bytes. Where it cannot,
// it answers the call.
func ReadCall(w http.ResponseWriter, r *http.Request, limit int64) (body []byte, ok bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
	case err != nil:
		http.Error(w, "body not read", http.StatusBadRequest)
	}
	return body, err == nil
}
