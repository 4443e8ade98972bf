package conversation

import (
	"reflect"
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
)

// Tabulate orders the rows of a spreadsheet that this chat sent for the table it is at.
// They come as Tabulated.
type Tabulate struct {
	Attachment chat.Attachment
	Campaign   string
	Question   string
}

func (Tabulate) effect() {}

// isSheet tells whether a file can be rows of a table, by its name or its kind.
func isSheet(a *chat.Attachment) bool {
	if a == nil {
		return false
	}
	name := strings.ToLower(a.Name)
	for _, end := range []string{".xlsx", ".csv", ".tsv", ".xls", ".xlsm", ".ods"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return strings.Contains(a.MIME, "spreadsheet") || strings.Contains(a.MIME, "ms-excel") || a.MIME == "text/csv"
}

// showedSheet takes a spreadsheet as the table that is asked for. It is false where there
// is none, or the file is none.
func (t *turn) showedSheet() bool {
	q := t.atTable()
	if q == nil || !t.owns(q) || t.taking() || t.s.Matter != nil || !isSheet(t.e.Attachment) {
		return false
	}
	if t.s.Phase == Paused {
		t.s.Phase, t.s.Was = Asking, Idle
	}
	d := t.table(q, false)
	if d.Reading >= maxReading {
		t.say(chat.Message{Text: textStillReading})
		return true
	}
	d.Reading++
	t.do(Tabulate{*t.e.Attachment, t.c.ID, q.ID})
	t.say(chat.Message{Text: textReadingFile(fileName(t.e.Attachment))})
	return true
}

// maxReading is how many spreadsheets of one chat are read at once.
const maxReading = 3

// tabulated takes the rows of a spreadsheet, or why there are none.
func (t *turn) tabulated() {
	name := fileName(t.e.Attachment)
	q := t.question()
	if q == nil || q.ID != t.e.Question || t.s.Campaign != t.e.Campaign || q.Type != "table" || !t.owns(q) || t.s.Table == nil {
		t.say(chat.Message{Text: textSheetElsewhere(name)})
		t.backToQuestion()
		return
	}
	d := t.s.Table
	d.Reading = max(d.Reading-1, 0)
	if t.e.Note != "" || len(t.e.Sheets) == 0 {
		t.lead = append(t.lead, textSheetProblem(name, t.e.Note))
		t.again()
		return
	}
	r, problem := t.sheetRows(q)
	switch {
	case problem != nil:
		t.lead = append(t.lead, textSheetRefused(name), textProblem(problem))
		t.again()
		return
	case len(r.Rows) == 0:
		t.lead = append(t.lead, textSheetEmpty(name))
		t.again()
		return
	}
	t.closeHalf(q)
	if len(d.Rows) > 0 && !d.FromFile { // the rows of a file that was sent in its place are in that file
		d.Before = d.Rows
	}
	d.Rows, d.FromFile = r.Rows, true
	t.lead = append(t.lead, textSheetTaken(q, name, r, len(d.Before)))
	t.rowsMessage(q)
}

// sheetRows reads the sheet that has the headings of the table, else the first.
func (t *turn) sheetRows(q *report.Question) (report.RowsReading, *report.Problem) {
	var first report.RowsReading
	var wrong *report.Problem
	for i, lines := range t.e.Sheets {
		r, problem := q.GuessRows(lines, t.reference())
		if problem == nil && r.Headings {
			return r, nil
		}
		if i == 0 {
			first, wrong = r, problem
		}
	}
	return first, wrong
}

// undoFile puts back the rows that those of a file took the place of.
func (t *turn) undoFile(q *report.Question) {
	d := t.table(q, false)
	if len(d.Before) == 0 {
		t.lead = append(t.lead, textNothingBefore)
		t.rowsOrCell(q)
		return
	}
	d.Rows, d.Before, d.FromFile = d.Before, d.Rows, false
	t.lead = append(t.lead, textTableBack)
	t.rowsOrCell(q)
}

// joinFile puts the rows of a file behind those that were there.
func (t *turn) joinFile(q *report.Question) {
	d := t.table(q, false)
	switch {
	case len(d.Before) == 0:
		t.lead = append(t.lead, textNothingBefore)
	case len(d.Before)+len(d.Rows) > report.MaxRows:
		t.lead = append(t.lead, textRowsFull(report.MaxRows))
	default:
		d.Rows, d.Before, d.FromFile = slices.Concat(d.Before, d.Rows), nil, false
		t.lead = append(t.lead, textTableJoined)
	}
	t.rowsOrCell(q)
}

// editedTable takes the new words of a message that the table under way was made of.
func (t *turn) editedTable(text string) bool {
	d, q := t.s.Table, t.question()
	if d == nil || q == nil || q.Type != "table" {
		return false
	}
	for i, p := range d.Parts {
		if p.Message != t.e.Message {
			continue
		}
		if p.Text == text {
			return true
		}
		rows, problem, ok := t.replaceRows(q, d.Rows, p.Text, text)
		switch {
		case problem != nil:
			t.say(chat.Message{Lead: textProblem(problem), Text: textRowsUntouched})
		case !ok:
			t.say(chat.Message{Text: textRowsNotFound})
		default:
			d.Rows, d.FromFile, d.Parts[i].Text = rows, false, text
			t.lead = append(t.lead, textRowsEdited)
			t.rowsOrCell(q)
		}
		return true
	}
	return false
}

// replaceRows puts the rows of new words in the place of those of the old ones, where
// these still stand together.
func (t *turn) replaceRows(q *report.Question, rows []report.Row, old, words string) ([]report.Row, *report.Problem, bool) {
	was, problem := q.GuessRows(report.SplitRows(old), t.reference())
	if problem != nil || len(was.Rows) == 0 || len(was.Rows) > len(rows) {
		return nil, nil, false
	}
	for i := 0; i+len(was.Rows) <= len(rows); i++ {
		if !reflect.DeepEqual(rows[i:i+len(was.Rows)], was.Rows) {
			continue
		}
		now, problem := q.GuessRows(report.SplitRows(words), t.reference())
		if problem != nil {
			return nil, problem, false
		}
		all := slices.Concat(rows[:i], now.Rows, rows[i+len(was.Rows):])
		return all, nil, len(all) > 0 && len(all) <= report.MaxRows
	}
	return nil, nil, false
}

// rewriteTable puts the new words of a message into a table that was stored.
func (t *turn) rewriteTable(q *report.Question, a report.Answer, text string) {
	place := t.place(q)
	parts := slices.Clone(a.Parts)
	for i, p := range parts {
		if p.Message != t.e.Message || p.Text == text {
			continue
		}
		rows, problem, ok := t.replaceRows(q, a.Value.Table, p.Text, text)
		if problem != nil || !ok {
			m := chat.Message{Text: textEditRefused(place)}
			if m.Lead = textRowsNotFound; problem != nil {
				m.Lead = textProblem(problem)
			}
			t.say(m)
			return
		}
		parts[i].Text = text
		t.keepRewritten(q, report.TableValue(rows), parts)
		return
	}
}
