package review

import (
	_ "embed" // the list of syllables
	"strings"
	"sync"
)

// The syllables in ngã that Vietnamese has, as toneless syllables: those of which the one
// in hỏi does not exist, and those of which it does.
//
//go:embed data/tilde.txt
var tildeFile string

// tildes says of a toneless syllable that it exists in ngã; and whether it does in hỏi.
var tildes = sync.OnceValue(func() map[string]bool {
	all := make(map[string]bool)
	both := false
	for line := range strings.Lines(tildeFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		both = both || strings.HasPrefix(line, "==")
		for w := range strings.FieldsSeq(line) {
			s, ok := parseSyllable(w)
			if !ok {
				continue // the line between the two, and nothing else: a test reads every word
			}
			all[s.with(flat)] = both
		}
	}
	return all
})

// wrongTone gives the right form of a syllable whose hỏi or ngã is mistaken: it does not
// exist as written. "" where it does.
func (s syllable) wrongTone() string {
	inHook, inTilde := tildes()[s.with(flat)]
	switch {
	case s.tone == tilde && !inTilde:
		return s.with(hook)
	case s.tone == hook && inTilde && !inHook:
		return s.with(tilde)
	}
	return ""
}
