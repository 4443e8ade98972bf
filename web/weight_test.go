package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"thuky/report"
)

// TestChatIsLight: the page of the chat, with all that it loads, is small before anything
// was said: a cheap phone on a slow network opens it in a moment.
func TestChatIsLight(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.signedIn("Lê Thị Mai")
	p := b.get("/tro-chuyen")
	total := len(p.body)
	for _, m := range regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(p.body, -1) {
		total += len(b.get(m[1]).body)
	}
	if total > 60_000 {
		t.Errorf("%d bytes, want at most 60,000", total)
	}
	t.Logf("%d bytes", total)
}

// TestCompressed: pages, their parts and the static files travel compressed to browsers that
// take that, and as they are to others; files to be saved are left alone.
func TestCompressed(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	b := s.join(report.Admin, "Trần Văn Nam")
	template := big(t, 25)
	s.fillIn(s.openCensus("tháng 11"), template, s.crowd(40))
	style := regexp.MustCompile(`href="(/static/style[^"]+)"`).FindStringSubmatch(b.get("/").body)[1]
	path := "/quan-ly/bao-cao/" + s.campaigns()[0].ID
	for address, want := range map[string]string{path: "</html>", style: ".card", "/tro-chuyen": "</html>", "/du-lieu-cua-toi/txt": ""} {
		plain := b.raw(address, "")
		if plain.header.Get("Content-Encoding") != "" || !strings.Contains(plain.body, want) {
			t.Errorf("%s: as it is: %v", address, plain.header)
		}
		if refused := b.raw(address, "gzip;q=0"); refused.header.Get("Content-Encoding") != "" {
			t.Errorf("%s: compressed although that is refused", address)
		}
		packed := b.raw(address, "deflate, gzip, br")
		if want == "" {
			if packed.header.Get("Content-Encoding") != "" {
				t.Errorf("%s: a file is compressed", address)
			}
			continue
		}
		if packed.header.Get("Content-Encoding") != "gzip" || packed.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: %v", address, packed.header)
			continue
		}
		r, err := gzip.NewReader(strings.NewReader(packed.body))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := io.ReadAll(r)
		if err != nil || !strings.Contains(string(whole), want) {
			t.Errorf("%s: %v\n%.200s", address, err, whole)
		}
		t.Logf("%s: %d bytes, compressed %d", address, len(plain.body), len(packed.body))
		if address == path && len(packed.body)*5 > len(plain.body) {
			t.Errorf("%s: %d bytes of %d", address, len(packed.body), len(plain.body))
		}
	}
}

// raw gets an address without taking compression off.
func (b *browser) raw(path, accept string) page {
	b.site.t.Helper()
	client := *b.client
	client.Transport = &http.Transport{DisableCompression: true, DisableKeepAlives: true}
	r, err := http.NewRequestWithContext(b.site.t.Context(), http.MethodGet, b.site.url+path, nil)
	if err != nil {
		b.site.t.Fatal(err)
	}
	if accept != "" {
		r.Header.Set("Accept-Encoding", accept)
	}
	return (&browser{b.site, &client}).do(r)
}
