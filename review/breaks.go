package review

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkBreaks finds sentences that a page break cut in two paragraphs: the first has no
// end, and the second goes on in small letters.
func checkBreaks(d *draft) {
	for i := 1; i < len(d.paras); i++ {
		p, before := &d.paras[i], &d.paras[i-1]
		if !p.text() || !before.text() || before.part == Table || p.part == Table || p.part == Item || p.index.style != noNumber {
			continue
		}
		first, _ := utf8.DecodeRuneInString(p.Text)
		if !unicode.IsLower(first) || !unfinished(before.Text) || before.level == 1 {
			continue
		}
		from, to := len(before.Text)-len(lastWords(before.Text, 4)), len(firstWords(p.Text, 4))
		d.add(BrokenLine, i-1, from, len(before.Text), textBroken(i+1), before.Text[from:]+" "+p.Text[:to])
	}
}

// unfinished tells whether a paragraph ends in the middle of a sentence.
func unfinished(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " "))
	return wordRune(last) || last == ',' || last == '-' || last == '–'
}

// lastWords gives the last n words of a text.
func lastWords(text string, n int) string {
	for i := len(text) - 1; i > 0; i-- {
		if text[i] != ' ' {
			continue
		}
		if n--; n == 0 {
			return text[i+1:]
		}
	}
	return text
}
