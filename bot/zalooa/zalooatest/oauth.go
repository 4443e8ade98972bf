package zalooatest

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// oauth is the pair of tokens that holds. All fields are under the lock.
type oauth struct {
	access, refresh string
	generation      int
	expires         time.Time // of access
	spent           []string  // refresh tokens that were used
	older           []string  // access tokens that were replaced; they hold no more
	reused          int
	gate            chan struct{} // renewals wait for it; nil = they do not
}

// renew trades a refresh token for a new pair. Each works once.
func (s *Server) renew(r *http.Request) reply {
	data, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	form, err2 := url.ParseQuery(string(data))
	if err != nil || err2 != nil || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		s.violate("access_token: the body is no form")
		return refused(-14002, "Invalid parameter")
	}
	s.mu.Lock()
	gate := s.gate
	s.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-s.ctx.Done():
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed.Note()
	switch given := form.Get("refresh_token"); {
	case r.Header.Get("secret_key") != AppSecret:
		s.violateLocked("access_token: wrong secret_key")
		return refused(-14004, "Invalid secret key")
	case form.Get("app_id") != AppID || form.Get("grant_type") != "refresh_token":
		s.violateLocked("access_token: app_id %q, grant_type %q", form.Get("app_id"), form.Get("grant_type"))
		return refused(-14002, "Invalid parameter")
	case given != s.refresh:
		if slices.Contains(s.spent, given) {
			s.reused++
		}
		return refused(-14014, "Invalid refresh token: "+given) // a careless platform
	}
	s.spent, s.older = append(s.spent, s.refresh), append(s.older, s.access)
	s.generation++
	s.access, s.refresh = fmt.Sprintf("access-token-of-the-fake-%d", s.generation), fmt.Sprintf("refresh-token-of-the-fake-%d", s.generation)
	s.expires = time.Now().Add(Life)
	return answer(map[string]string{
		"access_token": s.access, "refresh_token": s.refresh, "expires_in": strconv.Itoa(int(Life.Seconds())),
	})
}

// refused is how OAuth says no: with HTTP 200, too.
func refused(code int, name string) reply {
	return answer(map[string]any{"error": code, "error_name": name, "error_reason": "see the documentation", "error_description": name})
}

// authorized lets a request through whose token holds.
func (s *Server) authorized(name string, do func(*http.Request) reply) func(*http.Request) reply {
	return func(r *http.Request) reply {
		token := r.Header.Get("access_token")
		s.mu.Lock()
		switch {
		case token == "":
			s.violateLocked("%s: no access_token", name)
			s.mu.Unlock()
			return refuse(-216, "Access token is invalid")
		case token != s.access:
			known := slices.Contains(s.older, token)
			if !known {
				s.violateLocked("%s: a token that never was", name)
			}
			s.mu.Unlock()
			return refuse(-216, "Access token is invalid: "+token)
		case !time.Now().Before(s.expires):
			s.mu.Unlock()
			return refuse(-220, "Access token has expired")
		}
		s.mu.Unlock()
		return do(r)
	}
}

// Revoke makes the access token invalid before its time; the refresh token holds.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.older = append(s.older, s.access)
	s.access = "nobody has this one"
}

// RevokeAll takes back the grant: no token holds.
func (s *Server) RevokeAll() {
	s.Revoke()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refresh = "nobody has this one either"
}

// Grant grants access anew and gives the pair, as the developer console shows it.
func (s *Server) Grant() (access, refresh string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.generation++
	s.access, s.refresh = fmt.Sprintf("access-token-of-the-fake-%d", s.generation), fmt.Sprintf("refresh-token-of-the-fake-%d", s.generation)
	s.expires = time.Now().Add(Life)
	return s.access, s.refresh
}

// Reused is how often a refresh token was tried that had been used.
func (s *Server) Reused() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reused
}

// HoldRenewals keeps renewals waiting until release is called.
func (s *Server) HoldRenewals() (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	gate := make(chan struct{})
	s.gate = gate
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.gate = nil
		close(gate)
	}
}
