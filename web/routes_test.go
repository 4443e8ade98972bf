package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"thuky/report"
	"thuky/web"
)

// open are the routes that nobody needs to be signed in for: each is argued here.
var open = map[string]string{
	"GET /{$}":          "tells strangers how to get in",
	"GET /moi/{code}":   "the door: a code that nobody guesses",
	"POST /moi/{code}":  "the door: a code, and the proof of the page before it",
	"POST /moi":         "a code typed from paper leads to the door",
	"POST /thoat":       "signs this browser out",
	"GET /tep/{token}":  "a signed link that ends",
	"GET /anh/{token}":  "a signed link that ends",
	"GET /nop/{token}":  "a signed link that ends",
	"POST /nop/{token}": "a signed link that ends",
}

var wildcard = regexp.MustCompile(`\{[^}]*\}`)

// TestRoutesAreClosed walks every route as nobody, as staff, as an approver, and from
// another site. Whoever may not is refused and it is logged.
func TestRoutesAreClosed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	signedIn := map[string]*browser{
		"nobody": s.browser(), "staff": s.join(report.Staff, "Lê Thị Mai"), "approver": s.join(report.Approver, "Phạm Văn Cường"),
	}
	may := map[string][]string{"member": {"staff", "approver"}, "overseer": {"approver"}, "admin": nil}
	for _, route := range web.RoutesForTest() {
		if route.Who == "anyone" {
			if open[route.Pattern] == "" {
				t.Errorf("%s is open to anyone and not argued for", route.Pattern)
			}
			continue
		}
		method, path, _ := strings.Cut(route.Pattern, " ")
		path = strings.TrimSuffix(wildcard.ReplaceAllString(path, "x"), "$")
		for who, b := range signedIn {
			allowed := false
			for _, w := range may[route.Who] {
				allowed = allowed || w == who
			}
			want := http.StatusForbidden
			if who == "nobody" {
				want = http.StatusUnauthorized
			}
			if !allowed {
				before := strings.Count(s.log.String(), "refused on the web")
				got := b.request(method, path, "same-origin")
				if got.status != want {
					t.Errorf("%s as %s: got %d, want %d", route.Pattern, who, got.status, want)
				}
				if strings.Count(s.log.String(), "refused on the web") != before+1 {
					t.Errorf("%s as %s: the refusal is not logged", route.Pattern, who)
				}
			}
			if method != http.MethodGet {
				if got := b.request(method, path, "cross-site"); got.status != http.StatusForbidden {
					t.Errorf("%s as %s from another site: got %d", route.Pattern, who, got.status)
				}
			}
		}
		s.later(5 * 1e9) // a walk is faster than the limit of forms allows
	}
}

// request sends an empty request as a browser does from a page of that site.
func (b *browser) request(method, path, site string) page {
	b.site.t.Helper()
	r, err := http.NewRequestWithContext(b.site.t.Context(), method, b.site.url+path, nil)
	if err != nil {
		b.site.t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", site)
	return b.do(r)
}

// TestEveryAnswerIsGuarded: what browsers must not do stands on every answer, errors too.
func TestEveryAnswerIsGuarded(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Admin, "Trần Văn Nam")
	for _, path := range []string{"/", "/khong-co", "/moi/x", "/tro-chuyen", "/quan-ly/nguoi", "/static/style.css"} {
		got := b.get(path)
		for header, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
		} {
			if !strings.Contains(got.header.Get(header), want) {
				t.Errorf("%s: %s is %q", path, header, got.header.Get(header))
			}
		}
		if policy := got.header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if strings.Contains(got.body, "<script>") || strings.Contains(got.body, " style=") || strings.Contains(got.body, " onclick=") {
			t.Errorf("%s has a script or style written into it", path)
		}
	}
}

// TestGuessingCodes: after a number of wrong codes the door stays shut for a while, also
// for the right one.
func TestGuessingCodes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b, right := s.browser(), s.code(report.Admin)
	status := 0
	for range 30 {
		status = b.get("/moi/ABCD2345EFGH6789").status
	}
	if status != http.StatusTooManyRequests {
		t.Errorf("after 30 wrong codes: got %d", status)
	}
	if got := b.get("/moi/" + right); got.status != http.StatusTooManyRequests {
		t.Errorf("the right one: got %d", got.status)
	}
	s.later(10 * 60 * 1e9)
	if got := b.get("/moi/" + right); got.status != http.StatusOK {
		t.Errorf("ten minutes later: got %d", got.status)
	}
}

// TestWholeStaffComesIn: sixty people behind the one address of their school open their
// links in the same minute; only wrong codes are slowed down.
func TestWholeStaffComesIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for i := range 60 {
		code := s.invited(fmt.Sprintf("Người %d", i+1), "")
		b := s.browser()
		if got := b.enter(code); got.path != "/tro-chuyen" || got.status != http.StatusOK {
			t.Fatalf("the %d. of the staff: got %d at %s", i+1, got.status, got.path)
		}
		s.later(time.Second)
	}
}

// TestFormAddressesAsPages: a phone that comes back to the answer to a form asks for its
// address as for a page, and is led to the page that the form is on.
func TestFormAddressesAsPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Admin, "Trần Văn Nam")
	pages := map[string]bool{}
	for _, route := range web.RoutesForTest() {
		pages[route.Pattern] = true
	}
	for _, route := range web.RoutesForTest() {
		method, pattern, _ := strings.Cut(route.Pattern, " ")
		if method != http.MethodPost || pages["GET "+pattern] {
			continue
		}
		path := wildcard.ReplaceAllString(pattern, "x")
		if got := b.get(path); got.path == path {
			t.Errorf("%s: stays there with %d", path, got.status)
		}
	}
	for from, to := range map[string]string{
		"/quan-ly/nguoi/moi": "/quan-ly/nguoi", "/quan-ly/nguoi/ma-rieng": "/quan-ly/nguoi", "/quan-ly/mau/de-nghi/tep": "/quan-ly/mau",
		"/quan-ly/mau-word/bo": "/quan-ly/mau", "/du-lieu-cua-toi/ten": "/du-lieu-cua-toi", "/quan-ly/lich/ngay": "/quan-ly/lich",
	} {
		if got := b.get(from); got.path != to || got.status != http.StatusOK {
			t.Errorf("%s leads to %s: %d, want %s", from, got.path, got.status, to)
		}
	}
	for _, path := range []string{"/khong-co", "/quan-ly/nguoi/p999", "/du-lieu-cua-toi/exe"} {
		if got := b.get(path); got.path != path || got.status != http.StatusNotFound {
			t.Errorf("%s: got %d at %s", path, got.status, got.path)
		}
	}
	if got := s.browser().get("/quan-ly/nguoi/moi"); got.status != http.StatusUnauthorized {
		t.Errorf("nobody: got %d", got.status)
	}
}
