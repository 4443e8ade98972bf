package outline

import (
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// columns are the columns of a list of questions, -1 for those it has not.
type columns struct {
	number, section, heading, question, kind, choices, unit, required, help, example, role, low, high, former int
}

// headerRows is how far down the row of names may stand.
const headerRows = 15

// findColumns finds the row that names the columns of a list; nil for none.
func findColumns(s *Sheet) (*columns, int) {
	for i := range s.Rows[:min(len(s.Rows), headerRows)] {
		r := &s.Rows[i]
		c := &columns{
			number:   column(r, []string{"stt", "tt", "so tt", "so thu tu"}),
			section:  column(r, []string{"phan", "nhom", "linh vuc", "muc lon", "nhom cau hoi"}),
			heading:  column(r, []string{"de muc", "tieu de", "muc"}),
			question: column(r, []string{"cau hoi", "noi dung cau hoi", "noi dung bao cao", "noi dung", "chi tieu", "tieu chi"}),
			kind:     column(r, []string{"loai cau tra loi", "kieu tra loi", "kieu du lieu", "loai", "kieu", "dang"}),
			choices:  column(r, []string{"lua chon", "cac lua chon", "phuong an", "dap an"}),
			unit:     column(r, []string{"don vi tinh", "dvt", "don vi"}),
			required: column(r, []string{"bat buoc"}),
			help:     column(r, []string{"huong dan", "goi y", "ghi chu", "giai thich", "yeu cau"}),
			example:  column(r, []string{"vi du"}),
			role:     column(r, []string{"phu trach", "nguoi phu trach", "bo phan", "giao cho", "vai tro", "nguoi tra loi"}),
			low:      column(r, []string{"toi thieu", "nho nhat"}),
			high:     column(r, []string{"toi da", "lon nhat"}),
			former:   column(r, []string{"mac dinh", "ky truoc", "so lieu ky truoc", "nam truoc"}),
		}
		if c.question >= 0 && r.filled() > 1 {
			return c, i
		}
	}
	return nil, 0
}

// typeWords are what people call the types of questions.
var typeWords = map[string]string{
	"so": integer, "so nguyen": integer, "so luong": integer, "so thap phan": decimal, "so le": decimal, "phan tram": percent, "%": percent, "ty le": percent, "ti le": percent,
	"ngay": date, "ngay thang": date, "co/khong": yesno, "co khong": yesno, "co hoac khong": yesno, "dung/sai": yesno, "chon mot": choice, "mot lua chon": choice, "chon 1": choice,
	"trac nghiem": choice, "chon nhieu": choices, "nhieu lua chon": choices, "van ban": longtext, "van ban dai": longtext, "doan van": longtext, "tu luan": longtext, "nhieu dong": longtext,
	"van ban ngan": text, "chu": text, "mot dong": text, "dong chu": text,
}

// list makes a template of a list of questions.
func list(b Book, s *Sheet, c *columns, header int, o Options) (*Result, error) {
	d := newDraft(o, KindList)
	d.notes = append(d.notes, b.Notes...)
	subject := ""
	for i := range s.Rows[:header] { // a title stands over the row of names
		if r := &s.Rows[i]; r.filled() == 1 && subject == "" {
			subject = oneLine(strings.Join(r.Cells, " "))
		}
	}
	d.head(subject, nil)
	d.recipients = []string{lastRecipient}
	d.opening = []string{openingNotice, openingSchool}
	d.others(b, s)
	var at *section
	for i := header + 1; i < len(s.Rows); i++ {
		r := &s.Rows[i]
		if part := oneLine(r.cell(c.section)); part != "" && (at == nil || at.heading != part) {
			at = d.section(part)
		}
		label := oneLine(r.cell(c.question))
		number := strings.TrimRight(r.cell(c.number), "./) ")
		switch {
		case label == "" && r.filled() == 1 && r.cell(c.section) == "":
			at = d.section(oneLine(strings.Join(r.Cells, " ")))
			continue
		case label == "":
			if r.filled() > 0 && r.cell(c.section) == "" {
				d.note(r.Line, textRowLeft)
			}
			continue
		case isPart(number) && c.number >= 0 && r.filled() == 2, c.section < 0 && r.filled() == 1 && allCaps(label):
			at = d.section(label)
			continue
		}
		if at == nil {
			at = d.section(sectionContents)
			d.note(r.Line, textMadeSection(sectionContents))
		}
		d.ask(at, d.listed(r, c, label))
		if d.asked > maxQuestions {
			return nil, d.fail(r.Line, textTooManyQuestions(maxQuestions))
		}
	}
	d.dropEmpty()
	if len(d.sections) == 0 {
		return nil, d.fail(s.Rows[header].Line, textEmptyList)
	}
	return d.settle()
}

func allCaps(label string) bool {
	return label == strings.ToUpper(label) && label != strings.ToLower(label)
}

// dropEmpty leaves out sections without questions.
func (d *draft) dropEmpty() {
	var kept []*section
	for _, s := range d.sections {
		if len(s.questions) > 0 {
			kept = append(kept, s)
			continue
		}
		d.notes = append(append(d.notes, s.notes...), Note{"", textSectionLeft(clip(s.heading, maxQuote))})
	}
	d.sections = kept
}

// listed makes a question of a row.
func (d *draft) listed(r *Row, c *columns, label string) *question {
	at := d.opts.place(r.Line)
	q := &question{at: at}
	q.ID = d.newID(label, "cau")
	offered := distinct(splitChoices(r.cell(c.choices)))
	unit := clip(oneLine(r.cell(c.unit)), maxUnit)
	g := guessOf(label, field{unit: knownUnit(unit)}, false, false)
	word := oneLine(r.cell(c.kind))
	switch named := typeOf(word); {
	case named != "":
		q.Type = named
	case len(offered) > 1:
		q.Type = choice
		q.note(at, textGuessed(choice, strings.Join(offered[:2], ", ")))
	default:
		q.Type, offered = g.kind, g.choices
		if word != "" {
			q.note(at, textUnknownType(word))
		}
		if g.why != "" {
			q.note(at, textGuessed(g.kind, g.why))
		}
	}
	if q.Type == choice || q.Type == choices {
		if q.Choices = offered; len(offered) < 2 {
			q.note(at, textNoChoices)
			q.Type, q.Choices = text, nil
		}
	}
	if q.Unit = unit; q.Type == percent {
		q.Unit = ""
	}
	d.spoken(q, label, oneLine(r.cell(c.heading)))
	q.Help = clip(r.cell(c.help), maxHelp)
	q.Example = clip(oneLine(r.cell(c.example)), maxMessage)
	d.limits(q, at, r.cell(c.low), r.cell(c.high))
	if former := r.cell(c.former); former != "" {
		q.Default = d.literal(q, at, former)
	}
	if c.required >= 0 && !isSet(r.cell(c.required)) {
		no := false
		q.Required = &no
	}
	if q.Role = clip(oneLine(r.cell(c.role)), 200); q.Role == "" {
		if role, why := roleOf(label); role != "" {
			q.Role = role
			q.note(at, textGuessedRole(role, why))
		}
	}
	return q
}

// spoken settles how a question of a list is asked and printed: what is a question
// already is asked as it stands.
func (d *draft) spoken(q *question, label, heading string) {
	q.Prompt = prompt(label, q.Type, q.Unit, "")
	bare := d.printed(strings.TrimRight(withoutOptions(withoutBlanks(label)), " ?:.;"))
	if q.Type == longtext {
		if heading == "" {
			heading = bare
		}
		q.Heading = clip(d.printed(heading), maxHeading)
		return
	}
	q.Heading = clip(d.printed(heading), maxHeading)
	sentence := bare + ": {{" + q.ID + "}}"
	if q.Unit != "" {
		sentence += " " + q.Unit
	}
	sentence += "."
	q.Print = &sentence
}

// typeOf gives the type that a person calls so, "" for none.
func typeOf(word string) string {
	folded := vntext.Fold(strings.NewReplacer(" / ", "/", "_", " ").Replace(word))
	if t, ok := typeWords[folded]; ok {
		return t
	}
	for _, t := range report.Types() {
		if folded == t {
			return t
		}
	}
	return ""
}

// knownUnit gives the unit, if it says what type the answer is.
func knownUnit(unit string) string {
	if small := strings.ToLower(unit); units[small] != "" {
		return small
	}
	return ""
}

// splitChoices cuts a cell of choices: one a line, else by semicolons, bars or commas.
func splitChoices(cell string) (all []string) {
	for _, sign := range []string{"\n", ";", "|", "/", ","} {
		if strings.Contains(cell, sign) {
			for part := range strings.SplitSeq(cell, sign) {
				if part = strings.TrimLeft(oneLine(part), "-–•+ "); part != "" {
					all = append(all, part)
				}
			}
			return all
		}
	}
	return nil
}

// isSet tells whether a cell that says yes or no says yes.
func isSet(cell string) bool {
	switch vntext.Fold(cell) {
	case "x", "co", "yes", "true", "true()", "1", "bat buoc", "v", "✓", "dung":
		return true
	}
	return false
}

// limits takes the least and the greatest value.
func (d *draft) limits(q *question, at, low, high string) {
	if q.Type == integer || q.Type == decimal {
		q.Min = int64(0)
	}
	if q.Type == percent {
		q.Min, q.Max = int64(0), int64(100)
	}
	for _, l := range []struct {
		cell string
		into *any
		key  string
	}{{low, &q.Min, "min"}, {high, &q.Max, "max"}} {
		if l.cell == "" {
			continue
		}
		switch q.Type {
		case integer, decimal, percent, date:
			if v := d.literal(q, at, l.cell); v != nil {
				*l.into = v
			}
		default:
			q.note(at, textLeftOut(l.key, l.cell, textNoLimits))
		}
	}
}
