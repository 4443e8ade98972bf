package bot

import (
	"errors"
	"slices"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// Of a group chat nothing is stored but that an admin let the bot in, and what was
// announced there. Words that were written there reach no dialogue and no record.

// The actions of groups in the audit.
const (
	auditGroupIn   = "group-in"
	auditGroupOut  = "group-out"
	auditGroupMove = "group-move"
)

// How long the bot is silent after it spoke out of turn in a group.
const (
	hushLetIn  = time.Hour
	hushOthers = 24 * time.Hour
)

func ofGroup(k chat.UpdateKind) bool {
	switch k {
	case chat.GroupText, chat.GroupJoined, chat.GroupLeft, chat.GroupMoved, chat.GroupPress:
		return true
	}
	return false
}

// group handles what happened in a group chat.
func (b *batch) group(t *turn, u *chat.Update) error {
	t.press = ""
	if storage.CheckAddress(u.Address) != nil {
		return nil
	}
	g, err := b.tx.Group(u.Address)
	let := err == nil
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	switch u.Kind {
	case chat.GroupLeft:
		return b.leaveGroup(u, let)
	case chat.GroupMoved:
		return b.moveGroup(u, g, let)
	}
	by, err := b.tx.PersonByAddress(u.By)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	quiet, err := b.hushed(u.Address, let)
	if err != nil {
		return err
	}
	var failed error // of Progress, which Group may call
	reply := conversation.Group(conversation.GroupEvent{
		Kind: groupKinds[u.Kind], Text: u.Text, Admin: by.Role == report.Admin, Chief: by.Oversees(),
		Let: let, Hushed: quiet, Link: b.r.privateLink(u.Address.Platform), Names: b.r.names,
		Progress: func() (all []conversation.GroupProgress) {
			all, failed = b.groupProgress()
			return all
		},
	})
	if failed != nil {
		return failed
	}
	if reply.Let {
		if err := b.letIn(u, by); err != nil {
			return err
		}
	}
	if reply.Hush {
		if err := b.tx.PutStranger(u.Address, storage.Stranger{Count: 1, First: b.now, Last: b.now}); err != nil {
			return err
		}
	}
	b.back(u.Address)
	for _, m := range reply.Say {
		m.Ack = u.PressID
		if err := t.say(m); err != nil {
			return &effectError{err}
		}
	}
	if reply.Let {
		return b.tellOpen(u.Address)
	}
	return nil
}

var groupKinds = map[chat.UpdateKind]conversation.GroupKind{
	chat.GroupText: conversation.GroupSaid, chat.GroupJoined: conversation.GroupEntered, chat.GroupPress: conversation.GroupPressed,
}

// hushed tells whether the bot spoke out of turn in a group a short time ago. That is
// kept as the attempts of strangers are, and forgotten as they are.
func (b *batch) hushed(a chat.Address, let bool) (bool, error) {
	s, err := b.tx.Stranger(a)
	pause := hushOthers
	if let {
		pause = hushLetIn
	}
	return s.Count > 0 && b.now.Sub(s.Last) < pause, err
}

// privateLink opens the private chat on a platform, "" where that is not known.
func (r *Runtime) privateLink(platform string) string {
	for _, t := range r.platforms {
		if l, ok := t.(chat.Linker); ok && t.Platform() == platform {
			return l.Link()
		}
	}
	return ""
}

func (b *batch) letIn(u *chat.Update, by report.Person) error {
	if err := b.tx.PutGroup(storage.Group{Address: u.Address, Title: cleanName(u.Name), By: by.ID, At: b.now}); err != nil {
		return err
	}
	return b.noteGroup(auditGroupIn, by.ID, u.Address)
}

func (b *batch) noteGroup(action, person string, group chat.Address) error {
	return b.tx.AddAudit(storage.AuditEntry{
		At: b.now, Person: person, Channel: group.Platform, Action: action, Note: group.String(),
	})
}

// leaveGroup forgets a group and all that waits for it.
func (b *batch) leaveGroup(u *chat.Update, let bool) error {
	rows, err := b.waiting(u.Address)
	if err != nil {
		return err
	}
	for _, o := range rows {
		if err := b.tx.DeleteOutgoing(o.Seq); err != nil {
			return err
		}
	}
	b.moved = append(b.moved, move{from: u.Address})
	b.out = slices.DeleteFunc(b.out, func(o storage.Outgoing) bool { return o.To == u.Address })
	if !let {
		return nil
	}
	if err := b.tx.DeleteGroup(u.Address); err != nil {
		return err
	}
	by, err := b.tx.PersonByAddress(u.By)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	return b.noteGroup(auditGroupOut, by.ID, u.Address)
}

// forgetGroup forgets a group that cannot be written to any more: nobody there hears of
// anything until an admin lets us in again.
func forgetGroup(tx storage.Tx, a chat.Address, now time.Time) error {
	if _, err := tx.Group(a); errors.Is(err, storage.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	if err := tx.DeleteGroup(a); err != nil {
		return err
	}
	return tx.AddAudit(storage.AuditEntry{At: now, Channel: a.Platform, Action: auditGroupOut, Note: a.String()})
}

// move is what waits for a chat that has another address now.
type move struct {
	from chat.Address
	rows []storage.Outgoing // as they are stored now
}

// moveGroup gives a group its new address, and what waits for it, too. The platform tells
// of a move more than once.
func (b *batch) moveGroup(u *chat.Update, g storage.Group, let bool) error {
	if !let || storage.CheckAddress(u.To) != nil || u.To.Platform != g.Address.Platform || u.To == g.Address {
		return nil
	}
	from := g.Address
	rows, err := b.waiting(from)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].To = u.To
		if err := b.tx.PutOutgoing(rows[i]); err != nil {
			return err
		}
	}
	b.moved = append(b.moved, move{from, rows})
	b.out = slices.DeleteFunc(b.out, func(o storage.Outgoing) bool { return o.To == from })
	g.Address = u.To
	if err := b.tx.PutGroup(g); err != nil {
		return err
	}
	if err := b.tx.DeleteGroup(from); err != nil {
		return err
	}
	return b.noteGroup(auditGroupMove, "", g.Address)
}

// waiting is what waits to be sent to an address.
func (b *batch) waiting(a chat.Address) (rows []storage.Outgoing, err error) {
	for o, err := range b.tx.Outbox() {
		if err != nil {
			return nil, err
		}
		if o.To == a {
			rows = append(rows, o)
		}
	}
	return rows, nil
}

// groupProgress is how far the open campaigns are, the most urgent first.
func (b *batch) groupProgress() (all []conversation.GroupProgress, err error) {
	open, err := b.openCampaigns()
	if err != nil {
		return nil, err
	}
	open = slices.Clone(open)
	slices.SortStableFunc(open, byDeadline)
	for _, c := range open {
		shares, err := b.shares(c.ID)
		if err != nil {
			return nil, err
		}
		p := conversation.GroupProgress{Campaign: c, Late: b.late(c)}
		for _, s := range shares {
			switch {
			case !s.Counts():
				continue
			case s.Sent.IsZero():
				p.Owing = append(p.Owing, s.Person.Name)
			default:
				p.Sent++
			}
			p.Of++
		}
		all = append(all, p)
	}
	return all, nil
}
