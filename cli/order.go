package cli

import (
	"context"
	"slices"
	"strings"

	"thuky/notice"
	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// order is what a notice asks for, as far as a campaign needs it.
type order struct {
	campaign report.Campaign // notice, period and deadline
	reading  notice.Reading
}

// readOrder reads the notice in a file and says on standard error what it took
// from it: a person compares that with the paper.
func (p *program) readOrder(ctx context.Context, path string) (order, error) {
	file, err := p.noticeFile(ctx, path)
	if err != nil {
		return order{}, err
	}
	calendar, err := p.calendar()
	if err != nil {
		return order{}, err
	}
	r := notice.Read(file.text, notice.Options{Calendar: calendar})
	if r.Number == "" && r.Issuer == "" && r.Subject == "" {
		return order{}, failed(textNoNotice(path), nil)
	}
	o := order{reading: r}
	o.campaign.Notice = &report.Notice{Kind: r.Kind, Number: r.Number, Issued: r.Issued, Issuer: r.Issuer, Subject: r.Subject}
	if r.Kind == "" {
		o.campaign.Notice.Kind = textNoticeKind
	}
	o.campaign.Period = r.Period
	if d, ok := reportDeadline(r.Deadlines); ok {
		o.campaign.Deadline = d.Date
		if hour, err := parseHour("", d.Time); err == nil {
			o.campaign.DeadlineHour = hour
		}
	}
	p.note(textOrder(o.campaign, append(file.doubts, r.Doubts...)))
	return o, nil
}

// reportDeadline is the deadline of the report itself among those of a notice:
// the first that speaks of a report, else the first with a date.
func reportDeadline(all []notice.Deadline) (notice.Deadline, bool) {
	dated := slices.DeleteFunc(slices.Clone(all), func(d notice.Deadline) bool { return d.Date.IsZero() })
	if i := slices.IndexFunc(dated, func(d notice.Deadline) bool {
		return strings.Contains(vntext.Fold(d.What), "bao cao")
	}); i >= 0 {
		return dated[i], true
	}
	if len(dated) == 0 {
		return notice.Deadline{}, false
	}
	return dated[0], true
}

// suggest gives the one template whose words stand in the subject of the notice.
func (l *library) suggest(subject string) (*report.Template, error) {
	bare := " " + vntext.Fold(subject) + " "
	var fit []string
	for _, id := range l.ids {
		if slices.ContainsFunc(l.byID[id].Match, func(words string) bool {
			return strings.Contains(bare, vntext.Fold(words))
		}) {
			fit = append(fit, id)
		}
	}
	if len(fit) != 1 {
		return nil, failed(textNoSuggestion(subject, fit, l.ids), nil)
	}
	return l.byID[fit[0]], nil
}

// ordered finds the campaign that the same notice has opened already.
func ordered(tx storage.Tx, n *report.Notice) (report.Campaign, bool, error) {
	for c, err := range tx.Campaigns() {
		if err != nil {
			return report.Campaign{}, false, err
		}
		if sameNotice(c.Notice, n) {
			return c, true, nil
		}
	}
	return report.Campaign{}, false, nil
}

// sameNotice tells whether two notices have the same number and issuer.
func sameNotice(a, b *report.Notice) bool {
	return a != nil && b != nil && a.Number != "" && sameWords(a.Number, b.Number) && sameWords(a.Issuer, b.Issuer)
}

// sameWords compares without marks, case and spaces.
func sameWords(a, b string) bool {
	bare := func(s string) string { return strings.ReplaceAll(vntext.Fold(s), " ", "") }
	return bare(a) == bare(b)
}
