package cli

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"thuky/bot"
	"thuky/storage"
)

// stuckAfter is how long a message may wait for its platform before doctor speaks of it.
const stuckAfter = 30 * time.Minute

// checkRunning tells whether serve runs, and what waits too long. A file is read by asking the
// serve that holds it.
func (p *program) checkRunning(ctx context.Context) checkup {
	c := checkup{Subject: textSubjectRunning}
	h, runs, known := p.standing(ctx)
	if !known {
		c.Found = textRunningUnknown
		return c
	}
	now := p.now()
	var found, advice []string
	if !runs {
		found = append(found, textNotServing)
	}
	if runs && !h.Ready {
		c.Verdict = warning
		found, advice = append(found, textNotReady), append(advice, textFixNotReady)
	}
	if h.Reload != "" {
		c.Verdict = warning
		found, advice = append(found, textReloadFailed(h.Reload)), append(advice, textFixReload)
	}
	if runs && h.Late > 0 {
		c.Verdict = warning
		found, advice = append(found, textRemindersLate(h.Late)), append(advice, textFixRemindersLate)
	}
	if h.Dead+h.Failed > 0 {
		c.Verdict = warning
		found, advice = append(found, textGivenUp(h.Dead, h.Failed)), append(advice, textFixGivenUp)
	}
	for _, platform := range slices.Sorted(maps.Keys(h.Outbox)) {
		w := h.Outbox[platform]
		if waits := now.Sub(w.Oldest); runs && !w.Oldest.IsZero() && waits > stuckAfter {
			c.Verdict = warning
			found, advice = append(found, textStuck(platform, w.Messages, waits)), append(advice, textFixStuck(platform))
		}
	}
	if runs && found == nil {
		found = []string{textServing}
	}
	c.Found, c.Advice = joinLines(found), joinLines(slices.Compact(advice))
	return c
}

// standing tells how a school is doing and whether a serve runs it; not known where the store
// cannot be read.
func (p *program) standing(ctx context.Context) (h bot.Health, runs, known bool) {
	path, missing, err := missingStore(p.config.Storage.URL)
	if err != nil {
		return h, false, false // told by checkStore
	}
	if missing {
		return h, false, true
	}
	s, err := p.openStore()
	if errors.Is(err, storage.ErrLocked) {
		h, err = orderState(ctx, path)
		return h, true, err == nil
	}
	if err != nil {
		return h, false, false // told by checkStore
	}
	defer s.Close() //nolint:errcheck // it was only read
	planner, err := p.planner(nil)
	if err != nil {
		planner = nil // told by checkCalendar
	}
	err = s.View(ctx, func(tx storage.Tx) error {
		if h, err = bot.Look(tx, planner, p.now()); err != nil {
			return err
		}
		leader, err := bot.Leader(tx, p.now())
		runs, h.Ready = leader != "", leader != ""
		return err
	})
	return h, runs, err == nil
}
