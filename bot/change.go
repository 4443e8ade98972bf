package bot

import (
	"errors"
	"fmt"
	"slices"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// The actions on people in the audit.
const (
	auditName   = "person-name"
	auditCall   = "person-call"
	auditUnit   = "person-unit"
	auditRole   = "person-role"
	auditMerge  = "person-merge"
	auditLink   = "person-link"
	auditUnlink = "person-unlink"
	auditAway   = "person-away"
	auditBack   = "person-back"
)

// changeAllowed tells whether the owner of the chat may make a change, whatever the
// dialogue says: admins may do some to others, and everybody the rest to themself.
func changeAllowed(w *world, e conversation.Change) error {
	self := w.known && e.Person == w.person.ID
	admin := w.known && w.person.Role == report.Admin
	ok := self
	switch e.Kind {
	case conversation.ChangeAway, conversation.ChangeBack, conversation.ChangeLeave:
		ok = self || admin
	case conversation.ChangeUnit, conversation.ChangeRole:
		ok = admin
	}
	if !ok {
		return fmt.Errorf("change of %s is not theirs to make", e.Kind)
	}
	return nil
}

// change alters a person. settled tells that a newcomer is in, or somebody back: what is
// open is shown next.
func (t *turn) change(w *world, e conversation.Change) (settled bool, err error) {
	if err := changeAllowed(w, e); err != nil {
		return false, err
	}
	p, err := t.batch.tx.Person(e.Person)
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil // gone meanwhile
	}
	if err != nil {
		return false, err
	}
	switch e.Kind {
	case conversation.ChangeName:
		old := p.Name
		p.Name = cleanName(e.Value)
		return false, t.alter(w, p, auditName, old, p.Name)
	case conversation.ChangeCall:
		if !slices.Contains(report.Calls, e.Value) {
			return false, fmt.Errorf("form of address %q", e.Value)
		}
		old := p.Call
		p.Call = e.Value
		return false, t.alter(w, p, auditCall, old, p.Call)
	case conversation.ChangeUnit:
		old := p.Unit
		p.Unit = cleanName(e.Value)
		return false, t.alter(w, p, auditUnit, old, p.Unit)
	case conversation.ChangeRole:
		return false, t.setRole(w, p, report.Role(e.Value))
	case conversation.ChangeMerge:
		return false, t.merge(w, p, e.Value)
	case conversation.ChangeUnlink:
		return false, t.unlink(w, p, e.Value)
	case conversation.ChangeSettle:
		return true, t.tellJoined(w, p)
	case conversation.ChangeAway:
		return false, t.setAway(w, p, e.Value)
	case conversation.ChangeBack:
		return p.ID == w.person.ID, t.setBack(w, p)
	case conversation.ChangeLeave:
		return false, t.leave(w, p)
	}
	return false, fmt.Errorf("change %q is unknown", e.Kind)
}

// alter stores a changed person, with an entry that says from what to what.
func (t *turn) alter(w *world, p report.Person, action, from, to string) error {
	if err := t.batch.tx.PutPerson(p); err != nil {
		return err
	}
	if p.ID == w.person.ID {
		w.person = p
	}
	return t.noteChange(w, p.ID, action, from+" → "+to)
}

func (t *turn) noteChange(w *world, id, action, note string) error {
	entry := storage.AuditEntry{At: t.batch.now, Person: w.person.ID, Channel: t.to.Platform, Action: action, Note: note}
	if id != w.person.ID {
		entry.Whose = id
	}
	return t.batch.tx.AddAudit(entry)
}

// setRole never leaves the school without an admin.
func (t *turn) setRole(w *world, p report.Person, role report.Role) error {
	switch role {
	case report.Admin, report.Approver, report.Staff:
	default:
		return fmt.Errorf("role %q", role)
	}
	if last, err := lastAdmin(t.batch.tx, p); err != nil || last {
		if err == nil {
			t.tellNews(t.to, conversation.News{Kind: conversation.NewsRefused})
		}
		return err
	}
	old := p.Role
	p.Role = role
	if err := t.alter(w, p, auditRole, string(old), string(role)); err != nil {
		return err
	}
	if p.ID == w.person.ID {
		return nil
	}
	return t.tellPerson(p.ID, "", informed(conversation.News{Kind: conversation.NewsRole, Who: p, By: w.person.Name}))
}

// lastAdmin tells whether the person is an admin, and nobody else is who has joined.
func lastAdmin(tx storage.Tx, p report.Person) (bool, error) {
	if p.Role != report.Admin || p.Joined.IsZero() {
		return false, nil
	}
	for other, err := range tx.Overseers() {
		if err != nil {
			return false, err
		}
		if other.ID != p.ID && other.Role == report.Admin && !other.Joined.IsZero() {
			return false, nil
		}
	}
	return true, nil
}

// merge makes the newcomer p the person of the list that they say they are. Only staff
// become somebody else, only somebody who has not joined, and never with answers.
func (t *turn) merge(w *world, p report.Person, id string) error {
	tx := t.batch.tx
	listed, err := tx.Person(id)
	if err != nil {
		return err
	}
	if p.Role != report.Staff || listed.Role != report.Staff || !listed.Joined.IsZero() || len(listed.Addresses) > 0 || len(p.StandsFor) > 0 {
		return errors.New("only a newcomer of the staff may be somebody on the list who has not joined")
	}
	open, err := t.batch.openCampaigns()
	if err != nil {
		return err
	}
	for _, c := range open {
		if wrote, err := wroteAny(tx, c.ID, p.ID); err != nil || wrote {
			return errors.Join(err, errors.New("who has answered stays who they are"))
		}
	}
	if err := forgetReminders(tx, p.ID); err != nil {
		return err
	}
	if err := tx.DeletePerson(p.ID); err != nil {
		return err
	}
	listed.Addresses, listed.Joined, listed.Consent = p.Addresses, t.batch.now, p.Consent
	if err := tx.PutPerson(listed); err != nil {
		return err
	}
	w.person = listed
	if err := dropInvitations(tx, listed.ID); err != nil {
		return err
	}
	if err := t.noteChange(w, p.ID, auditMerge, p.ID+" → "+listed.ID); err != nil {
		return err
	}
	return t.greeted(listed)
}

// dropInvitations ends the codes that were made for one person.
func dropInvitations(tx storage.Tx, person string) error {
	for i, err := range tx.Invitations() {
		if err != nil {
			return err
		}
		if i.Person != person {
			continue
		}
		if err := tx.DeleteInvitation(i.Hash); err != nil {
			return err
		}
	}
	return nil
}

// unlink takes an address off, and where its chat stands.
func (t *turn) unlink(w *world, p report.Person, address string) error {
	i := slices.IndexFunc(p.Addresses, func(c report.Contact) bool { return c.Address == address })
	if i < 0 || address == t.to.String() {
		return nil // gone already
	}
	p.Addresses = slices.Delete(slices.Clone(p.Addresses), i, i+1)
	if a, err := chat.ParseAddress(address); err == nil {
		if err := forgetChat(t.batch.tx, a); err != nil {
			return err
		}
	}
	return t.alter(w, p, auditUnlink, address, "")
}

// informed is the event that brings news.
func informed(n conversation.News) conversation.Event {
	return conversation.Event{Kind: conversation.Informed, News: &n}
}

func (t *turn) tellNews(to chat.Address, n conversation.News) { t.tellLater(to, informed(n)) }

// tellAdmins brings news to all admins but whoever made them and whom they are about.
func (t *turn) tellAdmins(w *world, n conversation.News) error {
	for p, err := range t.batch.tx.Overseers() {
		if err != nil {
			return err
		}
		if p.Role != report.Admin || p.ID == w.person.ID || p.ID == n.Who.ID {
			continue
		}
		if err := t.tellPerson(p.ID, "", informed(n)); err != nil {
			return err
		}
	}
	return nil
}
