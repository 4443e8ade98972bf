package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// What people look up on the pages about their own work; see web.Office.

// OwnRecords are the campaigns in which somebody is asked something or has answered, the
// newest first, without their entries.
func (r *Runtime) OwnRecords(ctx context.Context, by chat.Address) (all []report.Record, err error) {
	err = r.own(ctx, by, func(b *batch, p report.Person) error {
		all = nil
		for c, err := range b.tx.Campaigns() {
			if err != nil {
				return err
			}
			o := owner{b: b, p: p, c: c}
			record, some, err := o.record()
			if err != nil {
				return err
			}
			if some {
				all = append(all, record)
			}
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b report.Record) int {
		return cmp.Or(cmp.Compare(string(b.Campaign.Status), string(a.Campaign.Status)), b.Campaign.Opened.Compare(a.Campaign.Opened))
	})
	return all, err
}

// OwnRecord is what somebody has answered in a campaign, and what is asked of them.
func (r *Runtime) OwnRecord(ctx context.Context, by chat.Address, campaign string) (record report.Record, err error) {
	err = r.own(ctx, by, func(b *batch, p report.Person) error {
		c, err := b.tx.Campaign(campaign)
		if err != nil {
			return err
		}
		o := owner{b: b, p: p, c: c}
		var some bool
		if record, some, err = o.record(); err != nil {
			return err
		}
		if !some {
			return storage.ErrNotFound
		}
		return o.fill(&record)
	})
	return record, err
}

// ChatAt is the campaign that a chat is in, "" for none.
func (r *Runtime) ChatAt(ctx context.Context, by chat.Address) (campaign string, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		stored, err := tx.Conversation(by)
		if err != nil {
			return err
		}
		state, err := conversation.Decode(stored)
		campaign = state.Campaign
		return err
	})
	return campaign, err
}

func (r *Runtime) own(ctx context.Context, by chat.Address, do func(*batch, report.Person) error) error {
	return r.store.View(ctx, func(tx storage.Tx) error {
		p, err := tx.PersonByAddress(by)
		if errors.Is(err, storage.ErrNotFound) {
			return errStranger
		}
		if err != nil {
			return err
		}
		return do(r.newBatch(tx), p)
	})
}

// owner is one person in one campaign.
type owner struct {
	b    *batch
	p    report.Person
	c    report.Campaign
	part storage.Participation
	t    *report.Template // nil when it cannot be read
	m    member
	// asked are the questions that are put to the person now.
	asked []*report.Question
}

// record counts; some is false where the campaign has nothing to do with the person.
func (o *owner) record() (record report.Record, some bool, err error) {
	tx, l := o.b.tx, o.b.ledger()
	o.part, err = tx.Participation(o.c.ID, o.p.ID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return record, false, err
	}
	o.m = l.member(&o.c, &o.p, o.part)
	o.t, err = o.b.r.templates.get(tx, o.c)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return record, false, err
	}
	record = report.Record{Campaign: o.c, Sent: o.part.Submitted}
	if o.t == nil {
		return record, o.part.Person != "", nil
	}
	for _, q := range o.t.Questions() {
		has, err := tx.HasAnswer(o.c.ID, q.ID, o.p.ID)
		if err != nil {
			return record, false, err
		}
		some = some || has
	}
	if o.c.Status != report.Open {
		return record, some, nil
	}
	takes, err := l.takesPart(o.m)
	if err != nil || !takes {
		return record, some, err
	}
	if o.asked, _, err = l.applying(o.m); err != nil {
		return record, false, err
	}
	record.Asked = len(o.asked)
	for _, q := range o.asked {
		has, err := tx.HasAnswer(o.c.ID, q.ID, o.p.ID)
		if err != nil {
			return record, false, err
		}
		back := o.returned(q.ID) != nil
		if back {
			record.Returned++
		}
		if back || !has {
			record.Missing++
		}
	}
	return record, some || len(o.asked) > 0, nil
}

func (o *owner) returned(question string) *report.Return {
	for i, r := range o.part.Returns {
		if r.Question == question {
			return &o.part.Returns[i]
		}
	}
	return nil
}

// fill gives a record its entries.
func (o *owner) fill(record *report.Record) (err error) {
	if o.t == nil {
		return nil
	}
	revisions, err := o.revisions()
	if err != nil {
		return err
	}
	known := o.b.ledger().lookup(o.m, o.t, &err)
	for _, q := range o.t.Questions() {
		if q.Computed() {
			continue
		}
		e := report.RecordEntry{Question: q.ID, Table: q.Type == "table", Place: slices.Index(o.asked, q) + 1, Name: conversation.QuestionName(o.t, o.c, q, known)}
		a, missing := o.b.tx.Answer(o.c.ID, q.ID, o.p.ID)
		switch {
		case missing == nil:
			e.Answer = &a
			if !a.Skipped {
				e.Text, e.Grid = q.Format(a.Value), q.Grid(a.Value)
			}
		case !errors.Is(missing, storage.ErrNotFound):
			return missing
		case e.Place == 0:
			continue
		}
		if r := o.returned(q.ID); r != nil {
			e.Returned, e.Comment = true, r.Comment
		}
		given := revisions[q.ID]
		for i := len(given) - 2; i >= 0; i-- { // the last one is the answer as it is
			revision, err := o.revision(q, given[i])
			if err != nil {
				return err
			}
			e.Revisions = append(e.Revisions, revision)
		}
		record.Entries = append(record.Entries, e)
	}
	return err
}

// revisions are the entries of the audit in which an answer of the person was given, by
// question.
func (o *owner) revisions() (map[string][]storage.AuditEntry, error) {
	all := map[string][]storage.AuditEntry{}
	for e, err := range o.b.tx.Audit(o.c.ID) {
		if err != nil {
			return nil, err
		}
		mine := e.Whose == o.p.ID || e.Whose == "" && e.Person == o.p.ID
		if mine && (e.Action == auditAnswer || e.Action == auditSkip || e.Action == auditAmend) {
			all[e.Question] = append(all[e.Question], e)
		}
	}
	return all, nil
}

func (o *owner) revision(q *report.Question, e storage.AuditEntry) (report.RecordRevision, error) {
	r := report.RecordRevision{At: e.At, Channel: e.Channel, Skipped: e.New == nil}
	if e.New != nil {
		r.Text = q.Format(*e.New)
	}
	if e.Person == o.p.ID {
		return r, nil
	}
	by, err := o.b.tx.Person(e.Person)
	if errors.Is(err, storage.ErrNotFound) {
		by.Name, err = conversation.NameOfGone, nil
	}
	r.By = by.Name
	return r, err
}
