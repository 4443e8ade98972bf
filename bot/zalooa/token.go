package zalooa

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"thuky/chat"
)

// The access token holds for a day. The refresh token gives a new pair once, within three
// months, and is of no use afterwards: whoever loses the new pair must have the account
// grant access anew. So a pair is stored before it is used, and one that could not be
// stored is kept at hand and stored later.
//
// BUG: between the platform's answer and the end of Save a crash loses the pair, and so
// does an answer that is lost on its way. It takes a few milliseconds a day; doctor and the
// log then say what to do.

const (
	// refreshTimeout is less than the program waits for a platform at its end.
	refreshTimeout = 8 * time.Second
	// earlyAtMost is how long before its end an access token is renewed, or a tenth of its
	// life where that is less.
	earlyAtMost = 30 * time.Minute
	// unknownLife is taken where the platform does not say how long a token holds.
	unknownLife = time.Hour
	// again is the wait after a renewal that failed, againRefused after one that the
	// platform refused, while the old access token still holds.
	again        = 5 * time.Minute
	againRefused = time.Hour
)

const tokensKey = Platform + "/tokens"

// pair is what is stored.
type pair struct {
	Access  string    `json:"access"`
	Refresh string    `json:"refresh"`
	Expires time.Time `json:"expires,omitzero"` // of Access; zero: not known
	Early   time.Time `json:"early,omitzero"`   // when to renew it
	// Origin marks the configured tokens that the pair descends from.
	Origin string `json:"origin"`
}

// tokens gives the access token and renews it. It is safe for concurrent use.
type tokens struct {
	memory Memory
	log    *slog.Logger
	first  pair // as configured
	ask    func(ctx context.Context, refresh string) (pair, error)

	// turn holds one token: whoever takes it may load, renew and store.
	turn    chan struct{}
	unsaved *pair     // with turn: received, not stored yet
	retry   time.Time // with turn: no early renewal before
	stopped bool      // with turn: nothing is renewed, the program ends

	mu  sync.Mutex
	now *pair // under mu, written with turn: in use, and stored
}

func newTokens(cfg Config, ask func(context.Context, string) (pair, error), log *slog.Logger) *tokens {
	k := &tokens{memory: cfg.Memory, log: log, ask: ask, turn: make(chan struct{}, 1)}
	k.first = pair{Access: cfg.AccessToken, Refresh: cfg.RefreshToken, Origin: origin(cfg)}
	k.turn <- struct{}{}
	return k
}

// origin is a mark of the configured tokens that does not show them. The access token
// alone counts where there is no other: it cannot be renewed.
func origin(cfg Config) string {
	words := cfg.RefreshToken
	if words == "" {
		words = "access only " + cfg.AccessToken
	}
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:12])
}

// current is the pair in use, nil before it is loaded.
func (k *tokens) current() *pair {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.now
}

func (k *tokens) use(p *pair) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.now = p
}

// take waits for the turn, give hands it on.
func (k *tokens) take(ctx context.Context) error {
	select {
	case <-k.turn:
		return nil
	case <-ctx.Done():
		return &chat.SendError{Class: chat.Temporary, Err: fmt.Errorf("wait for the tokens: %w", ctx.Err())}
	}
}

func (k *tokens) give() { k.turn <- struct{}{} }

// get gives an access token that holds, as far as we know. Its errors are *chat.SendError.
func (k *tokens) get(ctx context.Context) (string, error) {
	if p := k.current(); p != nil && !p.due(time.Now()) && p.Access != "" {
		return p.Access, nil
	}
	if err := k.take(ctx); err != nil {
		return "", err
	}
	defer k.give()
	if err := k.load(); err != nil {
		return "", err
	}
	now, p := time.Now(), k.current()
	holds := p.Access != "" && (p.Expires.IsZero() || p.Expires.After(now))
	if holds && (!p.due(now) || k.retry.After(now)) {
		return p.Access, nil
	}
	err := k.refresh(ctx)
	if err != nil && !holds {
		return "", err
	}
	return k.current().Access, nil
}

// renew gives another token than one that the platform refused.
func (k *tokens) renew(ctx context.Context, refused string) (string, error) {
	if err := k.take(ctx); err != nil {
		return "", err
	}
	defer k.give()
	if err := k.load(); err != nil {
		return "", err
	}
	if p := k.current(); p.Access != refused { // somebody else was quicker
		return p.Access, nil
	}
	if err := k.refresh(ctx); err != nil {
		return "", err
	}
	return k.current().Access, nil
}

// due tells whether a token is to be renewed, early enough for nobody to meet its end.
func (p *pair) due(now time.Time) bool {
	return p.Access == "" || !p.Early.IsZero() && !p.Early.After(now)
}

// load reads the stored pair once. The configured one counts where there is none, or when
// the operator has given another since. The caller has the turn.
func (k *tokens) load() error {
	if k.current() != nil {
		return nil
	}
	data, err := k.memory.Load(tokensKey)
	if err != nil {
		return &chat.SendError{Class: chat.Temporary, Err: fmt.Errorf("load the tokens: %w", err)}
	}
	var stored pair
	if len(data) > 0 {
		if err := json.Unmarshal(data, &stored); err != nil {
			k.log.Error("the stored tokens cannot be read; those of the configuration are used")
			stored = pair{}
		}
	}
	given := k.first.Access != "" || k.first.Refresh != ""
	switch {
	case stored.Access != "" && (!given || stored.Origin == k.first.Origin):
		k.use(&stored)
	case given:
		first := k.first
		k.use(&first)
	default:
		return &chat.SendError{Class: chat.Denied, Err: errNoTokens}
	}
	return nil
}

// errNoTokens: nobody has given any.
var errNoTokens = errors.New("no tokens are configured and none are stored")

// refresh renews the pair. The old one stays in use until the new one is stored. The
// request is not broken off with ctx: its answer is worth more than the message that waits
// for it. The caller has the turn.
func (k *tokens) refresh(ctx context.Context) error {
	if k.unsaved == nil {
		p := k.current()
		switch {
		case k.stopped:
			return &chat.SendError{Class: chat.Temporary, Err: errors.New("the program ends; the tokens are not renewed any more")}
		case p.Refresh == "":
			return &chat.SendError{Class: chat.Denied, Err: &refreshError{name: "no refresh token"}}
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), refreshTimeout)
		defer cancel()
		renewed, err := k.ask(ctx, p.Refresh)
		if err != nil {
			return k.failed(err)
		}
		renewed.Origin = p.Origin
		if renewed.Refresh == "" {
			renewed.Refresh = p.Refresh
		}
		k.unsaved = &renewed // from here until save returns a crash loses it
	}
	if err := k.save(); err != nil {
		return err
	}
	k.retry = time.Time{}
	k.log.Info("the tokens are renewed", "until", k.current().Expires)
	return nil
}

// save stores what was received, and only then uses it.
func (k *tokens) save() error {
	data, err := json.Marshal(k.unsaved)
	if err == nil {
		err = k.memory.Save(tokensKey, data)
	}
	if err != nil {
		k.log.Error("new tokens could not be stored; they are lost if the program ends now", "error", err)
		return &chat.SendError{Class: chat.Temporary, Err: fmt.Errorf("store the new tokens: %w", err)}
	}
	k.use(k.unsaved)
	k.unsaved = nil
	return nil
}

func (k *tokens) failed(err error) error {
	var refused *refreshError
	if errors.As(err, &refused) {
		k.retry = time.Now().Add(againRefused)
		k.log.Error("the tokens cannot be renewed: the account must grant access anew, and the new pair be configured", "error", err)
		return &chat.SendError{Class: chat.Denied, Err: err}
	}
	k.retry = time.Now().Add(again)
	k.log.Warn("the tokens could not be renewed", "error", err)
	return &chat.SendError{Class: chat.Temporary, Err: err}
}

// keep renews the pair when it is time, also while nobody sends: a refresh token that is
// not used for three months is lost. It gives the time until the next look. A pair that
// comes from the configuration is renewed at once, for nobody knows how long it holds.
func (k *tokens) keep(ctx context.Context) time.Duration {
	if k.take(ctx) != nil {
		return 0
	}
	defer k.give()
	if err := k.load(); err != nil {
		k.log.Error("there are no tokens to send with", "error", err)
		return againRefused
	}
	now := time.Now()
	if p := k.current(); k.unsaved != nil || p.Expires.IsZero() && p.Refresh != "" || p.due(now) {
		if wait := k.retry.Sub(now); wait > 0 {
			return wait
		}
		if k.refresh(ctx) != nil {
			return max(k.retry.Sub(now), time.Minute)
		}
	}
	if p := k.current(); !p.Early.IsZero() {
		return max(p.Early.Sub(now), time.Minute)
	}
	return againRefused
}

// resume lets tokens be renewed.
func (k *tokens) resume() {
	<-k.turn
	defer k.give()
	k.stopped = false
}

// suspend waits for a renewal that is under way and lets no other begin: the program ends.
func (k *tokens) suspend() {
	<-k.turn
	defer k.give()
	k.stopped = true
	if k.unsaved != nil {
		_ = k.save() // the last chance; it has logged what went wrong
	}
}
