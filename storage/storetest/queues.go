package storetest

import (
	"errors"
	"testing"
	"time"

	"thuky/report"
	"thuky/storage"
)

func testAddresses(t *testing.T, s storage.Store) {
	at := func(tx storage.Tx, address, want string) {
		t.Helper()
		p, err := tx.PersonByAddress(mustAddress(address))
		if want == "" {
			wantError(t, address, err, storage.ErrNotFound)
			return
		}
		same(t, address, p.ID, want)
		wantError(t, address, err, nil)
	}
	put := func(id string, addresses ...string) func(storage.Tx) error {
		p := report.Person{ID: id}
		for _, a := range addresses {
			p.Addresses = append(p.Addresses, report.Contact{Address: a})
		}
		return func(tx storage.Tx) error { return tx.PutPerson(p) }
	}
	update(t, s, put("mai", "telegram:1", "terminal:1", "telegram:1"))
	update(t, s, put("do", "telegram:2"))
	view(t, s, func(tx storage.Tx) error {
		at(tx, "telegram:1", "mai")
		at(tx, "terminal:1", "mai")
		at(tx, "telegram:2", "do")
		at(tx, "telegram:11", "")
		return nil
	})
	update(t, s, put("mai", "terminal:1", "telegram:3")) // telegram:1 is free again
	update(t, s, put("do", "telegram:2", "telegram:1"))
	update(t, s, func(tx storage.Tx) error { // passed on within one transaction
		at(tx, "telegram:1", "do")
		at(tx, "telegram:3", "mai")
		return errors.Join(put("mai")(tx), put("do", "telegram:3")(tx))
	})
	view(t, s, func(tx storage.Tx) error {
		at(tx, "telegram:3", "do")
		at(tx, "telegram:2", "")
		at(tx, "terminal:1", "")
		return nil
	})
}

func testOutbox(t *testing.T, s storage.Store) {
	var seqs []uint64
	add := func(tx storage.Tx, keys ...string) error {
		for _, key := range keys {
			o := outgoing(key)
			o.Seq = 12345 // is the store's to say
			if err := tx.Enqueue(&o); err != nil {
				return err
			}
			seqs = append(seqs, o.Seq)
		}
		return nil
	}
	update(t, s, func(tx storage.Tx) error { seqs = nil; return add(tx, "z", "y") })
	update(t, s, func(tx storage.Tx) error { seqs = seqs[:2]; return add(tx, "x", "a") })
	for i := 1; i < len(seqs); i++ {
		if seqs[i] <= seqs[i-1] {
			t.Errorf("Seq does not rise: %v", seqs)
		}
	}
	update(t, s, func(tx storage.Tx) error {
		all := list(t, tx.Outbox())
		same(t, "seqs", names(all, func(o storage.Outgoing) uint64 { return o.Seq }), seqs)
		same(t, "keys", names(all, func(o storage.Outgoing) string { return o.Key }), []string{"z", "y", "x", "a"})
		late := all[1]
		late.Attempts, late.LastError, late.NotBefore = 1, "send: throttled", noon
		renamed := all[2]
		renamed.Key = "z"
		wantError(t, "key of another", tx.PutOutgoing(renamed), storage.ErrConflict)
		renamed.Key = "new"
		wantError(t, "another key", tx.PutOutgoing(renamed), storage.ErrConflict)
		same(t, "failed delete", tx.DeleteOutgoing(all[3].Seq+100), nil)
		return errors.Join(tx.PutOutgoing(late), tx.DeleteOutgoing(all[3].Seq))
	})
	update(t, s, func(tx storage.Tx) error {
		seqs = seqs[:4]
		if err := add(tx, "a"); err != nil { // the key is free, the number is not
			return err
		}
		if seqs[4] <= seqs[3] {
			t.Errorf("Seq %d was used again", seqs[4])
		}
		all := list(t, tx.Outbox())
		same(t, "attempts", all[1].Attempts, 1)
		same(t, "keys", names(all, func(o storage.Outgoing) string { return o.Key }), []string{"z", "y", "x", "a"})
		return nil
	})
}

func testDead(t *testing.T, s storage.Store) {
	o := outgoing("k")
	keys := func(tx storage.Tx, waiting, dead int) {
		t.Helper()
		same(t, "outbox", len(list(t, tx.Outbox())), waiting)
		same(t, "dead letters", len(list(t, tx.DeadLetters())), dead)
	}
	update(t, s, func(tx storage.Tx) error { return tx.Enqueue(&o) })
	update(t, s, func(tx storage.Tx) error {
		keys(tx, 1, 0)
		o.Dead = true
		err := tx.PutOutgoing(o)
		keys(tx, 0, 1)
		again := outgoing("k")
		wantError(t, "key of a dead letter", tx.Enqueue(&again), storage.ErrConflict)
		return err
	})
	update(t, s, func(tx storage.Tx) error { // an operator has it sent again
		o.Dead, o.Attempts = false, 0
		err := tx.PutOutgoing(o)
		keys(tx, 1, 0)
		o.Dead = true
		return errors.Join(err, tx.PutOutgoing(o), tx.DeleteOutgoing(o.Seq))
	})
	view(t, s, func(tx storage.Tx) error { keys(tx, 0, 0); return nil })
}

func testHolds(t *testing.T, s storage.Store) {
	hold := func(tx storage.Tx, to string, want time.Time) {
		t.Helper()
		got, err := tx.Hold(to)
		if !got.Equal(want) || err != nil {
			t.Errorf("hold of %s: got %v, %v, want %v", to, got, err, want)
		}
	}
	early := time.Date(1969, 12, 31, 23, 59, 59, 1, time.UTC)
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(tx.PutHold("telegram", noon), tx.PutHold("telegram:42", noon.Add(1)), tx.PutHold("old", early), tx.PutHold("gone", noon))
	})
	update(t, s, func(tx storage.Tx) error {
		hold(tx, "telegram", noon)
		hold(tx, "telegram:42", noon.Add(1))
		hold(tx, "telegram:4", time.Time{})
		hold(tx, "old", early)
		return errors.Join(tx.PutHold("telegram", noon.Add(time.Hour)), tx.PutHold("gone", time.Time{}))
	})
	view(t, s, func(tx storage.Tx) error {
		hold(tx, "telegram", noon.Add(time.Hour))
		hold(tx, "gone", time.Time{})
		same(t, "holds", list(t, tx.Holds()), []storage.Hold{
			{To: "old", Until: early}, {To: "telegram", Until: noon.Add(time.Hour)}, {To: "telegram:42", Until: noon.Add(1)},
		})
		return nil
	})
}

func testClaimOrder(t *testing.T, s storage.Store) {
	update(t, s, func(tx storage.Tx) error {
		var errs []error
		for key, age := range map[string]time.Duration{"c": 3 * time.Hour, "a": 1, "b": time.Hour, "z": 100 * 365 * dayLength, "d": 0} {
			errs = append(errs, tx.AddJob(storage.Job{Key: key, Kind: "draft", Payload: []byte(`{}`), Created: noon.Add(-age)}))
		}
		return errors.Join(errs...)
	})
	for _, want := range []string{"z", "c", "b", "a", "d"} {
		update(t, s, func(tx storage.Tx) error {
			j, err := tx.ClaimJob(noon, noon.Add(time.Minute))
			same(t, "claimed", j.Key, want)
			return err
		})
	}
	update(t, s, func(tx storage.Tx) error {
		_, err := tx.ClaimJob(noon, noon)
		wantError(t, "all are leased", err, storage.ErrNotFound)
		return nil
	})
}

func testLease(t *testing.T, s storage.Store) {
	claim := func(now time.Time, want string) (j storage.Job) {
		t.Helper()
		update(t, s, func(tx storage.Tx) (err error) {
			j, err = tx.ClaimJob(now, now.Add(time.Minute))
			if want == "" {
				wantError(t, "claim", err, storage.ErrNotFound)
				return nil
			}
			same(t, "claimed", j.Key, want)
			return err
		})
		return j
	}
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(
			tx.AddJob(storage.Job{Key: "a", Payload: []byte(`1`), Created: noon}),
			tx.AddJob(storage.Job{Key: "later", Payload: []byte(`1`), Created: noon.Add(-time.Hour), Leased: noon.Add(time.Hour)}),
		)
	})
	claim(noon, "a")
	view(t, s, func(tx storage.Tx) error {
		var keys []string
		for j, err := range tx.Jobs() {
			if err != nil {
				return err
			}
			keys = append(keys, j.Key+" "+j.Leased.Sub(noon).String())
		}
		same(t, "jobs, taken or not", keys, []string{"a 1m0s", "later 1h0m0s"})
		return nil
	})
	claim(noon, "")
	claim(noon.Add(time.Minute-1), "")
	j := claim(noon.Add(time.Minute), "a") // to the nanosecond
	j.Attempts, j.Leased = 3, noon.Add(2*time.Hour)
	j.Created = noon.Add(-2 * time.Hour)
	update(t, s, func(tx storage.Tx) error { return tx.PutJob(j) })
	claim(noon.Add(time.Hour), "later")
	claim(noon.Add(time.Hour), "") // the place it had before is forgotten
	update(t, s, func(tx storage.Tx) error { return tx.DeleteJob("later") })
	same(t, "attempts", claim(noon.Add(3*time.Hour), "a").Attempts, 3)
	update(t, s, func(tx storage.Tx) error { return tx.DeleteJob("a") })
	claim(noon.Add(100*time.Hour), "")
}

func testPrune(t *testing.T, s storage.Store) {
	ages := []int{0, 1, 2, 3}
	key := func(age int) string { return string(rune('a' + age)) }
	update(t, s, func(tx storage.Tx) error {
		var errs []error
		for _, age := range ages {
			at := noon.Add(-time.Duration(age) * time.Hour)
			errs = append(errs,
				tx.PutArtifact(key(age), storage.Artifact{Name: key(age), Created: at, Data: []byte("x")}),
				tx.PutStranger(mustAddress("x:"+key(age)), storage.Stranger{Count: 1, First: noon.Add(-dayLength), Last: at}))
		}
		return errors.Join(errs...)
	})
	for _, before := range []int{100, 2, 0} {
		cut := noon.Add(-time.Duration(before) * time.Hour)
		update(t, s, func(tx storage.Tx) error { return errors.Join(tx.PruneArtifacts(cut), tx.PruneStrangers(cut)) })
		view(t, s, func(tx storage.Tx) error {
			for _, age := range ages {
				keep := age <= before
				a, err := tx.Artifact(key(age))
				stranger, err2 := tx.Stranger(mustAddress("x:" + key(age)))
				if got := err == nil; got != keep || got != (len(a.Data) == 1) || err2 != nil || keep != (stranger.Count == 1) {
					t.Errorf("pruned before %d h: age %d h: got %v, %v and %v, %v, want kept=%v", before, age, a, err, stranger, err2, keep)
				}
			}
			return nil
		})
	}
}
