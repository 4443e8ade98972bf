package bot

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// codeLetters are the letters of invitation codes: none that is taken for another.
const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// codeLength gives a code 80 bits: nobody guesses one through a chat.
const codeLength = 16

// strangerWindow is how long the attempts of a stranger are counted together.
const strangerWindow = time.Hour

// NewCode gives a fresh invitation code. It holds a digit, by which a chat tells it from
// words; of 100 drawn one does not.
func NewCode() string {
	for {
		raw := make([]byte, codeLength)
		_, _ = rand.Read(raw) // never fails
		for i, b := range raw {
			raw[i] = codeLetters[int(b)%len(codeLetters)] // 32 letters: no bias
		}
		if bytes.ContainsAny(raw, "23456789") {
			return string(raw)
		}
	}
}

// Invite stores an invitation for a code from NewCode; the code itself is told
// only by whoever made it. A zero expires never ends.
func Invite(tx storage.Tx, role report.Role, uses int, expires, now time.Time, code string) (report.Invitation, error) {
	i := report.Invitation{Role: role, Uses: uses, Expires: expires, Created: now}
	return putInvitation(tx, i, code, storage.AuditEntry{Channel: operator, Note: fmt.Sprintf("%s, %d uses", role, uses)})
}

// invitePerson stores a one-time invitation for somebody on the list.
func invitePerson(tx storage.Tx, p report.Person, by Actor, expires, now time.Time, code string) (report.Invitation, error) {
	i := report.Invitation{Role: p.Role, Uses: 1, Person: p.ID, Expires: expires, Created: now}
	return putInvitation(tx, i, code, storage.AuditEntry{Person: by.Person, Channel: by.channel(), Whose: p.ID})
}

func putInvitation(tx storage.Tx, i report.Invitation, code string, entry storage.AuditEntry) (report.Invitation, error) {
	switch i.Role {
	case report.Admin, report.Approver, report.Staff:
	default:
		return report.Invitation{}, fmt.Errorf("role %q: want admin, approver or staff", i.Role)
	}
	switch {
	case i.Uses < 1 || i.Uses > maxUses:
		return report.Invitation{}, fmt.Errorf("%d uses: want 1 to %d", i.Uses, maxUses)
	case !i.Expires.IsZero() && !i.Expires.After(i.Created):
		return report.Invitation{}, fmt.Errorf("an invitation that ended at %s cannot be used", i.Expires.Format(time.RFC3339))
	case len(code) < 12:
		return report.Invitation{}, errors.New("an invitation code has at least 12 characters")
	}
	i.Hash = report.HashCode(code)
	if _, err := tx.Invitation(i.Hash); !errors.Is(err, storage.ErrNotFound) {
		if err == nil {
			err = fmt.Errorf("invitation: %w", storage.ErrConflict)
		}
		return report.Invitation{}, err
	}
	if err := tx.PutInvitation(i); err != nil {
		return report.Invitation{}, err
	}
	entry.At, entry.Action = i.Created, auditInvite
	return i, tx.AddAudit(entry)
}

// invite makes the code that was ordered in a chat, and tells it there alone: one's own for
// another chat, or for an admin those of others. The earlier codes for the same person end.
func (t *turn) invite(w *world, e conversation.Invite) error {
	b := t.batch
	link := (e.Link || e.Web) && w.known && e.Person == w.person.ID
	if !link && (!w.known || w.person.Role != report.Admin) {
		return errors.New("only admins invite")
	}
	if link && e.Web {
		to, err := t.signIn(w.person)
		t.tellNews(t.to, conversation.News{Kind: conversation.NewsWeb, Link: to})
		return err
	}
	i := report.Invitation{Role: e.Role, Uses: e.Uses, Created: b.now, Expires: b.now.AddDate(0, 0, conversation.InviteDays)}
	if link {
		i.Expires = b.now.Add(conversation.LinkMinutes * time.Minute)
	}
	news := conversation.News{Kind: conversation.NewsCode, Code: NewCode(), Order: e}
	if e.Person != "" {
		p, err := b.tx.Person(e.Person)
		if err != nil {
			return err
		}
		i.Role, i.Uses, i.Person, news.Who = p.Role, 1, p.ID, p
		if err := dropInvitations(b.tx, p.ID); err != nil {
			return err
		}
	}
	if err := b.ways(&news); err != nil {
		return err
	}
	if _, err := putInvitation(b.tx, i, news.Code, storage.AuditEntry{
		Person: w.person.ID, Whose: i.Person, Channel: t.to.Platform, Note: fmt.Sprintf("%s, %d uses", i.Role, i.Uses),
	}); err != nil {
		return err
	}
	t.tellNews(t.to, news)
	return nil
}

// maxUses is the most people one invitation lets in.
const maxUses = 10_000

// operator is the channel of what is done from the command line.
const operator = "cli"

// pruneInvitations deletes what nobody can use any more.
func pruneInvitations(tx storage.Tx, now time.Time) error {
	for i, err := range tx.Invitations() {
		if err != nil {
			return err
		}
		if i.Usable(now) {
			continue
		}
		if err := tx.DeleteInvitation(i.Hash); err != nil {
			return err
		}
	}
	return nil
}
