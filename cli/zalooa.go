package cli

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"thuky/bot/zalooa"
	"thuky/storage"
)

// storeMemory keeps the small things of a transport among the values of a store.
type storeMemory struct{ store storage.Store }

// Load implements zalooa.Memory.
func (m storeMemory) Load(key string) (value []byte, err error) {
	err = m.store.View(context.Background(), func(tx storage.Tx) error {
		value, err = tx.Value(key)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	return value, err
}

// Save implements zalooa.Memory.
func (m storeMemory) Save(key string, value []byte) error {
	return m.store.Update(context.Background(), func(tx storage.Tx) error { return tx.PutValue(key, value) })
}

// noMemory is that of a program that has no store yet.
type noMemory struct{}

// Load implements zalooa.Memory.
func (noMemory) Load(string) ([]byte, error) { return nil, nil }

// Save implements zalooa.Memory.
func (noMemory) Save(string, []byte) error { return errors.New("there is no store") }

// zaloOATransport builds the side of the Official Account from the configuration, nil when
// there is no app id.
func (p *program) zaloOATransport(log *slog.Logger, memory zalooa.Memory) (*zalooa.Transport, error) {
	c := p.config.ZaloOA
	if c.AppID == "" {
		return nil, nil
	}
	if p.config.Web.Listen == "" {
		return nil, failed(textZaloOANeedsWeb, nil)
	}
	t, err := zalooa.New(zalooa.Config{
		AppID: c.AppID, AppSecret: c.AppSecret, OASecret: c.OASecret, AccessToken: c.AccessToken, RefreshToken: c.RefreshToken,
		APIEndpoint: c.APIEndpoint, UploadEndpoint: c.UploadEndpoint, OAuthEndpoint: c.OAuthEndpoint, Proxy: c.Proxy,
		AllowPaid: c.AllowPaid, Memory: memory, Logger: log,
	})
	if err != nil {
		return nil, failed(textZaloOASettings, err)
	}
	return t, nil
}

// checkZaloOA asks Zalo who the account is. The tokens renew each other once, so that they
// are renewed only where the new ones can be kept: not while serve has the store, and not
// before there is one.
func (p *program) checkZaloOA(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectZaloOA}
	if p.config.ZaloOA.AppID == "" {
		c.Found = textZaloOAOff
		return c
	}
	var memory zalooa.Memory = noMemory{}
	_, fresh, err := missingStore(p.config.Storage.URL)
	if err == nil && !fresh {
		s, err := p.openStore()
		switch {
		case errors.Is(err, storage.ErrLocked):
			c.Verdict, c.Found = warning, textZaloOABusy
			return c
		case err != nil:
			c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixStore
			return c
		}
		defer s.Close() //nolint:errcheck // what was written is durable
		memory = storeMemory{s}
	}
	if fresh { // nothing may be renewed
		given := p.config.ZaloOA
		p.config.ZaloOA.RefreshToken = ""
		defer func() { p.config.ZaloOA = given }()
	}
	t, err := p.zaloOATransport(nil, memory)
	if err != nil {
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixConfig
		return c
	}
	account, err := t.Check(ctx)
	switch {
	case zalooa.Refused(err) && fresh:
		c.Verdict, c.Found, c.Advice = warning, textZaloOAUnproven, textFixZaloOAUnproven
	case zalooa.Refused(err):
		c.Verdict, c.Found, c.Advice = broken, textZaloOARefused(err), textFixZaloOATokens
	case zalooa.Denied(err):
		c.Verdict, c.Found, c.Advice = broken, textZaloOARefused(err), textFixZaloOAApp
	case err != nil:
		c.Verdict, c.Found, c.Advice = broken, textZaloOAUnreachable(err), textFixZaloOANetwork
	case p.config.Web.PublicURL == "":
		c.Verdict, c.Found, c.Advice = warning, textZaloOAFine(account, ""), textFixZaloOAAddress
	default:
		c.Found = textZaloOAFine(account, strings.TrimRight(p.config.Web.PublicURL, "/")+zalooa.WebhookPath)
	}
	return c
}
