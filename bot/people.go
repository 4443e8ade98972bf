package bot

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// maxName is the longest name of a person, in characters.
const maxName = 80

// AddPerson stores a new person, with an id of its own. An address that belongs
// to somebody else is storage.ErrConflict.
func AddPerson(tx storage.Tx, p report.Person, now time.Time) (report.Person, error) {
	p.Joined = now
	return addPerson(tx, p, operator, auditAdd, "")
}

func addPerson(tx storage.Tx, p report.Person, channel, action, note string) (report.Person, error) {
	id, err := newPersonID(tx)
	if err != nil {
		return report.Person{}, err
	}
	p.ID = id
	if p.Name == "" {
		p.Name = textUnnamed(id)
	}
	if err := tx.PutPerson(p); err != nil {
		return report.Person{}, err
	}
	return p, tx.AddAudit(storage.AuditEntry{At: p.Joined, Person: id, Channel: channel, Action: action, Note: note})
}

// newPersonID gives the next of p1, p2, … Ids of people who were removed are not
// given again: their answers stay.
func newPersonID(tx storage.Tx) (string, error) {
	last := 0
	for p, err := range tx.People() {
		if err != nil {
			return "", err
		}
		last = max(last, personNumber(p.ID))
	}
	for e, err := range tx.Audit("") {
		if err != nil {
			return "", err
		}
		last = max(last, personNumber(e.Person), personNumber(e.Whose))
	}
	return "p" + strconv.Itoa(last+1), nil
}

func personNumber(id string) int {
	rest, ok := strings.CutPrefix(id, "p")
	n, err := strconv.Atoi(rest)
	if !ok || err != nil {
		return 0
	}
	return n
}

// unreachable tells whether the person cannot be reached at the address.
func unreachable(p report.Person, a chat.Address) bool {
	for _, c := range p.Addresses {
		if c.Unreachable && c.Address == a.String() {
			return true
		}
	}
	return false
}

// setUnreachable notes whether the owner of an address can be reached there.
// Nothing happens when it has no owner.
func setUnreachable(tx storage.Tx, a chat.Address, gone bool) error {
	return setContact(tx, a, func(c *report.Contact) { c.Unreachable = gone })
}

// setContact changes what is known of an address. Nothing happens when it has no owner.
func setContact(tx storage.Tx, a chat.Address, change func(*report.Contact)) error {
	p, err := tx.PersonByAddress(a)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("whose address it is: %w", err)
	}
	for i, c := range p.Addresses {
		if c.Address != a.String() {
			continue
		}
		if change(&p.Addresses[i]); p.Addresses[i] != c {
			return tx.PutPerson(p)
		}
	}
	return nil
}

// reachable are the addresses where a person can be written to.
func reachable(p report.Person) []chat.Address {
	var all []chat.Address
	for _, c := range p.Addresses {
		a, err := chat.ParseAddress(c.Address)
		if err == nil && !c.Unreachable {
			all = append(all, a)
		}
	}
	return all
}

// oneLine takes line breaks and control characters out of a text.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, ""), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// cleanName makes one line of a name as a platform shows it.
func cleanName(name string) string {
	name = oneLine(name)
	if letters := []rune(name); len(letters) > maxName {
		name = strings.TrimSpace(string(letters[:maxName]))
	}
	return name
}
