package wordform

import (
	"cmp"
	"slices"
)

// What is done to a part while it is written again.
type doing uint8

const (
	doText  doing = iota // a t element gets other text
	doSkip               // is left out
	doLines              // a paragraph with one placeholder becomes several
	doBlock              // is repeated, or left out
)

// event is a piece of a part that is not copied as it is.
type event struct {
	do         doing
	start, end int
	copies     bool // only where a block stands for the second time or later
	element    int  // of doText the t, of doLines the paragraph
	cuts       []cut
	tag        *tag     // of doLines
	block      *block   // of doBlock
	keep       []int    // of doBlock: bookmarks that stay when it is left out
	filler     bool     // of doBlock: a paragraph must stand there when it is left out
	inner      []*event // of doLines and doBlock, by place
}

// cut is a piece of a t element that goes, and the placeholder whose value comes there.
type cut struct {
	from, to int
	tag      *tag // nil for nothing
}

// plan lays down the events.
func (f *part) plan() {
	var all []*event
	for _, b := range f.blocks {
		all = append(all, f.blockEvents(b)...)
	}
	tagged := map[*line][]*tag{}
	for _, t := range f.tags {
		tagged[t.line] = append(tagged[t.line], t)
	}
	for _, l := range f.lines {
		tags := tagged[l]
		all = append(all, f.textEvents(l, tags)...)
		if len(tags) == 1 && tags[0].sort == sortValue && tags[0].alone() {
			p := &f.all[l.p]
			all = append(all, &event{do: doLines, start: p.start, end: p.end, element: l.p, tag: tags[0]})
		}
	}
	f.events = nest(all)
}

// nest makes a tree of events: what lies within another becomes its inner one. What lies
// in something that is left out anyway is dropped.
func nest(all []*event) []*event {
	slices.SortStableFunc(all, func(a, b *event) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(b.do, a.do))
	})
	root := &event{do: doBlock, end: int(^uint(0) >> 1)}
	around := []*event{root}
	for _, e := range all {
		for e.start >= around[len(around)-1].end {
			around = around[:len(around)-1]
		}
		last := around[len(around)-1]
		switch {
		case e.end > last.end: // unreachable: elements are nested
			continue
		case last.do == doSkip && !last.copies, last.do == doText:
			continue
		case last.do == doSkip: // only left out in copies
			around = around[:len(around)-1]
			last = around[len(around)-1]
		}
		if n := len(last.inner); n > 0 && e.do == doSkip && last.inner[n-1].start == e.start && last.inner[n-1].do == doSkip {
			continue // twice, of two blocks
		}
		last.inner = append(last.inner, e)
		around = append(around, e)
	}
	return root.inner
}

// textEvents are what happens to the text of a line.
func (f *part) textEvents(l *line, tags []*tag) (all []*event) {
	byLeaf := map[int32]*event{}
	for _, t := range tags {
		value := t
		if t.sort != sortValue {
			value = nil
		}
		for i := t.from; i < t.to; {
			leaf, from := l.leaf[i], int(l.at[i])
			for i < t.to && l.leaf[i] == leaf {
				i++
			}
			to := f.all[leaf].tail
			if i < len(l.text) && l.leaf[i] == leaf {
				to = int(l.at[i])
			}
			e := byLeaf[leaf]
			if e == nil {
				e = &event{do: doText, start: f.all[leaf].start, end: f.all[leaf].end, element: int(leaf)}
				byLeaf[leaf], all = e, append(all, e)
			}
			e.cuts = append(e.cuts, cut{from, to, value})
			value = nil
		}
	}
	return all
}

// blockEvents are the block itself, its paragraphs or rows that hold nothing but a
// placeholder, and what must not stand there twice.
func (f *part) blockEvents(b *block) []*event {
	from, to := f.span(b)
	e := &event{do: doBlock, start: from, end: to, block: b}
	all := []*event{e}
	before, after := f.beside(b)
	if f.all[b.first].kind == kindP {
		e.filler = (before == other || before == kindTbl) && (after == other || after == kindTbl)
	}
	if b.first != b.last {
		skip := func(i int) {
			all = append(all, &event{do: doSkip, start: f.all[i].start, end: f.all[i].end})
		}
		if f.bare(b.first, b.open) {
			skip(b.first)
		}
		if f.bare(b.last, b.shut) && f.beforeLast(b) != kindTbl { // a table must not come last
			skip(b.last)
		}
	}
	at, _ := slices.BinarySearchFunc(f.all, from, func(e element, from int) int { return cmp.Compare(e.start, from) })
	for ; at < len(f.all) && f.all[at].start < to; at++ {
		switch x := &f.all[at]; x.kind {
		case kindBookmark:
			e.keep = append(e.keep, at)
			all = append(all, &event{do: doSkip, start: x.start, end: x.end, copies: true})
		case kindID:
			if f.all[x.parent].kind == kindSdtPr {
				all = append(all, &event{do: doSkip, start: x.start, end: x.end, copies: true})
			}
		case kindP, kindTr:
			for a := range attributes(f.tagOf(at)) {
				if name := string(a.name); name == "w14:paraId" || name == "w14:textId" {
					all = append(all, &event{do: doSkip, start: x.start + a.from, end: x.start + a.to, copies: true})
				}
			}
		}
	}
	return all
}

// beforeLast gives the kind of the element before the last one of a block.
func (f *part) beforeLast(b *block) (before kind) {
	for i := b.first; i != b.last; i = f.all[i].next {
		if isBlock(f.all[i].kind) {
			before = f.all[i].kind
		}
	}
	return before
}
