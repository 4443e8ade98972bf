package review

import (
	"regexp"
	"strconv"
	"strings"

	"thuky/vntext"
)

// style is how a paragraph is numbered. Lower styles stand above higher ones.
type style int

const (
	noNumber style = iota
	partNo         // Phần I, Phần thứ nhất, Chương 1
	upper          // A.
	roman          // I.
	arabic         // 1.
	decimal        // 1.2.
	letter         // a)
)

// numbering is the number in front of a paragraph.
type numbering struct {
	style  style
	text   string // as written: "V.", "a)"
	sign   string // what stands behind the number: ".", ")", "/"
	value  int    // of the last part
	parent string // of a decimal number: "1" of "1.2"
	end    int    // where the words begin, in bytes
}

var numberForms = []struct {
	style style
	form  *regexp.Regexp
}{
	{roman, regexp.MustCompile(`^([IVXL]{1,7})\s*([./)]|\s[-–]|[-–])\s*[\p{L}“"(\[]`)},
	{upper, regexp.MustCompile(`^([A-HĐ])\s*([./)])\s+[\p{L}“"(]`)},
	{decimal, regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){1,3})([./)]?)\s*[\p{L}“"(\[]`)},
	{arabic, regexp.MustCompile(`^(\d{1,2})\s*([./)])\s*[\p{L}“"(\[]`)},
	{letter, regexp.MustCompile(`^([a-zđ])\s?([./)])\s*[\p{L}“"(\[]`)},
	{partNo, regexp.MustCompile(`(?i)^(?:phần|chương) ((?:thứ )?[\p{L}\d]+)([.:]?)(?:\s|$)`)},
}

// letters are the Vietnamese letters that number points, in order.
const letters = "abcdđeghiklmnopqrstuvxy"

// numberAt reads the number in front of a text.
func numberAt(text string) numbering {
	if text == "" {
		return numbering{}
	}
	switch c := text[0]; {
	case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'X', c == 0xc4:
	default:
		return numbering{}
	}
	if strings.HasPrefix(text, "V/v") { // Về việc
		return numbering{}
	}
	for _, f := range numberForms {
		m := f.form.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		word := text[m[2]:m[3]]
		n := numbering{style: f.style, sign: strings.TrimSpace(text[m[4]:m[5]]), text: strings.TrimSpace(text[:m[5]]), end: m[5]}
		for n.end < len(text) && text[n.end] == ' ' {
			n.end++
		}
		switch f.style {
		case roman:
			n.value = fromRoman(word)
		case upper:
			n.value = 1 + strings.Index("ABCDEGHIKLMNOPQRSTUVXY", word)
		case arabic:
			n.value, _ = strconv.Atoi(word)
		case decimal:
			i := strings.LastIndexByte(word, '.')
			n.parent = word[:i]
			n.value, _ = strconv.Atoi(word[i+1:])
		case letter:
			n.value = letterNumber(word)
		case partNo:
			n.value = partNumber(word)
		}
		if n.value > 0 && n.value < 100 {
			return n
		}
	}
	return numbering{}
}

func letterNumber(s string) int {
	for i, r := range []rune(letters) {
		if string(r) == s {
			return i + 1
		}
	}
	return 0
}

var partWords = map[string]int{
	"một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
}

func partNumber(s string) int {
	s = strings.TrimPrefix(strings.ToLower(s), "thứ ")
	if n, ok := partWords[s]; ok {
		return n
	}
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return fromRoman(strings.ToUpper(s))
}

// fromRoman gives the value of a Roman number below 90, 0 for what is none.
func fromRoman(s string) int {
	n, last := 0, 100
	for i := len(s) - 1; i >= 0; i-- {
		v := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50}[s[i]]
		if v == 0 {
			return 0
		}
		if last < 100 && v < last {
			n -= v
			continue
		}
		n, last = n+v, v
	}
	if n < 1 || n >= 90 || vntext.Roman(n) != s {
		return 0
	}
	return n
}

// as writes another value in the way of a number.
func (n numbering) as(value int) string {
	word := strconv.Itoa(value)
	switch n.style {
	case roman:
		word = vntext.Roman(value)
	case upper:
		word = nth("ABCDEGHIKLMNOPQRSTUVXY", value)
	case letter:
		word = nth(letters, value)
	case decimal:
		word = n.parent + "." + word
	case partNo:
		name, _, _ := strings.Cut(n.text, " ")
		if strings.ContainsAny(n.text, "IVX") {
			word = vntext.Roman(value)
		}
		return name + " " + word
	}
	if strings.Contains(n.text, " ") {
		return word + " " + n.sign
	}
	return word + n.sign
}

// nth gives the n-th letter, "?" beyond them.
func nth(letters string, n int) string {
	if all := []rune(letters); n >= 1 && n <= len(all) {
		return string(all[n-1])
	}
	return "?"
}

// findHeadings finds the headings and what stands under them.
func (d *draft) findHeadings() {
	section, under := -1, -1
	for i := range d.paras {
		p := &d.paras[i]
		if p.part == Head || p.part == Title || p.part == Subject || p.part == Addressees {
			continue
		}
		if p.part == Recipients || p.part == Signature || p.part == Appendix {
			section, under = -1, -1
			continue
		}
		p.index = numberAt(p.Text)
		if p.level = d.headingLevel(i); p.level > 0 {
			p.part = Heading
			if under = i; p.level == 1 {
				section = i
			}
		}
		p.section, p.under = section, under
	}
}

// headingLevel tells whether a paragraph is a heading, and of which level: a Roman number
// is; an Arabic one is when text follows that has no number; others are with a style.
func (d *draft) headingLevel(i int) int {
	p := &d.paras[i]
	if p.Level > 0 {
		return p.Level
	}
	switch p.index.style {
	case partNo:
		if len(p.words) < 30 {
			return 1
		}
	case upper, roman:
		return 1
	case arabic, decimal, letter:
		if p.index.style == letter && len(p.words) > 25 || p.Part == Item || p.Part == Table {
			return 0
		}
		next := i + 1
		if next >= len(d.paras) || !d.paras[next].text() && d.paras[next].part != "" {
			return 0
		}
		n := numberAt(d.paras[next].Text)
		if n.style == p.index.style && (n.sign == p.index.sign || n.value > 1) || n.style == roman || n.style == partNo {
			return d.aloneHeading(i)
		}
		if len(p.words) > maxHeadingWords {
			return 0
		}
		return 2 + int(p.index.style-arabic)
	}
	return 0
}

// aloneHeading looks at a numbered paragraph without a text under it: it is a heading,
// left empty, when its neighbour of the same kind is one, and it does not end a sentence.
func (d *draft) aloneHeading(i int) int {
	p := &d.paras[i]
	if p.index.style == letter || strings.HasSuffix(strings.TrimSpace(p.Text), ".") || strings.HasSuffix(p.Text, ";") || strings.HasSuffix(p.Text, "./.") {
		return 0
	}
	for k := i - 1; k >= 0 && d.paras[k].index.style != roman; k-- {
		if d.paras[k].level > 0 && d.paras[k].index.style == p.index.style && d.paras[k].index.sign == p.index.sign {
			return d.paras[k].level
		}
	}
	return 0
}

// maxHeadingWords is the length over which a numbered paragraph is no heading. Schools
// copy whole questions of a notice as headings.
const maxHeadingWords = 300
