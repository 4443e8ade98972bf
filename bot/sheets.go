package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/storage"
)

// sheetKind are the jobs that read a spreadsheet as the rows of a table.
const sheetKind = "sheet"

// sheetLimit ends one attempt, download included.
const sheetLimit = 2 * time.Minute

// SheetsFunc reads the cells of a spreadsheet by sheet, row and column. What is wrong with
// the file is a note in Vietnamese for the person; an error is a failure of ours, worth
// another try.
type SheetsFunc func(ctx context.Context, name string, data []byte) (sheets [][][]string, note string, err error)

// sheetPayload is what a sheet job is about.
type sheetPayload struct {
	Address    chat.Address    `json:"address"`
	Attachment chat.Attachment `json:"attachment"`
	Person     string          `json:"person"` // who sent it
	Campaign   string          `json:"campaign"`
	Question   string          `json:"question"`
}

// tabulate orders the rows of a file.
func (t *turn) tabulate(w *world, e conversation.Tabulate) error {
	if !w.known {
		return errors.New("the file of a stranger is not read")
	}
	return t.orderFile(sheetKind, sheetPayload{t.to, e.Attachment, w.person.ID, e.Campaign, e.Question})
}

// tabulated is what became of a file.
type tabulated struct {
	order  sheetPayload
	sheets [][][]string
	note   string
}

// doSheet fetches a spreadsheet, reads it, and tells the chat.
func (r *Runtime) doSheet(ctx context.Context, job storage.Job) error {
	var got tabulated
	if err := json.Unmarshal(job.Payload, &got.order); err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, sheetLimit)
	defer cancel()
	defer r.typing(limited, got.order.Address)()
	err := r.readSheet(limited, &got)
	if err != nil && ctx.Err() == nil && limited.Err() != nil {
		err = nil // another try would take as long
	}
	if err != nil {
		return err
	}
	var b *batch
	err = r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		if err := tx.PutJob(job); errors.Is(err, storage.ErrNotFound) {
			return errTaken
		} else if err != nil {
			return err
		}
		return b.tellTabulated(job, got)
	})
	if errors.Is(err, errTaken) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("tell what was in the spreadsheet: %w", err)
	}
	// After this line the job is gone and a crash is clean.
	r.carryOn(b)
	r.log.Info("a spreadsheet was read", "chat", who(got.order.Address), "sheets", len(got.sheets), "messages", len(b.out))
	return nil
}

// readSheet fills in the cells or the note; neither says that there is no such file.
func (r *Runtime) readSheet(ctx context.Context, got *tabulated) error {
	a := got.order.Attachment
	if r.sheets == nil || a.Size > maxAttachment {
		return nil
	}
	data, err := r.fetch(ctx, got.order.Address.Platform, a.ID)
	var se *chat.SendError
	switch {
	case errors.As(err, &se) && se.Class == chat.Temporary:
		return fmt.Errorf("fetch: %w", err)
	case err != nil:
		r.log.Warn("a spreadsheet cannot be had from the platform", "chat", who(got.order.Address), "error", err)
		return nil
	}
	if got.sheets, got.note, err = r.sheets(ctx, a.Name, data); err != nil {
		return fmt.Errorf("read the spreadsheet: %w", err)
	}
	return nil
}

// tellTabulated tells the chat what became of the file and ends the job. Who has left the
// school meanwhile is told nothing.
func (b *batch) tellTabulated(job storage.Job, got tabulated) error {
	p, err := b.tx.PersonByAddress(got.order.Address)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	if err == nil && p.ID == got.order.Person {
		t := &turn{batch: b, key: job.Key, to: got.order.Address}
		a := got.order.Attachment
		err := t.event(conversation.Event{
			Kind: conversation.Tabulated, Attachment: &a, Campaign: got.order.Campaign, Question: got.order.Question,
			Sheets: got.sheets, Note: got.note,
		})
		var crash *crashError
		if errors.As(err, &crash) { // who waits for the file must hear of it
			err = errors.Join(t.survive(err), t.apologise())
		}
		if err != nil {
			return err
		}
	}
	if err := discard(b.tx, got.order.Attachment.ID); err != nil {
		return err
	}
	return b.tx.DeleteJob(job.Key)
}

// sheetFailed gives a file up after the last attempt.
func (b *batch) sheetFailed(job storage.Job) error {
	var order sheetPayload
	if err := json.Unmarshal(job.Payload, &order); err != nil {
		return b.tx.DeleteJob(job.Key)
	}
	return b.tellTabulated(job, tabulated{order: order})
}
