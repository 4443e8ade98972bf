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
	months := func(n int) time.Time { return now.In(r.zone).AddDate(0, -n, 0) }
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

// expireAnswers deletes the single answers of the campaigns that were closed before a time,
// and the words of their audit; a campaign is one transaction.
func (r *Runtime) expireAnswers(ctx context.Context, before time.Time) error {
	var old []string
	err := r.store.View(ctx, func(tx storage.Tx) error {
		old = nil
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
				old = append(old, c.ID)
				break
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range old {
		if err := r.store.Update(ctx, func(tx storage.Tx) error { return expire(tx, id, r.now()) }); err != nil {
			return fmt.Errorf("answers of campaign %q: %w", id, err)
		}
		r.log.Info("the answers of a closed campaign were deleted because of their age", "campaign", id)
	}
	return nil
}

func expire(tx storage.Tx, campaign string, now time.Time) error {
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
	note := storage.AuditEntry{At: now, Campaign: campaign, Channel: operator, Action: auditExpired}
	return tx.RewriteAudit(note, func(e *storage.AuditEntry) (storage.Rewrite, error) {
		if e.Campaign != campaign || e.Old == nil && e.New == nil && e.Note == "" {
			return storage.Leave, nil
		}
		e.Old, e.New, e.Note = nil, nil, ""
		return storage.Change, nil
	})
}
