package cli

import (
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
