package conversation

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// Table is a table that is being written. It begins with the rows of the standing answer,
// if there is one; the answer changes only when the person is done.
type Table struct {
	Rows  []report.Row `json:"rows,omitempty"`
	Cells report.Row   `json:"cells,omitempty"` // of the row under way
	// Column is the id of the column that is asked for, "" for the first.
	Column string `json:"column,omitempty"`
	Row    int    `json:"row,omitempty"` // the row that is being changed, from 1; 0: a new one
	// Parts are the messages that it was made of, as far as they can still be edited.
	Parts []report.Part `json:"parts,omitempty"`
	// Before are the rows that those of a file have taken the place of; FromFile: nothing
	// was changed in these since.
	Before   []report.Row `json:"before,omitempty"`
	FromFile bool         `json:"from_file,omitempty"`
	Reading  int          `json:"reading,omitempty"` // files that are being read
	Seen     int          `json:"seen,omitempty"`    // rows shown so far
}

func (d *Table) clone() *Table {
	c := *d
	c.Rows, c.Before, c.Parts = slices.Clone(d.Rows), slices.Clone(d.Before), slices.Clone(d.Parts)
	c.Cells = maps.Clone(d.Cells)
	return &c
}

// half tells whether a row has been begun, or is being changed.
func (d *Table) half() bool { return d != nil && (len(d.Cells) > 0 || d.Row > 0 || d.Column != "") }

// started tells whether anything of a table would be lost.
func (d *Table) started() bool {
	return d != nil && (len(d.Rows) > 0 || len(d.Before) > 0 || d.half())
}

// all are the rows with the one under way.
func (d *Table) all() report.Value {
	rows := slices.Clone(d.Rows)
	if len(d.Cells) > 0 {
		rows = append(rows, d.Cells)
	}
	return report.TableValue(rows)
}

// words are the rows as they would be typed, nil for none.
func (d *Table) words(q *report.Question) []report.Part {
	if text := q.Format(d.all()); text != "" {
		return []report.Part{{Text: text}}
	}
	return nil
}

// atTable gives the question when it is a table and takes words.
func (t *turn) atTable() *report.Question {
	if q := t.question(); q != nil && q.Type == "table" && (t.s.Phase == Asking || t.s.Phase == Paused && t.s.Was == Asking) {
		return q
	}
	return nil
}

// table is what is being written to q, begun if need be. offered: with the rows that were
// offered, where there is no answer.
func (t *turn) table(q *report.Question, offered bool) *Table {
	if t.s.Table == nil {
		t.s.Table = &Table{}
		if a, has := t.answer(q.ID); has && !t.s.Anew {
			t.s.Table.Rows = slices.Clone(a.Value.Table)
			t.s.Table.Parts = slices.Clone(a.Parts)
		} else if o, ok := t.offer(q); ok && offered && !has && !t.s.Anew {
			t.s.Table.Rows = slices.Clone(o.value.Table)
		}
	}
	return t.s.Table
}

// column is the place of the column that is asked for.
func (t *turn) column(q *report.Question) int {
	if d := t.s.Table; d != nil && d.Column != "" {
		return max(slices.IndexFunc(q.Columns, func(c report.Column) bool { return c.ID == d.Column }), 0)
	}
	return 0
}

// tabling takes words for the rows of a table.
func (t *turn) tabling(q *report.Question, part report.Part) {
	if t.rowOrder(q, part.Text) {
		return
	}
	cmd, n := parseCommand(part.Text, true)
	if weak, _ := parseCommand(part.Text, false); cmd == noCommand && (weak == cmdDone || weak == cmdKeep) {
		cmd = weak
	}
	switch {
	case cmd == cmdKeep && t.s.Table.half() && t.s.Table.Row > 0:
		t.nextCell(q)
	case cmd == cmdFix && n == 0 && t.s.Table.started():
		t.lead = append(t.lead, textWhichRow(len(t.s.Table.Rows)))
		t.again()
	case cmd != noCommand:
		t.command(q, cmd, n, part)
	case greets(part.Text) && q.Columns[t.column(q)].Type != "yesno":
		t.lead = append(t.lead, textSmallTalk)
		t.again()
	case !t.s.Table.half() && defers(part.Text):
		t.putOff(q, part)
	case !t.s.Table.half() && report.NilText(part.Text) && q.Columns[0].Type == "text":
		t.noMore(q, part)
	default:
		t.typedRows(q, part)
	}
}

// noMore takes a lone "không" where a row could begin: there is nothing to list, or
// nothing more.
func (t *turn) noMore(q *report.Question, part report.Part) {
	if t.s.Table != nil && len(t.s.Table.Rows) > 0 {
		t.tableDone(q)
		return
	}
	t.next(NilWord)
	t.s.Words = &part
	t.say(t.confirmMessage(q))
}

// typedRows takes whole rows, the beginning of one, or one cell.
func (t *turn) typedRows(q *report.Question, part report.Part) {
	raw := part.Text
	if t.e.Kind == Said && strings.TrimSpace(vntext.Clean(t.e.Text)) == part.Text {
		raw = vntext.Clean(t.e.Text) // the first cell may be empty, and a tab stand for it
	}
	lines := report.SplitRows(raw)
	d := t.table(q, false)
	if cells := report.SplitGaps(raw); len(lines) == 1 && len(lines[0]) == 1 && !d.half() && len(cells) == len(q.Columns) && len(cells) > 2 {
		lines = [][]string{cells} // one row whose tabs the chat made spaces of
	} else if len(lines) == 1 && len(lines[0]) == 1 && !d.half() {
		if cells := t.commaRow(q, raw); cells != nil {
			lines = [][]string{cells}
		}
	}
	rest := len(q.Columns) - t.column(q)
	switch {
	case len(lines) == 0:
		t.lead = append(t.lead, textRowEmpty)
		t.again()
	case len(lines) == 1 && len(lines[0]) == 1:
		t.typedCells(q, lines[0], part)
	case len(lines) == 1 && d.half() && (len(lines[0]) <= rest || t.column(q) == 0 && len(lines[0]) <= len(q.Columns)):
		t.typedCells(q, lines[0], part)
	case d.half():
		t.lead = append(t.lead, textHalfFirst(t.halfRow(q), t.rowPlace()))
		t.again()
	case len(lines) == 1 && len(lines[0]) < len(q.Columns):
		t.typedCells(q, lines[0], part)
	default:
		t.wholeRows(q, lines, part)
	}
}

// typedCells fills the cells of the row under way, from the one that is asked for.
func (t *turn) typedCells(q *report.Question, cells []string, part report.Part) {
	d, at := t.table(q, false), t.column(q)
	row := maps.Clone(d.Cells)
	if row == nil {
		row = report.Row{}
	}
	var doubts []report.CellDoubt
	for i, text := range cells {
		r, problem := q.ParseCell(at+i, text, t.reference())
		if problem != nil {
			t.lead = append(t.lead, textCellProblem(q.Columns[at+i].Heading, 0, problem))
			t.again()
			return
		}
		id := q.Columns[at+i].ID
		if delete(row, id); !r.Value.IsZero() {
			row[id] = r.Value
		}
		if r.Confirm {
			doubts = append(doubts, report.CellDoubt{Column: at + i, Typed: text, Value: r.Value})
		}
	}
	if len(d.Rows) >= report.MaxRows && d.Row == 0 {
		t.lead = append(t.lead, textRowsFull(report.MaxRows))
		t.again()
		return
	}
	t.partOf(d, part)
	for _, doubt := range doubts {
		doubt.Row = t.rowPlace() - 1
		t.lead = append(t.lead, textCellDoubt(q, doubt))
	}
	d.Cells = row
	t.goToCell(q, at+len(cells))
}

// nextCell leaves the cell that is asked for as it is.
func (t *turn) nextCell(q *report.Question) {
	t.table(q, false)
	t.goToCell(q, t.column(q)+1)
}

// goToCell asks for a cell; behind the last one the row is whole.
func (t *turn) goToCell(q *report.Question, column int) {
	d := t.s.Table
	if column < len(q.Columns) {
		d.Column = q.Columns[column].ID
		t.askCell(q)
		return
	}
	if len(d.Cells) == 0 {
		d.Column, d.Row = "", 0
		t.lead = append(t.lead, textRowEmpty)
		t.again()
		return
	}
	n := t.rowPlace()
	t.closeRow()
	t.lead = append(t.lead, textRow(n, q, d.Rows[n-1]))
	t.rowsMessage(q)
}

// rowPlace is the number of the row under way.
func (t *turn) rowPlace() int {
	if t.s.Table.Row > 0 {
		return t.s.Table.Row
	}
	return len(t.s.Table.Rows) + 1
}

// closeRow puts the row under way into its place, the cells that are missing empty.
func (t *turn) closeRow() {
	d := t.s.Table
	if len(d.Cells) > 0 {
		d.FromFile = false
		if d.Row > 0 && d.Row <= len(d.Rows) {
			d.Rows[d.Row-1] = d.Cells
		} else {
			d.Rows = append(d.Rows, d.Cells)
		}
	}
	d.Cells, d.Column, d.Row = nil, "", 0
}

// wholeRows takes rows that were typed or pasted at once. One bad cell refuses all: what
// was pasted is still there to be mended and sent again.
func (t *turn) wholeRows(q *report.Question, lines [][]string, part report.Part) {
	r, problem := q.GuessRows(lines, t.reference())
	if problem != nil {
		t.lead = append(t.lead, textProblem(problem))
		t.again()
		return
	}
	t.addRows(q, r, &part)
}

// addRows puts rows at the end, and shows them.
func (t *turn) addRows(q *report.Question, r report.RowsReading, part *report.Part) {
	d := t.table(q, false)
	switch {
	case len(r.Rows) == 0:
		t.lead = append(t.lead, textOnlyHeadings)
		t.again()
		return
	case len(d.Rows)+len(r.Rows) > report.MaxRows:
		t.lead = append(t.lead, textRowsFull(report.MaxRows))
		t.again()
		return
	}
	if part != nil {
		t.partOf(d, *part)
	}
	first := len(d.Rows)
	d.Rows, d.FromFile = append(d.Rows, r.Rows...), false
	t.lead = append(t.lead, textRowsAdded(q, first, r))
	t.rowsMessage(q)
}

// partOf remembers a message, so that an edit of it can be understood.
func (t *turn) partOf(d *Table, part report.Part) {
	if part.Message != "" && len(d.Parts) < maxParts {
		d.Parts = append(d.Parts, part)
	}
}

// rowsMessage says how far the table is, and what comes next.
func (t *turn) rowsMessage(q *report.Question) {
	t.say(chat.Message{Text: textTableSoFar(q, t.s.Table.Rows), Choices: t.tableChoices()})
}

// tableChoices are what can be done with the table as it is.
func (t *turn) tableChoices() (all []chat.Choice) {
	d := t.s.Table
	if len(d.Rows) > 0 {
		all = append(all, chat.Choice{ID: t.button("d", 0), Label: labelDone, Word: wordDone})
	}
	if len(d.Before) > 0 {
		all = append(all,
			chat.Choice{ID: t.button("w", 0), Label: labelUndo, Word: wordUndo, Row: true},
			chat.Choice{ID: t.button("j", 0), Label: labelJoin, Word: wordJoin})
	}
	return all
}

// tableNow says how far the table is, under its question.
func (t *turn) tableNow(q *report.Question, m *chat.Message) []string {
	d := t.s.Table
	var lines []string
	if len(d.Rows) > 0 {
		lines = append(lines, textTableHas(q, d.Rows))
		m.Choices = append(m.Choices,
			chat.Choice{ID: t.button("d", 0), Label: labelDone, Word: wordDone},
			chat.Choice{ID: t.button("t", 0), Label: labelShow, Word: wordShow})
	}
	if d.half() || len(d.Rows) < report.MaxRows {
		lines = append(lines, textCell(t.rowPlace(), q, t.column(q), d))
	}
	return lines
}

// askCell asks for one cell.
func (t *turn) askCell(q *report.Question) {
	m := chat.Message{Text: textCell(t.rowPlace(), q, t.column(q), t.s.Table)}
	if t.s.Table.Row > 0 {
		m.Choices = []chat.Choice{{ID: t.button("k", 0), Label: labelKeep, Word: wordKeep}}
	}
	t.say(m)
}

// halfRow is what has been written of the row under way.
func (t *turn) halfRow(q *report.Question) string { return q.RowText(t.s.Table.Cells) }

// tableDone makes the rows the answer.
func (t *turn) tableDone(q *report.Question) {
	if t.s.Table == nil {
		if _, has := t.answer(q.ID); has && !t.s.Anew {
			t.keep(q)
			return
		}
		t.lead = append(t.lead, textNoRows)
		t.again()
		return
	}
	t.closeHalf(q)
	d := t.s.Table
	switch {
	case d.Reading > 0: // asked again, the file is not waited for
		d.Reading = 0
		t.lead = append(t.lead, textStillReading)
		t.again()
	case len(d.Rows) == 0:
		t.lead = append(t.lead, textNoRows)
		t.again()
	default:
		t.store(q, report.TableValue(d.Rows), d.Parts, false)
	}
}

// closeHalf makes a row of one that was begun, and says what it lacks.
func (t *turn) closeHalf(q *report.Question) {
	if d := t.s.Table; d.half() {
		n, changed := t.rowPlace(), d.Row > 0
		if lacking := q.Lacking(d.Cells); len(d.Cells) > 0 && len(lacking) > 0 && !changed {
			t.lead = append(t.lead, textRowLacks(n, lacking))
		}
		t.closeRow()
	}
}

// finishTable keeps a half-written table before the chat turns to something else.
func (t *turn) finishTable(q *report.Question) bool {
	if t.s.Table == nil {
		return true
	}
	t.closeHalf(q)
	d := t.s.Table
	a, has := t.answer(q.ID)
	t.s.Table = nil
	switch {
	case has && reflect.DeepEqual(a.Value.Table, d.Rows), !has && len(d.Rows) == 0:
	case len(d.Rows) == 0:
		t.lead = append(t.lead, textTableEmptied)
	default:
		place := t.place(q)
		t.save(q, report.TableValue(d.Rows), d.Parts, false)
		t.lead = append(t.lead, textHalfKept(place))
	}
	return true
}
