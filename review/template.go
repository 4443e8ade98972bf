package review

import "thuky/report"

// checkTemplate looks whether the headings of the template are in the draft, where it came
// as a file. Our own tree has marks for what is missing.
func checkTemplate(d *draft) {
	if d.in.Template == nil {
		return
	}
	var headings []map[string]bool
	for i := range d.paras {
		p := &d.paras[i]
		if p.Source != (Source{}) {
			return
		}
		if p.level > 0 {
			has := make(map[string]bool)
			for _, w := range p.words {
				has[w.fold] = true
			}
			headings = append(headings, has)
		}
	}
	for _, q := range d.in.Template.Questions() {
		if q.Heading == "" || q.When != "" || !q.Needed() || q.Computed() {
			continue
		}
		if want := fixedWords(q.Heading); len(want) > 0 && !hasHeading(headings, want) {
			d.addWhole(QuestionMissing, textQuestionMissing(clip(report.Expand(q.Heading, func(string) string { return "…" }), maxHeading)), "")
		}
	}
}

// fixedWords gives the words of a heading that are the template's own.
func fixedWords(heading string) []word {
	return newSpeller().words(report.Expand(heading, func(string) string { return "" }))
}

// hasHeading tells whether some heading has most of the words.
func hasHeading(headings []map[string]bool, want []word) bool {
	for _, has := range headings {
		n := 0
		for _, w := range want {
			if has[w.fold] {
				n++
			}
		}
		if n*10 >= len(want)*7 {
			return true
		}
	}
	return false
}
