package render

import (
	"slices"
	"strings"

	"thuky/review"
	"thuky/workday"
)

// Findings are what the checks find in a draft on a day, what matters most first. What is
// missing is not among them: that is in the Gaps of the document, and number and date are
// the clerk's. A draft that has its date is
// judged by that: an old report that is laid out again is not late.
func (d *Draft) Findings(today workday.Date) []review.Finding {
	if date := d.Input.Campaign.Date; !date.IsZero() {
		today = date
	}
	text := ForReview(d.Document)
	in := review.Input{Text: text, Date: today, Template: d.Input.Template, Campaign: d.Input.Campaign, FormerCampaign: d.Former, Organisations: d.Input.School.Organisations, Divided: divided(d.Input)}
	if d.FormerDocument != nil {
		former := ForReview(d.FormerDocument)
		in.Former = &former
	}
	return slices.DeleteFunc(review.Check(in), func(f review.Finding) bool {
		return f.Code == review.NumberMissing || f.Code == review.DateMissing || f.Code == review.Gap && slices.ContainsFunc(d.Document.Gaps, func(g Gap) bool { return strings.Contains(g.Text, f.Quote) })
	})
}
