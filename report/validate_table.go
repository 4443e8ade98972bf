package report

import (
	"slices"
	"strings"

	"thuky/vntext"
)

// listed tells whether the value of a question is a list that no sentence can hold.
func (q *Question) listed() bool { return q.Type == "table" || q.Type == "files" }

// listedKeys refuses the keys that lists would silently not look at.
func (r *reader) listedKeys(path string, q *Question) {
	if !q.listed() {
		return
	}
	for _, key := range []struct {
		name string
		set  bool
	}{
		{"unit", q.Unit != ""},
		{"default", q.Default != nil},
		{"compute", q.Compute != ""},
	} {
		if key.set {
			r.say(path+"."+key.name, keyNotForList(key.name, q.Type))
		}
	}
	if q.Print != nil && strings.TrimSpace(*q.Print) != "" {
		r.say(path+".print", printOfList(q.Type))
	}
}

// columns checks the columns of a table.
func (r *reader) columns(path string, q *Question) {
	if !slices.Contains(kindOf(q.Type).keys(), "columns") {
		return
	}
	path += ".columns"
	switch {
	case len(q.Columns) == 0:
		if !r.dropped[path] {
			r.say(path, noColumns)
		}
		return
	case len(q.Columns) > MaxColumns:
		r.say(path, manyColumns(MaxColumns))
		return
	}
	taken := map[string]int{}
	for i, c := range q.Columns {
		at := element(path, i)
		if c.ID == "" {
			r.missing(at, "id", `id = "so_tiet"`)
		} else {
			r.uniqueID(at, c.ID, taken)
		}
		if strings.TrimSpace(c.Heading) == "" {
			r.missing(at, "heading", `heading = "Số tiết"`)
		}
		r.placeholders(at+".heading", c.Heading)
		switch {
		case c.Type == "":
			r.missing(at, "type", `type = "integer"; các loại: `+strings.Join(cellTypes, ", "))
		case !slices.Contains(cellTypes, c.Type):
			r.say(at+".type", unknownCellType(c.Type, vntext.Nearest(c.Type, cellTypes), cellTypes))
		case c.Total && !slices.Contains(totalTypes, c.Type):
			r.say(at+".total", totalNotForType(c.Type, totalTypes))
		}
	}
}
