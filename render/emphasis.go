package render

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// emphasis cuts an answer into runs: what stands between a pair of stars is
// italic, without the stars. A pair stands around words on one line: the first
// star before a word and behind no letter, the second behind a word and before no
// letter. All other stars are text, doubled ones and those of "3*4" too.
func emphasis(text string) []Run {
	if strings.IndexByte(text, '*') < 0 {
		return appendRun(nil, Run{Text: text})
	}
	var runs []Run
	from := 0 // where the pending text begins
	for i := 0; i < len(text); i++ {
		if text[i] != '*' || !opens(text, i) {
			continue
		}
		end := closing(text, i)
		if end < 0 {
			continue
		}
		runs = appendRun(runs, Run{Text: text[from:i]})
		runs = appendRun(runs, Run{Text: text[i+1 : end], Italic: true})
		from, i = end+1, end
	}
	return appendRun(runs, Run{Text: text[from:]})
}

func opens(text string, star int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:star])
	after, size := utf8.DecodeRuneInString(text[star+1:])
	return size > 0 && !wordRune(before) && before != '*' && after != '*' && !unicode.IsSpace(after)
}

// closing finds the star that ends what the star at open began, or -1. It gives up
// at the first star that cannot be an end: "*a *b*" is a lone star and a pair.
func closing(text string, open int) int {
	words := false
	for i, c := range text[open+1:] {
		at := open + 1 + i
		switch {
		case c == '\n':
			return -1
		case wordRune(c):
			words = true
		case c == '*':
			before, _ := utf8.DecodeLastRuneInString(text[:at])
			after, _ := utf8.DecodeRuneInString(text[at+1:])
			if words && !unicode.IsSpace(before) && after != '*' && !wordRune(after) {
				return at
			}
			if before == '*' || after == '*' || opens(text, at) {
				return -1
			}
		}
	}
	return -1
}

// wordRune tells whether a word may hold c. The replacement character stands for
// the end of the text here.
func wordRune(c rune) bool {
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c))
}

// appendRun appends r, joined to the last run where they look the same. The runs
// must be the caller's own.
func appendRun(runs []Run, r Run) []Run {
	if r.Text == "" {
		return runs
	}
	if n := len(runs); n > 0 && runs[n-1].Bold == r.Bold && runs[n-1].Italic == r.Italic && runs[n-1].Mark == r.Mark {
		runs[n-1].Text += r.Text
		return runs
	}
	return append(runs, r)
}

// splitRuns cuts runs at line ends; lines without words are dropped.
func splitRuns(runs []Run) [][]Run {
	var all [][]Run
	var line []Run
	flush := func() {
		if strings.TrimSpace(Plain(line)) != "" {
			all = append(all, line)
		}
		line = nil
	}
	for _, r := range runs {
		for rest := r.Text; ; {
			text, more, cut := strings.Cut(rest, "\n")
			r.Text = text
			line = appendRun(line, r)
			if !cut {
				break
			}
			flush()
			rest = more
		}
	}
	flush()
	return all
}
