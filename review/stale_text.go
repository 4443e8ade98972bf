package review

import (
	"regexp"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// checkStale looks for times before the period in the whole text. Sentences are judged
// alone, so those that name no time need not be looked at.
func checkStale(d *draft) {
	if d.period.unit == "" {
		return
	}
	var b strings.Builder
	type spot struct{ para, from int }
	var starts []int // where a sentence begins in b
	var which []spot // and in the draft
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() && p.part != Subject {
			continue
		}
		for _, s := range sentenceSpans(p.Text) {
			if words := p.Text[s.Start:s.End]; d.namesTime(words) && b.Len()+len(words) < maxStale {
				starts = append(starts, b.Len())
				which = append(which, spot{i, s.Start})
				b.WriteString(words)
				b.WriteByte('\n')
			}
		}
	}
	at := 0
	for _, w := range Stale(b.String(), d.campaign(), d.in.FormerCampaign) {
		for at+1 < len(starts) && starts[at+1] <= w.Start {
			at++
		}
		from := w.Start - starts[at] + which[at].from
		d.add(w.Code, which[at].para, from, from+w.End-w.Start, textStaleWords(w), "")
	}
}

// namesTime tells whether a text may name a period or a day at all; most do not.
func (d *draft) namesTime(text string) bool {
	notice := d.in.FormerCampaign.Notice != nil && strings.ContainsAny(text, "0123456789")
	return notice || strings.Contains(text, "20") || strings.Contains(text, "tháng") || strings.Contains(text, "uý") || strings.Contains(text, "học k") || strings.Contains(text, "HK")
}

// campaign is that of the input, or what the draft says about it.
func (d *draft) campaign() report.Campaign {
	if d.in.Campaign.Period != "" {
		return d.in.Campaign
	}
	c := d.in.Campaign
	c.Period = d.subject()
	return c
}

// subject gives the words of the subject.
func (d *draft) subject() string {
	var all []string
	for i := range d.paras {
		if p := &d.paras[i]; p.part == Subject {
			all = append(all, p.Text)
		}
	}
	return strings.Join(all, " ")
}

// wholeYear is "trong năm" where the year is not named.
var wholeYear = regexp.MustCompile(`(?i)(?:^|\s)(trong năm)(?:[,.;]|\s(?:không|có|đã|nhà trường|trường|đơn vị|chi bộ|toàn)|$)`)

// checkPeriodWords looks whether a report of half a year, a quarter or a term speaks of
// the year, whether it is dated within its period, and whether the period is long over.
func checkPeriodWords(d *draft) {
	switch d.period.unit {
	case half, nineMonths, quarter, month, term:
		for i := range d.paras {
			p := &d.paras[i]
			if !p.text() || p.part == Heading || p.section >= 0 && taskSections.MatchString(vntext.Fold(d.paras[p.section].Text)) {
				continue
			}
			if !strings.Contains(p.Text, "rong năm") {
				continue
			}
			for _, m := range wholeYear.FindAllStringSubmatchIndex(p.Text, -1) {
				with := "trong kỳ"
				if strings.HasPrefix(p.Text[m[2]:], "T") {
					with = "Trong kỳ"
				}
				d.replace(PeriodWord, i, m[2], m[3], textPeriodWord, with)
			}
		}
	case "":
		return
	}
	subject := -1
	for i := range d.paras {
		if d.paras[i].part == Subject {
			subject = i
		}
	}
	if subject < 0 {
		return
	}
	p := &d.paras[subject]
	if cut, ok := report.CutOff(d.campaign().Period); ok && !d.date.IsZero() && d.date.Compare(cut) < 0 {
		d.add(DateEarly, subject, 0, len(p.Text), textDateEarly(d.date, cut), "")
	}
	if d.period.last > 0 && d.asOf.Year > d.period.last+1 {
		d.add(StalePeriod, subject, 0, len(p.Text), textPeriodOver(d.asOf), "")
	}
}

// checkRecipients looks whether who asked for the report is among those who get it.
func checkRecipients(d *draft) {
	label, listed := -1, ""
	var asker *citation
	for i := range d.paras {
		switch p := &d.paras[i]; p.part {
		case Recipients, Addressees:
			if p.part == Recipients && label < 0 {
				label = i
			}
			listed += " | " + sameBody(p.Text)
		}
	}
	for k := range d.cites {
		if c := &d.cites[k]; d.paras[c.para].section < 0 && c.issuer != "" && asker == nil && (c.foldKind() == "cong van" || c.foldKind() == "thong bao") {
			asker = c
		}
	}
	if label < 0 || asker == nil {
		return
	}
	// who asked, as it is called when the report goes there
	name := d.organisations().NameOn(asker.issuer, d.asOf)
	if _, gone := d.organisations().Gone(name, d.asOf); gone {
		return // told where it is listed
	}
	body := sameBody(name)
	for _, place := range []string{" huyen", " xa", " phuong", " tinh", " quan", " thanh pho", " thi xa"} {
		if i := strings.Index(body, place+" "); i > 0 {
			body = body[:i+len(place)] // the name of the place may be left out
		}
	}
	if !strings.Contains(listed, body) {
		d.add(RecipientMissing, label, 0, len(d.paras[label].Text), textRecipientMissing(name, asker.short()), "- "+name+";")
	}
}
