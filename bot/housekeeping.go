package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"thuky/storage"
)

// How long things are kept.
const (
	keepKeys      = 8 * 24 * time.Hour  // of updates; Zalo delivers some again for a week
	keepArtifacts = 90 * 24 * time.Hour // a draft can be made again at any time
	keepStrangers = 2 * 24 * time.Hour
)

// The times of cron. It only wakes: what is due is read from the store, so a
// missed tick loses nothing.
const (
	everyMinute = "* * * * *"
	everyNight  = "30 3 * * *"
)

// keepHouse forgets what is not needed any more.
func (r *Runtime) keepHouse(ctx context.Context) error {
	sure := false
	err := r.store.Update(ctx, func(tx storage.Tx) (err error) {
		now := r.now()
		sure = false
		if may, err := mayForget(tx, now); err != nil || !may {
			return err
		}
		if sure, err = trusted(tx, now); err != nil {
			return err
		}
		if err := tx.PruneOnce(now.Add(-keepKeys)); err != nil {
			return err
		}
		files := keepArtifacts
		if n := r.retention.FileDays; n > 0 {
			files = time.Duration(n) * 24 * time.Hour
		}
		if err := tx.PruneArtifacts(now.Add(-files)); err != nil {
			return err
		}
		if err := tx.PruneStrangers(now.Add(-keepStrangers)); err != nil {
			return err
		}
		if _, err := storage.PruneEvidence(tx, now.Add(-keepUnused)); err != nil {
			return err
		}
		if err := pruneHolds(tx, now); err != nil {
			return err
		}
		return pruneInvitations(tx, now)
	})
	if err != nil {
		return fmt.Errorf("housekeeping: %w", err)
	}
	if !sure {
		return nil
	}
	return r.retain(ctx)
}

func pruneHolds(tx storage.Tx, now time.Time) error {
	for h, err := range tx.Holds() {
		if err != nil {
			return err
		}
		if h.Until.After(now) {
			continue
		}
		if err := tx.PutHold(h.To, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}

// newCron makes the clockwork. SkipIfStillRunning stands outside Recover: the
// other way round a panic would keep its job from ever running again.
func (r *Runtime) newCron(ctx context.Context) (*cron.Cron, error) {
	logger := cronLogger{r.log}
	c := cron.New(cron.WithLocation(r.zone), cron.WithLogger(logger),
		cron.WithChain(cron.SkipIfStillRunning(logger), cron.Recover(logger)))
	if _, err := c.AddFunc(everyMinute, func() {
		r.minute(ctx)
		r.tick()
	}); err != nil {
		return nil, err
	}
	if _, err := c.AddFunc(everyMinute, func() { // beside the others, for it may take long
		if r.leads() {
			r.copyStore(ctx)
		}
	}); err != nil {
		return nil, err
	}
	if _, err := c.AddFunc(everyNight, func() {
		if !r.leads() {
			return
		}
		r.complain(r.keepHouse(ctx))
		r.complain(r.askSchedule(ctx))
	}); err != nil {
		return nil, err
	}
	return c, nil
}

// minute is the work of every minute.
func (r *Runtime) minute(ctx context.Context) {
	r.jobs.kick()
	steady := r.watchClock()
	r.complain(r.watchCalendar(ctx))
	r.watchLibrary()
	if !r.leads() {
		return
	}
	r.complain(r.tellNewer(ctx))
	r.complain(r.Announce(ctx))
	if steady {
		r.complain(r.Remind(ctx))
		r.complain(r.watchRequests(ctx))
	}
	r.complain(r.watchBudgets(ctx))
	r.complain(r.watchMachine(ctx))
}

// tick notes that the work of a minute, or the first round of it, was done.
func (r *Runtime) tick() {
	now := r.now()
	r.ticked.Store(&now)
}

// complain logs what went wrong, unless Run was told to end meanwhile.
func (r *Runtime) complain(err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		r.log.Error("regular work failed", "error", err)
	}
}

// cronLogger lets cron log only what went wrong.
type cronLogger struct{ log *slog.Logger }

// Info is about every tick.
func (cronLogger) Info(string, ...any) {}

// Error is about panics.
func (l cronLogger) Error(err error, msg string, pairs ...any) {
	l.log.Error("cron: "+msg, append(pairs, "error", err)...)
}
