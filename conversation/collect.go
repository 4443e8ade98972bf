package conversation

import (
	"slices"
	"strings"
	"unicode/utf8"

	"thuky/chat"
	"thuky/report"
)

// Limits of one long answer, so that a chat's state stays storable.
const (
	maxParts = 300
	maxLong  = 100_000 // runes
)

// collect adds a message to a long answer. A last line "xong" ends it.
func (t *turn) collect(q *report.Question, part report.Part) {
	body, ended := cutDone(part.Text)
	part.Text = body
	if part.Text != "" {
		full := letters(t.s.Parts)+utf8.RuneCountInString(part.Text) > maxLong
		if full || len(t.s.Parts) >= maxParts {
			if full {
				t.lead = append(t.lead, textTooLong(maxLong))
			} else {
				t.lead = append(t.lead, textTooMany(maxParts))
			}
			t.again()
			return
		}
		t.s.Parts = append(t.s.Parts, part)
	}
	if ended {
		t.done(q)
		return
	}
	t.say(chat.Message{
		Text:    textCollected(len(t.s.Parts), letters(t.s.Parts)),
		Choices: []chat.Choice{{ID: t.button("d", 0), Label: labelDone, Word: wordDone}},
	})
}

// cutDone takes a closing "xong" off the end of a message of several lines.
func cutDone(text string) (body string, ended bool) {
	i := strings.LastIndexByte(text, '\n')
	if i < 0 || len(text)-i > maxCommand {
		return text, false
	}
	if cmd, _ := parseCommand(strings.TrimSpace(text[i+1:]), true); cmd != cmdDone {
		return text, false
	}
	return strings.TrimRight(text[:i], " \n\t"), true
}

func letters(parts []report.Part) int {
	n := 0
	for _, p := range parts {
		n += utf8.RuneCountInString(p.Text)
	}
	return n
}

// done ends a long answer, or says that nothing needs ending.
func (t *turn) done(q *report.Question) {
	switch {
	case q.Type == "choices" && len(t.s.Marked) > 0:
		t.storeMarked(q)
	case q.Type == "table":
		t.tableDone(q)
	case q.Type == "files":
		t.filesDone(q)
	case q.Type != "longtext":
		t.lead = append(t.lead, textOneMessage)
		t.again()
	case len(t.s.Parts) > 0:
		t.storeParts(q)
	default:
		if _, has := t.answer(q.ID); has && !t.s.Anew {
			t.keep(q)
			return
		}
		t.lead = append(t.lead, textNothingWritten)
		t.again()
	}
}

// storeParts makes the collected messages the answer.
func (t *turn) storeParts(q *report.Question) bool {
	parts := t.s.Parts
	r, problem := q.Parse(joined(parts), t.reference())
	if problem != nil {
		t.lead = append(t.lead, textProblem(problem))
		t.again()
		return false
	}
	return t.store(q, r.Value, parts, false)
}

func joined(parts []report.Part) string {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.Text
	}
	return strings.Join(texts, "\n")
}

// finish keeps a half-written long answer or table before the chat turns to something
// else. It is false when the answer could not be kept, and that has been said.
func (t *turn) finish(q *report.Question) bool {
	if q.Type == "table" {
		return t.finishTable(q)
	}
	if len(t.s.Parts) == 0 || q.Type != "longtext" {
		return true
	}
	r, problem := q.Parse(joined(t.s.Parts), t.reference())
	if problem != nil {
		t.lead = append(t.lead, textProblem(problem))
		t.again()
		return false
	}
	place := t.place(q)
	t.save(q, r.Value, t.s.Parts, false)
	t.lead = append(t.lead, textHalfKept(place))
	t.s.Parts = nil
	return true
}

// more goes on writing at the end of the standing text. What was written since
// the question was put comes after it.
func (t *turn) more(q *report.Question) {
	if q.Type == "table" {
		t.moreRows(q)
		return
	}
	a, has := t.answer(q.ID)
	if q.Type != "longtext" || !has || a.Skipped || a.Value.Text == nil {
		t.lead = append(t.lead, textNothingToKeep)
		t.again()
		return
	}
	standing := a.Parts
	if len(standing) == 0 {
		standing = a.Value.Parts()
	}
	if n := len(standing); len(t.s.Parts) < n || !slices.Equal(t.s.Parts[:n], standing) {
		t.s.Parts = slices.Concat(standing, t.s.Parts)
	}
	t.say(chat.Message{
		Text:    textCollected(len(t.s.Parts), letters(t.s.Parts)),
		Choices: []chat.Choice{{ID: t.button("d", 0), Label: labelDone, Word: wordDone}},
	})
}
