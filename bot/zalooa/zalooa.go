// Package zalooa carries messages between a Zalo Official Account (OpenAPI v3) and the
// bot. It is the only package that knows that API; the Zalo Bot Platform is another
// product, in bot/zalo.
//
// Updates come by webhook alone and are confirmed when they are durable. Sending is at
// least once. The account may write to a person for a limited time after they wrote: see
// window.go. Its tokens renew each other: see token.go. No token and no secret appears in
// an error or a log line, and neither do the links of files.
package zalooa

import (
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
const Platform = "zalooa"

// MaxText is the longest message. Zalo says "characters"; UTF-16 units are the strictest
// reading.
const MaxText = 2000

// MaxButtons is how many buttons a message may have.
const MaxButtons = 5

// The base URLs of the platform.
const (
	DefaultEndpoint      = "https://openapi.zalo.me"
	DefaultOAuthEndpoint = "https://oauth.zaloapp.com"
)

// Memory keeps a few small things over restarts. It is safe for concurrent use.
type Memory interface {
	// Load gives what was saved last, nil when nothing was.
	Load(key string) ([]byte, error)
	// Save is durable when it returns nil.
	Save(key string, value []byte) error
}

// Config says how to reach the platform. There are four credentials; none replaces
// another.
type Config struct {
	AppID     string // of the app on developers.zalo.me
	AppSecret string // of the app: renews the tokens
	OASecret  string // of the webhook: proves that a call is Zalo's
	// AccessToken and RefreshToken are the first pair. They count until they were renewed
	// once, and again when another RefreshToken is given.
	AccessToken, RefreshToken string

	APIEndpoint    string // base URL; "" = DefaultEndpoint
	UploadEndpoint string // base URL of uploads; "" = APIEndpoint
	OAuthEndpoint  string // base URL; "" = DefaultOAuthEndpoint
	Proxy          string // http://, https:// or socks5:// URL; empty = as the environment says

	// AllowPaid lets messages go to whoever wrote within 7 days, although those after 48
	// hours are billed.
	AllowPaid bool

	Memory Memory       // needed
	Logger *slog.Logger // nil = silent; secrets are blanked before they reach it
	// HTTP replaces the connection to the API, Files that to the hosts of files (tests).
	// They must not follow redirects. Nil = own ones; with HTTP, Proxy is ignored.
	HTTP, Files http.RoundTripper
}

// Transport is the Official Account's side of the bot. It is safe for concurrent use.
type Transport struct {
	cfg     Config
	http    http.RoundTripper
	links   *wire.Links
	log     *slog.Logger
	secrets wire.Secrets
	tokens  *tokens
	windows windows
	account atomic.Pointer[string] // id of the account, once it is known
}

var (
	_ chat.Transport = (*Transport)(nil)
	_ chat.Fetcher   = (*Transport)(nil)
	_ chat.Linker    = (*Transport)(nil)
)

// New checks the configuration; it makes no call.
func New(cfg Config) (*Transport, error) {
	if cfg.Memory == nil {
		return nil, errors.New("zalooa: no memory for the tokens")
	}
	for _, s := range []struct {
		name, value string
		needed      bool
	}{
		{"app id", cfg.AppID, true},
		{"app secret", cfg.AppSecret, true},
		{"OA secret", cfg.OASecret, true},
		{"access token", cfg.AccessToken, false},
		{"refresh token", cfg.RefreshToken, false},
	} {
		switch {
		case s.value == "" && s.needed:
			return nil, fmt.Errorf("zalooa: no %s", s.name)
		case strings.ContainsFunc(s.value, func(r rune) bool { return r <= ' ' || r > '~' }):
			return nil, fmt.Errorf("zalooa: the %s has spaces or characters that none has", s.name)
		}
	}
	setDefault(&cfg.APIEndpoint, DefaultEndpoint)
	setDefault(&cfg.UploadEndpoint, cfg.APIEndpoint)
	setDefault(&cfg.OAuthEndpoint, DefaultOAuthEndpoint)
	for _, base := range []*string{&cfg.APIEndpoint, &cfg.UploadEndpoint, &cfg.OAuthEndpoint} {
		u, err := url.Parse(*base)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "" {
			return nil, errors.New("zalooa: endpoint: want https://HOST")
		}
		*base = strings.TrimRight(*base, "/")
	}
	t := &Transport{cfg: cfg, http: cfg.HTTP}
	t.secrets = wire.NewSecrets(cfg.AccessToken, []string{cfg.RefreshToken, cfg.AppSecret, cfg.OASecret},
		cfg.Proxy, cfg.APIEndpoint, cfg.UploadEndpoint, cfg.OAuthEndpoint)
	t.log = t.secrets.Logger(cfg.Logger).With("platform", Platform)
	t.tokens = newTokens(cfg, t.askTokens, t.log)
	t.windows = windows{memory: cfg.Memory, paid: cfg.AllowPaid}
	var err error
	if t.links, err = wire.NewLinks(cfg.Files, cfg.Proxy); err != nil {
		return nil, fmt.Errorf("zalooa: %w", err)
	}
	if t.http == nil {
		if t.http, err = wire.NewHTTP(cfg.Proxy); err != nil {
			return nil, fmt.Errorf("zalooa: %w", err)
		}
	}
	return t, nil
}

func setDefault(value *string, otherwise string) {
	if *value == "" {
		*value = otherwise
	}
}

// Platform implements chat.Transport.
func (t *Transport) Platform() string { return Platform }

// Capabilities implements chat.Transport. Of files, PDF and Word of up to 5 MB go out;
// Send turns every other into its link or words.
func (t *Transport) Capabilities() chat.Capabilities {
	return chat.Capabilities{MaxText: MaxText, Buttons: true, MaxButtons: MaxButtons, FilesIn: true, FilesOut: true, Pictures: true}
}

// Link implements chat.Linker.
func (t *Transport) Link() string {
	if id := t.account.Load(); id != nil {
		return "https://zalo.me/" + url.PathEscape(*id)
	}
	return ""
}
