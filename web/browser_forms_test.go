package web_test

import (
	"testing"

	"thuky/report"
	"thuky/web/browsertest"
)

// TestBrowserTwice: a form whose button is clicked again while the answer is on its way is
// sent once, and another one on the page is not held up by it.
func TestBrowserTwice(t *testing.T) {
	t.Parallel()
	b := browsertest.Open(t)
	s := newSite(t)
	s.join(report.Admin, "Trần Văn Nam")
	p := s.tab(b, browsertest.Phone)
	p.Go(s.url + "/quan-ly/nguoi")
	// The answer is on its way for ever: nothing leaves the page.
	got := p.Eval(`(() => {
		const sent = [];
		addEventListener("submit", (e) => { sent.push(!e.defaultPrevented); e.preventDefault(); });
		const button = document.querySelector("form[action='/quan-ly/nguoi/moi'] button");
		button.click();
		button.click();
		document.querySelector("form[action='/thoat'] button").click();
		return sent.join(" ");
	})()`)
	if got != `"true false true"` {
		t.Errorf("sent: %s", got)
	}
}

// TestBrowserTableKept: rows that were typed when the network was gone are there again when the
// page is opened anew, and no more once they are stored.
func TestBrowserTableKept(t *testing.T) {
	t.Parallel()
	b := browsertest.Open(t)
	s := newSite(t, withSheets, withWorkdays)
	s.join(report.Admin, "Trần Văn Nam")
	c := s.open(training)
	path := s.url + "/cua-toi/" + c.ID + "/bang/lop"
	p := s.tab(b, browsertest.Phone)
	p.Go(path)
	p.Wait("Ghi bảng")
	p.Fill("#o-1-1", "Tin học")
	p.Fill("#o-1-2", "12")
	for range 3 {
		p.Click("#them-dong")
	}
	p.Eval(`(() => { const all = document.querySelectorAll(".rows-edit tbody input"); all[all.length - 2].value = "Lớp thứ sáu"; all[all.length - 1].value = "8";
		all[0].dispatchEvent(new Event("input", {bubbles: true})); })()`)
	p.Offline(true)
	p.ClickText("Ghi bảng")
	p.Until("the page is gone", func() bool { return p.Path() == "" || p.Eval(`document.querySelector("#bang") === null`) == "true" })
	p.Offline(false)
	p.Go(path)
	p.Wait("mà chưa ghi")
	cells := `[...document.querySelectorAll(".rows-edit tbody input")].map((i) => i.value).filter((t) => t).join("|")`
	if p.Eval(cells+` === "Tin học|12|Lớp thứ sáu|8"`) != "true" {
		t.Errorf("typed before: %s", p.Eval(cells))
	}
	p.ClickText("Ghi bảng")
	p.Wait("Đã ghi bảng")
	p.Go(path)
	p.Wait("Ghi bảng")
	if got := p.Text("#bang-tin"); got != "" {
		t.Errorf("after storing: %q", got)
	}
	p.Fill("#o-1-2", "99")
	p.ClickText("Quay lại, không ghi")
	p.Until("another page", func() bool { return p.Eval(`document.querySelector("#bang") === null`) == "true" })
	p.Go(path)
	p.Wait("Ghi bảng")
	if got := p.Value("#o-1-2"); got != "12" {
		t.Errorf("after leaving without storing: %q", got)
	}
}
