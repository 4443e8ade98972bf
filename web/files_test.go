package web_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

// zipOf makes a zip file with parts of those names.
func zipOf(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte("nội dung")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestUpload: what a file is is told by its bytes; what is not known is refused, by name.
func TestUpload(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	ole := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), []byte("W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00")...)
	for _, tt := range []struct {
		name string
		data []byte
		want string // the name it is kept under, "" when it is refused
		mime string
	}{
		{"Công văn 12.pdf", []byte("%PDF-1.7\nx"), "Công văn 12.pdf", "application/pdf"},
		{"Công văn.PDF.exe", []byte("%PDF-1.7\nx"), "Công văn.PDF.exe.pdf", "application/pdf"},
		{"IMG_1", onePixel, "IMG_1.png", "image/png"},
		{"ke hoach.docx", zipOf(t, "[Content_Types].xml", "word/document.xml"), "ke hoach.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"so lieu.xlsx", zipOf(t, "[Content_Types].xml", "xl/workbook.xml"), "so lieu.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"cu.doc", ole, "cu.doc", "application/msword"},
		{"ghi chú.txt", []byte("vài dòng\nghi chú"), "ghi chú.txt", "text/plain; charset=utf-8"},
		{`C:\Users\mai\..\báo "cáo".txt`, []byte("vài dòng"), "báo cáo.txt", "text/plain; charset=utf-8"},
		{"gói.zip", zipOf(t, "a.exe"), "", ""},
		{"chay.exe", []byte("MZ\x90\x00\x03"), "", ""},
		{"anh.png", []byte("<svg onload=alert(1)>"), "", ""},
		{"trang.txt", []byte("<script>alert(1)</script>"), "", ""},
		{"trang.html", []byte("vài dòng"), "", ""},
		{"nhi phan.txt", []byte("a\x00b"), "", ""},
		{"rong.pdf", nil, "", ""},
	} {
		before := len(s.lines("Lê Thị Mai"))
		got := b.upload("/tro-chuyen/tep", "tep", tt.name, tt.data)
		s.settle()
		lines := s.lines("Lê Thị Mai")[before:]
		if tt.want == "" {
			if got.status < 400 || got.status >= 500 || len(lines) != 0 || !strings.Contains(got.body, "Trò chuyện với thư ký") {
				t.Errorf("%s: got %d and %d lines, want it refused above the chat", tt.name, got.status, len(lines))
			}
			continue
		}
		if got.status != http.StatusOK || len(lines) < 2 || !lines[0].Mine || lines[0].Attachment == nil {
			t.Errorf("%s: got %d, lines %+v", tt.name, got.status, lines)
			continue
		}
		a := lines[0].Attachment
		if a.Name != tt.want || a.MIME != tt.mime || a.Size != int64(len(tt.data)) {
			t.Errorf("%s: %+v, want %s, %s", tt.name, *a, tt.want, tt.mime)
		}
		back := b.get("/tro-chuyen/tep/" + seq(lines[0]))
		if back.body != string(tt.data) || !strings.HasPrefix(back.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: read back %d bytes as %v", tt.name, len(back.body), back.header)
		}
		s.later(time.Minute) // not too many at once
	}
	if got := b.upload("/tro-chuyen/tep", "tep", "to.pdf", append([]byte("%PDF-1.7"), make([]byte, 21<<20)...)); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: got %d", got.status)
	}
	if got := b.post("/tro-chuyen/tep"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("no file: got %d", got.status)
	}
	for range 50 {
		if got := b.upload("/tro-chuyen/tep", "tep", "a.txt", []byte("a")); got.status == http.StatusTooManyRequests {
			return
		}
		s.later(time.Second)
	}
	t.Error("fifty files in a minute were all taken")
}

func public(c *web.Config, _ *bot.Config) { c.PublicURL = "https://truong.example" }

// path is the part of a link after the host.
func linkPath(t *testing.T, link string) string {
	t.Helper()
	path, ok := strings.CutPrefix(link, "https://truong.example")
	if !ok {
		t.Fatalf("link %q", link)
	}
	return path
}

// TestFileLinks: a link gives one file for a while, to whoever has it and nobody else.
func TestFileLinks(t *testing.T) {
	t.Parallel()
	s := newSite(t, public)
	b := s.browser()
	draft := hashed("nội dung của tệp")
	page := "page/" + draft
	s.update(func(tx storage.Tx) error {
		if err := tx.PutArtifact(draft, storage.Artifact{Name: "Báo cáo.pdf", MIME: "application/pdf", Created: s.clock(), Data: []byte("%PDF tệp")}); err != nil {
			return err
		}
		return tx.PutArtifact(page, storage.Artifact{Name: "p.png", MIME: "image/png", Created: s.clock(), Data: onePixel})
	})
	file, picture := linkPath(t, s.web.FileLink(draft, "Báo cáo.pdf")), linkPath(t, s.web.FileLink(page, "trang-1.png"))
	for _, path := range []string{file, picture} { // it stands in a chat, to be read over
		if len(path) > 100 || strings.Contains(path, ".") {
			t.Errorf("a link of %d letters: %s", len(path), path)
		}
	}
	for range 3 { // many times
		got := b.get(file)
		if got.status != http.StatusOK || got.body != "%PDF tệp" ||
			got.header.Get("Content-Disposition") != "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.pdf" {
			t.Errorf("file: got %d %q %v", got.status, got.body, got.header)
		}
		if got := b.get(picture); got.status != http.StatusOK || got.header.Get("Content-Type") != "image/png" || got.body != string(onePixel) {
			t.Errorf("picture: got %d %v", got.status, got.header)
		}
	}
	for _, path := range []string{file, picture} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodHead, s.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.do(r); got.status != http.StatusOK || got.body != "" || got.header.Get("Content-Length") == "" {
			t.Errorf("HEAD: got %d %v", got.status, got.header)
		}
	}
	altered := file[:len(file)-1] + "A"
	if altered == file {
		altered = file[:len(file)-1] + "B"
	}
	notPicture := linkPath(t, s.web.PictureLink(draft))
	before := strings.Count(s.log.String(), "refused on the web")
	for name, tt := range map[string]struct {
		path string
		want int
	}{
		"altered":          {altered, http.StatusNotFound},
		"another door":     {strings.Replace(file, "/tep/", "/anh/", 1), http.StatusNotFound},
		"a file as upload": {strings.Replace(file, "/tep/", "/nop/", 1), http.StatusNotFound},
		"made up":          {"/tep/abc.def", http.StatusNotFound},
		"no picture":       {notPicture, http.StatusNotFound},
		"gone":             {linkPath(t, s.web.FileLink("never", "x.pdf")), http.StatusGone},
	} {
		if got := b.get(tt.path); got.status != tt.want {
			t.Errorf("%s: got %d, want %d", name, got.status, tt.want)
		}
	}
	if n := strings.Count(s.log.String(), "refused on the web") - before; n != 4 {
		t.Errorf("%d refusals are logged, want 4:\n%s", n, s.log)
	}
	s.later(47 * time.Hour)
	if got := b.get(picture); got.status != http.StatusOK || got.body != string(onePixel) {
		t.Errorf("picture after many hours: got %d", got.status)
	}
	if again := linkPath(t, s.web.PictureLink(page)); b.get(again).status != http.StatusOK || again == picture {
		t.Error("a message that is sent later has no link of its own")
	}
	s.later(2 * time.Hour)
	if got := b.get(picture); got.status != http.StatusGone {
		t.Errorf("picture after two days: got %d", got.status)
	}
	if got := b.get(file); got.status != http.StatusOK {
		t.Errorf("file after two days: got %d", got.status)
	}
	s.later(6 * 24 * time.Hour)
	if got := b.get(file); got.status != http.StatusGone {
		t.Errorf("file after a week: got %d", got.status)
	}
}

// TestNoPublicAddress: without one there are no links, and old ones open nothing.
func TestNoPublicAddress(t *testing.T) {
	t.Parallel()
	with := newSite(t, public)
	s := newSite(t)
	if a, b, c := s.web.FileLink("a", "b"), s.web.PictureLink("a"), s.web.UploadLink(chat.Address{Platform: "zalo", ID: "1"}); a+b+c != "" {
		t.Errorf("links %q %q %q", a, b, c)
	}
	if got := s.browser().get(linkPath(t, with.web.FileLink("a", "b"))); got.status != http.StatusNotFound {
		t.Errorf("got %d", got.status)
	}
}

// TestUploadLink: who cannot send files where they write hands them over on a page; they come
// to that chat, once.
func TestUploadLink(t *testing.T) {
	t.Parallel()
	s := newSite(t, public)
	zalo := chat.Address{Platform: "zalo", ID: "u1"}
	s.update(func(tx storage.Tx) error {
		return tx.PutPerson(report.Person{
			ID: "p-mai", Name: "Lê Thị Mai", Role: report.Admin, Call: "cô", Joined: s.clock(), Addresses: []report.Contact{{Address: zalo.String()}},
		})
	})
	b := s.browser()
	link := linkPath(t, s.web.UploadLink(zalo))
	form := b.get(link)
	if form.status != http.StatusOK || !strings.Contains(form.body, "cô Mai") || strings.Contains(form.body, "Lê Thị") {
		t.Fatalf("the form: got %d\n%s", form.status, form.body)
	}
	if got := b.upload(link, "tep", "x.exe", []byte("MZ\x00")); got.status != http.StatusUnsupportedMediaType || !strings.Contains(got.body, "Chọn") && !strings.Contains(got.body, "<form") {
		t.Errorf("a program: got %d", got.status)
	}
	kind, body := fileForm(t, map[string]string{"nonce": "nonce-of-page"}, "công văn.pdf", []byte("%PDF-1.7 công văn"))
	for range 2 {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+link, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		if got := b.do(r); got.status != http.StatusOK || !strings.Contains(got.body, "em đã nhận") || !strings.Contains(got.body, "công văn.pdf") {
			t.Fatalf("handed in: got %d\n%s", got.status, got.body)
		}
	}
	s.settle()
	if st := s.bot.Stats(); st.Duplicates != 1 || st.Failed != 0 {
		t.Errorf("%+v, want the second time known", st)
	}
	waits := 0
	s.view(func(tx storage.Tx) error {
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
			}
			if o.To == zalo {
				waits++
			}
		}
		return nil
	})
	if waits == 0 {
		t.Error("the chat has no reply")
	}
	if got := b.get(strings.Replace(link, "/nop/", "/tep/", 1)); got.status != http.StatusNotFound {
		t.Errorf("as a download: got %d", got.status)
	}
	s.later(25 * time.Hour)
	if got := b.get(link); got.status != http.StatusGone {
		t.Errorf("after a day: got %d", got.status)
	}
	fresh := linkPath(t, s.web.UploadLink(zalo))
	s.update(func(tx storage.Tx) error { return tx.DeletePerson("p-mai") })
	if got := b.get(fresh); got.status != http.StatusGone {
		t.Errorf("of somebody who has left: got %d", got.status)
	}
}

// TestLinksOfAnotherSchool: what the server of one school signed opens nothing at another, though
// the same file lies there.
func TestLinksOfAnotherSchool(t *testing.T) {
	t.Parallel()
	here, there := newSite(t, public), newSite(t, public)
	draft := hashed("nội dung của tệp")
	for _, s := range []*site{here, there} {
		s.update(func(tx storage.Tx) error {
			return tx.PutArtifact(draft, storage.Artifact{Name: "Báo cáo.pdf", MIME: "application/pdf", Created: s.clock(), Data: []byte("%PDF tệp")})
		})
	}
	link := linkPath(t, here.web.FileLink(draft, "Báo cáo.pdf"))
	if got := here.browser().get(link); got.status != http.StatusOK {
		t.Errorf("at home: %d", got.status)
	}
	if got := there.browser().get(link); got.status != http.StatusNotFound {
		t.Errorf("at the other school: %d", got.status)
	}
	admin := here.join(report.Admin, "Bùi Kim Chi")
	session := admin.client.Jar.Cookies(mustURL(t, here.url))
	stranger := there.browser()
	stranger.client.Jar.SetCookies(mustURL(t, there.url), session)
	if got := stranger.get("/quan-ly"); got.status != http.StatusUnauthorized {
		t.Errorf("the session of one school at another: %d", got.status)
	}
}

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
