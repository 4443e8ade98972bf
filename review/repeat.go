package review

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// piece is a paragraph or a sentence that is comparedMost with others, without its citations.
type piece struct {
	para     int
	from, to int // bytes of the paragraph
	words    []word
}

const (
	minRepeat = 12   // words; shorter texts are alike by nature
	alike     = 0.85 // similarity from which two texts are one text
	shingle   = 4    // words in a row by which candidates are found
	crowd     = 8    // pieces remembered for one row of words
)

// checkRepeats finds paragraphs and sentences that stand twice, with what differs: the
// differences of near copies are often slips in one of them.
func checkRepeats(d *draft) {
	var whole, single []piece
	for i := range d.paras {
		if p := &d.paras[i]; p.part == Body || p.part == Item {
			w := piece{i, 0, len(p.Text), d.own(i)}
			whole = append(whole, w)
			single = append(single, sentences(p.Text, w)...)
		}
	}
	pairs := make(map[[2]int]bool) // paragraphs that are told of
	d.repeats(whole, pairs)
	d.repeats(single, pairs)
}

// sentences cuts a paragraph into sentences.
func sentences(text string, w piece) []piece {
	var all []piece
	from := 0
	for i := 1; i <= len(w.words); i++ {
		if i < len(w.words) && !stop(text, w.words[i-1], w.words[i]) {
			continue
		}
		s := w.words[from:i]
		if len(s) > 0 {
			all = append(all, piece{w.para, s[0].from, s[len(s)-1].to, s})
		}
		from = i
	}
	return all
}

// stop tells whether a sentence ends between two words.
func stop(text string, a, b word) bool {
	between := text[a.to:b.from]
	return strings.Contains(between, ". ") || strings.Contains(between, "; ")
}

// repeats reports the pieces that are like an earlier one of another paragraph.
func (d *draft) repeats(all []piece, pairs map[[2]int]bool) {
	index := make(map[uint64][]int32)
	count := make(map[int32]int)
	for n := range all {
		p := &all[n]
		if len(p.words) < minRepeat {
			continue
		}
		rows := shingles(p.words)
		clear(count)
		for _, h := range rows {
			for _, other := range index[h] {
				count[other]++
			}
			if len(index[h]) < crowd {
				index[h] = append(index[h], int32(n))
			}
		}
		for other, shared := range count {
			if o := &all[other]; int(other) == n || o.para == p.para || shared*3 < len(rows) || pairs[[2]int{o.para, p.para}] {
				delete(count, other)
			}
		}
		best, how := nearest(count, alike, func(other int32) changes { return diff(all[other].words, p.words) })
		if best >= 0 {
			o := &all[best]
			pairs[[2]int{o.para, p.para}] = true
			d.reportRepeat(o, p, how)
		}
	}
}

// nearest gives the candidate that is most alike, the first of equals, and what differs;
// -1 where none is as much alike as least. Only those that share most are comparedMost.
func nearest(shared map[int32]int, least float64, compare func(int32) changes) (int, changes) {
	candidates := slices.SortedFunc(maps.Keys(shared), func(a, b int32) int {
		return cmp.Or(shared[b]-shared[a], int(a-b))
	})
	best, score := -1, least
	var how changes
	for _, other := range candidates[:min(len(candidates), comparedMost)] {
		c := compare(other)
		if s := c.similarity(); s > score || s == score && best < 0 {
			best, score, how = int(other), s, c
		}
	}
	return best, how
}

// comparedMost is how many candidates are looked at closely.
const comparedMost = 4

// shingles hashes every row of words.
func shingles(words []word) []uint64 {
	if len(words) < shingle {
		return nil
	}
	list := make([]uint64, 0, len(words)-shingle+1)
	for i := 0; i+shingle <= len(words); i++ {
		h := uint64(14695981039346656037)
		for _, w := range words[i : i+shingle] {
			h = (h ^ uint64(w.id)) * 1099511628211
			h ^= h >> 29
		}
		list = append(list, h)
	}
	return list
}

func (d *draft) reportRepeat(o, p *piece, how changes) {
	p2 := &d.paras[p.para]
	if how.same() {
		f := d.add(Repeat, p.para, p.from, p.to, textRepeatSame(o.para+1, d.heading(o.para)), "")
		if d.paras[o.para].part != p2.part {
			f.Message = textRepeatDash(o.para+1, d.heading(o.para))
		}
		return
	}
	d.add(Repeat, p.para, p.from, p.to, textRepeat(o.para+1, d.heading(o.para), how.words()), "")
}

// takenOver is the similarity from which a paragraph is that of the report before.
const takenOver = 0.95

// checkFormer finds paragraphs that were taken over from the report of the period before
// as they were. Figures in them make it worse: they are of that period.
func checkFormer(d *draft) {
	if d.in.Former == nil {
		return
	}
	index := make(map[uint64][]int32)
	var old [][]word
	size := 0
	for i := range d.in.Former.Paragraphs {
		p := &d.in.Former.Paragraphs[i]
		if size += len(p.Text); size > maxText {
			break
		}
		words := d.words.words(p.Text)
		for _, h := range shingles(words) {
			if len(index[h]) < crowd {
				index[h] = append(index[h], int32(len(old)))
			}
		}
		old = append(old, words)
	}
	count := make(map[int32]int)
	for i := range d.paras {
		p := &d.paras[i]
		if p.part != Body && p.part != Item || p.section < 0 || len(p.words) < minRepeat {
			continue
		}
		rows := shingles(p.words)
		clear(count)
		for _, h := range rows {
			for _, other := range index[h] {
				count[other]++
			}
		}
		for other, shared := range count {
			if shared*2 < len(rows) {
				delete(count, other)
			}
		}
		best, how := nearest(count, takenOver, func(other int32) changes { return diff(old[other], p.words) })
		if best < 0 || how.touchesNumber() {
			continue
		}
		figures := false
		for _, w := range d.own(i) {
			figures = figures || w.number()
		}
		f := d.add(RepeatFormer, i, 0, len(p.Text), textRepeatFormer(best+1, how.words(), figures), "")
		if !figures {
			f.Severity = Hint
		}
	}
}

// touchesNumber tells whether a number differs: the text was brought up to date.
func (c *changes) touchesNumber() bool {
	for _, x := range c.all {
		for _, w := range append(append([]word(nil), c.a[x.aFrom:x.aTo]...), c.b[x.bFrom:x.bTo]...) {
			if unicode.IsDigit(rune(w.text[0])) {
				return true
			}
		}
	}
	return false
}

// A run of words stands twice by chance unless it is this long, or a whole sentence.
const (
	minPhrase   = 12
	minSentence = 8
)

// checkPhrases finds begins of sentences that stand in two places which are not alike
// otherwise. One finding names the second place; a run that stands in a heading is its.
func checkPhrases(d *draft) {
	type spot struct {
		para, word int
	}
	index := make(map[uint64]spot)
	taken := make(map[int]bool) // paragraphs that are told of
	for _, f := range d.found {
		if f.Code == Repeat || f.Code == Restated {
			taken[f.Place.Paragraph-1] = true
		}
	}
	for i := range d.paras {
		p := &d.paras[i]
		if p.part != Body && p.part != Item && p.part != Heading {
			continue
		}
		words := d.own(i)
		rows := shingles(words)
		reported := p.part == Heading || taken[i]
		for n := 0; n < len(rows); n++ {
			at, known := index[rows[n]]
			if !known {
				index[rows[n]] = spot{i, n}
				continue
			}
			if reported || at.para == i || d.paras[at.para].part == Heading {
				continue
			}
			other := d.own(at.para)
			run, numbers := 0, 0
			for n+run < len(words) && at.word+run < len(other) && words[n+run].id == other[at.word+run].id && (run == 0 || !stop(p.Text, words[n+run-1], words[n+run])) {
				if words[n+run].number() {
					numbers++
				}
				run++
			}
			if numbers > 1 { // sentences of one form, with figures
				continue
			}
			whole := n+run == len(words) || stop(p.Text, words[n+run-1], words[n+run])
			if words[n].gap == gapStop && (run >= minPhrase || run >= minSentence && whole) {
				d.add(RepeatPhrase, i, words[n].from, words[n+run-1].to, textRepeatPhrase(at.para+1, d.heading(at.para)), "")
				reported = true
			}
		}
	}
}
