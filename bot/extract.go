package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// extractKind are the jobs that take the text out of a file that came in. Neither the
// file nor its text is stored with them: a notice may turn out to be secret.
const extractKind = "extract"

const (
	// maxAttachment is the largest file that is downloaded, in bytes.
	maxAttachment = 20 << 20
	// extractLimit ends one attempt, download included. A scan of many pages takes minutes.
	extractLimit = 8 * time.Minute
)

// ExtractFunc takes the text out of a file. What is wrong with the file is a problem;
// an error is a failure of ours, worth another try.
type ExtractFunc func(ctx context.Context, name string, data []byte) (text string, problem conversation.ExtractProblem, err error)

// extractPayload is what an extract job is about.
type extractPayload struct {
	Address    chat.Address    `json:"address"`
	Attachment chat.Attachment `json:"attachment"`
	Person     string          `json:"person"` // who sent it
}

// extract orders the text of a file.
func (t *turn) extract(w *world, e conversation.Extract) error {
	if err := adminAllowed(w); err != nil {
		return err
	}
	return t.orderFile(extractKind, extractPayload{Address: t.to, Attachment: e.Attachment, Person: w.person.ID})
}

// orderFile has a job read a file that came in.
func (t *turn) orderFile(kind string, order any) error {
	payload, err := json.Marshal(order)
	if err != nil {
		return err
	}
	key := kind + "/" + t.key + "/" + strconv.Itoa(t.extracts)
	t.extracts++
	t.batch.jobs++
	return t.batch.tx.AddJob(storage.Job{Key: key, Kind: kind, Payload: payload, Created: t.batch.now})
}

// extracted is what became of a file.
type extracted struct {
	order   extractPayload
	text    string
	problem conversation.ExtractProblem
}

// doExtract fetches a file, takes its text, and tells the chat.
func (r *Runtime) doExtract(ctx context.Context, job storage.Job) error {
	var got extracted
	if err := json.Unmarshal(job.Payload, &got.order); err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	wanted := false
	err := r.store.View(ctx, func(tx storage.Tx) (err error) {
		wanted, err = stillAdmin(tx, got.order.Address, got.order.Person)
		return err
	})
	if err != nil {
		return err
	}
	if wanted {
		limited, cancel := context.WithTimeout(ctx, extractLimit)
		defer cancel()
		defer r.typing(limited, got.order.Address)()
		err := r.readFile(limited, &got)
		if err != nil && ctx.Err() == nil && limited.Err() != nil {
			err, got.problem = nil, conversation.FileTooLarge // another try would take as long
		}
		if err != nil {
			return err
		}
	}
	return r.handExtracted(ctx, job, got)
}

// readFile fills in the text or the problem.
func (r *Runtime) readFile(ctx context.Context, got *extracted) error {
	a := got.order.Attachment
	if a.Size > maxAttachment {
		got.problem = conversation.FileTooLarge
		return nil
	}
	data, err := r.fetch(ctx, got.order.Address.Platform, a.ID)
	var se *chat.SendError
	switch {
	case errors.Is(err, chat.ErrTooLarge):
		got.problem = conversation.FileTooLarge
		return nil
	case errors.As(err, &se) && se.Class == chat.Temporary:
		return fmt.Errorf("fetch: %w", err)
	case err != nil:
		r.log.Warn("a file cannot be had from the platform", "chat", who(got.order.Address), "error", err)
		got.problem = conversation.FileGone
		return nil
	case r.extract == nil:
		got.problem = conversation.FileBroken
		return nil
	}
	got.text, got.problem, err = r.extract(ctx, a.Name, data)
	if err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	return nil
}

// fetch gets a file from its platform, or from the store where it was handed over in a
// browser.
func (r *Runtime) fetch(ctx context.Context, platform, id string) ([]byte, error) {
	if strings.HasPrefix(id, storage.UploadPrefix) {
		return r.uploaded(ctx, id)
	}
	for _, t := range r.platforms {
		if f, ok := t.(chat.Fetcher); ok && t.Platform() == platform {
			return f.Fetch(ctx, id, maxAttachment)
		}
	}
	return nil, errors.New("the platform hands over no files")
}

// uploaded reads a file that was handed over in a browser.
func (r *Runtime) uploaded(ctx context.Context, id string) ([]byte, error) {
	var data []byte
	err := r.store.View(ctx, func(tx storage.Tx) error {
		a, err := tx.Artifact(id)
		data = a.Data
		return err
	})
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return nil, err
	case err != nil:
		return nil, &chat.SendError{Class: chat.Temporary, Err: err}
	case len(data) == 0:
		return nil, errors.New("it was read before")
	case len(data) > maxAttachment:
		return nil, chat.ErrTooLarge
	}
	return data, nil
}

// discard lets go of the bytes of a file that was handed over in a browser: a notice may
// turn out to be secret. Housekeeping takes the rest.
func discard(tx storage.Tx, id string) error {
	if !strings.HasPrefix(id, storage.UploadPrefix) {
		return nil
	}
	return tx.PutArtifact(id, storage.Artifact{})
}

// stillAdmin tells whether a chat belongs to the admin who ordered a job.
func stillAdmin(tx storage.Tx, a chat.Address, person string) (bool, error) {
	p, err := tx.PersonByAddress(a)
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return err == nil && p.ID == person && p.Role == report.Admin, err
}

// handExtracted tells the chat what became of the file and ends the job, in one
// transaction. Who is no admin any more is told nothing.
func (r *Runtime) handExtracted(ctx context.Context, job storage.Job, got extracted) error {
	b, err := r.endJob(ctx, job, func(b *batch) error { return b.tellExtracted(job, got) })
	if b == nil || err != nil {
		return err
	}
	r.log.Info("a file was read", "chat", who(got.order.Address), "problem", got.problem, "bytes", len(got.text), "messages", len(b.out))
	return nil
}

// endJob tells what became of a job; tell also deletes it. The batch is nil where somebody
// else has ended it.
func (r *Runtime) endJob(ctx context.Context, job storage.Job, tell func(b *batch) error) (*batch, error) {
	var b *batch
	err := r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		if err := tx.PutJob(job); errors.Is(err, storage.ErrNotFound) {
			return errTaken
		} else if err != nil {
			return err
		}
		return tell(b)
	})
	if errors.Is(err, errTaken) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("tell what became of a job: %w", err)
	}
	// After this line the job is gone and a crash is clean.
	r.carryOn(b)
	return b, nil
}

// answerJob gives a chat the event that a job comes to. Who waits for it hears of a crash, too.
func (b *batch) answerJob(key string, to chat.Address, e conversation.Event) error {
	t := &turn{batch: b, key: key, to: to}
	err := t.event(e)
	var crash *crashError
	if errors.As(err, &crash) {
		err = errors.Join(t.survive(err), t.apologise())
	}
	return err
}

func (b *batch) tellExtracted(job storage.Job, got extracted) error {
	wanted, err := stillAdmin(b.tx, got.order.Address, got.order.Person)
	if err != nil {
		return err
	}
	if wanted {
		a := got.order.Attachment
		err := b.answerJob(job.Key, got.order.Address, conversation.Event{
			Kind: conversation.Extracted, Attachment: &a, Text: got.text, Problem: got.problem,
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

// extractFailed gives a file up after the last attempt.
func (b *batch) extractFailed(job storage.Job) error {
	var order extractPayload
	if err := json.Unmarshal(job.Payload, &order); err != nil {
		return b.tx.DeleteJob(job.Key)
	}
	return b.tellExtracted(job, extracted{order: order, problem: conversation.FileGone})
}
