package bot

import (
	"context"
	"fmt"
	"time"

	"thuky/report"
	"thuky/storage"
)

// Retention says how long things are kept, in months, or days where it says so; 0 is without
// end. Approved reports are kept whatever it says: they are records of the school.
type Retention struct {
	AnswerMonths     int // single answers, after their report was closed
	TranscriptMonths int // messages of the web chats
	AuditMonths      int // who changed what when
	FailedDays       int // updates and messages that could not be handled
	FileDays         int // drafts and other files that can be made again; 0: 90
}

// The actions of what was deleted because of its age.
const (
	auditExpired      = "answers-expired"
	auditAuditExpired = "audit-expired"
)

// retain deletes what is older than it may be kept. It looks first, so that a night on which
// nothing is too old writes nothing.
func (r *Runtime) retain(ctx context.Context) error {
	keep, now := r.retention, r.now()
	months := func(n int) time.Time { return monthsBefore(now.In(r.zone), n) }
	if keep.AnswerMonths > 0 {
		if err := r.expireAnswers(ctx, months(keep.AnswerMonths)); err != nil {
			return err
		}
	}
	var steps []func(storage.Tx) error
	if n := keep.TranscriptMonths; n > 0 {
		before := months(n)
		steps = append(steps, func(tx storage.Tx) error {
			return tx.RewriteLines(func(l *storage.Line) (storage.Rewrite, error) { return dropIf(l.At.Before(before)), nil })
		})
	}
	if n := keep.AuditMonths; n > 0 {
		before := months(n)
		old, err := r.oldAudit(ctx, before)
		if err != nil {
			return err
		}
		if old {
			steps = append(steps, func(tx storage.Tx) error {
				note := storage.AuditEntry{At: now, Channel: operator, Action: auditAuditExpired}
				return tx.RewriteAudit(note, func(e *storage.AuditEntry) (storage.Rewrite, error) { return dropIf(e.At.Before(before)), nil })
			})
		}
	}
	if n := keep.FailedDays; n > 0 {
		before := now.AddDate(0, 0, -n)
		steps = append(steps, func(tx storage.Tx) error { return dropFailed(tx, before) })
	}
	for _, step := range steps { // one transaction each: answers come in between
		if err := r.store.Update(ctx, step); err != nil {
			return fmt.Errorf("retention: %w", err)
		}
	}
	return nil
}

// monthsBefore is the same day and hour of an earlier month, its last day where it has no such day: a
// month before 31 March is 28 February and not 3 March, which is less than a month.
func monthsBefore(t time.Time, n int) time.Time {
	before := t.AddDate(0, -n, 0)
	if before.Day() != t.Day() { // it ran over into the next month
		before = before.AddDate(0, 0, -before.Day())
	}
	return before
}

func dropIf(old bool) storage.Rewrite {
	if old {
		return storage.Drop
	}
	return storage.Leave
}

// oldAudit tells whether any list of entries begins before a time; each is in the order of
// adding.
func (r *Runtime) oldAudit(ctx context.Context, before time.Time) (old bool, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		old = false
		ids := []string{""}
		for c, err := range tx.CampaignHeads() {
			if err != nil {
				return err
			}
			ids = append(ids, c.ID)
		}
		for _, id := range ids {
			for e, err := range tx.Audit(id) {
				if err != nil {
					return err
				}
				old = old || e.At.Before(before)
				break
			}
		}
		return nil
	})
	return old, err
}

// dropFailed deletes the updates that could not be handled, and the messages that could not be
// sent, of before a time.
func dropFailed(tx storage.Tx, before time.Time) error {
	if err := tx.DropFailures(func(f storage.Failed) bool { return f.At.Before(before) }); err != nil {
		return err
	}
	var old []uint64
	for o, err := range tx.DeadLetters() {
		if err != nil {
			return err
		}
		if o.Created.Before(before) {
			old = append(old, o.Seq)
		}
	}
	for _, seq := range old {
		if err := tx.DeleteOutgoing(seq); err != nil {
			return err
		}
	}
	return nil
}

// mostExpired is how many entries of the audit lose their words in one transaction, and what
// more the last of its campaigns has.
const mostExpired = 50_000

// expireAnswers deletes the single answers of the campaigns that were closed before a time,
// and the words of their audit. The audit comes first, for a campaign without answers is not
// looked for again, and that of many campaigns together, for it is read as a whole.
func (r *Runtime) expireAnswers(ctx context.Context, before time.Time) error {
	expired, err := r.expiredAnswers(ctx, before)
	if err != nil {
		return err
	}
	for waiting := expired; len(waiting) > 0; {
		var left []string
		if err := r.store.Update(ctx, func(tx storage.Tx) (err error) {
			left, err = expireAudit(tx, waiting, mostExpired, r.now())
			return err
		}); err != nil {
			return fmt.Errorf("audit of expired answers: %w", err)
		}
		waiting = left
	}
	for _, id := range expired { // one transaction each: answers come in between
		if err := r.store.Update(ctx, func(tx storage.Tx) error { return deleteAnswers(tx, id) }); err != nil {
			return fmt.Errorf("answers of campaign %q: %w", id, err)
		}
		r.log.Info("the answers of a closed campaign were deleted because of their age", "campaign", id)
	}
	return nil
}

// expiredAnswers names the campaigns that were closed before a time and still have answers.
func (r *Runtime) expiredAnswers(ctx context.Context, before time.Time) (expired []string, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		expired = nil
		for c, err := range tx.CampaignHeads() {
			if err != nil {
				return err
			}
			if c.Status != report.Closed || c.ClosedAt.IsZero() || !c.ClosedAt.Before(before) {
				continue
			}
			for _, err := range tx.Answered(c.ID) {
				if err != nil {
					return err
				}
				expired = append(expired, c.ID)
				break
			}
		}
		return nil
	})
	return expired, err
}

// expireAudit takes the words out of the audit of campaigns, and notes in each that this was
// done. Once most entries were changed it begins with no other campaign, and gives those.
func expireAudit(tx storage.Tx, campaigns []string, most int, now time.Time) (left []string, err error) {
	const ( // how far a campaign is
		waits = iota + 1
		begun
		postponed
	)
	how := make(map[string]int, len(campaigns))
	for _, id := range campaigns {
		how[id] = waits
	}
	how[campaigns[0]] = begun // every round does one at least
	note := func(campaign string) storage.AuditEntry {
		return storage.AuditEntry{At: now, Campaign: campaign, Channel: operator, Action: auditExpired}
	}
	changed := 0
	err = tx.RewriteAudit(note(campaigns[0]), func(e *storage.AuditEntry) (storage.Rewrite, error) {
		if how[e.Campaign] == 0 || e.Old == nil && e.New == nil && e.Note == "" {
			return storage.Leave, nil
		}
		if how[e.Campaign] == waits {
			how[e.Campaign] = begun
			if changed >= most {
				how[e.Campaign] = postponed
			}
		}
		if how[e.Campaign] == postponed {
			return storage.Leave, nil
		}
		changed++
		e.Old, e.New, e.Note = nil, nil, ""
		return storage.Change, nil
	})
	for _, id := range campaigns[1:] {
		if how[id] == postponed {
			left = append(left, id)
		} else if err == nil {
			err = tx.AddAudit(note(id))
		}
	}
	return left, err
}

func deleteAnswers(tx storage.Tx, campaign string) error {
	var all []storage.AnswerID
	for id, err := range tx.Answered(campaign) {
		if err != nil {
			return err
		}
		all = append(all, id)
	}
	for _, id := range all {
		if err := tx.DeleteAnswer(campaign, id.Question, id.Person); err != nil {
			return err
		}
	}
	return nil
}
