package render

import (
	"slices"
	"strings"

	"thuky/review"
	"thuky/vntext"
)

// divided are the questions that several people answered differently, where the answers
// cannot be joined to one: yes and no, percents, days; and different choices.
func divided(in Input) (all []review.Divided) {
	b := &builder{in: in.Dated(), t: in.Template, gaps: []Gap{}}
	b.replies()
	for _, q := range in.Template.Questions() {
		r := b.reply[q.ID]
		if r.standing != given || len(r.given) < 2 {
			continue
		}
		switch q.Type {
		case "yesno", "percent", "date", "choice":
		default:
			continue
		}
		var values []string
		for _, a := range r.given {
			if text := strings.TrimSpace(vntext.Clean(q.Format(a.Value))); !slices.Contains(values, text) {
				values = append(values, text)
			}
		}
		if len(values) > 1 {
			all = append(all, review.Divided{Question: q.ID, Values: values, Choice: q.Type == "choice"})
		}
	}
	return all
}
