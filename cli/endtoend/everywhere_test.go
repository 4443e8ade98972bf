package endtoend

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thuky/bot/telegram/telegramtest"
	"thuky/bot/zalo/zalotest"
)

// mixedReport takes the place of the shipped template of its id: one question of each
// kind of answering, for three people.
const mixedReport = `id = "dan-van-6-thang"
title = "Báo cáo công tác dân vận 6 tháng"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả thực hiện công tác dân vận ở đơn vị {{period}}"
match = ["dân vận"]
recipients = ["Lưu: VT"]
opening = ["Thực hiện {{notice}}."]

[[sections]]
id = "ket_qua"
heading = "KẾT QUẢ"

  [[sections.questions]]
  id = "ket_qua_thuc_hien"
  type = "longtext"
  prompt = "Thầy/cô viết kết quả thực hiện trong kỳ."
  role = "văn thư"

  [[sections.questions]]
  id = "vien_chuc"
  type = "integer"
  prompt = "Trường có bao nhiêu viên chức?"
  print = "Trường có {{vien_chuc}} viên chức."
  role = "văn thư"

  [[sections.questions]]
  id = "hinh_thuc"
  type = "choice"
  prompt = "Tổ tuyên truyền chủ yếu bằng hình thức nào?"
  choices = ["Phát thanh", "Sinh hoạt dưới cờ", "Tờ rơi, pa-nô"]
  print = "Hình thức chủ yếu: {{hinh_thuc}}."
  role = "tổ 1"

  [[sections.questions]]
  id = "phu_huynh"
  type = "choices"
  prompt = "Phụ huynh tham gia những việc nào?"
  choices = ["Họp lớp", "Dọn vệ sinh", "Hội thi"]
  print = "Phụ huynh tham gia: {{phu_huynh}}."
  role = "tổ 2"

[[sections]]
id = "kien_nghi"
heading = "KIẾN NGHỊ"

  [[sections.questions]]
  id = "kien_nghi"
  type = "longtext"
  prompt = "Thầy/cô có kiến nghị gì?"
  role = "tổ 1"
`

// paragraphsOfMixed are what the answers of the cast make of it.
var paragraphsOfMixed = []string{
	"Thực hiện Công văn số 764/UBND-HC ngày 28 tháng 5 năm 2024 của Ủy ban nhân dân huyện Tân Hồng về việc báo cáo kết quả thực hiện công tác dân vận 06 tháng đầu năm 2024.",
	"Trường đã triển khai đến 32 viên chức.", "Các tổ đều tham gia.", "Trường có 32 viên chức.",
	"Hình thức chủ yếu: Sinh hoạt dưới cờ.", "Phụ huynh tham gia: Họp lớp, Hội thi.", "Cần thêm kinh phí./.",
}

// useTemplate lays a template over the shipped ones.
func (o *office) useTemplate(t testing.TB, source string) {
	t.Helper()
	folder := filepath.Join(o.dir, "mau")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "dan-van.toml"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	o.env = append(o.env, "THUKY_TEMPLATES_FOLDER="+folder)
}

// cast is who takes part in the campaign of the notice 764: two admins, an approver, and
// three who answer.
type cast struct {
	t    testing.TB
	bot  *server
	log  *minutes
	chi  *person
	em   *person
	dung *person
	man  *person
	do   *person
	lan  *person

	// invite gives a code for three of the staff, or for one of another role.
	invite func(role string) string
	// join lets somebody in by a code; then they are asked for their name.
	join func(p *person, code string)
}

func newCast(t testing.TB, bot *server) *cast {
	c := &cast{t: t, bot: bot, log: &minutes{}}
	ctx := patience(t)
	some := func(name, call string) *person { return &person{t: t, ctx: ctx, name: name, call: call, log: c.log} }
	c.chi, c.em, c.dung = some("Bùi Kim Chi", "cô"), some("Đào Văn Em", "thầy"), some("Hồ Văn Dũng", "thầy")
	c.man, c.do, c.lan = some("Lê Thị Mận", "cô"), some("Trần Văn Đỗ", "thầy"), some("Vũ Thị Lan", "cô")
	c.invite = c.inviteInChat
	c.join = func(p *person, code string) { p.write(code) }
	return c
}

// joinAnywhere uses a code as the platform has it: in a link, or typed.
func (c *cast) joinAnywhere(p *person, code string) {
	c.t.Helper()
	switch s := p.seat.(type) {
	case *webSeat:
		s.enter(s.base + "/moi/" + strings.ReplaceAll(code, " ", ""))
	case *telegramSeat:
		p.write("/start " + strings.ReplaceAll(code, " ", ""))
	default:
		p.write(code)
	}
}

// inviteInChat orders a code by words.
func (c *cast) inviteInChat(role string) string {
	c.t.Helper()
	if role == "staff" {
		return codeIn(c.t, c.chi.say("moi 3 giao vien", "Mã chỉ hiện một lần").text)
	}
	c.chi.say(map[string]string{"admin": "mời quản trị", "approver": "moi nguoi duyet"}[role], "em lập mã mời")
	return codeIn(c.t, c.chi.choose("Đồng ý", "", "Mã chỉ hiện một lần").text)
}

// arrive is the way of somebody from the code to the first report.
func (c *cast) arrive(p *person, code string) {
	c.t.Helper()
	c.join(p, code)
	p.until("có đồng ý không")
	p.choose("Đồng ý", "", "ghi họ tên")
	p.say(p.name, "xưng hô")
	p.choose(map[string]string{"cô": "Cô", "thầy": "Thầy"}[p.call], "", "em nhớ rồi")
}

// play runs the whole campaign, and gives the approved file as each of the three who
// oversee it received it.
func (c *cast) play(first string) (files [][]byte) {
	c.t.Helper()
	c.arrive(c.chi, first)
	staff, admin, approver := c.invite("staff"), c.invite("admin"), c.invite("approver")
	c.arrive(c.em, admin)
	c.arrive(c.dung, approver)
	for _, p := range []*person{c.man, c.do, c.lan} {
		c.arrive(p, staff)
	}
	for _, p := range []*person{c.chi, c.em} { // admins hear who joins
		p.until("cô Vũ Thị Lan vừa vào")
	}
	c.chi.say("cô Mận thuộc văn thư", "đã ghi cô Lê Thị Mận thuộc văn thư")
	c.chi.say("thầy Đỗ thuộc tổ 1", "đã ghi thầy Trần Văn Đỗ thuộc tổ 1")
	c.chi.say("co lan thuoc to 2", "đã ghi cô Vũ Thị Lan thuộc tổ 2")
	c.openReport()
	c.answer()
	return c.approve()
}

// openReport opens the report of the notice, which an admin pastes in parts.
func (c *cast) openReport() {
	c.t.Helper()
	for _, part := range strings.Split(notice764, "---8<---\n") {
		c.chi.write(strings.TrimSpace(part))
	}
	c.chi.until("3 phần của công văn")
	list := c.chi.say("xong", "764/UBND-HC").text
	for _, want := range []string{"6. Kỳ báo cáo: 06 tháng đầu năm 2024", "7. Hạn nộp: thứ Sáu 31/5/2024 ← «trước ngày 31/5/2024»", "Lê Thị Mận 2 câu", "Trần Văn Đỗ 2 câu"} {
		if !strings.Contains(list, want) {
			c.t.Errorf("the list has no %q:\n%s", want, list)
		}
	}
	c.chi.say("7: 31/5/2099 16 gio", "Hạn nộp: 16:00 Chủ nhật 31/5/2099")
	c.chi.say("số: 765/UBND-HC", "765/UBND-HC")
	c.chi.say("2: 764/UBND-HC", "764/UBND-HC")
	for _, p := range []*person{c.man, c.do, c.lan, c.em, c.dung} {
		if n := p.unread(); n != 0 {
			c.t.Errorf("%s hears %d messages before the report is open", p.name, n)
		}
	}
	c.chi.choose("Mở báo cáo", "mở", "Đã mở báo cáo")
}

// answer lets everybody answer, one question go back, and come again.
func (c *cast) answer() {
	c.t.Helper()
	if first := c.man.until("Câu 1/2"); !strings.Contains(first.text, "theo Công văn số 764/UBND-HC của Ủy ban nhân dân huyện Tân Hồng") {
		c.t.Errorf("Mận hears %q", first.text)
	}
	c.do.until("Câu 1/2")
	c.lan.until("Câu 1/1")

	c.man.say("Trường đã triển khai.", "đã ghi 1 tin")
	c.man.say("Các tổ đều tham gia.", "đã ghi 2 tin")
	c.man.say("xong", "Câu 2/2")
	c.man.say("32 nguoi", "Xem lại")
	c.man.say("gui", "đã nhận đủ")

	c.do.choose("Sinh hoạt dưới cờ", "", "Câu 2/2")
	c.do.say("Cần thêm kinh phí.", "đã ghi 1 tin")
	c.do.choose("Xong", "xong", "Xem lại")
	c.do.choose("Gửi báo cáo", "gửi", "đã nhận đủ")

	c.lan.say("1, 3", "Xem lại")
	c.lan.say("gui", "đã nhận đủ")

	c.chi.until("đã đủ: 3/3 người đã gửi")
	c.chi.say("tra lai cau 1: viet ro hon", "đã trả lại câu 1")
	c.man.until("viet ro hon")
	c.man.say("Trường đã triển khai đến 32 viên chức.", "đã ghi 1 tin")
	c.man.say("Các tổ đều tham gia.", "đã ghi 2 tin")
	c.man.say("xong", "Xem lại")
	c.chi.until("đến 32 viên chức")
	c.man.say("gui", "đã nhận đủ")
}

// approve lets the approver approve; everybody who may have the file receives it.
func (c *cast) approve() (files [][]byte) {
	c.t.Helper()
	c.dung.until("chờ thầy duyệt")
	c.dung.say("duyet", "duyệt bản 1")
	c.dung.choose("Duyệt bản 1", "", "SHA-256")
	for _, p := range []*person{c.chi, c.em, c.dung} {
		if p != c.dung {
			p.until("SHA-256")
		}
		data := p.file(c.t, p.last)
		if data == nil {
			c.t.Fatalf("no file for %s in %q", p.name, p.last.text)
		}
		files = append(files, data)
	}
	for _, p := range []*person{c.man, c.do, c.lan} {
		if n := p.unread(); n != 0 {
			c.t.Errorf("%s hears %d messages after all was sent", p.name, n)
		}
	}
	return files
}

// checkFiles tells whether all received the same bytes, and the report that they answered.
func (c *cast) checkFiles(files [][]byte) {
	c.t.Helper()
	for _, data := range files {
		if !bytes.Equal(data, files[0]) {
			c.t.Error("not all received the same bytes")
		}
	}
	t := c.t.(*testing.T)
	got := text(readDocx(t, files[0]))
	for _, want := range paragraphsOfMixed {
		if !slices.Contains(strings.Split(got, "\n"), want) {
			t.Errorf("the report has no paragraph %q:\n%s", want, got)
		}
	}
	t.Log(c.log)
}

// TestCampaignOnZalo: everybody has Zalo and nothing else. There are no buttons and no
// files, and every call of the webhook comes ten times.
func TestCampaignOnZalo(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"webhook", "poll"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			at := &front{}
			calls := &zalotest.Storm{Via: at, Times: 10}
			zalo := newZalo(t, at, zalotest.Options{WebhookTransport: calls})
			o := newOffice(t, zaloSettings(zalo, mode)...)
			o.useTemplate(t, mixedReport)
			o.drawPages(t)
			bot := o.serve(t)
			at.opens(t, bot)
			c := newCast(t, bot)
			for id, p := range map[string]*person{"u21": c.chi, "u22": c.em, "u31": c.dung, "u11": c.man, "u12": c.do, "u13": c.lan} {
				p.seat = &zaloSeat{zalo, at, id}
			}
			_, code, _ := strings.Cut(<-bot.door, "/moi/")
			c.checkFiles(c.play(code))
			calls.Calm()
			bot.stop(t)

			if mode == "webhook" {
				different, taken := calls.Counts()
				if updates, again := bot.counted(t, "updates"), bot.counted(t, "duplicates"); taken != 10*different || updates != different || again != 9*different {
					t.Errorf("of %d calls, made 10 times each, %d were taken: %d updates and %d duplicates", different, taken, updates, again)
				}
			}
			for _, v := range zalo.Violations() {
				t.Errorf("against the Zalo Bot Platform: %s", v)
			}
			for _, p := range []*person{c.chi, c.em, c.dung} {
				c.checkPicture(p)
			}
			for _, p := range []*person{c.man, c.do, c.lan} {
				t.Logf("%s got %d messages", p.name, p.heard)
			}
		})
	}
}

func TestCampaignOnTheWeb(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "THUKY_WEB_LISTEN=127.0.0.1:0")
	o.useTemplate(t, mixedReport)
	bot := o.serve(t)
	base := "http://" + <-bot.address
	c := newCast(t, bot)
	for _, p := range []*person{c.chi, c.em, c.dung, c.man, c.do, c.lan} {
		p.seat = &webSeat{browser: newBrowser(t, base, nil)}
	}
	c.join = func(p *person, code string) {
		p.seat.(*webSeat).enter(base + "/moi/" + url.PathEscape(strings.ReplaceAll(code, " ", "")))
	}
	first := <-bot.door // opened as it is printed
	_, code, _ := strings.Cut(first, base+"/moi/")
	c.checkFiles(c.play(code))
	bot.stop(t)
	if log := bot.stderr.String(); strings.Contains(log, "level=ERROR") || strings.Contains(log, "Mận") {
		t.Errorf("the log of a school in a browser:\n%s", log)
	}
}

func TestCampaignMixed(t *testing.T) {
	t.Parallel()
	at := &front{}
	zalo := newZalo(t, at, zalotest.Options{})
	telegram := newTelegram(t, telegramtest.Options{})
	o := newOffice(t, append(telegramSettings(telegram), zaloSettings(zalo, "webhook")...)...)
	o.useTemplate(t, mixedReport)
	bot := o.serve(t)
	at.opens(t, bot)
	c := newCast(t, bot)
	c.chi.seat = &webSeat{browser: newBrowser(t, publicURL, at)}
	c.em.seat = &zaloSeat{zalo, at, "u22"}
	c.dung.seat = &telegramSeat{telegram, 31}
	c.man.seat = &telegramSeat{telegram, 11}
	c.do.seat = &zaloSeat{zalo, at, "u12"}
	c.lan.seat = &webSeat{browser: newBrowser(t, publicURL, at)}
	c.join = c.joinAnywhere
	_, code, _ := strings.Cut(<-bot.door, "/moi/")
	c.checkFiles(c.play(code))
	bot.stop(t)
	for _, v := range append(zalo.Violations(), telegram.Violations()...) {
		t.Errorf("against the platform: %s", v)
	}
}
