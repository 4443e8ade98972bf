package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/review"
	"thuky/storage"
	"thuky/workday"
)

// What the checks find in a draft goes to who oversees reports: with the draft in chat, by
// numbers, and on its page. What one puts aside is put aside for all, here and there.

// The actions in the audit.
const (
	auditPutAside = "finding-aside"
	auditTakeBack = "finding-back"
)

const (
	// lookLimit is how long a draft waits for the checks. They take milliseconds.
	lookLimit = 10 * time.Second
	// maxRemarks is how many findings come with a draft, those that matter most.
	maxRemarks = 200
)

// looked is what the checks found in a draft.
type looked struct {
	remarks []conversation.Remark
	ok      bool // they came to an end
}

// lookOver has the checks look at a draft, if somebody gets it who sees the findings.
// Whatever goes wrong with the checks, the draft is sent without.
func (r *Runtime) lookOver(ctx context.Context, d draft, made *render.Draft) (found looked, err error) {
	shown := false
	aside := map[string]aside{}
	err = r.store.View(ctx, func(tx storage.Tx) error {
		to, _, err := r.newBatch(tx).receivers(d)
		if err != nil {
			return err
		}
		shown = slices.ContainsFunc(to, func(to receiver) bool { return to.oversees })
		aside, err = readAside(tx, d.order.Campaign)
		return err
	})
	if err != nil || !shown {
		return found, err
	}
	today := workday.DateOf(r.now().In(r.zone))
	findings, err := within(ctx, lookLimit, func() []review.Finding { return made.Findings(today) })
	if err != nil {
		if ctx.Err() != nil {
			return found, ctx.Err()
		}
		r.log.Error("a draft is sent without what is to be looked at", "campaign", d.order.Campaign, "error", err)
		return found, nil
	}
	found.ok = true
	for _, f := range findings {
		if _, put := aside[f.Key()]; !put && len(found.remarks) < maxRemarks {
			found.remarks = append(found.remarks, remarkOf(f, made.Input.Answers))
		}
	}
	return found, nil
}

// within runs something that cannot be stopped, and waits for it no longer than limit.
func within[T any](ctx context.Context, limit time.Duration, do func() T) (result T, err error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if cause := recover(); cause != nil {
				o.err = errPanic(cause)
			}
			done <- o
		}()
		o.value = do()
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case o := <-done:
		return o.value, o.err
	case <-timer.C:
		return result, fmt.Errorf("no end after %s", limit)
	case <-ctx.Done():
		return result, ctx.Err()
	}
}

// remarkOf is a finding as the dialogue has it.
func remarkOf(f review.Finding, answers []report.Answer) conversation.Remark {
	from := f.Place.Source
	m := conversation.Remark{
		Key: f.Key(), Severity: f.Severity, Question: from.Question, Person: from.Person,
		Under: f.Place.Heading, Whole: f.Place.Whole, Quote: f.Quote, Message: f.Message, Suggest: f.Suggest,
	}
	if f.Fixable() {
		m.Edit = f.Edit
	}
	for _, a := range answers {
		if a.Question == from.Question && a.Person == from.Person {
			m.Revision = a.Revision
		}
	}
	return m
}

// putRemarks stores what was found in a draft, so that its numbers hold as long as the
// draft, and gives the key of it; "" where nothing was looked at.
func (b *batch) putRemarks(d draft) ([]conversation.Remark, string, error) {
	if !d.found.ok {
		return nil, "", nil
	}
	data, err := json.Marshal(d.found.remarks)
	if err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(data)
	key := "remarks/" + hex.EncodeToString(sum[:])
	a := storage.Artifact{Name: "remarks.json", MIME: "application/json", Data: data, Created: b.now}
	return d.found.remarks, key, b.tx.PutArtifact(key, a)
}

// Remarks is a list of what was found in a draft.
func (w *world) Remarks(key string) (all []conversation.Remark, ok bool) {
	if !strings.HasPrefix(key, "remarks/") {
		return nil, false
	}
	a, err := w.batch.tx.Artifact(key)
	if !w.found(err) {
		return nil, false
	}
	if err := json.Unmarshal(a.Data, &all); err != nil {
		return nil, w.found(fmt.Errorf("remarks %q: %w", key, err)) // never true
	}
	return all, true
}

// Aside are the findings that were put aside in a campaign.
func (w *world) Aside(campaign string) map[string]bool {
	all, err := readAside(w.batch.tx, campaign)
	if !w.found(err) {
		return nil
	}
	keys := make(map[string]bool, len(all))
	for key := range all {
		keys[key] = true
	}
	return keys
}

// aside is a finding that was put aside, in one campaign.
type aside struct {
	By string    `json:"by"` // person id
	At time.Time `json:"at"`
}

func asideKey(campaign string) string { return "findings-aside/" + campaign }

func readAside(tx storage.Tx, campaign string) (map[string]aside, error) {
	raw, err := tx.Value(asideKey(campaign))
	all := map[string]aside{}
	if errors.Is(err, storage.ErrNotFound) {
		return all, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("findings put aside in %q: %w", campaign, err)
	}
	return all, nil
}

// findingAside puts a finding aside for one campaign, or takes that back.
func (t *turn) findingAside(w *world, e conversation.PutAside) error {
	if err := deskAllowed(w); err != nil {
		return err
	}
	tx := t.batch.tx
	if _, err := tx.Campaign(e.Campaign); err != nil {
		return err
	}
	all, err := readAside(tx, e.Campaign)
	if err != nil {
		return err
	}
	_, there := all[e.Key]
	action := auditPutAside
	switch {
	case there != e.Back:
		return nil // as it is already
	case e.Back:
		delete(all, e.Key)
		action = auditTakeBack
	case len(all) >= review.MaxAside || len(e.Key) > 100:
		return &report.Refusal{Text: textManyAside}
	default:
		all[e.Key] = aside{By: w.person.ID, At: t.batch.now}
	}
	raw, err := json.Marshal(all)
	if len(all) == 0 {
		raw = nil
	}
	if err := errors.Join(err, tx.PutValue(asideKey(e.Campaign), raw)); err != nil {
		return err
	}
	return tx.AddAudit(storage.AuditEntry{
		At: t.batch.now, Campaign: e.Campaign, Person: w.person.ID, Channel: t.to.Platform, Action: action, Note: strings.ToValidUTF8(e.What, ""),
	})
}
