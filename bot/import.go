package bot

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"thuky/report"
	"thuky/storage"
)

// Imported is one row of a list as it was stored.
type Imported struct {
	Person report.Person
	Was    *report.Person // as it was before; nil for somebody new
	Code   string         // a new personal code, "" for who has joined
}

// Changed tells whether the row changed somebody who was on the list.
func (i *Imported) Changed() bool {
	return i.Was != nil && (i.Was.Unit != i.Person.Unit || i.Was.Role != i.Person.Role || i.Was.Call != i.Person.Call)
}

// ImportPeople puts people on the list, or brings those who are on it in line: the same
// name and unit is the same person, and so is the only one of a name whose unit is
// another. An empty role, unit or form of address leaves what is there; new people are
// staff. A row that cannot be stored is a *report.ListError. Whoever has not joined gets a personal code in place of an earlier one.
func ImportPeople(tx storage.Tx, rows []report.Person, by Actor, now, expires time.Time) ([]Imported, error) {
	var people []report.Person
	for p, err := range tx.People() {
		if err != nil {
			return nil, err
		}
		people = append(people, p)
	}
	matched, err := report.MatchList(rows, people)
	if err != nil {
		return nil, err
	}
	first, err := newPersonID(tx)
	if err != nil {
		return nil, err
	}
	next := personNumber(first)
	codes := map[string][]string{} // hashes by person
	for i, err := range tx.Invitations() {
		if err != nil {
			return nil, err
		}
		codes[i.Person] = append(codes[i.Person], i.Hash)
	}
	all := make([]Imported, 0, len(rows))
	for i, row := range rows {
		one := Imported{Person: row, Was: matched[i]}
		action := auditAdd
		if one.Was == nil {
			one.Person.ID, one.Person.Role = fmt.Sprintf("p%d", next), cmp.Or(row.Role, report.Staff)
			one.Person.Addresses, one.Person.Joined = nil, time.Time{}
			next++
		} else {
			one.Person = *one.Was
			one.Person.Role, one.Person.Unit, one.Person.Call = cmp.Or(row.Role, one.Was.Role), cmp.Or(row.Unit, one.Was.Unit), cmp.Or(row.Call, one.Was.Call)
			action = auditImport
		}
		p := one.Person
		if one.Was == nil || one.Changed() {
			if err := tx.PutPerson(p); err != nil {
				return nil, err
			}
			entry := storage.AuditEntry{
				At: now, Person: p.ID, Channel: by.channel(), Action: action, Note: strings.Join([]string{string(p.Role), p.Unit, p.Call}, ", "),
			}
			if by.Person != "" {
				entry.Person, entry.Whose = by.Person, p.ID
			}
			if err := tx.AddAudit(entry); err != nil {
				return nil, err
			}
		}
		if p.Joined.IsZero() {
			for _, hash := range codes[p.ID] {
				if err := tx.DeleteInvitation(hash); err != nil {
					return nil, err
				}
			}
			one.Code = NewCode()
			if _, err := invitePerson(tx, p, by, expires, now, one.Code); err != nil {
				return nil, err
			}
		}
		all = append(all, one)
	}
	return all, nil
}

const auditImport = "person-import"
