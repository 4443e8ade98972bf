package bot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
)

// What those who oversee reports do on the pages of a draft; see web.Office.

const (
	auditPutAside = "finding-aside"
	auditTakeBack = "finding-back"
)

// maxAside is how many findings of one campaign may be put aside.
const maxAside = 1000

// Draft makes the draft of a campaign as it is now.
func (r *Runtime) Draft(ctx context.Context, by chat.Address, campaign string) (d render.Draft, err error) {
	if r.draft == nil {
		return d, errors.New("no writer of drafts is configured")
	}
	var former render.Input
	err = r.look(ctx, by, func(w *world) (err error) {
		if err := deskAllowed(w); err != nil {
			return err
		}
		tx := w.batch.tx
		if d.Input, err = readDraft(tx, r.school, campaign, &r.templates); err != nil {
			return err
		}
		if d.Former, err = formerOf(tx, d.Input.Campaign); err != nil || d.Former.ID == "" {
			return err
		}
		former, err = readDraft(tx, r.school, d.Former.ID, &r.templates)
		if errors.Is(err, storage.ErrNotFound) { // its template cannot be read any more
			return nil
		}
		return err
	})
	if err != nil {
		return render.Draft{}, err
	}
	if former.Template != nil {
		d.FormerDocument = render.Build(former)
	}
	err = r.fillDraft(&d)
	return d, err
}

// fillDraft lays a draft out and writes its file.
func (r *Runtime) fillDraft(d *render.Draft) error {
	d.Document = render.Build(d.Input)
	var file bytes.Buffer
	if err := r.draft(&file, d.Document); err != nil {
		return fmt.Errorf("write draft: %w", err)
	}
	sum := sha256.Sum256(file.Bytes())
	d.Name, d.MIME, d.Data = FileName(d.Document.Title, "docx"), docxMIME, file.Bytes()
	d.SHA256, d.Basis = hex.EncodeToString(sum[:]), basis(d.Input)
	return nil
}

// Approves tells whether somebody approves: an approver, or an admin where there is none.
func (r *Runtime) Approves(ctx context.Context, by chat.Address) (ok bool, err error) {
	err = r.look(ctx, by, func(w *world) error {
		ok = w.Approves()
		return nil
	})
	return ok, err
}

// Approve freezes the draft that was seen, by its basis and the SHA-256 of its file, as the
// next version. A draft that is another now is storage.ErrConflict; one with gaps, and
// whoever does not approve, get a *report.Refusal.
func (r *Runtime) Approve(ctx context.Context, by chat.Address, campaign, basis, sum string) (v report.Version, err error) {
	d, err := r.Draft(ctx, by, campaign)
	switch {
	case err != nil:
		return v, err
	case d.Basis != basis || d.SHA256 != sum:
		return v, fmt.Errorf("the draft of %q is another now: %w", campaign, storage.ErrConflict)
	case len(d.Document.Gaps) > 0:
		return v, &report.Refusal{Text: textGapsLeft}
	}
	err = r.act(ctx, by, func(t *turn, w *world) (err error) {
		if !w.Approves() {
			return &report.Refusal{Text: textNotApprover}
		}
		file := chat.File{Name: d.Name, MIME: d.MIME, Artifact: d.SHA256}
		v, err = t.freeze(w, conversation.Approve{Campaign: campaign, File: file, Basis: basis}, storage.Artifact{Name: d.Name, MIME: d.MIME, Data: d.Data})
		return err
	})
	if errors.Is(err, errOutdated) {
		err = errors.Join(err, storage.ErrConflict)
	}
	return v, err
}

// aside is a finding that was put aside, in one campaign.
type aside struct {
	By string    `json:"by"` // person id
	At time.Time `json:"at"`
}

func asideKey(campaign string) string { return "findings-aside/" + campaign }

func readAside(tx storage.Tx, campaign string) (map[string]aside, error) {
	raw, err := tx.Value(asideKey(campaign))
	all := map[string]aside{}
	if errors.Is(err, storage.ErrNotFound) {
		return all, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("findings put aside in %q: %w", campaign, err)
	}
	return all, nil
}

// Aside are the findings of a campaign's draft that were put aside, by their keys.
func (r *Runtime) Aside(ctx context.Context, by chat.Address, campaign string) (keys map[string]bool, err error) {
	err = r.look(ctx, by, func(w *world) error {
		all, err := readAside(w.batch.tx, campaign)
		keys = map[string]bool{}
		for key := range all {
			keys[key] = true
		}
		return errors.Join(err, deskAllowed(w))
	})
	return keys, err
}

// PutAside puts a finding aside for one campaign, or takes that back. what says in the
// audit which it is.
func (r *Runtime) PutAside(ctx context.Context, by chat.Address, campaign, key, what string, back bool) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		if err := deskAllowed(w); err != nil {
			return err
		}
		tx := t.batch.tx
		if _, err := tx.Campaign(campaign); err != nil {
			return err
		}
		all, err := readAside(tx, campaign)
		if err != nil {
			return err
		}
		_, there := all[key]
		action := auditPutAside
		switch {
		case there != back:
			return nil // as it is already
		case back:
			delete(all, key)
			action = auditTakeBack
		case len(all) >= maxAside || len(key) > 100:
			return &report.Refusal{Text: textManyAside}
		default:
			all[key] = aside{By: w.person.ID, At: t.batch.now}
		}
		raw, err := json.Marshal(all)
		if len(all) == 0 {
			raw = nil
		}
		if err := errors.Join(err, tx.PutValue(asideKey(campaign), raw)); err != nil {
			return err
		}
		return tx.AddAudit(storage.AuditEntry{
			At: t.batch.now, Campaign: campaign, Person: w.person.ID, Channel: by.Platform, Action: action, Note: strings.ToValidUTF8(what, ""),
		})
	})
}
