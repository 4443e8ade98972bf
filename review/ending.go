package review

import (
	"regexp"
	"slices"
	"strings"
)

// checkEnding looks whether the text ends with "./.".
func checkEnding(d *draft) {
	last, whole := -1, false
	for i := range d.paras {
		p := &d.paras[i]
		if p.text() {
			last = i
		}
		whole = whole || p.part == Signature || p.part == Recipients || p.part == Title
	}
	if last < 0 || !whole { // a piece of a report
		return
	}
	text := strings.TrimRight(d.paras[last].Text, " ")
	if look := d.paras[last].Look; d.paras[last].part == Table || look != nil && look.Cell {
		return // a table has no end to write it behind
	}
	if strings.HasSuffix(text, "./.") {
		return
	}
	from := len(text) - len(lastWords(text, 3))
	d.replace(EndMark, last, from, len(text), textEndMark, strings.TrimRight(text[from:], ". ")+"./.")
}

var (
	gapMark    = regexp.MustCompile(`\[Chưa có[^\]]*\]|\[…\]|\[[.]{3}\]|\{\{[^}]*\}\}?|<[\p{L} ]{3,40}>`)
	blankPlace = regexp.MustCompile(`(?:\.\s?){5,}|…{2,}|_{3,}`)
)

// checkGaps finds the marks of what is still missing, and places left to be written on.
func checkGaps(d *draft) {
	for i := range d.paras {
		p := &d.paras[i]
		if p.part == Head || p.part == Signature {
			continue
		}
		if strings.ContainsAny(p.Text, "[{<") {
			for _, m := range gapMark.FindAllStringIndex(p.Text, -1) {
				d.add(Gap, i, m[0], m[1], textGap, "")
			}
		}
		if strings.Contains(p.Text, "..") || strings.Contains(p.Text, "……") || strings.Contains(p.Text, "__") || strings.Contains(p.Text, ". .") {
			for _, m := range blankPlace.FindAllStringIndex(p.Text, -1) {
				d.add(Blank, i, m[0], m[1], textBlank, "").Quote = around(p.Text, m[0], m[1])
			}
		}
	}
}

// inGap tells whether a place lies in the mark of something missing, whose words are not
// the writer's.
func inGap(text string, at int) bool {
	return slices.ContainsFunc(gapMark.FindAllStringIndex(text, -1), func(m []int) bool { return m[0] <= at && at < m[1] })
}

// around quotes a place with a few words before and behind it.
func around(text string, start, end int) string {
	before, after := lastWords(text[:start], 4), firstWords(text[end:], 4)
	return strings.TrimSpace(before + text[start:end] + after)
}

// checkOpening looks at the sentences before the first section: one that only names
// documents does not end with a full stop, because what is reported on them follows.
func checkOpening(d *draft) {
	if !slices.ContainsFunc(d.paras, func(p para) bool { return p.section >= 0 }) {
		return // a piece of a report
	}
	for i := range d.paras {
		p := &d.paras[i]
		if p.section >= 0 {
			return
		}
		if p.part != Body || i+1 >= len(d.paras) || !d.paras[i+1].text() || d.paras[i+1].level > 0 || len(p.words) < 4 {
			continue
		}
		first := foldedWords(p.words[:2])
		text := strings.TrimRight(p.Text, " ")
		if first != "thuc hien" && first != "can cu" && p.words[0].fold != "theo" || !strings.HasSuffix(text, ".") || strings.HasSuffix(text, "./.") {
			continue
		}
		for k := range d.cites {
			if c := &d.cites[k]; c.para == i && strings.Trim(p.Text[c.end:], " .") == "" {
				from := len(text) - len(lastWords(text, 3))
				d.replace(OpeningOpen, i, from, len(text), textOpening, strings.TrimRight(text[from:], ".")+",")
			}
		}
	}
}

// checkLists finds sections whose points stand with a dash in one half and without in
// the other.
func checkLists(d *draft) {
	for i := 0; i < len(d.paras); {
		under := d.paras[i].under
		end := i
		for end < len(d.paras) && d.paras[end].under == under {
			end++
		}
		if under >= 0 {
			d.checkList(i, end)
		}
		i = end
	}
}

func (d *draft) checkList(from, to int) {
	items, plain, first := 0, 0, -1
	for i := from; i < to; i++ {
		switch p := &d.paras[i]; {
		case p.part == Item:
			if first < 0 {
				first = i
			}
			items++
		case p.part == Body && p.index.style == noNumber:
			plain++
		}
	}
	const few = 3 // fewer are an introduction, or a closing word
	if items < few || plain < few || first == from || strings.HasSuffix(strings.TrimRight(d.paras[first-1].Text, " "), ":") {
		return
	}
	d.add(ListMixed, first, 0, len(firstWords(d.paras[first].Text, 6)), textListMixed(plain, items), "")
}
