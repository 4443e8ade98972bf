package report

import (
	"unicode"
	"unicode/utf8"
)

// maxName is the longest name of a person, in characters.
const maxName = 80

// NameProblem says what is wrong with a name, "" for nothing.
type NameProblem string

// The problems.
const (
	NameDigits  NameProblem = "digits"
	NameLetters NameProblem = "letters" // a sign that no name has
	NameShort   NameProblem = "short"   // fewer than two letters
	NameLong    NameProblem = "long"
)

// CheckName looks at the name of a person: letters in one line, with what stands between
// and in the names of all peoples of Vietnam (H'Hen, Y-Ngông, Ê.).
func CheckName(name string) NameProblem {
	letters := 0
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			return NameDigits
		case r != ' ' && r != '\'' && r != '’' && r != '-' && r != '.' && !unicode.Is(unicode.Mn, r):
			return NameLetters
		}
	}
	switch {
	case letters < 2:
		return NameShort
	case utf8.RuneCountInString(name) > maxName:
		return NameLong
	}
	return ""
}
