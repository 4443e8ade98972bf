package cli

import (
	"context"
	"log/slog"

	"thuky/bot/zalo"
)

// validate checks the numbers of the plan.
func (c ZaloConfig) validate() error {
	for key, value := range map[string]int{"zalo.monthly_messages": c.MonthlyMessages, "zalo.reserve": c.Reserve, "zalo.max_users": c.MaxUsers} {
		if value < 0 || value > 10_000_000 {
			return failed(textBadPlan(key, value), nil)
		}
	}
	if c.MonthlyMessages > 0 && c.Reserve >= c.MonthlyMessages {
		return failed(textBadReserve(c.Reserve, c.MonthlyMessages), nil)
	}
	return nil
}

// zaloTransport builds the Zalo side from the configuration, nil when there is no token.
func (p *program) zaloTransport(log *slog.Logger) (*zalo.Transport, error) {
	c := p.config.Zalo
	if c.Token == "" {
		return nil, nil
	}
	if c.Mode == zalo.ModeWebhook && p.config.Web.Listen == "" {
		return nil, failed(textZaloNeedsWeb, nil)
	}
	t, err := zalo.New(zalo.Config{
		Token: c.Token, APIEndpoint: c.APIEndpoint, Proxy: c.Proxy, Mode: c.Mode,
		PublicURL: p.config.Web.PublicURL, WebhookSecret: c.WebhookSecret,
		Link: c.Link, Budget: c.MonthlyMessages, Reserve: c.Reserve, Logger: log,
	})
	if err != nil {
		return nil, failed(textZaloSettings, err)
	}
	return t, nil
}

// zaloLink opens the chat with the bot, where the code is then typed; nil when the
// platform is off or its link is not set.
func (p *program) zaloLink() *string {
	if p.config.Zalo.Token == "" || p.config.Zalo.Link == "" {
		return nil
	}
	return &p.config.Zalo.Link
}

// checkZalo asks Zalo who the bot is, and how it receives its messages.
func (p *program) checkZalo(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectZalo}
	t, err := p.zaloTransport(nil)
	switch {
	case err != nil:
		c.Verdict, c.Found, c.Advice = broken, p.clean(err), textFixConfig
		return c
	case t == nil:
		c.Verdict, c.Found, c.Advice = warning, textZaloOff, textFixZaloNone(p.variable("zalo.token"))
		return c
	}
	webhook := ""
	if err = t.Check(ctx); err == nil {
		webhook, err = t.WebhookURL(ctx)
	}
	switch {
	case zalo.Refused(err):
		c.Verdict, c.Found, c.Advice = broken, textZaloRefused(err), textFixZaloToken
		return c
	case err != nil:
		c.Verdict, c.Found, c.Advice = broken, textZaloUnreachable(err), textFixZaloNetwork
		return c
	}
	c.Found = textZaloFine(t.Self())
	switch {
	case p.config.Zalo.Mode == zalo.ModePoll && webhook != "":
		c.Verdict, c.Found, c.Advice = warning, c.Found+textZaloHookLeft(webhook), textFixZaloHookLeft
	case p.config.Zalo.Mode == zalo.ModeWebhook && webhook != t.HookURL():
		c.Verdict, c.Found, c.Advice = warning, c.Found+textZaloHookOther(webhook), textFixZaloHookOther
	case p.config.Zalo.Link == "":
		c.Verdict, c.Advice = warning, textFixZaloLink
	}
	return c
}
