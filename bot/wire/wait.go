package wire

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"
)

// Backoff is a wait that grows from half a second to a minute.
type Backoff struct{ failures int }

// Next is the wait after one more failure, with jitter so that several programs do
// not come back together.
func (b *Backoff) Next() time.Duration {
	d := min(500*time.Millisecond<<min(b.failures, 7), time.Minute)
	b.failures++
	return d/2 + rand.N(d/2)
}

// Sleep waits, but not longer than until ctx ends.
func Sleep(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// Retry repeats a call until it succeeds.
type Retry struct {
	Log *slog.Logger
	// Final tells whether an error will not go away, such as a refused token.
	Final func(error) bool
	// Least is how long an error asks to wait, 0 for none.
	Least func(error) time.Duration
	Pulse *Pulse // notes every attempt
}

// Do calls f until it returns nil. Its error is one that is final, or that of ctx.
func (r Retry) Do(ctx context.Context, what string, f func(context.Context) error) error {
	for wait := (Backoff{}); ; {
		err := f(ctx)
		r.Pulse.Note(ctx, err)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case r.Final(err):
			return err
		}
		pause := max(wait.Next(), r.Least(err))
		r.Log.Warn(what+": the platform cannot be reached; will try again", "in", pause, "error", err)
		Sleep(ctx, pause)
	}
}
