package web_test

import (
	"errors"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// say sends words through the form of a page, as a browser without scripts does.
func (b *browser) say(on page, text string) page {
	b.site.t.Helper()
	form := between(on.body, `<form id="soan"`, `</form>`)
	hidden := hiddenField.FindStringSubmatch(form)
	if hidden == nil {
		b.site.t.Fatalf("no form to answer in:\n%s", on.body)
	}
	return b.post("/tro-chuyen", "text", text, hidden[1], hidden[2])
}

// choose presses the last button with a label, as a browser without scripts does.
func (b *browser) choose(on page, label string) page {
	b.site.t.Helper()
	forms := strings.Split(on.body, `<form method="post" action="/tro-chuyen/bam">`)
	form, _, _ := strings.Cut(forms[len(forms)-1], "</form>")
	var fields []string
	for _, hidden := range hiddenField.FindAllStringSubmatch(form, -1) {
		fields = append(fields, hidden[1], hidden[2])
	}
	for _, b2 := range regexp.MustCompile(`value="([^"]*)"[^>]*>([^<]*)</button>`).FindAllStringSubmatch(form, -1) {
		if html.UnescapeString(b2[2]) == label {
			return b.post("/tro-chuyen/bam", append(fields, "choice", b2[1])...)
		}
	}
	b.site.t.Fatalf("no button «%s» in the last message:\n%s", label, form)
	return page{}
}

// answers are those of one person, by question.
func (s *site) answers(c report.Campaign, name string) map[string]report.Answer {
	s.t.Helper()
	all, who := map[string]report.Answer{}, s.person(name)
	s.view(func(tx storage.Tx) error {
		for a, err := range tx.Answers(c.ID) {
			if err != nil {
				return err
			}
			if a.Person == who.ID {
				all[a.Question] = a
			}
		}
		return nil
	})
	return all
}

// TestChatWithoutScript: a browser without scripts answers a whole report, and every page
// that it gets shows the replies to what it sent.
func TestChatWithoutScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	c := s.open(small)
	p := b.get("/tro-chuyen")
	for i, step := range []struct {
		say, choose, shows string
	}{
		{say: "32", shows: "Câu 2/5"},
		{choose: "Không", shows: "Câu 3/5"},
		{choose: "Phát thanh", shows: "☑ Phát thanh"},
		{choose: "Nhóm Zalo của lớp", shows: "☑ Nhóm Zalo"},
		{choose: "Xong", shows: "Câu 4/5"},
		{say: "Đoạn một về *kết quả*.\r\n\r\nĐoạn hai <b>.", shows: "em đã ghi 1 tin"},
		{choose: "Xong", shows: "Câu 5/5"},
		{choose: "Bỏ qua", shows: "Xem lại:"},
		{say: "sửa 1", shows: "Câu 1/5"},
		{say: "33", shows: "1. </b>Tổ của thầy/cô đã tổ chức mấy buổi tuyên truyền…: 33 buổi"},
		{choose: "Gửi báo cáo", shows: "em đã nhận đủ báo cáo"},
	} {
		if step.say != "" {
			p = b.say(p, step.say)
		} else {
			p = b.choose(p, step.choose)
		}
		if p.status != http.StatusOK || p.path != "/tro-chuyen" || !strings.Contains(p.body, step.shows) {
			t.Fatalf("step %d (%s%s): got %d, want a page with «%s»\n%s", i, step.say, step.choose, p.status, step.shows, p.body)
		}
	}
	got := s.answers(c, "Lê Thị Mai")
	if n := got["so_buoi"].Value.Number; n == nil || *n != 33 {
		t.Errorf("so_buoi: %+v", got["so_buoi"].Value)
	}
	if text := got["mo_ta"].Value.Text; text == nil || *text != "Đoạn một về *kết quả*.\n\nĐoạn hai <b>." {
		t.Errorf("mo_ta: %q", *text)
	}
	if !strings.Contains(p.body, "Đoạn một về <em>kết quả</em>.") || !strings.Contains(p.body, "Đoạn hai &lt;b&gt;.") || strings.Contains(p.body, "<b>.") {
		t.Errorf("the own words are not shown as they are:\n%s", p.body)
	}
	if !strings.Contains(p.body, "Thứ Sáu, 27/11/2026") || !strings.Contains(p.body, "09:00") {
		t.Error("no day and time")
	}
}

// TestSayRefused: what is not taken is said, and stays in the editor.
func TestSayRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	s.open(small)
	for _, empty := range []string{"", "  \n ", "\u200b\u00a0"} {
		if got := b.post("/tro-chuyen", "text", empty); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "ô trả lời đang trống") {
			t.Errorf("%q: got %d", empty, got.status)
		}
	}
	long := strings.Repeat("ế", 200_001)
	got := b.post("/tro-chuyen", "text", long)
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, long) {
		t.Errorf("too long: got %d, and the words kept: %v", got.status, strings.Contains(got.body, long))
	}
	if got := b.post("/tro-chuyen", "text", long[len("ế"):]); got.status != http.StatusOK || !strings.Contains(got.body, "Xem cả tin (200.000 chữ cái)") {
		t.Errorf("200,000 letters: got %d", got.status)
	}
	link := regexp.MustCompile(`class="more" href="([^"]+)"`).FindStringSubmatch(b.get("/tro-chuyen").body)
	if got := b.get(link[1]); !strings.Contains(got.body, long[len("ế"):]) {
		t.Error("the whole line is not shown")
	}
	if got := b.post("/tro-chuyen", "text", strings.Repeat("x", 3<<20)); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a huge form: got %d", got.status)
	}
}

// script sends a form as our script does.
func (b *browser) script(path string, fields ...string) page {
	b.site.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r, err := http.NewRequestWithContext(b.site.t.Context(), http.MethodPost, b.site.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.site.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("X-Thuky", "1")
	return b.do(r)
}

// chat gives the web chat of somebody.
func (s *site) chat(name string) chat.Address {
	s.t.Helper()
	for _, c := range s.person(name).Addresses {
		if a, err := chat.ParseAddress(c.Address); err == nil && a.Platform == "web" {
			return a
		}
	}
	s.t.Fatalf("%s has no web chat", name)
	return chat.Address{}
}

// lines are the transcript of somebody.
func (s *site) lines(name string) (all []storage.Line) {
	s.t.Helper()
	a := s.chat(name)
	s.view(func(tx storage.Tx) error {
		for l, err := range tx.LinesAfter(a, 0) {
			if err != nil {
				return err
			}
			all = append(all, l)
		}
		return nil
	})
	return all
}

func (s *site) mine(name string) (texts []string) {
	s.t.Helper()
	for _, l := range s.lines(name) {
		if l.Mine {
			texts = append(texts, l.Message.Text)
		}
	}
	return texts
}

// TestSentAgain: what a browser sends again counts once; something else with the same nonce
// is something else.
func TestSentAgain(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	c := s.open(small)
	for range 3 {
		if got := b.script("/tro-chuyen", "text", "32", "nonce", "same-nonce-1"); got.status != http.StatusOK {
			t.Fatalf("got %d", got.status)
		}
	}
	s.settle()
	if got := s.mine("Lê Thị Mai"); len(got) != 1 {
		t.Errorf("lines: %q", got)
	}
	if a := s.answers(c, "Lê Thị Mai")["so_buoi"]; a.Revision != 1 {
		t.Errorf("the answer: %+v", a)
	}
	b.script("/tro-chuyen", "text", "có", "nonce", "same-nonce-1") // from a page that was gone back to
	s.settle()
	if got := s.mine("Lê Thị Mai"); len(got) != 2 {
		t.Errorf("lines: %q", got)
	}
	if a := s.answers(c, "Lê Thị Mai")["phu_huynh"]; a.Value.Yes == nil || !*a.Value.Yes {
		t.Errorf("the second answer: %+v", a)
	}
	lines := s.lines("Lê Thị Mai")
	asked := lines[len(lines)-1]
	for range 3 { // a box that is ticked three times over would be ticked
		b.script("/tro-chuyen/bam", "line", seq(asked), "choice", asked.Message.Choices[0].ID, "nonce", "same-nonce-2")
	}
	s.settle()
	lines = s.lines("Lê Thị Mai")
	if got := lines[len(lines)-1].Message.Choices[0].Label; got != "☑ Phát thanh" {
		t.Errorf("the box: %q", got)
	}
}

// TestKilledBetween: the program ends after the line of an answer was stored and before the
// answer was handled. Sent again, or once the page is opened, it counts, and once.
func TestKilledBetween(t *testing.T) {
	t.Parallel()
	for name, heal := range map[string]func(s *site, b *browser){
		"sent again": func(_ *site, b *browser) {
			for range 2 {
				b.script("/tro-chuyen", "text", "32", "nonce", "lost-nonce-1")
			}
		},
		"page opened": func(s *site, b *browser) {
			s.later(time.Minute)
			for range 2 {
				b.get("/tro-chuyen")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			b := s.join(report.Staff, "Lê Thị Mai")
			c := s.open(small)
			a := s.chat("Lê Thị Mai")
			// What is on disk after the crash: the line, and nothing else of it.
			line := storage.Line{
				Chat: a, Key: "in/" + keyed("lost-nonce-1", "32"), At: s.clock(), Mine: true, Message: chat.Message{Text: "32"},
			}
			s.update(func(tx storage.Tx) error { return tx.AddLine(&line) })
			heal(s, b)
			s.settle()
			if a := s.answers(c, "Lê Thị Mai")["so_buoi"]; a.Revision != 1 {
				t.Errorf("the answer: %+v", a)
			}
			if got := s.mine("Lê Thị Mai"); len(got) != 1 {
				t.Errorf("lines: %q", got)
			}
			if n := s.bot.Stats().Failed; n != 0 {
				t.Errorf("%d updates failed", n)
			}
		})
	}
}

// TestNotRunning: what is sent waits for a runtime that begins. One that has ended takes
// nothing; then it is refused for now, and kept.
func TestNotRunning(t *testing.T) {
	t.Parallel()
	s := buildSite(t)
	b := s.signedIn("Lê Thị Mai")
	sent := make(chan int)
	go func() { sent <- b.script("/tro-chuyen", "text", "xin chào", "nonce", "early-nonce").status }()
	for len(s.lines("Lê Thị Mai")) == 0 { // it is kept first
		runtime.Gosched()
	}
	s.start()
	if got := <-sent; got != http.StatusOK {
		t.Errorf("at the start: got %d", got)
	}
	s.settle()
	lines := s.lines("Lê Thị Mai")
	if len(lines) < 2 || !lines[0].Mine || lines[1].Mine {
		t.Errorf("lines %+v, want the words once and a reply", lines)
	}

	ended := buildSite(t)
	b = ended.signedIn("Lê Thị Mai")
	ended.web.Close()
	if got := b.script("/tro-chuyen", "text", "xin chào", "nonce", "late-nonce"); got.status != http.StatusServiceUnavailable {
		t.Errorf("at the end: got %d", got.status)
	}
	if lines := ended.lines("Lê Thị Mai"); len(lines) != 1 {
		t.Errorf("at the end: %d lines, want the words", len(lines))
	}
}

// TestDraft: what is being written is on every device of its owner, and goes when it is sent.
func TestDraft(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b, other := s.join(report.Staff, "Lê Thị Mai"), s.join(report.Staff, "Trần Văn Nam")
	if got := b.script("/tro-chuyen/nhap", "text", "đang viết <dở>"); got.status != http.StatusNoContent {
		t.Fatalf("got %d", got.status)
	}
	if got := b.get("/tro-chuyen").body; !strings.Contains(got, "đang viết &lt;dở&gt;</textarea>") {
		t.Errorf("not in the editor:\n%s", got)
	}
	if got := other.get("/tro-chuyen").body; strings.Contains(got, "đang viết") {
		t.Error("somebody else has it")
	}
	if got := b.script("/tro-chuyen/nhap", "text", strings.Repeat("a", 200_001)); got.status != http.StatusUnprocessableEntity {
		t.Errorf("too long: got %d", got.status)
	}
	b.script("/tro-chuyen", "text", "đã viết xong")
	s.view(func(tx storage.Tx) error {
		if _, err := tx.Value(storage.DraftKey(s.chat("Lê Thị Mai"))); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("after sending: %v", err)
		}
		return nil
	})
}

// TestOthersChat: nobody reads, opens or presses what is in the chat of somebody else.
func TestOthersChat(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b, other := s.join(report.Staff, "Lê Thị Mai"), s.join(report.Staff, "Trần Văn Nam")
	a := s.chat("Lê Thị Mai")
	line := storage.Line{Chat: a, Key: "out/x", At: s.clock(), Message: chat.Message{
		Text: "Bản nháp", Choices: []chat.Choice{{ID: "a", Label: "A"}},
		File: &chat.File{Name: "bao cao.docx", Artifact: "f"}, Picture: &chat.File{Name: "p.png", Artifact: "p"},
	}}
	s.update(func(tx storage.Tx) error {
		return errors.Join(
			tx.PutArtifact("f", storage.Artifact{Name: "f", MIME: "application/msword", Created: s.clock(), Data: []byte("tệp")}),
			tx.PutArtifact("p", storage.Artifact{Name: "p", MIME: "image/png", Created: s.clock(), Data: onePixel}),
			tx.AddLine(&line))
	})
	for _, path := range []string{"/tro-chuyen/tin/", "/tro-chuyen/tep/", "/tro-chuyen/anh/"} {
		if got := b.get(path + seq(line)); got.status != http.StatusOK {
			t.Errorf("own %s: got %d", path, got.status)
		}
		if got := other.get(path + seq(line)); got.status != http.StatusNotFound {
			t.Errorf("other's %s: got %d", path, got.status)
		}
	}
	if got := other.post("/tro-chuyen/bam", "line", seq(line), "choice", "a"); got.status != http.StatusNotFound {
		t.Errorf("other's button: got %d", got.status)
	}
	if got := other.get("/tro-chuyen?chep=" + seq(line)); strings.Contains(got.body, "Bản nháp") {
		t.Error("other's words in the editor")
	}
	if got := b.get("/tro-chuyen/tep/" + seq(line)); got.body != "tệp" || got.header.Get("Content-Disposition") != `attachment; filename="bao cao.docx"` ||
		got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the file: %q %v", got.body, got.header)
	}
	if got := b.get("/tro-chuyen/anh/" + seq(line)); got.header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture: %v", got.header)
	}
	s.update(func(tx storage.Tx) error { return tx.PruneArtifacts(s.clock().Add(time.Hour)) })
	if got := b.get("/tro-chuyen/tep/" + seq(line)); got.status != http.StatusGone {
		t.Errorf("a file of long ago: got %d", got.status)
	}
}

// TestOlderLines: a long transcript comes in pieces that fit together.
func TestOlderLines(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.join(report.Staff, "Lê Thị Mai")
	a := s.chat("Lê Thị Mai")
	s.update(func(tx storage.Tx) error {
		for i := range 70 {
			l := storage.Line{Chat: a, Key: "in/" + time.Duration(i).String(), At: s.clock(), Mine: i%2 == 0, Message: chat.Message{Text: "tin", Choices: []chat.Choice{{ID: "x", Label: "Nút"}}}}
			if err := tx.AddLine(&l); err != nil {
				return err
			}
		}
		return nil
	})
	all := s.lines("Lê Thị Mai")
	var got []string
	for path := "/tro-chuyen"; path != ""; {
		p := b.get(path)
		var ids []string
		for _, m := range regexp.MustCompile(`<li id="t(\d+)"`).FindAllStringSubmatch(p.body, -1) {
			ids = append(ids, m[1])
		}
		got = append(ids, got...)
		path = ""
		if m := regexp.MustCompile(`href="(/tro-chuyen\?truoc=\d+)"`).FindStringSubmatch(p.body); m != nil {
			path = m[1]
			if !strings.Contains(p.body, `class="choices"`) && strings.Contains(p.body, `id="soan"`) {
				t.Error("the newest lines have no buttons")
			}
		}
	}
	if len(got) != len(all) {
		t.Fatalf("%d lines, want %d", len(got), len(all))
	}
	for i := range all {
		if got[i] != seq(all[i]) {
			t.Fatalf("line %d: %s, want %s", i, got[i], seq(all[i]))
		}
	}
}
