package render

import (
	"slices"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// FormBody is the placeholder of a form that takes the text of the report, from the
// opening to the closing.
const FormBody = "noi_dung"

// FormAddressees is the placeholder of whom the report is addressed to.
const FormAddressees = "addressees"

// The placeholders of a form beside those of report.FixedNames and the question ids.
const (
	formSuperior    = "superior"
	formSchoolCaps  = "school_caps"
	formNumber      = "number"
	formSymbol      = "symbol"
	formKind        = "kind"
	formSubject     = "subject"
	formRecipients  = "recipients"
	formSignerTitle = "signer_title"
)

// The placeholders within a block that is repeated.
const (
	FormItem   = "."      // what it is repeated for
	FormCount  = "stt"    // 1, 2, 3, …
	FormPerson = "person" // whose answer it is
)

// Form is the form of the school that a report is printed in.
type Form struct {
	Data   []byte               // a .docx file
	Fields map[string]FormField // what its placeholders stand for, but FormBody
}

// FormField is what stands in the place of a placeholder.
type FormField struct {
	Lines [][]Run // nil where there is nothing to print
	// Within stands in place of Lines where there are other words in the paragraph, nil
	// for Lines with line breaks.
	Within []Run
	// Items are what a block is repeated for.
	Items []FormValue
	// Table stands where the placeholder has a paragraph for itself, nil for none.
	Table *Table
	// Gap tells that something is missing: Lines are a mark.
	Gap bool
}

// FormValue is one of several.
type FormValue struct {
	Runs   []Run
	Person string
	// Cells are what other placeholders stand for there: the cells of a row of a table.
	Cells map[string][]Run
}

// FormNames lists the placeholders that a form for reports of a template may have.
func FormNames(t *report.Template) []string {
	names := append(report.FixedNames(), formSuperior, formSchoolCaps, formNumber, formSymbol, formKind, formSubject,
		FormAddressees, formRecipients, formSignerTitle, FormBody)
	for _, q := range t.Questions() {
		if !slices.Contains(names, q.ID) {
			names = append(names, q.ID)
		}
		names = append(names, columnNames(q)...)
	}
	return names
}

// form gives what the placeholders of the form stand for. What is missing there and
// nowhere else in the report is a gap, too.
func (b *builder) form() *Form {
	if b.in.Form == nil {
		return nil
	}
	f := &Form{Data: b.in.Form.Data, Fields: map[string]FormField{}}
	for _, q := range b.t.Questions() {
		field := b.questionField(q)
		f.Fields[q.ID] = field
		for name, column := range b.columnFields(q, field) {
			f.Fields[name] = column
		}
	}
	for name, field := range b.headFields() {
		f.Fields[name] = field
	}
	for _, name := range b.in.Form.Fields {
		field, known := f.Fields[name]
		if _, _, body := b.organisation(name); body && !known {
			var words filled
			words.fixed(name, b)
			field, known = lineFields([][]Run{words.runs}, len(words.blanks) > 0), true
			f.Fields[name] = field
		}
		if name == FormBody || known && !field.Gap {
			continue
		}
		if !known {
			field = FormField{Lines: [][]Run{{{Text: missingMark(name), Mark: true}}}, Gap: true}
			f.Fields[name] = field
		}
		b.noteField(name, Plain(field.Lines[0]))
	}
	return f
}

// noteField enters a placeholder of the form without a value as a gap.
func (b *builder) noteField(name, mark string) {
	if table, _, column := strings.Cut(name, "."); column && b.t.Question(table) != nil {
		name = table
	}
	for _, g := range b.gaps {
		if g.Question == name || slices.Contains(g.Missing, name) {
			return
		}
	}
	gap := Gap{Place: "form", Missing: []string{name}, Kind: NotFilled, Text: mark}
	if q := b.t.Question(name); q != nil {
		gap.Kind, gap.What = Unanswered, []string{b.what(q)}
	}
	b.gaps = append(b.gaps, gap)
}

// questionField is an answer as {{id}} prints it. Of what is left out nothing is printed.
func (b *builder) questionField(q *report.Question) FormField {
	r := b.reply[q.ID]
	switch {
	case r.standing == open || r.standing == refused:
		return lineFields([][]Run{{{Text: holeMark, Mark: true}}}, true)
	case r.standing != given:
		return FormField{}
	}
	f := FormField{Lines: splitRuns(r.runs())}
	if q.Computed() {
		f.Items = lineFields(f.Lines, false).Items
	}
	if r.value.Table != nil {
		f.Table = b.tableOf(q, r, "questions."+q.ID)
	}
	if r.value.Files != nil {
		f.Lines = nil
		n := 0
		b.eachFile(q, r, "", func(file report.File, photo int, source Source) {
			n++
			f.Lines = append(f.Lines, fileItem(n, file, photo, b.appendices[q.ID]))
			f.Items = append(f.Items, FormValue{Runs: fileLabel(file), Person: b.in.Names[source.Persons[0]]})
		})
		return f
	}
	for _, a := range r.given {
		name := b.in.Names[a.Person]
		switch {
		case a.Value.Table != nil:
			for _, row := range a.Value.Table {
				f.Items = append(f.Items, FormValue{singleLine(emphasis(vntext.Clean(q.RowText(row)))), name, cellsOf(q, row)})
			}
		case q.Type == "longtext":
			for _, line := range splitRuns(emphasis(vntext.Clean(q.Format(a.Value)))) {
				f.Items = append(f.Items, FormValue{Runs: line, Person: name})
			}
		case a.Value.List != nil:
			for _, choice := range a.Value.List {
				f.Items = append(f.Items, FormValue{Runs: []Run{{Text: oneLine(choice)}}, Person: name})
			}
		case q.Columns != nil && r.value.Table != nil: // others have rows
		case r.written:
			item := FormValue{Runs: singleLine(emphasis(oneLine(q.Format(a.Value)))), Person: name}
			if q.Columns != nil {
				item.Cells = wordCells(q, item.Runs)
			}
			f.Items = append(f.Items, item)
		default:
			f.Items = append(f.Items, FormValue{Runs: []Run{{Text: oneLine(q.Format(a.Value))}}, Person: name})
		}
	}
	return f
}

// headFields are what the school and the campaign say.
func (b *builder) headFields() map[string]FormField {
	all := map[string]FormField{}
	for _, name := range report.FixedNames() {
		var f filled
		f.fixed(name, b)
		all[name] = lineFields([][]Run{f.runs}, len(f.blanks) > 0)
	}
	number, symbol := b.number()
	place := oneLine(b.in.School.Place)
	if place == "" {
		place = placeBlank
	}
	for name, text := range map[string]string{
		report.NamePlace: place, report.NameDate: b.dateWords(), report.NameSigner: oneLine(b.in.School.Signer),
		formNumber: number, formSymbol: symbol,
	} {
		all[name] = textField(text)
	}
	all[FormAddressees] = FormField{}
	for _, block := range b.blocks {
		switch block := block.(type) {
		case *Head:
			all[formSuperior], all[formSchoolCaps] = textField(block.Superior), textField(block.School)
		case *Title:
			all[formKind], all[formSubject] = textField(block.Kind), lineFields([][]Run{block.Subject}, false)
		case *Addressees:
			all[FormAddressees] = lineFields(block.Items, false)
		case *Recipients:
			all[formRecipients] = lineFields(block.Items, false)
		case *Signature:
			all[formSignerTitle] = textField(strings.Join(block.Titles, "\n"))
		}
	}
	return all
}

// textField is a value of plain lines.
func textField(text string) FormField {
	var lines [][]Run
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			lines = append(lines, []Run{{Text: line}})
		}
	}
	return lineFields(lines, false)
}

// lineFields is a value every line of which is an item.
func lineFields(lines [][]Run, gap bool) FormField {
	f := FormField{Lines: lines, Gap: gap}
	for _, line := range lines {
		f.Items = append(f.Items, FormValue{Runs: line})
	}
	return f
}

// FormShould are placeholders that a report has everywhere; of each group a form should
// have one at least.
var FormShould = [][]string{
	{formSubject}, {formNumber}, {report.NameDate}, {formRecipients}, {report.NameSigner, formSignerTitle},
}
