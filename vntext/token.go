package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind int

const (
	tokenEnd    tokenKind = iota
	tokenNumber           // digits with the separators between them: "1.234,5"
	tokenWord             // letters
	tokenSymbol           // one other character
)

type token struct {
	kind   tokenKind
	text   string // words in small letters
	spaced bool   // white space stands before it
}

// tokenize splits clean text in small letters. Spaces group digits only when groups says so.
func tokenize(s string, groups bool) []token {
	var tokens []token
	spaced := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		start := i
		kind := tokenSymbol
		switch {
		case unicode.IsSpace(r):
			spaced = true
			i += n
			continue
		case isDigit(r):
			kind = tokenNumber
			i = numberEnd(s, i, groups)
		case isLetter(r):
			kind = tokenWord
			for i < len(s) {
				r, n = utf8.DecodeRuneInString(s[i:])
				if !isLetter(r) {
					break
				}
				i += n
			}
			if squared(s[start:i]) && i < len(s) && (s[i] == '2' || s[i] == '3') && (i+1 == len(s) || !isDigit(rune(s[i+1]))) {
				i++ // m2
			}
		default:
			i += n
		}
		tokens = append(tokens, token{kind, s[start:i], spaced})
		spaced = false
	}
	return tokens
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || r == '²' || r == '³'
}

func squared(word string) bool {
	return word == "m" || word == "cm" || word == "dm" || word == "km"
}

// numberEnd gives where the number that begins at i ends.
func numberEnd(s string, i int, groups bool) int {
	for i < len(s) {
		switch {
		case isDigit(rune(s[i])):
			i++
		case (s[i] == '.' || s[i] == ',') && i+1 < len(s) && isDigit(rune(s[i+1])):
			i++
		case groups && s[i] == ' ' && threeDigits(s[i+1:]):
			i++
		default:
			return i
		}
	}
	return i
}

// threeDigits tells whether s begins with three digits and no more.
func threeDigits(s string) bool {
	n := 0
	for n < len(s) && isDigit(rune(s[n])) {
		n++
	}
	return n == 3
}

const (
	maxInline = 200  // bytes; a longer answer is no number and no date
	maxTyped  = 2000 // the same with the spaces and invisible characters around it
)

// prepare brings a typed answer to what tokenize reads, without the words of courtesy around it. It is
// false where the answer is too long.
func prepare(s string) (string, bool) {
	if len(s) > maxTyped {
		return "", false
	}
	s = strings.TrimSpace(strings.ToLower(Clean(s)))
	for range 3 { // "dạ thưa cô, 32"
		for _, word := range courtesyBefore {
			if rest, ok := strings.CutPrefix(s, word); ok && rest != strings.TrimLeft(rest, " ,:") {
				s = strings.TrimLeft(rest, " ,:")
				break
			}
		}
	}
	s = strings.TrimRight(s, " .;!")
	for _, word := range courtesyAfter {
		if rest, ok := strings.CutSuffix(s, " "+word); ok {
			s = strings.TrimRight(rest, " .,;!")
			break
		}
	}
	return s, len(s) <= maxInline
}
