package outline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// The longest texts that a template takes, in characters, and less where a shorter one
// reads better.
const (
	maxTitle          = 200
	maxSubject        = 1000
	maxSectionHeading = 2000
	maxHeading        = 4000
	maxPrompt         = 400
	maxHelp           = 3000
	maxPrint          = 10_000
	maxUnit           = 40
	maxMessage        = 1000
)

// oneLine cleans a text for one line of a template. What would be a placeholder there is
// made plain words.
func oneLine(text string) string {
	return strings.Join(strings.Fields(plain(text)), " ")
}

// plain cleans a text of several lines.
func plain(text string) string {
	text = vntext.Clean(text)
	for strings.Contains(text, "{{") || strings.Contains(text, "}}") {
		text = strings.NewReplacer("{{", "{", "}}", "}").Replace(text)
	}
	return strings.TrimSpace(text)
}

// clip shortens a text at a word.
func clip(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	cut := string([]rune(text)[:limit-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;.:") + "…"
}

// lower gives a heading as it stands within a spoken sentence: capitals of a heading
// and of its first word become small, names and abbreviations stay.
func lower(text string, allCaps bool) string {
	words := strings.Fields(text)
	for i, w := range words {
		switch {
		case abbreviations[strings.Trim(w, ",.;:()“”\"")], strings.ContainsAny(w, "0123456789&"):
		case allCaps:
			words[i] = strings.ToLower(w)
		case i == 0 && !shouted(w) && (len(words) == 1 || openers[strings.ToLower(w)] || !capital(words[1]) || shouted(words[1])):
			r, n := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToLower(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// upperFirst makes the first letter large.
func upperFirst(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[n:]
}

// shouted tells whether a word has two or more letters, all of them capitals.
func shouted(word string) bool {
	n := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

var wordRuns = regexp.MustCompile(`[a-z0-9]+`)

// slug makes an id of words. Words that say nothing are left out at its beginning.
func slug(text, joint string, limit int, empty map[string]bool) string {
	words := wordRuns.FindAllString(vntext.Fold(text), -1)
	for len(words) > 1 && empty[words[0]] {
		words = words[1:]
	}
	var b strings.Builder
	for _, w := range words {
		if b.Len() > 0 {
			if b.Len()+len(joint)+len(w) > limit {
				break
			}
			b.WriteString(joint)
		}
		b.WriteString(w[:min(len(w), limit)])
	}
	return b.String()
}
