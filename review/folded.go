package review

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// foldedText is a text as it is searched: small bare letters, one space for many,
// one kind of dash, lines kept. Each byte knows where it comes from.
type foldedText struct {
	text     string
	original string
	at       []int // of each byte, and of the end: its place in the original
}

func fold(original string) foldedText {
	var b strings.Builder
	at := make([]int, 0, len(original)+1)
	add := func(s string, i int) {
		b.WriteString(s)
		for range len(s) {
			at = append(at, i)
		}
	}
	space := true // nothing, or a space, was written last
	for i := 0; i < len(original); {
		r, n := utf8.DecodeRuneInString(original[i:])
		switch {
		case r == '\n':
			add("\n", i)
			space = true
		case unicode.IsSpace(r):
			if !space {
				add(" ", i)
			}
			space = true
		case r >= 0x2010 && r <= 0x2015, r == 0x2212:
			add("-", i)
			space = false
		case r < utf8.RuneSelf && !unicode.IsUpper(r):
			add(original[i:i+n], i)
			space = false
		default:
			if f := vntext.Fold(original[i : i+n]); f != "" { // a mark on its own gives nothing
				add(f, i)
				space = false
			}
		}
		i += n
	}
	return foldedText{b.String(), original, append(at, len(original))}
}

// place gives the part of the original that a part of the text comes from.
func (t foldedText) place(from, to int) (start, end int) {
	start, end = t.at[from], t.at[to]
	for end > start { // not the space after it
		r, n := utf8.DecodeLastRuneInString(t.original[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	return start, end
}

// maxSentence is how far a sentence is followed to either side, in bytes.
const maxSentence = 400

// sentence gives what stands before and after a part, within its sentence.
func (t foldedText) sentence(from, to int) (before, after string) {
	before = t.text[max(0, from-maxSentence):from]
	after = t.text[to:min(len(t.text), to+maxSentence)]
	if i := max(strings.LastIndexByte(before, '\n'), strings.LastIndexByte(before, ';'), strings.LastIndex(before, ". ")); i >= 0 {
		before = before[i+1:]
	}
	for _, end := range []string{"\n", ";", ". "} {
		after, _, _ = strings.Cut(after, end)
	}
	return before, after
}
