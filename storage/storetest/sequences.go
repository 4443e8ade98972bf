package storetest

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"thuky/report"
	"thuky/storage"
)

func testOrder(t *testing.T, s storage.Store) {
	ids := []string{"b", "a", "B", "10", "9", "ă", "ab", "a1"}
	sorted := slices.Sorted(slices.Values(ids))
	update(t, s, func(tx storage.Tx) error {
		var errs []error
		for i, id := range ids {
			errs = append(errs,
				tx.PutPerson(report.Person{ID: id}), tx.PutCampaign(report.Campaign{ID: id}), tx.PutInvitation(report.Invitation{Hash: id}),
				tx.PutParticipation(storage.Participation{Campaign: "c", Person: id}), tx.PutHold(id, noon),
				tx.PutConversation(mustAddress("x:"+id), []byte("{}")),
				tx.PutFailed(storage.Failed{Key: id, At: noon.Add(-time.Duration(i) * time.Second)}))
			for _, person := range ids {
				errs = append(errs, tx.PutAnswer(report.Answer{Campaign: "c", Question: id, Person: person}))
			}
		}
		return errors.Join(errs...)
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "people", names(list(t, tx.People()), func(p report.Person) string { return p.ID }), sorted)
		same(t, "campaigns", names(list(t, tx.Campaigns()), func(c report.Campaign) string { return c.ID }), sorted)
		same(t, "invitations", names(list(t, tx.Invitations()), func(i report.Invitation) string { return i.Hash }), sorted)
		same(t, "participations", names(list(t, tx.Participations("c")), func(p storage.Participation) string { return p.Person }), sorted)
		same(t, "holds", names(list(t, tx.Holds()), func(h storage.Hold) string { return h.To }), sorted)
		same(t, "conversations", names(list(t, tx.Conversations()), func(c storage.Conversation) string { return c.Address.ID }), sorted)
		backwards := slices.Clone(ids)
		slices.Reverse(backwards)
		same(t, "failures", names(list(t, tx.Failures()), func(f storage.Failed) string { return f.Key }), backwards)
		var want []string
		for _, question := range sorted {
			for _, person := range sorted {
				want = append(want, question+" of "+person)
			}
		}
		same(t, "answers", names(list(t, tx.Answers("c")), func(a report.Answer) string { return a.Question + " of " + a.Person }), want)
		return nil
	})
}

func testLeaveEarly(t *testing.T, s storage.Store) {
	update(t, s, func(tx storage.Tx) error {
		for i := range 1000 {
			if err := tx.AddAudit(storage.AuditEntry{Campaign: "c", Note: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	read := func(tx storage.Tx) error {
		seq := tx.Audit("c")
		for _, n := range []int{1, 500, 1000, 3} { // the same sequence again, from the start
			got := 0
			for e, err := range seq {
				if err != nil || e.Note != fmt.Sprint(got) {
					t.Fatalf("entry %d: got %q, %v", got, e.Note, err)
				}
				if got++; got == n {
					break
				}
			}
			if got != n {
				t.Errorf("got %d entries, want %d", got, n)
			}
		}
		next := 999
		for e, err := range tx.AuditBack("c") {
			if err != nil || e.Note != fmt.Sprint(next) {
				t.Fatalf("back at %d: got %q, %v", next, e.Note, err)
			}
			if next--; next == 990 {
				break
			}
		}
		for outer, err := range seq { // one inside another
			for inner := range seq {
				same(t, "inner", inner.Note, "0")
				break
			}
			if outer.Note == "3" {
				return err
			}
		}
		return nil
	}
	view(t, s, read)
	update(t, s, read)
}

// testWriteWhileReading deletes and rewrites what the loop stands on.
func testWriteWhileReading(t *testing.T, s storage.Store) {
	const n = 600 // many pages
	fill := func(tx storage.Tx) error {
		for i := range n {
			o := outgoing(fmt.Sprintf("k%04d", i))
			if err := tx.Enqueue(&o); err != nil {
				return err
			}
		}
		return nil
	}
	update(t, s, fill)
	update(t, s, func(tx storage.Tx) error {
		i := 0
		for o, err := range tx.Outbox() {
			if err != nil {
				return err
			}
			same(t, "key", o.Key, fmt.Sprintf("k%04d", i))
			switch i % 3 {
			case 0:
				err = tx.DeleteOutgoing(o.Seq)
			case 1:
				o.Dead = true
				err = tx.PutOutgoing(o)
			default:
				o.LastError = string(make([]byte, 2000)) // moves it to another page
				err = tx.PutOutgoing(o)
			}
			if err != nil {
				return err
			}
			i++
		}
		same(t, "met", i, n)
		return nil
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "left", len(list(t, tx.Outbox())), n/3)
		same(t, "dead", len(list(t, tx.DeadLetters())), n/3)
		return nil
	})
	clear := func(tx storage.Tx) error {
		for _, box := range []iter.Seq2[storage.Outgoing, error]{tx.Outbox(), tx.DeadLetters()} {
			for o, err := range box {
				if err := errors.Join(err, tx.DeleteOutgoing(o.Seq)); err != nil {
					return err
				}
			}
		}
		same(t, "left", len(list(t, tx.Outbox()))+len(list(t, tx.DeadLetters())), 0)
		return nil
	}
	update(t, s, clear)
	update(t, s, func(tx storage.Tx) error { // what this transaction wrote itself
		return errors.Join(fill(tx), clear(tx), fill(tx), clear(tx))
	})
}
