package pgstore

import (
	"context"
	"errors"
	"fmt"

	"thuky/report"
	"thuky/storage"
)

// Check reads every record of the school and compares the indexes with what they index, for
// an operator. The tables themselves are the server's to look after.
func (s *Store) Check(ctx context.Context) error {
	return s.View(ctx, func(stx storage.Tx) error {
		t := stx.(*tx)
		t.cache = nil // what the server has is looked at
		count := [kinds]int64{}
		var errs []error
		for k := range kinds {
			if err := t.base.conn.QueryRow(ctx, "SELECT count(*) FROM thuky."+tables[k].name+" WHERE school = $1", s.school).Scan(&count[k]); err != nil {
				return t.base.fail(k, err)
			}
			read := decoders[k]
			if read == nil {
				continue
			}
			for _, err := range each(t, k, nil, func(_, value []byte) (struct{}, error) { return struct{}{}, read(value) }) {
				if t.base.err != nil {
					return err
				}
				errs = append(errs, err)
			}
		}
		for _, same := range []struct {
			what  string
			a, b  int64
			other string
		}{
			{"outgoing messages", count[outbox] + count[dead], count[outboxKeys], "keys"},
			{"jobs", count[jobs], count[jobQueue], "places in the queue"},
			{"approved versions", count[versions], count[versionData], "files"},
			{"artifacts", count[artifacts], count[artifactData], "files"},
			{"lines", count[lines], count[lineKeys], "keys"},
			{"pieces of evidence", count[evidence], count[evidenceData], "files"},
		} {
			if same.a != same.b {
				errs = append(errs, fmt.Errorf("%d %s have %d %s", same.a, same.what, same.b, same.other))
			}
		}
		errs = append(errs, checkReminders(t, count[reminderQueue]), checkAddresses(t, count[addresses]))
		return errors.Join(errs...)
	})
}

// decoders say which records must be what.
var decoders = [kinds]func(value []byte) error{
	people:         canDecode[report.Person],
	invitations:    canDecode[report.Invitation],
	campaigns:      canDecode[report.Campaign],
	answers:        canDecode[report.Answer],
	participations: canDecode[storage.Participation],
	audit:          canDecode[storage.AuditEntry],
	outbox:         canDecode[storage.Outgoing],
	dead:           canDecode[storage.Outgoing],
	jobs:           canDecode[storage.Job],
	artifacts:      canDecode[artifactHead],
	strangers:      canDecode[storage.Stranger],
	failures:       canDecode[storage.Failed],
	versions:       canDecode[report.Version],
	reminders:      canDecode[storage.Reminder],
	days:           canDecode[storage.Day],
	groups:         canDecode[storage.Group],
	sessions:       canDecode[storage.Session],
	lines:          canDecode[storage.Line],
	evidence:       canDecode[storage.Evidence],
}

func canDecode[T any](value []byte) error {
	_, err := decode[T](value)
	return err
}

// checkReminders compares the queue with what waits.
func checkReminders(t *tx, places int64) error {
	var waiting int64
	for r, err := range records[storage.Reminder](t, reminders, nil) {
		if err != nil {
			return nil //nolint:nilerr // it was reported with the records
		}
		if !r.Done.IsZero() {
			continue
		}
		waiting++
		key := joined(r.Campaign, r.Person, string(r.Kind))
		if t.get(reminderQueue, due(r.At, key)) == nil {
			return fmt.Errorf("the reminder %q is not in the queue", key)
		}
	}
	if places != waiting {
		return fmt.Errorf("%d reminders have %d places in the queue", waiting, places)
	}
	return nil
}

// checkAddresses compares the index of addresses with people.
func checkAddresses(t *tx, entries int64) error {
	contacts := map[string]bool{}
	for p, err := range t.People() {
		if err != nil {
			return nil //nolint:nilerr // it was reported with the records
		}
		for _, c := range p.Addresses {
			if string(t.get(addresses, []byte(c.Address))) != p.ID {
				return fmt.Errorf("the address of person %q leads elsewhere", p.ID)
			}
			contacts[c.Address] = true
		}
	}
	if entries != int64(len(contacts)) {
		return fmt.Errorf("%d addresses have %d people's entries", entries, len(contacts))
	}
	return nil
}
