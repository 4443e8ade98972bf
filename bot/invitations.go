package bot

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"thuky/report"
	"thuky/storage"
)

// codeLetters are the letters of invitation codes: none that is taken for another.
const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// codeLength gives a code 80 bits: nobody guesses one through a chat.
const codeLength = 16

// strangerWindow is how long the attempts of a stranger are counted together.
const strangerWindow = time.Hour

// NewCode gives a fresh invitation code.
func NewCode() string {
	raw := make([]byte, codeLength)
	_, _ = rand.Read(raw) // never fails
	for i, b := range raw {
		raw[i] = codeLetters[int(b)%len(codeLetters)] // 32 letters: no bias
	}
	return string(raw)
}

// HashCode gives what is stored of a code. Case, spaces and hyphens do not count,
// since people type codes from paper.
func HashCode(code string) string {
	code = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\t', '\n', '\r', '\u00a0':
			return -1
		}
		return r
	}, code)
	sum := sha256.Sum256([]byte(strings.ToUpper(code)))
	return hex.EncodeToString(sum[:])
}

// Invite stores an invitation for a code from NewCode; the code itself is told
// only by whoever made it. A zero expires never ends.
func Invite(tx storage.Tx, role report.Role, uses int, expires, now time.Time, code string) (report.Invitation, error) {
	switch role {
	case report.Admin, report.Approver, report.Staff:
	default:
		return report.Invitation{}, fmt.Errorf("role %q: want admin, approver or staff", role)
	}
	switch {
	case uses < 1 || uses > maxUses:
		return report.Invitation{}, fmt.Errorf("%d uses: want 1 to %d", uses, maxUses)
	case !expires.IsZero() && !expires.After(now):
		return report.Invitation{}, fmt.Errorf("an invitation that ended at %s cannot be used", expires.Format(time.RFC3339))
	case len(code) < 12:
		return report.Invitation{}, errors.New("an invitation code has at least 12 characters")
	}
	i := report.Invitation{Hash: HashCode(code), Role: role, Uses: uses, Expires: expires, Created: now}
	if _, err := tx.Invitation(i.Hash); !errors.Is(err, storage.ErrNotFound) {
		if err == nil {
			err = fmt.Errorf("invitation: %w", storage.ErrConflict)
		}
		return report.Invitation{}, err
	}
	if err := tx.PutInvitation(i); err != nil {
		return report.Invitation{}, err
	}
	return i, tx.AddAudit(storage.AuditEntry{
		At: now, Channel: operator, Action: auditInvite, Note: fmt.Sprintf("%s, %d uses", role, uses),
	})
}

// maxUses is the most people one invitation lets in.
const maxUses = 10_000

// operator is the channel of what is done from the command line.
const operator = "cli"

// usable tells whether an invitation still lets somebody in.
func usable(i report.Invitation, now time.Time) bool {
	return i.Uses > 0 && (i.Expires.IsZero() || i.Expires.After(now))
}

// pruneInvitations deletes what nobody can use any more.
func pruneInvitations(tx storage.Tx, now time.Time) error {
	for i, err := range tx.Invitations() {
		if err != nil {
			return err
		}
		if usable(i, now) {
			continue
		}
		if err := tx.DeleteInvitation(i.Hash); err != nil {
			return err
		}
	}
	return nil
}
