package review

import (
	_ "embed" // the lists of words
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/confusions.txt
var confusionsFile string

// confusion is a slip made of real words.
type confusion struct {
	words            []string // keys
	right            string
	severity         Severity
	notNext, notPrev []string
}

// confusions are the slips by their first word, the longest first.
var confusions = sync.OnceValue(func() map[string][]confusion {
	all := make(map[string][]confusion)
	for line := range strings.Lines(confusionsFile) {
		wrong, right, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		c := confusion{right: strings.TrimSpace(right), severity: Warning}
		for _, w := range strings.Fields(wrong) {
			switch {
			case w == "!":
				c.severity = Error
			case w == "~":
				c.severity = Hint
			case w[0] == '-':
				c.notNext = append(c.notNext, w[1:])
			case w[0] == '<':
				c.notPrev = append(c.notPrev, w[1:])
			default:
				c.words = append(c.words, oldTone(w))
			}
		}
		all[c.words[0]] = append(all[c.words[0]], c)
	}
	for _, list := range all {
		slices.SortStableFunc(list, func(a, b confusion) int { return len(b.words) - len(a.words) })
	}
	return all
})

// checkConfusions looks for slips that are real words.
func checkConfusions(d *draft) {
	known := confusions()
	for i := range d.paras {
		p := &d.paras[i]
		for n := 0; n < len(p.words); n++ {
			for _, c := range known[p.words[n].key] {
				if !c.at(p.words, n) {
					continue
				}
				last := n + len(c.words) - 1
				from, to := p.words[n].from, p.words[last].to
				code := Confusion
				if c.severity == Hint {
					code = OldSpelling
				}
				f := d.replace(code, i, from, to, textConfusion(c.severity, c.right), asCase(p.Text[from:to], c.right))
				f.Severity = c.severity
				n = last
				break
			}
		}
	}
}

// at tells whether the slip stands at word n.
func (c *confusion) at(words []word, n int) bool {
	if !is(words, n, c.words...) {
		return false
	}
	if next := n + len(c.words); next < len(words) && words[next].gap == gapSpace && slices.Contains(c.notNext, words[next].key) {
		return false
	}
	return n == 0 || words[n].gap != gapSpace || !slices.Contains(c.notPrev, words[n-1].key)
}

// asCase writes words as the others are written that they take the place of: with a
// capital, or in capitals.
func asCase(like, words string) string {
	first, _ := utf8.DecodeRuneInString(like)
	switch {
	case isUpper(like) && utf8.RuneCountInString(like) > 1:
		return strings.ToUpper(words)
	case unicode.IsUpper(first):
		r, n := utf8.DecodeRuneInString(words)
		return string(unicode.ToUpper(r)) + words[n:]
	}
	return words
}
