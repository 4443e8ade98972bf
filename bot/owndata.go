package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// ownKind are the jobs that gather what is kept of a person.
const ownKind = "own-data"

// ownPrefix begins the keys of the files with a person's data.
func ownPrefix(person string) string { return "own/" + person + "/" }

type ownPayload struct {
	Address chat.Address `json:"address"`
	Person  string       `json:"person"`
}

// orderOwn orders the data of the owner of the chat: reading all of the store is nothing for
// a transaction. It stands in the register as answered, once a day.
func (t *turn) orderOwn(w *world) error {
	b := t.batch
	all, err := storage.Requests(b.tx)
	if err != nil {
		return err
	}
	known := false
	for _, r := range all {
		known = known || r.Right == report.RightView && r.Person == w.person.ID && r.Day == b.today
	}
	if !known {
		r := report.Request{
			Right: report.RightView, Person: w.person.ID, Name: w.person.Name, Channel: t.to.Platform,
			Received: b.now, Day: b.today, Due: b.today.AddDays(report.RightView.Days()), Done: b.now,
		}
		if err := storage.PutRequest(b.tx, &r); err != nil {
			return err
		}
		if err := t.noteChange(w, w.person.ID, auditClaim, string(r.Right)); err != nil {
			return err
		}
	}
	payload, err := json.Marshal(ownPayload{t.to, w.person.ID})
	if err != nil {
		return err
	}
	b.jobs++
	return b.tx.AddJob(storage.Job{Key: ownKind + "/" + t.key, Kind: ownKind, Payload: payload, Created: b.now})
}

// doOwn gathers the data and hands them over.
func (r *Runtime) doOwn(ctx context.Context, job storage.Job) error {
	var order ownPayload
	if err := json.Unmarshal(job.Payload, &order); err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	var data report.OwnData
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		data, err = r.gather(tx, order.Person)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		_, err = r.endJob(ctx, job, func(b *batch) error { return b.tx.DeleteJob(job.Key) })
		return err
	}
	if err != nil {
		return err
	}
	asJSON, asText, err := r.files(data)
	if err != nil {
		return err
	}
	_, err = r.endJob(ctx, job, func(b *batch) error {
		p, err := b.tx.PersonByAddress(order.Address)
		if errors.Is(err, storage.ErrNotFound) || err == nil && p.ID != order.Person {
			return b.tx.DeleteJob(job.Key) // the chat is another's meanwhile
		}
		if err != nil {
			return err
		}
		t := &turn{batch: b, key: job.Key, to: order.Address}
		own := r.count(data)
		if err := t.event(informed(conversation.News{Kind: conversation.NewsOwn, Who: p, Own: &own})); err != nil {
			return err
		}
		for _, f := range []struct {
			name, mime string
			data       []byte
		}{{textOwnText, "text/plain; charset=utf-8", asText}, {textOwnJSON, "application/json", asJSON}} {
			key := ownPrefix(p.ID) + job.Key + "/" + f.name
			if err := b.tx.PutArtifact(key, storage.Artifact{Name: f.name, MIME: f.mime, Created: b.now, Data: f.data}); err != nil {
				return err
			}
			if err := t.say(chat.Message{File: &chat.File{Name: f.name, MIME: f.mime, Artifact: key}}); err != nil {
				return err
			}
		}
		return b.tx.DeleteJob(job.Key)
	})
	return err
}

// count is the short form of the data.
func (r *Runtime) count(data report.OwnData) conversation.Own {
	own := conversation.Own{Person: data.Person, Campaigns: len(data.Reports), Lines: len(data.Lines), Changes: len(data.Changes), Sessions: len(data.Sessions), Open: true}
	if c := data.Person.Consent; c != nil {
		at := c.At
		if !c.Ended.IsZero() {
			at = c.Ended
		}
		own.Consented = workday.DateOf(at.In(r.zone))
	}
	for _, o := range data.Reports {
		own.Answers += len(o.Answers)
		for _, a := range o.Answers {
			own.Files += len(a.Answer.Value.Files)
		}
	}
	return own
}

// gather reads all that is kept of a person.
func (r *Runtime) gather(tx storage.Tx, person string) (data report.OwnData, err error) {
	data = report.OwnData{Made: r.now().In(r.zone), School: r.ofSchool().Name}
	if data.Person, err = tx.Person(person); err != nil {
		return data, err
	}
	if c := data.Person.Consent; c != nil && c.Notice != "" {
		text, err := tx.Value(storage.NoticeKey(c.Notice))
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return data, err
		}
		data.Notice = string(text)
	}
	all, err := storage.Requests(tx)
	if err != nil {
		return data, err
	}
	for _, q := range all {
		if q.Person == person {
			data.Requests = append(data.Requests, q)
		}
	}
	if err := r.gatherReports(tx, &data); err != nil {
		return data, err
	}
	return data, gatherChats(tx, &data)
}

func (r *Runtime) gatherReports(tx storage.Tx, data *report.OwnData) error {
	person := data.Person.ID
	changes := func(campaign string) error {
		for e, err := range tx.Audit(campaign) {
			if err != nil {
				return err
			}
			if e.Person == person || e.Whose == person {
				data.Changes = append(data.Changes, report.OwnChange{
					At: e.At, Action: e.Action, Channel: e.Channel, Note: e.Note, Old: e.Old, New: e.New, Theirs: e.Person == person,
				})
			}
		}
		return nil
	}
	if err := changes(""); err != nil {
		return err
	}
	for c, err := range tx.Campaigns() {
		if err != nil {
			return err
		}
		o := report.OwnReport{Campaign: c.ID, Title: c.Title, Period: c.Period}
		part, err := tx.Participation(c.ID, person)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		o.Started, o.Sent = part.Started, part.Submitted
		t, err := r.templates.get(tx, c)
		if err != nil {
			t = nil // the answers are shown by the ids of their questions
		}
		for a, err := range tx.Answers(c.ID) {
			if err != nil {
				return err
			}
			if a.Person == person {
				o.Answers = append(o.Answers, ownAnswer(t, a))
			}
		}
		if part.Person != "" || len(o.Answers) > 0 {
			data.Reports = append(data.Reports, o)
		}
		if err := changes(c.ID); err != nil {
			return err
		}
	}
	return nil
}

func ownAnswer(t *report.Template, a report.Answer) report.OwnAnswer {
	own := report.OwnAnswer{Name: a.Question, Answer: a}
	if t != nil {
		if q := t.Question(a.Question); q != nil {
			own.Name = q.ShortName(func(text string) string { return text })
			own.Text = q.Format(a.Value)
		}
	}
	if own.Text == "" {
		for _, text := range a.Value.Texts() {
			own.Text += text
		}
	}
	if a.Skipped {
		own.Text = a.Reason
	}
	return own
}

func gatherChats(tx storage.Tx, data *report.OwnData) error {
	for _, c := range data.Person.Addresses {
		a, err := chat.ParseAddress(c.Address)
		if err != nil {
			continue
		}
		for l, err := range tx.LinesAfter(a, 0) {
			if err != nil {
				return err
			}
			data.Lines = append(data.Lines, report.OwnLine{At: l.At, Mine: l.Mine, Text: l.Message.Plain()})
		}
		for s, err := range tx.Sessions() {
			if err != nil {
				return err
			}
			if s.Address == a {
				data.Sessions = append(data.Sessions, report.OwnSession{Created: s.Created, Seen: s.Seen, Agent: s.Agent})
			}
		}
		state, err := tx.Conversation(a)
		if err != nil {
			return err
		}
		draft, err := tx.Value(storage.DraftKey(a))
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if len(state)+len(draft) > 0 {
			data.Unfinished = append(data.Unfinished, report.OwnUnfinished{Address: c.Address, State: state, Draft: string(draft)})
		}
	}
	return nil
}

// OwnFiles are the data of the owner of a chat, for machines and for people.
func (r *Runtime) OwnFiles(ctx context.Context, by chat.Address) (asJSON, asText []byte, err error) {
	err = r.own(ctx, by, func(b *batch, p report.Person) error {
		data, err := r.gather(b.tx, p.ID)
		if err != nil {
			return err
		}
		asJSON, asText, err = r.files(data)
		return err
	})
	return asJSON, asText, err
}

// ExportPerson is OwnFiles for the command line; c needs School, Zone and Now.
func ExportPerson(tx storage.Tx, id string, c Config) (asJSON, asText []byte, err error) {
	r := New(c)
	data, err := r.gather(tx, id)
	if err != nil {
		return nil, nil, err
	}
	return r.files(data)
}

// files are the data for machines and for people.
func (r *Runtime) files(data report.OwnData) (asJSON, asText []byte, err error) {
	asJSON, err = json.MarshalIndent(data, "", "  ")
	if err != nil {
		return nil, nil, err
	}
	var text bytes.Buffer
	r.writeOwn(&text, data)
	return asJSON, text.Bytes(), nil
}
