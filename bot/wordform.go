package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"thuky/chat"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
)

const (
	auditForm       = "word-form"
	auditFormRemove = "word-form-remove"
)

// SetWordForm has reports of a template ("" for all others) printed in a form that was
// checked. Reports that are approved are to be approved anew.
func SetWordForm(tx storage.Tx, f report.WordForm, by Actor, now time.Time) (report.WordForm, error) {
	sum := sha256.Sum256(f.Data)
	f.SHA256, f.By, f.At = hex.EncodeToString(sum[:]), by.Person, now
	if err := storage.PutWordForm(tx, f); err != nil {
		return f, err
	}
	return f, tx.AddAudit(storage.AuditEntry{
		At: now, Person: by.Person, Channel: by.channel(), Action: auditForm, Note: formNote(f.Template, f.Name+" "+f.SHA256),
	})
}

// RemoveWordForm has reports of a template printed as those of all others are, or those
// without a form. Where there is none, it is storage.ErrNotFound.
func RemoveWordForm(tx storage.Tx, template string, by Actor, now time.Time) error {
	if err := storage.DeleteWordForm(tx, template); err != nil {
		return err
	}
	return tx.AddAudit(storage.AuditEntry{At: now, Person: by.Person, Channel: by.channel(), Action: auditFormRemove, Note: formNote(template, "")})
}

func formNote(template, what string) string {
	if template == "" {
		template = "*"
	}
	return strings.TrimSpace(strings.ToValidUTF8(template+" "+what, ""))
}

// SetWordForm is the form chosen by an admin on the pages.
func (r *Runtime) SetWordForm(ctx context.Context, by chat.Address, f report.WordForm) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		if err := adminAllowed(w); err != nil {
			return err
		}
		_, err := SetWordForm(t.batch.tx, f, t.actor(w), t.batch.now)
		return err
	})
}

// RemoveWordForm is the choice of a form taken back by an admin on the pages.
func (r *Runtime) RemoveWordForm(ctx context.Context, by chat.Address, template string) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		if err := adminAllowed(w); err != nil {
			return err
		}
		return RemoveWordForm(t.batch.tx, template, t.actor(w), t.batch.now)
	})
}

// readForm gives a draft the form of its template, if there is one.
func readForm(tx storage.Tx, in *render.Input) error {
	f, err := storage.WordForm(tx, in.Campaign.Template)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return nil
	case err != nil:
		return fmt.Errorf("word form: %w", err)
	}
	in.Form = &f
	return nil
}
