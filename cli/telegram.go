package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"thuky/bot/telegram"
)

// nameLimit is how long an invitation waits for Telegram to tell the bot's name.
const nameLimit = 5 * time.Second

// telegramTransport builds the Telegram side from the configuration, nil when
// there is no token.
func (p *program) telegramTransport(log *slog.Logger) (*telegram.Transport, error) {
	c := p.config.Telegram
	if c.Token == "" {
		return nil, nil
	}
	t, err := telegram.New(telegram.Config{
		Token: c.Token, APIEndpoint: c.APIEndpoint, Proxy: c.Proxy, Mode: c.Mode,
		PublicURL: p.config.Web.PublicURL, WebhookSecret: c.WebhookSecret,
		MessagesPerSecond: c.MessagesPerSecond, Logger: log,
	})
	if err != nil {
		return nil, failed(textTelegramSettings, err)
	}
	return t, nil
}

// telegramLink gives the link that hands an invitation code to the bot, nil when
// the bot's name is neither set nor to be had from Telegram.
func (p *program) telegramLink(ctx context.Context, code string) *string {
	link := startLink(p.telegramName(ctx), code)
	if link == "" {
		return nil
	}
	return &link
}

// telegramName is the name of the bot, "" when it is neither set nor to be had from
// Telegram.
func (p *program) telegramName(ctx context.Context) string {
	if name := p.config.Telegram.Username; name != "" {
		return name
	}
	t, err := p.telegramTransport(nil)
	if err != nil || t == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, nameLimit)
	defer cancel()
	if t.Check(ctx) != nil {
		return ""
	}
	return t.Username()
}

// startLink gives the link that hands a code to the bot of that name, "" without one.
func startLink(name, code string) string {
	if name == "" {
		return ""
	}
	return fmt.Sprintf("https://t.me/%s?start=%s", url.PathEscape(name), url.QueryEscape(code))
}

// chatLink gives the link to a code that is told in a chat: it asks nobody.
func (p *program) chatLink(platform *telegram.Transport) func(code string) string {
	return func(code string) string {
		name := p.config.Telegram.Username
		if name == "" && platform != nil {
			name = platform.Username()
		}
		return startLink(name, code)
	}
}

// checkTelegram asks Telegram who the bot is.
func (p *program) checkTelegram(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectTelegram}
	t, err := p.telegramTransport(nil)
	switch {
	case err != nil:
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixConfig
		return c
	case t == nil:
		c.Verdict, c.Found, c.Advice = warning, textTelegramOff, textFixTokenNone(p.variable("telegram.token"))
		return c
	}
	switch err = t.Check(ctx); {
	case err == nil:
		c.Found = textTelegramFine(t.Username())
	case telegram.Refused(err):
		c.Verdict, c.Found, c.Advice = broken, textTelegramRefused(err), textFixToken
	default:
		c.Verdict, c.Found, c.Advice = broken, textTelegramUnreachable(err), textFixNetwork
	}
	return c
}
