package review

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkHeadings looks at single headings: their first letter, and whether anything
// stands under them.
func checkHeadings(d *draft) {
	for i := range d.paras {
		p := &d.paras[i]
		if p.level == 0 {
			continue
		}
		words := p.Text[p.index.end:]
		first, n := utf8.DecodeRuneInString(words)
		if unicode.IsLower(first) && p.index.style != letter && p.index.style != noNumber {
			start := p.index.end
			end := start + len(firstWords(words, 3))
			d.replace(HeadingCase, i, start, end, textHeadingCase(p.index.text), string(unicode.ToUpper(first))+p.Text[start+n:end])
		}
		d.checkFilled(i)
	}
}

// firstWords gives the first n words of a text.
func firstWords(text string, n int) string {
	for i := range len(text) {
		if text[i] != ' ' {
			continue
		}
		if n--; n == 0 {
			return strings.TrimRight(text[:i], ",.;:")
		}
	}
	return strings.TrimRight(text, " ,.;:")
}

// checkFilled looks whether something stands under a heading, or behind its colon.
func (d *draft) checkFilled(i int) {
	p := &d.paras[i]
	if _, after, ok := strings.Cut(p.Text, ":"); ok && strings.Trim(after, " ./") != "" || p.index.style == noNumber {
		return
	}
	if next := i + 1; next < len(d.paras) && d.paras[next].text() {
		if n := &d.paras[next]; n.level == 0 || n.level > p.level || n.index.style > p.index.style {
			return
		}
	}
	d.add(SectionEmpty, i, 0, len(p.Text), textSectionEmpty(p.index.text), "")
}
