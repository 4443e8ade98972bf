package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

func testRoundTrip(t *testing.T, s storage.Store) {
	want := Samples()
	update(t, s, want.Put)
	view(t, s, func(tx storage.Tx) error {
		got, err := want.Read(tx)
		same(t, "records", got, want)
		for _, p := range want.People {
			got, err := tx.Person(p.ID)
			same(t, "person", got, p)
			wantError(t, "person", err, nil)
		}
		for _, a := range want.Answers {
			got, err := tx.Answer(a.Campaign, a.Question, a.Person)
			same(t, "answer", got, a)
			wantError(t, "answer", err, nil)
		}
		for _, p := range want.Participations {
			got, err := tx.Participation(p.Campaign, p.Person)
			same(t, "participation", got, p)
			wantError(t, "participation", err, nil)
		}
		for _, c := range want.Campaigns {
			got, err := tx.Campaign(c.ID)
			same(t, "campaign", got, c)
			wantError(t, "campaign", err, nil)
		}
		for _, i := range want.Invitations {
			got, err := tx.Invitation(i.Hash)
			same(t, "invitation", got, i)
			wantError(t, "invitation", err, nil)
		}
		for _, c := range want.Conversations {
			got, err := tx.Conversation(c.Address)
			same(t, "conversation", string(got), string(c.State))
			wantError(t, "conversation", err, nil)
		}
		return err
	})
	update(t, s, func(tx storage.Tx) error {
		want := want.Jobs[0]
		want.Leased = noon.Add(time.Hour)
		got, err := tx.ClaimJob(noon, want.Leased)
		same(t, "job", got, want)
		return err
	})
}

func testReplace(t *testing.T, s storage.Store) {
	a := report.Answer{Campaign: "c", Question: "q", Person: "p", Value: report.TextValue("một"), At: noon, Revision: 1}
	b := report.Answer{Campaign: "c", Question: "q", Person: "p", Skipped: true, At: noon, Revision: 2}
	update(t, s, func(tx storage.Tx) error { return tx.PutAnswer(a) })
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(tx.PutAnswer(b), tx.PutTemplate("v", []byte("a")), tx.PutTemplate("v", []byte("b")),
			tx.PutArtifact("k", storage.Artifact{Data: []byte("long")}), tx.PutArtifact("k", storage.Artifact{Data: []byte("x")}))
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "answers", list(t, tx.Answers("c")), []report.Answer{b})
		source, err := tx.Template("v")
		same(t, "template", string(source), "b")
		artifact, err2 := tx.Artifact("k")
		same(t, "artifact", string(artifact.Data), "x")
		return errors.Join(err, err2)
	})
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(tx.DeleteAnswer("c", "q", "another"), tx.DeleteAnswer("c", "q", "p"), tx.DeleteAnswer("c", "q", "p"))
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "answers", len(list(t, tx.Answers("c"))), 0)
		return nil
	})
}

func testNotFound(t *testing.T, s storage.Store) {
	check := func(t *testing.T, tx storage.Tx, id string) {
		t.Helper()
		one := func(_ any, err error) error { return err }
		a := chat.Address{Platform: "telegram", ID: id}
		for what, err := range map[string]error{
			"person":            one(tx.Person(id)),
			"person by address": one(tx.PersonByAddress(a)),
			"invitation":        one(tx.Invitation(id)),
			"template":          one(tx.Template(id)),
			"campaign":          one(tx.Campaign(id)),
			"answer":            one(tx.Answer(id, id, id)),
			"participation":     one(tx.Participation(id, id)),
			"artifact":          one(tx.Artifact(id)),
			"version":           one(tx.Version(id, 1)),
			"evidence":          one(tx.Evidence(id, id)),
			"its small picture": one(tx.EvidenceThumb(id, id)),
		} {
			wantError(t, what, err, storage.ErrNotFound)
		}
		state, err := tx.Conversation(a)
		if state != nil || err != nil {
			t.Errorf("conversation: got %q, %v, want nothing", state, err)
		}
		until, err := tx.Hold(id)
		if !until.IsZero() || err != nil {
			t.Errorf("hold: got %v, %v, want the zero time", until, err)
		}
		stranger, err := tx.Stranger(a)
		same(t, "stranger", stranger, storage.Stranger{})
		wantError(t, "stranger", err, nil)
		for what, n := range map[string]int{
			"answers":        len(list(t, tx.Answers(id))),
			"participations": len(list(t, tx.Participations(id))),
			"audit":          len(list(t, tx.Audit(id))),
			"audit back":     len(list(t, tx.AuditBack(id))),
			"versions":       len(list(t, tx.Versions(id))),
			"evidence":       len(list(t, tx.Evidences(id))),
		} {
			if n != 0 {
				t.Errorf("%s: got %d, want none", what, n)
			}
		}
	}
	for _, id := range []string{"x", "", "a\x00b", "\xff", strings.Repeat("x", 100_000)} {
		view(t, s, func(tx storage.Tx) error { check(t, tx, id); return nil })
	}
	update(t, s, Samples().Put)
	for _, id := range []string{"x", "p", "p11"} {
		view(t, s, func(tx storage.Tx) error { check(t, tx, id); return nil })
	}
	update(t, s, func(tx storage.Tx) error {
		wantError(t, "put job", tx.PutJob(storage.Job{Key: "x"}), storage.ErrNotFound)
		gone := outgoing("x")
		gone.Seq = 99
		wantError(t, "put outgoing", tx.PutOutgoing(gone), storage.ErrNotFound)
		_, err := tx.ClaimJob(time.Time{}, noon)
		wantError(t, "claim", err, nil) // never leased
		_, err = tx.ClaimJob(noon.Add(-time.Hour), noon)
		wantError(t, "claim", err, storage.ErrNotFound)
		return nil
	})
}

func testConflict(t *testing.T, s storage.Store) {
	update(t, s, Samples().Put)
	update(t, s, func(tx storage.Tx) error {
		again := outgoing("telegram/81231/1")
		wantError(t, "same outgoing", tx.Enqueue(&again), storage.ErrConflict)
		again = outgoing("telegram/81232/1")
		wantError(t, "same as a dead letter", tx.Enqueue(&again), storage.ErrConflict)
		wantError(t, "same job", tx.AddJob(storage.Job{Key: "draft/1"}), storage.ErrConflict)
		thief := report.Person{ID: "p3", Addresses: []report.Contact{{Address: "telegram:3"}, {Address: "telegram:1001"}}}
		wantError(t, "address of another", tx.PutPerson(thief), storage.ErrConflict)
		return nil
	})
	view(t, s, func(tx storage.Tx) error { // and none of them left a trace
		want := Samples()
		got, err := want.Read(tx)
		same(t, "records", got, want)
		_, absent := tx.PersonByAddress(mustAddress("telegram:3"))
		wantError(t, "address of a refused person", absent, storage.ErrNotFound)
		return err
	})
}

func testDelete(t *testing.T, s storage.Store) {
	remove := func(tx storage.Tx) error {
		return errors.Join(
			tx.DeletePerson("p1"), tx.DeleteInvitation(strings.Repeat("ab", 32)), tx.DeleteJob("draft/1"),
			tx.DeleteOutgoing(1), tx.DeleteOutgoing(3), tx.PutHold("telegram", time.Time{}),
			tx.PutConversation(mustAddress("telegram:1001"), nil),
		)
	}
	update(t, s, remove) // of what is not there
	update(t, s, Samples().Put)
	update(t, s, remove)
	update(t, s, func(tx storage.Tx) error {
		same(t, "people", names(list(t, tx.People()), func(p report.Person) string { return p.ID }), []string{"p2", "p3"})
		same(t, "invitations", len(list(t, tx.Invitations())), 1)
		same(t, "outbox", len(list(t, tx.Outbox())), 1)
		same(t, "dead letters", len(list(t, tx.DeadLetters())), 0)
		same(t, "holds", len(list(t, tx.Holds())), 1)
		same(t, "conversations", len(list(t, tx.Conversations())), 1)
		_, err := tx.PersonByAddress(mustAddress("telegram:1001"))
		wantError(t, "address of a deleted person", err, storage.ErrNotFound)
		_, err = tx.ClaimJob(noon, noon)
		wantError(t, "deleted job", err, storage.ErrNotFound)
		again := outgoing("telegram/81231/1")
		wantError(t, "key of a deleted message", tx.Enqueue(&again), nil)
		return tx.AddJob(storage.Job{Key: "draft/1", Created: noon})
	})
}

// testCopies changes what was given and what was got: the store must not notice.
func testCopies(t *testing.T, s storage.Store) {
	a := mustAddress("telegram:1")
	spoil := func(b []byte) {
		for i := range b {
			b[i] = '!'
		}
	}
	const text = `{"text":"còn nguyên"}`
	state, source, data, raw, payload := []byte(text), []byte(text), []byte(text), []byte(text), []byte(text)
	answer := report.Answer{Campaign: "c", Question: "q", Person: "p", Value: report.ListValue([]string{"một"})}
	update(t, s, func(tx storage.Tx) error {
		err := errors.Join(
			tx.PutConversation(a, state), tx.PutTemplate("v", source), tx.PutArtifact("k", storage.Artifact{Data: data}),
			tx.PutFailed(storage.Failed{Key: "f", Raw: raw}), tx.AddJob(storage.Job{Key: "j", Payload: payload}), tx.PutAnswer(answer),
		)
		for _, b := range [][]byte{state, source, data, raw, payload} {
			spoil(b)
		}
		answer.Value.List[0] = "hai"
		return err
	})
	var kept [][]byte
	readOnce := func(tx storage.Tx) error {
		state, err1 := tx.Conversation(a)
		source, err2 := tx.Template("v")
		artifact, err3 := tx.Artifact("k")
		failed := list(t, tx.Failures())[0].Raw
		listed := list(t, tx.Conversations())[0].State
		got, err4 := tx.Answer("c", "q", "p")
		same(t, "answer", got.Value.List, []string{"một"})
		got.Value.List[0] = "ba"
		kept = [][]byte{state, source, artifact.Data, failed, listed}
		for i, b := range kept {
			same(t, fmt.Sprintf("bytes %d", i), string(b), text)
			spoil(b)
		}
		return errors.Join(err1, err2, err3, err4)
	}
	read := func(tx storage.Tx) error { return errors.Join(readOnce(tx), readOnce(tx)) }
	for range 2 {
		view(t, s, read)
		update(t, s, read)
	}
	update(t, s, func(tx storage.Tx) error {
		j, err := tx.ClaimJob(noon, noon)
		same(t, "payload", string(j.Payload), text)
		return errors.Join(err, tx.PutConversation(a, []byte("{}")))
	})
	for _, b := range kept { // still ours after the transaction
		spoil(b)
	}
}

func testLongValues(t *testing.T, s storage.Store) {
	long := strings.Repeat("Ước mơ \"dài\" <b>…\n", 600) // over 10 KB
	a := report.Answer{Campaign: "c", Question: "q", Person: "p", Value: report.TextValue(long), Parts: []report.Part{{Text: long}, {Text: ""}}, At: noon}
	state, err := json.Marshal(strings.Repeat(long, 20))
	if err != nil {
		t.Fatal(err)
	}
	big := storage.Artifact{Name: long, Created: noon, Data: []byte(strings.Repeat("\x00\xff", 1<<16))}
	empty := report.Answer{Campaign: "c", Question: "r", Person: "p", Value: report.TextValue(""), At: noon}
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(tx.PutAnswer(a), tx.PutAnswer(empty), tx.PutConversation(mustAddress("x:1"), state), tx.PutArtifact("k", big))
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "answers", list(t, tx.Answers("c")), []report.Answer{a, empty})
		got, err := tx.Conversation(mustAddress("x:1"))
		same(t, "state", string(got), string(state))
		artifact, err2 := tx.Artifact("k")
		same(t, "artifact", artifact, big)
		return errors.Join(err, err2)
	})
}

func testZeroTimes(t *testing.T, s storage.Store) {
	o := storage.Outgoing{Key: "k", To: mustAddress("x:1")}
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(tx.Enqueue(&o), tx.AddJob(storage.Job{Key: "j", Payload: json.RawMessage(`1`)}),
			tx.PutFailed(storage.Failed{Key: "f"}), tx.AddAudit(storage.AuditEntry{}), tx.PutStranger(o.To, storage.Stranger{}))
	})
	update(t, s, func(tx storage.Tx) error {
		same(t, "outbox", list(t, tx.Outbox()), []storage.Outgoing{o})
		same(t, "failures", list(t, tx.Failures()), []storage.Failed{{Key: "f"}})
		same(t, "audit", list(t, tx.Audit("")), []storage.AuditEntry{{}})
		j, err := tx.ClaimJob(noon, time.Time{})
		same(t, "job", j, storage.Job{Key: "j", Payload: json.RawMessage(`1`)})
		return err
	})
}
