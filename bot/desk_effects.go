package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// The actions of the desk in the audit.
const (
	auditReturn  = "return"
	auditAmend   = "amend"
	auditAccept  = "accept"
	auditApprove = "approve"
)

// tellLater gives an event to another chat when this turn is stored.
func (t *turn) tellLater(to chat.Address, e conversation.Event) {
	t.later = append(t.later, tiding{to, e})
}

// tiding is an event for another chat.
type tiding struct {
	to    chat.Address
	event conversation.Event
}

// pass gives the other chats what this turn has for them. What one of them cannot
// handle is kept as a failure.
func (t *turn) pass() error {
	for i, n := range t.later {
		other := &turn{
			batch: t.batch, key: fmt.Sprintf("%s/to/%d/%s", t.key, i, n.to), to: n.to, depth: t.depth + 1,
			until: usefulUntil(n.event, t.batch.now),
		}
		if len(other.key) > storage.MaxID-16 {
			sum := sha256.Sum256([]byte(other.key))
			other.key = "to/" + hex.EncodeToString(sum[:])
		}
		if err := other.survive(other.event(n.event)); err != nil {
			return err
		}
	}
	t.later = nil
	return nil
}

// tellPerson passes an event on to where a person is written to: best on the
// platform that the matter came over. Somebody who is reached nowhere meets it in
// the dialogue.
func (t *turn) tellPerson(id, platform string, e conversation.Event) error {
	p, err := t.batch.tx.Person(id)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	to, ok := t.batch.r.reach(p, vital(e), "")
	for _, a := range reachable(p) {
		if a == t.to { // they sit right here
			to, ok = a, true
			break
		}
		if ok && a.Platform == platform && t.batch.r.rank(a, vital(e)) == pushed {
			to = a
		}
	}
	if ok {
		t.tellLater(to, e)
	}
	return nil
}

// deskAllowed tells whether the owner of the chat may see the work of others, return,
// amend and accept it: effects are carried out for nobody else, whatever the dialogue says.
func deskAllowed(w *world) error {
	if !w.known || !w.person.Oversees() {
		return errors.New("only admins and approvers may do this")
	}
	return nil
}

// adminAllowed tells whether the owner of the chat may do what is for admins alone: what
// opens or changes a campaign, gives its questions to people, or changes the calendar.
func adminAllowed(w *world) error {
	if !w.known || w.person.Role != report.Admin {
		return errors.New("only admins may do this")
	}
	return nil
}

// approverAllowed tells whether the owner of the chat may approve a report.
func approverAllowed(w *world) error {
	ok, err := approves(w.batch.tx, w.person)
	if err == nil && (!w.known || !ok) {
		err = errors.New("only who approves may do this")
	}
	return err
}

// giveBack reopens one answer of one person.
func (t *turn) giveBack(w *world, e conversation.Return) error {
	if err := deskAllowed(w); err != nil {
		return err
	}
	r, tx := e.Return, t.batch.tx
	p, err := tx.Participation(r.Campaign, e.Person)
	if errors.Is(err, storage.ErrNotFound) {
		p = storage.Participation{Campaign: r.Campaign, Person: e.Person, Started: t.batch.now}
	} else if err != nil {
		return err
	}
	p.Submitted = time.Time{}
	p.Returns = slices.DeleteFunc(slices.Clone(p.Returns), func(old report.Return) bool { return old.Question == r.Question })
	p.Returns = append(p.Returns, r)
	if err := t.batch.putParticipation(p); err != nil {
		return err
	}
	if err := tx.AddAudit(storage.AuditEntry{
		At: t.batch.now, Campaign: r.Campaign, Question: r.Question, Person: w.person.ID, Whose: e.Person,
		Channel: t.to.Platform, Action: auditReturn, Note: r.Comment,
	}); err != nil {
		return err
	}
	a, err := tx.Answer(r.Campaign, r.Question, e.Person)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	return t.tellPerson(e.Person, a.Channel, conversation.Event{
		Kind: conversation.Returned, Campaign: r.Campaign, Question: r.Question, Note: r.Comment, By: w.person.Name,
	})
}

// amend stores what an admin made of a person's answer; a report that was sent
// stays sent.
func (t *turn) amend(w *world, a report.Answer, action, note string) error {
	if err := deskAllowed(w); err != nil {
		return err
	}
	tx := t.batch.tx
	entry := storage.AuditEntry{
		At: t.batch.now, Campaign: a.Campaign, Question: a.Question, Person: w.person.ID, Whose: a.Person,
		Channel: t.to.Platform, Action: action, Note: note,
	}
	old, err := tx.Answer(a.Campaign, a.Question, a.Person)
	switch {
	case err == nil && !old.Value.IsZero():
		entry.Old = &old.Value
	case err != nil && !errors.Is(err, storage.ErrNotFound):
		return err
	}
	if !a.Skipped {
		entry.New = &a.Value
	}
	if err := tx.PutAnswer(a); err != nil {
		return err
	}
	if err := tx.AddAudit(entry); err != nil {
		return err
	}
	if err := t.nowApply(a.Campaign, a.Question, w.person.ID); err != nil {
		return err
	}
	if _, err := t.settleReturn(a); err != nil || action != auditAmend || a.Person == w.person.ID {
		return err
	}
	return t.tellPerson(a.Person, old.Channel, conversation.Event{
		Kind: conversation.Amended, Campaign: a.Campaign, Question: a.Question, Note: note, By: w.person.Name, Answer: a,
	})
}

// settleReturn ends the return that an answer was given back with, and gives it.
func (t *turn) settleReturn(a report.Answer) (*report.Return, error) {
	p, err := t.batch.tx.Participation(a.Campaign, a.Person)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(p.Returns, func(r report.Return) bool { return r.Question == a.Question && a.Revision > r.Revision })
	if i < 0 {
		return nil, nil
	}
	r := p.Returns[i]
	p.Returns = slices.Delete(slices.Clone(p.Returns), i, i+1)
	return &r, t.batch.tx.PutParticipation(p)
}

// reworked tells whoever gave an answer back that it has been written again.
func (t *turn) reworked(w *world, a report.Answer) error {
	r, err := t.settleReturn(a)
	if err != nil || r == nil || r.By == a.Author {
		return err
	}
	return t.tellPerson(r.By, "", conversation.Event{
		Kind: conversation.Reworked, Campaign: a.Campaign, Question: a.Question, By: w.person.Name, Answer: a,
	})
}

// orderDraft orders the draft for this chat alone.
func (t *turn) orderDraft(w *world, e conversation.Draft) error {
	if err := deskAllowed(w); err != nil {
		return err
	}
	purpose := draftAsked
	if e.Approve {
		purpose = draftCheck
	}
	return t.addDraft(draftPayload{Campaign: e.Campaign, Person: w.person.ID, Address: t.to, Purpose: purpose})
}

// errOutdated: what a draft was made of has changed since, or it was approved already.
var errOutdated = errors.New("the draft is out of date")

// approve freezes the bytes that the approver has seen, unless something changed.
func (t *turn) approve(w *world, e conversation.Approve) error {
	if err := approverAllowed(w); err != nil {
		return err
	}
	file, err := t.batch.tx.Artifact(e.File.Artifact)
	if errors.Is(err, storage.ErrNotFound) {
		err = errOutdated
	}
	if err == nil {
		_, err = t.freeze(w, e, file)
	}
	if errors.Is(err, errOutdated) {
		t.tellLater(t.to, conversation.Event{Kind: conversation.Outdated, Campaign: e.Campaign})
		return nil
	}
	return err
}

// freeze stores a file as the next version, and hands it to whoever oversees the reports.
func (t *turn) freeze(w *world, e conversation.Approve, file storage.Artifact) (v report.Version, err error) {
	if err := approverAllowed(w); err != nil {
		return v, err
	}
	b := t.batch
	in, err := readDraft(b.tx, b.r.ofSchool(), e.Campaign, &b.r.templates)
	if err != nil {
		return v, err
	}
	if basis(in) != e.Basis {
		return v, errOutdated
	}
	list, err := versions(b.tx, e.Campaign)
	if err != nil {
		return v, err
	}
	n := 1
	if len(list) > 0 {
		last := list[len(list)-1]
		if last.Basis == e.Basis {
			return v, errOutdated // somebody else approved it a moment ago
		}
		n = last.Number + 1
	}
	sum := sha256.Sum256(file.Data)
	v = report.Version{
		Campaign: e.Campaign, Number: n, SHA256: hex.EncodeToString(sum[:]), Basis: e.Basis,
		By: w.person.ID, Name: w.person.Name, At: b.now, File: file.Name, MIME: file.MIME,
	}
	if err := b.tx.PutVersion(storage.Approved{Version: v, Data: file.Data}); err != nil {
		return v, err
	}
	if err := b.tx.AddAudit(storage.AuditEntry{
		At: b.now, Campaign: e.Campaign, Person: w.person.ID, Channel: t.to.Platform,
		Action: auditApprove, Note: fmt.Sprintf("%d %s", n, v.SHA256),
	}); err != nil {
		return v, err
	}
	// Fresh, so that housekeeping leaves it until everybody has it.
	file.Created = b.now
	if err := b.tx.PutArtifact(e.File.Artifact, file); err != nil {
		return v, err
	}
	return v, t.announceVersion(v, e.File)
}

// announceVersion hands the approved file to every admin and approver.
func (t *turn) announceVersion(v report.Version, file chat.File) error {
	for p, err := range t.batch.tx.Overseers() {
		if err != nil {
			return err
		}
		for _, a := range reachable(p) {
			if a.Platform == terminalPlatform && a != t.to {
				continue
			}
			t.tellLater(a, conversation.Event{
				Kind: conversation.Approved, Campaign: v.Campaign, Version: v.Number, By: v.Name, Note: v.SHA256, File: &file,
			})
		}
	}
	return nil
}

// addDraft adds a draft job, once for a turn and purpose.
func (t *turn) addDraft(order draftPayload) error {
	b := t.batch
	payload, err := json.Marshal(order)
	if err != nil {
		return err
	}
	key := "draft/" + order.Campaign + "/" + order.Person + "/" + t.key
	if order.Purpose != "" {
		key += "/" + order.Purpose
	}
	err = b.tx.AddJob(storage.Job{Key: key, Kind: draftKind, Payload: payload, Created: b.now})
	if errors.Is(err, storage.ErrConflict) {
		return nil // ordered by this update already
	}
	b.jobs++
	return err
}
