package review

import (
	"slices"
	"strings"
)

// checkTableFigures works the figures of tables out again by the names of their columns
// and rows: women are no more than all, men and women together all, and the last row is
// the sum of those above it. What is not plain from the names is let be.
func checkTableFigures(d *draft) {
	for _, g := range d.grids() {
		if g.heads == 0 {
			continue
		}
		names := make([]string, g.width())
		for c := range names {
			names[c] = g.name(c)
		}
		for r := g.heads; r < len(g.rows); r++ {
			d.checkParts(names, g.rows[r], g.label(r))
		}
		// The other way round: names stand in the first column that has words.
		label := g.labels()
		var down []string
		for r := range g.rows {
			down = append(down, g.at(r, label).text)
		}
		for c := label + 1; c < g.width(); c++ {
			cells := make([]gridCell, len(g.rows))
			for r := g.heads; r < len(g.rows); r++ {
				cells[r] = g.at(r, c)
			}
			d.checkParts(down, cells, names[c])
			d.checkTotal(g, c, label)
		}
	}
}

// labels is the column that names the rows: the first that is not their numbers.
func (g *grid) labels() int {
	if key := figureKey(g.name(0)); key == "tt" || key == "stt" {
		return 1
	}
	return 0
}

// label is what a row is called: «5A», «Khối 1».
func (g *grid) label(row int) string {
	c := g.at(row, g.labels())
	if _, number := c.number(); number && c.text != "" {
		return g.name(g.labels()) + " " + c.text
	}
	return c.text
}

// wholes and parts are names of figures, of which the second are of the first.
var (
	wholes = map[string]bool{
		"tong": true, "tong so": true, "ts": true, "si so": true, "hoc sinh": true, "hs": true, "tre": true, "tre em": true,
		"giao vien": true, "gv": true, "nhan vien": true, "can bo quan ly": true, "cbql": true, "vien chuc": true, "nguoi": true, "dang vien": true, "doan vien": true, "doi vien": true,
	}
	women = map[string]bool{"nu": true, "hoc sinh nu": true, "hs nu": true, "nu hs": true, "nu hoc sinh": true, "nu sinh": true, "tre nu": true, "giao vien nu": true, "gv nu": true, "doan vien nu": true, "dang vien nu": true}
	men   = map[string]bool{"nam": true, "hoc sinh nam": true, "hs nam": true, "nam sinh": true, "tre nam": true, "giao vien nam": true, "gv nam": true}
	parts = map[string]bool{
		"dan toc": true, "dan toc thieu so": true, "dtts": true, "hs dan toc": true, "nu dan toc": true, "nu dan toc thieu so": true, "nu dtts": true,
		"khuyet tat": true, "hs khuyet tat": true, "hoc sinh khuyet tat": true, "ho ngheo": true, "hoc sinh ho ngheo": true, "con ho ngheo": true,
	}
)

func isWhole(key string) bool {
	return wholes[key] || strings.HasPrefix(key, "tong ") && !strings.Contains(key, "kinh phi")
}

// reachOfWhole is how many columns or rows behind a whole its parts may stand.
const reachOfWhole = 5

// checkParts compares the figures of one row, or of one column, by their names.
func (d *draft) checkParts(names []string, cells []gridCell, where string) {
	whole, woman, man := -1, -1, -1
	figure := func(i int) (float64, bool) {
		if i < 0 || i >= len(cells) || cells[i].text == "" {
			return 0, false
		}
		return cells[i].number()
	}
	both := func() {
		all, a := figure(whole)
		w, b := figure(woman)
		m, c := figure(man)
		if a && b && c && w+m != all && w <= all && m <= all {
			d.addCell(cells[whole], textRowSum(where, names[whole], all, names[woman], w, names[man], m))
		}
	}
	for i := 0; i < min(len(names), len(cells)); i++ {
		key := figureKey(names[i])
		switch {
		case isWhole(key):
			// Teachers right behind all staff are a part of them: the women that follow may be
			// of either.
			all, known := figure(whole)
			if n, ok := figure(i); known && ok && n <= all && i-whole <= reachOfWhole && woman < 0 && man < 0 {
				continue
			}
			both()
			whole, woman, man = i, -1, -1
			continue
		case women[key] && woman < 0:
			woman = i
		case men[key] && man < 0:
			man = i
		case !women[key] && !men[key] && !parts[key]:
			continue
		}
		if whole < 0 || i-whole > reachOfWhole {
			continue
		}
		all, known := figure(whole)
		if n, ok := figure(i); known && ok && n > all {
			d.addCell(cells[i], textPartOver(where, names[i], n, names[whole], all))
		}
	}
	both()
}

// addCell reports a figure of a table.
func (d *draft) addCell(c gridCell, message string) {
	if !slices.ContainsFunc(d.found, func(f Finding) bool {
		return f.Code == Sum && f.Place.Paragraph == c.para+1 && f.Place.Start == c.from && f.Message == message
	}) {
		d.add(Sum, c.para, c.from, c.to, message, "")
	}
}

// unsummed are words in the name of a column whose figures are not added up.
var unsummed = []string{"ti le", "ty le", "tl", "binh quan", "trung binh", "diem", "gia", "tt", "stt", "xep", "hang", "muc", "lan", "so hieu", "ma", "ngay", "thang", "ghi chu", "dien thoai", "so quyet dinh"}

// summed tells whether the figures of a column make a sum, as far as its name says.
func summed(name string) bool {
	key := labelKey(name)
	return key != "" && !strings.Contains(name, "%") && !strings.Contains(strings.ToLower(name), "năm") &&
		!slices.ContainsFunc(unsummed, func(w string) bool { return strings.Contains(" "+key+" ", " "+w+" ") })
}

// checkTotal adds a column up where its last row, or its first, is the total of plain rows.
func (d *draft) checkTotal(g *grid, column, label int) {
	if !summed(g.name(column)) {
		return
	}
	first, last := g.heads, len(g.rows)-1
	total := last
	switch {
	case last-first < 2:
		return
	case isTotal(g.rowLabel(last)):
		last--
	case isTotal(g.rowLabel(first)) && g.alike(first+1, last):
		total = first
		first++
	default:
		return
	}
	if !g.flat(first, last, label) {
		return
	}
	whole := g.at(total, column)
	written, ok := whole.number()
	if !ok || strings.Trim(whole.text, "-–— ") == "" {
		return
	}
	sum, filled, slack := 0.0, 0, 0.0
	for r := first; r <= last; r++ {
		c := g.at(r, column)
		n, ok := c.number()
		if !ok {
			return
		}
		if c.text != "" {
			filled++
		}
		sum += n
		if decimals(c.text) > 0 && strings.Contains(c.text, ",") { // the parts may be rounded
			slack += step(c.text[strings.IndexByte(c.text, ','):]) / 2
		}
	}
	if filled >= 2 && (sum-written > slack+1e-9 || written-sum > slack+1e-9) {
		d.addCell(whole, textColumnSum(g.name(column), sum, written))
	}
}

// rowLabel is the first cell of a row that has words.
func (g *grid) rowLabel(row int) string {
	for _, c := range g.rows[row] {
		if _, number := c.number(); !number {
			return labelKey(c.text)
		}
	}
	return ""
}

// isTotal tells whether the label of a row says that it is the sum of the others.
func isTotal(label string) bool {
	switch label {
	case "tong", "cong", "tong cong", "tong so", "toan truong", "tong toan truong", "cong toan truong", "tong cong toan truong":
		return true
	}
	return false
}

// alike tells whether the names of rows begin with one word: Khối 1, Khối 2.
func (g *grid) alike(first, last int) bool {
	word, _, _ := strings.Cut(g.rowLabel(first), " ")
	for r := first; r <= last; r++ {
		if this, _, _ := strings.Cut(g.rowLabel(r), " "); this != word || word == "" {
			return false
		}
	}
	return true
}

// flat tells whether rows are of one kind: none is a sum of some others, or a part of one.
func (g *grid) flat(first, last, label int) bool {
	kind := ""
	for r := first; r <= last; r++ {
		words, written := g.rowLabel(r), g.at(r, label).text
		for _, begin := range []string{"tong", "cong", "trong do", "toan", "chia ra", "gom"} {
			if words == begin || strings.HasPrefix(words, begin+" ") {
				return false
			}
		}
		this := "plain"
		switch {
		case strings.HasPrefix(words, "khoi "):
			this = "grade"
		case strings.HasPrefix(written, "-") || strings.HasPrefix(written, "+"):
			this = "dash"
		}
		if label > 0 {
			this += " " + numberStyle(g.at(r, 0).text)
		}
		if r > first && this != kind {
			return false
		}
		kind = this
	}
	return true
}

// numberStyle is how rows are numbered: "1", "I", "a", "1.1", "" for not.
func numberStyle(text string) string {
	text = strings.Trim(text, ". )")
	switch {
	case text == "":
		return ""
	case strings.Trim(text, "0123456789") == "":
		return "1"
	case strings.Trim(text, "IVX") == "":
		return "I"
	case strings.Contains(text, "."):
		return "1.1"
	}
	return "a"
}
