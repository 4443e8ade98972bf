package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"thuky/bot"
	"thuky/report"
	"thuky/storage"
	"thuky/templates"
	"thuky/web/browsertest"
	"thuky/workday"
)

// names are those of an invented staff.
var names = []string{
	"Lê Thị Mai", "Phạm Văn Cường", "Nguyễn Thị Thanh Phương Thảo", "Vũ Đình Khôi", "Hoàng Thị Ánh Tuyết", "Đặng Văn Bình",
	"Bùi Thị Hoa", "Ngô Quang Huy", "Dương Thị Kim Oanh", "Lý Văn Sơn", "Trịnh Thị Hồng", "Cao Minh Đức",
}

// crowd puts staff on the list who have joined on other platforms.
func (s *site) crowd(n int) (ids []string) {
	s.t.Helper()
	s.update(func(tx storage.Tx) error {
		ids = nil
		for i := range n {
			name := names[i%len(names)]
			if i >= len(names) {
				name = fmt.Sprintf("%s %c", name, 'A'+i/len(names))
			}
			p, err := bot.AddPerson(tx, report.Person{
				Name: name, Role: report.Staff, Unit: fmt.Sprintf("tổ %d", i%3+1),
				Addresses: []report.Contact{{Address: fmt.Sprintf("telegram:%d", 1000+i)}},
			}, s.clock())
			if err != nil {
				return err
			}
			ids = append(ids, p.ID)
		}
		return nil
	})
	return ids
}

// fillIn answers questions for people without a dialogue: of every person the first so
// many, in several states.
func (s *site) fillIn(c report.Campaign, t *report.Template, ids []string) {
	s.t.Helper()
	s.update(func(tx storage.Tx) error {
		for i, id := range ids {
			part := storage.Participation{Campaign: c.ID, Person: id, Started: s.clock()}
			for j, q := range t.Questions() {
				if q.Computed() || j > (i*7)%(len(t.Questions())+3) {
					continue
				}
				a := report.Answer{
					Campaign: c.ID, Question: q.ID, Person: id, Author: id, Channel: "telegram", At: s.clock(), Revision: 1, Carried: (i+j)%5 == 0,
				}
				reading, problem := q.Parse("31", workday.DateOf(s.clock()))
				switch {
				case (i+j)%11 == 3:
					a.Skipped, a.Reason = true, "Chưa có số liệu của cấp trên"
				case problem == nil:
					a.Value = reading.Value
				case len(q.Choices) > 0:
					a.Value = report.ListValue(q.Choices[:1])
				default:
					a.Value = report.YesValue(j%2 == 0)
				}
				if err := tx.PutAnswer(a); err != nil {
					return err
				}
				if (i+j)%13 == 5 {
					part.Returns = append(part.Returns, report.Return{Campaign: c.ID, Question: q.ID, Comment: "Bổ sung số liệu học kỳ 1", By: "p1", At: s.clock(), Revision: 1})
				}
			}
			if i%4 == 1 && len(part.Returns) == 0 {
				part.Submitted = s.clock()
			}
			if err := tx.PutParticipation(part); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestBrowserRunning looks at every page about running campaigns on a phone and a desktop.
func TestBrowserRunning(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	s := newSite(t, withWorkdays)
	admin := s.join(report.Admin, "Trần Văn Nam")
	all, err := templates.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	tabs := map[string]*browsertest.Tab{"360": s.tab(b, browsertest.Phone), "1280": s.tab(b, browsertest.Desktop)}
	lookAt := func(name, path string) {
		for on, p := range tabs {
			p.Go(s.url + path)
			p.Eval(`document.querySelectorAll("details").forEach(d => d.open = true)`)
			look(t, p, checker, name+"-"+on)
		}
	}
	lookAt("desk-empty", "/quan-ly")
	ids := s.crowd(12)
	var c report.Campaign
	s.update(func(tx storage.Tx) (err error) {
		c, err = bot.OpenCampaign(tx, all[1], report.Campaign{
			Period: "06 tháng cuối năm 2026", Deadline: workday.Date{Year: 2026, Month: 12, Day: 4}, Internal: workday.Date{Year: 2026, Month: 11, Day: 26},
			Assignments: []report.Assignment{{Question: "ke_hoach_dan_van", People: []string{}}, {Question: "khai_quat_chung", People: ids[:2]}},
		}, s.clock())
		return err
	})
	s.fillIn(c, all[1], ids)
	monthly := s.openCensus("tháng 11", report.Assignment{Question: "xep_loai", People: ids[:1]})
	template, err := report.ReadTemplate("so-lieu.toml", []byte(census))
	if err != nil {
		t.Fatal(err)
	}
	s.fillIn(monthly, template, ids[:5])
	old := s.openCensus("tháng 10")
	admin.post("/quan-ly/bao-cao/" + old.ID + "/dong")
	path := "/quan-ly/bao-cao/" + c.ID
	admin.post("/quan-ly/bao-cao/"+monthly.ID+"/cau/hoc_sinh/sua", "nguoi", ids[1], "ban", "1", "noi-dung", "33", "ly-do", "Theo sổ đăng bộ")
	admin.post("/quan-ly/lich/ngay", "ngay", "2026-12-22", "loai", "holiday", "ten", "Kỷ niệm ngày thành lập trường")
	for name, path := range map[string]string{
		"desk": "/quan-ly", "campaign": path, "census": "/quan-ly/bao-cao/" + monthly.ID, "question": "/quan-ly/bao-cao/" + monthly.ID + "/cau/hoc_sinh",
		"question-choices": "/quan-ly/bao-cao/" + monthly.ID + "/cau/hinh_thuc", "question-long": path + "/cau/khai_quat_chung",
		"assigning": path + "/giao", "confirm": path + "/dong", "journal": "/quan-ly/nhat-ky", "calendar": "/quan-ly/lich",
	} {
		lookAt(name, path)
	}
}

// tab is a tab in which the admin is signed in.
func (s *site) tab(b *browsertest.Browser, size browsertest.Size) *browsertest.Tab {
	s.t.Helper()
	code := bot.NewCode()
	s.update(func(tx storage.Tx) error {
		return tx.PutInvitation(report.Invitation{
			Hash: report.HashCode(code), Role: report.Admin, Uses: 1, Person: s.idOf(tx, "Trần Văn Nam"), Created: s.clock(), Expires: s.clock().Add(time.Hour),
		})
	})
	p := b.Tab(s.t, size)
	p.Go(s.url + "/moi/" + code)
	p.ClickText("Vào trang")
	p.WaitPath("/tro-chuyen")
	return p
}

// TestBrowserDrag: what is ticked is dropped on somebody, and somebody on a section.
func TestBrowserDrag(t *testing.T) {
	t.Parallel()
	b := browsertest.Open(t)
	s := newSite(t, withWorkdays)
	s.join(report.Admin, "Trần Văn Nam")
	ids := s.crowd(3)
	c := s.openCensus("tháng 11")
	p := s.tab(b, browsertest.Desktop)
	drag := func(from, to string) {
		p.Eval(fmt.Sprintf(`(() => {
			const from = document.querySelector(%q), to = document.querySelector(%q), data = new DataTransfer();
			const tell = (el, kind) => el.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
			tell(from, "dragstart"); tell(to, "dragover"); tell(to, "drop"); tell(from, "dragend");
		})()`, from, to))
	}
	holders := func(question string) string { now := s.stored(c.ID); return now.Holders(question) }
	p.Go(s.url + "/quan-ly/bao-cao/" + c.ID + "/giao")
	p.Click(`[data-questions="nu"]`)
	p.Click(`[data-questions="ban_tru"]`)
	drag(`[data-questions="nu"]`, `[data-to="`+ids[1]+`"]`)
	p.Wait("Đã giao lại")
	if holders("nu") != ids[1] || holders("ban_tru") != ids[1] || holders("hoc_sinh") != "all" {
		t.Errorf("what is ticked: %+v", s.stored(c.ID).Assignments)
	}
	p.Go(s.url + "/quan-ly/bao-cao/" + c.ID + "/giao")
	drag(`[data-to=":nobody"]`, `[data-questions="hinh_thuc xep_loai nhan_xet"]`)
	p.Wait("Đã giao lại")
	if holders("nhan_xet") != "nobody" || holders("xep_loai") != "nobody" || holders("nu") != ids[1] {
		t.Errorf("a section: %+v", s.stored(c.ID).Assignments)
	}
}

// big is a template with that many questions.
func big(t testing.TB, questions int) *report.Template {
	t.Helper()
	var source strings.Builder
	source.WriteString("id = \"lon\"\ntitle = \"Báo cáo lớn\"\nkind = \"BÁO CÁO\"\nsymbol = \"BC\"\nsubject = \"Số liệu\"\nrecipients = [\"Lưu: VT\"]\n")
	for i := range questions {
		if i%10 == 0 {
			fmt.Fprintf(&source, "[[sections]]\nid = \"m%d\"\nheading = \"MỤC SỐ %d\"\n", i, i/10+1)
		}
		fmt.Fprintf(&source, "[[sections.questions]]\nid = \"c%d\"\ntype = \"integer\"\nprompt = \"Lớp có bao nhiêu học sinh đạt yêu cầu thứ %d?\"\n", i, i)
		if i%10 == 9 {
			fmt.Fprintf(&source, "when = \"c%d > 3\"\n", i-1)
		}
	}
	template, err := report.ReadTemplate("lon.toml", []byte(source.String()))
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// BenchmarkCampaign: the matrix of 40 people and 60 questions, all answered.
func BenchmarkCampaign(b *testing.B) {
	s := newSite(b, withWorkdays)
	admin := s.join(report.Admin, "Trần Văn Nam")
	template := big(b, 60)
	var c report.Campaign
	s.update(func(tx storage.Tx) (err error) {
		c, err = bot.OpenCampaign(tx, template, report.Campaign{Deadline: workday.Date{Year: 2026, Month: 12, Day: 4}}, s.clock())
		return err
	})
	s.fillIn(c, template, s.crowd(40))
	for _, path := range []string{"/quan-ly", "/quan-ly/bao-cao/" + c.ID, "/quan-ly/bao-cao/" + c.ID + "/cau/c5", "/quan-ly/bao-cao/" + c.ID + "/giao"} {
		b.Run(path, func(b *testing.B) {
			size := 0
			for b.Loop() {
				got := admin.get(path)
				if got.status != http.StatusOK {
					b.Fatalf("got %d", got.status)
				}
				size = len(got.body)
			}
			b.ReportMetric(float64(size)/1024, "KB")
		})
	}
}
