package storetest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

// model is a store of maps: what every engine must look like from outside.
type model struct {
	once          map[string]time.Time
	conversations map[string]string // by address
	people        map[string]report.Person
	answers       map[[3]string]report.Answer
	audit         []storage.AuditEntry
	outbox        map[uint64]storage.Outgoing
	jobs          map[string]storage.Job
	holds         map[string]time.Time
	reminders     map[[3]string]storage.Reminder
	last          uint64 // the highest Seq ever seen in a commit
}

func newModel() *model {
	return &model{
		once: map[string]time.Time{}, conversations: map[string]string{}, people: map[string]report.Person{},
		answers: map[[3]string]report.Answer{}, outbox: map[uint64]storage.Outgoing{}, jobs: map[string]storage.Job{},
		holds: map[string]time.Time{}, reminders: map[[3]string]storage.Reminder{},
	}
}

func (m *model) clone() *model {
	return &model{
		once: maps.Clone(m.once), conversations: maps.Clone(m.conversations), people: maps.Clone(m.people),
		answers: maps.Clone(m.answers), audit: slices.Clone(m.audit), outbox: maps.Clone(m.outbox), jobs: maps.Clone(m.jobs),
		holds: maps.Clone(m.holds), reminders: maps.Clone(m.reminders), last: m.last,
	}
}

// operation does one thing to the store and to the model, and says where they
// differ.
type operation func(tx storage.Tx, m *model) error

// testModel does random things, in transactions of which some fail.
func testModel(t *testing.T, open func(t *testing.T) storage.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		s := open(t)
		defer s.Close()
		m := newModel()
		rt.Repeat(map[string]func(*rapid.T){
			"update": func(rt *rapid.T) {
				operations := rapid.SliceOfN(rapid.Custom(anyOperation), 1, 6).Draw(rt, "operations")
				end := rapid.SampledFrom([]string{"commit", "commit", "fail", "panic"}).Draw(rt, "end")
				next := m.clone()
				if err := runOperations(s, next, operations, end); err != nil {
					rt.Fatal(err)
				}
				if end == "commit" {
					m = next
				}
			},
			"": func(rt *rapid.T) {
				if err := s.View(context.Background(), m.compare); err != nil {
					rt.Fatal(err)
				}
			},
		})
	})
}

// runOperations ends as wanted or says why not.
func runOperations(s storage.Store, m *model, operations []operation, end string) (err error) {
	defer func() {
		if r := recover(); r != nil && r != any(errWanted) {
			panic(r)
		}
	}()
	var differs error
	err = s.Update(context.Background(), func(tx storage.Tx) error {
		for _, do := range operations {
			if differs = do(tx, m); differs != nil {
				return differs
			}
		}
		switch end {
		case "fail":
			return errWanted
		case "panic":
			panic(errWanted)
		}
		return m.compare(tx)
	})
	if end == "fail" && differs == nil && errors.Is(err, errWanted) {
		return nil
	}
	return err
}

// anyOperation draws from few ids, so that operations meet.
func anyOperation(rt *rapid.T) operation {
	id := rapid.SampledFrom([]string{"a", "b", "ă", "a b"}).Draw(rt, "id")
	other := rapid.SampledFrom([]string{"a", "b", "ă", "a b"}).Draw(rt, "other")
	text := rapid.String().Draw(rt, "text")
	at := noon.Add(time.Duration(rapid.IntRange(-50, 50).Draw(rt, "hours")) * time.Hour)
	address := chat.Address{Platform: "x", ID: id}
	switch rapid.IntRange(0, 16).Draw(rt, "kind") {
	case 0, 1:
		return onceOperation(id, at)
	case 2:
		return pruneOperation(at)
	case 3:
		return conversationOperation(address, text)
	case 4, 5:
		p := report.Person{ID: id, Name: text, Joined: at}
		for _, a := range rapid.SliceOfN(rapid.SampledFrom([]string{"x:a", "x:b", "x:c"}), 0, 2).Draw(rt, "addresses") {
			p.Addresses = append(p.Addresses, report.Contact{Address: a})
		}
		return personOperation(p)
	case 6:
		return func(tx storage.Tx, m *model) error { delete(m.people, id); return tx.DeletePerson(id) }
	case 7:
		a := report.Answer{Campaign: "c", Question: id, Person: other, Value: report.TextValue(text), At: at}
		return func(tx storage.Tx, m *model) error {
			m.answers[[3]string{a.Campaign, a.Question, a.Person}] = a
			return tx.PutAnswer(a)
		}
	case 8:
		e := storage.AuditEntry{Campaign: rapid.SampledFrom([]string{"", "c"}).Draw(rt, "campaign"), Note: text, At: at}
		return func(tx storage.Tx, m *model) error { m.audit = append(m.audit, e); return tx.AddAudit(e) }
	case 9, 10:
		o := storage.Outgoing{Key: id, To: address, Message: chat.Message{Text: text}, Dead: rapid.Bool().Draw(rt, "dead")}
		return enqueueOperation(o)
	case 11:
		return sentOperation(rapid.IntRange(0, 9).Draw(rt, "nth"), rapid.Bool().Draw(rt, "sent"), rapid.Bool().Draw(rt, "dead"))
	case 12:
		quoted, _ := json.Marshal(text)
		return addJobOperation(storage.Job{Key: id, Payload: quoted, Created: at})
	case 14, 15:
		r := storage.Reminder{Campaign: "c", Person: other, Kind: remind.Kind(id), At: at}
		if rapid.Bool().Draw(rt, "done") {
			r.Done, r.Outcome = noon, storage.ReminderSent
		}
		return reminderOperation(r, rapid.IntRange(0, 3).Draw(rt, "gone") == 0)
	case 13:
		return claimOperation(at, at.Add(10*time.Hour), rapid.Bool().Draw(rt, "done"))
	default:
		return func(tx storage.Tx, m *model) error { m.holds[id] = at; return tx.PutHold(id, at) }
	}
}

func differ(what string, got, want any) error {
	return fmt.Errorf("%s: got %v, want %v", what, got, want)
}

func onceOperation(key string, at time.Time) operation {
	return func(tx storage.Tx, m *model) error {
		_, known := m.once[key]
		if !known {
			m.once[key] = at
		}
		fresh, err := tx.Once(key, at)
		if err == nil && fresh == known {
			return differ("once "+key, fresh, !known)
		}
		return err
	}
}

// pruneOperation forgets whole days only, where the store and the model agree;
// the others are asked for again.
func pruneOperation(at time.Time) operation {
	before := at.Truncate(dayLength)
	return func(tx storage.Tx, m *model) error {
		maps.DeleteFunc(m.once, func(_ string, at time.Time) bool { return at.Before(before) })
		if err := tx.PruneOnce(before); err != nil {
			return err
		}
		for _, key := range []string{"a", "b", "ă", "a b"} { // an engine may be a day late
			if _, known := m.once[key]; known {
				continue
			}
			m.once[key] = before
			if _, err := tx.Once(key, before); err != nil {
				return err
			}
		}
		return nil
	}
}

func conversationOperation(a chat.Address, text string) operation {
	return func(tx storage.Tx, m *model) error {
		if text == "" {
			delete(m.conversations, a.String())
			return tx.PutConversation(a, nil)
		}
		quoted, err := json.Marshal(text)
		m.conversations[a.String()] = string(quoted)
		return errors.Join(err, tx.PutConversation(a, quoted))
	}
}

func personOperation(p report.Person) operation {
	return func(tx storage.Tx, m *model) error {
		taken := false
		for _, c := range p.Addresses {
			owner := m.owner(c.Address)
			taken = taken || owner != "" && owner != p.ID
		}
		err := tx.PutPerson(p)
		if taken {
			if errors.Is(err, storage.ErrConflict) {
				return nil
			}
			return differ("taken address", err, storage.ErrConflict)
		}
		m.people[p.ID] = p
		return err
	}
}

// owner gives the id of the person at an address, "" for nobody.
func (m *model) owner(address string) string {
	for id, p := range m.people {
		for _, c := range p.Addresses {
			if c.Address == address {
				return id
			}
		}
	}
	return ""
}

func enqueueOperation(o storage.Outgoing) operation {
	return func(tx storage.Tx, m *model) error {
		taken := false
		for _, other := range m.outbox {
			taken = taken || other.Key == o.Key
		}
		o := o
		err := tx.Enqueue(&o)
		switch {
		case taken && !errors.Is(err, storage.ErrConflict):
			return differ("enqueue a taken key", err, storage.ErrConflict)
		case taken:
			return nil
		case err == nil && o.Seq <= m.last:
			return differ("sequence", o.Seq, fmt.Sprint("more than ", m.last))
		}
		m.last = o.Seq
		m.outbox[o.Seq] = o
		return err
	}
}

// sentOperation is what the sender does with the nth message.
func sentOperation(nth int, sent, dead bool) operation {
	return func(tx storage.Tx, m *model) error {
		seqs := slices.Sorted(maps.Keys(m.outbox))
		if len(seqs) == 0 {
			return tx.DeleteOutgoing(1 << 60)
		}
		o := m.outbox[seqs[nth%len(seqs)]]
		if sent {
			delete(m.outbox, o.Seq)
			return tx.DeleteOutgoing(o.Seq)
		}
		o.Attempts++
		o.Dead = dead
		m.outbox[o.Seq] = o
		return tx.PutOutgoing(o)
	}
}

func addJobOperation(j storage.Job) operation {
	return func(tx storage.Tx, m *model) error {
		err := tx.AddJob(j)
		if _, taken := m.jobs[j.Key]; taken {
			if errors.Is(err, storage.ErrConflict) {
				return nil
			}
			return differ("add a job that is there", err, storage.ErrConflict)
		}
		m.jobs[j.Key] = j
		return err
	}
}

func claimOperation(now, until time.Time, done bool) operation {
	return func(tx storage.Tx, m *model) error {
		free := slices.DeleteFunc(slices.Collect(maps.Values(m.jobs)), func(j storage.Job) bool { return j.Leased.After(now) })
		slices.SortFunc(free, func(a, b storage.Job) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.Key, b.Key)) })
		got, err := tx.ClaimJob(now, until)
		if len(free) == 0 {
			if errors.Is(err, storage.ErrNotFound) {
				return nil
			}
			return differ("claim", err, storage.ErrNotFound)
		}
		if err != nil {
			return err
		}
		want := free[0]
		want.Leased = until
		if !want.Created.Equal(got.Created) || m.jobs[got.Key].Leased.After(now) { // of the same age, any
			return differ("claim", got, want)
		}
		want = m.jobs[got.Key]
		want.Leased = until
		if diff := Diff(want, got); diff != "" {
			return errors.New("claim: " + diff)
		}
		if done {
			delete(m.jobs, got.Key)
			return tx.DeleteJob(got.Key)
		}
		got.Attempts++
		m.jobs[got.Key] = got
		return tx.PutJob(got)
	}
}

// compare tells where the store and the model differ.
func (m *model) compare(tx storage.Tx) error {
	want := Records{Campaigns: []report.Campaign{{ID: "c"}}}
	for _, a := range slices.Sorted(maps.Keys(m.conversations)) {
		want.Conversations = append(want.Conversations, storage.Conversation{Address: mustAddress(a), State: []byte(m.conversations[a])})
	}
	for _, id := range slices.Sorted(maps.Keys(m.people)) {
		want.People = append(want.People, m.people[id])
	}
	for _, key := range slices.SortedFunc(maps.Keys(m.answers), func(a, b [3]string) int { return slices.Compare(a[:], b[:]) }) {
		want.Answers = append(want.Answers, m.answers[key])
	}
	for _, campaign := range []string{"c", ""} {
		for _, e := range m.audit {
			if e.Campaign == campaign {
				want.Audit = append(want.Audit, e)
			}
		}
	}
	for _, seq := range slices.Sorted(maps.Keys(m.outbox)) {
		if o := m.outbox[seq]; o.Dead {
			want.Dead = append(want.Dead, o)
		} else {
			want.Outgoing = append(want.Outgoing, o)
		}
	}
	for _, to := range slices.Sorted(maps.Keys(m.holds)) {
		want.Holds = append(want.Holds, storage.Hold{To: to, Until: m.holds[to]})
	}
	got, err := want.Read(tx)
	if err != nil {
		return err
	}
	want.Templates, want.Artifacts, want.Strangers = got.Templates, got.Artifacts, got.Strangers
	for _, key := range slices.SortedFunc(maps.Keys(m.reminders), func(a, b [3]string) int { return slices.Compare(a[:], b[:]) }) {
		want.Reminders = append(want.Reminders, m.reminders[key])
	}
	if err := m.compareDue(tx); err != nil {
		return err
	}
	want.Campaigns = nil // only names where to look
	if diff := Diff(want, got); diff != "" {
		return errors.New("the store differs from the model (-want +got):\n" + diff)
	}
	for _, address := range []string{"x:a", "x:b", "x:c"} {
		p, err := tx.PersonByAddress(mustAddress(address))
		if owner := m.owner(address); p.ID != owner || (owner == "") != errors.Is(err, storage.ErrNotFound) {
			return differ("person at "+address, fmt.Sprint(p.ID, err), owner)
		}
	}
	return nil
}
