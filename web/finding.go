package web

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
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

// key is the same for the same finding in a draft that is made again, and another when the
// words change.
func (r remark) key(code string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{code, r.Question, r.person, r.Quote, r.Message}, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// remarksOf are the gaps of a draft, then what checks find in it, what matters most first.
func remarksOf(d *render.Draft, today workday.Date, aside map[string]bool) []remark {
	text := render.ForReview(d.Document)
	all := gapsOf(d, text)
	in := review.Input{
		Text: text, Date: today, Template: d.Input.Template, Campaign: d.Input.Campaign, FormerCampaign: d.Former,
	}
	if d.FormerDocument != nil {
		former := render.ForReview(d.FormerDocument)
		in.Former = &former
	}
	for _, f := range review.Check(in) {
		if !marked(d.Document, f) {
			all = append(all, remarkOf(f))
		}
	}
	for i := range all {
		r := &all[i]
		r.Aside = !r.Gap && aside[r.Key]
		if q := d.Input.Template.Question(r.Question); q != nil {
			r.Prompt = q.Prompt
		} else {
			r.Question = ""
		}
		r.Whose = d.Input.Names[r.person]
	}
	return all
}

// marked tells whether a finding is about a mark of a gap, which is told already.
func marked(d *render.Document, f review.Finding) bool {
	return f.Code == review.Gap && slices.ContainsFunc(d.Gaps, func(g render.Gap) bool { return strings.Contains(g.Text, f.Quote) })
}

// gapsOf are the marks of a draft; it cannot be approved with one.
func gapsOf(d *render.Draft, text review.Text) (all []remark) {
	seen := map[string]bool{}
	for _, gap := range d.Document.Gaps {
		r := remark{Severity: review.Error, Quote: gap.Text, Question: gap.Question, Gap: true, Message: textGap(gap)}
		if r.Key = r.key(string(gap.Kind)); seen[r.Key] {
			continue
		}
		seen[r.Key] = true
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
	r := remark{
		Severity: f.Severity, Line: f.Place.Paragraph, Under: f.Place.Heading, Quote: f.Quote, Message: f.Message, Suggest: f.Suggest,
		Question: f.Place.Source.Question, person: f.Place.Source.Person, edit: f.Edit,
	}
	r.Fix = f.Edit != nil && r.Question != "" && r.person != ""
	r.Key = r.key(string(f.Code))
	return r
}
