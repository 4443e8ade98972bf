package cli

import (
	"net"
	"path/filepath"
	"strings"
	"testing"

	"thuky/bot"
	"thuky/chat"
	"thuky/storage/boltstore"
	"thuky/web"
)

// TestLinked: the runtime knows the addresses of the pages, where there are any.
func TestLinked(t *testing.T) {
	t.Parallel()
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // its folder goes, too
	pages, err := web.New(t.Context(), web.Config{Store: store, PublicURL: "https://truong.example/"})
	if err != nil {
		t.Fatal(err)
	}
	var with, without bot.Config
	linked(&with, pages)
	linked(&without, nil)
	for want, got := range map[string]string{
		"https://truong.example/tep/": with.FileLink("a", "báo cáo.docx"),
		"https://truong.example/anh/": with.FileLink("b", "trang-1.png"),
		"https://truong.example/nop/": with.UploadLink(chat.Address{Platform: "zalo", ID: "1"}),
		"https://truong.example/moi/": with.WebLink("ABCD2345"),
	} {
		if !strings.HasPrefix(got, want) {
			t.Errorf("link %q, want one that begins with %q", got, want)
		}
	}
	if got, want := with.InviteWeb("ABCD2345"), with.WebLink("ABCD2345"); got != want {
		t.Errorf("an invitation is used at %q, want %q", got, want)
	}
	if without.FileLink != nil || without.UploadLink != nil || without.WebLink != nil || without.InviteWeb != nil {
		t.Error("links without pages")
	}
}

// onEvery is a listener on every interface of the machine, which nobody calls.
type onEvery struct{ net.Listener }

func (onEvery) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv6unspecified, Port: 8080} }

// TestLocalLink: what is printed at the start can be opened in a browser, in a container too,
// where serve listens on every interface.
func TestLocalLink(t *testing.T) {
	t.Parallel()
	p := &program{}
	if got, want := p.localLink(onEvery{}, "ABCD2345"), "http://localhost:8080/moi/ABCD2345"; got != want {
		t.Errorf("link %q, want %q", got, want)
	}
	if got, want := textListening(onEvery{}.Addr()), "Địa chỉ trên máy này: http://localhost:8080"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.config.Web.PublicURL = "https://truong.example"
	if got, want := p.localLink(onEvery{}, "ABCD2345"), "https://truong.example/moi/ABCD2345"; got != want {
		t.Errorf("link %q, want %q", got, want)
	}
	if got := p.localLink(nil, "ABCD2345"); got != "" {
		t.Errorf("link %q without a web server", got)
	}
}
