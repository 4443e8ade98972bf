package cli

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"thuky/bot/wire"
)

// certificateSoon is how long a certificate should be good for.
const certificateSoon = 14 * 24 * time.Hour

// checkPorts tells whether the addresses that serve listens at are free, or serve's already.
func (p *program) checkPorts(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectPorts}
	var found, advice []string
	for _, at := range []struct{ key, address string }{{"web.listen", p.config.Web.Listen}, {"metrics.listen", p.config.Metrics.Listen}} {
		if at.address == "" {
			continue
		}
		listener, err := net.Listen("tcp", at.address)
		switch {
		case err == nil:
			_ = listener.Close() // nobody has called
			found = append(found, textPortFree(at.key, at.address))
		case errors.Is(err, syscall.EADDRINUSE) && answersLikeUs(ctx, nearby(at.address)) == nil:
			found = append(found, textPortOurs(at.key, at.address))
		case errors.Is(err, syscall.EADDRINUSE):
			c.Verdict = broken
			found, advice = append(found, textPortTaken(at.key, at.address)), append(advice, textFixPort(at.address))
		default:
			c.Verdict = broken
			found, advice = append(found, textPortBad(at.key, at.address, err)), append(advice, textFixAddress(at.key))
		}
	}
	if found == nil {
		found = []string{textPortsNone}
	}
	c.Found, c.Advice = joinLines(found), joinLines(advice)
	return c
}

// nearby is the address of a server on this machine that listens there.
func nearby(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil || host == "" || net.ParseIP(host).IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// checkPublic calls the address by which others reach the pages. It is ours where it answers as
// serve does.
func (p *program) checkPublic(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectPublic}
	address := strings.TrimSuffix(p.config.Web.PublicURL, "/")
	if address == "" {
		c.Found = textPublicNone
		return c
	}
	if p.config.Web.Listen == "" || answersLikeUs(ctx, nearby(p.config.Web.Listen)) != nil {
		c.Found = textPublicLater(address)
		return c
	}
	err := answersLikeUs(ctx, address)
	var soon *endsSoon
	switch {
	case err == nil:
		c.Found = textPublicFine(address)
	case errors.As(err, &soon):
		c.Verdict, c.Found, c.Advice = warning, textCertificateSoon(address, soon.at), textFixCertificate
	case errors.Is(err, errStranger):
		c.Verdict, c.Found, c.Advice = broken, textPublicStranger(address), textFixPublicStranger(p.config.Web.Listen)
	default:
		c.Verdict, c.Found, c.Advice = broken, textPublicBad(address, whyUnreachable(err)), textFixPublic(err)
	}
	return c
}

var (
	errStranger    = errors.New("another program answers")
	errCertificate = errors.New("certificate")
	errName        = errors.New("name")
)

// endsSoon is a certificate that will not be good much longer.
type endsSoon struct{ at time.Time }

func (e *endsSoon) Error() string { return "the certificate ends soon" }

// answersLikeUs asks at an address whether serve works there.
func answersLikeUs(ctx context.Context, address string) error {
	transport, err := wire.NewHTTP("")
	if err != nil {
		return err
	}
	defer transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(ctx, probeHTTP)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := transport.RoundTrip(request) // a redirection is not ours
	if err != nil {
		return classify(err)
	}
	defer response.Body.Close() //nolint:errcheck // what is wanted has been read
	text, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
	if err != nil {
		return err
	}
	if response.Header.Get(sign) == "" || len(text) == 0 {
		return errStranger
	}
	if t := response.TLS; t != nil && len(t.PeerCertificates) > 0 {
		if end := t.PeerCertificates[0].NotAfter; time.Until(end) < certificateSoon {
			return &endsSoon{end}
		}
	}
	return nil
}

// sign is the header by which probes know each other.
const sign = "X-Thuky"

// classify marks the errors for which there is an advice of its own.
func classify(err error) error {
	var name *net.DNSError
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	switch {
	case errors.As(err, &name):
		return errors.Join(errName, err)
	case errors.As(err, &invalid), errors.As(err, &verification):
		return errors.Join(errCertificate, err)
	}
	return err
}
