package conversation

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/chat"
	"thuky/report"
	"thuky/review"
	"thuky/workday"
)

func TestParseRemarks(t *testing.T) {
	t.Parallel()
	one := []int{2}
	for text, want := range map[string]Order{
		"gợi ý":                           {Task: taskRemarks},
		"Xem gợi ý.":                      {Task: taskRemarks},
		"goi y":                           {Task: taskRemarks},
		"xem cac goi y":                   {Task: taskRemarks},
		"/goiy":                           {Task: taskRemarks},
		"gợi ý 2":                         {Task: taskRemarks, Numbers: one},
		"xem gợi ý số 2":                  {Task: taskRemarks, Numbers: one},
		"/goiy@thuky_bot 2":               {Task: taskRemarks, Numbers: one},
		"gợi ý tiếp":                      {Task: taskRemarks, Next: true},
		"xem them goi y":                  {Task: taskRemarks, Next: true},
		"gợi ý 2 được":                    {Task: taskApply, Numbers: one},
		"goi y 2 dc":                      {Task: taskApply, Numbers: one},
		"gợi ý 2 đúng":                    {Task: taskApply, Numbers: one},
		"gợi ý 2 ok":                      {Task: taskApply, Numbers: one},
		"gợi ý 2, 3 sửa theo":             {Task: taskApply, Numbers: []int{2, 3}},
		"gợi ý 2 bỏ qua":                  {Task: taskAside, Numbers: one},
		"gợi ý 2 không cần":               {Task: taskAside, Numbers: one},
		"gợi ý 2: sai":                    {Task: taskAside, Numbers: one},
		"sửa theo gợi ý 2":                {Task: taskApply, Numbers: one},
		"sua theo goi y 2, 3 va 5":        {Task: taskApply, Numbers: []int{2, 3, 5}},
		"Sửa gợi ý 12.":                   {Task: taskApply, Numbers: []int{12}},
		"sửa theo gợi ý":                  {Task: taskApply},
		"đồng ý gợi ý 2 2 2":              {Task: taskApply, Numbers: one},
		"/suagoiy 2":                      {Task: taskApply, Numbers: one},
		"bỏ qua gợi ý 2":                  {Task: taskAside, Numbers: one},
		"bo qua goi y so 2;3":             {Task: taskAside, Numbers: []int{2, 3}},
		"bỏ gợi ý 2":                      {Task: taskAside, Numbers: one},
		"/boquagoiy 2":                    {Task: taskAside, Numbers: one},
		"hiện lại gợi ý 2":                {Task: taskBackAgain, Numbers: one},
		"sửa theo gợi ý 1 2 3 4 5 6 7 8 ": {Task: taskApply, Numbers: []int{1, 2, 3, 4, 5, 6, 7, 8}},
	} {
		got, ok := parseOrder(text)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%q: %v, -want +got:\n%s", text, ok, diff)
		}
		if o, ok := parsePeople(text, true); ok {
			t.Errorf("%q is read as %+v", text, o)
		}
		if w, ok := parseWish(text); ok {
			t.Errorf("%q is read as %+v", text, w)
		}
		if cmd, n := parseCommand(text, false); cmd != noCommand && !strings.HasPrefix(text, "/") {
			t.Errorf("%q is read as %s %d", text, cmd, n)
		}
	}
	for _, text := range []string{
		"Gợi ý của nhà trường: tổ chức ngày hội", "gợi ý 2 và làm thêm", "gợi ý cho em với", "gợi ý 2 3", "gợi ý -1", "gợi ý 2a", "gợi ý hai", "gợi ý 20001",
		"sửa theo gợi ý của cô Mận", "bỏ qua gợi ý này đi", "gọi ý 2", "gửi ý kiến", "bỏ qua", "bỏ qua 2", "sửa 2", "đồng ý", "Gợi ý\nmột ý", "/goiyy",
		"sửa theo gợi ý 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21",
	} {
		if got, ok := parseOrder(text); ok {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// TestRemarksFit: however long what was found is, a draft with all that comes with it, a
// part of the list, and one remark are one message on the smallest platform.
func TestRemarksFit(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("tiếng Việt dài ", 40)
	line := strings.TrimSpace(long)
	var list []Remark
	for i := range 40 {
		list = append(list, Remark{
			Key: fmt.Sprint(i), Severity: review.Error, Question: "sach", Person: "p2", Revision: 1, Under: long, Quote: line, Message: long, Suggest: long,
			Edit: &review.Edit{Line: line, End: len("tiếng"), New: "chữ"},
		})
	}
	w := newRemarkWorld(t, list, line)
	caps := chat.Capabilities{MaxText: 2000}
	s := State{V: Version}
	step := func(e Event) {
		t.Helper()
		var out []Effect
		e.World = w
		e.Address = chat.Address{Platform: "zalo", ID: "1"}
		s, out = Step(s, e)
		var messages []chat.Message
		for _, effect := range out {
			if say, ok := effect.(Say); ok {
				messages = append(messages, say.Message)
			}
		}
		if sent := chat.Degrade(messages, caps); len(sent) != 1 {
			t.Errorf("%s %q: %d messages", e.Kind, e.Text, len(sent))
		}
		b := s.Encode()
		if len(b) > 2000 {
			t.Errorf("the state has %d bytes", len(b))
		}
		var err error
		if s, err = Decode(b); err != nil {
			t.Fatal(err)
		}
	}
	gaps := []string{"[" + long + "]", "[" + long + "2]", "[" + long + "3]", "[" + long + "4]", "[" + long + "5]"}
	step(Event{Kind: Drafted, Campaign: "c", By: "Nguyễn Hoàng Ngọc Bảo Trân", Complete: true, Gaps: gaps, Stale: []string{"sach"}, Remarks: list, RemarksKey: "k"})
	step(Event{Kind: Checked, Campaign: "c", File: &chat.File{Name: "a.docx", URL: "https://truong.example.vn/tep/" + strings.Repeat("x", 80)}, Remarks: list, RemarksKey: "k"})
	step(Event{Kind: Said, Text: "gợi ý"})
	step(Event{Kind: Said, Text: "gợi ý tiếp"})
	step(Event{Kind: Said, Text: "gợi ý 7"})
	step(Event{Kind: Said, Text: "sửa theo gợi ý 7"})
}

// TestRemarksStored: whatever numbers a stored state holds, the orders about remarks do not
// bring Step down.
func TestRemarksStored(t *testing.T) {
	t.Parallel()
	edit := &review.Edit{Line: "abc", Start: 2, End: 1, New: "x"}
	list := []Remark{{Key: "a", Question: "sach", Person: "p2", Revision: 1, Edit: edit}, {Key: "b", Message: "b"}}
	w := newRemarkWorld(t, list, "abc")
	for _, raw := range []string{
		`{"v":1,"drafts":[{"campaign":"c","remarks":"k","shown":-3,"fixed":[{"number":-1,"revision":2},{"number":2,"revision":2},{"number":1,"revision":9}]}]}`,
		`{"v":1,"drafts":[{"campaign":"c","remarks":"k","shown":99}],"desk":{"task":"remarks","campaign":"c","number":77},"desk_seq":4}`,
		`{"v":1,"drafts":[{"campaign":"c","remarks":"gone"}]}`,
		`{"v":1,"drafts":[{"campaign":"nowhere","remarks":"k"}],"desk":{"task":"apply","needs":"remark","campaign":"c"}}`,
	} {
		for _, e := range []Event{
			{Kind: Said, Text: "gợi ý"},
			{Kind: Said, Text: "gợi ý tiếp"},
			{Kind: Said, Text: "gợi ý 1"},
			{Kind: Said, Text: "sửa theo gợi ý 1, 2"},
			{Kind: Said, Text: "2"},
			{Kind: Said, Text: "bỏ qua gợi ý 1"},
			{Kind: Pressed, Choice: "d4.f"},
			{Kind: Pressed, Choice: "d4.r"},
			{Kind: Pressed, Choice: "d4.v-9"},
			{Kind: Pressed, Choice: "d4.v"},
			{Kind: Pressed, Choice: "d4.n"},
		} {
			s, err := Decode([]byte(raw))
			if err != nil {
				t.Fatal(err)
			}
			e.World = w
			next, _ := Step(s, e)
			if _, err := json.Marshal(next); err != nil {
				t.Error(err)
			}
		}
	}
}

// remarkWorld is a World of one campaign with one answer and one list.
type remarkWorld struct {
	World
	tmpl *report.Template
	list []Remark
	text string
}

func newRemarkWorld(t *testing.T, list []Remark, text string) *remarkWorld {
	t.Helper()
	tmpl, err := report.ReadTemplate("a.toml", []byte(`
id = "a"
title = "Báo cáo kết quả thực hiện công tác thư viện trường học và phong trào đọc sách"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Việc"

[[sections]]
id = "mot"
heading = "MỘT"

  [[sections.questions]]
  id = "sach"
  type = "longtext"
  prompt = "Có sách gì?"
`))
	if err != nil {
		t.Fatal(err)
	}
	return &remarkWorld{tmpl: tmpl, list: list, text: text}
}

func (w *remarkWorld) Notice() (Notice, bool) { return Notice{}, false }

func (w *remarkWorld) campaign() report.Campaign {
	return report.Campaign{ID: "c", Template: "a", Title: w.tmpl.Title, Period: "6 tháng đầu năm 2026", Status: report.Open}
}

func (w *remarkWorld) Person() (report.Person, bool) {
	return report.Person{ID: "p1", Name: "Lê Thị Mận", Role: report.Admin}, true
}
func (w *remarkWorld) Underway() []report.Campaign  { return []report.Campaign{w.campaign()} }
func (w *remarkWorld) Campaigns() []report.Campaign { return nil }
func (w *remarkWorld) Campaign(id string) (report.Campaign, bool) {
	return w.campaign(), id == "c"
}
func (w *remarkWorld) Template(report.Campaign) (*report.Template, bool) { return w.tmpl, true }
func (w *remarkWorld) Shares(string) []report.Share {
	return []report.Share{{
		Person: report.Person{ID: "p2", Name: "Nguyễn Hoàng Ngọc Bảo Trân", Role: report.Staff}, Asked: []string{"sach"},
		Answers: []report.Answer{{Campaign: "c", Question: "sach", Person: "p2", Value: report.TextValue(w.text), Revision: 1}},
	}}
}
func (w *remarkWorld) Versions(string) []report.Version { return nil }
func (w *remarkWorld) Approves() bool                   { return true }
func (w *remarkWorld) TakesPart(string) bool            { return false }
func (w *remarkWorld) Submitted(string) bool            { return false }
func (w *remarkWorld) Returns(string) []report.Return   { return nil }
func (w *remarkWorld) Aside(string) map[string]bool     { return nil }
func (w *remarkWorld) Remarks(key string) ([]Remark, bool) {
	return w.list, key == "k"
}
func (w *remarkWorld) Calendar() *workday.Calendar { return nil }
func (w *remarkWorld) Basis(string) string         { return "" }
func (w *remarkWorld) Upload() string              { return "" }
