package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// keepKind are the jobs that add a template to the library.
const keepKind = "keep"

// keepPayload is what such a job is about.
type keepPayload struct {
	Address chat.Address `json:"address"`
	Person  string       `json:"person"` // who ordered it
	Source  string       `json:"source"` // the file of the template
}

// KeepsTemplates tells whether templates can be added to the library.
func (w *world) KeepsTemplates() bool { return w.batch.r.keeps != nil }

// keepTemplate orders that a template is kept: writing a file is nothing for a transaction.
func (t *turn) keepTemplate(w *world, e conversation.KeepTemplate) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	payload, err := json.Marshal(keepPayload{t.to, w.person.ID, e.Source})
	if err != nil {
		return err
	}
	t.batch.jobs++
	return t.batch.tx.AddJob(storage.Job{Key: keepKind + "/" + t.key, Kind: keepKind, Payload: payload, Created: t.batch.now})
}

// kept is what became of a template: its id, or why there is none, in words for the admin.
type kept struct {
	order  keepPayload
	id     string
	reason string
}

// doKeep adds a template to the library and tells the chat. Done twice it comes to the same.
func (r *Runtime) doKeep(ctx context.Context, job storage.Job) error {
	var k kept
	if err := json.Unmarshal(job.Payload, &k.order); err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	wanted := false
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		wanted, err = stillAdmin(tx, k.order.Address, k.order.Person)
		return err
	})
	if err != nil {
		return err
	}
	if wanted {
		if err := r.keep(&k); err != nil {
			return err
		}
	}
	_, err = r.endJob(ctx, job, func(b *batch) error { return b.tellKept(job, k) })
	return err
}

// keep fills in the id or the reason.
func (r *Runtime) keep(k *kept) error {
	t, err := report.ReadTemplate("kept.toml", []byte(k.order.Source))
	if err != nil {
		return fmt.Errorf("the template of a job: %w", err)
	}
	known := templateOf(r.library(), t.ID)
	var refusal *report.Refusal
	switch {
	case r.keeps == nil:
		k.reason = textNoPlaceForTemplates
		return nil
	case known != nil && known.Version != t.Version:
		k.reason = textTemplateTaken
		return nil
	}
	err = r.keeps(t)
	switch {
	case errors.As(err, &refusal):
		k.reason = refusal.Text
		return nil
	case err != nil:
		return fmt.Errorf("keep a template: %w", err)
	}
	r.watchLibrary()
	r.log.Info("a template was kept", "template", t.ID, "version", t.Version[:12])
	k.id = t.ID
	return nil
}

func (b *batch) tellKept(job storage.Job, k kept) error {
	wanted, err := stillAdmin(b.tx, k.order.Address, k.order.Person)
	if err != nil {
		return err
	}
	if wanted {
		e := conversation.Event{Kind: conversation.Kept, Template: k.id}
		if k.id == "" {
			e = conversation.Event{Kind: conversation.Unkept, Note: k.reason}
		}
		if err := b.answerJob(job.Key, k.order.Address, e); err != nil {
			return err
		}
	}
	return b.tx.DeleteJob(job.Key)
}

// keepFailed gives a template up after the last attempt.
func (b *batch) keepFailed(job storage.Job) error {
	k := kept{reason: textTemplateNotKept}
	if err := json.Unmarshal(job.Payload, &k.order); err != nil {
		return b.tx.DeleteJob(job.Key)
	}
	return b.tellKept(job, k)
}
