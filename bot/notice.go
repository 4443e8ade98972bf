package bot

import (
	"cmp"
	"fmt"
	"time"

	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

const auditNotice = "campaign-notice"

// NoticeTaken is the refusal of a notice that another campaign has.
type NoticeTaken struct{ First report.Campaign }

func (e NoticeTaken) Error() string { return "campaign " + e.First.ID + " has the same notice" }

// SetNotice gives an open campaign its notice, or another one. The draft cites it, so an
// approved version does not hold any more. Setting the same again changes nothing. An id
// that no campaign has is storage.ErrNotFound, a closed campaign storage.ErrConflict, and
// the notice of another campaign NoticeTaken.
func SetNotice(tx storage.Tx, id string, n report.Notice, by Actor, now time.Time) (report.Campaign, error) {
	c, err := openCampaign(tx, id)
	if err != nil || c.Notice != nil && *c.Notice == n {
		return c, err
	}
	first, twice, err := noticeTwin(tx, &n, id)
	if err != nil {
		return c, err
	}
	if twice {
		return c, fmt.Errorf("notice of campaign %q: %w", id, NoticeTaken{first})
	}
	was := c.Notice
	c.Notice = &n
	if err := tx.PutCampaign(c); err != nil {
		return c, err
	}
	return c, tx.AddAudit(storage.AuditEntry{
		At: now, Campaign: c.ID, Person: by.Person, Channel: by.channel(), Action: auditNotice,
		Note: cmp.Or(was.Citation(), "none") + " → " + cmp.Or(n.Citation(), "none"),
	})
}

// setNotice gives a campaign the notice that an admin has checked.
func (t *turn) setNotice(w *world, e conversation.SetNotice) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	_, err := SetNotice(t.batch.tx, e.Campaign, e.Notice, Actor{w.person.ID, t.to.Platform}, t.batch.now)
	t.batch.forget()
	return err
}
