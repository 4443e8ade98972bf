package zalo_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"thuky/bot/wire/wiretest"
	"thuky/bot/zalo"
	"thuky/bot/zalo/zalotest"
	"thuky/chat"
	"thuky/chat/chattest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string]zalotest.Options{
		"as seen": {}, "as documented": {Wrapped: true, List: true, OldPhoto: true}, "with echoes": {Echo: true},
	} {
		t.Run("webhook, "+name, func(t *testing.T) {
			t.Parallel()
			chattest.Run(t, func(t *testing.T) chattest.Harness { return start(t, zalo.ModeWebhook, opts) })
		})
		t.Run("poll, "+name, func(t *testing.T) {
			t.Parallel()
			chattest.Run(t, func(t *testing.T) chattest.Harness { return start(t, zalo.ModePoll, opts) })
		})
	}
	t.Run("poll, with replays", func(t *testing.T) {
		t.Parallel()
		chattest.Run(t, func(t *testing.T) chattest.Harness { return start(t, zalo.ModePoll, zalotest.Options{Replay: true}) })
	})
}

const (
	hookAddress = "https://thuky.invalid"
	hookSecret  = "webhook-secret-of-the-test"
)

// harness shows the fake platform to the suite.
type harness struct {
	*zalotest.Server
	zalo      *zalo.Transport
	transport chat.Transport
	web       *wiretest.Web
	log       *wiretest.Log
	mode      string
	link      string // of the last photo

	mu       sync.Mutex
	accepted map[string]bool // keys of texts and media
}

func start(t *testing.T, mode string, opts zalotest.Options) *harness {
	t.Helper()
	h := &harness{log: &wiretest.Log{}, web: &wiretest.Web{}, mode: mode, accepted: map[string]bool{}}
	opts.Offline = true
	opts.WebhookTransport = wiretest.RoundTripper(h.web)
	h.Server = zalotest.New(opts)
	tr, err := zalo.New(zalo.Config{
		Token: h.Token, APIEndpoint: h.URL + "/", HTTP: h.RoundTripper(), Photos: h.Photos(), Mode: mode, PublicURL: hookAddress,
		WebhookSecret: hookSecret, Logger: h.log.Logger(), Link: "https://zalo.me/s/bot-thu-ky", Budget: 3000, Reserve: 200,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.zalo, h.transport = tr, tr
	if mode == zalo.ModeWebhook {
		h.transport = &wiretest.Hooked{HookTransport: tr, Web: h.web}
	}
	for person := 1; person <= 3; person++ {
		h.SetName(h.id(person), fmt.Sprintf("Người %d", person))
	}
	wiretest.CloseStrict(t, h)
	return h
}

func (h *harness) id(person int) string { return fmt.Sprintf("6ede9afa66b88fe6d6a%d", person) }

// Transport gives the transport; what accept took is counted, see Confirmed.
func (h *harness) Transport() chat.Transport {
	if h.mode == zalo.ModeWebhook {
		return h.transport
	}
	return &counted{h.zalo, h}
}

type counted struct {
	*zalo.Transport
	h *harness
}

func (c *counted) Run(ctx context.Context, accept chat.Accept) error {
	return c.Transport.Run(ctx, func(ctx context.Context, updates []chat.Update) error {
		err := accept(ctx, updates)
		if err == nil {
			c.h.mu.Lock()
			defer c.h.mu.Unlock()
			for _, u := range updates {
				if u.Kind != chat.Ignored {
					c.h.accepted[u.Key] = true
				}
			}
		}
		return err
	})
}

func (h *harness) Address(person int) chat.Address {
	return chat.Address{Platform: zalo.Platform, ID: h.id(person)}
}

func (h *harness) Says(person int, text string)    { h.UserSays(h.id(person), text) }
func (h *harness) Presses(int, string, string)     {}
func (h *harness) SendsFile(int, string, []byte)   {}
func (h *harness) Log() string                     { return h.log.String() }
func (h *harness) FailFetch(f chattest.Fault) bool { return h.fail(f, zalotest.Download) }
func (h *harness) Fail(f chattest.Fault) bool      { return h.fail(f, "") }
func (h *harness) SendsPhoto(person int, data []byte) {
	_, h.link = h.UserSendsPhoto(h.id(person), "", data)
}

// Secrets are also the links of photos: what stands behind their host.
func (h *harness) Secrets() []string {
	all := []string{h.Token, url.QueryEscape(h.Token), strings.SplitN(h.Token, ":", 2)[1], hookSecret, h.link}
	if u, err := url.Parse(h.link); err == nil && h.link != "" {
		all = append(all, u.Path, u.RawQuery)
	}
	return all
}

// Redeliver: what a poll brings again is dropped before it is handed over.
func (h *harness) Redeliver() bool {
	if h.mode == zalo.ModePoll {
		return false
	}
	h.Server.Redeliver()
	return true
}

// Confirmed: Zalo has no acknowledgement of polls, so that the transport itself keeps
// what was not accepted; what was counts as confirmed.
func (h *harness) Confirmed() int {
	if h.mode == zalo.ModeWebhook {
		return h.Taken()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.accepted)
}

func (h *harness) Shown(person int) []chattest.Shown {
	var all []chattest.Shown
	for _, m := range h.BotMessages(h.id(person)) {
		all = append(all, chattest.Shown{ID: m.ID, Text: m.Text})
	}
	return all
}

// faults: Zalo is not known to say that somebody is gone.
var faults = map[chattest.Fault]zalotest.FaultKind{
	chattest.Throttled: zalotest.TooMany, chattest.Cut: zalotest.DropBefore, chattest.Lost: zalotest.DropAfter,
	chattest.Garbled: zalotest.FaultKind(wiretest.BadGateway), chattest.Denied: zalotest.Unauthorized,
}

func (h *harness) fail(f chattest.Fault, method string) bool {
	kind, known := faults[f]
	if known {
		h.Server.Fail(zalotest.Fault{Kind: kind, Method: method, RetryAfter: int(chattest.Wait.Seconds())})
	}
	return known
}
