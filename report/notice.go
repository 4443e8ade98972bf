package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// Citation cites the notice for the first time: kind, number, date, issuer and
// subject ("Công văn số 764/UBND-HC ngày 28 tháng 5 năm 2024 của … về việc …").
// Pieces that are not known are left out; it is "" when number, date, issuer
// and subject are all unknown.
func (n *Notice) Citation() string {
	if n == nil || n.Number == "" && n.Issued.IsZero() && n.Issuer == "" && n.Subject == "" {
		return ""
	}
	text := n.name()
	if !n.Issued.IsZero() {
		text += " " + vntext.LongDate(n.Issued.Year, int(n.Issued.Month), n.Issued.Day)
	}
	if n.Issuer != "" {
		text += " của " + n.Issuer
	}
	if n.Subject != "" {
		text += " về việc " + strings.TrimRight(trimAbout(n.Subject), " .;")
	}
	return text
}

// Short cites the notice again: kind and number only ("Công văn số
// 764/UBND-HC"). It is "" when the number is not known.
func (n *Notice) Short() string {
	if n == nil || n.Number == "" {
		return ""
	}
	return n.name()
}

func (n *Notice) name() string {
	kind := strings.TrimSpace(n.Kind)
	if kind == "" {
		kind = "văn bản"
	}
	text := upperFirst(kind)
	if n.Number != "" {
		text += " số " + n.Number
	}
	return text
}

// trimAbout drops the "V/v" or "về việc" that some people put before the subject.
func trimAbout(subject string) string {
	subject = strings.TrimSpace(subject)
	lower := strings.ToLower(subject)
	for _, about := range []string{"về việc ", "v/v ", "v/v: "} {
		if strings.HasPrefix(lower, about) && len(lower) == len(subject) {
			return strings.TrimSpace(subject[len(about):])
		}
	}
	return subject
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
