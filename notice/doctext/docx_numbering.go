package doctext

import (
	"context"
	"encoding/xml"
	"strconv"
)

// maxLevel is the deepest level of a list, counted from 0.
const maxLevel = 8

// level is how one level of a list counts and looks.
type level struct {
	start   int
	format  string // "decimal", "upperRoman", …
	text    string // "%1.%2."
	restart int    // the level (from 1) above or at which it restarts; unset: any above; 0: never
	legal   bool   // all numbers as 1, 2, 3
	tight   bool   // nothing between number and text
	style   string // the paragraph style that stands for this level
}

func newLevel() *level { return &level{start: 1, format: "decimal", restart: unset} }

// listShape is an abstract list: the levels that lists of the document share.
type listShape struct {
	levels  map[int]*level
	byStyle string // the list style that defines it instead
	defines string // the list style that it defines
}

// list is one list of a document.
type list struct {
	shape  int
	starts map[int]int    // levels that begin anew with this list
	levels map[int]*level // levels of its own
}

// numbering is the numbering part of a document.
type numbering struct {
	shapes map[int]*listShape
	lists  map[int]*list

	shape    *listShape
	list     *list
	level    *level
	override int
	skip     int
}

func (a archive) numbering(ctx context.Context, part string) (*numbering, error) {
	n := &numbering{shapes: map[int]*listShape{}, lists: map[int]*list{}}
	if part == "" {
		return n, nil
	}
	return n, a.walk(ctx, part, n)
}

func (n *numbering) start(e xml.StartElement) {
	name := e.Name.Local
	if n.skip > 0 || name == "Fallback" || name == "pPr" || name == "rPr" {
		n.skip++
		return
	}
	switch name {
	case "abstractNum":
		n.shape = &listShape{levels: map[int]*level{}}
		n.shapes[number(attr(e, "abstractNumId"), unset)] = n.shape
	case "numStyleLink":
		if n.shape != nil {
			n.shape.byStyle = value(e)
		}
	case "styleLink":
		if n.shape != nil {
			n.shape.defines = value(e)
		}
	case "num":
		n.list = &list{shape: unset, starts: map[int]int{}, levels: map[int]*level{}}
		n.lists[number(attr(e, "numId"), unset)] = n.list
	case "abstractNumId":
		if n.list != nil {
			n.list.shape = number(value(e), unset)
		}
	case "lvlOverride":
		n.override = number(attr(e, "ilvl"), unset)
	case "startOverride":
		if n.list != nil && n.override != unset {
			n.list.starts[n.override] = number(value(e), 1)
		}
	case "lvl":
		n.level = newLevel()
		switch at := number(attr(e, "ilvl"), unset); {
		case at < 0 || at > maxLevel:
		case n.list != nil:
			n.list.levels[at] = n.level
		case n.shape != nil:
			n.shape.levels[at] = n.level
		}
	default:
		if n.level != nil {
			n.level.read(e)
		}
	}
}

// read takes an element of a level.
func (l *level) read(e xml.StartElement) {
	switch e.Name.Local {
	case "start":
		l.start = number(value(e), 1)
	case "numFmt":
		l.format = value(e)
	case "lvlText":
		l.text = value(e)
	case "lvlRestart":
		l.restart = number(value(e), unset)
	case "isLgl":
		l.legal = on(e)
	case "suff":
		l.tight = value(e) == "nothing"
	case "pStyle":
		l.style = value(e)
	}
}

func (n *numbering) end(name string) {
	if n.skip > 0 {
		n.skip--
		return
	}
	switch name {
	case "abstractNum":
		n.shape = nil
	case "num":
		n.list = nil
	case "lvl":
		n.level = nil
	}
}

func (n *numbering) chars([]byte) {}

// resolve gives a list and its shape; nil where the document does not define them.
func (n *numbering) resolve(num int, s *styles) (l *list, id int, shape *listShape) {
	l = n.lists[num]
	if l == nil {
		return nil, unset, nil
	}
	id = l.shape
	for range maxBased {
		shape = n.shapes[id]
		if shape == nil || shape.byStyle == "" {
			return l, id, shape
		}
		next := n.styled(shape.byStyle, s)
		if next == unset {
			return l, id, shape
		}
		id = next
	}
	return l, id, shape
}

// styled gives the shape that a list style defines.
func (n *numbering) styled(id string, s *styles) int {
	if place, _ := s.list(id); place.num > 0 && n.lists[place.num] != nil {
		return n.lists[place.num].shape
	}
	for at, shape := range n.shapes {
		if shape.defines == id && shape.byStyle == "" {
			return at
		}
	}
	return unset
}

// number reads a whole number of a sensible size.
func number(text string, otherwise int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1e6 {
		return otherwise
	}
	return n
}
