// Package zalo carries messages between the Zalo Bot Platform and the bot, by webhook
// or by long polling. It is the only package that knows that platform.
//
// Zalo has no update ids and no acknowledgement: updates are known by the id of their
// message, and what a poll was given may come on every poll, or never again. Sending is
// at least once. The bot's token is part of every URL and appears in no error and no log
// line; neither do the links of photos.
package zalo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"thuky/bot/wire"
	"thuky/chat"
)

// Platform is the name of this platform in chat.Address.
const Platform = "zalo"

// MaxText is the longest message and the longest caption. Zalo does not say in what it
// counts; UTF-16 units are the strictest reading.
const MaxText = 2000

// DefaultEndpoint is the base URL of the platform.
const DefaultEndpoint = "https://bot-api.zaloplatforms.com"

// The ways of receiving updates.
const (
	ModePoll    = "poll"
	ModeWebhook = "webhook"
)

// Config says how to reach the platform.
type Config struct {
	Token string // NUMBER:SECRET, as Zalo Bot Manager sends it

	APIEndpoint string // base URL; "" = DefaultEndpoint
	Proxy       string // http://, https:// or socks5:// URL; empty = as the environment says

	Mode string // ModePoll (the default) or ModeWebhook
	// PublicURL is, in webhook mode, the https address under which WebhookPath of our
	// own web server is reached from outside.
	PublicURL string
	// WebhookSecret proves to Handler that a call is Zalo's: 8 to 256 visible ASCII
	// characters. When empty it is derived from the token.
	WebhookSecret string

	// Link opens the chat with the bot, as Zalo shows it to whoever shares the bot. It
	// can carry no invitation code. "" = not known.
	Link string
	// Budget is how many messages the plan of the bot allows a month, Reserve how many of
	// them are kept for what matters most. See chat.Capabilities.
	Budget, Reserve int

	Logger *slog.Logger // nil = silent; secrets are blanked before they reach it
	// HTTP replaces the connection to the platform, Photos that to the hosts of photos
	// (tests). They must not follow redirects. Nil = own ones; with HTTP, Proxy is ignored.
	HTTP, Photos http.RoundTripper
}

// Transport is the Zalo side of the bot. It is safe for concurrent use.
type Transport struct {
	cfg     Config
	base    string // of the URLs of methods, token included
	http    http.RoundTripper
	photos  *wire.Links
	log     *slog.Logger
	secrets wire.Secrets
	me      atomic.Pointer[Self] // once getMe answered

	inbox  inbox
	limits limits
	slots  slots
	pulse  wire.Pulse
}

var (
	_ chat.Transport = (*Transport)(nil)
	_ chat.Fetcher   = (*Transport)(nil)
	_ chat.Linker    = (*Transport)(nil)
	_ chat.Typist    = (*Transport)(nil)
	_ chat.Asker     = (*Transport)(nil)
)

// New checks the configuration; it makes no call.
func New(cfg Config) (*Transport, error) {
	if cfg.Token == "" {
		return nil, errors.New("zalo: no token")
	}
	if !visible(cfg.Token) || strings.ContainsAny(cfg.Token, "/?#%") || !strings.Contains(cfg.Token, ":") {
		return nil, errors.New("zalo: the token has characters that no token has, or no colon; want 1234567890:AbCdEf…")
	}
	if cfg.APIEndpoint == "" {
		cfg.APIEndpoint = DefaultEndpoint
	}
	if u, err := url.Parse(cfg.APIEndpoint); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" {
		return nil, errors.New("zalo: api endpoint: want https://HOST")
	}
	secrets := wire.NewSecrets(cfg.Token, []string{cfg.WebhookSecret, wire.DerivedSecret(cfg.Token)}, cfg.Proxy, cfg.APIEndpoint)
	switch cfg.Mode {
	case "":
		cfg.Mode = ModePoll
	case ModePoll:
	case ModeWebhook:
		if err := checkWebhook(&cfg); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("zalo: mode %q: want %q or %q", cfg.Mode, ModePoll, ModeWebhook)
	}
	if cfg.Mode != ModeWebhook {
		cfg.WebhookSecret = "" // so that Handler lets nobody in
	}
	t := &Transport{
		cfg: cfg, base: strings.TrimRight(cfg.APIEndpoint, "/") + "/bot" + cfg.Token + "/",
		http: cfg.HTTP, log: secrets.Logger(cfg.Logger).With("platform", Platform), secrets: secrets, slots: newSlots(),
	}
	var err error
	if t.photos, err = wire.NewLinks(cfg.Photos, cfg.Proxy); err != nil {
		return nil, fmt.Errorf("zalo: %w", err)
	}
	if t.http == nil {
		if t.http, err = wire.NewHTTP(cfg.Proxy); err != nil {
			return nil, fmt.Errorf("zalo: %w", err)
		}
	}
	return t, nil
}

// visible tells whether a text is of visible ASCII characters alone.
func visible(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

// Platform implements chat.Transport.
func (t *Transport) Platform() string { return Platform }

// Capabilities implements chat.Transport. Zalo takes photos in but no other files, so
// that FilesIn is false although there is a Fetch.
func (t *Transport) Capabilities() chat.Capabilities {
	return chat.Capabilities{MaxText: MaxText, Pictures: true, Budget: t.cfg.Budget, Reserve: t.cfg.Reserve}
}

// Contact implements chat.Asker. A webhook is told of by Zalo: then only setting it was asked.
func (t *Transport) Contact() chat.Contact { return t.pulse.Contact() }

// Fetch implements chat.Fetcher for the photos of updates: the id of one is its link.
func (t *Transport) Fetch(ctx context.Context, id string, limit int64) ([]byte, error) {
	return t.photos.Fetch(ctx, id, limit)
}

// Link implements chat.Linker.
func (t *Transport) Link() string { return t.cfg.Link }

// Run implements chat.Transport. In webhook mode it registers the webhook and watches
// over it; the updates then come through Handler. In poll mode it removes a webhook that
// is set, since Zalo allows one or the other.
//
// Where accept fails in poll mode the update is kept here and given to accept again, also
// by a later Run: Zalo need not deliver it a second time. After ctx has ended, accept has
// a few seconds more.
func (t *Transport) Run(ctx context.Context, accept chat.Accept) error {
	err := t.persist(ctx, "getMe", t.Check)
	if err == nil {
		if t.cfg.Mode == ModeWebhook {
			err = t.webhook(ctx)
		} else {
			err = t.poll(ctx, accept)
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	if Refused(err) {
		return fmt.Errorf("zalo: the token is refused: %w", err)
	}
	return err
}
