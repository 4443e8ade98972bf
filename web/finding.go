package web

import (
	"strings"

	"thuky/render"
	"thuky/review"
	"thuky/workday"
)

// remark is one thing about a draft that somebody should look at.
type remark struct {
	Key      string
	Severity review.Severity
	Line     int    // of the draft, from 1; 0 for none
	Under    string // the heading it stands under
	Quote    string
	Message  string
	Suggest  string
	Question string // whose answer it is about, "" for none
	Prompt   string // of that question
	Whose    string // the name of who wrote the words
	Gap      bool   // it forbids approval
	Aside    bool
	Fix      bool // the suggestion can be carried out

	person string
	edit   *review.Edit
}

// Word says how much it matters.
func (r remark) Word() string { return severityWords[r.Severity] }

// Tone is the class of its tag.
func (r remark) Tone() string {
	return map[review.Severity]string{review.Error: "bad", review.Warning: "warn"}[r.Severity]
}

// remarksOf are the gaps of a draft, then what checks find in it, what matters most first.
func remarksOf(d *render.Draft, today workday.Date, aside map[string]bool) []remark {
	all := gapsOf(d)
	for _, f := range d.Findings(today) {
		r := remarkOf(f)
		r.Aside = aside[r.Key]
		all = append(all, r)
	}
	for i := range all {
		r := &all[i]
		if q := d.Input.Template.Question(r.Question); q != nil {
			r.Prompt = q.Prompt
		} else {
			r.Question = ""
		}
		r.Whose = d.Input.Names[r.person]
	}
	return all
}

// gapsOf are the marks of a draft; it cannot be approved with one.
func gapsOf(d *render.Draft) (all []remark) {
	text := render.ForReview(d.Document)
	seen := map[string]bool{}
	for _, gap := range d.Document.Gaps {
		r := remark{Severity: review.Error, Quote: gap.Text, Question: gap.Question, Gap: true, Message: textGap(gap)}
		once := gap.Question + "\x00" + gap.Text + "\x00" + r.Message
		if seen[once] {
			continue
		}
		seen[once] = true
		for i, p := range text.Paragraphs {
			if strings.Contains(p.Text, gap.Text) && (gap.Question == "" || p.Source.Question == gap.Question) {
				r.Line = i + 1
				break
			}
		}
		all = append(all, r)
	}
	return all
}

func remarkOf(f review.Finding) remark {
	return remark{
		Severity: f.Severity, Line: f.Place.Paragraph, Under: f.Place.Heading, Quote: f.Quote, Message: f.Message, Suggest: f.Suggest,
		Question: f.Place.Source.Question, person: f.Place.Source.Person, edit: f.Edit, Key: f.Key(), Fix: f.Fixable(),
	}
}
