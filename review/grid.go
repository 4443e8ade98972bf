package review

import (
	"regexp"
	"strconv"
	"strings"

	"thuky/vntext"
)

// grid is a table of the text.
type grid struct {
	rows  [][]gridCell
	heads int // rows of names over the figures
}

// gridCell is a cell, and where it stands in the text.
type gridCell struct {
	text           string
	para, from, to int
}

// The largest table that is looked at.
const (
	maxGridRows    = 2000
	maxGridColumns = 64
)

// grids gives the tables of the text.
func (d *draft) grids() []*grid {
	var all []*grid
	var g *grid
	table := 0
	for i := range d.paras {
		p := &d.paras[i]
		if p.Cell == nil || p.part != Table {
			continue
		}
		if g == nil || p.Cell.Table != table {
			g, table = &grid{}, p.Cell.Table
			all = append(all, g)
		}
		column, from := p.Cell.Column, 0
		for text := range strings.SplitSeq(p.Text, "\t") {
			g.put(p.Cell.Row, column, gridCell{text, i, from, from + len(text)})
			from += len(text) + 1
			column++
		}
	}
	for _, g := range all {
		for g.heads < min(len(g.rows), 3) && !g.figures(g.heads) {
			g.heads++
		}
	}
	return all
}

// put enters the words of a cell; further paragraphs of it are joined.
func (g *grid) put(row, column int, c gridCell) {
	if row < 0 || column < 0 || row >= maxGridRows || column >= maxGridColumns {
		return
	}
	for len(g.rows) <= row {
		g.rows = append(g.rows, nil)
	}
	for len(g.rows[row]) <= column {
		g.rows[row] = append(g.rows[row], gridCell{})
	}
	if old := g.rows[row][column]; old.text != "" {
		old.text += " " + c.text
		c = old
	}
	g.rows[row][column] = c
}

func (g *grid) at(row, column int) gridCell {
	if row >= len(g.rows) || column >= len(g.rows[row]) {
		return gridCell{}
	}
	return g.rows[row][column]
}

func (g *grid) width() (n int) {
	for _, row := range g.rows {
		n = max(n, len(row))
	}
	return n
}

// figures tells whether a row has a figure behind its first column. Numbers of columns,
// 1, 2, 3 or (1), (2), (3), are names.
func (g *grid) figures(row int) bool {
	counted := true
	for i, c := range g.rows[row] {
		if n, ok := columnNumber(c.text); !ok || n != i+1 {
			counted = false
		}
	}
	if counted {
		return false
	}
	for i, c := range g.rows[row] {
		if _, ok := c.number(); i > 0 && ok && c.text != "" {
			return true
		}
	}
	return false
}

func columnNumber(text string) (int, bool) {
	n, err := strconv.Atoi(strings.Trim(text, "() "))
	return n, err == nil
}

// name is what a column is called in the row of names nearest above its figures.
func (g *grid) name(column int) string {
	for row := g.heads - 1; row >= 0; row-- {
		text := g.at(row, column).text
		if _, number := columnNumber(text); text != "" && !number {
			return text
		}
	}
	return ""
}

var tableNumber = regexp.MustCompile(`^(?:\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,\d{1,4})?$`)

// number reads a cell that is nothing but a number. An empty one, or a dash, is none.
func (c gridCell) number() (float64, bool) {
	text := strings.TrimSpace(c.text)
	switch strings.Trim(text, "-–— ") {
	case "":
		return 0, true
	}
	if !tableNumber.MatchString(text) {
		return 0, false
	}
	return readDecimal(strings.ReplaceAll(text, ".", "")), true
}

// figureKey is the name of a column or row as it is compared: without marks, brackets and
// the words before the thing itself.
func figureKey(name string) string {
	name, _, _ = strings.Cut(name, "(")
	key := strings.Join(strings.FieldsFunc(vntext.Fold(name), func(r rune) bool { return !wordRune(r) }), " ")
	for _, begin := range []string{"trong do ", "rieng ", "so luong ", "so "} {
		key = strings.TrimPrefix(key, begin)
	}
	return key
}

// labelKey is a name as it is compared, with all of its words.
func labelKey(name string) string { return strings.Join(wordsOf(name), " ") }
