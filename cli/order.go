package cli

import (
	"context"

	"thuky/notice"
	"thuky/report"
	"thuky/workday"
)

// order is what a notice asks for, as far as a campaign needs it.
type order struct {
	campaign report.Campaign // notice, period and deadline
	reading  notice.Reading
}

// readOrder reads the notice in a file and says on standard error what it took
// from it: a person compares that with the paper.
func (p *program) readOrder(ctx context.Context, path string, calendar *workday.Calendar) (order, error) {
	file, err := p.noticeFile(ctx, path)
	if err != nil {
		return order{}, err
	}
	r := notice.Read(file.text, notice.Options{Calendar: calendar})
	if r.Number == "" && r.Issuer == "" && r.Subject == "" {
		return order{}, failed(textNoNotice(path), nil)
	}
	o := order{reading: r}
	o.campaign.Notice = &report.Notice{Kind: r.Kind, Number: r.Number, Issued: r.Issued, Issuer: r.Issuer, Subject: r.Subject, SendTo: r.SendTo}
	if r.Kind == "" {
		o.campaign.Notice.Kind = textNoticeKind
	}
	o.campaign.Period = r.Period
	if i := notice.OfReport(r.Deadlines); i >= 0 {
		d := r.Deadlines[i]
		o.campaign.Deadline = d.Date
		if hour, err := parseHour("", d.Time); err == nil {
			o.campaign.DeadlineHour = hour
		}
	}
	p.note(textOrder(o.campaign, append(file.doubts, r.Doubts...)))
	return o, nil
}

// suggest gives the one template whose words stand in the subject of the notice.
func (l *library) suggest(subject string) (*report.Template, error) {
	fit := report.Fitting(l.all(), subject)
	if len(fit) != 1 {
		ids := make([]string, len(fit))
		for i, t := range fit {
			ids[i] = t.ID
		}
		return nil, failed(textNoSuggestion(subject, ids, l.ids), nil)
	}
	return fit[0], nil
}
