// Package telegram carries messages between Telegram's Bot API and the bot, by
// long polling or by webhook. It is the only package that knows the Bot API.
//
// Updates are confirmed to Telegram only after they were accepted as durable;
// sending is at least once, for the Bot API has no idempotency key. The bot's
// token is part of every URL and appears in no error and no log line.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"thuky/bot/wire"
	"thuky/chat"
)

// Platform is the name of this platform in chat.Address.
const Platform = "telegram"

// MaxText is the longest message, in UTF-16 units of its visible text.
const MaxText = 4096

// The ways of receiving updates.
const (
	ModePoll    = "poll"
	ModeWebhook = "webhook"
)

// Config says how to reach the Bot API.
type Config struct {
	Token string // from @BotFather

	// APIEndpoint is the base URL of the Bot API ("https://api.telegram.org",
	// the default), or a pattern with %s for the token and %s for the method.
	APIEndpoint string
	Proxy       string // http://, https:// or socks5:// URL; empty = as the environment says

	Mode string // ModePoll (the default) or ModeWebhook
	// PublicURL is, in webhook mode, the https address under which WebhookPath
	// of our own web server is reached from outside.
	PublicURL string
	// WebhookSecret proves to Handler that a call is Telegram's: 1 to 256 of
	// A-Z a-z 0-9 _ -. When empty it is derived from the token.
	WebhookSecret  string
	MaxConnections int // of Telegram to the webhook at once, 1 to 100; 0 = 40

	// MessagesPerSecond limits sending over all chats; Telegram asks for 30 or
	// less. 0 switches all pacing off, per chat too: for load tests and for own
	// Bot API servers.
	MessagesPerSecond float64

	PollTimeout time.Duration // how long Telegram holds an empty poll; 0 = 50 s, which is also the most

	Logger *slog.Logger // nil = silent; secrets are blanked before they reach it
	// HTTP replaces the connection to the Bot API (tests). It must not follow
	// redirects. Nil = an own http.Transport; with it Proxy is ignored.
	HTTP http.RoundTripper
}

// Transport is the Telegram side of the bot. It is safe for concurrent use.
type Transport struct {
	cfg     Config
	api     tgbotapi.BotAPI // copied for each call, never called itself
	files   string          // URL of a file, with %s for the token and %s for its path
	http    http.RoundTripper
	log     *slog.Logger
	secrets wire.Secrets
	pace    *pacer
	me      atomic.Pointer[string] // our username, once getMe answered
	pulse   wire.Pulse
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
		return nil, errors.New("telegram: no token")
	}
	if strings.ContainsFunc(cfg.Token, func(r rune) bool { return !tokenRune(r) && r != ':' }) {
		return nil, errors.New("telegram: the token has characters that no token has; want 123456:ABC-DEF…")
	}
	endpoint, err := endpointPattern(cfg.APIEndpoint)
	if err != nil {
		return nil, err
	}
	switch cfg.Mode {
	case "":
		cfg.Mode = ModePoll
	case ModePoll:
	case ModeWebhook:
		if err := checkWebhook(&cfg); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("telegram: mode %q: want %q or %q", cfg.Mode, ModePoll, ModeWebhook)
	}
	if cfg.PollTimeout <= 0 || cfg.PollTimeout > maxPoll {
		cfg.PollTimeout = maxPoll
	}
	t := &Transport{cfg: cfg, files: filePattern(endpoint), http: cfg.HTTP, pace: newPacer(cfg.MessagesPerSecond)}
	t.secrets = wire.NewSecrets(cfg.Token, []string{cfg.WebhookSecret}, cfg.Proxy, cfg.APIEndpoint)
	t.log = t.secrets.Logger(cfg.Logger).With("platform", Platform)
	if t.http == nil {
		if t.http, err = wire.NewHTTP(cfg.Proxy); err != nil {
			return nil, fmt.Errorf("telegram: %w", err)
		}
	}
	// Not NewBotAPI: that calls getMe, and a bot must start without a network.
	t.api = tgbotapi.BotAPI{Token: cfg.Token}
	t.api.SetAPIEndpoint(endpoint)
	return t, nil
}

// Platform implements chat.Transport.
func (t *Transport) Platform() string { return Platform }

// Capabilities implements chat.Transport.
func (t *Transport) Capabilities() chat.Capabilities {
	return chat.Capabilities{MaxText: MaxText, Buttons: true, Edit: true, FilesIn: true, FilesOut: true, Pictures: true}
}

// Username is the bot's name without "@", for links such as
// https://t.me/NAME?start=CODE. It is empty until Run or Check reached Telegram.
func (t *Transport) Username() string {
	if name := t.me.Load(); name != nil {
		return *name
	}
	return ""
}

// Contact implements chat.Asker. A webhook is told of by Telegram: then only setting it was asked.
func (t *Transport) Contact() chat.Contact { return t.pulse.Contact() }

// Link implements chat.Linker.
func (t *Transport) Link() string {
	name := t.Username()
	if name == "" {
		return ""
	}
	return "https://t.me/" + url.PathEscape(name)
}

// Run implements chat.Transport. In webhook mode it registers the webhook and
// waits; the updates then come through Handler.
func (t *Transport) Run(ctx context.Context, accept chat.Accept) error {
	if err := t.greet(ctx); err != nil {
		return stopped(ctx, err)
	}
	if t.cfg.Mode == ModeWebhook {
		return stopped(ctx, t.webhook(ctx))
	}
	return stopped(ctx, t.poll(ctx, accept))
}

// stopped turns the error of a wanted end into nil.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// endpointPattern gives the library's form: "https://host/bot%s/%s".
func endpointPattern(endpoint string) (string, error) {
	if endpoint == "" {
		endpoint = "https://api.telegram.org"
	}
	pattern := endpoint
	if !strings.Contains(endpoint, "%s") {
		pattern = strings.ReplaceAll(strings.TrimRight(endpoint, "/"), "%", "%%") + "/bot%s/%s"
	}
	u, err := url.Parse(fmt.Sprintf(pattern, "TOKEN", "getMe"))
	ok := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" &&
		strings.Contains(u.Path, "TOKEN") && strings.HasSuffix(u.Path, "getMe") && !strings.Contains(u.Path, "%!")
	if !ok {
		return "", errors.New("telegram: api endpoint: want https://HOST, or https://HOST/bot%s/%s with token and method for the two %s")
	}
	return pattern, nil
}
