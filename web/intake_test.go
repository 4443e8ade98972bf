package web_test

import (
	"bytes"
	"context"
	"errors"
	"html"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/notice/doctext"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
	"thuky/workday"
)

// noticeText is an invented notice that orders a report of the first shipped template.
const noticeText = `ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ HOA SEN                      Độc lập - Tự do - Hạnh phúc

Số: 215/UBND-VHXH                 Hoa Sen, ngày 24 tháng 11 năm 2026
V/v báo cáo kết quả thực hiện công tác dân vận
06 tháng cuối năm 2026

Kính gửi: Hiệu trưởng các trường học trên địa bàn xã.

Ủy ban nhân dân xã đề nghị các trường báo cáo kết quả thực hiện công tác dân vận 06 tháng cuối năm 2026, gửi về Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) trước 11 giờ ngày 04/12/2026 để tổng hợp.

Nơi nhận:
- Như trên;
- Lưu: VT.
`

// withCalendar has the school know its working days, with an internal deadline one day
// ahead.
func withCalendar(t testing.TB) option {
	t.Helper()
	calendar, err := workday.New(workday.SaturdaySunday)
	if err != nil {
		t.Fatal(err)
	}
	return func(_ *web.Config, c *bot.Config) {
		c.Reminders = &remind.Planner{Policy: remind.Default(), Calendar: calendar, Zone: bot.ICT(), InternalDays: 1}
	}
}

// withReader has files read as the program reads them, without PDF.
func withReader(c *web.Config, _ *bot.Config) {
	c.Extract = func(ctx context.Context, name string, data []byte) (text, note string, err error) {
		got, err := doctext.Text(ctx, name, data, doctext.Options{Environ: []string{}})
		var bad *doctext.Error
		if errors.As(err, &bad) {
			return "", bad.Error(), nil
		}
		return got.Text, got.Note, err
	}
}

// sentFile is a file of a form.
type sentFile struct {
	name string
	data []byte
}

// send posts a form with files.
func (b *browser) send(path string, files []sentFile, fields ...string) page {
	b.site.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			b.site.t.Fatal(err)
		}
	}
	for _, f := range files {
		part, err := form.CreateFormFile("file", f.name)
		if err == nil {
			_, err = part.Write(f.data)
		}
		if err != nil {
			b.site.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		b.site.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(b.site.t.Context(), http.MethodPost, b.site.url+path, &body)
	if err != nil {
		b.site.t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

var (
	inputs   = regexp.MustCompile(`<input[^>]* name="([^"]+)"[^>]*>`)
	areas    = regexp.MustCompile(`<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>`)
	selects  = regexp.MustCompile(`(?s)<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>`)
	chosen   = regexp.MustCompile(`<option value="([^"]*)" selected`)
	valueOf  = regexp.MustCompile(` value="([^"]*)"`)
	formOf   = regexp.MustCompile(`(?s)<form method="post" action="([^"]+)">(.*?)</form>`)
	isOption = regexp.MustCompile(`type="(?:radio|checkbox)"`)
)

// form gives what a browser would send of the form with that action, with some fields
// typed over.
func (p page) form(t testing.TB, action string, over ...string) (fields []string) {
	t.Helper()
	body := ""
	for _, m := range formOf.FindAllStringSubmatch(p.body, -1) {
		if html.UnescapeString(m[1]) == action {
			body = m[2]
		}
	}
	if body == "" {
		t.Fatalf("no form to %s at %s\n%s", action, p.path, p.body)
	}
	values := map[string]string{}
	for _, m := range inputs.FindAllStringSubmatch(body, -1) {
		value := valueOf.FindStringSubmatch(m[0])
		if value == nil || isOption.MatchString(m[0]) && !strings.Contains(m[0], " checked") {
			continue
		}
		values[m[1]] = html.UnescapeString(value[1])
	}
	for _, m := range areas.FindAllStringSubmatch(body, -1) {
		values[m[1]] = strings.ReplaceAll(html.UnescapeString(m[2]), "\n", "\r\n")
	}
	for _, m := range selects.FindAllStringSubmatch(body, -1) {
		values[m[1]] = ""
		if option := chosen.FindStringSubmatch(m[2]); option != nil {
			values[m[1]] = option[1]
		}
	}
	for i := 0; i+1 < len(over); i += 2 {
		values[over[i]] = over[i+1]
	}
	for name, value := range values {
		fields = append(fields, name, value)
	}
	return fields
}

// handOver hands a notice over as pasted text and gives the page of its fields.
func (b *browser) handOver(text string) page {
	b.site.t.Helper()
	p := b.send("/quan-ly/bao-cao-moi", nil, "text", text, "do", "read")
	if p.status != http.StatusOK || !strings.HasPrefix(p.path, "/quan-ly/bao-cao-moi/") {
		b.site.t.Fatalf("hand over: got %d at %s\n%s", p.status, p.path, p.body)
	}
	return p
}

// campaigns are all campaigns of the store.
func (s *site) campaigns() (all []report.Campaign) {
	s.t.Helper()
	s.view(func(tx storage.Tx) error {
		all = nil
		for c, err := range tx.Campaigns() {
			if err != nil {
				return err
			}
			all = append(all, c)
		}
		return nil
	})
	return all
}

func (p page) has(t testing.TB, words ...string) {
	t.Helper()
	text := html.UnescapeString(p.body)
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%s says nothing of %q\n%s", p.path, w, text)
		}
	}
}

// TestOpenFromNotice: the whole way from a pasted notice to an open report.
func TestOpenFromNotice(t *testing.T) {
	t.Parallel()
	s := newSite(t, withCalendar(t))
	admin := s.join(report.Admin, "Trần Văn Nam")
	s.join(report.Staff, "Lê Thị Mai")
	p := admin.handOver(noticeText)
	p.has(t, `value="215/UBND-VHXH"`, `value="2026-11-24"`, `value="2026-12-04"`, `value="11:00"`, `value="2026-12-03"`,
		"trước hạn nộp 1 ngày làm việc", "Hợp với trích yếu", "06 tháng cuối năm 2026", "Lê Thị Mai: ", `id="v2"`, "<mark>215/UBND-VHXH</mark>")
	if len(s.campaigns()) != 0 {
		t.Fatal("a report is open that nobody opened")
	}

	// A day off is doubted, and what follows from the day is shown before anything is opened.
	got := admin.post(p.path, p.form(t, p.path, "deadline", "2026-12-05", "do", "open")...)
	got.has(t, "Em đã lưu, chưa mở báo cáo", "«Hạn nộp»", "đây là ngày nghỉ", `value="2026-12-04"`)
	if got.status != http.StatusOK || len(s.campaigns()) != 0 {
		t.Fatalf("with a day off: got %d, %d campaigns", got.status, len(s.campaigns()))
	}
	// What cannot be read stays in its input, all else is kept.
	got = admin.post(p.path, got.form(t, p.path, "issued", "hôm kia của hôm kia", "issuer", "UBND xã Hoa Sen", "do", "open")...)
	got.has(t, "hôm kia của hôm kia", `value="UBND xã Hoa Sen"`, "28/5/2024")
	if got.status != http.StatusUnprocessableEntity {
		t.Fatalf("with a bad day: got %d", got.status)
	}
	got = admin.post(p.path, got.form(t, p.path, "issued", "2026-11-24", "deadline", "2026-12-04", "deadline_hour", "11:00", "do", "save")...)
	got.has(t, "Đã lưu, chưa mở báo cáo")
	got = admin.post(p.path, got.form(t, p.path, "do", "open")...)
	all := s.campaigns()
	if len(all) != 1 || got.path != "/quan-ly/bao-cao/"+all[0].ID {
		t.Fatalf("open: got %d at %s, campaigns %+v\n%s", got.status, got.path, all, got.body)
	}
	c := all[0]
	want := report.Notice{
		Kind: "công văn", Number: "215/UBND-VHXH", Issued: workday.Date{Year: 2026, Month: 11, Day: 24}, Issuer: "UBND xã Hoa Sen",
		Subject: c.Notice.Subject, SendTo: c.Notice.SendTo,
	}
	if *c.Notice != want || !strings.Contains(c.Notice.Subject, "dân vận") || !strings.Contains(c.Notice.SendTo, "Phòng Văn hóa") ||
		c.Deadline != (workday.Date{Year: 2026, Month: 12, Day: 4}) || c.DeadlineHour != "11:00" || c.Internal != (workday.Date{Year: 2026, Month: 12, Day: 3}) {
		t.Errorf("opened %+v with notice %+v", c, *c.Notice)
	}

	// The same page again leads to the report, the same notice to none.
	if again := admin.post(p.path, "do", "open"); again.path != "/quan-ly/bao-cao/"+c.ID || len(s.campaigns()) != 1 {
		t.Errorf("pressed twice: at %s, %d campaigns", again.path, len(s.campaigns()))
	}
	twice := admin.handOver(strings.Replace(noticeText, "ỦY BAN NHÂN DÂN ", "UBND ", 1))
	twice = admin.post(twice.path, twice.form(t, twice.path, "issuer", "UBND xã Hoa Sen", "do", "save")...)
	twice.has(t, "đã có báo cáo", `href="/quan-ly/bao-cao/`+c.ID+`"`)
	if strings.Contains(twice.body, `value="open"`) {
		t.Error("the same notice may be opened twice")
	}
	if got := admin.post(twice.path, twice.form(t, twice.path, "do", "open")...); got.status != http.StatusConflict || len(s.campaigns()) != 1 {
		t.Errorf("the same notice: got %d, %d campaigns", got.status, len(s.campaigns()))
	}
	// Nothing of the text is kept once the report is open.
	s.view(func(tx storage.Tx) error {
		raw, err := tx.Value("web/intake/" + strings.TrimPrefix(p.path, "/quan-ly/bao-cao-moi/"))
		if bytes.Contains(raw, []byte("Kính gửi")) {
			t.Error("the text of the notice is kept")
		}
		return err
	})
}

// TestOpenByHand: a report without a notice.
func TestOpenByHand(t *testing.T) {
	t.Parallel()
	s := newSite(t, withCalendar(t))
	admin := s.join(report.Admin, "Trần Văn Nam")
	p := admin.post("/quan-ly/bao-cao-moi", "do", "hand")
	got := admin.post(p.path, p.form(t, p.path, "do", "open")...)
	got.has(t, "chọn mẫu báo cáo")
	if got.status != http.StatusUnprocessableEntity {
		t.Fatalf("without a template: got %d", got.status)
	}
	got = admin.post(p.path, got.form(t, p.path, "template", "so-ket-hoc-ky-1", "do", "open")...)
	got.has(t, "«Kỳ báo cáo»", "chưa có hạn nộp")
	got = admin.post(p.path, got.form(t, p.path, "do", "open")...)
	all := s.campaigns()
	if len(all) != 1 || all[0].Notice != nil || all[0].Period == "" {
		t.Fatalf("got %d at %s: %+v", got.status, got.path, all)
	}
	// What is dropped is gone.
	p = admin.post("/quan-ly/bao-cao-moi", "do", "hand")
	if list := admin.get("/quan-ly/bao-cao-moi"); !strings.Contains(list.body, p.path) {
		t.Error("what was begun is not listed")
	}
	admin.post(p.path, "do", "drop")
	if list := admin.get("/quan-ly/bao-cao-moi"); strings.Contains(list.body, p.path) {
		t.Error("what was dropped is listed")
	}
	if got := admin.get(p.path); got.status != http.StatusNotFound {
		t.Errorf("dropped: got %d", got.status)
	}
}

// TestIntakeForgotten: what nobody goes on with is forgotten after a week.
func TestIntakeForgotten(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.join(report.Admin, "Trần Văn Nam")
	old := admin.handOver(noticeText)
	s.later(8 * 24 * time.Hour)
	if err := s.web.KeepHouse(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.view(func(tx storage.Tx) error {
		for _, key := range []string{"web/intakes", "web/intake/" + strings.TrimPrefix(old.path, "/quan-ly/bao-cao-moi/")} {
			if raw, err := tx.Value(key); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("%s is kept: %.60s, %v", key, raw, err)
			}
		}
		return nil
	})
}
