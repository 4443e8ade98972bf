package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/png"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/notice/doctext"
	"thuky/render/html"
	"thuky/render/markdown"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
)

const libraryTemplate = `id = "thu-vien"
title = "Báo cáo công tác thư viện"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Công tác thư viện {{period}}"
match = ["thư viện"]
recipients = ["Như trên", "Lưu: VT"]
opening = ["Thực hiện {{notice}}."]

[[sections]]
id = "mot"
heading = "KẾT QUẢ"

  [[sections.questions]]
  id = "viec"
  type = "longtext"
  heading = "Việc đã làm"
  prompt = "Thầy/cô viết những việc đã làm ạ."

  [[sections.questions]]
  id = "sach"
  type = "integer"
  unit = "cuốn"
  heading = "Số sách"
  prompt = "Thư viện có bao nhiêu cuốn sách ạ?"
  print = "Thư viện có {{sach}} cuốn sách."
`

// withPaper shows drafts as the program does, but for the pictures: a page is a small one.
func withPaper(c *web.Config, _ *bot.Config) {
	c.Paper = web.Paper{
		HTML: html.WriteWith, Markdown: markdown.Write,
		Lines: func(ctx context.Context, file []byte) ([]string, error) { return doctext.Lines(ctx, "x.docx", file) },
		PDF: func(_ context.Context, file []byte) ([]byte, error) {
			return append([]byte("%PDF-1.7\n"), file...), nil
		},
		Pages: func(_ context.Context, _ []byte, from, count, dpi int) (pages [][]byte, total int, err error) {
			for page := from; page < min(from+count, 2); page++ {
				var out bytes.Buffer
				if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, dpi, dpi+page))); err != nil {
					return nil, 0, err
				}
				pages = append(pages, out.Bytes())
			}
			return pages, 2, nil
		},
	}
}

// draftSite is a school in which an admin has opened the report of the library.
type draftSite struct {
	*site
	admin, approver, staff *browser
	campaign               report.Campaign
	path                   string // of the campaign
}

func newDraftSite(t testing.TB, options ...option) *draftSite {
	t.Helper()
	books, withBooks := withBookcase(t)
	if err := books.keep(mustTemplate(t, libraryTemplate)); err != nil {
		t.Fatal(err)
	}
	s := newSite(t, append([]option{withCalendar(t), withReader, withPaper, withBooks}, options...)...)
	d := &draftSite{site: s, admin: s.join(report.Admin, "Trần Văn Nam"), approver: s.join(report.Approver, "Vũ Thị Lan"), staff: s.join(report.Staff, "Lê Thị Mai")}
	p := d.admin.handOver(strings.ReplaceAll(noticeText, "dân vận", "thư viện"))
	p.has(t, "Báo cáo công tác thư viện")
	d.admin.post(p.path, p.form(t, p.path, "do", "open")...)
	d.campaign = s.campaigns()[0]
	d.path = "/quan-ly/bao-cao/" + d.campaign.ID
	s.settle()
	return d
}

// says has the staff answer a question.
func (d *draftSite) says(question string, value report.Value) {
	d.t.Helper()
	id := d.person("Lê Thị Mai").ID
	d.update(func(tx storage.Tx) error {
		old, err := tx.Answer(d.campaign.ID, question, id)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		return tx.PutAnswer(report.Answer{
			Campaign: d.campaign.ID, Question: question, Person: id, Value: value, Author: id, Channel: "web", At: d.clock(), Revision: old.Revision + 1,
		})
	})
}

// versions are the approved ones.
func (d *draftSite) versions() (all []storage.Approved) {
	d.t.Helper()
	d.view(func(tx storage.Tx) error {
		all = nil
		for v, err := range tx.Versions(d.campaign.ID) {
			if err != nil {
				return err
			}
			whole, err := tx.Version(d.campaign.ID, v.Number)
			if err != nil {
				return err
			}
			all = append(all, whole)
		}
		return nil
	})
	return all
}

var sheetLink = regexp.MustCompile(`src="(/quan-ly/bao-cao/[^"]+/trang/\d+\?ban=[0-9a-f]+)"`)

// TestDraftToVersion: the whole way from an open report to versions that are compared.
func TestDraftToVersion(t *testing.T) {
	t.Parallel()
	d := newDraftSite(t)
	draft := d.path + "/ban-thao"

	// Gaps are named, lead to their questions, and forbid approval.
	p := d.approver.get(draft)
	p.has(t, "Chưa có câu trả lời", d.path+"/cau/viec", "chưa duyệt được", `alt="Trang 1 trong 2`)
	if strings.Contains(p.body, draft+"/duyet") {
		t.Error("a draft with gaps can be approved")
	}
	d.says("viec", report.TextValue("Mở cửa thư viện cả tuần.\nTổ chức ngày hội đọc sách."))
	d.says("sach", report.NumberValue(1250))
	p = d.approver.get(draft)
	form := p.form(t, draft+"/duyet")
	if got := d.approver.post(draft+"/duyet", form...); got.status != http.StatusUnprocessableEntity || len(d.versions()) != 0 {
		t.Errorf("not read: got %d", got.status)
	}
	form = append(form, "read", "1")

	// What changed meanwhile is seen first.
	d.says("sach", report.NumberValue(1251))
	got := d.approver.post(draft+"/duyet", form...)
	got.has(t, "vừa thay đổi sau khi")
	if got.status != http.StatusConflict || len(d.versions()) != 0 {
		t.Fatalf("changed meanwhile: got %d, %d versions", got.status, len(d.versions()))
	}
	// Where there is an approver, an admin approves nothing.
	if a := d.admin.get(draft); strings.Contains(a.body, draft+"/duyet") {
		t.Error("the admin may approve beside an approver")
	}
	form = append(d.approver.get(draft).form(t, draft+"/duyet"), "read", "1")
	if a := d.admin.post(draft+"/duyet", form...); a.status != http.StatusUnprocessableEntity || len(d.versions()) != 0 {
		t.Errorf("the admin: got %d", a.status)
	}
	got = d.approver.post(draft+"/duyet", form...)
	got.has(t, "Đã duyệt bản 1", "Vũ Thị Lan duyệt lúc 09:00 27/11/2026", "đang có hiệu lực")
	all := d.versions()
	if len(all) != 1 {
		t.Fatalf("%d versions at %s: %s", len(all), got.path, got.body)
	}
	sum := sha256.Sum256(all[0].Data)
	got.has(t, hex.EncodeToString(sum[:]))
	if again := d.approver.post(draft+"/duyet", form...); again.status != http.StatusConflict || len(d.versions()) != 1 {
		t.Errorf("approved twice: got %d", again.status)
	}

	// What is downloaded is what was approved, whatever happens afterwards.
	d.later(time.Hour)
	d.says("viec", report.TextValue("Mở cửa thư viện mỗi sáng.\nTổ chức ngày hội đọc sách.\nDán nhãn sách mới."))
	file := d.admin.get(d.path + "/phien-ban/1/tai/docx")
	if file.body != string(all[0].Data) || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("version 1: %d bytes, want %d; %v", len(file.body), len(all[0].Data), file.header)
	}
	if pdf := d.admin.get(d.path + "/phien-ban/1/tai/pdf"); pdf.body != "%PDF-1.7\n"+string(all[0].Data) {
		t.Errorf("version 1 as PDF: %.20q", pdf.body)
	}
	if md := d.admin.get(d.path + "/phien-ban/1/tai/md"); !strings.Contains(md.body, "Mở cửa thư viện cả tuần") || strings.Contains(md.body, "Dán nhãn") {
		t.Errorf("version 1 as Markdown: %s", md.body)
	}
	now := d.admin.get(draft + "/tai/docx")
	if now.body == file.body || now.status != http.StatusOK {
		t.Errorf("the draft: got %d", now.status)
	}
	if md := d.admin.get(draft + "/tai/md"); !strings.Contains(md.body, "Dán nhãn sách mới") {
		t.Errorf("the draft as Markdown: %s", md.body)
	}

	// The change is seen word by word, and makes a new version.
	p = d.approver.get(draft)
	p.has(t, "không còn khớp", "Duyệt bản này")
	d.approver.get(d.path+"/phien-ban").has(t, "đã khác bản duyệt 1")
	p = d.approver.get(d.path + "/phien-ban/so-sanh?tu=1&den=nay")
	p.has(t, "Bản duyệt 1 → Bản thảo hiện tại", "đoạn giống nhau", "Dán nhãn sách mới")
	if !regexp.MustCompile(`<del><span class="sign">\[−</span>[^<]*tuần`).MatchString(p.body) || !regexp.MustCompile(`<ins><span class="sign">\[\+</span>[^<]*sáng`).MatchString(p.body) {
		t.Errorf("the changed words are not marked:\n%s", p.body)
	}
	d.approver.post(draft+"/duyet", append(d.approver.get(draft).form(t, draft+"/duyet"), "read", "1")...)
	if all := d.versions(); len(all) != 2 || all[1].Number != 2 {
		t.Fatalf("%d versions", len(all))
	}
	d.approver.get(d.path+"/phien-ban/so-sanh?tu=2&den=nay").has(t, "Hai bản giống nhau")
	d.approver.get(d.path+"/phien-ban/so-sanh?tu=1&den=2").has(t, "Bản duyệt 1 → Bản duyệt 2")
	for path, want := range map[string]int{
		"/phien-ban/3/tai/docx": 404, "/phien-ban/0/tai/docx": 404, "/phien-ban/x/tai/docx": 404, "/phien-ban/1/tai/exe": 404,
		"/phien-ban/so-sanh": 422, "/phien-ban/so-sanh?tu=1&den=9": 404, "/ban-thao/tai/exe": 404,
	} {
		if got := d.admin.get(d.path + path); got.status != want {
			t.Errorf("%s: got %d, want %d", path, got.status, want)
		}
	}
}

// TestDraftSheets: pictures of pages belong to the draft they were shown with, and to
// whoever oversees the report.
func TestDraftSheets(t *testing.T) {
	t.Parallel()
	d := newDraftSite(t)
	p := d.approver.get(d.path + "/ban-thao")
	links := sheetLink.FindAllStringSubmatch(p.body, -1)
	if len(links) != 2 {
		t.Fatalf("%d pages\n%s", len(links), p.body)
	}
	sheet := d.approver.get(links[1][1])
	if sheet.status != http.StatusOK || sheet.header.Get("Content-Type") != "image/png" || !strings.Contains(sheet.header.Get("Cache-Control"), "no-store") {
		t.Errorf("got %d, %v", sheet.status, sheet.header)
	}
	if big := d.approver.get(links[1][1] + "&lon"); len(big.body) <= len(sheet.body) {
		t.Errorf("enlarged: %d bytes, %d before", len(big.body), len(sheet.body))
	}
	for who, b := range map[string]*browser{"staff": d.staff, "nobody": d.browser()} {
		if got := b.get(links[0][1]); got.status != http.StatusForbidden && got.status != http.StatusUnauthorized {
			t.Errorf("%s: got %d", who, got.status)
		}
	}
	path := strings.Split(links[0][1], "?")[0]
	if got := d.approver.get(path + "?ban=0000"); got.status != http.StatusConflict {
		t.Errorf("of another draft: got %d", got.status)
	}
	d.says("sach", report.NumberValue(7))
	if got := d.approver.get(links[0][1]); got.status != http.StatusConflict {
		t.Errorf("after a change: got %d", got.status)
	}
	if got := d.approver.get(d.path + "/ban-thao/trang/99?ban=" + strings.Split(links[0][1], "ban=")[1]); got.status == http.StatusOK {
		t.Error("page 99")
	}
	d.approver.get(d.path+"/ban-thao/chu").has(t, `class="d-doc"`, "BÁO CÁO", `id="d-1"`)
}

// TestDraftWithoutPaper: without LibreOffice a draft is text, which says all.
func TestDraftWithoutPaper(t *testing.T) {
	t.Parallel()
	none := &report.Refusal{Text: "Máy chủ chưa có LibreOffice."}
	for name, change := range map[string]option{
		"none": func(c *web.Config, _ *bot.Config) { c.Paper.PDF, c.Paper.Pages = nil, nil },
		"failing": func(c *web.Config, _ *bot.Config) {
			c.Paper.PDF = func(context.Context, []byte) ([]byte, error) { return nil, none }
			c.Paper.Pages = func(context.Context, []byte, int, int, int) ([][]byte, int, error) { return nil, 0, none }
		},
	} {
		d := newDraftSite(t, change)
		p := d.approver.get(d.path + "/ban-thao")
		p.has(t, `class="d-doc"`, "Việc đã làm")
		pdf := d.approver.get(d.path + "/ban-thao/tai/pdf")
		if name == "failing" {
			p.has(t, none.Text)
			pdf.has(t, none.Text)
		}
		if pdf.status == http.StatusOK || pdf.status == http.StatusInternalServerError {
			t.Errorf("%s: PDF: got %d", name, pdf.status)
		}
	}
}

// TestDraftWaits: pages that take long are waited for by a page that has the text.
func TestDraftWaits(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	d := newDraftSite(t, func(c *web.Config, _ *bot.Config) {
		draw := c.Paper.Pages
		c.Paper.Pages = func(ctx context.Context, docx []byte, from, count, dpi int) ([][]byte, int, error) {
			select {
			case <-release:
				return draw(ctx, docx, from, count, dpi)
			case <-ctx.Done():
				return nil, 0, ctx.Err()
			}
		}
	})
	p := d.approver.get(d.path + "/ban-thao")
	if p.header.Get("Refresh") == "" {
		t.Fatal("the page does not wait")
	}
	p.has(t, "Em đang dựng các trang in", `class="d-doc"`)
	if pdf := d.approver.get(d.path + "/ban-thao/tai/pdf"); pdf.header.Get("Refresh") == "" {
		t.Error("the PDF is not waited for")
	}
	close(release)
	p = d.approver.until(d.approver.get(d.path + "/ban-thao"))
	p.has(t, "Trang 1/2")
}
