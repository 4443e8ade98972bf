package outline

import (
	"slices"
	"strings"
	"unicode"

	"thuky/report"
	"thuky/vntext"
)

// Words by which the columns of tables are known, folded.
var (
	rowNumbers   = []string{"stt", "tt", "so tt", "so thu tu"}
	moneyWords   = []string{"kinh phi", "so tien", "thanh tien", "du toan", "muc dong gop", "gia tri", "dien tich", "khoi luong"}
	moneyUnits   = []string{"dong)", "trieu)", "m2)", "ha)", "kg)", "vnd)"}
	addedNumbers = []string{"so luong", "so tien", "si so", "so ", "tong", "kinh phi", "thanh tien", "du toan", "dien tich", "khoi luong"}
	neverAdded   = []string{"so dien thoai", "so hieu", "so van ban", "so ky hieu", "so nha", "nam", "tuoi", "diem", "don gia", "muc ", "lop", "khoi lop"}
	ticks        = []string{"x", "v", "✓", "✔", "co", "khong"}
)

// maxColumn is how many letters the name of a column may have.
const maxColumn = 120

// sheetTable is a table of a source: its headings, and the rows that stand in it already.
type sheetTable struct {
	heads []string
	rows  [][]string
}

// tableOf reads the rows of a table whose first one names the columns, nil where it does
// not.
func tableOf(lines []string) *sheetTable {
	var rows [][]string
	for _, line := range lines {
		sign := "\t"
		if !strings.Contains(line, sign) {
			sign = "|"
			line = strings.Trim(line, " |")
		}
		rows = append(rows, strings.Split(line, sign))
	}
	if len(rows) == 0 || !names(rows[0]) {
		return nil
	}
	return newTable(rows[0], rows[1:])
}

// names tells whether cells can be the names of columns: words, all of them different.
func names(row []string) bool {
	seen := map[string]bool{}
	filled := 0
	for _, cell := range row {
		key := vntext.Fold(oneLine(cell))
		if key == "" {
			continue
		}
		filled++
		if _, number := vntext.ParseNumber(key); number || seen[key] || len([]rune(key)) > maxColumn || isNumber(key) || !strings.ContainsFunc(key, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
			return false
		}
		seen[key] = true
	}
	return filled >= 2 && key(row) != ""
}

// key is the first filled cell, folded.
func key(row []string) string {
	for _, cell := range row {
		if cell = vntext.Fold(strings.Trim(oneLine(cell), " .:")); cell != "" {
			return cell
		}
	}
	return ""
}

// newTable takes the column of row numbers off, and those without a name. It is nil where
// fewer than two columns are left.
func newTable(head []string, rows [][]string) *sheetTable {
	t := &sheetTable{}
	var places []int
	for i, cell := range head {
		cell = strings.NewReplacer("{", "(", "}", ")").Replace(oneLine(plain(cell)))
		if cell == "" || slices.Contains(rowNumbers, vntext.Fold(strings.Trim(cell, " ."))) || len(t.heads) == report.MaxColumns {
			continue
		}
		t.heads, places = append(t.heads, clip(cell, maxColumn)), append(places, i)
	}
	if len(t.heads) < 2 {
		return nil
	}
	for _, row := range rows {
		cells := make([]string, len(places))
		for i, place := range places {
			if place < len(row) {
				cells[i] = oneLine(plain(row[place]))
			}
		}
		if !isSum(row) {
			t.rows = append(t.rows, cells)
		}
	}
	return t
}

func isSum(row []string) bool {
	return slices.Contains([]string{"tong", "tong cong", "cong", "tong so"}, key(row))
}

// columns guesses what stands in each column, by its name and by what stands in it.
func (t *sheetTable) columns() []report.Column {
	taken := map[string]bool{}
	var all []report.Column
	for i, head := range t.heads {
		id := slug(head, "_", maxID, emptyWords)
		if id == "" || id[0] >= '0' && id[0] <= '9' || slices.Contains(reserved, id) || slices.Contains(report.FixedNames(), id) {
			id = "c_" + id
		}
		c := report.Column{ID: free(taken, strings.TrimSuffix(id, "_")), Heading: head, Type: t.typeOf(i)}
		folded := vntext.Fold(head)
		c.Total = (c.Type == integer || c.Type == decimal) && prefixed(folded, addedNumbers) && !prefixed(folded, neverAdded)
		all = append(all, c)
	}
	return all
}

// typeOf guesses the type of a column.
func (t *sheetTable) typeOf(i int) string {
	folded := vntext.Fold(t.heads[i])
	if kind := t.seen(i); kind != "" {
		if kind == integer && (prefixed(folded, moneyWords) || endsIn(folded, moneyUnits)) {
			return decimal
		}
		return kind
	}
	switch {
	case prefixed(folded, []string{"so dien thoai", "so hieu", "so van ban", "so ky hieu", "so nha"}):
		return text
	case prefixed(folded, moneyWords), endsIn(folded, moneyUnits):
		return decimal
	case prefixed(folded, []string{"ty le", "ti le"}), strings.HasSuffix(folded, "(%)"), folded == "%":
		return percent
	}
	switch g := guessOf(t.heads[i], field{}, true, false); g.kind {
	case integer, decimal, percent, date, yesno:
		return g.kind
	}
	return text
}

// seen is the type of what stands in a column, "" where that does not tell.
func (t *sheetTable) seen(i int) string {
	numbers, whole, percents, marks, days, filled := 0, 0, 0, 0, 0, 0
	for _, row := range t.rows {
		cell := strings.Trim(row[i], " -–.…_")
		if cell == "" {
			continue
		}
		filled++
		n, ok := vntext.ParseNumber(cell)
		ok = ok && !strings.ContainsFunc(cell, unicode.IsLetter) // 1A is a class
		switch _, day := vntext.ParseDate(cell, 2000, 1, 1); {
		case slices.Contains(ticks, vntext.Fold(cell)):
			marks++
		case day && strings.ContainsAny(cell, "/-"):
			days++
		case !ok || len(cell) > 1 && cell[0] == '0' && !strings.ContainsAny(cell, ",."): // 0912…
			return text
		case strings.HasSuffix(cell, "%"):
			percents++
		default:
			numbers++
			if n.Value == float64(int64(n.Value)) {
				whole++
			}
		}
	}
	switch filled {
	case 0:
		return ""
	case marks:
		return yesno
	case days:
		return date
	case percents:
		return percent
	case numbers:
		if whole == numbers {
			return integer
		}
		return decimal
	}
	return text
}

func prefixed(folded string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(folded, word) })
}

func endsIn(folded string, ends []string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(folded, end) })
}

// asTable makes a question ask for a table. What it asked for before is gone.
func (d *draft) asTable(q *question, about string, t *sheetTable, at string) {
	q.Type, q.Columns = table, t.columns()
	q.Unit, q.Choices, q.Default, q.Print, q.Min, q.Max = "", nil, nil, nil, nil, nil
	q.Prompt = textTablePrompt(clip(d.printed(strings.Trim(about, " .:;?")), 200))
	q.note(at, textTableMade(q.Columns))
}

// askTable adds a question for a table that stands beside what else is asked.
func (d *draft) askTable(s *section, about string, t *sheetTable, at string) {
	q := &question{at: at}
	q.ID = d.newID(about, "bang")
	d.asTable(q, about, t, at)
	d.ask(s, q)
}
