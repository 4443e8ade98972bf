package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
)

// evidenceKind are the jobs that fetch a file that belongs to an answer, and keep it.
const evidenceKind = "evidence"

const (
	// gatherLimit ends one attempt, download included.
	gatherLimit = 3 * time.Minute
	// maxEvidence is how many bytes of files one campaign has.
	maxEvidence = 300 << 20
	// keepUnused is how long a file is kept that no answer has any more.
	keepUnused = 30 * 24 * time.Hour
)

// EvidenceFunc makes of a file what is kept of it, with the description that the answer
// holds. The refusal is "" for a file that is taken.
type EvidenceFunc func(name string, data []byte) (kept storage.Evidence, file report.File, refusal report.FileRefusal)

// gatherPayload is what an evidence job is about.
type gatherPayload struct {
	Address    chat.Address    `json:"address"`
	Attachment chat.Attachment `json:"attachment"`
	Person     string          `json:"person"` // who sent it
	Campaign   string          `json:"campaign"`
	Question   string          `json:"question,omitempty"`
	Slot       int             `json:"slot"`
}

// gather orders a file.
func (t *turn) gather(w *world, e conversation.Gather) error {
	c, ok := w.Campaign(e.Campaign)
	if !w.known || !ok || c.Status != report.Open {
		return errors.New("only who answers an open report may send files for it")
	}
	if e.Question != "" && !w.Asks(c, e.Question) {
		return errors.New("the question of the file is asked of others")
	}
	return t.orderFile(evidenceKind, gatherPayload{t.to, e.Attachment, w.person.ID, e.Campaign, e.Question, e.Slot})
}

// gathered is what became of a file.
type gathered struct {
	order   gatherPayload
	kept    storage.Evidence
	file    *report.File // nil: refused
	refusal report.FileRefusal
}

// doGather fetches a file, keeps it, and tells the chat.
func (r *Runtime) doGather(ctx context.Context, job storage.Job) error {
	var got gathered
	if err := json.Unmarshal(job.Payload, &got.order); err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, gatherLimit)
	defer cancel()
	defer r.typing(limited, got.order.Address)()
	if err := r.fetchEvidence(limited, &got); err != nil {
		return err
	}
	b, err := r.endJob(ctx, job, func(b *batch) error { return b.tellGathered(job, got) })
	if b == nil || err != nil {
		return err
	}
	r.log.Info("a file came", "chat", who(got.order.Address), "refusal", got.refusal, "bytes", len(got.kept.Data), "messages", len(b.out))
	return nil
}

// fetchEvidence fills in the file or why there is none.
func (r *Runtime) fetchEvidence(ctx context.Context, got *gathered) error {
	a := got.order.Attachment
	if a.Size > report.MaxFileSize {
		got.refusal = report.FileTooBig
		return nil
	}
	data, err := r.fetch(ctx, got.order.Address.Platform, a.ID)
	var se *chat.SendError
	switch {
	case errors.Is(err, chat.ErrTooLarge):
		got.refusal = report.FileTooBig
		return nil
	case errors.As(err, &se) && se.Class == chat.Temporary:
		return fmt.Errorf("fetch: %w", err)
	case err != nil:
		r.log.Warn("a file cannot be had from the platform", "chat", who(got.order.Address), "error", err)
		got.refusal = report.FileLost
		return nil
	case r.evidence == nil:
		got.refusal = report.FileFailed
		return nil
	}
	kept, file, refusal := r.evidence(a.Name, data)
	if refusal == "" {
		refusal, err = r.unfit(ctx, got.order, file, int64(len(data)))
	}
	if got.refusal = refusal; refusal == "" {
		got.kept, got.file = kept, &file
	}
	return err
}

// unfit tells why a file is none for its question; size is what was sent.
func (r *Runtime) unfit(ctx context.Context, o gatherPayload, file report.File, size int64) (refusal report.FileRefusal, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		refusal = ""
		c, err := tx.Campaign(o.Campaign)
		if err != nil {
			return err
		}
		t, err := r.templates.get(tx, c)
		if err != nil {
			return err
		}
		if q := t.Question(o.Question); q != nil {
			refusal = q.Takes(file, size)
		}
		return nil
	})
	return refusal, err
}

// tellGathered keeps the file, tells the chat what became of it, and ends the job. Who has
// left the school meanwhile is told nothing.
func (b *batch) tellGathered(job storage.Job, got gathered) error {
	p, err := b.tx.PersonByAddress(got.order.Address)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	if err == nil && p.ID == got.order.Person {
		if err := b.keepEvidence(&got); err != nil {
			return err
		}
		a := got.order.Attachment
		err := b.answerJob(job.Key, got.order.Address, conversation.Event{
			Kind: conversation.Gathered, Attachment: &a, Campaign: got.order.Campaign, Question: got.order.Question, Slot: got.order.Slot,
			Evidence: got.file, Refusal: got.refusal,
		})
		if err != nil {
			return err
		}
	}
	if err := discard(b.tx, got.order.Attachment.ID); err != nil {
		return err
	}
	return b.tx.DeleteJob(job.Key)
}

// keepEvidence stores a file, unless the campaign has as much as it may.
func (b *batch) keepEvidence(got *gathered) error {
	if got.file == nil {
		return nil
	}
	total := got.kept.Size
	for e, err := range b.tx.Evidences(got.order.Campaign) {
		if err != nil {
			return err
		}
		if e.Hash != got.kept.Hash {
			total += e.Size
		}
	}
	if total > maxEvidence {
		got.file, got.refusal = nil, report.FileNoRoom
		b.r.log.Warn("a report has as many files as it may", "campaign", got.order.Campaign, "limit", maxEvidence)
		return nil
	}
	got.kept.Campaign, got.kept.At = got.order.Campaign, b.now
	return b.tx.PutEvidence(got.kept)
}

// gatherFailed gives a file up after the last attempt.
func (b *batch) gatherFailed(job storage.Job) error {
	var order gatherPayload
	if err := json.Unmarshal(job.Payload, &order); err != nil {
		return b.tx.DeleteJob(job.Key)
	}
	return b.tellGathered(job, gathered{order: order, refusal: report.FileLost})
}

// Pictures reads the photos that the answers of a draft hold, for render.Document.Pictures.
func Pictures(tx storage.Tx, in render.Input) (map[string][]byte, error) {
	var hashes []string
	for _, a := range in.Answers {
		for _, f := range a.Value.Files {
			if f.Photo() {
				hashes = append(hashes, f.Hash)
			}
		}
	}
	return storage.Pictures(tx, in.Campaign.ID, hashes)
}
