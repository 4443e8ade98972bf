package conversation

import (
	"strings"

	"thuky/chat"
	"thuky/notice"
	"thuky/outline"
	"thuky/report"
	"thuky/vntext"
)

// A notice may carry the outline of a report that no template fits. Then the admin is
// offered a template made of it, looks at its questions, and has it kept; the report that
// is about to be opened goes on with it.

// maxOutline is how many headings of an outline are kept.
const maxOutline = 150

var (
	proposeWords = set("lap mau", "lap mau tu de cuong", "/lapmau")
	keepWords    = set("luu mau", "luu", "luu lai", "dong y", "/luumau")
)

// offerOutline keeps the outline of a notice that no template fits, where there is a place
// for templates.
func (t *turn) offerOutline(r notice.Reading) {
	if in := t.s.Intake; in.Plan.Template == "" && outline.Enough(r.Outline) && t.e.World.KeepsTemplates() &&
		len(report.Fitting(t.e.World.Templates(), in.Plan.Notice.Subject)) == 0 {
		in.Outline = r.Outline[:min(len(r.Outline), maxOutline)]
	}
}

// proposes tells whether a template of the outline is offered now.
func (in *Intake) proposes() bool {
	return in.Stage == stageCheck && in.Field == fieldTemplate && in.Plan.Template == "" && len(in.Outline) > 0 && !in.Proposed
}

// proposal is the template made of the outline. Without one the offer is gone.
func (t *turn) proposal() (*outline.Result, bool) {
	in := t.s.Intake
	result, err := outline.Headings(in.Plan.Notice.Subject, in.Outline, outline.Options{
		Name: in.Plan.Notice.Short(), Taken: func(id string) bool {
			for _, tmpl := range t.e.World.Templates() {
				if tmpl.ID == id {
					return true
				}
			}
			return false
		},
	})
	if err != nil {
		in.Outline, in.Proposed = nil, false
		t.lead = append(t.lead, textNoProposal)
		return nil, false
	}
	return result, true
}

// propose shows the template that could be made.
func (t *turn) propose() {
	in := t.s.Intake
	in.Proposed = true
	t.s.DeskSeq++
	t.say(t.intakeMessage(true))
}

// proposalMessage shows the proposed template; whole with all of its questions.
func (t *turn) proposalMessage(whole bool) chat.Message {
	choices := []chat.Choice{
		{ID: t.intakeButton("k"), Label: labelKeepTemplate, Word: wordKeepTemplate},
		{ID: t.intakeButton("b"), Label: labelOtherTemplate, Word: wordOtherTemplate},
	}
	if !whole {
		return chat.Message{Text: textKeepOrOther, Choices: choices}
	}
	result, ok := t.proposal()
	if !ok {
		return t.fieldMessage()
	}
	tmpl := result.Template
	lines := []string{textProposal(tmpl.Title, len(tmpl.Questions()))}
	n := 0
	for i, s := range tmpl.Sections {
		if n < maxProposed {
			lines = append(lines, vntext.Roman(i+1)+". "+clip(s.Heading, 120))
		}
		for _, q := range s.Questions {
			if n++; n <= maxProposed {
				lines = append(lines, textProposedQuestion(n, &q))
			}
		}
	}
	if n > maxProposed {
		lines = append(lines, textMoreProposed(n-maxProposed))
	}
	lines = append(lines, textProposalFoot)
	return chat.Message{Head: t.planName(), Text: strings.Join(lines, "\n"), Choices: choices}
}

// maxProposed is how many questions of a proposed template are listed.
const maxProposed = 60

// proposed takes words while a proposed template is shown; false for those that all of
// the intake understands.
func (t *turn) proposed(text string, cmd command, bare string) bool {
	switch {
	case says(text, keepWords):
		t.keepProposal()
	case bare == "thoi" || bare == "mau khac" || bare == "chon mau khac" || cmd == cmdBack:
		t.otherTemplate()
	case bare == "huy" || bare == "bo" || bare == "dung" || cmd == cmdPause || cmd == cmdSkip || cmd == cmdLater || cmd == cmdResume:
		return false
	case cmd == cmdReview || says(text, proposeWords):
		t.say(t.intakeMessage(true))
	default:
		t.say(t.intakeMessage(false))
	}
	return true
}

// keepProposal has the template kept. It comes back as Kept or Unkept.
func (t *turn) keepProposal() {
	result, ok := t.proposal()
	if !ok {
		t.s.DeskSeq++
		t.say(t.intakeMessage(true))
		return
	}
	t.do(KeepTemplate{Source: string(result.Template.Source())})
	t.say(chat.Message{Text: textKeepingTemplate})
}

// otherTemplate goes back to the templates that there are.
func (t *turn) otherTemplate() {
	t.s.Intake.Proposed = false
	if len(t.e.World.Templates()) == 0 {
		t.dropIntake()
		return
	}
	t.s.DeskSeq++
	t.say(t.intakeMessage(true))
}

// keptTemplate goes on with the template that was kept. One whose report was dropped
// meanwhile is there all the same.
func (t *turn) keptTemplate() {
	in := t.s.Intake
	tmpl := libraryTemplate(t.e.World, t.e.Template)
	if tmpl == nil {
		return
	}
	t.lead = append(t.lead, textTemplateKept(tmpl.Title))
	if in == nil || !in.Proposed {
		t.flush()
		return
	}
	in.Proposed, in.Outline, in.Plan.Template = false, nil, tmpl.ID
	in.settle(fieldTemplate)
	t.goOnIntake()
}

// unkeptTemplate tells why a template was not kept.
func (t *turn) unkeptTemplate() {
	t.lead = append(t.lead, t.e.Note)
	if in := t.s.Intake; in == nil || !in.Proposed {
		t.flush()
		return
	}
	t.s.DeskSeq++
	t.say(t.intakeMessage(false))
}
