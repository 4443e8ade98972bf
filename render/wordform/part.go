package wordform

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"thuky/render"
)

// part is one part of a form with its placeholders found.
type part struct {
	name   string
	data   []byte
	all    []element
	prefix string // of WordprocessingML for elements that we add
	lines  []*line
	tags   []*tag // by place
	slips  []slip
	blocks []*block
	events []*event
}

// slip is something that is not right, with the words around it.
type slip struct {
	text, quote string
}

// block is what stands between {{#name}} or {{?name}} and {{/name}}.
type block struct {
	open, shut *tag
	outer      *block
	// first and last are brothers: paragraphs or rows. All from the one to the other is
	// repeated.
	first, last int
}

// readPart finds the placeholders of a part.
func readPart(name string, data []byte) (*part, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	f := &part{name: name, data: data}
	var err error
	if f.all, err = scan(data); err != nil {
		return nil, fmt.Errorf("part %q: %w", name, err)
	}
	root := f.tagOf(0)
	for a := range attributes(root) {
		if prefix, ok := bytes.CutPrefix(a.name, []byte("xmlns:")); ok && string(a.value) == wordSpace && f.prefix == "" {
			f.prefix = string(prefix)
		}
	}
	if f.prefix == "" {
		return nil, fmt.Errorf("part %q does not name WordprocessingML: %w", name, errXML)
	}
	for i := range f.all {
		e := &f.all[i]
		if e.kind != kindP || !bytes.ContainsAny(data[e.inner:e.tail], "{}") {
			continue
		}
		l := f.lineOf(i)
		if bytes.ContainsAny(l.text, "{}") {
			f.lines = append(f.lines, l)
			f.tags = append(f.tags, tagsOf(l, func(l *line, from, to int) {
				f.slips = append(f.slips, slip{textSlip(string(l.text[from:to])), l.around(from, to)})
			})...)
		}
	}
	slices.SortFunc(f.tags, func(a, b *tag) int { return cmp.Compare(a.start(), b.start()) })
	f.pair()
	f.plan()
	return f, nil
}

// tagOf gives the start tag of an element.
func (f *part) tagOf(i int) []byte { return f.data[f.all[i].start:f.all[i].inner] }

// nameOf gives the name of an element, without the prefix of WordprocessingML.
func (f *part) nameOf(i int) string {
	name := string(tagName(f.tagOf(i)[1:]))
	return strings.TrimPrefix(name, f.prefix+":")
}

// childOf gives the first child of a kind, 0 for none.
func (f *part) childOf(parent int, k kind) int {
	for i := f.all[parent].child; i != 0; i = f.all[i].next {
		if f.all[i].kind == k {
			return i
		}
	}
	return 0
}

// within tells whether an element of a kind is around i, or is i.
func (f *part) within(i int, k kind) bool {
	for ; i != 0; i = f.all[i].parent {
		if f.all[i].kind == k {
			return true
		}
	}
	return false
}

// has tells whether an element of one of the kinds stands between two places.
func (f *part) has(from, to int, kinds ...kind) bool {
	at, _ := slices.BinarySearchFunc(f.all, from, func(e element, from int) int { return cmp.Compare(e.start, from) })
	for ; at < len(f.all) && f.all[at].start < to; at++ {
		if slices.Contains(kinds, f.all[at].kind) {
			return true
		}
	}
	return false
}

func (f *part) wrong(t *tag, text string) {
	f.slips = append(f.slips, slip{text, t.line.around(t.from, t.to)})
}

// pair finds the blocks.
func (f *part) pair() {
	var open []*block
	for _, t := range f.tags {
		switch t.sort {
		case sortEach, sortIf:
			b := &block{open: t}
			if n := len(open); n > 0 {
				b.outer = open[n-1]
			}
			open = append(open, b)
		case sortEnd:
			i := len(open) - 1
			for i >= 0 && open[i].open.name != t.name {
				i--
			}
			if i < 0 {
				f.wrong(t, textNotOpened(t.written, t.name))
				continue
			}
			for _, left := range open[i+1:] {
				f.wrong(left.open, textNotClosed(left.open.written, left.open.name))
			}
			b := open[i]
			open = open[:i]
			b.shut = t
			if problem := f.place(b); problem != "" {
				f.wrong(b.open, problem)
				continue
			}
			f.blocks = append(f.blocks, b)
		}
	}
	for _, left := range open {
		f.wrong(left.open, textNotClosed(left.open.written, left.open.name))
	}
	// The outer one first, also where two repeat the same row.
	slices.SortFunc(f.blocks, func(a, b *block) int { return cmp.Compare(a.open.start(), b.open.start()) })
}

// place finds what a block repeats, or says why it cannot.
func (f *part) place(b *block) (problem string) {
	p, q := b.open.line.p, b.shut.line.p
	if p == q {
		if !blank(b.open.line.text[:b.open.from]) || !blank(b.shut.line.text[b.shut.to:]) {
			return textBlockInLine(b.open.written, b.shut.written)
		}
		b.first, b.last = p, p
	} else {
		a, z := f.brothers(p, q)
		switch {
		case a == 0 || z == 0:
			return textBlockApart(b.open.written, b.shut.written)
		case f.all[a].kind == kindP && f.all[z].kind == kindP, f.all[a].kind == kindTr && f.all[z].kind == kindTr:
			b.first, b.last = a, z
		case f.all[a].kind == kindTc && f.all[z].kind == kindTc && f.all[f.all[a].parent].kind == kindTr:
			b.first = f.all[a].parent
			b.last = b.first
		default:
			return textBlockApart(b.open.written, b.shut.written)
		}
	}
	if f.all[b.first].kind == kindTr && !f.otherRows(b) {
		return textWholeTable(b.open.written)
	}
	from, to := f.span(b)
	switch {
	case f.has(from, to, kindNote, kindSectPr):
		return textBlockNotes(b.open.written)
	case b.open.sort == sortEach && f.has(from, to, kindPicture, kindRevision, kindUnseen):
		return textBlockPictures(b.open.written)
	}
	return ""
}

// span is where a block stands in the part.
func (f *part) span(b *block) (from, to int) { return f.all[b.first].start, f.all[b.last].end }

// brothers gives the elements with one parent that hold p and q, 0 where there are none.
func (f *part) brothers(p, q int) (a, z int) {
	var above []int // p and what is around it
	for i := p; i != 0; i = f.all[i].parent {
		above = append(above, i)
	}
	for z = q; z != 0; z = f.all[z].parent {
		if slices.Contains(above, z) {
			return 0, 0 // the one stands in the other
		}
		for _, a = range above {
			if f.all[a].parent == f.all[z].parent {
				return a, z
			}
		}
	}
	return 0, 0
}

// otherRows tells whether a table has rows that are not in the block.
func (f *part) otherRows(b *block) bool {
	from, to := f.span(b)
	for i := f.all[f.all[b.first].parent].child; i != 0; i = f.all[i].next {
		if e := &f.all[i]; (e.kind == kindTr || e.kind == kindSdt) && (e.start < from || e.start >= to) {
			return true
		}
	}
	return false
}

// isBlock tells whether an element is one that stands above others on a page.
func isBlock(k kind) bool { return k == kindP || k == kindTbl || k == kindSdt }

// beside gives the kinds of the blocks before and after a block, other where there are none.
func (f *part) beside(b *block) (before, after kind) {
	from, to := f.span(b)
	for i := f.all[f.all[b.first].parent].child; i != 0; i = f.all[i].next {
		switch e := &f.all[i]; {
		case !isBlock(e.kind):
		case e.start < from:
			before = e.kind
		case e.start >= to:
			return before, e.kind
		}
	}
	return before, other
}

// bare tells whether a paragraph or a row holds nothing but one placeholder.
func (f *part) bare(i int, t *tag) bool {
	from, to := f.all[i].start, f.all[i].end
	if !t.alone() || f.has(from, to, kindSectPr, kindThing, kindPicture, kindBookmark) {
		return false
	}
	if f.all[i].kind == kindP {
		return i == t.line.p
	}
	for j := i; j < len(f.all) && f.all[j].start < to; j++ {
		if f.all[j].kind == kindP && j != t.line.p && !blank(f.lineOf(j).text) {
			return false
		}
	}
	return true
}

// names are the placeholders of a part, each once.
func (f *part) names() (all []string) {
	for _, t := range f.tags {
		inner := t.name == render.FormItem || t.name == render.FormCount || t.name == render.FormPerson
		if !inner && t.sort != sortEnd && !slices.Contains(all, t.name) {
			all = append(all, t.name)
		}
	}
	return all
}
