package review

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkSpaces looks at spaces and punctuation.
func checkSpaces(d *draft) {
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() || p.part == Table {
			continue
		}
		d.checkSpacing(i)
		d.checkDots(i)
		d.checkPairs(i)
	}
}

// checkSpacing goes over the bytes once: two spaces, a space before a sign, none behind one.
func (d *draft) checkSpacing(i int) {
	text := d.paras[i].Text
	for k := 1; k+1 < len(text); k++ {
		c, before, after := text[k], text[k-1], text[k+1]
		switch {
		case c == ' ' && before != ' ' && after == ' ':
			end := k
			for end < len(text) && text[end] == ' ' {
				end++
			}
			if end < len(text) {
				d.space(i, k, end, textTwoSpaces, " ")
			}
			k = end
		case c == ' ' && (strings.IndexByte(",.;:!?)", after) >= 0 || strings.HasPrefix(text[k+1:], "”")) && !strings.HasPrefix(text[k+1:], "...") && !strings.HasPrefix(text[k+1:], ". ."):
			d.space(i, k, k+1, textSpaceBefore, "")
		case c == '(' && after == ' ', strings.HasPrefix(text[k:], "“ "):
			from := k + 1
			if c != '(' {
				from = k + len("“")
			}
			d.space(i, from, from+1, textSpaceAfter, "")
		case (c == ',' || c == ';' || c == ':') && isLetterBefore(text, k) && isLetterAt(text, k+1), c == '.' && sentenceGlued(text, k):
			d.space(i, k+1, k+1, textNoSpace, " ")
		}
	}
}

func isLetterBefore(text string, k int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:k])
	return unicode.IsLetter(r)
}

func isLetterAt(text string, k int) bool {
	r, _ := utf8.DecodeRuneInString(text[k:])
	return unicode.IsLetter(r)
}

// sentenceGlued tells whether a full stop stands between a word in small letters and a
// capital, without a space: "tốt.Nhà trường", but not "TP.HCM" or "vnedu.vn".
func sentenceGlued(text string, k int) bool {
	r, n := utf8.DecodeLastRuneInString(text[:k])
	before, _ := utf8.DecodeLastRuneInString(text[:k-n])
	next, size := utf8.DecodeRuneInString(text[k+1:])
	third, _ := utf8.DecodeRuneInString(text[k+1+size:])
	return unicode.IsLower(r) && unicode.IsLower(before) && unicode.IsUpper(next) && (unicode.IsLower(third) || third == ' ')
}

// space reports a slip of spaces, quoted with the words around it.
func (d *draft) space(i, from, to int, message, with string) {
	text := d.paras[i].Text
	start, end := from-len(lastWords(strings.TrimRight(text[:from], " "), 1)), to+len(firstWord(text[to:]))
	start = min(start, from) - (from - len(strings.TrimRight(text[:from], " ")))
	if start < 0 {
		start = 0
	}
	f := d.add(Spacing, i, start, end, message, text[start:from]+with+text[to:end])
	f.Edit = d.edit(i, from, to, with)
}

// firstWord gives the text up to its first space behind a word.
func firstWord(text string) string {
	from := len(text) - len(strings.TrimLeft(text, " ,.;:"))
	if k := strings.IndexByte(text[from:], ' '); k >= 0 {
		return text[:from+k]
	}
	return text
}

var ellipses = regexp.MustCompile(`,\s?(?:\.{2,}|…)|(?:^|[^.])(\.\.)(?:[^.]|$)|(\s\.\.\.)(?:[^.\s]|\s[^.]|$)|(?:^|[^.])(\.{4})(?:[^.]|$)`)

// checkDots looks at three dots: no comma and no space stand before them.
func (d *draft) checkDots(i int) {
	text := d.paras[i].Text
	if !strings.Contains(text, "..") && !strings.Contains(text, "…") {
		return
	}
	for _, m := range ellipses.FindAllStringSubmatchIndex(text, -1) {
		from, to := m[0], m[1]
		for k := 2; k < len(m); k += 2 { // the dots within what had to be looked at
			if m[k] >= 0 {
				from, to = m[k], m[k+1]
			}
		}
		start := from - len(lastWords(text[:from], 1))
		f := d.add(Ellipsis, i, start, to, textEllipsis, text[start:from]+"...")
		f.Edit = d.edit(i, from, to, "...")
	}
}

// checkPairs looks whether brackets and quotation marks come in pairs.
func (d *draft) checkPairs(i int) {
	p := &d.paras[i]
	for _, pair := range [][2]string{{"(", ")"}, {"“", "”"}, {"«", "»"}} {
		opened, closed := strings.Count(p.Text, pair[0]), strings.Count(p.Text, pair[1])
		if pair[0] == "(" && opened != closed {
			closed -= pointMarks(p.Text)
		}
		if opened == closed {
			continue
		}
		at := strings.LastIndex(p.Text, pair[0])
		if opened < closed {
			at = strings.LastIndex(p.Text, pair[1])
		}
		d.add(Unpaired, i, at, min(len(p.Text), at+len(firstWords(p.Text[at:], 4))), textUnpaired(pair[0], pair[1]), "")
	}
	if strings.Count(p.Text, `"`)%2 == 1 && !inch.MatchString(p.Text) {
		at := strings.LastIndex(p.Text, `"`)
		d.add(Unpaired, i, at, min(len(p.Text), at+len(firstWords(p.Text[at:], 4))), textUnpaired(`"`, `"`), "")
	}
}

var (
	inch      = regexp.MustCompile(`\d\s?"`)
	pointMark = regexp.MustCompile(`(?:^|[\s;,.])(?:[a-zđ]|\d{1,2}|[ivx]{1,4})\)`)
)

// pointMarks counts the brackets of points: a) 1) iv).
func pointMarks(text string) int {
	n := 0
	for _, m := range pointMark.FindAllStringIndex(text, -1) {
		if strings.Count(text[:m[0]], "(") <= strings.Count(text[:m[0]], ")") {
			n++
		}
	}
	return n
}

// checkSentenceEnds looks whether paragraphs end with a sign, and sentences begin with a
// capital.
func checkSentenceEnds(d *draft) {
	for i := range d.paras {
		p := &d.paras[i]
		if p.part != Body && p.part != Item || len(p.words) < 8 || isUpper(p.Text) {
			continue
		}
		broken := i+1 < len(d.paras) && d.paras[i+1].text() && d.paras[i+1].part == Body && startsLower(d.paras[i+1].Text)
		text := strings.TrimRight(p.Text, " ")
		if r, _ := utf8.DecodeLastRuneInString(text); wordRune(r) && !broken {
			from := len(text) - len(lastWords(text, 3))
			d.replace(EndSign, i, from, len(text), textEndSign, text[from:]+".")
		}
		for n := 1; n < len(p.words); n++ {
			w, before := p.words[n], p.words[n-1]
			if w.capital() || w.number() || p.Text[before.to:w.from] != ". " || len(before.text) < 3 || before.allCaps() || abbreviated[before.key] {
				continue
			}
			if r, _ := utf8.DecodeRuneInString(w.text); unicode.IsLower(r) {
				d.replace(SentenceCase, i, w.from, w.to, textSentenceCase, asCase("A", w.text))
			}
		}
	}
}

var abbreviated = wordSet("ths pgs gs ts tp tr stt vv")

func startsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}

// doubles are words that never stand twice in a row.
var doubles = wordSet("của và các những được trong về cho với đã là có để theo tại trên khi do bởi việc sẽ cũng nhưng như này")

// checkDoubled finds a word typed twice.
func checkDoubled(d *draft) {
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() {
			continue
		}
		for n := 1; n < len(p.words); n++ {
			if w := p.words[n]; w.id == p.words[n-1].id && w.gap == gapSpace && doubles[w.key] {
				d.replace(Doubled, i, p.words[n-1].from, w.to, textDoubled, p.words[n-1].text)
			}
		}
	}
}
