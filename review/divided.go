package review

// Divided is a question that several people answered differently.
type Divided struct {
	Question string
	Values   []string // as they are printed, each once
	// Choice: of several choices more than one may stand, so that they are printed together.
	Choice bool
}

// checkDivided points out what several people answered differently, where one answer can
// hold: the draft prints them all, and contradicts itself.
func checkDivided(d *draft) {
	for _, q := range d.in.Divided {
		at := -1
		for i := range d.paras { // the answer; else its heading
			if p := &d.paras[i]; p.Source.Question == q.Question && (at < 0 || d.paras[at].level > 0 && p.level == 0) {
				at = i
			}
		}
		f := Finding{Code: AnswerDivided, Severity: severityOf(AnswerDivided), Place: Place{Paragraph: 1}, Message: textDivided(q.Values)}
		if at >= 0 {
			f.Place.Paragraph, f.Place.Heading = at+1, d.heading(at)
		}
		if q.Choice {
			f.Severity, f.Message = Warning, textChosen(q.Values)
		}
		f.Place.Source = Source{Question: q.Question}
		d.found = append(d.found, f)
	}
}
