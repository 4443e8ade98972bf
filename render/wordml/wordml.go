// Package wordml holds what all writers of Word files share: text as
// WordprocessingML, and the names of the styles that the body of a report has.
package wordml

// The names of the styles of the body, as people see them in Word. A form of a school
// that has styles of these names gets headings and lists in them.
const (
	StyleSection  = "ND30 Mục (I.)"
	StyleQuestion = "ND30 Khoản có tiêu đề (1.)"
	StyleList     = "ND30 Gạch đầu dòng"
)

// AppendEscaped appends text that is clean already.
func AppendEscaped(buf []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&quot;"
		case '\'':
			entity = "&apos;"
		default:
			continue
		}
		buf = append(append(buf, s[from:i]...), entity...)
		from = i + 1
	}
	return append(buf, s[from:]...)
}

// AppendText appends what stands in a run: a t must not hold line ends or tabs. prefix is
// that of the namespace, "w".
func AppendText(buf []byte, prefix, s string) []byte {
	element := func(before, name, after string) {
		buf = append(append(append(append(append(buf, before...), prefix...), ':'), name...), after...)
	}
	for s != "" {
		i := 0
		for i < len(s) && s[i] != '\n' && s[i] != '\t' {
			i++
		}
		if i > 0 {
			element("<", "t", ` xml:space="preserve">`)
			buf = AppendEscaped(buf, s[:i])
			element("</", "t", ">")
		}
		if i == len(s) {
			break
		}
		if s[i] == '\n' {
			element("<", "br", "/>")
		} else {
			element("<", "tab", "/>")
		}
		s = s[i+1:]
	}
	return buf
}
