package records

import (
	"errors"
	"fmt"

	"thuky/report"
	"thuky/storage"
)

// Check decodes every record and compares the indexes with what they index. count tells how
// many entries a kind has.
func Check(k Keys, count func(Kind) (int, error)) error {
	t := New(k)
	var errs []error
	var n [Kinds]int
	for k := range Kinds {
		var err error
		if n[k], err = count(k); err != nil {
			return err
		}
		read := decoders[k]
		if read == nil {
			continue
		}
		for _, err := range each(t, k, Stretch{}, func(_, value []byte) (struct{}, error) { return struct{}{}, read(value) }) {
			if err != nil {
				errs = append(errs, err)
			}
		}
	}
	for _, same := range []struct {
		what  string
		a, b  int
		other string
	}{
		{"outgoing messages", n[Outbox] + n[Dead], n[OutboxKeys], "keys"},
		{"jobs", n[Jobs], n[JobQueue], "places in the queue"},
		{"approved versions", n[Versions], n[VersionData], "files"},
		{"artifacts", n[Artifacts], n[ArtifactData], "files"},
		{"lines", n[Lines], n[LineKeys], "keys"},
		{"pieces of evidence", n[Evidence], n[EvidenceData], "files"},
	} {
		if same.a != same.b {
			errs = append(errs, fmt.Errorf("%d %s have %d %s", same.a, same.what, same.b, same.other))
		}
	}
	return errors.Join(append(errs, checkReminders(t, n[ReminderQueue]), checkAddresses(t, n[Addresses]))...)
}

// decoders say which records must be what.
var decoders = [Kinds]func(value []byte) error{
	People:         canDecode[report.Person],
	Invitations:    canDecode[report.Invitation],
	Campaigns:      canDecode[report.Campaign],
	Answers:        canDecode[report.Answer],
	Participations: canDecode[storage.Participation],
	Audit:          canDecode[storage.AuditEntry],
	Outbox:         canDecode[storage.Outgoing],
	Dead:           canDecode[storage.Outgoing],
	Jobs:           canDecode[storage.Job],
	Artifacts:      canDecode[artifactHead],
	Strangers:      canDecode[storage.Stranger],
	Failures:       canDecode[storage.Failed],
	Versions:       canDecode[report.Version],
	Reminders:      canDecode[storage.Reminder],
	Days:           canDecode[storage.Day],
	Groups:         canDecode[storage.Group],
	Sessions:       canDecode[storage.Session],
	Lines:          canDecode[storage.Line],
	Evidence:       canDecode[storage.Evidence],
}

func canDecode[T any](value []byte) error {
	_, err := decode[T](value)
	return err
}

// checkReminders compares the queue with what waits.
func checkReminders(t *Tx, places int) error {
	waiting := 0
	for r, err := range all[storage.Reminder](t, Reminders, Stretch{}) {
		if err != nil {
			return nil //nolint:nilerr // it was reported with the records
		}
		if !r.Done.IsZero() {
			continue
		}
		waiting++
		key := joined(r.Campaign, r.Person, string(r.Kind))
		there, err := t.has(ReminderQueue, due(r.At, key))
		if err != nil {
			return err
		}
		if !there {
			return fmt.Errorf("the reminder %q is not in the queue", key)
		}
	}
	if places != waiting {
		return fmt.Errorf("%d reminders have %d places in the queue", waiting, places)
	}
	return nil
}

// checkAddresses compares the index of addresses with people.
func checkAddresses(t *Tx, entries int) error {
	var errs []error
	contacts := map[string]bool{}
	for p, err := range t.People() {
		if err != nil {
			return nil //nolint:nilerr // it was reported with the records
		}
		for _, c := range p.Addresses {
			owner, err := t.get(Addresses, []byte(c.Address))
			if err != nil {
				return err
			}
			if string(owner) != p.ID {
				errs = append(errs, fmt.Errorf("the address of person %q leads elsewhere", p.ID))
			}
			contacts[c.Address] = true
		}
	}
	if entries != len(contacts) {
		errs = append(errs, fmt.Errorf("%d addresses have %d people's entries", entries, len(contacts)))
	}
	return errors.Join(errs...)
}
