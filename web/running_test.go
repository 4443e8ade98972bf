package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/web"
	"thuky/workday"
)

// census is a report with a question of nearly every kind.
const census = `
id = "so-lieu"
title = "Báo cáo số liệu"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Số liệu {{period}}"
recipients = ["Lưu: VT"]

[[sections]]
id = "chung"
heading = "SỐ LIỆU CHUNG"
[[sections.questions]]
id = "hoc_sinh"
type = "integer"
unit = "em"
prompt = "Thầy/cô cho biết lớp có bao nhiêu học sinh?"
heading = "Số học sinh"
min = 0
max = 2000
[[sections.questions]]
id = "nu"
type = "integer"
unit = "em"
prompt = "Trong đó có bao nhiêu nữ?"
check = "nu <= hoc_sinh"
check_message = "Số nữ không thể nhiều hơn số học sinh ({{hoc_sinh}})."
[[sections.questions]]
id = "ban_tru"
type = "yesno"
prompt = "Lớp có bán trú không?"
[[sections.questions]]
id = "suat_an"
type = "decimal"
unit = "nghìn đồng"
prompt = "Một suất ăn bao nhiêu tiền?"
when = "ban_tru"

[[sections]]
id = "hoat_dong"
heading = "HOẠT ĐỘNG"
[[sections.questions]]
id = "hinh_thuc"
type = "choices"
prompt = "Lớp đã tổ chức những hình thức nào?"
choices = ["Tọa đàm, trao đổi", "Hội thi", "Tham quan"]
[[sections.questions]]
id = "xep_loai"
type = "choice"
prompt = "Tự xếp loại?"
choices = ["Tốt", "Khá", "Đạt"]
[[sections.questions]]
id = "nhan_xet"
type = "longtext"
prompt = "Thầy/cô nhận xét chung về lớp."
heading = "Nhận xét chung"
`

// withWorkdays lets a site know the working days, and remind by them.
func withWorkdays(_ *web.Config, c *bot.Config) {
	build := func(days []workday.Day) (*workday.Calendar, error) {
		return workday.New(workday.SaturdaySunday, workday.Sheet{Days: days})
	}
	calendar, err := build(nil)
	if err != nil {
		panic(err) // unreachable: shipped
	}
	c.Reminders = &remind.Planner{Policy: remind.Default(), Calendar: calendar, Zone: bot.ICT(), InternalDays: 2}
	c.Calendar = build
}

// open opens a round of the census, due on thứ Sáu 04/12/2026.
func (s *site) openCensus(period string, assignments ...report.Assignment) report.Campaign {
	s.t.Helper()
	template, err := report.ReadTemplate("so-lieu.toml", []byte(census))
	if err != nil {
		s.t.Fatal(err)
	}
	var c report.Campaign
	s.update(func(tx storage.Tx) (err error) {
		c, err = bot.OpenCampaign(tx, template, report.Campaign{
			Period: period, Deadline: workday.Date{Year: 2026, Month: 12, Day: 4}, Internal: workday.Date{Year: 2026, Month: 12, Day: 2},
			Assignments: assignments,
		}, s.clock())
		return err
	})
	return c
}

// to gives questions to people by name; nobody: to nobody.
func (s *site) to(question string, names ...string) report.Assignment {
	s.t.Helper()
	a := report.Assignment{Question: question, People: []string{}}
	for _, name := range names {
		a.People = append(a.People, s.person(name).ID)
	}
	return a
}

// says hands words of a person to the bot, as their web chat would.
func (s *site) says(name string, lines ...string) {
	s.t.Helper()
	p := s.person(name)
	address, err := chat.ParseAddress(p.Addresses[0].Address)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, line := range lines {
		s.mu.Lock()
		s.said++
		key := fmt.Sprintf("web/said/%d", s.said)
		s.mu.Unlock()
		u := chat.Update{Key: key, Kind: chat.Text, Address: address, At: s.clock(), Text: line, Message: key}
		if err := s.bot.Accept(context.Background(), []chat.Update{u}); err != nil {
			s.t.Fatal(err)
		}
		s.settle()
	}
}

// heard is all that the bot said to a person.
func (s *site) heard(name string) string {
	s.t.Helper()
	s.settle()
	address, err := chat.ParseAddress(s.person(name).Addresses[0].Address)
	if err != nil {
		s.t.Fatal(err)
	}
	var all []string
	s.view(func(tx storage.Tx) error {
		for l, err := range tx.LinesAfter(address, 0) {
			if err != nil {
				return err
			}
			all = append(all, l.Message.Plain())
		}
		return nil
	})
	return strings.Join(all, "\n")
}

func (s *site) answer(c report.Campaign, question, name string) report.Answer {
	s.t.Helper()
	var a report.Answer
	s.view(func(tx storage.Tx) (err error) {
		a, err = tx.Answer(c.ID, question, s.person(name).ID)
		return err
	})
	return a
}

func (s *site) stored(id string) (c report.Campaign) {
	s.t.Helper()
	s.view(func(tx storage.Tx) (err error) {
		c, err = tx.Campaign(id)
		return err
	})
	return c
}

// says checks that a page says all of these, and none of what stands behind "!".
func (p page) says(t testing.TB, what string, words ...string) {
	t.Helper()
	for _, w := range words {
		if not, absent := strings.CutPrefix(w, "!"); absent {
			if strings.Contains(p.body, not) {
				t.Errorf("%s: says %q", what, not)
			}
		} else if !strings.Contains(p.body, w) {
			t.Errorf("%s: does not say %q\n%s", what, w, mainOf(p.body))
		}
	}
}

var mainPart = regexp.MustCompile(`(?s)<main.*</main>`)

func mainOf(body string) string { return mainPart.FindString(body) }

// hidden finds the value of a hidden field in the form of a person.
func hidden(t testing.TB, body, act, person, name string) string {
	t.Helper()
	form := regexp.MustCompile(`(?s)<form[^>]*` + regexp.QuoteMeta(act) + `".*?</form>`)
	field := regexp.MustCompile(`name="` + regexp.QuoteMeta(name) + `" value="([^"]*)"`)
	for _, f := range form.FindAllString(body, -1) {
		if !strings.Contains(f, `name="nguoi" value="`+person+`"`) && person != "" {
			continue
		}
		if m := field.FindStringSubmatch(f); m != nil {
			return m[1]
		}
	}
	t.Fatalf("there is no field %s of %s in a form to %s\n%s", name, person, act, mainOf(body))
	return ""
}

// team joins an admin, an approver and two teachers.
func (s *site) team() (admin, approver, mai, cuong *browser) {
	s.t.Helper()
	admin, approver = s.join(report.Admin, "Trần Văn Nam"), s.join(report.Approver, "Đỗ Thị Hạnh")
	mai, cuong = s.join(report.Staff, "Lê Thị Mai"), s.join(report.Staff, "Phạm Văn Cường")
	return admin, approver, mai, cuong
}

func TestDeskEmpty(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin := s.join(report.Admin, "Trần Văn Nam")
	admin.get("/quan-ly").says(t, "empty", "Chưa có báo cáo nào", "Mời thầy cô", `href="/quan-ly/nguoi"`, `href="/quan-ly/bao-cao-moi"`)
	s.join(report.Approver, "Đỗ Thị Hạnh").get("/quan-ly").says(t, "approver", "Khi quản trị của trường mở báo cáo", "!Mời thầy cô")
	admin.get("/quan-ly").says(t, "with somebody", "Danh sách đã có 1 người")
}

// TestDesk: open campaigns with what is left and who is missing, closed ones below.
func TestDesk(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, approver, _, _ := s.team()
	c := s.openCensus("tháng 11", s.to("nhan_xet"), s.to("xep_loai", "Lê Thị Mai"))
	s.says("Lê Thị Mai", "alo", "31")
	s.says("Phạm Văn Cường", "alo")
	for _, b := range []*browser{admin, approver} {
		b.get("/quan-ly").says(t, "on Friday", "Báo cáo số liệu (tháng 11)", "còn 3 ngày làm việc", "còn 5 ngày làm việc", "<strong>1/7</strong> câu",
			"<strong>0/2</strong> người", "Chưa bắt đầu</span> Phạm Văn Cường", "chưa có ai trả lời", "!Trễ hạn")
	}
	s.later(5 * 24 * time.Hour) // Wednesday, the internal deadline
	s.says("Lê Thị Mai", "/boqua", "lớp chưa đếm")
	admin = s.again("Trần Văn Nam")
	admin.get("/quan-ly").says(t, "on the day", "hôm nay là hạn", "còn 2 ngày làm việc", "xin bỏ qua, lý do: lớp chưa đếm")
	s.later(24 * time.Hour)
	admin = s.again("Trần Văn Nam")
	admin.get("/quan-ly").says(t, "late", "trễ 1 ngày làm việc", "còn 1 ngày làm việc", "Trễ hạn</span> Phạm Văn Cường (")
	if got := admin.post("/quan-ly/bao-cao/"+c.ID+"/dong", "x", "y"); got.status != http.StatusOK {
		t.Fatalf("close: got %d\n%s", got.status, got.body)
	}
	admin.get("/quan-ly").says(t, "closed", "Hiện không có báo cáo nào đang mở", "Đã đóng", "chưa duyệt bản nào")
	s.openCensus("tháng 12")
	admin.get("/quan-ly").says(t, "both", "tháng 11", "tháng 12")
}

// again signs somebody in anew, who was signed out by the clock.
func (s *site) again(name string) *browser {
	s.t.Helper()
	b := s.browser()
	b.anew(name)
	return b
}

// anew signs somebody in by a new code.
func (b *browser) anew(name string) {
	s := b.site
	s.t.Helper()
	code := bot.NewCode()
	p := s.person(name)
	s.update(func(tx storage.Tx) error {
		return tx.PutInvitation(report.Invitation{
			Hash: report.HashCode(code), Role: p.Role, Uses: 1, Person: p.ID, Created: s.clock(), Expires: s.clock().Add(time.Hour),
		})
	})
	if got := b.enter(code); got.status != http.StatusOK {
		s.t.Fatalf("sign in again: got %d\n%s", got.status, got.body)
	}
}

// TestCampaign: the matrix says who has answered what, in signs and words.
func TestCampaign(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, approver, _, _ := s.team()
	c := s.openCensus("tháng 11", s.to("xep_loai", "Lê Thị Mai"), s.to("nhan_xet"))
	s.says("Lê Thị Mai", "alo", "31", "12", "không")
	s.says("Phạm Văn Cường", "alo", "30", "/boqua", "chưa đếm")
	path := "/quan-ly/bao-cao/" + c.ID
	for name, b := range map[string]*browser{"admin": admin, "approver": approver} {
		got := b.get(path)
		got.says(t, name, "I. SỐ LIỆU CHUNG", "Số học sinh", "✓<i>đã trả lời</i>", "?<i>xin bỏ qua</i>", "○<i>chờ trả lời</i>", "×<i>không áp dụng</i>",
			"·<i>không hỏi</i>", "chưa giao ai", "Lê Thị Mai", "cả trường",
			"<strong>3/6</strong> câu", "<strong>0/2</strong> người")
		if allowed := strings.Contains(got.body, "Đổi hạn nộp"); allowed != (name == "admin") {
			t.Errorf("%s: deadlines can be changed: %v", name, allowed)
		}
	}
	if got := admin.get("/quan-ly/bao-cao/khong-co"); got.status != http.StatusNotFound {
		t.Errorf("no campaign: got %d", got.status)
	}
	s.update(func(tx storage.Tx) error { return tx.DeletePerson(s.person("Phạm Văn Cường").ID) })
	admin.get(path).says(t, "after a removal", "người đã rời danh sách", "!Phạm Văn Cường")
}

// TestDeadlineForms: rules and words are those of the chat, and nothing typed is lost.
func TestDeadlineForms(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, _, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo")
	path := "/quan-ly/bao-cao/" + c.ID
	was := []string{"ngay-cu", "2026-12-04", "gio-cu", ""}
	for _, tt := range []struct {
		name   string
		fields []string
		status int
		says   string
	}{
		{"a day that is no day", []string{"han", "nop", "ngay", "40/1/2027"}, 422, "chưa đọc được ngày"},
		{"no day", []string{"han", "nop", "ngay", ""}, 422, "chưa đọc được ngày"},
		{"an hour that is none", []string{"han", "nop", "ngay", "2026-12-09", "gio", "25 giờ"}, 422, "chưa đọc được giờ"},
		{"past", []string{"han", "nop", "ngay", "2026-11-20"}, 422, "đã qua nên em chưa đổi hạn"},
		{"an hour of today that is past", []string{"han", "nop", "ngay", "2026-11-27", "gio", "08:00"}, 422, "08:00 hôm nay đã qua"},
		{"far", []string{"han", "nop", "ngay", "2062-12-09"}, 422, "xa quá"},
	} {
		got := admin.post(path+"/han", append(tt.fields, was...)...)
		if got.status != tt.status {
			t.Errorf("%s: got %d", tt.name, got.status)
		}
		got.says(t, tt.name, tt.says, `value="`+tt.fields[3]+`"`)
	}
	internal := []string{"han", "noi-bo", "ngay-cu", "2026-12-02", "gio-cu", ""}
	admin.post(path+"/han", append(internal, "ngay", "2026-12-07")...).says(t, "internal after", "muộn hơn hạn nộp")
	if got := s.stored(c.ID); got.Deadline != c.Deadline || got.Internal != c.Internal {
		t.Errorf("what was refused has changed something: %v %v", got.Deadline, got.Internal)
	}
	got := admin.post(path+"/han", append([]string{"han", "nop", "ngay", "9/12/2026", "gio", "11h30"}, was...)...)
	got.says(t, "moved", "Đã đổi hạn", "11:30 thứ Tư 09/12/2026")
	if got := s.stored(c.ID); got.Deadline.String() != "2026-12-09" || got.DeadlineHour != "11:30" || got.Internal.String() != "2026-12-07" {
		t.Errorf("moved: %v %v, internal %v", got.Deadline, got.DeadlineHour, got.Internal)
	}
	stale := admin.post(path+"/han", append([]string{"han", "nop", "ngay", "2026-12-11"}, was...)...)
	if stale.status != http.StatusConflict {
		t.Errorf("stale: got %d", stale.status)
	}
	stale.says(t, "stale", "hạn vừa được người khác đổi", `value="2026-12-11"`, "09/12/2026")
	admin.post(path+"/han", "han", "noi-bo", "ngay-cu", "2026-12-07", "gio-cu", "", "ngay", "").says(t, "none", "Đã đổi hạn", "!Hạn nội bộ</dt>")
	if got := s.stored(c.ID); !got.Internal.IsZero() || !got.InternalFixed {
		t.Errorf("no internal deadline: %+v", got)
	}
	admin.post(path+"/han", "han", "nop", "ngay-cu", "2026-12-09", "gio-cu", "11:30", "ngay", "2026-12-09", "gio", "11:30").says(t, "same", "Vẫn như trước")
}

// TestCloseAndReopen asks first, and whoever owes hears of it.
func TestCloseAndReopen(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, _, _, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo")
	path := "/quan-ly/bao-cao/" + c.ID
	admin.get(path+"/dong").says(t, "asks", "Còn 1 người chưa gửi: Lê Thị Mai", "Em sẽ báo từng người")
	if s.stored(c.ID).Status != report.Open {
		t.Fatal("asking has closed it")
	}
	admin.post(path+"/dong").says(t, "closed", "Đã đóng báo cáo", "Mở lại báo cáo", "!Đổi hạn nộp")
	if s.stored(c.ID).Status != report.Closed {
		t.Fatal("not closed")
	}
	if got := admin.post(path + "/dong"); got.status != http.StatusConflict {
		t.Errorf("closed again: got %d", got.status)
	}
	if got := admin.get(path + "/dong"); got.path != path {
		t.Errorf("asked once more: at %s", got.path)
	}
	q := path + "/cau/hoc_sinh"
	admin.get(q).says(t, "question of a closed one", "Báo cáo đã đóng", "!Trả lời hộ")
	admin.post(q+"/sua", "nguoi", s.person("Lê Thị Mai").ID, "noi-dung", "31", "ly-do", "x").says(t, "amend", "đã đóng nên em không thay đổi gì", "31")
	admin.get(path+"/mo-lai").says(t, "asks", "Em sẽ báo 1 người chưa gửi: Lê Thị Mai")
	admin.post(path+"/mo-lai").says(t, "reopened", "Đã mở lại báo cáo")
	if s.stored(c.ID).Status != report.Open {
		t.Error("not reopened")
	}
}

// orders are all that can be ordered about a campaign, the day and its question.
func orders(c report.Campaign) map[string][]string {
	path := "/quan-ly/bao-cao/" + c.ID
	return map[string][]string{
		path + "/han":                  {"han", "nop", "ngay", "2026-12-10"},
		path + "/dong":                 {},
		path + "/mo-lai":               {},
		path + "/giao":                 {"cau", "nhan_xet", "cho", ":nobody"},
		path + "/cau/hoc_sinh/tra-lai": {"nguoi", "p3", "ly-do", "x"},
		path + "/cau/hoc_sinh/sua":     {"nguoi", "p3", "noi-dung", "3", "ly-do", "x"},
		path + "/cau/hoc_sinh/dong-y":  {"nguoi", "p3"},
		"/quan-ly/lich/ngay":           {"ngay", "2026-12-10", "loai", "holiday"},
		"/quan-ly/lich/bo":             {"ngay", "2027-01-01"},
	}
}

// TestWhoMayOrder: nobody, staff and other sites nothing; approvers what they may in chat.
func TestWhoMayOrder(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, approver, mai, _ := s.team()
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo", "31")
	pages := []string{"/quan-ly", "/quan-ly/nhat-ky", "/quan-ly/lich", "/quan-ly/bao-cao/" + c.ID, "/quan-ly/bao-cao/" + c.ID + "/cau/hoc_sinh"}
	forAdmins := []string{"/quan-ly/bao-cao/" + c.ID + "/giao", "/quan-ly/bao-cao/" + c.ID + "/dong", "/quan-ly/bao-cao/" + c.ID + "/mo-lai"}
	for _, path := range append(slices.Clone(pages), forAdmins...) {
		want := map[*browser]int{s.browser(): http.StatusUnauthorized, mai: http.StatusForbidden, approver: http.StatusOK, admin: http.StatusOK}
		if slices.Contains(forAdmins, path) {
			want[approver] = http.StatusForbidden
		}
		for b, status := range want {
			if got := b.get(path); got.status != status {
				t.Errorf("GET %s: got %d, want %d", path, got.status, status)
			}
		}
	}
	before := s.stored(c.ID)
	for path, fields := range orders(c) {
		if got := s.browser().post(path, fields...); got.status != http.StatusUnauthorized {
			t.Errorf("nobody at %s: got %d", path, got.status)
		}
		if got := mai.post(path, fields...); got.status != http.StatusForbidden {
			t.Errorf("staff at %s: got %d", path, got.status)
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+path, strings.NewReader(url.Values{}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if got := admin.do(r); got.status != http.StatusForbidden {
			t.Errorf("another site at %s: got %d", path, got.status)
		}
		if strings.Contains(path, "/cau/") {
			continue // approvers do these
		}
		if got := approver.post(path, fields...); got.status != http.StatusForbidden {
			t.Errorf("approver at %s: got %d", path, got.status)
		}
	}
	if after := s.stored(c.ID); after.Deadline != before.Deadline || after.Status != before.Status || len(after.Assignments) != 0 {
		t.Errorf("something was changed: %+v", after)
	}
	if a := s.answer(c, "hoc_sinh", "Lê Thị Mai"); a.Revision != 1 || *a.Value.Number != 31 {
		t.Errorf("the answer is %+v", a)
	}
}
