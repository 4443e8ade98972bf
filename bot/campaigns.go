package bot

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/report"
	"thuky/storage"
)

// OpenCampaign stores a campaign of the template and pins the version. Of c it
// takes the period, notice, deadline, internal deadline (see PlanInternal), number, date, and the
// title where there is one. now is in the zone of the school.
func OpenCampaign(tx storage.Tx, t *report.Template, c report.Campaign, now time.Time) (report.Campaign, error) {
	return launch(tx, t, c, now, Actor{})
}

// launch is OpenCampaign by somebody.
func launch(tx storage.Tx, t *report.Template, c report.Campaign, now time.Time, by Actor) (report.Campaign, error) {
	c.Template, c.Version = t.ID, t.Version
	c.Status, c.Opened, c.ClosedAt = report.Open, now, time.Time{}
	if c.Title == "" {
		c.Title = t.Title
	}
	year := now.Year()
	if !c.Deadline.IsZero() {
		year = c.Deadline.Year
	}
	id, err := newCampaignID(tx, fmt.Sprintf("%s-%d-", t.ID, year))
	if err != nil {
		return report.Campaign{}, err
	}
	c.ID = id
	if _, err := tx.Template(t.Version); errors.Is(err, storage.ErrNotFound) {
		if err := tx.PutTemplate(t.Version, t.Source()); err != nil {
			return report.Campaign{}, err
		}
	} else if err != nil {
		return report.Campaign{}, err
	}
	if err := tx.PutCampaign(c); err != nil {
		return report.Campaign{}, err
	}
	return c, tx.AddAudit(storage.AuditEntry{
		At: now, Campaign: c.ID, Person: by.Person, Channel: by.channel(), Action: auditOpen, Note: c.Version,
	})
}

// newCampaignID gives the first id of prefix1, prefix2, … after those that are taken.
func newCampaignID(tx storage.Tx, prefix string) (string, error) {
	last := 0
	for c, err := range tx.CampaignHeads() {
		if err != nil {
			return "", err
		}
		if rest, ok := strings.CutPrefix(c.ID, prefix); ok {
			if n, err := strconv.Atoi(rest); err == nil {
				last = max(last, n)
			}
		}
	}
	return prefix + strconv.Itoa(last+1), nil
}

// openCampaigns are the open campaigns, oldest first.
func openCampaigns(tx storage.Tx) ([]report.Campaign, error) {
	var open []report.Campaign
	for c, err := range tx.OpenCampaigns() {
		if err != nil {
			return nil, err
		}
		open = append(open, c)
	}
	slices.SortStableFunc(open, func(a, b report.Campaign) int { return a.Opened.Compare(b.Opened) })
	return open, nil
}

// closedCampaigns are the closed campaigns, the newest first.
func closedCampaigns(tx storage.Tx) ([]report.Campaign, error) {
	var closed []report.Campaign
	for c, err := range tx.Campaigns() {
		if err != nil {
			return nil, err
		}
		if c.Status == report.Closed {
			closed = append(closed, c)
		}
	}
	slices.SortStableFunc(closed, func(a, b report.Campaign) int { return b.ClosedAt.Compare(a.ClosedAt) })
	return closed, nil
}
