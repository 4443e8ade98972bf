package conversation_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/workday"
)

var update = flag.Bool("update", false, "rewrite the bot's lines in the scenario files")

// TestScenarios plays the dialogues in testdata. A file holds the template, and
// the dialogue: "> words" of the person, "< words" of the bot, "! what else
// happens", "= what is done for others". The state goes through JSON between every two lines.
func TestScenarios(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenario files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := newPlay(t, archive)
			for i, f := range archive.Files {
				if !strings.HasPrefix(f.Name, "dialogue") {
					continue
				}
				got := p.run(string(f.Data))
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if want := string(f.Data); got != want {
					t.Errorf("%s:\n%s", f.Name, diff(want, got))
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// play is one chat with a world in memory.
type play struct {
	t       testing.TB
	caps    chat.Capabilities
	world   *world
	state   []byte
	at      time.Time
	sent    int // messages of the person, for their ids
	shown   []chat.Message
	invited []conversation.Invite   // whose codes are to come
	tables  []conversation.Tabulate // whose rows are to come
	gathers []conversation.Gather   // whose files are to come
}

// Zalo-like: the smallest platform.
var smallest = chat.Capabilities{MaxText: 2000}

func newPlay(t testing.TB, archive *txtar.Archive) *play {
	w := &world{
		answers:  map[string]report.Answer{},
		earlier:  map[string]report.Answer{},
		person:   &report.Person{ID: "p1", Name: "Lê Thị Mận", Role: report.Staff, Joined: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)},
		template: map[string]*report.Template{}, submitted: map[string]bool{},
	}
	w.papers = archive.Files
	notice, _ := w.Notice()
	w.person.Consent = &report.Consent{Notice: notice.Version, At: w.person.Joined, Channel: "test"}
	p := &play{t: t, caps: smallest, world: w, at: time.Date(2026, 5, 28, 8, 0, 0, 0, time.FixedZone("ICT", 7*3600))}
	for _, f := range archive.Files {
		switch {
		case strings.HasPrefix(f.Name, "library/"):
			w.addTemplate(t, f)
		case f.Name == "people.json":
			if err := json.Unmarshal(f.Data, &w.people); err != nil {
				t.Fatal(err)
			}
		case f.Name == "duties.json":
			if err := json.Unmarshal(f.Data, &w.duties); err != nil {
				t.Fatal(err)
			}
		case f.Name == "newer.toml":
			tmpl, err := report.ReadTemplate(f.Name, f.Data)
			if err != nil {
				t.Fatal(err)
			}
			w.newer = tmpl
		case strings.HasSuffix(f.Name, ".toml"):
			tmpl, err := report.ReadTemplate(f.Name, f.Data)
			if err != nil {
				t.Fatal(err)
			}
			id := tmpl.ID + "-1"
			w.template[id] = tmpl
			w.campaigns = append(w.campaigns, report.Campaign{ID: id, Template: tmpl.ID, Version: tmpl.Version, Title: tmpl.Title, Status: report.Open})
		case f.Name == "shares.json":
			if err := json.Unmarshal(f.Data, &w.shares); err != nil {
				t.Fatal(err)
			}
			for i := range w.shares {
				if q := &w.shares[i].Person; q.Joined.IsZero() {
					q.Joined = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
				}
			}
		case f.Name == "remarks.json":
			w.readRemarks(t, f.Data)
		case f.Name == "former.json":
			if err := json.Unmarshal(f.Data, &w.former); err != nil {
				t.Fatal(err)
			}
		case f.Name == "earlier.json":
			var list []report.Answer
			if err := json.Unmarshal(f.Data, &list); err != nil {
				t.Fatal(err)
			}
			for _, a := range list {
				w.earlier[a.Question] = a
			}
		}
	}
	return p
}

// run plays a dialogue and gives it back with what the bot really said.
func (p *play) run(script string) string {
	var out strings.Builder
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || strings.HasPrefix(line, "<") || strings.HasPrefix(line, "= "):
		case strings.HasPrefix(line, "#"):
			fmt.Fprintln(&out, line)
		case strings.HasPrefix(line, "> "):
			fmt.Fprintf(&out, "\n%s\n", line)
			p.sent++
			out.WriteString(p.step(conversation.Event{
				Kind: conversation.Said, Text: strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(line[2:]), Message: "m" + strconv.Itoa(p.sent),
			}))
		case strings.HasPrefix(line, "! "):
			fmt.Fprintf(&out, "\n%s\n", line)
			out.WriteString(p.stage(line[2:]))
		default:
			p.t.Fatalf("scenario line %q: want \"> \", \"< \", \"! \" or \"# \"", line)
		}
	}
	return out.String()
}

// stage does what a "! " line says.
func (p *play) stage(what string) string {
	verb, rest, _ := strings.Cut(what, " ")
	switch verb {
	case "hello":
		return p.step(conversation.Event{Kind: conversation.Hello, Campaign: rest})
	case "opened":
		return p.step(conversation.Event{Kind: conversation.Opened, Campaign: rest})
	case "ended":
		return p.step(conversation.Event{Kind: conversation.Ended, Campaign: rest})
	case "crashed":
		return p.step(conversation.Event{Kind: conversation.Crashed})
	case "drafted":
		return p.step(conversation.Event{Kind: conversation.Drafted, Campaign: rest, Gaps: []string{"[Chưa có: kỳ báo cáo]", "[Chưa có nội dung: Đánh giá chung]"}, File: &chat.File{Name: "bao-cao.docx"}})
	case "looked": // campaign list – the draft that was asked for comes, with a list of remarks of remarks.json
		campaign, key, _ := strings.Cut(rest, " ")
		return p.step(p.world.looked(conversation.Event{Kind: conversation.Drafted, Campaign: campaign, File: &chat.File{Name: "bao-cao.docx"}}, key))
	case "stale": // stale question question – the draft comes, and these name an earlier period
		return p.step(conversation.Event{Kind: conversation.Drafted, Campaign: p.world.campaigns[0].ID, Stale: strings.Fields(rest), File: &chat.File{Name: "bao-cao.docx"}})
	case "buttons": // from here on a platform with buttons
		p.caps = chat.Capabilities{MaxText: 4096, Buttons: true, Edit: true}
	case "reminded": // of all that is owed; reminded late, reminded moved
		var owed []conversation.Owed
		for _, c := range p.world.Campaigns() {
			if !p.world.submitted[c.ID] {
				open, of := p.open(c)
				owed = append(owed, conversation.Owed{Campaign: c, Open: open, Of: of, Late: rest == "late", Moved: rest == "moved", Updated: rest == "updated"})
			}
		}
		return p.step(conversation.Event{Kind: conversation.Reminded, Owed: owed})
	case "escalated":
		var debts []conversation.Debt
		for _, c := range p.world.Campaigns() {
			open, of := p.open(c)
			var mine, all []string
			for _, q := range p.world.template[c.ID].Questions() {
				all = append(all, q.ID)
				if _, ok := p.world.Answer(c.ID, q.ID); !ok {
					mine = append(mine, q.ID)
				}
			}
			debts = append(debts, conversation.Debt{Campaign: c, Late: rest == "late", People: []conversation.Debtor{
				{Name: "Lê Thị Mận", Open: open, Of: of, Questions: mine, Since: workday.DateOf(p.at)},
				{Name: "Trần Văn Ổi", Open: of, Of: of, Questions: all, Since: workday.DateOf(p.at)},
				{Name: "Lò Thị Ươm", Open: of, Of: of, Questions: all, Absent: true},
				{Name: "Hà Thị Bưởi", Open: of, Of: of, Questions: all},
			}})
		}
		return p.step(conversation.Event{Kind: conversation.Escalated, Debts: debts})
	case "deadline": // deadline 2026-05-31, deadline 2026-05-31 11:00
		date, hour, _ := strings.Cut(rest, " ")
		for i := range p.world.campaigns {
			p.world.campaigns[i].Deadline, p.world.campaigns[i].DeadlineHour = must(workday.ParseISO(date)), hour
		}
	case "newer": // the template has changed; with "yes" an admin has moved the campaign
		c := p.world.campaigns[0]
		if rest != "yes" {
			return p.step(conversation.Event{Kind: conversation.Newer, Campaign: c.ID})
		}
		state := must(conversation.Decode(p.state))
		state, _ = state.Update(c.ID, p.world.template[c.ID], p.world.newer)
		p.state = state.Encode()
		return p.runningEffect(conversation.Update{Campaign: c.ID, Version: p.world.newer.Version})
	case "unannounced": // a chat that cannot be written to out of the blue
		p.world.mute = true
	case "days":
		n, err := strconv.Atoi(rest)
		if err != nil {
			p.t.Fatal(err)
		}
		p.at = p.at.AddDate(0, 0, n)
	case "period":
		p.world.campaigns[0].Period = rest
	case "close":
		for i := range p.world.campaigns {
			if p.world.campaigns[i].ID == rest {
				p.world.campaigns[i].Status = report.Closed
			}
		}
	case "stranger":
		p.world.person, p.state = nil, nil
	case "elsewhere": // question value: the same person answers on another platform
		q, v, _ := strings.Cut(rest, " ")
		a := p.world.answers[q]
		a = report.Answer{Campaign: p.world.campaigns[0].ID, Question: q, Person: "p1", Value: report.TextValue(v), Revision: a.Revision + 1}
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			a.Value = report.NumberValue(f)
		}
		p.world.answers[q] = a
	case "media":
		kind, caption, _ := strings.Cut(rest, " ")
		p.sent++
		return p.step(conversation.Event{Kind: conversation.Showed, Media: kind, Text: caption, Message: "m" + strconv.Itoa(p.sent)})
	case "edit": // edit 3: new words – the person's third message
		n, words, _ := strings.Cut(rest, ": ")
		return p.step(conversation.Event{Kind: conversation.Edited, Message: "m" + n, Text: strings.ReplaceAll(words, `\n`, "\n")})
	case "press": // press Nhãn, or: press Nhãn in 3 – under the bot's third message from the end
		label, back := rest, 1
		if l, n, ok := strings.Cut(rest, " in "); ok {
			label, back = l, must(strconv.Atoi(n))
		}
		m := p.shown[len(p.shown)-back]
		for _, c := range m.Choices {
			if c.Label == label {
				return p.step(conversation.Event{Kind: conversation.Pressed, Choice: c.ID, PressID: "x", Message: "b" + strconv.Itoa(len(p.shown)-back)})
			}
		}
		p.t.Fatalf("no button %q under %q", label, m.Text)
	case "forge": // a press nobody offered
		return p.step(conversation.Event{Kind: conversation.Pressed, Choice: rest, PressID: "x", Message: "b0"})
	default:
		if out, ok := p.filesStage(verb, rest); ok {
			return out
		}
		if out, ok := p.roomStage(verb, rest); ok {
			return out
		}
		if out, ok := p.runningStage(verb, rest); ok {
			return out
		}
		return p.deskStage(verb, rest)
	}
	return ""
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// step handles one event with the state read back from JSON, carries the
// effects out, and gives what a person sees.
func (p *play) step(e conversation.Event) string {
	p.t.Helper()
	state, err := conversation.Decode(p.state)
	if err != nil {
		p.t.Fatal(err)
	}
	p.at = p.at.Add(time.Minute)
	e.Address, e.At, e.Today, e.World = chat.Address{Platform: "test", ID: "1"}, p.at, workday.DateOf(p.at), p.world
	e.Name = p.world.platformName
	next, effects := conversation.Step(state, e)
	p.state = next.Encode()
	var messages []chat.Message
	joined, note, opened := false, "", ""
	for _, effect := range effects {
		switch effect := effect.(type) {
		case conversation.Say:
			messages = append(messages, effect.Message)
		case conversation.Save:
			a := roundTrip(p.t, effect.Answer)
			if old := p.world.answers[a.Question]; a.Revision != old.Revision+1 {
				p.t.Errorf("answer to %s has revision %d after %d", a.Question, a.Revision, old.Revision)
			}
			p.world.answers[a.Question] = a
			p.world.returns = slices.DeleteFunc(p.world.returns, func(r report.Return) bool { return r.Question == a.Question && r.Revision < a.Revision })
		case conversation.Submit:
			p.world.submitted[effect.Campaign] = true
		case conversation.Join:
			p.join(effect)
			joined = true
		case conversation.Refuse:
			p.world.refused++
			note += "= đếm một lần từ chối\n"
		case conversation.Change:
			settled, line := p.change(effect)
			joined = joined || settled
			note += line
		case conversation.RemindMe:
			note += fmt.Sprintf("< (hẹn nhắc %s)\n", effect.At.Format("15:04 2/1/2006"))
		case conversation.Mute:
			note += fmt.Sprintf("< (thôi nhắc đến %s)\n", effect.Until.Format("15:04 2/1/2006"))
		case conversation.Open:
			opened = p.launch(effect.Campaign)
			note += p.showOpened(effect.Campaign)
		case conversation.Tabulate:
			p.tables = append(p.tables, effect)
			note += fmt.Sprintf("= đọc bảng trong tệp %s\n", effect.Attachment.Name)
		case conversation.Gather:
			p.gathers = append(p.gathers, effect)
		case conversation.Extract:
			note += fmt.Sprintf("= đọc tệp %s\n", effect.Attachment.Name)
		case conversation.KeepTemplate:
			note += p.keepTemplate(effect)
		default:
			line, back, ok := p.privacyEffect(effect)
			joined = joined || back
			if !ok {
				line = p.deskEffect(effect)
			}
			note += line
		}
	}
	p.shown = append(p.shown, messages...)
	out := p.show(messages) + note
	if joined {
		out += p.step(conversation.Event{Kind: conversation.Hello})
	}
	for _, order := range p.invited {
		p.invited = nil
		n := conversation.News{
			Kind: conversation.NewsCode, Code: "ABCDEFGH23456789", Link: "https://t.me/thu_ky?start=ABCDEFGH23456789", Order: order,
			At: p.world.JoinAt("ABCDEFGH23456789"),
		}
		switch {
		case order.Web:
			n = conversation.News{Kind: conversation.NewsWeb, Link: n.At}
		case n.At != "":
			n.Typed = []string{"zalo"}
			if p.world.full {
				n.Full = n.Typed
			}
		}
		for _, q := range p.world.People() {
			if q.ID == order.Person {
				n.Who = q
			}
		}
		out += p.step(conversation.Event{Kind: conversation.Informed, News: &n})
	}
	if opened != "" {
		out += p.step(conversation.Event{Kind: conversation.Launched, Campaign: opened, First: p.world.NextMorning()})
	}
	return out
}

// open counts the questions of a campaign without an answer, and all.
func (p *play) open(c report.Campaign) (open, of int) {
	for _, q := range p.world.template[c.ID].Questions() {
		of++
		if _, ok := p.world.Answer(c.ID, q.ID); !ok {
			open++
		}
	}
	return open, of
}

func roundTrip(t testing.TB, a report.Answer) (back report.Answer) {
	t.Helper()
	b, err := json.Marshal(a)
	if err == nil {
		err = json.Unmarshal(b, &back)
	}
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// show prints messages as the platform would carry them.
func (p *play) show(messages []chat.Message) string {
	var out strings.Builder
	for i, m := range chat.Degrade(messages, p.caps) {
		if i > 0 {
			out.WriteString("<\n")
		}
		if m.Edit != "" {
			fmt.Fprintf(&out, "< (sửa tin %s)\n", m.Edit)
		}
		if m.Toast != "" {
			fmt.Fprintf(&out, "< (thoáng hiện) %s\n", m.Toast)
		}
		for _, part := range []string{m.Lead, m.Head, m.Text} {
			if part == "" {
				continue
			}
			for line := range strings.SplitSeq(part, "\n") {
				fmt.Fprintf(&out, "< %s\n", line)
			}
		}
		if p.caps.Buttons && len(m.Choices) > 0 {
			labels := make([]string, len(m.Choices))
			for i, c := range m.Choices {
				labels[i] = "[" + c.Label + "]"
			}
			fmt.Fprintf(&out, "< %s\n", strings.Join(labels, " "))
		}
		if m.File != nil {
			fmt.Fprintf(&out, "< (tệp %s)\n", m.File.Name)
		}
	}
	return strings.ReplaceAll(out.String(), "< \n", "<\n")
}

// diff marks the lines in which two texts differ.
func diff(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var out strings.Builder
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && len(b) > 0 && a[0] == b[0]:
			out.WriteString("  " + a[0] + "\n")
			a, b = a[1:], b[1:]
		case len(b) == 0 || (len(a) > 0 && !slices.Contains(b, a[0])):
			out.WriteString("- " + a[0] + "\n")
			a = a[1:]
		default:
			out.WriteString("+ " + b[0] + "\n")
			b = b[1:]
		}
	}
	return out.String()
}
