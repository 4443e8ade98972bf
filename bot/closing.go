package bot

import (
	"errors"
	"time"

	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

const auditReopen = "campaign-reopen"

// CloseCampaign ends the collecting; whoever still owed it is to hear so, but for who
// did it. Closing again changes nothing. An id that no campaign has is
// storage.ErrNotFound.
func CloseCampaign(tx storage.Tx, id string, by Actor, now time.Time) (report.Campaign, error) {
	c, err := tx.Campaign(id)
	if err != nil || c.Status == report.Closed {
		return c, err
	}
	if err := (ledger{tx: tx, templates: new(templates)}).eachOwing(c, func(part storage.Participation, _ report.Person) error {
		part.Unheard = part.Person != by.Person
		return tx.PutParticipation(part)
	}); err != nil {
		return c, err
	}
	c.Status, c.ClosedAt = report.Closed, now
	if err := tx.PutCampaign(c); err != nil {
		return report.Campaign{}, err
	}
	if err := cancelCampaign(tx, id); err != nil {
		return report.Campaign{}, err
	}
	return c, tx.AddAudit(storage.AuditEntry{At: now, Campaign: id, Person: by.Person, Channel: by.channel(), Action: auditClose})
}

// ReopenCampaign goes on with the collecting, plans the reminders anew, and has everybody
// told who owes, but for who did it. Reopening an open one changes nothing.
func ReopenCampaign(tx storage.Tx, p *remind.Planner, id string, by Actor, now time.Time) (report.Campaign, error) {
	c, err := tx.Campaign(id)
	if err != nil || c.Status == report.Open {
		return c, err
	}
	c.Status, c.ClosedAt = report.Open, time.Time{}
	if err := tx.PutCampaign(c); err != nil {
		return report.Campaign{}, err
	}
	for part, err := range tx.Participations(id) {
		if err == nil && part.Unheard {
			part.Unheard = false
			err = tx.PutParticipation(part)
		}
		if err != nil {
			return report.Campaign{}, err
		}
	}
	if err := tx.AddAudit(storage.AuditEntry{
		At: now, Campaign: id, Person: by.Person, Channel: by.channel(), Action: auditReopen,
	}); err != nil || p == nil {
		return c, err
	}
	if err := planCampaign(tx, p, c, now); err != nil {
		return c, err
	}
	return c, announceNews(tx, p, c, remind.Reopened, by, now)
}

// heard notes that a person knows of the end of a campaign.
func heard(tx storage.Tx, campaign, person string) error {
	part, err := tx.Participation(campaign, person)
	if errors.Is(err, storage.ErrNotFound) || err == nil && !part.Unheard {
		return nil
	}
	if err != nil {
		return err
	}
	part.Unheard = false
	return tx.PutParticipation(part)
}

// farewell is how long people who owed a campaign are still told that it was closed.
const farewell = 30 * 24 * time.Hour

// findUnheard finds who owed a closed campaign and has not heard of its end; told are
// those who hear of it anyway. They are written to when reminders may be sent.
func (r *Runtime) findUnheard(tx storage.Tx, closed []storage.CampaignHead, told map[announcement]bool, due *[]announcement) error {
	if p := r.planner(); p != nil && !p.Allowed(r.now()) {
		return nil
	}
	for _, c := range closed {
		if r.now().Sub(c.ClosedAt) > farewell {
			continue
		}
		for part, err := range tx.Participations(c.ID) {
			if err != nil {
				return err
			}
			a := announcement{kind: conversation.Ended, campaign: c.ID, person: part.Person}
			if !part.Unheard || told[a] {
				continue
			}
			person, err := tx.Person(part.Person)
			if errors.Is(err, storage.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if to, ok := r.contact(person); ok {
				a.to = to
				*due = append(*due, a)
			}
		}
	}
	return nil
}

// actor is who sits at the chat of this turn.
func (t *turn) actor(w *world) Actor { return Actor{Person: w.person.ID, Channel: t.to.Platform} }

// setDeadline changes a deadline as an admin asked for.
func (t *turn) setDeadline(w *world, e conversation.SetDeadline) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	b := t.batch
	b.forget()
	set := SetDeadline
	if e.Internal {
		set = SetInternal
	}
	_, err := set(b.tx, b.r.planner(), e.Campaign, e.Day, e.Hour, t.actor(w), b.now)
	return err
}

func (t *turn) closeCampaign(w *world, e conversation.Close) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	t.batch.forget()
	_, err := CloseCampaign(t.batch.tx, e.Campaign, t.actor(w), t.batch.now)
	return err
}

func (t *turn) reopenCampaign(w *world, e conversation.Reopen) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	b := t.batch
	b.forget()
	_, err := ReopenCampaign(b.tx, b.r.planner(), e.Campaign, t.actor(w), b.now)
	return err
}

// forget has the campaigns read again: one of them changes.
func (b *batch) forget() { b.campaigns, b.open, b.openRead, b.planned = nil, nil, false, nil }

// Closed are the closed campaigns, the newest first.
func (w *world) Closed() []report.Campaign {
	closed, err := closedCampaigns(w.batch.tx)
	if !w.found(err) {
		return nil
	}
	return closed
}
