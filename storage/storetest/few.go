package storetest

import (
	"errors"
	"testing"

	"thuky/report"
	"thuky/storage"
)

// Words that must not be taken for what they say.
const (
	markOpen  = `"status":"open"`
	markStaff = `"role":"staff"`
)

// testFew finds the few among others whose words look like theirs.
func testFew(t *testing.T, s storage.Store) {
	all := Samples()
	update(t, s, func(tx storage.Tx) error { // with everything that a campaign can hold
		var err error
		for _, c := range all.Campaigns {
			c.Status = report.Open
			err = errors.Join(err, tx.PutCampaign(c))
		}
		return err
	})
	view(t, s, func(tx storage.Tx) error {
		n := 0
		for c, err := range tx.OpenCampaigns() {
			if err != nil {
				return err
			}
			want, err := tx.Campaign(c.ID)
			same(t, "campaign", c, want)
			if err != nil {
				return err
			}
			n++
		}
		same(t, "open campaigns", n, len(all.Campaigns))
		return nil
	})
	update(t, s, func(tx storage.Tx) error {
		var err error
		for _, c := range all.Campaigns {
			c.Status = report.Closed
			err = errors.Join(err, tx.PutCampaign(c))
		}
		return err
	})
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(
			tx.PutCampaign(report.Campaign{ID: "a", Status: report.Open}),
			tx.PutCampaign(report.Campaign{ID: "b", Status: report.Closed, Title: markOpen}),
			tx.PutCampaign(report.Campaign{ID: "c", Status: report.Closed}),
			tx.PutCampaign(report.Campaign{ID: "d", Status: report.Open, Title: `"status":"closed"`}),
			tx.PutPerson(report.Person{ID: "p1", Name: "Lan", Role: report.Staff}),
			tx.PutPerson(report.Person{ID: "p2", Name: markStaff, Role: report.Admin}),
			tx.PutPerson(report.Person{ID: "p3", Name: `"role":"admin"`, Role: report.Staff}),
			tx.PutPerson(report.Person{ID: "p4", Name: "Mai", Role: report.Approver}),
		)
	})
	few := func(tx storage.Tx) (ids []string, err error) {
		for c, err := range tx.OpenCampaigns() {
			if err != nil {
				return nil, err
			}
			ids = append(ids, c.ID)
		}
		for p, err := range tx.Overseers() {
			if err != nil {
				return nil, err
			}
			ids = append(ids, p.ID)
			if p.ID == "p2" {
				same(t, "person", p, report.Person{ID: "p2", Name: markStaff, Role: report.Admin})
			}
		}
		return ids, nil
	}
	view(t, s, func(tx storage.Tx) error {
		for h, err := range tx.CampaignHeads() {
			if err != nil {
				return err
			}
			c, err := tx.Campaign(h.ID)
			same(t, "head of a campaign", h, storage.CampaignHead{ID: c.ID, Status: c.Status, Opened: c.Opened, ClosedAt: c.ClosedAt})
			if err != nil {
				return err
			}
		}
		return nil
	})
	view(t, s, func(tx storage.Tx) error {
		ids, err := few(tx)
		same(t, "few", ids, []string{"a", "d", "p2", "p4"})
		for range tx.OpenCampaigns() { // they may be left early
			break
		}
		return err
	})
	update(t, s, func(tx storage.Tx) error {
		err := errors.Join(
			tx.PutCampaign(report.Campaign{ID: "a", Status: report.Closed}),
			tx.PutCampaign(report.Campaign{ID: "c", Status: report.Open}),
			tx.PutPerson(report.Person{ID: "p1", Name: "Lan", Role: report.Admin}),
			tx.DeletePerson("p4"),
		)
		ids, failed := few(tx)
		same(t, "few, after what was written just now", ids, []string{"c", "d", "p1", "p2"})
		return errors.Join(err, failed)
	})
}
