package web

import (
	"crypto/hmac"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// A link that lets somebody in is opened twice: by GET, which programs that preview
// links do, too, and which uses nothing up; then by the button on that page. The button
// works only in the browser that opened the page: it proves that by a cookie.

// doorCookie binds the button to the browser that was shown it.
const (
	doorCookie = "thuky-door"
	doorLimit  = 15 * time.Minute
)

// askToEnter shows the button.
func (s *Server) askToEnter(v *visit) error {
	code := v.r.PathValue("code")
	invitation, err := s.invitation(v, code)
	if err != nil {
		return err
	}
	who := ""
	if invitation.Person != "" {
		if err := s.view(v, func(tx storage.Tx) error {
			p, err := tx.Person(invitation.Person)
			who = p.Name
			return err
		}); err != nil {
			return s.badCode(v, err)
		}
	}
	door := newSecret()
	http.SetCookie(v.w, &http.Cookie{
		Name: doorCookie, Value: door, Path: "/moi/", MaxAge: int(doorLimit.Seconds()),
		HttpOnly: true, Secure: s.overTLS(v.r), SameSite: http.SameSiteStrictMode,
	})
	return s.page(v, http.StatusOK, "enter", titleEnter, map[string]any{
		"Code": code, "Who": who, "Proof": s.proof(code, door), "Now": v.person.Name,
	})
}

// proof is what the button sends, and no other page knows.
func (s *Server) proof(code, door string) string {
	return s.signer.sum("door", report.HashCode(code), door)
}

// enter uses the link up and signs the browser in.
func (s *Server) enter(v *visit) error {
	code := v.r.PathValue("code")
	door, err := v.r.Cookie(doorCookie)
	if err != nil || !hmac.Equal([]byte(v.field("proof")), []byte(s.proof(code, door.Value))) {
		s.refused(v, "another browser")
		return &problem{http.StatusForbidden, textOtherBrowser}
	}
	invitation, err := s.invitation(v, code)
	if err != nil {
		return err
	}
	secret := newSecret()
	address, fresh := chat.Address{Platform: Platform, ID: newSecret()}, true
	err = s.update(v, func(tx storage.Tx) error {
		if invitation.Person != "" {
			p, err := tx.Person(invitation.Person)
			if err != nil {
				return err
			}
			if known, ok := webChat(p); ok {
				address, fresh = known, false
				if err := s.useUp(tx, code, p); err != nil {
					return err
				}
			}
		}
		if v.session.Hash != "" { // another account, or the same anew: this browser has one
			if err := tx.DeleteSession(v.session.Hash); err != nil {
				return err
			}
		}
		return s.signIn(tx, address, secret, v.r.UserAgent())
	})
	if err != nil {
		return s.badCode(v, err)
	}
	now := s.now()
	update := chat.Update{Key: Platform + "/hello/" + hashSecret(secret), Kind: chat.Hello, Address: address, At: now}
	if fresh { // the dialogue lets people in, here as anywhere
		update.Kind, update.Text = chat.Text, "/start "+code
	}
	if err := s.hand(v.r.Context(), update); err != nil {
		return err
	}
	if fresh {
		err := s.view(v, func(tx storage.Tx) error {
			_, err := tx.PersonByAddress(address)
			return err
		})
		if err != nil {
			gone := s.update(v, func(tx storage.Tx) error { return tx.DeleteSession(hashSecret(secret)) })
			return s.badCode(v, errors.Join(err, gone))
		}
	}
	s.setCookie(v, secret)
	return v.redirect("/")
}

// useUp takes one use of a link that signs somebody in who has a web chat already.
func (s *Server) useUp(tx storage.Tx, code string, p report.Person) error {
	i, err := tx.Invitation(report.HashCode(code))
	if err != nil {
		return err
	}
	if !i.Usable(s.now()) {
		return storage.ErrNotFound
	}
	if err := tx.DeleteInvitation(i.Hash); err != nil {
		return err
	}
	return tx.AddAudit(storage.AuditEntry{At: s.now(), Person: p.ID, Channel: Platform, Action: auditSignIn, Note: i.Hash})
}

// auditSignIn is the action of a sign-in by link in the audit.
const auditSignIn = "sign-in"

// webChat gives the web chat of a person.
func webChat(p report.Person) (chat.Address, bool) {
	for _, c := range p.Addresses {
		if a, err := chat.ParseAddress(c.Address); err == nil && a.Platform == Platform {
			return a, true
		}
	}
	return chat.Address{}, false
}

// invitation reads the invitation of a code that can still be used.
func (s *Server) invitation(v *visit, code string) (i report.Invitation, err error) {
	if !s.limits.allowCode(v) {
		s.refused(v, "many codes")
		return i, &problem{http.StatusTooManyRequests, textSlower}
	}
	err = s.view(v, func(tx storage.Tx) error {
		i, err = tx.Invitation(report.HashCode(code))
		if err == nil && !i.Usable(s.now()) {
			err = storage.ErrNotFound
		}
		return err
	})
	if err != nil {
		if errors.Is(err, storage.ErrNotFound) {
			s.limits.wrongCode(v)
		}
		return i, s.badCode(v, err)
	}
	return i, nil
}

// badCode says that a link does not work (any more); which of the reasons it is helps
// only whoever guesses.
func (s *Server) badCode(v *visit, err error) error {
	if errors.Is(err, storage.ErrNotFound) {
		s.refused(v, "code")
		return &problem{http.StatusNotFound, textBadCode}
	}
	return err
}

// typedCode takes a code that was typed from paper.
func (s *Server) typedCode(v *visit) error {
	code := strings.Join(strings.Fields(v.field("code")), "")
	if _, rest, ok := strings.Cut(code, "/moi/"); ok { // the whole link
		code = rest
	}
	if code == "" || len(code) > 100 || strings.ContainsAny(code, "/?#") {
		return &problem{http.StatusUnprocessableEntity, textTypeCode}
	}
	return v.redirect("/moi/" + url.PathEscape(code))
}

// InviteLink is the link that lets somebody in by a code, "" without a public address.
func (s *Server) InviteLink(code string) string {
	if s.public == "" {
		return ""
	}
	return InviteLink(s.public, code)
}

// InviteLink is the link of a code under a base such as "http://127.0.0.1:8080".
func InviteLink(base, code string) string {
	return fmt.Sprintf("%s/moi/%s", strings.TrimRight(base, "/"), url.PathEscape(code))
}

// home sends everybody where they belong, and tells strangers how to get in.
func (s *Server) home(v *visit) error {
	if !v.known() {
		return s.page(v, http.StatusOK, "home", titleHome, nil)
	}
	return v.redirect("/tro-chuyen")
}
