package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"thuky/report"
	"thuky/storage"
)

// unchanged tells whether a store that had no record has none still.
func unchanged(t *testing.T, s storage.Store) {
	t.Helper()
	view(t, s, func(tx storage.Tx) error {
		got, err := Records{Campaigns: Samples().Campaigns}.Read(tx)
		same(t, "records", got, Records{Templates: map[string]string{}, Artifacts: map[string]storage.Artifact{}, Strangers: map[string]storage.Stranger{}})
		return err
	})
	update(t, s, func(tx storage.Tx) error {
		for _, key := range Samples().Once {
			if fresh, err := tx.Once(key, noon); !fresh || err != nil {
				t.Errorf("update key %q: got fresh=%v, %v", key, fresh, err)
			}
		}
		_, err := tx.ClaimJob(noon, noon)
		wantError(t, "claim", err, storage.ErrNotFound)
		return nil
	})
}

func testFailureUndoes(t *testing.T, s storage.Store) {
	err := s.Update(context.Background(), func(tx storage.Tx) error {
		return errors.Join(Samples().Put(tx), errWanted)
	})
	wantError(t, "update", err, errWanted)
	unchanged(t, s)
	wantError(t, "view", s.View(context.Background(), func(storage.Tx) error { return errWanted }), errWanted)
}

func testPanicUndoes(t *testing.T, s storage.Store) {
	for what, do := range map[string]func(context.Context, func(storage.Tx) error) error{"update": s.Update, "view": s.View} {
		func() {
			defer func() { same(t, "panic of "+what, recover(), any("boom")) }()
			_ = do(context.Background(), func(tx storage.Tx) error {
				_ = Samples().Put(tx)
				panic("boom")
			})
			t.Errorf("%s returned after a panic", what)
		}()
	}
	unchanged(t, s)
}

// testGoexitUndoes is a test that ends itself in a transaction.
func testGoexitUndoes(t *testing.T, s storage.Store) {
	for _, do := range []func(context.Context, func(storage.Tx) error) error{s.Update, s.View} {
		var done sync.WaitGroup
		done.Go(func() {
			_ = do(context.Background(), func(tx storage.Tx) error {
				_ = Samples().Put(tx)
				runtime.Goexit()
				return nil
			})
		})
		done.Wait()
	}
	unchanged(t, s)
}

func testOwnWrites(t *testing.T, s storage.Store) {
	want := Samples()
	update(t, s, func(tx storage.Tx) error {
		err := want.Put(tx)
		got, err2 := want.Read(tx)
		same(t, "records", got, want)
		return errors.Join(err, err2)
	})
}

func testViewCannotWrite(t *testing.T, s storage.Store) {
	want := Samples()
	update(t, s, want.Put)
	o := outgoing("new")
	view(t, s, func(tx storage.Tx) error {
		_, once := tx.Once("new", noon)
		_, claim := tx.ClaimJob(noon, noon)
		person, campaign, answer := want.People[0], want.Campaigns[0], want.Answers[0]
		for what, err := range map[string]error{
			"Once":                       once,
			"PruneOnce":                  tx.PruneOnce(noon),
			"PutConversation":            tx.PutConversation(o.To, []byte("{}")),
			"PutConversation of nothing": tx.PutConversation(want.Conversations[0].Address, nil),
			"PutPerson":                  tx.PutPerson(person),
			"DeletePerson":               tx.DeletePerson(person.ID),
			"DeletePerson of nobody":     tx.DeletePerson("nobody"),
			"PutInvitation":              tx.PutInvitation(want.Invitations[0]),
			"DeleteInvitation":           tx.DeleteInvitation("none"),
			"PutTemplate":                tx.PutTemplate("v", nil),
			"PutCampaign":                tx.PutCampaign(campaign),
			"PutAnswer":                  tx.PutAnswer(answer),
			"PutParticipation":           tx.PutParticipation(want.Participations[0]),
			"AddAudit":                   tx.AddAudit(want.Audit[0]),
			"Enqueue":                    tx.Enqueue(&o),
			"PutOutgoing":                tx.PutOutgoing(want.Outgoing[0]),
			"DeleteOutgoing":             tx.DeleteOutgoing(1),
			"DeleteOutgoing of nothing":  tx.DeleteOutgoing(99),
			"PutHold":                    tx.PutHold("x", noon),
			"PutHold of the zero time":   tx.PutHold("x", storage.Hold{}.Until),
			"AddJob":                     tx.AddJob(storage.Job{Key: "new", Payload: []byte("1")}),
			"ClaimJob":                   claim,
			"PutJob":                     tx.PutJob(want.Jobs[0]),
			"DeleteJob":                  tx.DeleteJob(want.Jobs[0].Key),
			"DeleteJob of nothing":       tx.DeleteJob("none"),
			"PutArtifact":                tx.PutArtifact("new", storage.Artifact{}),
			"PruneArtifacts":             tx.PruneArtifacts(noon),
			"PutStranger":                tx.PutStranger(o.To, storage.Stranger{}),
			"PruneStrangers":             tx.PruneStrangers(noon),
			"PutReminder":                tx.PutReminder(want.Reminders[0]),
			"DeleteReminder":             tx.DeleteReminder("c", "p", "none"),
			"PutFailed":                  tx.PutFailed(want.Failures[0]),
			"PutVersion":                 tx.PutVersion(want.Versions[0]),
			"PutEvidence":                tx.PutEvidence(want.Evidence[0]),
			"DeleteEvidence":             tx.DeleteEvidence("c", "none"),
		} {
			wantError(t, what, err, storage.ErrReadOnly)
		}
		got, err := want.Read(tx)
		same(t, "records", got, want)
		return err
	})
}

// testSnapshot writes while a view reads.
func testSnapshot(t *testing.T, s storage.Store) {
	want := Samples()
	update(t, s, want.Put)
	begun, written := make(chan struct{}), make(chan struct{})
	var reader sync.WaitGroup
	reader.Go(func() {
		err := s.View(context.Background(), func(tx storage.Tx) error {
			check := func() {
				got, err := want.Read(tx)
				same(t, "records", got, want)
				wantError(t, "read", err, nil)
			}
			check()
			close(begun)
			<-written
			check()
			return nil
		})
		wantError(t, "view", err, nil)
	})
	<-begun
	for i := range 20 {
		update(t, s, func(tx storage.Tx) error {
			return errors.Join(tx.DeletePerson("p1"), tx.DeleteOutgoing(1), tx.PutTemplate("beef", []byte{byte(i)}), tx.PutArtifact(fmt.Sprint(i), storage.Artifact{Data: make([]byte, 1<<16)}))
		})
	}
	close(written)
	reader.Wait()
	view(t, s, func(tx storage.Tx) error {
		_, err := tx.Person("p1")
		wantError(t, "deleted person", err, storage.ErrNotFound)
		return nil
	})
}

func testContext(t *testing.T, s storage.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	never := func(storage.Tx) error { t.Error("fn ran"); return nil }
	wantError(t, "update", s.Update(ctx, never), context.Canceled)
	wantError(t, "view", s.View(ctx, never), context.Canceled)

	// One ends while fn runs, others while they queue: each is either stored and nil, or neither.
	var group sync.WaitGroup
	stored := make([]bool, 50)
	for i := range stored[1:] {
		i++
		group.Go(func() {
			ctx, cancel := context.WithCancel(context.Background())
			if i%2 == 0 {
				go cancel()
			}
			defer cancel()
			err := s.Update(ctx, func(tx storage.Tx) error { return tx.PutPerson(report.Person{ID: fmt.Sprint(i)}) })
			if err != nil {
				wantError(t, "update", err, context.Canceled)
			}
			stored[i] = err == nil
		})
	}
	group.Wait()
	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	stored[0] = nil == s.Update(ctx, func(tx storage.Tx) error {
		cancel()
		return tx.PutPerson(report.Person{ID: "0"})
	})
	view(t, s, func(tx storage.Tx) error {
		for i, want := range stored {
			_, err := tx.Person(fmt.Sprint(i))
			if got := err == nil; got != want || (i%2 == 1 && !got) {
				t.Errorf("update %d: got stored=%v, Update said %v", i, got, want)
			}
		}
		return nil
	})
}
