package cli

import (
	"context"
	"net/http"
	"time"

	"thuky/bot/wire"
)

const (
	// clockOff is by how much the clock of the machine may differ from that of others.
	clockOff = 2 * time.Minute
	// probeHTTP is how long an address may take to answer.
	probeHTTP = 10 * time.Second
)

// checkClock compares the clock with that of a server that answers: reminders go by it, and
// with a clock far off no https address can be reached.
func (p *program) checkClock(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectClock}
	for _, at := range p.clocks() {
		theirs, took, err := dateOf(ctx, at.address, at.proxy)
		if err != nil {
			continue
		}
		off := p.now().Sub(theirs)
		if off.Abs() > clockOff+took {
			c.Verdict, c.Found, c.Advice = warning, textClockOff(p.now().In(vietnam), off), textFixClock
		} else {
			c.Found = textClockFine(p.now().In(vietnam))
		}
		return c
	}
	c.Found = textClockUnknown(p.now().In(vietnam))
	return c
}

type clockAt struct{ address, proxy string }

// clocks are the servers that a school talks to anyway.
func (p *program) clocks() []clockAt {
	var all []clockAt
	configs := []Config{p.config}
	if p.whole != nil {
		configs = nil
		for _, s := range p.whole.Schools {
			configs = append(configs, s.Config)
		}
	}
	for _, c := range configs {
		if c.Telegram.Token != "" {
			all = append(all, clockAt{c.Telegram.APIEndpoint, c.Telegram.Proxy})
		}
		if c.Zalo.Token != "" {
			all = append(all, clockAt{c.Zalo.APIEndpoint, c.Zalo.Proxy})
		}
		if c.Web.PublicURL != "" {
			all = append(all, clockAt{c.Web.PublicURL, ""})
		}
		if len(all) >= mostClocks {
			break
		}
	}
	return all
}

// mostClocks bounds how many servers are asked for the time.
const mostClocks = 3

// dateOf asks a server for the time, which HTTP answers carry (RFC 9110, section 6.6.1).
func dateOf(ctx context.Context, address, proxy string) (at time.Time, took time.Duration, err error) {
	transport, err := wire.NewHTTP(proxy)
	if err != nil {
		return at, 0, err
	}
	defer transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(ctx, probeHTTP)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return at, 0, err
	}
	began := time.Now()
	response, err := transport.RoundTrip(request)
	if err != nil {
		return at, 0, err
	}
	_ = response.Body.Close() // of an answer to HEAD
	at, err = http.ParseTime(response.Header.Get("Date"))
	return at, time.Since(began), err
}
