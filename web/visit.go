package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// The largest body of a form in bytes, and of one with a long answer: each of 200,000 letters
// is up to nine bytes of a form.
const (
	maxForm   = 1 << 20
	maxAnswer = 2 << 20
)

// visit is one request of one visitor.
type visit struct {
	w       http.ResponseWriter
	r       *http.Request
	session storage.Session // the zero one when nobody is signed in
	person  report.Person   // the zero one when nobody is signed in, or the person has left
}

// known tells whether the visitor is on the list of the school.
func (v *visit) known() bool { return v.person.ID != "" }

// address is the web chat of the visitor.
func (v *visit) address() chat.Address { return v.session.Address }

// may tells whether the visitor has at least that access.
func (v *visit) may(who access) bool {
	switch who {
	case anyone:
		return true
	case member:
		return v.known()
	case overseer:
		return v.known() && v.person.Oversees() && !v.person.Withdrew()
	case admin:
		return v.known() && !v.person.Withdrew() && v.person.Role == report.Admin
	}
	return false // unreachable: routes.go names no other
}

// field is the value of a form field, without the spaces around it.
func (v *visit) field(name string) string { return strings.TrimSpace(v.r.PostFormValue(name)) }

// redirect sends the browser to another page, to be loaded by GET.
func (v *visit) redirect(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// problem is a page that cannot be shown or an order that cannot be carried out, in words
// for the visitor.
type problem struct {
	status int
	text   string
}

func (p *problem) Error() string { return fmt.Sprintf("%d: %s", p.status, p.text) }

// problemOf gives the status and the words for an error; the words of a failure of ours
// say nothing about it.
func problemOf(err error) *problem {
	var p *problem
	var refusal *report.Refusal
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &refusal):
		return &problem{http.StatusUnprocessableEntity, refusal.Text}
	case errors.As(err, &tooLarge):
		return &problem{http.StatusRequestEntityTooLarge, textTooLarge(tooLarge.Limit)}
	case errors.Is(err, storage.ErrNotFound):
		return &problem{http.StatusNotFound, textNotFound}
	case errors.Is(err, storage.ErrConflict):
		return &problem{http.StatusConflict, textConflict}
	case errors.Is(err, errNotRunning), errors.Is(err, storage.ErrClosed):
		return &problem{http.StatusServiceUnavailable, textNotRunning}
	}
	return &problem{http.StatusInternalServerError, textFailure}
}

// serve lets in who may use the route and shows what goes wrong.
func (s *Server) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r}
		if err := s.survive(v, rt); err != nil {
			s.show(v, rt, err)
		}
	})
}

// survive turns a panic of one page into an error of that page.
func (s *Server) survive(v *visit, rt route) (err error) {
	done := false
	defer func() {
		if done {
			return
		}
		value := recover()
		if value == http.ErrAbortHandler {
			panic(value) // unreachable: only proxies of net/http do this
		}
		err = fmt.Errorf("panic: %v\n%s", value, debug.Stack())
	}()
	if err = s.recognise(v); err == nil {
		err = s.admit(v, rt)
	}
	done = true
	return err
}

func (s *Server) admit(v *visit, rt route) error {
	if !v.may(rt.who) {
		s.refused(v, "access")
		if !v.known() {
			return &problem{http.StatusUnauthorized, textSignIn}
		}
		return &problem{http.StatusForbidden, textForbidden}
	}
	if s.mustAgree(v, rt) {
		return v.redirect(pathConsent)
	}
	if v.r.Method == http.MethodPost {
		if !s.limits.allow(v) {
			s.refused(v, "rate")
			return &problem{http.StatusTooManyRequests, textSlower}
		}
		if err := v.readForm(rt); err != nil {
			return err
		}
	}
	return rt.do(s, v)
}

// readForm reads the form of a request, up to the limit of its route.
func (v *visit) readForm(rt route) error {
	limit := rt.limit
	if limit == 0 {
		limit = maxForm
	}
	if limit > maxForm {
		v.takeTime()
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, limit)
	return parseForm(v.r)
}

// parseForm reads a form of either encoding; files of it lie on disk when they are large.
func parseForm(r *http.Request) error {
	var err error
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		err = r.ParseMultipartForm(1 << 20)
	} else {
		err = r.ParseForm()
	}
	var tooLarge *http.MaxBytesError
	if err != nil && !errors.As(err, &tooLarge) {
		return &problem{http.StatusBadRequest, textBadForm}
	}
	return err
}

// refused notes an attempt without a right to it. Who it was is not written out.
func (s *Server) refused(v *visit, why string) {
	s.log.Warn("refused on the web", "why", why, "method", v.r.Method, "route", v.r.Pattern, "role", string(v.person.Role))
}

// show answers with the words for an error: a page, or for a script plain text. What was sent
// stands on the page, so that it is not lost.
func (s *Server) show(v *visit, rt route, err error) {
	p := problemOf(err)
	if p.status >= http.StatusInternalServerError && p.status != http.StatusServiceUnavailable {
		s.log.Error("a page failed", "route", v.r.Pattern, "error", err)
	}
	if v.byScript() {
		v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		v.w.WriteHeader(p.status)
		_, _ = v.w.Write([]byte(p.text)) // who asked may be gone
		return
	}
	if to := s.above(v); p.status == http.StatusNotFound && to != "" {
		_ = v.redirect(to) // never fails
		return
	}
	if err := s.page(v, p.status, "problem", p.text, problemPage{s.keptOf(v, rt, p), v.cameFrom()}); err != nil {
		s.log.Error("the page of a problem failed", "error", err)
	}
}

// byScript tells whether our script asked, and not the browser for a page.
func (v *visit) byScript() bool { return v.r.Header.Get("X-Thuky") != "" }

// problemPage is what the page of a problem shows beside its words.
type problemPage struct {
	Kept *kept
	Back string // the page that led here, "" when that is not known
}

// cameFrom is the page of ours from which somebody came to another one.
func (v *visit) cameFrom() string {
	from, err := url.Parse(v.r.Referer())
	if err != nil || from.Host != v.r.Host || !strings.HasPrefix(from.Path, "/") || strings.HasPrefix(from.Path, "//") || !v.known() {
		return ""
	}
	back := (&url.URL{Path: from.Path, RawQuery: from.RawQuery}).String()
	if back == "/" || back == v.r.URL.RequestURI() {
		return ""
	}
	return back
}

// above is the page to which an address belongs that only takes forms. The answer to a form
// stands at such an address when something was wrong with it, and a phone that comes back to
// it later asks for it as for a page. "" for any other address.
func (s *Server) above(v *visit) string {
	if v.r.Method != http.MethodGet {
		return ""
	}
	pattern := func(method, path string) string {
		r := &http.Request{Method: method, Host: v.r.Host, URL: &url.URL{Path: path}}
		_, pattern := s.mux.Handler(r)
		rest, ok := strings.CutPrefix(pattern, method+" ")
		if !ok {
			return "" // that of addresses which are not there
		}
		return rest
	}
	here := v.r.URL.Path
	if form := pattern(http.MethodPost, here); form == "" || form == pattern(http.MethodGet, here) {
		return ""
	}
	for here != "/" {
		here = path.Dir(here)
		if pattern(http.MethodGet, here) != "" {
			return (&url.URL{Path: here}).String()
		}
	}
	return "" // unreachable: "/" is a page
}

func (s *Server) notFound(*visit) error { return &problem{http.StatusNotFound, textNotFound} }
