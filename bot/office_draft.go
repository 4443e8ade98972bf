package bot

import (
	"context"
	"errors"
	"fmt"

	"thuky/chat"
	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
)

// What those who oversee reports do on the pages of a draft; see web.Office.

// Draft makes the draft of a campaign as it is now.
func (r *Runtime) Draft(ctx context.Context, by chat.Address, campaign string) (d render.Draft, err error) {
	if r.draft == nil {
		return d, errors.New("no writer of drafts is configured")
	}
	var in draftInput
	err = r.look(ctx, by, func(w *world) (err error) {
		if err := deskAllowed(w); err != nil {
			return err
		}
		in, err = r.readAll(w.batch.tx, campaign)
		return err
	})
	if err != nil {
		return d, err
	}
	return r.lay(in)
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

// Aside are the findings of a campaign's draft that were put aside, by their keys.
func (r *Runtime) Aside(ctx context.Context, by chat.Address, campaign string) (keys map[string]bool, err error) {
	err = r.look(ctx, by, func(w *world) error {
		keys = w.Aside(campaign)
		return deskAllowed(w)
	})
	return keys, err
}

// PutAside puts a finding aside for one campaign, or takes that back. what says in the
// audit which it is.
func (r *Runtime) PutAside(ctx context.Context, by chat.Address, campaign, key, what string, back bool) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		_, err := t.carryOut(w, []conversation.Effect{conversation.PutAside{Campaign: campaign, Key: key, What: what, Back: back}})
		return err
	})
}
