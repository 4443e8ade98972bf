package review

import "strings"

// checkHeadingOrder follows the numbers of headings and points at each level.
func checkHeadingOrder(d *draft) {
	var open []*level
	var last map[style]int // where a level ended: some reports count 1, 2, 3 through all sections
	for i := range d.paras {
		p := &d.paras[i]
		if p.part == Signature || p.part == Recipients || p.part == Appendix {
			open, last = nil, nil
			continue
		}
		if p.index.style == noNumber || !p.text() {
			continue
		}
		if last == nil {
			last = make(map[style]int)
		}
		open = d.follow(open, last, i)
	}
}

// level is a run of numbers under one heading.
type level struct {
	numbering
	para int
}

// same tells whether two numbers are of one run.
func (n numbering) same(o numbering) bool {
	return n.style == o.style && n.sign == o.sign && n.parent == o.parent
}

// follow takes the next number: it goes on with an open run, begins one, or is a slip.
func (d *draft) follow(open []*level, last map[style]int, i int) []*level {
	n := d.paras[i].index
	if n.style == upper && n.sign == "." { // I. C. D. are letters or Roman numbers
		for _, l := range open {
			if l.style == roman && l.value+1 == fromRoman(strings.Trim(n.text, ". ")) {
				n.style, n.value = roman, l.value+1
			}
		}
	}
	// What stands above the number closes what is below it.
	for len(open) > 0 && open[len(open)-1].style > n.style {
		l := open[len(open)-1]
		last[l.style] = l.value
		open = open[:len(open)-1]
	}
	nearest := -1
	for k := len(open) - 1; k >= 0; k-- {
		if !open[k].same(n) {
			continue
		}
		if open[k].value+1 == n.value {
			open = open[:k+1]
			open[k] = &level{n, i}
			return open
		}
		if nearest < 0 {
			nearest = k
		}
	}
	if nearest >= 0 && (n.value > 1 || open[nearest].value == 1 && d.paras[open[nearest].para].level > 0 && d.paras[i].level == d.paras[open[nearest].para].level) {
		d.slip(open[nearest], n, i)
		open = open[:nearest+1]
		open[nearest] = &level{n, i}
		return open
	}
	if n.value > 1 && nearest < 0 && last[n.style]+1 != n.value && (d.paras[i].level > 0 || n.style == roman) && n.style != partNo {
		d.add(HeadingGap, i, 0, n.markEnd(), textHeadingFirst(n), n.as(1))
	}
	return append(open, &level{n, i})
}

// slip reports a number that does not follow the one before it.
func (d *draft) slip(before *level, n numbering, i int) {
	want := n.as(before.value + 1)
	switch {
	case n.value > before.value+1:
		d.add(HeadingGap, i, 0, n.markEnd(), textHeadingGap(before.numbering, n), want)
	case n.value == before.value:
		d.add(HeadingRepeat, i, 0, n.markEnd(), textHeadingRepeat(n, before.para+1), want)
	default:
		d.add(HeadingOrder, i, 0, n.markEnd(), textHeadingOrder(before.numbering, n), want)
	}
}

// markEnd is where the number itself ends.
func (n numbering) markEnd() int { return len(n.text) }
