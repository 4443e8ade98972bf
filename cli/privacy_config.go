package cli

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"thuky/bot"
	"thuky/report"
)

// The limits of the settings about data: what is kept for less is of no use to a report of
// the next year, and what is kept for longer than a century was a slip of the pen.
const (
	maxContact   = 120
	maxRetention = 1200
)

// validatePrivacy checks what is said about data.
func (c *Config) validatePrivacy() error {
	if utf8.RuneCountInString(c.Privacy.Contact) > maxContact || strings.ContainsAny(c.Privacy.Contact, "\r\n") {
		return failed(textBadContact(maxContact), nil)
	}
	for _, s := range settings(c) {
		if strings.HasPrefix(s.key, "retention.") {
			if n := s.value.Int(); n < 0 || n > maxRetention {
				return failed(textBadRetention(s.key, n, maxRetention), nil)
			}
		}
	}
	return nil
}

// privacyNotice is what the notice says, nil where nobody is asked.
func (p *program) privacyNotice() *report.Privacy {
	if !p.config.Privacy.Ask {
		return nil
	}
	return &report.Privacy{School: p.config.School.Name, Contact: p.config.Privacy.Contact, AnswerMonths: p.config.Retention.AnswersMonths}
}

func (p *program) retention() bot.Retention {
	c := p.config.Retention
	return bot.Retention{
		AnswerMonths: c.AnswersMonths, TranscriptMonths: c.TranscriptsMonths, AuditMonths: c.AuditMonths,
		FailedDays: c.FailedDays, FileDays: c.FilesDays,
	}
}

// checkPrivacy says whether people are asked, and how long what is kept.
func (p *program) checkPrivacy(context.Context) checkup {
	c := checkup{Subject: textSubjectPrivacy, Found: textRetention(p.config.Privacy, p.config.Retention)}
	r := p.config.Retention
	switch {
	case !p.config.Privacy.Ask:
		c.Verdict, c.Advice = warning, textFixAsk
	case slices.Contains([]int{r.AnswersMonths, r.TranscriptsMonths, r.AuditMonths, r.FailedDays}, 0):
		c.Verdict, c.Advice = warning, textFixRetention
	}
	return c
}
