package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/render"
	"thuky/render/docx"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

// wordFile is a .docx with these paragraphs.
func wordFile(t testing.TB, text string) []byte {
	t.Helper()
	d := &render.Document{Title: "công văn"}
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			d.Blocks = append(d.Blocks, &render.Paragraph{Runs: []render.Run{{Text: line}}})
		}
	}
	var file bytes.Buffer
	if err := docx.Write(&file, d); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// bomb is a .docx of a few hundred kilobytes that unpacks to hundreds of megabytes.
func bomb(t testing.TB) []byte {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for name, size := range map[string]int64{"[Content_Types].xml": 100, "word/document.xml": 400 << 20} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.Copy(w, io.LimitReader(spaces{}, size))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// spaces never end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// until loads a page until it is another than the one that waits.
func (b *browser) until(p page) page {
	b.site.t.Helper()
	for range 50 {
		if p.header.Get("Refresh") == "" {
			return p
		}
		p = b.get(p.path)
	}
	b.site.t.Fatalf("%s waits for ever", p.path)
	return p
}

// TestNoticeFiles: files of all kinds give their text, or words that say why not; what
// was entered beside them stays.
func TestNoticeFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t, withCalendar(t), withReader)
	admin := s.join(report.Admin, "Trần Văn Nam")
	for name, c := range map[string]struct {
		file sentFile
		want string
	}{
		"word":   {sentFile{"cong-van.docx", wordFile(t, noticeText)}, `value="215/UBND-VHXH"`},
		"plain":  {sentFile{"cong-van.txt", []byte(noticeText)}, `value="215/UBND-VHXH"`},
		"bomb":   {sentFile{"bom.docx", bomb(t)}, "bom.docx"},
		"html":   {sentFile{"trang.docx", []byte("<!doctype html><html><script>alert(1)</script></html>")}, "trang web (HTML)"},
		"binary": {sentFile{"chay.pdf", []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\xff\xff\x00")}, "chay.pdf"},
		"empty":  {sentFile{"trong.txt", nil}, "trong.txt"},
		"photo":  {sentFile{"anh.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")}, "anh.heic"},
	} {
		p := admin.until(admin.send("/quan-ly/bao-cao-moi", []sentFile{c.file}, "text", "Ghi chú gửi kèm: hạn trước ngày 04/12/2026.", "do", "read"))
		if p.status != http.StatusOK {
			t.Fatalf("%s: got %d", name, p.status)
		}
		p.has(t, c.want, "Ghi chú gửi kèm")
		if strings.Contains(p.body, "<script>") {
			t.Errorf("%s: the page holds what was uploaded", name)
		}
		admin.post(p.path, "do", "drop")
	}
}

// TestNoticePages: pages that come one after the other are one notice, and what an admin
// has settled stays.
func TestNoticePages(t *testing.T) {
	t.Parallel()
	s := newSite(t, withCalendar(t), withReader)
	admin := s.join(report.Admin, "Trần Văn Nam")
	head, rest, _ := strings.Cut(noticeText, "Kính gửi")
	p := admin.handOver(head)
	p = admin.post(p.path, p.form(t, p.path, "issuer", "UBND xã Hoa Sen", "do", "save")...)
	p = admin.until(admin.send(p.path+"/them", []sentFile{{"trang-2.docx", wordFile(t, "Kính gửi"+rest)}}))
	p.has(t, `value="UBND xã Hoa Sen"`, `value="215/UBND-VHXH"`, `value="2026-12-04"`)
	if got := admin.send(p.path+"/them", nil); got.status != http.StatusUnprocessableEntity {
		t.Errorf("nothing given: got %d", got.status)
	}
}

// TestNoticeSlow: a page waits for what takes long, and says so when it was interrupted.
func TestNoticeSlow(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	s := newSite(t, withCalendar(t), func(c *web.Config, _ *bot.Config) {
		c.Extract = func(ctx context.Context, _ string, _ []byte) (string, string, error) {
			select {
			case <-release:
				return noticeText, "Văn bản được nhận dạng từ ảnh.", nil
			case <-ctx.Done():
				return "", "", ctx.Err()
			}
		}
	})
	admin := s.join(report.Admin, "Trần Văn Nam")
	photo := []sentFile{{"anh.jpg", []byte("x")}}
	p := admin.send("/quan-ly/bao-cao-moi", photo, "do", "read")
	if p.header.Get("Refresh") == "" || !strings.Contains(p.body, "Đang đọc văn bản") {
		t.Fatalf("got %d without a sign of waiting\n%s", p.status, p.body)
	}
	admin.get("/quan-ly/bao-cao-moi").has(t, "Đang làm dở", "Đang đọc văn bản…")
	s.later(10 * time.Minute)
	late := admin.get(p.path)
	late.has(t, "bị ngắt giữa chừng")
	close(release)
	p = admin.until(admin.get(p.path))
	p.has(t, `value="215/UBND-VHXH"`, "nhận dạng từ ảnh")
}

// TestNoticeTooLarge: a body of 100 MB is cut off.
func TestNoticeTooLarge(t *testing.T) {
	t.Parallel()
	s := newSite(t, withReader)
	admin := s.join(report.Admin, "Trần Văn Nam")
	head := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lon.pdf\"\r\n\r\n"
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/quan-ly/bao-cao-moi",
		io.MultiReader(strings.NewReader(head), io.LimitReader(spaces{}, 100<<20)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.ContentLength = int64(len(head)) + 100<<20
	response, err := admin.client.Do(r)
	if err == nil { // else the server has hung up, which is as good
		defer response.Body.Close()
		if response.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("got %d", response.StatusCode)
		}
	}
	if list := admin.get("/quan-ly/bao-cao-moi"); strings.Contains(list.body, "Đang làm dở") {
		t.Error("something of it was kept")
	}
	many := make([]sentFile, 40)
	for i := range many {
		many[i] = sentFile{fmt.Sprintf("%d.txt", i), []byte("x")}
	}
	if got := admin.send("/quan-ly/bao-cao-moi", many, "do", "read"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("40 files: got %d", got.status)
	}
	long := strings.Repeat("Đề nghị báo cáo. ", 5000)
	got := admin.send("/quan-ly/bao-cao-moi", nil, "text", long, "do", "read")
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, strings.TrimSpace(long)) {
		t.Errorf("a text of %d letters: got %d, kept %v", len([]rune(long)), got.status, strings.Contains(got.body, strings.TrimSpace(long)))
	}
}

const secretMark = "MẬT\n"

// TestNoticeSecret: of what is marked as secret nothing is kept, nor of what it came with.
func TestNoticeSecret(t *testing.T) {
	t.Parallel()
	s := newSite(t, withCalendar(t), withReader)
	admin := s.join(report.Admin, "Trần Văn Nam")
	hidden := secretMark + strings.ReplaceAll(noticeText, "215/UBND-VHXH", "999/UBND-M")
	kept := func(what string) {
		t.Helper()
		s.view(func(tx storage.Tx) error {
			list, _ := tx.Value("web/intakes")
			for id := range strings.SplitSeq(strings.Trim(string(list), `["]`), `","`) {
				raw, _ := tx.Value("web/intake/" + id)
				if bytes.Contains(raw, []byte("999/UBND-M")) || bytes.Contains(raw, []byte("Kính gửi")) || bytes.Contains(raw, []byte("bi-mat")) {
					t.Errorf("%s: %s", what, raw)
				}
			}
			return nil
		})
	}
	got := admin.send("/quan-ly/bao-cao-moi", nil, "text", hidden, "do", "read")
	if got.status != http.StatusUnprocessableEntity || strings.Contains(got.body, "999/UBND-M") {
		t.Errorf("pasted: got %d", got.status)
	}
	got.has(t, "dấu chỉ độ mật")
	kept("pasted")

	got = admin.until(admin.send("/quan-ly/bao-cao-moi", []sentFile{{"bi-mat.docx", wordFile(t, hidden)}}, "do", "read"))
	got.has(t, "Văn bản mật", "không giữ lại phần nào")
	kept("as a file")
	admin.get("/quan-ly/bao-cao-moi").has(t, "Văn bản mật, không được giữ lại")

	p := admin.handOver(noticeText)
	p = admin.until(admin.send(p.path+"/them", []sentFile{{"bi-mat.txt", []byte(hidden)}}))
	p.has(t, "kể cả những trang gửi trước đó")
	kept("after a page that is not")
	if got := admin.post(p.path, "do", "drop"); got.path != "/quan-ly/bao-cao-moi" {
		t.Errorf("drop: at %s", got.path)
	}
	if len(s.campaigns()) != 0 || strings.Contains(s.log.String(), "999/UBND-M") {
		t.Error("a report is open, or the log tells")
	}
}

// TestNoticeOldFont: a text in a font from before Unicode is shown converted.
func TestNoticeOldFont(t *testing.T) {
	t.Parallel()
	s := newSite(t, withCalendar(t))
	admin := s.join(report.Admin, "Trần Văn Nam")
	p := admin.handOver("ñy ban nh©n d©n x· Hoa Sen\nSè: 12/UBND-VX\nHoa Sen, ngµy 24 th¸ng 11 n¨m 2026\nV/v b¸o c¸o kÕt qu¶ c«ng t¸c d©n vËn n¨m 2026\nKÝnh göi: C¸c tr\u00adêng häc.\n§Ò nghÞ c¸c tr\u00adêng göi b¸o c¸o tr\u00adíc ngµy 04/12/2026.\n")
	p.has(t, "phông chữ cũ (TCVN3)", "báo cáo kết quả công tác dân vận năm 2026", `value="12/UBND-VX"`)
}

// TestCorrectNotice: the notice of an open report is corrected field by field, or read
// from a text that is not kept.
func TestCorrectNotice(t *testing.T) {
	t.Parallel()
	s := newSite(t, withCalendar(t), withReader)
	admin := s.join(report.Admin, "Trần Văn Nam")
	p := admin.handOver(noticeText)
	admin.post(p.path, p.form(t, p.path, "do", "open")...)
	c := s.campaigns()[0]
	path := "/quan-ly/bao-cao/" + c.ID + "/cong-van"
	p = admin.get(path)
	p.has(t, `value="215/UBND-VHXH"`, "không được giữ lại sau khi mở")
	p = admin.post(path, p.form(t, path, "number", "", "issued", "", "issuer", "", "subject", "")...)
	if p.status != http.StatusUnprocessableEntity || s.campaigns()[0].Notice.Number == "" {
		t.Fatalf("all emptied: got %d", p.status)
	}
	admin.post(path, "do", "drop")
	p = admin.get(path)
	p = admin.post(path, p.form(t, path, "number", "216/UBND-VHXH", "send_to", "Phòng Văn hóa - Xã hội")...)
	p.has(t, "Đã lưu công văn", `value="216/UBND-VHXH"`)
	if n := s.campaigns()[0].Notice; n.Number != "216/UBND-VHXH" || n.SendTo != "Phòng Văn hóa - Xã hội" {
		t.Errorf("got %+v", n)
	}
	p = admin.until(admin.send(path+"/them", []sentFile{{"cong-van.docx", wordFile(t, strings.ReplaceAll(noticeText, "215/", "217/"))}}))
	p.has(t, "chưa được lưu vào báo cáo", `value="217/UBND-VHXH"`, "<mark>217/UBND-VHXH</mark>")
	if s.campaigns()[0].Notice.Number != "216/UBND-VHXH" {
		t.Error("it was stored before anybody said so")
	}
	admin.post(path, p.form(t, path)...)
	if n := s.campaigns()[0].Notice; n.Number != "217/UBND-VHXH" {
		t.Errorf("got %+v", n)
	}
	// The notice of another report is refused.
	q := admin.post("/quan-ly/bao-cao-moi", "do", "hand")
	q = admin.post(q.path, q.form(t, q.path, "template", "so-ket-hoc-ky-1", "do", "save")...)
	admin.post(q.path, q.form(t, q.path, "do", "open")...)
	other := ""
	for _, c := range s.campaigns() {
		if c.Notice == nil {
			other = "/quan-ly/bao-cao/" + c.ID + "/cong-van"
		}
	}
	p = admin.get(other)
	p = admin.post(other, p.form(t, other, "number", "217/UBND-VHXH", "issuer", s.campaigns()[0].Notice.Issuer)...)
	p.has(t, "đã là công văn của báo cáo")
	if p.status != http.StatusUnprocessableEntity {
		t.Errorf("the notice of another report: got %d", p.status)
	}
}
