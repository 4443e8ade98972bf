package bot

import (
	"context"
	"fmt"

	"thuky/chat"
	"thuky/storage"
)

// MoveReport moves an open campaign to the version of its template that is in the
// library; another one than was seen is storage.ErrConflict. Its own chat of who orders
// it follows as those of all others do.
func (r *Runtime) MoveReport(ctx context.Context, by chat.Address, campaign, version string) error {
	return r.act(ctx, by, func(t *turn, w *world) error {
		if err := adminAllowed(w); err != nil {
			return err
		}
		b := t.batch
		c, ok, err := b.campaign(campaign)
		if err != nil {
			return err
		}
		if !ok {
			return storage.ErrNotFound
		}
		tmpl := templateOf(b.library, c.Template)
		if tmpl == nil || tmpl.Version != version {
			return fmt.Errorf("campaign %q: no version %.12s of its template is at hand: %w", c.ID, version, storage.ErrConflict)
		}
		b.forget()
		_, err = UpdateCampaign(b.tx, b.r.planner(), c.ID, tmpl, t.actor(w), b.now)
		return err
	})
}

// RenewLibrary takes up templates that have changed, before the next minute does.
func (r *Runtime) RenewLibrary() { r.watchLibrary() }
