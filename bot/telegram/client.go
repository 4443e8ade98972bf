package telegram

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"thuky/bot/wire"
)

// How long calls may take, answer included.
const (
	maxPoll       = 50 * time.Second // Telegram holds a poll no longer
	pollMargin    = 15 * time.Second
	callTimeout   = 20 * time.Second
	uploadTimeout = 120 * time.Second
	typingTimeout = 5 * time.Second
)

// maxBody is the largest answer taken. Telegram cuts getUpdates at 4 MiB.
const maxBody = 8 << 20

// border is the library's HTTP client for one call. It carries the context in,
// reads the whole answer within it (so that the connection can be used again and
// a stalled body ends), and keeps secrets out of errors.
type border struct {
	ctx     context.Context
	http    http.RoundTripper
	secrets wire.Secrets

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
		return nil, b.secrets.Wrap(err)
	}
	defer resp.Body.Close()
	b.status, b.retryAfter = resp.StatusCode, resp.Header.Get("Retry-After")
	body, err := wire.ReadAnswer(resp, maxBody)
	if err != nil {
		return nil, b.secrets.Wrap(fmt.Errorf("read answer (HTTP %d): %w", b.status, err))
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
