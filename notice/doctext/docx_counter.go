package doctext

import (
	"strconv"
	"strings"
	"unicode"

	"thuky/vntext"
)

// counter counts the lists of a document while its paragraphs go by.
type counter struct {
	numbering *numbering
	styles    *styles
	counts    map[int]*[maxLevel + 1]int // by shape: lists of one shape count on; unset before the first
	begun     map[int]bool               // lists whose own starts were taken
}

func newCounter(n *numbering, s *styles) *counter {
	return &counter{n, s, map[int]*[maxLevel + 1]int{}, map[int]bool{}}
}

// next counts a paragraph and gives its number with the space behind it; "" for one in no list.
func (c *counter) next(m membership) string {
	if m.num <= 0 {
		return ""
	}
	l, id, shape := c.numbering.resolve(m.num, c.styles)
	if l == nil || shape == nil {
		return ""
	}
	at := m.level
	if at == unset {
		at = shape.levelOf(m.styles)
	}
	counts := c.counts[id]
	if counts == nil {
		counts = &[maxLevel + 1]int{}
		for i := range counts {
			counts[i] = unset
		}
		c.counts[id] = counts
	}
	if !c.begun[m.num] {
		c.begun[m.num] = true
		for i := range l.starts {
			if i >= 0 && i <= maxLevel {
				counts[i] = unset
			}
		}
	}
	levels := func(i int) *level {
		if own := l.levels[i]; own != nil {
			return own
		}
		return shape.levels[i]
	}
	first := func(i int) int {
		if n, ok := l.starts[i]; ok {
			return n
		}
		if lv := levels(i); lv != nil {
			return lv.start
		}
		return 1
	}
	if counts[at] == unset {
		counts[at] = first(at)
	} else {
		counts[at]++
	}
	for i := at + 1; i <= maxLevel; i++ {
		if lv := levels(i); lv == nil || lv.restart == unset || lv.restart > at {
			counts[i] = unset
		}
	}
	return numeral(levels, counts, first, at)
}

// levelOf gives the level that one of the paragraph styles stands for; the first when none does.
func (s *listShape) levelOf(styles [2]string) int {
	for _, style := range styles {
		for i := range maxLevel + 1 {
			if lv := s.levels[i]; lv != nil && lv.style == style && style != "" {
				return i
			}
		}
	}
	return 0
}

// numeral writes the number of level at.
func numeral(levels func(int) *level, counts *[maxLevel + 1]int, first func(int) int, at int) string {
	lv := levels(at)
	if lv == nil || lv.text == "" && lv.format != "bullet" {
		return ""
	}
	space := " "
	if lv.tight {
		space = ""
	}
	if lv.format == "bullet" {
		return bullet(lv.text) + " "
	}
	var b strings.Builder
	for i := 0; i < len(lv.text); i++ {
		ch := lv.text[i]
		if ch != '%' || i+1 >= len(lv.text) || lv.text[i+1] < '1' || lv.text[i+1] > '9' {
			b.WriteByte(ch)
			continue
		}
		i++
		k := int(lv.text[i] - '1')
		n := counts[k]
		if n == unset {
			n = first(k)
		}
		format := "decimal"
		if of := levels(k); of != nil && !lv.legal {
			format = of.format
		}
		b.WriteString(spell(n, format))
	}
	if strings.TrimSpace(b.String()) == "" {
		return ""
	}
	return strings.TrimSpace(b.String()) + space
}

// spell writes a number in a format of Word.
func spell(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return strings.ToUpper(letterNumber(n))
	case "lowerLetter":
		return letterNumber(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// maxRoman is the largest number that is written in Roman numerals.
const maxRoman = 3999

func roman(n int) string {
	if n < 1 || n > maxRoman {
		return strconv.Itoa(n)
	}
	return vntext.Roman(n)
}

// letterNumber writes a, b, …, z, aa, bb, …, as Word does.
func letterNumber(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

// bullet gives the sign of an item. Those of picture fonts have no meaning outside
// their font and become "•"; so does the "o" that stands for a circle.
func bullet(text string) string {
	text = strings.TrimSpace(text)
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Co, r) || r == '§' || r == '·' || r == 'Ø' {
			return "•"
		}
	}
	if text == "" || len([]rune(text)) > 3 {
		return "•"
	}
	return text
}
