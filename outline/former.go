package outline

import (
	"strings"
	"unicode/utf8"

	"thuky/report"
)

// closings begin the last sentence of a report.
var closings = []string{"trên đây là"}

// former makes the texts under a heading of a finished report what is offered as last
// period's answer.
func (d *draft) former(n *node, q *question) {
	var lines []string
	for _, line := range n.body { // tables are asked for by questions of their own
		if line = plain(line); line != "" {
			lines = append(lines, line)
		}
	}
	words := strings.Join(lines, "\n")
	switch {
	case words == "":
		q.note(d.where(n), textNothingFormer)
		return
	case utf8.RuneCountInString(words) > report.MaxLongText:
		q.note(d.where(n), textFormerLong(report.MaxLongText))
		words = string([]rune(words)[:report.MaxLongText])
	}
	q.Default = strings.TrimSpace(words)
}
