package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

// The actions of a new template version in the audit.
const (
	auditUpdate  = "campaign-update"
	auditSetAway = "answer-set-aside"
)

// UpdateCampaign moves an open campaign to another version of its template. All answers
// are kept; those that do not fit any more are set aside under another key, so that they
// are asked again and never printed. Who had sent and is asked something new owes it again
// and is told once, but for who did it. The version it has already changes nothing.
func UpdateCampaign(tx storage.Tx, p *remind.Planner, id string, t *report.Template, by Actor, now time.Time) (report.Campaign, error) {
	return updateCampaign(tx, p, id, t, by, now, chat.Address{})
}

// updateCampaign leaves the chat at an address alone: its turn is under way.
func updateCampaign(tx storage.Tx, p *remind.Planner, id string, t *report.Template, by Actor, now time.Time, here chat.Address) (report.Campaign, error) {
	c, err := openCampaign(tx, id)
	if err != nil || c.Version == t.Version {
		return c, err
	}
	if c.Template != t.ID {
		return c, fmt.Errorf("campaign %q is of template %q, not %q: %w", id, c.Template, t.ID, storage.ErrConflict)
	}
	old, err := new(templates).get(tx, c)
	if err != nil {
		return c, err
	}
	if _, err := tx.Template(t.Version); errors.Is(err, storage.ErrNotFound) {
		err = tx.PutTemplate(t.Version, t.Source())
		if err != nil {
			return c, err
		}
	} else if err != nil {
		return c, err
	}
	u := update{tx: tx, old: old, t: t, was: c, now: now, by: by}
	if err := u.setAside(); err != nil {
		return c, err
	}
	if err := u.chats(here); err != nil {
		return c, err
	}
	c.Version, c.Newer = t.Version, ""
	c.Assignments = slices.DeleteFunc(slices.Clone(c.Assignments), func(a report.Assignment) bool { return t.Question(a.Question) == nil })
	if err := tx.PutCampaign(c); err != nil {
		return c, err
	}
	if err := tx.AddAudit(storage.AuditEntry{
		At: now, Campaign: id, Person: by.Person, Channel: by.channel(), Action: auditUpdate, Note: u.was.Version + " → " + c.Version,
	}); err != nil {
		return c, err
	}
	return c, u.reopen(p, c)
}

// update is the move of one campaign.
type update struct {
	tx     storage.Tx
	old, t *report.Template
	was    report.Campaign // before
	by     Actor
	now    time.Time
}

// setAside takes the answers out of the way that do not fit any more.
func (u *update) setAside() error {
	var unfit []report.Answer
	for a, err := range u.tx.Answers(u.was.ID) {
		if err != nil {
			return err
		}
		was, q := u.old.Question(a.Question), u.t.Question(a.Question)
		if was != nil && q != nil && !q.Computed() && !q.Fits(was, a) {
			unfit = append(unfit, a)
		}
	}
	for _, a := range unfit {
		if err := u.move(a); err != nil {
			return err
		}
	}
	return nil
}

func (u *update) move(a report.Answer) error {
	if err := u.tx.DeleteAnswer(a.Campaign, a.Question, a.Person); err != nil {
		return err
	}
	question := a.Question
	entry := storage.AuditEntry{
		At: u.now, Campaign: a.Campaign, Question: question, Person: u.by.Person, Whose: a.Person,
		Channel: u.by.channel(), Action: auditSetAway,
	}
	if !a.Value.IsZero() {
		entry.Old = &a.Value
	}
	a.Question = report.Aside(question, u.was.Version)
	if err := u.tx.PutAnswer(a); err != nil {
		return err
	}
	if err := u.tx.AddAudit(entry); err != nil {
		return err
	}
	// It is asked anew anyway; the revisions begin from one.
	part, err := u.tx.Participation(a.Campaign, a.Person)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	n := len(part.Returns)
	part.Returns = slices.DeleteFunc(slices.Clone(part.Returns), func(r report.Return) bool { return r.Question == question })
	if len(part.Returns) == n {
		return nil
	}
	return u.tx.PutParticipation(part)
}

// chats brings every chat that is in the campaign to the new questions. What somebody was
// writing to a question that is no more is kept as an answer set aside.
func (u *update) chats(here chat.Address) error {
	type moved struct {
		to    chat.Address
		state conversation.State
	}
	var all []moved
	for row, err := range u.tx.Conversations() {
		if err != nil {
			return err
		}
		s, err := conversation.Decode(row.State)
		if err != nil || row.Address == here {
			continue // what cannot be read is met when its owner writes
		}
		next, lost := s.Update(u.was.ID, u.old, u.t)
		if len(lost) > 0 {
			if err := u.keepLost(row.Address, s.Question, lost); err != nil {
				return err
			}
		}
		all = append(all, moved{row.Address, next})
	}
	for _, m := range all {
		if err := u.tx.PutConversation(m.to, m.state.Encode()); err != nil {
			return err
		}
	}
	return nil
}

func (u *update) keepLost(from chat.Address, question string, parts []report.Part) error {
	p, err := u.tx.PersonByAddress(from)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return u.tx.PutAnswer(report.Answer{
		Campaign: u.was.ID, Question: report.Aside(question, u.was.Version), Person: p.ID, Author: p.ID, Channel: from.Platform, At: u.now, Revision: 1,
		Value: report.TextValue(conversation.Joined(parts)), Parts: parts,
	})
}

// reopen has everybody owe the campaign again who is asked something new, and plans the
// reminders.
func (u *update) reopen(p *remind.Planner, c report.Campaign) error {
	l := ledger{tx: u.tx, templates: new(templates)}
	var parts []storage.Participation
	for part, err := range u.tx.Participations(c.ID) {
		if err != nil {
			return err
		}
		if !part.Submitted.IsZero() {
			parts = append(parts, part)
		}
	}
	for _, part := range parts {
		person, err := u.tx.Person(part.Person)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		d, err := l.duty(l.member(&c, &person, part), part.Returns)
		if err != nil {
			return err
		}
		if len(d.open) == 0 {
			continue
		}
		part.Submitted = time.Time{}
		if err := u.tx.PutParticipation(part); err != nil {
			return err
		}
		if p == nil || p.Policy.Off || person.ID == u.by.Person {
			continue
		}
		if err := u.tx.PutReminder(news(p, c, person.ID, remind.Updated, u.now)); err != nil {
			return err
		}
	}
	if p == nil {
		return nil
	}
	return planCampaign(u.tx, p, c, u.now)
}

// updateTo carries out what an admin asked for.
func (t *turn) updateTo(w *world, e conversation.Update) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	b := t.batch
	c, ok, err := b.campaign(e.Campaign)
	if err != nil || !ok {
		return err
	}
	tmpl := templateOf(b.library, c.Template)
	if tmpl == nil || tmpl.Version != e.Version {
		return fmt.Errorf("campaign %q: no version %.12s of its template is at hand", c.ID, e.Version)
	}
	b.forget()
	_, err = updateCampaign(b.tx, b.r.planner(), c.ID, tmpl, t.actor(w), b.now, t.to)
	return err
}

// Newer is the version of its template that a campaign could be moved to.
func (w *world) Newer(c report.Campaign) (*report.Template, bool) {
	t := templateOf(w.batch.library, c.Template)
	return t, t != nil && c.Status == report.Open && t.Version != c.Version
}

// tellNewer tells the admins, once, of open campaigns whose template has changed since.
func (r *Runtime) tellNewer(ctx context.Context) error {
	if p := r.planner(); r.newerTold.Load() || p != nil && !p.Allowed(r.now()) {
		return nil
	}
	some, library := false, r.library()
	err := r.store.View(ctx, func(tx storage.Tx) error {
		some = false
		open, err := openCampaigns(tx)
		for _, c := range open {
			some = some || untold(library, c)
		}
		return err
	})
	if err != nil || !some {
		r.newerTold.Store(err == nil)
		return err
	}
	var b *batch
	err = r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		open, err := b.openCampaigns()
		if err != nil {
			return err
		}
		for _, c := range open {
			if !untold(b.library, c) {
				continue
			}
			version := templateOf(b.library, c.Template).Version
			told, _, err := b.tellAdmins(func(to chat.Address) error {
				t := &turn{batch: b, key: fmt.Sprintf("newer/%s/%s/%s", c.ID, version, to), to: to, low: true}
				return t.survive(t.event(conversation.Event{Kind: conversation.Newer, Campaign: c.ID}))
			})
			if err != nil {
				return err
			}
			if told {
				c.Newer = version
				if err := tx.PutCampaign(c); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("tell of new templates: %w", err)
	}
	r.carryOn(b)
	return nil
}

// untold tells whether the admins have not heard of the version that a campaign could be
// moved to.
func untold(library []*report.Template, c report.Campaign) bool {
	t := templateOf(library, c.Template)
	return t != nil && t.Version != c.Version && t.Version != c.Newer
}

// handOut sends the bytes of an approved version again.
func (t *turn) handOut(w *world, e conversation.HandOut) error {
	if err := deskAllowed(w); err != nil {
		return err
	}
	v, err := t.batch.tx.Version(e.Campaign, e.Number)
	if err != nil {
		return err
	}
	// Housekeeping may have taken the file since.
	if err := t.batch.tx.PutArtifact(v.SHA256, storage.Artifact{Name: v.File, MIME: v.MIME, Created: t.batch.now, Data: v.Data}); err != nil {
		return err
	}
	m := e.Message
	m.File = &chat.File{Name: v.File, MIME: v.MIME, Artifact: v.SHA256}
	return t.say(m)
}
