package conversation_test

import (
	"slices"
	"time"

	"thuky/report"
)

// world is a World in memory.
type world struct {
	person    *report.Person
	campaigns []report.Campaign
	template  map[string]*report.Template
	answers   map[string]report.Answer
	earlier   map[string]report.Answer
	former    report.Campaign
	submitted map[string]bool
	refused   int
	deskWorld
	runningWorld
	roomWorld
	officeWorld
	remarkWorld
	mute bool // the chat cannot be written to out of the blue
}

func (w *world) Person() (report.Person, bool) {
	if w.person == nil {
		return report.Person{}, false
	}
	return *w.person, true
}

func (w *world) Refused() int { return w.refused }
func (w *world) Campaigns() (open []report.Campaign) {
	for _, c := range w.campaigns {
		if c.Status == report.Open {
			open = append(open, c)
		}
	}
	return open
}

// Asks goes by the assignments; who was given nothing and began a report answers it,
// whoever they are.
func (w *world) Asks(c report.Campaign, question string) bool {
	if _, some := c.Assigned(question); some {
		return c.Asks(question, w.person)
	}
	given := slices.ContainsFunc(c.Assignments, func(a report.Assignment) bool { return c.Asks(a.Question, w.person) })
	return w.person.Away == nil && (w.person.Role != report.Admin || !given)
}

func (w *world) Known(c report.Campaign, question string) (report.Value, bool) {
	q := w.template[c.ID].Question(question)
	people, some := c.Assigned(question)
	var answers []report.Answer
	for _, s := range w.shares {
		for _, a := range s.Answers {
			if a.Campaign == c.ID && a.Question == question && (!some || slices.Contains(people, s.Person.ID)) {
				answers = append(answers, a)
			}
		}
	}
	return report.Combine(q, answers)
}

func (w *world) Campaign(id string) (report.Campaign, bool) {
	i := slices.IndexFunc(w.campaigns, func(c report.Campaign) bool { return c.ID == id })
	if i < 0 {
		return report.Campaign{}, false
	}
	return w.campaigns[i], true
}

func (w *world) Template(c report.Campaign) (*report.Template, bool) {
	t, ok := w.template[c.ID]
	return t, ok
}

func (w *world) Answer(campaign, question string) (report.Answer, bool) {
	a, ok := w.answers[question]
	return a, ok && a.Campaign == campaign
}

// answerIn is a person's own answer in a campaign.
func answerIn(s report.Share, campaign, question string) (report.Answer, bool) {
	i := slices.IndexFunc(s.Answers, func(a report.Answer) bool { return a.Campaign == campaign && a.Question == question })
	if i < 0 {
		return report.Answer{}, false
	}
	return s.Answers[i], true
}

func (w *world) Taken(c report.Campaign, question string) (report.Answer, string, bool) {
	for _, s := range w.shares {
		if a, ok := answerIn(s, c.ID, question); ok && slices.Contains(c.Had(question), s.Person.ID) {
			return a, s.Person.Name, true
		}
	}
	return report.Answer{}, "", false
}

func (w *world) AnswerOf(message string) (report.Answer, bool) {
	for _, a := range w.answers {
		for _, p := range a.Parts {
			if p.Message == message {
				return a, true
			}
		}
	}
	return report.Answer{}, false
}

func (w *world) Earlier(_ report.Campaign, question string) (report.Answer, bool) {
	a, ok := w.earlier[question]
	return a, ok
}

func (w *world) Former(report.Campaign) (report.Campaign, bool) { return w.former, w.former.ID != "" }

// RemindAt knows quiet hours from 20:00 to 7:00.
func (w *world) RemindAt(at time.Time) time.Time {
	switch {
	case w.mute:
		return time.Time{}
	case at.Hour() >= 20:
		at = at.AddDate(0, 0, 1)
	case at.Hour() >= 7:
		return at
	}
	return time.Date(at.Year(), at.Month(), at.Day(), 7, 0, 0, 0, at.Location())
}

func (w *world) NextMorning() time.Time {
	if w.mute {
		return time.Time{}
	}
	return time.Date(2026, 5, 29, 7, 30, 0, 0, time.FixedZone("ICT", 7*3600))
}
func (w *world) Submitted(campaign string) bool { return w.submitted[campaign] }
