package conversation

import (
	"reflect"

	"thuky/report"
)

// witness is a World that remembers the words of people which a turn has seen. A method of
// World that gives such words must be one of witness.
type witness struct {
	World
	texts     []string
	answers   []report.Answer
	templates []*report.Template
}

func (w *witness) Campaigns() []report.Campaign { return w.campaigns(w.World.Campaigns()) }
func (w *witness) Underway() []report.Campaign  { return w.campaigns(w.World.Underway()) }

func (w *witness) Closed() []report.Campaign { return w.campaigns(w.World.Closed()) }

func (w *witness) campaigns(all []report.Campaign) []report.Campaign {
	for i := range all {
		w.campaign(&all[i])
	}
	return all
}

func (w *witness) campaign(c *report.Campaign) {
	w.texts = append(w.texts, c.Title, c.Period)
	if c.Notice != nil {
		w.texts = append(w.texts, c.Notice.Issuer, c.Notice.Subject)
	}
}

func (w *witness) Campaign(id string) (report.Campaign, bool) {
	c, ok := w.World.Campaign(id)
	w.campaign(&c)
	return c, ok
}

func (w *witness) Former(c report.Campaign) (report.Campaign, bool) {
	former, ok := w.World.Former(c)
	w.campaign(&former)
	return former, ok
}

func (w *witness) Known(c report.Campaign, question string) (report.Value, bool) {
	v, ok := w.World.Known(c, question)
	if ok {
		w.answers = append(w.answers, report.Answer{Value: v})
	}
	return v, ok
}

func (w *witness) Rounds() []report.Campaign {
	all := w.campaigns(w.World.Rounds())
	for i := range all {
		if n := all[i].Notice; n != nil {
			w.texts = append(w.texts, n.Issuer)
		}
	}
	return all
}

func (w *witness) Templates() []*report.Template {
	all := w.World.Templates()
	w.templates = append(w.templates, all...)
	return all
}

func (w *witness) Remarks(key string) ([]Remark, bool) {
	all, ok := w.World.Remarks(key)
	eachText(reflect.ValueOf(all), func(s string) { w.texts = append(w.texts, s) })
	return all, ok
}

func (w *witness) Template(c report.Campaign) (*report.Template, bool) {
	tmpl, ok := w.World.Template(c)
	if ok {
		w.templates = append(w.templates, tmpl)
	}
	return tmpl, ok
}

func (w *witness) Newer(c report.Campaign) (*report.Template, bool) {
	tmpl, ok := w.World.Newer(c)
	if ok {
		w.templates = append(w.templates, tmpl)
	}
	return tmpl, ok
}

func (w *witness) Answer(campaign, question string) (report.Answer, bool) {
	return w.answer(w.World.Answer(campaign, question))
}

func (w *witness) AnswerOf(message string) (report.Answer, bool) {
	return w.answer(w.World.AnswerOf(message))
}

func (w *witness) Earlier(c report.Campaign, question string) (report.Answer, bool) {
	return w.answer(w.World.Earlier(c, question))
}

func (w *witness) Taken(c report.Campaign, question string) (report.Answer, string, bool) {
	a, by, ok := w.World.Taken(c, question)
	w.answer(a, ok)
	w.texts = append(w.texts, by)
	return a, by, ok
}

func (w *witness) answer(a report.Answer, ok bool) (report.Answer, bool) {
	if ok && (a.Value.Text != nil || a.Value.List != nil || a.Value.Table != nil || a.Value.Files != nil || a.Reason != "") {
		w.answers = append(w.answers, a)
	}
	return a, ok
}

func (w *witness) Returns(campaign string) []report.Return {
	all := w.World.Returns(campaign)
	for i := range all {
		w.texts = append(w.texts, all[i].Comment)
	}
	return all
}

func (w *witness) Shares(campaign string) []report.Share {
	all := w.World.Shares(campaign)
	for _, s := range all {
		w.texts = append(w.texts, nameOf(s.Person), s.Person.Unit)
		w.answers = append(w.answers, s.Answers...)
		for _, r := range s.Returns {
			w.texts = append(w.texts, r.Comment)
		}
	}
	return all
}

func (w *witness) Versions(campaign string) []report.Version {
	all := w.World.Versions(campaign)
	for i := range all {
		w.texts = append(w.texts, all[i].Name)
	}
	return all
}

func (w *witness) People() []report.Person {
	all := w.World.People()
	for i := range all {
		w.texts = append(w.texts, nameOf(all[i]), all[i].Unit)
	}
	return all
}

func (w *witness) Requests() []report.Request {
	all := w.World.Requests()
	for i := range all {
		w.texts = append(w.texts, all[i].Name, all[i].Words, all[i].Refused)
	}
	return all
}

func (w *witness) Duties(person string) []Duty {
	all := w.World.Duties(person)
	for i := range all {
		w.campaign(&all[i].Campaign)
	}
	return all
}
