package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"thuky/report"
	"thuky/storage"
	"thuky/web/browsertest"
)

// TestBrowserJourney: from an empty store to the approved file, in two browsers with
// JavaScript: the first admin at a desktop, a teacher on a narrow phone.
func TestBrowserJourney(t *testing.T) {
	t.Parallel()
	b := browsertest.Open(t)
	s := newSite(t, withPaper, withCalendar(t))
	chief, phone := b.Tab(t, browsertest.Desktop), b.Tab(t, browsertest.Phone)

	say := func(p *browsertest.Tab, words string) {
		p.Type("#text", words)
		p.Click("#soan button")
	}
	arrive := func(p *browsertest.Tab, code, name, call string) {
		p.Go(s.url + "/moi/" + code)
		p.ClickText("Vào trang")
		p.Wait("họ tên")
		say(p, name)
		p.Wait("xưng hô")
		say(p, call)
		p.Wait("em nhớ rồi")
	}
	arrive(chief, s.code(report.Admin), "Trần Văn Nam", "Thầy")

	// The admin makes a code on the page; the teacher's phone scans it.
	chief.Go(s.url + "/quan-ly/nguoi")
	chief.ClickText("Tạo mã")
	chief.Wait("Mã chỉ hiện lần này")
	code := strings.ReplaceAll(chief.Text(".code"), " ", "")
	arrive(phone, code, "Lê Thị Mai", "Cô")

	c := s.open(small)
	phone.Wait("Câu 1/5")
	answers := []struct{ press, write, then string }{
		{write: "32", then: "Câu 2/5"},
		{write: "co", then: "Câu 3/5"},
		{write: "1, 3", then: "Câu 4/5"},
		{write: "Trường đã tuyên truyền đến mọi lớp.", then: "em đã ghi 1 tin"},
		{press: "Xong", then: "Câu 5/5"},
		{write: "bo qua", then: "Xem lại"},
		{write: "gui", then: "em đã nhận đủ báo cáo"},
	}
	for _, a := range answers {
		if a.write != "" {
			say(phone, a.write)
		} else {
			phone.ClickText(a.press)
		}
		phone.Wait(a.then)
	}

	// The admin gives one answer back, with a comment, on its page.
	here := s.url + "/quan-ly/bao-cao/" + c.ID
	chief.Go(here + "/cau/so_buoi")
	chief.ClickText("Trả lại kèm góp ý")
	chief.Type("textarea[name=ly-do]", "Tính cả các buổi lồng ghép")
	chief.Click("form[action$='/tra-lai'] button")
	chief.Wait("Đã trả lại, góp ý: Tính cả các buổi lồng ghép")
	phone.Wait("Tính cả các buổi lồng ghép")
	say(phone, "35")
	phone.Wait("35 buổi")
	say(phone, "gui")
	phone.Until("the report is sent again", func() bool { return strings.Count(phone.Shown(), "em đã nhận đủ báo cáo") == 2 })

	// Read, approved, downloaded: the bytes are those of the approved version.
	chief.Go(here + "/ban-thao/chu")
	chief.Wait("Đã tổ chức 35 buổi tuyên truyền.")
	chief.Go(here + "/ban-thao")
	chief.Click("input[name=read]")
	chief.ClickText("Duyệt bản này")
	chief.Wait("Đã duyệt bản")
	var version report.Version
	s.view(func(tx storage.Tx) error {
		for v, err := range tx.Versions(c.ID) {
			if err != nil {
				return err
			}
			version = v
		}
		return nil
	})
	var stored storage.Approved
	s.view(func(tx storage.Tx) (err error) {
		stored, err = tx.Version(c.ID, version.Number)
		return err
	})
	link := strings.Trim(chief.Eval(`document.querySelector("a[href*='/tai'], a[href*='.docx'], a[href*='docx']").href`), `"`)
	sum := chief.Await(`fetch("` + link + `").then(r => r.arrayBuffer()).then(b => crypto.subtle.digest("SHA-256", b)).then(d => [...new Uint8Array(d)].map(x => x.toString(16).padStart(2, "0")).join(""))`)
	want := sha256.Sum256(stored.Data)
	if version.Number != 1 || sum != hex.EncodeToString(want[:]) {
		t.Errorf("version %d: the browser got %s by %s, approved was %x", version.Number, sum, link, want)
	}
	for _, p := range []*browsertest.Tab{chief, phone} {
		if p.Overflows() {
			t.Error("a page is wider than its screen")
		}
	}
}
