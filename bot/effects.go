package bot

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// The actions in the audit.
const (
	auditAnswer = "answer"
	auditSkip   = "skip"
	auditStart  = "start"
	auditSubmit = "submit"
	auditJoin   = "join"
	auditAdd    = "person-add"
	auditRemove = "person-remove"
	auditInvite = "invite"
	auditOpen   = "campaign-open"
	auditClose  = "campaign-close"

	auditDeadline = "campaign-deadline"
)

// carryOut stores the effects in their order. joined tells that a stranger
// became a person, or has said who they are: the chat begins.
func (t *turn) carryOut(w *world, effects []conversation.Effect) (joined bool, err error) {
	unsent, err := t.mayComplete(effects)
	if err != nil {
		return false, err
	}
	for _, effect := range effects {
		switch e := effect.(type) {
		case conversation.Say:
			err = t.say(e.Message)
		case conversation.Save:
			err = t.save(w, e.Answer)
		case conversation.Start:
			err = t.start(w, e.Campaign)
		case conversation.Submit:
			err = t.submit(w, e.Campaign)
		case conversation.Join:
			var ok bool
			ok, err = t.join(e)
			joined = joined || ok
		case conversation.Refuse:
			err = t.refuse()
		case conversation.Return:
			err = t.giveBack(w, e)
		case conversation.Amend:
			err = t.amend(w, e.Answer, auditAmend, e.Note)
		case conversation.Accept:
			err = t.amend(w, e.Answer, auditAccept, e.Answer.Reason)
		case conversation.PutAside:
			err = t.findingAside(w, e)
		case conversation.Assign:
			err = t.assign(w, e)
		case conversation.Draft:
			err = t.orderDraft(w, e)
		case conversation.Approve:
			err = t.approve(w, e)
		case conversation.Open:
			err = t.open(w, e)
		case conversation.Extract:
			err = t.extract(w, e)
		case conversation.KeepTemplate:
			err = t.keepTemplate(w, e)
		case conversation.Gather:
			err = t.gather(w, e)
		case conversation.Tabulate:
			err = t.tabulate(w, e)
		case conversation.PutDay:
			err = t.putDay(w, e)
		case conversation.DropDay:
			err = t.dropDay(w, e)
		case conversation.SetDeadline:
			err = t.setDeadline(w, e)
		case conversation.SetNotice:
			err = t.setNotice(w, e)
		case conversation.Close:
			err = t.closeCampaign(w, e)
		case conversation.Reopen:
			err = t.reopenCampaign(w, e)
		case conversation.Update:
			err = t.updateTo(w, e)
		case conversation.HandOut:
			err = t.handOut(w, e)
		case conversation.Left:
			err = heard(t.batch.tx, e.Campaign, w.person.ID)
		case conversation.RemindMe:
			err = t.remindMe(w, e)
		case conversation.Mute:
			err = t.mute(w, e)
		case conversation.Change:
			var settled bool
			settled, err = t.change(w, e)
			joined = joined || settled
		case conversation.Invite:
			err = t.invite(w, e)
		case conversation.Agree:
			var back bool
			back, err = t.agree(w, e)
			joined = joined || back
		case conversation.Decline:
			err = t.decline(w, e)
		case conversation.Claim:
			err = t.claim(w, e)
		case conversation.Settle:
			err = t.settle(w, e)
		case conversation.Deny:
			err = t.deny(w, e)
		default:
			err = fmt.Errorf("effect %T is unknown", effect)
		}
		if err != nil {
			return joined, fmt.Errorf("%T: %w", effect, err)
		}
	}
	return joined, t.batch.nowComplete(unsent, w.person.ID, t.key)
}

// save stores an answer of the owner of the chat. A report that was sent must be sent again.
func (t *turn) save(w *world, a report.Answer) error {
	if !w.known || a.Person != w.person.ID {
		return errors.New("the answer of somebody else is not theirs to give")
	}
	tx := t.batch.tx
	entry := storage.AuditEntry{
		At: t.batch.now, Campaign: a.Campaign, Question: a.Question,
		Person: a.Author, Channel: t.to.Platform, Action: auditAnswer,
	}
	old, err := tx.Answer(a.Campaign, a.Question, a.Person)
	switch {
	case err == nil && !old.Value.IsZero():
		entry.Old = &old.Value
	case err != nil && !errors.Is(err, storage.ErrNotFound):
		return err
	}
	if a.Skipped {
		entry.Action, entry.Note = auditSkip, a.Reason
	} else {
		entry.New = &a.Value
	}
	if err := tx.PutAnswer(a); err != nil {
		return err
	}
	if err := tx.AddAudit(entry); err != nil {
		return err
	}
	if err := t.reworked(w, a); err != nil {
		return err
	}
	if err := t.batch.stoodIn(a); err != nil {
		return err
	}
	if err := t.nowApply(a.Campaign, a.Question, a.Person); err != nil {
		return err
	}
	p, err := tx.Participation(a.Campaign, a.Person)
	if errors.Is(err, storage.ErrNotFound) || err == nil && p.Submitted.IsZero() {
		return nil
	}
	if err != nil {
		return err
	}
	p.Submitted = time.Time{}
	return t.batch.putParticipation(p)
}

// start notes the beginning, once.
func (t *turn) start(w *world, campaign string) error {
	_, err := t.batch.tx.Participation(campaign, w.person.ID)
	if !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	c, ok, err := t.batch.campaign(campaign)
	if err != nil || !ok {
		return err
	}
	p, err := t.batch.ledger().begin(&c, &w.person, t.batch.now)
	if err != nil {
		return err
	}
	if err := t.batch.putParticipation(p); err != nil {
		return err
	}
	return t.note(w, campaign, auditStart)
}

// submit notes that the report was sent, and orders the draft.
func (t *turn) submit(w *world, campaign string) error {
	b := t.batch
	p, err := b.tx.Participation(campaign, w.person.ID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	p.Campaign, p.Person, p.Submitted = campaign, w.person.ID, b.now
	if p.Started.IsZero() {
		p.Started = b.now
	}
	if err := b.putParticipation(p); err != nil {
		return err
	}
	if err := t.note(w, campaign, auditSubmit); err != nil {
		return err
	}
	return t.addDraft(draftPayload{Campaign: campaign, Person: w.person.ID, Address: t.to})
}

func (t *turn) note(w *world, campaign, action string) error {
	return t.batch.tx.AddAudit(storage.AuditEntry{
		At: t.batch.now, Campaign: campaign, Person: w.person.ID, Channel: t.to.Platform, Action: action,
	})
}

// join makes the owner of the chat a person. It is false, and nothing happens,
// when the invitation is used up or the chat has an owner.
func (t *turn) join(e conversation.Join) (bool, error) {
	tx, now := t.batch.tx, t.batch.now
	i, err := tx.Invitation(e.Invitation.Hash)
	if errors.Is(err, storage.ErrNotFound) || err == nil && !i.Usable(now) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := tx.PersonByAddress(t.to); !errors.Is(err, storage.ErrNotFound) {
		return false, err
	}
	if full, err := t.batch.full(t.to.Platform); full || err != nil {
		return false, err
	}
	i.Uses--
	if i.Uses == 0 {
		err = tx.DeleteInvitation(i.Hash)
	} else {
		err = tx.PutInvitation(i)
	}
	if err != nil {
		return false, err
	}
	if i.Person != "" {
		joined, err := t.joinAs(i)
		return joined, errors.Join(err, t.tellFull())
	}
	p, err := addPerson(tx, report.Person{
		Name: cleanName(e.Name), Role: i.Role, Joined: now,
		Addresses: []report.Contact{{Address: t.to.String()}},
	}, t.to.Platform, auditJoin, i.Hash)
	if err != nil {
		return false, err
	}
	return true, errors.Join(t.greeted(p), t.tellFull())
}

// joinAs gives the person of an invitation one more address. Who has others hears of it
// there.
func (t *turn) joinAs(i report.Invitation) (bool, error) {
	tx := t.batch.tx
	p, err := tx.Person(i.Person)
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	others := reachable(p)
	first := p.Joined.IsZero()
	action := auditLink
	if first {
		p.Joined, action = t.batch.now, auditJoin
	}
	p.Addresses = append(slices.Clone(p.Addresses), report.Contact{Address: t.to.String()})
	if err := tx.PutPerson(p); err != nil {
		return false, err
	}
	if err := tx.AddAudit(storage.AuditEntry{
		At: t.batch.now, Person: p.ID, Channel: t.to.Platform, Action: action, Note: i.Hash,
	}); err != nil {
		return false, err
	}
	for _, a := range others {
		if a.Platform != terminalPlatform {
			t.tellNews(a, conversation.News{Kind: conversation.NewsLinked, Who: p, Platform: t.to.Platform})
		}
	}
	if !first {
		return true, nil
	}
	return true, t.greeted(p)
}

// greeted notes the open campaigns that ask something of a newcomer as announced: they
// hear of them at once.
func (t *turn) greeted(p report.Person) error {
	open, err := t.batch.openCampaigns()
	if err != nil {
		return err
	}
	l := t.batch.ledger()
	for _, c := range open {
		ok, err := l.owes(l.member(&c, &p, storage.Participation{}))
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := t.batch.heardOf(c.ID, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// refuse counts an attempt of a stranger, or a wrong code of somebody known; the count starts over every hour.
func (t *turn) refuse() error {
	now := t.batch.now
	s, err := t.batch.tx.Stranger(t.to)
	if err != nil {
		return err
	}
	if s.Count == 0 || now.Sub(s.First) >= strangerWindow {
		s = storage.Stranger{First: now}
	}
	s.Count++
	s.Last = now
	t.batch.refusals = append(t.batch.refusals, refusal{t.to, s.Count})
	return t.batch.tx.PutStranger(t.to, s)
}

// draftPayload is what a draft job is about.
type draftPayload struct {
	Campaign string       `json:"campaign"`
	Person   string       `json:"person"`  // who submitted
	Address  chat.Address `json:"address"` // from where
	// Purpose is empty for a draft that follows a submission; the others but
	// draftSettled are for the person alone.
	Purpose string `json:"purpose,omitempty"`
}

const draftKind = "draft"

// The purposes of a draft.
const (
	draftAsked = "asked" // somebody wants to read it
	draftCheck = "check" // somebody wants to approve it
	// draftSettled: all is in without anybody's sending, for whom it waited has left
	// or is no longer asked. Person has left, or gave the order.
	draftSettled = "left"
)
