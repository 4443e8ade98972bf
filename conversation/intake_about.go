package conversation

import (
	"strings"
	"unicode"

	"thuky/notice"
	"thuky/report"
	"thuky/vntext"
)

// A notice need not open a report: it may move the deadline of one that is open, take it
// back or remind of it, and an invitation or a decision asks for none. What was read is
// shown all the same; before it stands what speaks against opening.

// about says what speaks against opening a report by the text, "" for nothing.
func (t *turn) about(r notice.Reading, text string) string {
	if c, ok := t.cited(r, text); ok {
		moved := ""
		for _, d := range r.Deadlines { // the last one is the newest: the earlier is quoted first
			if !d.Date.IsZero() && (d.Date != c.Deadline || d.Time != c.DeadlineHour) {
				if moved = numericDay(d.Date); d.Time != "" && d.Time != "24:00" {
					moved += " " + d.Time
				}
			}
		}
		return textNoticeAbout(c, moved)
	}
	if len(r.Deadlines) == 0 && !asksForReport.MatchString(vntext.Fold(text)) {
		return textAsksNothing
	}
	return ""
}

// cited finds the open report whose notice the text of another notice names by its number.
func (t *turn) cited(r notice.Reading, text string) (report.Campaign, bool) {
	bare := squeezed(text)
	for _, c := range t.e.World.Rounds() {
		if c.Status != report.Open || c.Notice == nil || !strings.ContainsAny(c.Notice.Number, "/-") {
			continue
		}
		number := squeezed(c.Notice.Number)
		if len(number) < 4 || number == squeezed(r.Number) {
			continue
		}
		for rest := bare; ; {
			i := strings.Index(rest, number)
			if i < 0 {
				break
			}
			before, after := rest[:i], rest[i+len(number):]
			if (before == "" || !isDigitByte(before[len(before)-1])) && !strings.HasPrefix(after, "-") {
				return c, true
			}
			rest = after
		}
	}
	return report.Campaign{}, false
}

func isDigitByte(b byte) bool { return b >= '0' && b <= '9' }

// squeezed is a text without marks and white space.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, vntext.Fold(text))
}
