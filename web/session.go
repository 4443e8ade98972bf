package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// How long a browser stays signed in. Whoever sees the work of others signs in anew
// after a working day.
const (
	staffIdle     = 60 * 24 * time.Hour
	overseerIdle  = 12 * time.Hour
	overseerWhole = 7 * 24 * time.Hour // since the sign-in, however busy
	// seenEvery is how exact Session.Seen is: noting every request would cost a commit each.
	seenEvery = 5 * time.Minute
)

// The name of the cookie; the prefix makes browsers refuse it from a subdomain or over http.
const (
	cookieName       = "thuky"
	secureCookieName = "__Host-thuky"
)

// newSecret gives 192 bits as text.
func newSecret() string {
	raw := make([]byte, 24)
	_, _ = rand.Read(raw) // never fails
	return base64.RawURLEncoding.EncodeToString(raw)
}

// hashSecret is what is stored of a secret with so many bits that nobody guesses it.
func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// recognise fills in who the visitor is.
func (s *Server) recognise(v *visit) error {
	cookie, err := v.r.Cookie(s.cookieName(v.r))
	if err != nil || cookie.Value == "" || len(cookie.Value) > 100 {
		return nil
	}
	now, hash := s.now(), hashSecret(cookie.Value)
	ended, stale := false, false
	err = s.store.View(v.r.Context(), func(tx storage.Tx) error {
		session, err := tx.Session(hash)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		p, err := tx.PersonByAddress(session.Address)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if !now.Before(endOf(session, p)) {
			ended = true
			return nil
		}
		v.session, v.person = session, p
		stale = now.Sub(session.Seen) >= seenEvery
		return nil
	})
	if err != nil || !ended && !stale {
		return err
	}
	return s.store.Update(v.r.Context(), func(tx storage.Tx) error {
		session, err := tx.Session(hash)
		if errors.Is(err, storage.ErrNotFound) {
			return nil // ended meanwhile
		}
		if err != nil || ended {
			return errors.Join(err, tx.DeleteSession(hash))
		}
		session.Seen = now
		return tx.PutSession(session)
	})
}

// endOf is when a session of that person ends, if nothing is done in it any more.
func endOf(session storage.Session, p report.Person) time.Time {
	end := session.Seen.Add(staffIdle)
	if p.Oversees() {
		end = session.Seen.Add(overseerIdle)
		if whole := session.Created.Add(overseerWhole); whole.Before(end) {
			end = whole
		}
	}
	if session.Expires.Before(end) {
		end = session.Expires
	}
	return end
}

// signIn lets the browser in as the owner of a web chat.
func (s *Server) signIn(tx storage.Tx, a chat.Address, secret, agent string) error {
	now := s.now()
	return tx.PutSession(storage.Session{
		Hash: hashSecret(secret), Address: a, Created: now, Seen: now, Expires: now.Add(staffIdle), Agent: browserName(agent),
	})
}

// setCookie hands the secret to the browser.
func (s *Server) setCookie(v *visit, secret string) {
	http.SetCookie(v.w, &http.Cookie{
		Name: s.cookieName(v.r), Value: secret, Path: "/", MaxAge: int(staffIdle.Seconds()),
		HttpOnly: true, Secure: s.overTLS(v.r), SameSite: http.SameSiteLaxMode,
	})
}

// leave signs this browser out.
func (s *Server) leave(v *visit) error {
	if v.session.Hash != "" {
		if err := s.update(v, func(tx storage.Tx) error { return tx.DeleteSession(v.session.Hash) }); err != nil {
			return err
		}
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: s.cookieName(v.r), Path: "/", MaxAge: -1, HttpOnly: true, Secure: s.overTLS(v.r), SameSite: http.SameSiteLaxMode,
	})
	return v.redirect("/")
}

func (s *Server) cookieName(r *http.Request) string {
	if s.overTLS(r) {
		return secureCookieName
	}
	return cookieName
}

// overTLS tells whether the browser came by https: straight, or to the proxy before us.
func (s *Server) overTLS(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	host, ok := strings.CutPrefix(s.public, "https://")
	return ok && strings.EqualFold(host, r.Host)
}

// update runs a transaction that a visitor waits for. It is finished even when they leave.
func (s *Server) update(v *visit, fn func(storage.Tx) error) error {
	return s.store.Update(context.WithoutCancel(v.r.Context()), fn)
}

func (s *Server) view(v *visit, fn func(storage.Tx) error) error {
	return s.store.View(v.r.Context(), fn)
}

// browserName shortens what a browser calls itself to what a person recognises.
func browserName(agent string) string {
	name := textBrowser
	for _, known := range []struct{ mark, name string }{
		{"Zalo", "Zalo"},
		{"Edg", "Edge"},
		{"CocCoc", "Cốc Cốc"},
		{"coc_coc", "Cốc Cốc"},
		{"Firefox", "Firefox"},
		{"OPR", "Opera"},
		{"Chrome", "Chrome"},
		{"Safari", "Safari"},
	} {
		if strings.Contains(agent, known.mark) {
			name = known.name
			break
		}
	}
	for _, known := range []struct{ mark, name string }{
		{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "Mac"}, {"Linux", "Linux"},
	} {
		if strings.Contains(agent, known.mark) {
			return vntext.NFC(name + ", " + known.name)
		}
	}
	return vntext.NFC(name)
}
