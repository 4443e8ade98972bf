package wire

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot/wire/wiretest"
	"thuky/chat"
)

func fetching(t *testing.T, h http.Handler) *Links {
	t.Helper()
	l, err := NewLinks(wiretest.RoundTripper(h), "")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// finalError is that of what will never be had.
func finalError(err error) bool {
	var se *chat.SendError
	return err != nil && (!errors.As(err, &se) || se.Class != chat.Temporary)
}

func TestFetchRedirects(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		asked := map[string]int{}
		l := fetching(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked[r.Host]++
			switch r.URL.Path {
			case "/photo":
				_, _ = w.Write([]byte("ảnh"))
			case "/relative":
				w.Header().Set("Location", "photo")
				w.WriteHeader(http.StatusFound)
			case "/loop":
				http.Redirect(w, r, "/loop", http.StatusFound)
			case "/nowhere":
				w.WriteHeader(http.StatusFound)
			default:
				w.Header().Set("Location", strings.TrimPrefix(r.URL.RawQuery, "to="))
				w.WriteHeader(http.StatusTemporaryRedirect)
			}
		}))
		for link, good := range map[string]bool{
			"https://photo.vn/photo":                                       true,
			"https://photo.vn/relative":                                    true,
			"https://photo.vn/x?to=https://other.vn/photo":                 true,
			"https://photo.vn/loop":                                        false,
			"https://photo.vn/nowhere":                                     false,
			"https://photo.vn/x?to=http://photo.vn/photo":                  false,
			"https://photo.vn/x?to=https://169.254.169.254/latest":         false,
			"https://photo.vn/x?to=https://localhost/photo":                false,
			"https://photo.vn/x?to=https://[::1]/photo":                    false,
			"https://photo.vn/x?to=https://photo.vn:8443/photo":            false,
			"https://photo.vn/x?to=file:///etc/passwd":                     false,
			"https://photo.vn/x?to=://":                                    false,
			"https://photo.vn/x?to=https://photo.vn/x?to=https://10.0.0.1": false,
		} {
			data, err := l.Fetch(t.Context(), link, 100)
			if good && string(data) != "ảnh" || !good && !finalError(err) || good != (err == nil) {
				t.Errorf("%s: %q, %v", link, data, err)
			}
			if err != nil && strings.Contains(err.Error(), "photo.vn") {
				t.Errorf("the error shows the link: %v", err)
			}
		}
		for host := range asked {
			if host != "photo.vn" && host != "other.vn" {
				t.Errorf("asked %s", host)
			}
		}
		if asked["photo.vn"] > 30 {
			t.Errorf("asked %d times", asked["photo.vn"])
		}
	})
}

func TestFetchAnswers(t *testing.T) {
	t.Parallel()
	for status, final := range map[int]bool{204: true, 304: true, 400: true, 401: true, 403: true, 404: true, 410: true, 408: false, 425: false, 429: false, 500: false, 503: false} {
		synctest.Test(t, func(t *testing.T) {
			l := fetching(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "90")
				w.WriteHeader(status)
			}))
			_, err := l.Fetch(t.Context(), "https://photo.vn/geheim?x=y", 100)
			if finalError(err) != final || err == nil || strings.Contains(err.Error(), "geheim") {
				t.Errorf("%d: %v, want final: %v", status, err, final)
			}
			var se *chat.SendError
			if !final && (!errors.As(err, &se) || se.RetryAfter != 90*time.Second) {
				t.Errorf("%d: waits %v", status, err)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		l := fetching(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			wiretest.SlowBody.Serve(r.Context(), w, r)
		}))
		began := time.Now()
		if _, err := l.Fetch(t.Context(), "https://photo.vn/geheim", 100); finalError(err) || err == nil || time.Since(began) != linkTimeout {
			t.Errorf("%v after %s", err, time.Since(began))
		}
	})
}

func TestFileURL(t *testing.T) {
	t.Parallel()
	for link, good := range map[string]bool{
		"https://photo-link-talk.zdn.vn/a.jpg?x=1": true,
		"https://photo.vn:443/a":                   true,
		"https://203.162.0.1/a":                    true,
		"https://[2405:4800::1]/a":                 true,
		"http://photo.vn/a":                        false,
		"https://photo.vn:22/a":                    false,
		"https://me:pass@photo.vn/a":               false,
		"https://localhost/a":                      false,
		"https://localhost./a":                     false,
		"https://printer/a":                        false,
		"https://printer.local/a":                  false,
		"https://db.internal/a":                    false,
		"https://router.home.arpa/a":               false,
		"https://127.0.0.1/a":                      false,
		"https://127.1/a":                          false,
		"https://0x7f.0x1/a":                       false,
		"https://2130706433/a":                     false,
		"https://10.1.2.3/a":                       false,
		"https://[::ffff:127.0.0.1]/a":             false,
		"https://[fe80::1%25eth0]/a":               false,
		"https:///a":                               false,
		"https:photo.vn":                           false,
		"ftp://photo.vn/a":                         false,
		"//photo.vn/a":                             false,
		"photo.vn/a":                               false,
		"":                                         false,
		"https://photo.vn\n/a":                     false,
	} {
		if _, err := fileURL(link); (err == nil) != good {
			t.Errorf("%q: %v, want good: %v", link, err, good)
		}
	}
}

func TestPublic(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"8.8.8.8": true, "203.162.0.1": true, "2405:4800::1": true, "::ffff:8.8.8.8": true,
		"0.0.0.0": false, "10.0.0.1": false, "100.64.0.1": false, "127.0.0.1": false, "127.255.0.1": false, "169.254.169.254": false,
		"172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "192.0.0.8": false, "198.18.0.1": false, "203.0.113.9": false,
		"224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd12::1": false, "ff02::1": false, "::ffff:10.0.0.1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false,
	} {
		if got := public(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestGuardedConnection: an address that a name was resolved to is looked at before
// anything is sent to it. The connections are of this machine only.
func TestGuardedConnection(t *testing.T) {
	t.Parallel()
	var reached atomic.Int32
	web := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached.Add(1)
		_, _ = w.Write([]byte("nội bộ"))
	}))
	t.Cleanup(web.Close)
	certificates := web.Client().Transport.(*http.Transport).TLSClientConfig
	get := func(check controlFunc) error {
		pool := guarded(check)
		defer pool.CloseIdleConnections()
		pool.TLSClientConfig = certificates
		l := Links{direct: pool}
		u, err := fileURL("https://photo.vn/a")
		if err != nil {
			t.Fatal(err)
		}
		u.Host = strings.TrimPrefix(web.URL, "https://") // what the name was resolved to
		resp, err := l.get(t.Context(), u)
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	if err := get(publicOnly); !errors.Is(err, errNotPublic) || !finalError(err) || reached.Load() != 0 {
		t.Errorf("got %v, and the server was reached %d times", err, reached.Load())
	}
	if err := get(func(string, string, syscall.RawConn) error { return nil }); err != nil || reached.Load() != 1 {
		t.Errorf("without the guard: %v, reached %d times", err, reached.Load())
	}
}

// TestFetchThroughProxy: the proxy, which may be on this machine, is not what is guarded.
func TestFetchThroughProxy(t *testing.T) {
	t.Parallel()
	var asked atomic.Pointer[string]
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		what := r.Method + " " + r.Host
		asked.Store(&what)
		w.WriteHeader(http.StatusBadGateway)
	}))
	t.Cleanup(proxy.Close)
	l, err := NewLinks(nil, proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Fetch(t.Context(), "https://photo.vn/geheim", 100); err == nil || finalError(err) || strings.Contains(err.Error(), "geheim") {
		t.Errorf("got %v", err)
	}
	if what := asked.Load(); what == nil || *what != "CONNECT photo.vn:443" {
		t.Errorf("the proxy was not asked for the host")
	}
	asked.Store(nil)
	if _, err := l.Fetch(t.Context(), "https://192.168.1.1/", 100); !finalError(err) || asked.Load() != nil {
		t.Errorf("an address of ours: %v", err)
	}
}

func TestErrorsWithoutLinks(t *testing.T) {
	t.Parallel()
	const link = "https://photo.vn/geheim/a.jpg?token=b"
	for _, text := range []string{"get " + link, fmt.Sprintf("%q", link), "GET /geheim/a.jpg?token=b HTTP/1.1"} {
		if got := withoutLink(text, link); strings.Contains(got, "geheim") {
			t.Errorf("%q", got)
		}
	}
}
