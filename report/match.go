package report

import (
	"slices"
	"strings"

	"thuky/vntext"
)

// Fitting are the templates of a library whose words stand in the subject of a notice.
func Fitting(library []*Template, subject string) []*Template {
	bare := " " + vntext.Fold(subject) + " "
	var fit []*Template
	for _, t := range library {
		if slices.ContainsFunc(t.Match, func(words string) bool { return strings.Contains(bare, vntext.Fold(words)) }) {
			fit = append(fit, t)
		}
	}
	return fit
}

// Same tells whether two notices are one: they have the same number and issuer,
// however those are spelled.
func (n *Notice) Same(other *Notice) bool {
	return n.Numbered(other) && sameWords(n.Issuer, other.Issuer)
}

// Numbered tells whether two notices have the same number; it may be of two issuers.
func (n *Notice) Numbered(other *Notice) bool {
	return n != nil && other != nil && n.Number != "" && sameWords(n.Number, other.Number)
}

// sameWords compares without marks, case and spaces.
func sameWords(a, b string) bool {
	bare := func(s string) string { return strings.ReplaceAll(vntext.Fold(s), " ", "") }
	return bare(a) == bare(b)
}
