package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
)

// goOnButton is under every reminder. It belongs to no prompt: it is as good days
// later, wherever the chat is by then.
const goOnButton = "go"

// reminded says what the person still owes. The chat stays where it is: an answer that
// comes next belongs to the question that was open before.
func (t *turn) reminded() {
	if len(t.e.Owed) == 0 {
		return
	}
	t.say(chat.Message{
		Text:    textReminder(t.e.Owed, t.e.Today),
		Choices: []chat.Choice{{ID: goOnButton, Label: labelContinue, Word: wordContinue}},
	})
}

// escalated tells an admin who still owes what.
func (t *turn) escalated() {
	parts := make([]string, 0, len(t.e.Debts))
	for _, d := range t.e.Debts {
		parts = append(parts, textDebt(d, t.placesIn(d.Campaign)))
	}
	if len(parts) > 0 {
		t.say(chat.Message{Text: strings.Join(parts, "\n\n")})
	}
}

// placesIn names the sections of a campaign that questions stand in.
func (t *turn) placesIn(c report.Campaign) func(questions []string) string {
	tmpl, ok := t.e.World.Template(c)
	return func(questions []string) string {
		if !ok {
			return ""
		}
		var list, all []*report.Question
		for _, q := range tmpl.Questions() {
			if q.Computed() {
				continue
			}
			all = append(all, q)
			if slices.Contains(questions, q.ID) {
				list = append(list, q)
			}
		}
		return placesOf(tmpl, list, all)
	}
}

// carryOn opens the next open question.
func (t *turn) carryOn() {
	switch t.s.Phase {
	case Idle, Sent:
		t.pick()
	case Paused:
		t.resume()
	case Reviewed:
		t.goOn(nil)
	default:
		t.again()
	}
}
