package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

var oddIDs = []string{
	"Nguyễn Thị Ánh Tuyết", "cau hoi", "a/b/c", "telegram:1", ":", "·", "'; drop table", "%s%d", "ấ", "a\u0301", "\n", "\t", "null", "0",
	"\x01", "\x7f", "\U0001f600", "\uffff", strings.Repeat("ư", (storage.MaxID-len("telegram:"))/2),
}

func testOddIDs(t *testing.T, s storage.Store) {
	want := Records{Templates: map[string]string{}, Artifacts: map[string]storage.Artifact{}, Strangers: map[string]storage.Stranger{}}
	for i, id := range slices.Sorted(slices.Values(oddIDs)) {
		a := chat.Address{Platform: "telegram", ID: id}
		want.Once = append(want.Once, id)
		want.Conversations = append(want.Conversations, storage.Conversation{Address: a, State: []byte(`{}`)})
		want.People = append(want.People, report.Person{ID: id, Addresses: []report.Contact{{Address: a.String()}}})
		want.Invitations = append(want.Invitations, report.Invitation{Hash: id})
		want.Templates[id] = id
		want.Campaigns = append(want.Campaigns, report.Campaign{ID: id})
		want.Answers = append(want.Answers, report.Answer{Campaign: id, Question: id, Person: id, Value: report.TextValue(id)})
		want.Participations = append(want.Participations, storage.Participation{Campaign: id, Person: id})
		want.Audit = append(want.Audit, storage.AuditEntry{Campaign: id, Person: id})
		want.Outgoing = append(want.Outgoing, storage.Outgoing{Seq: uint64(i + 1), Key: id, To: a})
		want.Holds = append(want.Holds, storage.Hold{To: id, Until: noon})
		want.Jobs = append(want.Jobs, storage.Job{Key: id, Payload: []byte(`1`), Created: noon})
		want.Artifacts[id] = storage.Artifact{Name: id}
		want.Strangers[a.String()] = storage.Stranger{Count: 1}
		want.Failures = append(want.Failures, storage.Failed{Key: id, Error: id})
		want.Versions = append(want.Versions, storage.Approved{Version: report.Version{Campaign: id, Number: i + 1}})
		want.Reminders = append(want.Reminders, storage.Reminder{Campaign: id, Person: id, Kind: remind.Kind(id), At: noon})
	}
	update(t, s, want.Put)
	update(t, s, func(tx storage.Tx) error {
		got, err := want.Read(tx)
		same(t, "records", got, want)
		for _, id := range want.Once {
			fresh, err := tx.Once(id, noon)
			if fresh || err != nil {
				t.Errorf("update key %q: got fresh=%v, %v", id, fresh, err)
			}
			p, err := tx.PersonByAddress(chat.Address{Platform: "telegram", ID: id})
			same(t, "person by address", p.ID, id)
			wantError(t, "person by address", err, nil)
			j, err := tx.ClaimJob(noon, noon.AddDate(1, 0, 0))
			same(t, "job", j.Key, id)
			wantError(t, "claim", err, nil)
		}
		return err
	})
}

// testJoinedIDs has ids that would be one key if they were simply put together.
func testJoinedIDs(t *testing.T, s storage.Store) {
	triples := [][3]string{{"a", "b", "c"}, {"a", "bc", "d"}, {"ab", "c", "d"}, {"a b", "c", "d"}, {"a", "b c", "d"}, {"a", "b", "c d"}}
	update(t, s, func(tx storage.Tx) error {
		var errs []error
		for _, id := range triples {
			errs = append(errs,
				tx.PutAnswer(report.Answer{Campaign: id[0], Question: id[1], Person: id[2], Reason: strings.Join(id[:], "|")}),
				tx.AddAudit(storage.AuditEntry{Campaign: id[0], Note: strings.Join(id[:], "|")}),
				tx.PutParticipation(storage.Participation{Campaign: id[0], Person: id[1]}))
		}
		return errors.Join(errs...)
	})
	view(t, s, func(tx storage.Tx) error {
		for _, id := range triples {
			a, err := tx.Answer(id[0], id[1], id[2])
			same(t, "answer", a.Reason, strings.Join(id[:], "|"))
			wantError(t, "answer", err, nil)
			for person, want := range map[string]bool{id[2]: true, "nobody": false, "": false} {
				has, err := tx.HasAnswer(id[0], id[1], person)
				same(t, "has an answer of "+person, has, want)
				wantError(t, "has an answer", err, nil)
			}
		}
		reasons := names(list(t, tx.Answers("a")), func(a report.Answer) string { return a.Reason })
		same(t, "answers of a", reasons, []string{"a|b|c", "a|b|c d", "a|b c|d", "a|bc|d"})
		answered := names(list(t, tx.Answered("a")), func(id storage.AnswerID) string { return id.Question + "|" + id.Person })
		same(t, "answered in a", answered, []string{"b|c", "b|c d", "b c|d", "bc|d"})
		same(t, "answered in nothing", len(list(t, tx.Answered(""))), 0)
		notes := names(list(t, tx.Audit("a")), func(e storage.AuditEntry) string { return e.Note })
		same(t, "audit of a", notes, []string{"a|b|c", "a|bc|d", "a|b c|d", "a|b|c d"})
		persons := names(list(t, tx.Participations("a")), func(p storage.Participation) string { return p.Person })
		same(t, "participations of a", persons, []string{"b", "b c", "bc"})
		return nil
	})
}

func testRefusedIDs(t *testing.T, s storage.Store) {
	good := mustAddress("x:1")
	if err := storage.CheckID("id", strings.Repeat("x", storage.MaxID)); err != nil {
		t.Errorf("the longest id: %v", err)
	}
	for _, id := range []string{"", "\x00", "a\x00b", "a\x00", "\xff", "a\xc3", strings.Repeat("x", storage.MaxID+1)} {
		update(t, s, func(tx storage.Tx) error {
			_, once := tx.Once(id, noon)
			for what, err := range map[string]error{
				"once":                 once,
				"person":               tx.PutPerson(report.Person{ID: id}),
				"person's address":     tx.PutPerson(report.Person{ID: "p", Addresses: []report.Contact{{Address: id}}}),
				"invitation":           tx.PutInvitation(report.Invitation{Hash: id}),
				"template":             tx.PutTemplate(id, nil),
				"campaign":             tx.PutCampaign(report.Campaign{ID: id}),
				"answer's campaign":    tx.PutAnswer(report.Answer{Campaign: id, Question: "q", Person: "p"}),
				"answer's question":    tx.PutAnswer(report.Answer{Campaign: "c", Question: id, Person: "p"}),
				"answer's person":      tx.PutAnswer(report.Answer{Campaign: "c", Question: "q", Person: id}),
				"participation":        tx.PutParticipation(storage.Participation{Campaign: id, Person: "p"}),
				"participation's":      tx.PutParticipation(storage.Participation{Campaign: "c", Person: id}),
				"outgoing":             tx.Enqueue(&storage.Outgoing{Key: id, To: good}),
				"outgoing's address":   tx.Enqueue(&storage.Outgoing{Key: "k", To: chat.Address{Platform: "x", ID: id}}),
				"outgoing's platform":  tx.Enqueue(&storage.Outgoing{Key: "k", To: chat.Address{Platform: id, ID: "1"}}),
				"hold":                 tx.PutHold(id, noon),
				"job":                  tx.AddJob(storage.Job{Key: id, Payload: []byte("1")}),
				"artifact":             tx.PutArtifact(id, storage.Artifact{}),
				"conversation":         tx.PutConversation(chat.Address{Platform: "x", ID: id}, []byte("{}")),
				"stranger":             tx.PutStranger(chat.Address{Platform: "x", ID: id}, storage.Stranger{}),
				"version":              tx.PutVersion(storage.Approved{Version: report.Version{Campaign: id, Number: 1}}),
				"evidence's campaign":  tx.PutEvidence(storage.Evidence{Campaign: id, Hash: "h"}),
				"evidence's hash":      tx.PutEvidence(storage.Evidence{Campaign: "c", Hash: id}),
				"reminder's campaign":  tx.PutReminder(storage.Reminder{Campaign: id, Person: "p", Kind: "k"}),
				"reminder's person":    tx.PutReminder(storage.Reminder{Campaign: "c", Person: id, Kind: "k"}),
				"reminder's kind":      tx.PutReminder(storage.Reminder{Campaign: "c", Person: "p", Kind: remind.Kind(id)}),
				"failed":               tx.PutFailed(storage.Failed{Key: id}),
				"platform with colon":  tx.PutStranger(chat.Address{Platform: "x:y", ID: "1"}, storage.Stranger{}),
				"audit's odd campaign": tx.AddAudit(storage.AuditEntry{Campaign: "\x00" + id}),
			} {
				if !errors.Is(err, storage.ErrInvalid) {
					t.Errorf("%s %.20q: got error %v, want ErrInvalid", what, id, err)
				}
			}
			// Deleting what cannot be there is no error, and no panic.
			return errors.Join(tx.DeletePerson(id), tx.DeleteInvitation(id), tx.DeleteJob(id), tx.DeleteReminder(id, id, remind.Kind(id)), tx.DeleteEvidence(id, id))
		})
	}
	view(t, s, func(tx storage.Tx) error {
		got, err := Records{Campaigns: []report.Campaign{{ID: "c"}}}.Read(tx)
		same(t, "records", got, Records{Templates: map[string]string{}, Artifacts: map[string]storage.Artifact{}, Strangers: map[string]storage.Stranger{}})
		return err
	})
}
