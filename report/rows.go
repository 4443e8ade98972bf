package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thuky/vntext"
	"thuky/workday"
)

// RowsReading is what cells of words say as rows of a table.
type RowsReading struct {
	Rows []Row
	// Doubts are the cells that can be read in more than one way; the rows have the first.
	Doubts []CellDoubt
	// Of what people paste and send, what was left out: a line of headings, the numbers
	// of rows, a line of sums; and the columns that nothing was found for.
	// Ignored are headings that the table does not have.
	Headings, Numbers, Sums bool
	Missing, Ignored        []string
	// Off are the sums of the line of sums that the rows do not come to.
	Off []SumOff

	sum []string // the line of sums by column; nil for none, or several
}

// SumOff is a sum that is written otherwise than the rows come to.
type SumOff struct{ Heading, Written, Counted string }

// sumsOff compares the line of sums with the rows.
func (q *Question) sumsOff(rows []Row, sum []string, today workday.Date) (off []SumOff) {
	if sum == nil {
		return nil
	}
	totals := q.Totals(rows)
	for i, c := range q.Columns {
		if r, problem := q.ParseCell(i, sum[i], today); c.Total && problem == nil && r.Value.Number != nil {
			written := q.CellText(Row{c.ID: r.Value}, i)
			if counted := q.CellText(totals, i); counted != written {
				off = append(off, SumOff{c.Heading, written, counted})
			}
		}
	}
	return off
}

// SumsOff are the sums of a PlaceRows that its rows do not come to.
func (q *Question) SumsOff(placed [][]string, r RowsReading, today workday.Date) []SumOff {
	read, problem := q.ReadRows(placed, today)
	if problem != nil {
		return nil // cells that are wrong come first
	}
	return q.sumsOff(read.Rows, r.sum, today)
}

// CellDoubt is a cell that can be read in more than one way. Row and Column count from 0.
type CellDoubt struct {
	Row, Column int
	Typed       string
	Value       Value
}

// CellProblem is a cell, or with Column -1 a row, that cannot be taken.
type CellProblem struct {
	Row, Column int // from 0; Row counts the rows that were given
	Heading     string
	Typed       string
	Problem     *Problem // of the cell
	Cells       int      // of a row with more cells than columns
}

// maxCellProblems is how many are told at once.
const maxCellProblems = 5

// ReadRows reads rows of words whose cells stand in the order of the columns. Cells at
// the end may be left out.
func (q *Question) ReadRows(lines [][]string, today workday.Date) (RowsReading, *Problem) {
	order := make([]int, len(q.Columns))
	for i := range order {
		order[i] = i
	}
	var r RowsReading
	return r, q.readRows(&r, lines, order, today)
}

// GuessRows reads rows as people paste and send them: a line of headings gives the
// columns their places, and neither it nor what stands above it is a row; numbers of
// rows in front and lines of sums are left out.
func (q *Question) GuessRows(lines [][]string, today workday.Date) (RowsReading, *Problem) {
	r, lines, order := q.place(lines)
	problem := q.readRows(&r, lines, order, today)
	if problem == nil {
		r.Off = q.sumsOff(r.Rows, r.sum, today)
	}
	return r, problem
}

// PlaceRows puts the cells of rows as people paste and send them into the order of the
// columns, as they were written. The reading says what was left out; it has no rows.
func (q *Question) PlaceRows(lines [][]string) ([][]string, RowsReading) {
	r, lines, order := q.place(lines)
	placed := make([][]string, 0, len(lines))
	for _, line := range lines {
		for n := len(line); n > len(order) && blankCell(line[n-1]); n-- {
			line = line[:n-1]
		}
		cells := make([]string, len(q.Columns))
		for at, text := range line {
			switch {
			case at < len(order) && order[at] >= 0:
				cells[order[at]] = oneLineOf(text)
			case at >= len(order) && !r.Headings: // one cell too many: whoever reads it says so
				cells = append(cells, oneLineOf(text))
			}
		}
		placed = append(placed, cells)
	}
	return placed, r
}

// PlaceSheets is PlaceRows for the sheet of a file that has the headings of the table, else
// for the first.
func (q *Question) PlaceSheets(sheets [][][]string) (rows [][]string, r RowsReading) {
	for i, lines := range sheets {
		placed, reading := q.PlaceRows(lines)
		if i == 0 || reading.Headings {
			rows, r = placed, reading
		}
		if reading.Headings && len(placed) > 0 {
			break
		}
	}
	return rows, r
}

// place finds which columns the cells of lines stand in, and gives the lines that are rows.
func (q *Question) place(lines [][]string) (r RowsReading, rows [][]string, order []int) {
	lines = slices.DeleteFunc(slices.Clone(lines), func(line []string) bool {
		return !slices.ContainsFunc(line, func(cell string) bool { return !blankCell(cell) })
	})
	order, heads, headings := q.findHeadings(lines)
	if headings >= 0 {
		for place, column := range order {
			if text := heads[place]; column < 0 && headingKey(text) != "" && !slices.Contains(numberHeadings, headingKey(text)) {
				r.Ignored = append(r.Ignored, text)
			}
		}
		r.Headings, lines = true, lines[headings+1:]
		if len(lines) > 0 && numbersColumns(lines[0], len(heads)) {
			lines = lines[1:]
		}
	} else {
		lines, r.Numbers = q.withoutNumbers(lines)
		order = nil
		for i := range q.Columns {
			order = append(order, i)
		}
	}
	for i, c := range q.Columns {
		if !slices.Contains(order, i) {
			r.Missing = append(r.Missing, c.Heading)
		}
	}
	if slices.ContainsFunc(q.Columns, func(c Column) bool { return c.Total }) {
		if rest := slices.DeleteFunc(slices.Clone(lines), sumLine); len(rest) > 0 && len(rest) < len(lines) {
			if len(lines)-len(rest) == 1 {
				line := lines[slices.IndexFunc(lines, sumLine)]
				r.sum = make([]string, len(q.Columns))
				for at, text := range line[:min(len(line), len(order))] {
					if order[at] >= 0 {
						r.sum[order[at]] = text
					}
				}
			}
			lines, r.Sums = rest, true
		}
	}
	return r, lines, order
}

// readRows reads lines whose cells stand in the columns that order says, -1 for none.
func (q *Question) readRows(r *RowsReading, lines [][]string, order []int, today workday.Date) *Problem {
	if len(lines) > MaxRows {
		p := q.problem(TooManyRows)
		p.Max = vntext.FormatNumber(MaxRows)
		return p
	}
	var wrong []CellProblem
	for i, line := range lines {
		for n := len(line); n > len(order) && blankCell(line[n-1]); n-- {
			line = line[:n-1]
		}
		if len(line) > len(order) && !r.Headings {
			wrong = append(wrong, CellProblem{Row: i, Column: -1, Typed: strings.Join(line, "; "), Cells: len(line)})
			continue
		}
		row := Row{}
		for at, text := range line[:min(len(line), len(order))] {
			column := order[at]
			if column < 0 {
				continue
			}
			reading, problem := q.ParseCell(column, text, today)
			switch {
			case problem != nil:
				wrong = append(wrong, CellProblem{Row: i, Column: column, Heading: q.Columns[column].Heading, Typed: text, Problem: problem})
				continue
			case reading.Value.IsZero():
				continue
			case reading.Confirm:
				r.Doubts = append(r.Doubts, CellDoubt{len(r.Rows), column, text, reading.Value})
			}
			row[q.Columns[column].ID] = reading.Value
		}
		if len(row) > 0 {
			r.Rows = append(r.Rows, row)
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	p := q.problem(BadCells)
	p.Wrong, p.Rows = len(wrong), len(lines)
	p.Cells = wrong[:min(len(wrong), maxCellProblems)]
	*r = RowsReading{}
	return p
}

// maxAbove is how many lines may stand above the headings: the name of the school, a title.
const maxAbove = 20

// findHeadings looks for the line of headings, or the two that they stand in, and gives for
// each place the column, -1 for one that the table does not have, and what stands there. at
// is the last of these lines, -1 where there is none.
func (q *Question) findHeadings(lines [][]string) (order []int, heads []string, at int) {
	for at, line := range lines[:min(len(lines), maxAbove)] {
		order, count := q.matchHeadings(line)
		if at+1 < len(lines) {
			both := underGroups(line, lines[at+1])
			paired, most := q.matchHeadings(both)
			if _, alone := q.matchHeadings(lines[at+1]); alone > 0 && most > max(count, alone) && q.enough(most) {
				return paired, both, at + 1
			}
		}
		if q.enough(count) {
			return order, line, at
		}
	}
	return nil, nil, -1
}

// enough tells whether so many headings make a line of headings.
func (q *Question) enough(count int) bool {
	return count == len(q.Columns) || count >= 2 && count*2 >= len(q.Columns)
}

func (q *Question) matchHeadings(line []string) (order []int, count int) {
	order = make([]int, len(line))
	found := make([]bool, len(q.Columns))
	for place, text := range line {
		order[place] = -1
		if i := q.columnCalled(text, found); i >= 0 {
			order[place], found[i] = i, true
			count++
		}
	}
	if count > 0 {
		count += q.findShortened(line, order, found)
	}
	return order, count
}

// underGroups are the headings of two lines: what stands in the lower one, else in the
// upper.
func underGroups(upper, lower []string) []string {
	all := make([]string, max(len(upper), len(lower)))
	copy(all, upper)
	for i, text := range lower {
		if text != "" {
			all[i] = text
		}
	}
	return all
}

// columnMark is what stands in the line that numbers the columns: "(3)", "(3)=(1)+(2)", "A".
var columnMark = regexp.MustCompile(`^(?:\(?(\d{1,2})\)?(?:\s*=.*)?|\(?([A-Z])\)?)$`)

// numbersColumns tells whether the line under the headings numbers the columns: letters
// first, then numbers from 1. Without brackets no place may be empty, lest it is a row.
func numbersColumns(line []string, columns int) bool {
	letters, last, filled, brackets := 0, 0, 0, true
	for _, text := range line {
		if blankCell(text) {
			continue
		}
		m := columnMark.FindStringSubmatch(text)
		switch {
		case m == nil:
			return false
		case m[2] != "":
			if last > 0 || int(m[2][0]-'A') != letters {
				return false
			}
			letters++
		default:
			if n, _ := strconv.Atoi(m[1]); n != last+1 { // two digits
				return false
			}
			last++
		}
		filled++
		brackets = brackets && text[0] == '('
	}
	return last >= 2 && (brackets && filled*2 >= columns || filled == columns && columns >= 4)
}

// numberHeadings are what the column of row numbers is called, as headingKey gives it.
var numberHeadings = []string{"tt", "stt", "so tt", "so thu tu"}

// NumbersRows tells whether a column has the numbers of the rows.
func (c Column) NumbersRows() bool { return slices.Contains(numberHeadings, headingKey(c.Heading)) }

// findShortened finds the columns that are left by the beginning of their headings, and
// gives how many it found.
func (q *Question) findShortened(line []string, order []int, found []bool) (count int) {
	for i, c := range q.Columns {
		if found[i] {
			continue
		}
		at := -1
		for place, text := range line {
			key, full := headingKey(text), headingKey(c.Heading)
			if order[place] >= 0 || len(key) < 4 || !strings.HasPrefix(full, key) && !strings.HasPrefix(key, full) {
				continue
			}
			if at >= 0 {
				at = -1
				break
			}
			at = place
		}
		if at >= 0 {
			order[at], found[i] = i, true
			count++
		}
	}
	return count
}

// columnCalled is the column of a heading, not one of those found before; -1 for none.
func (q *Question) columnCalled(text string, found []bool) int {
	key := headingKey(text)
	for i, c := range q.Columns {
		if !found[i] && key != "" && key == headingKey(c.Heading) {
			return i
		}
	}
	return -1
}

// headingKey is equal for the same heading in whatever letters, with or without its unit.
func headingKey(text string) string {
	text = strings.Join(strings.Fields(vntext.Fold(text)), " ")
	if i := strings.IndexByte(text, '('); i > 0 {
		text = text[:i]
	}
	return strings.Trim(text, " .:*")
}

// rowMark is the number of a row: "1", "2.", "I", "1.2", "a)".
var rowMark = regexp.MustCompile(`^(?:\d{1,3}(?:\.\d{1,2})?|[IVXivx]{1,6}|[A-Za-z])[.)]?$`)

// withoutNumbers takes the numbers of the rows off that spreadsheets have in front: the
// first of one cell more than there are columns, where all of them are numbers or empty.
func (q *Question) withoutNumbers(lines [][]string) ([][]string, bool) {
	wide, some := false, false
	for _, line := range lines {
		first := oneLineOf(line[0])
		if first != "" && !rowMark.MatchString(first) || len(line) > len(q.Columns)+1 {
			return lines, false
		}
		some = some || first != ""
		wide = wide || len(line) == len(q.Columns)+1
	}
	if !wide || !some {
		return lines, false
	}
	rest := make([][]string, len(lines))
	for i, line := range lines {
		rest[i] = line[1:]
	}
	return rest, true
}

// sumWords are what a line of sums is called, as headingKey gives it.
var sumWords = []string{"tong", "tong cong", "cong", "tong so", "cong chung", "tong chung"}

// sumLine tells whether a line is that of the sums: one of its cells says so, and all
// others have numbers, or nothing.
func sumLine(line []string) (found bool) {
	for _, text := range line {
		switch {
		case blankCell(text):
		case slices.Contains(sumWords, headingKey(text)):
			found = true
		default:
			if _, ok := vntext.ParseNumber(oneLineOf(text)); !ok {
				return false
			}
		}
	}
	return found
}
