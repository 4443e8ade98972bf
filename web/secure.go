package web

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// policy lets a page load nothing but our own files and run nothing written into it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

// secure sets what holds for every answer, and refuses what other sites make a browser send.
func (s *Server) secure(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r}
		s.refused(v, "cross-site")
		s.show(v, route{who: anyone, pattern: "/"}, &problem{http.StatusForbidden, textCrossSite})
	}))
	guarded := guard.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Cache-Control", "no-store")
		if s.overTLS(r) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		guarded.ServeHTTP(w, r)
	})
}

// Rates of what one visitor may send.
const (
	postsPerSecond = 5
	postsAtOnce    = 40
	codesPerMinute = 10
	codesAtOnce    = 20
	filesPerMinute = 4
	filesAtOnce    = 40
	linksPerSecond = 2
	linksAtOnce    = 60
	// maxVisitors is how many are told apart; then all start over.
	maxVisitors = 10_000
)

// limits slows down who sends too much: by session, or before a sign-in by address.
type limits struct {
	now   func() time.Time
	mu    sync.Mutex
	posts map[string]*rate.Limiter // under mu
	codes map[string]*rate.Limiter // under mu
	files map[string]*rate.Limiter // under mu
	links map[string]*rate.Limiter // under mu
}

func newLimits(now func() time.Time) *limits {
	empty := func() map[string]*rate.Limiter { return map[string]*rate.Limiter{} }
	return &limits{now: now, posts: empty(), codes: empty(), files: empty(), links: empty()}
}

// visitor tells visitors apart.
func visitor(v *visit) string {
	if v.session.Hash != "" {
		return v.session.Hash
	}
	return from(v.r)
}

// allow counts a form that was sent.
func (l *limits) allow(v *visit) bool {
	return l.take(l.posts, visitor(v), rate.Limit(postsPerSecond), postsAtOnce)
}

// allowUpload counts a form with files.
func (l *limits) allowUpload(v *visit) bool {
	return l.take(l.files, visitor(v), rate.Limit(filesPerMinute/60.0), filesAtOnce)
}

// allowLink counts a signed link that was opened.
func (l *limits) allowLink(v *visit) bool {
	return l.take(l.links, from(v.r), rate.Limit(linksPerSecond), linksAtOnce)
}

// allowCode tells whether a code may be tried. Only the wrong ones count, see wrongCode: a
// whole staff behind the one address of its school opens its links in the same minute.
func (l *limits) allowCode(v *visit) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.guesses(v).TokensAt(l.now()) >= 1
}

// wrongCode counts a code that was wrong.
func (l *limits) wrongCode(v *visit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.guesses(v).AllowN(l.now(), 1)
}

// guesses is the limit of wrong codes of a visitor; l.mu is held.
func (l *limits) guesses(v *visit) *rate.Limiter {
	return limiter(l.codes, from(v.r), rate.Limit(codesPerMinute/60.0), codesAtOnce)
}

func (l *limits) take(of map[string]*rate.Limiter, who string, every rate.Limit, burst int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return limiter(of, who, every, burst).AllowN(l.now(), 1)
}

// limiter is that of one visitor; the lock of the limits is held.
func limiter(of map[string]*rate.Limiter, who string, every rate.Limit, burst int) *rate.Limiter {
	if of[who] == nil {
		if len(of) >= maxVisitors {
			clear(of)
		}
		of[who] = rate.NewLimiter(every, burst)
	}
	return of[who]
}

// from is where a request comes from. A proxy on this machine says for whom it asks; the
// last entry is its own, earlier ones anybody can write.
func from(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		all := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if last := strings.TrimSpace(all[len(all)-1]); last != "" {
			return last
		}
	}
	return host
}
