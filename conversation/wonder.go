package conversation

import (
	"regexp"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// People ask the bot things where it asks for an answer. What reads like a question is asked
// about, so that it does not stand in a report; the deadline is told.

// maxWonder is the longest text that may be a question to the bot, in bytes.
const maxWonder = 240

var (
	wonderTail = regexp.MustCompile(`(?: |^)(?:(?:khong|ko|k|hong|hok|vay|ha|the|sao|gi|nao|nhi|dau|bao nhieu)(?: vay| the| ha)?(?: em| ban| em oi| a em)|(?:duoc|dc|dung|phai) (?:khong|ko|k|hong|hok)(?: a| em| ban)*)$`)
	dueWords   = regexp.MustCompile(`^(?:` + laterSelf + ` )?(?:hoi )?(?:(?:khi nao|bao gio|chung nao|ngay nao|may gio)(?: la| thi)? (?:het han|toi han|den han|phai nop|nop|nop bao cao|han nop|phai gui)|` +
		`(?:het han|han|han nop|han cuoi|han chot|han bao cao|han tra loi|han nop bao cao|nop)(?: la)?(?: den| truoc)? (?:khi nao|bao gio|chung nao|ngay nao|may gio|hom nao|ngay may|gio nao)|xem han|han nop)(?: vay| the| a| em| ha| nhi)*$`)
)

// toBot takes words that are for the bot and not for the report, whatever is asked for.
func (t *turn) toBot(q *report.Question, part report.Part) bool {
	switch {
	case asksDue(part.Text):
		t.lead = append(t.lead, textDue(t.c))
		t.again()
	case defers(part.Text):
		t.putOff(q, part)
	default:
		return false
	}
	return true
}

// wonders tells whether a text reads like a question to the bot.
func wonders(text string) bool {
	if len(text) > maxWonder || strings.Contains(text, "\n") {
		return false
	}
	text = strings.TrimRight(text, " .!…)")
	return strings.HasSuffix(text, "?") || wonderTail.MatchString(vntext.Fold(text))
}

// asksDue tells whether a text asks for the deadline.
func asksDue(text string) bool {
	return len(text) <= maxCommand && dueWords.MatchString(vntext.Fold(strings.TrimRight(text, " ?.!…")))
}

// wonderText asks whether a question to the bot is the answer, and helps with what is known.
func (t *turn) wonderText(q *report.Question) string {
	text := textWonders(t.said1())
	if q.Help != "" {
		text = t.filled(q.Help) + "\n" + text
	}
	return t.wording(q) + "\n" + text
}

// helped adds the help of the question for who asks something where it wants an answer.
func (t *turn) helped(q *report.Question, text string) {
	if q.Help != "" && wonders(text) {
		t.lead = append(t.lead, t.filled(q.Help))
	}
}

// wondering takes what is said to whether a question to the bot is the answer.
func (t *turn) wondering(q *report.Question, text string) {
	if t.picked(q, text) {
		return
	}
	cmd, _ := parseCommand(text, true)
	switch {
	case says(text, yesWords), vntext.Fold(text) == "ghi":
		t.act(q, t.button("t", 0))
	case says(text, noWords):
		t.act(q, t.button("x", 0))
	case cmd == cmdPause:
		t.pause()
	case cmd == cmdHelp:
		t.help()
	case greets(text):
		t.again()
	default:
		t.s.Phase, t.s.Words = Asking, nil
		t.asking(text)
	}
}
