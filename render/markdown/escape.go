package markdown

import "strings"

// escape sets a backslash before what would be read as mark-up inside a line.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_[<&~") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		switch s[i] {
		case '\\', '`', '*', '[', '<':
			b.WriteByte('\\')
		case '_':
			if !inWord(s, i) {
				b.WriteByte('\\')
			}
		case '&':
			if entity(s[i+1:]) {
				b.WriteByte('\\')
			}
		case '~':
			if strings.HasPrefix(s[i+1:], "~") || i > 0 && s[i-1] == '~' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// mark escapes the text of a mark, whose own brackets stay: "[…]" reads as it is.
func mark(s string) string {
	if strings.HasPrefix(s, "[") {
		return "[" + escape(s[1:])
	}
	return escape(s)
}

// inWord tells whether the byte stands between letters or digits, where an
// underscore is no mark-up.
func inWord(s string, i int) bool {
	return i > 0 && i+1 < len(s) && wordByte(s[i-1]) && wordByte(s[i+1])
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// entity tells whether the text behind an ampersand makes it one: "&lt;", "&#60;".
func entity(s string) bool {
	end := strings.IndexByte(s, ';')
	if end < 1 {
		return false
	}
	for i := range end {
		if c := s[i]; !wordByte(c) && (c != '#' || i > 0) {
			return false
		}
	}
	return true
}

// lineStart sets a backslash before what would be read as mark-up at the beginning
// of a line: "# ", "> ", "1. ", "---", "===". Spaces there are dropped; four would
// begin a block of code.
func lineStart(s string) string {
	s = strings.TrimLeft(s, " \t")
	if s == "" {
		return s
	}
	switch s[0] {
	case '#', '>', '=', '|', ':':
		return `\` + s
	case '-', '+':
		if len(s) == 1 || s[1] == ' ' || s[1] == s[0] {
			return `\` + s
		}
	case '~':
		if strings.HasPrefix(s, "~~~") {
			return `\` + s
		}
	}
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits <= 9 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') &&
		(digits+1 == len(s) || s[digits+1] == ' ') {
		return s[:digits] + `\` + s[digits:]
	}
	return s
}
