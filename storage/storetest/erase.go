package storetest

import (
	"errors"
	"testing"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// testErase: records that are otherwise only added to are changed and dropped, and a view
// changes nothing.
func testErase(t *testing.T, s storage.Store) {
	a, b := chat.Address{Platform: "web", ID: "a"}, chat.Address{Platform: "web", ID: "b"}
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(
			tx.AddAudit(storage.AuditEntry{At: noon, Action: "first", Note: "keep"}),
			tx.AddAudit(storage.AuditEntry{At: noon, Campaign: "c", Action: "second", Note: "secret"}),
			tx.AddAudit(storage.AuditEntry{At: noon, Campaign: "c", Action: "third", Note: "old"}),
			tx.AddLine(&storage.Line{Chat: a, Key: "1", At: noon, Message: chat.Message{Text: "keep"}}),
			tx.AddLine(&storage.Line{Chat: a, Key: "2", At: noon, Message: chat.Message{Text: "secret"}}),
			tx.AddLine(&storage.Line{Chat: b, Key: "1", At: noon, Message: chat.Message{Text: "old"}}),
			tx.PutParticipation(storage.Participation{Campaign: "c", Person: "p", Started: noon}),
			tx.PutParticipation(storage.Participation{Campaign: "c", Person: "pp", Started: noon}),
			tx.PutFailed(storage.Failed{Key: "f1", At: noon}), tx.PutFailed(storage.Failed{Key: "f2", At: noon}),
			tx.AddJob(storage.Job{Key: "j1", Kind: "draft", Created: noon}), tx.AddJob(storage.Job{Key: "j2", Kind: "draft", Created: noon}),
			tx.PutArtifact("x1", storage.Artifact{Name: "a", Created: noon, Data: []byte("one")}),
			tx.PutArtifact("x2", storage.Artifact{Name: "b", Created: noon, Data: []byte("two")}),
		)
	})
	text := func(note *string) storage.Rewrite {
		switch *note {
		case "secret":
			*note = "-"
			return storage.Change
		case "old":
			return storage.Drop
		}
		return storage.Leave
	}
	audit := func(e *storage.AuditEntry) (storage.Rewrite, error) { return text(&e.Note), nil }
	lines := func(l *storage.Line) (storage.Rewrite, error) { return text(&l.Message.Text), nil }
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(
			tx.RewriteAudit(storage.AuditEntry{At: noon, Action: "erase"}, audit), tx.RewriteLines(lines), tx.DeleteParticipation("c", "p"), tx.DeleteParticipation("c", "none"),
			tx.DropFailures(func(f storage.Failed) bool { return f.Key == "f1" }),
			tx.DropJobs(func(j storage.Job) bool { return j.Key == "j1" }),
			tx.DropArtifacts(func(key string, a storage.Artifact) bool {
				return key == "x1" && a.Name == "a" && a.Created.Equal(noon) && a.Data == nil
			}),
		)
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "audit", list(t, tx.Audit(""))[0].Note, "keep")
		left := list(t, tx.Audit("c"))
		same(t, "entries of the campaign", len(left), 1)
		same(t, "changed entry", left[0].Note, "-")
		same(t, "changed line", list(t, tx.LinesAfter(a, 0))[1].Message.Text, "-")
		same(t, "lines of b", len(list(t, tx.LinesAfter(b, 0))), 0)
		_, err := tx.Participation("c", "p")
		wantError(t, "deleted participation", err, storage.ErrNotFound)
		same(t, "participations", len(list(t, tx.Participations("c"))), 1)
		same(t, "failures", len(list(t, tx.Failures())), 1)
		_, err = tx.Artifact("x1")
		wantError(t, "dropped artifact", err, storage.ErrNotFound)
		kept, err := tx.Artifact("x2")
		same(t, "kept artifact", string(kept.Data), "two")
		wantError(t, "rewrite in a view", tx.RewriteAudit(storage.AuditEntry{At: noon, Action: "erase"}, audit), storage.ErrReadOnly)
		wantError(t, "delete in a view", tx.DeleteParticipation("c", "pp"), storage.ErrReadOnly)
		wantError(t, "drop in a view", tx.DropJobs(func(storage.Job) bool { return true }), storage.ErrReadOnly)
		return err
	})
	update(t, s, func(tx storage.Tx) error { // a key that was dropped is free again
		return errors.Join(tx.AddLine(&storage.Line{Chat: b, Key: "1", At: noon}), tx.AddJob(storage.Job{Key: "j1", Created: noon.Add(time.Hour)}))
	})
	update(t, s, func(tx storage.Tx) error {
		for _, want := range []string{"j2", "j1"} {
			j, err := tx.ClaimJob(noon.Add(2*time.Hour), noon.Add(3*time.Hour))
			same(t, "claimed", j.Key, want)
			if err != nil {
				return err
			}
		}
		_, err := tx.ClaimJob(noon.Add(2*time.Hour), noon.Add(3*time.Hour))
		wantError(t, "claim what was dropped", err, storage.ErrNotFound)
		return nil
	})
}
