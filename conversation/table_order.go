package conversation

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// What is typed about the rows of a table, folded.
var (
	rowChange = regexp.MustCompile(`^(?:sua|doi|nhap lai|viet lai) (?:dong|hang)(?: so)? ?(\d{1,3})?$`)
	rowDelete = regexp.MustCompile(`^(?:xoa|bo|huy) (?:(?:dong|hang)(?: so)? ?)?(\d{1,3})$`)
	rowDrop   = regexp.MustCompile(`^(?:xoa|bo|huy) (?:dong|hang)(?: nay| do| dang nhap)?$`)
	rowMore   = regexp.MustCompile(`^(?:them|viet them|nhap them)(?: mot)? (?:dong|hang)(?: moi| nua)?$`)
	rowShow   = regexp.MustCompile(`^xem (?:lai )?(?:bang|cac dong|ca bang|het bang)$`)
	rowOn     = regexp.MustCompile(`^xem tiep$`)
	rowBlank  = regexp.MustCompile(`^(?:bo|de) trong$`)
	rowUndo   = regexp.MustCompile(`^(?:lay lai|lay lai bang cu|hoan tac)$`)
	rowJoin   = regexp.MustCompile(`^(?:ghep|ghep hai bang|ghep bang)$`)
	rowFile   = regexp.MustCompile(`^(?:gui|nop) (?:tep|file|excel|tep excel|file excel)$`)
)

var rowSlashes = strings.NewReplacer("suadong", "sua dong", "xoadong", "xoa dong", "bodong", "bo dong", "themdong", "them dong", "xembang", "xem bang", "xemtiep", "xem tiep")

// rowWords gives what an order about rows says, folded, and the row typed behind a colon.
func rowWords(text string) (bare, rest string) {
	if strings.Contains(text, "\n") {
		return "", ""
	}
	head, rest, _ := strings.Cut(text, ":")
	if len(head) > maxCommand {
		return "", ""
	}
	bare = strings.ToLower(vntext.Fold(strings.TrimRight(head, " .!…")))
	if slash, ok := strings.CutPrefix(bare, "/"); ok {
		bare = rowSlashes.Replace(slash)
	}
	words := strings.Fields(bare)
	for len(words) > 1 && (politeWords[words[len(words)-1]] || words[len(words)-1] == "oi" || words[len(words)-1] == "di") {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " "), strings.TrimSpace(rest)
}

// isRowOrder tells whether words are about the rows of a table, and nothing else.
func isRowOrder(text string) bool {
	bare, rest := rowWords(text)
	if rest != "" {
		return rowChange.MatchString(bare)
	}
	return slices.ContainsFunc([]*regexp.Regexp{rowChange, rowDelete, rowDrop, rowMore, rowShow, rowOn, rowBlank, rowUndo, rowJoin, rowFile},
		func(form *regexp.Regexp) bool { return form.MatchString(bare) })
}

// tableFirst takes what can only be about the table that is asked for, before anybody
// looks for other orders in it.
func (t *turn) tableFirst(text string) bool {
	q := t.atTable()
	if q == nil || t.s.Matter != nil || t.taking() || !t.owns(q) || t.idleForNow() {
		return false
	}
	pasted := strings.Contains(text, "\t") || strings.Contains(text, "\n") && strings.Contains(text, ";")
	if !isRowOrder(text) && (!pasted || t.s.Phase != Asking) {
		return false
	}
	t.s.Phase, t.s.Was = Asking, Idle
	t.tabling(q, report.Part{Message: t.e.Message, Text: text})
	return true
}

// rowOrder carries out what is typed about rows.
func (t *turn) rowOrder(q *report.Question, text string) bool {
	if !isRowOrder(text) {
		return false
	}
	bare, rest := rowWords(text)
	number := func(form *regexp.Regexp) int {
		n, _ := strconv.Atoi(form.FindStringSubmatch(bare)[1])
		return n
	}
	switch {
	case rowChange.MatchString(bare):
		t.changeRow(q, number(rowChange), rest)
	case rowDelete.MatchString(bare):
		t.deleteRow(q, number(rowDelete))
	case rowDrop.MatchString(bare):
		t.dropRow(q)
	case rowMore.MatchString(bare):
		t.moreRows(q)
	case rowShow.MatchString(bare):
		t.table(q, true).Seen = 0
		t.showRows(q)
	case rowOn.MatchString(bare):
		t.table(q, true)
		t.showRows(q)
	case rowBlank.MatchString(bare):
		t.typedCells(q, []string{""}, report.Part{})
	case rowUndo.MatchString(bare):
		t.undoFile(q)
	case rowJoin.MatchString(bare):
		t.joinFile(q)
	default:
		if link := t.e.World.Upload(); link != "" {
			t.say(chat.Message{Text: textTableUpload(link)})
		} else {
			t.say(chat.Message{Text: textTableFile})
		}
	}
	return true
}

// commaRow cuts a line at its commas where that makes one whole row, of which a column of
// numbers or days tells that no sentence was cut. It is nil otherwise.
func (t *turn) commaRow(q *report.Question, line string) []string {
	cells := strings.Split(strings.TrimSpace(line), ", ")
	if len(cells) != len(q.Columns) || len(cells) < 2 {
		return nil
	}
	sure := false
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
		r, problem := q.ParseCell(i, cells[i], t.reference())
		kind := q.Columns[i].Type
		sure = sure || problem == nil && !r.Value.IsZero() && (kind == "integer" || kind == "decimal" || kind == "percent" || kind == "date")
	}
	if !sure {
		return nil
	}
	return cells
}

// row gives the row of a number, and says so if there is none.
func (t *turn) row(q *report.Question, n int) (report.Row, bool) {
	d := t.table(q, true)
	if n >= 1 && n <= len(d.Rows) {
		return d.Rows[n-1], true
	}
	switch {
	case len(d.Rows) == 0:
		t.lead = append(t.lead, textNoRows)
	case n == 0:
		t.lead = append(t.lead, textWhichRow(len(d.Rows)))
	default:
		t.lead = append(t.lead, textNoSuchRow(n, len(d.Rows)))
	}
	t.again()
	return nil, false
}

// changeRow opens one row, or puts the words behind the colon in its place.
func (t *turn) changeRow(q *report.Question, n int, words string) {
	row, ok := t.row(q, n)
	if !ok {
		return
	}
	d := t.s.Table
	if d.half() && d.Row == 0 {
		t.lead = append(t.lead, textHalfFirst(t.halfRow(q), t.rowPlace()))
		t.again()
		return
	}
	t.closeRow() // of another row what was changed stays
	if words == "" {
		d.Row, d.Cells = n, maps.Clone(row)
		t.askCell(q)
		return
	}
	r, problem := q.ReadRows(report.SplitRows(words), t.reference())
	switch {
	case problem != nil:
		t.lead = append(t.lead, textProblem(problem))
		t.again()
	case len(r.Rows) != 1:
		t.lead = append(t.lead, textOneRow)
		t.again()
	default:
		d.Rows[n-1], d.FromFile = r.Rows[0], false
		for _, doubt := range r.Doubts {
			doubt.Row = n - 1
			t.lead = append(t.lead, textCellDoubt(q, doubt))
		}
		t.lead = append(t.lead, textRow(n, q, r.Rows[0]))
		t.rowsMessage(q)
	}
}

// deleteRow takes a row out, and shows it, so that it can be typed again.
func (t *turn) deleteRow(q *report.Question, n int) {
	if d := t.s.Table; d.half() && d.Row == 0 && n == len(d.Rows)+1 { // the one under way
		t.dropRow(q)
		return
	}
	row, ok := t.row(q, n)
	if !ok {
		return
	}
	d := t.s.Table
	switch {
	case d.Row == n:
		d.Cells, d.Column, d.Row = nil, "", 0
	case d.Row > n:
		d.Row--
	}
	d.Rows, d.FromFile = slices.Delete(d.Rows, n-1, n), false
	t.lead = append(t.lead, textRowDeleted(n, q, row))
	t.rowsOrCell(q)
}

// dropRow gives up the row under way, or the change of a row.
func (t *turn) dropRow(q *report.Question) {
	d := t.s.Table
	if !d.half() {
		t.table(q, true)
		t.lead = append(t.lead, textWhichRow(len(t.s.Table.Rows)))
		t.again()
		return
	}
	n, row := d.Row, t.halfRow(q)
	d.Cells, d.Column, d.Row = nil, "", 0
	t.lead = append(t.lead, textRowDropped(n, row))
	t.rowsMessage(q)
}

// moreRows asks for a new row.
func (t *turn) moreRows(q *report.Question) {
	d := t.table(q, true)
	if d.half() && d.Row == 0 {
		t.askCell(q)
		return
	}
	t.closeRow()
	t.rowsMessage(q)
}

// rowsOrCell goes on where the table is.
func (t *turn) rowsOrCell(q *report.Question) {
	if t.s.Table.half() {
		t.askCell(q)
		return
	}
	t.rowsMessage(q)
}

// showRows shows the rows in parts that any platform carries in one message.
func (t *turn) showRows(q *report.Question) {
	d := t.s.Table
	if d.Seen >= len(d.Rows) {
		d.Seen = 0
	}
	if len(d.Rows) == 0 {
		t.rowsOrCell(q)
		return
	}
	text, shown := textRows(q, d.Rows, d.Seen, maxShownRows)
	m := chat.Message{Lead: textTableHead(q, d.Rows) + "\n" + text, Text: textNextRow(len(d.Rows))}
	if d.Seen += shown; d.Seen < len(d.Rows) {
		m.Text = textRowsMore(d.Seen+1, len(d.Rows))
	}
	if d.half() {
		m.Text += "\n" + textCell(t.rowPlace(), q, t.column(q), d)
	}
	m.Choices = t.tableChoices()
	t.say(m)
}

// maxShownRows is how many letters of rows stand in one message.
const maxShownRows = 1300
