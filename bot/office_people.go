package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// codeLife is how long the codes hold that are made on the pages: a sheet of them is
// printed and handed round.
const codeLife = 14 * 24 * time.Hour

// Invite makes a code that lets uses new people in with a role.
func (r *Runtime) Invite(ctx context.Context, by chat.Address, role report.Role, uses int) (code string, expires time.Time, err error) {
	code = NewCode()
	err = r.act(ctx, by, func(t *turn, w *world) error {
		if err := adminAllowed(w); err != nil {
			return err
		}
		now := t.batch.now
		expires = now.Add(codeLife)
		i := report.Invitation{Role: role, Uses: uses, Created: now, Expires: expires}
		_, err := putInvitation(t.batch.tx, i, code, storage.AuditEntry{
			Person: w.person.ID, Channel: t.to.Platform, Note: fmt.Sprintf("%s, %d uses", role, uses),
		})
		return err
	})
	return code, expires, err
}

// InvitePeople makes a personal code for each of those people, by id, in place of earlier
// ones; who is not on the list any more is left out.
func (r *Runtime) InvitePeople(ctx context.Context, by chat.Address, people []string) (codes map[string]string, expires time.Time, err error) {
	fresh := map[string]string{}
	for _, id := range people {
		fresh[id] = NewCode()
	}
	err = r.act(ctx, by, func(t *turn, w *world) error {
		if err := adminAllowed(w); err != nil {
			return err
		}
		now := t.batch.now
		codes, expires = map[string]string{}, now.Add(codeLife)
		for id, code := range fresh {
			p, err := t.batch.tx.Person(id)
			if errors.Is(err, storage.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if err := dropInvitations(t.batch.tx, id); err != nil {
				return err
			}
			i := report.Invitation{Role: p.Role, Uses: 1, Person: id, Created: now, Expires: expires}
			if _, err := putInvitation(t.batch.tx, i, code, storage.AuditEntry{Person: w.person.ID, Whose: id, Channel: t.to.Platform}); err != nil {
				return err
			}
			codes[id] = code
		}
		return nil
	})
	return codes, expires, err
}

// ImportPeople puts a list into the store as the command line does, and gives the codes of
// who has not joined, by id. A row that cannot be stored is a *report.ListError.
func (r *Runtime) ImportPeople(ctx context.Context, by chat.Address, rows []report.Person) (codes map[string]string, expires time.Time, err error) {
	err = r.act(ctx, by, func(t *turn, w *world) error {
		if err := adminAllowed(w); err != nil {
			return err
		}
		codes, expires = map[string]string{}, t.batch.now.Add(codeLife)
		all, err := ImportPeople(t.batch.tx, rows, Actor{Person: w.person.ID, Channel: t.to.Platform}, t.batch.now, expires)
		for _, one := range all {
			if one.Code != "" {
				codes[one.Person.ID] = one.Code
			}
		}
		return err
	})
	return codes, expires, err
}

// ChangeUnit gives a person another unit.
func (r *Runtime) ChangeUnit(ctx context.Context, by chat.Address, person, unit string) error {
	return r.changePerson(ctx, by, conversation.Change{Kind: conversation.ChangeUnit, Person: person, Value: unit})
}

// ChangeRole gives a person another role; the last admin keeps theirs.
func (r *Runtime) ChangeRole(ctx context.Context, by chat.Address, person string, role report.Role) error {
	return r.changePerson(ctx, by, conversation.Change{Kind: conversation.ChangeRole, Person: person, Value: string(role)})
}

// SetAway notes an absence; standIn is the id of who answers meanwhile, "" for nobody.
func (r *Runtime) SetAway(ctx context.Context, by chat.Address, person, standIn string) error {
	return r.changePerson(ctx, by, conversation.Change{Kind: conversation.ChangeAway, Person: person, Value: standIn})
}

// SetBack ends an absence.
func (r *Runtime) SetBack(ctx context.Context, by chat.Address, person string) error {
	return r.changePerson(ctx, by, conversation.Change{Kind: conversation.ChangeBack, Person: person})
}

// RemoveFromList takes a person off the list; the last admin stays.
func (r *Runtime) RemoveFromList(ctx context.Context, by chat.Address, person string) error {
	return r.changePerson(ctx, by, conversation.Change{Kind: conversation.ChangeLeave, Person: person})
}

// changePerson refuses in words what the dialogue would not have offered.
func (r *Runtime) changePerson(ctx context.Context, by chat.Address, c conversation.Change) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		if err := adminAllowed(w); err != nil {
			return err
		}
		p, err := t.batch.tx.Person(c.Person)
		if err != nil {
			return err
		}
		switch c.Kind {
		case conversation.ChangeRole, conversation.ChangeLeave:
			last, err := lastAdmin(t.batch.tx, p)
			if err != nil {
				return err
			}
			if last && c.Value != string(report.Admin) {
				return &report.Refusal{Text: textLastAdmin}
			}
		case conversation.ChangeAway:
			if c.Value == "" {
				break
			}
			stand, err := t.batch.tx.Person(c.Value)
			if err != nil {
				return err
			}
			if stand.ID == p.ID || stand.Away != nil || stand.Joined.IsZero() {
				return &report.Refusal{Text: textCannotStandIn(stand.Name)}
			}
		}
		_, err = t.carryOut(w, []conversation.Effect{c})
		return err
	})
}
