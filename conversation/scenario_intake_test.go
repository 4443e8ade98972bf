package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"

	"thuky/chat"
	"thuky/conversation"
	"thuky/notice"
	"thuky/report"
)

// officeWorld is what it takes to open a campaign, in memory. Files library/*.toml are
// the templates, and other files the papers that are handed over.
type officeWorld struct {
	library []*report.Template
	papers  []txtar.File
	fixed   bool // nothing can be added to the library
}

func (w *officeWorld) addTemplate(t testing.TB, f txtar.File) {
	t.Helper()
	tmpl, err := report.ReadTemplate(f.Name, f.Data)
	if err != nil {
		t.Fatal(err)
	}
	w.library = append(w.library, tmpl)
}

func (w *officeWorld) Templates() []*report.Template { return w.library }

func (w *officeWorld) KeepsTemplates() bool { return !w.fixed }

func (w *world) Suggested(t *report.Template) []report.Assignment {
	return report.SuggestAssignments(t, w.People(), nil)
}

func (w *world) Rounds() []report.Campaign { return w.campaigns }

// intakeStage does what a "! " line about an intake says.
func (p *play) intakeStage(verb, rest string) string {
	w := p.world
	said := func(text string) string {
		p.sent++
		return p.step(conversation.Event{Kind: conversation.Said, Text: text, Message: fmt.Sprint("m", p.sent)})
	}
	switch verb {
	case "paste": // the words of a paper as one message
		return said(p.paper(rest))
	case "old-font": // the same as a page in TCVN3 gives them
		return said(tcvn3(p.paper(rest)))
	case "tabulated": // tabulated name paper, paper: what stands in the sheets of the file
		name, papers, _ := strings.Cut(rest, " ")
		e := conversation.Event{Kind: conversation.Tabulated, Attachment: &chat.Attachment{ID: "f1", Name: name}, Campaign: p.tables[0].Campaign, Question: p.tables[0].Question}
		p.tables = p.tables[1:]
		if note, ok := strings.CutPrefix(papers, "! "); ok {
			e.Note = note
		} else {
			for paper := range strings.SplitSeq(papers, " ") {
				e.Sheets = append(e.Sheets, report.SplitRows(p.paper(paper)))
			}
		}
		return p.step(e)
	case "file": // file name: a file is sent
		return p.step(conversation.Event{Kind: conversation.Showed, Media: "file", Attachment: &chat.Attachment{ID: "f1", Name: rest}})
	case "photo":
		return p.step(conversation.Event{Kind: conversation.Showed, Media: "photo", Attachment: &chat.Attachment{ID: "f1", MIME: "image/jpeg"}})
	case "photo-text": // the words of a paper were read from a photo
		return p.step(conversation.Event{Kind: conversation.Extracted, Attachment: &chat.Attachment{ID: "f1", MIME: "image/jpeg"}, Text: p.paper(rest)})
	case "text": // text paper file: its words were read
		paper, name, _ := strings.Cut(rest, " ")
		return p.step(conversation.Event{Kind: conversation.Extracted, Attachment: &chat.Attachment{ID: "f1", Name: name}, Text: p.paper(paper)})
	case "problem": // problem needs-ocr file
		why, name, _ := strings.Cut(rest, " ")
		return p.step(conversation.Event{Kind: conversation.Extracted, Attachment: &chat.Attachment{ID: "f1", Name: name}, Problem: conversation.ExtractProblem(why)})
	case "noticed": // number|issuer: what the first campaign was opened by
		number, issuer, _ := strings.Cut(rest, "|")
		w.campaigns[0].Notice = &report.Notice{Kind: "công văn", Number: number, Issuer: issuer}
		w.campaigns[0].Opened = p.at
	case "fixed": // nothing can be added to the library
		w.fixed = true
	case "kept":
		return p.step(conversation.Event{Kind: conversation.Kept, Template: rest})
	case "unkept":
		return p.step(conversation.Event{Kind: conversation.Unkept, Note: rest})
	case "unopened":
		return p.step(conversation.Event{Kind: conversation.Unopened, Campaign: rest})
	case "joined": // unit name: somebody new
		unit, name, _ := strings.Cut(rest, " ")
		w.people = append(w.people, report.Person{ID: "p9", Name: name, Unit: unit, Role: report.Staff})
	default:
		p.t.Fatalf("unknown stage direction %q", verb)
	}
	return ""
}

func (p *play) paper(name string) string {
	for _, f := range p.world.papers {
		if f.Name == name {
			return strings.TrimSpace(string(f.Data))
		}
	}
	p.t.Fatalf("no paper %q", name)
	return ""
}

// launch stores a campaign that was opened, and gives its id.
func (p *play) launch(c report.Campaign) string {
	w := p.world
	i := slices.IndexFunc(w.library, func(t *report.Template) bool { return t.ID == c.Template })
	if i < 0 || c.Version != w.library[i].Version {
		p.t.Fatalf("template %q %q", c.Template, c.Version)
	}
	c.ID, c.Status, c.Opened = fmt.Sprint(c.Template, "-moi-", len(w.campaigns)), report.Open, p.at
	c.Title = w.library[i].Title
	w.campaigns, w.template[c.ID] = append(w.campaigns, c), w.library[i]
	return c.ID
}

// showOpened writes down what is opened.
func (p *play) showOpened(c report.Campaign) string {
	out := fmt.Sprintf("= mở %s, kỳ «%s», hạn %s %s, nội bộ %s %s, chốt %s\n", c.Template, c.Period, c.Deadline, c.DeadlineHour, c.Internal, c.InternalHour, c.CutOff)
	if c.Notice != nil {
		out += "= " + c.Notice.Citation() + "\n"
	}
	for _, a := range c.Assignments {
		out += fmt.Sprintf("= %s: %s\n", a.Question, strings.Join(a.People, ", "))
	}
	return out
}

// tcvn3 writes text as a page in the old font gives it.
func tcvn3(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteRune(tcvn3Letter(r))
	}
	return b.String()
}

// tcvn3Letter: capitals with tones are small letters that their font draws large.
func tcvn3Letter(r rune) rune {
	for _, want := range []rune{r, unicode.ToLower(r)} {
		for c := rune(0xa1); c < 0x100 && r > 0x7f; c++ {
			if one := []rune(notice.FromTCVN3(string(c))); len(one) == 1 && one[0] == want {
				return c
			}
		}
	}
	return r
}

// TestStoredIntake: no intake that may lie in a store brings Step down, whatever comes next.
func TestStoredIntake(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/cong-van.txt")
	if err != nil {
		t.Fatal(err)
	}
	twoDays := `"deadlines":[{"date":"2026-06-01","time":null,"rule":"monthly:1","quote":"x"},{"date":"2026-06-02","time":"24:00"}]`
	var stored []string
	for _, stage := range []string{"collect", "convert", "check", "other"} {
		for _, rest := range []string{
			"", `,"aside":true`, `,"parts":[{"text":"Số: 5"}]`, `,"files":-1`, `,"files":1,"ended":true`, `,"field":7,` + twoDays,
			`,"field":10`, `,"field":99`, `,"field":-1`, `,"plan":{"template":"dan-van","notice":{"number":"1"}},"listed":true`,
			`,"plan":{"template":"gone"},"field":11`, `,"plan":{"template":"dan-van"},"field":7,` + twoDays,
			`,"plan":{"template":"dan-van"},"everybody":true,"fixed":{"8":true},"listed":true`,
		} {
			stored = append(stored, `{"stage":"`+stage+`"`+rest+`}`)
		}
	}
	said := []string{"1", "2", "xong", "mở", "sửa", "7", "7: 1/6", "thôi", "để sau", "công văn", "báo cáo mới", "không", "giúp", "xem lại", "tiếp", "", "bỏ qua", "giữ nguyên", "hạn nội bộ 1/6"}
	for _, intake := range stored {
		state := `{"v":1,"desk_seq":3,"intake":` + intake + `}`
		next := func(e conversation.Event) {
			p := newPlay(t, archive)
			p.world.person.Role, p.state = report.Admin, []byte(state)
			p.step(e)
		}
		for _, text := range said {
			next(conversation.Event{Kind: conversation.Said, Text: text, Message: "m1"})
		}
		for _, button := range []string{"i3.x", "i3.d", "i3.y", "i3.n", "i3.o", "i3.f", "i3.f7", "i3.f12", "i3.v0", "i3.v9", "i3.", "i3", "i", "i3.vx", "i2.o"} {
			next(conversation.Event{Kind: conversation.Pressed, Choice: button, PressID: "x"})
		}
		for _, kind := range []conversation.EventKind{
			conversation.Hello, conversation.Extracted, conversation.Launched, conversation.Unopened, conversation.Edited, conversation.Showed,
			conversation.Opened, conversation.Crashed,
		} {
			next(conversation.Event{Kind: kind, Text: "Số: 5", Attachment: &chat.Attachment{ID: "a"}, Message: "m1", Campaign: "dan-van-1"})
			next(conversation.Event{Kind: kind})
		}
	}
}

// keepTemplate adds a template to the library, as the runtime does later.
func (p *play) keepTemplate(e conversation.KeepTemplate) string {
	tmpl, err := report.ReadTemplate("kept.toml", []byte(e.Source))
	if err != nil {
		p.t.Fatal(err)
	}
	w := p.world
	w.library = append(slices.DeleteFunc(slices.Clone(w.library), func(known *report.Template) bool { return known.ID == tmpl.ID }), tmpl)
	return fmt.Sprintf("= ghi mẫu %s\n", tmpl.ID)
}
