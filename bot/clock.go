package bot

import (
	"context"
	"errors"
	"sync"
	"time"

	"thuky/storage"
)

// What a clock that is set wrong, and then right, must not do: send what is not due, take what
// was not sent for missed, forget what is still needed, or stop the clockwork.

const (
	// clockJump is by how much the clock and the time that passed differ when it was set.
	clockJump = 5 * time.Minute
	// clockSettles is how long nothing is reminded after it was: mostly it is set once more.
	clockSettles = 15 * time.Minute
	// houseEvery is how far apart two rounds of housekeeping are at most where the clock, or the
	// machine, was not off in between.
	houseEvery = 96 * time.Hour
	// clockTrusted is for how long it must have gone round before what people wrote is deleted by
	// the clock.
	clockTrusted = 60 * time.Hour
)

// wallClock compares the clock with the time that passes, which nobody can set.
type wallClock struct {
	mu    sync.Mutex
	wall  time.Time // under mu: when it was last looked at, zero before
	since time.Time // under mu: the same moment of the time that passes
	set   time.Time // under mu: of that time, when the clock was last set
}

// look tells by how much the clock was set since the last look, 0 where it was not, and whether
// it has been right for long enough.
func (c *wallClock) look(now time.Time) (jump time.Duration, steady bool) {
	wall, passes := now.Round(0), time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.wall.IsZero() {
		jump = wall.Sub(c.wall) - passes.Sub(c.since)
	}
	c.wall, c.since = wall, passes
	if jump.Abs() < clockJump {
		jump = 0
	} else {
		c.set = passes
	}
	return jump, c.set.IsZero() || passes.Sub(c.set) >= clockSettles
}

// watchClock tells whether the clock has been right for long enough to remind by it. When it was
// set, what the sender waits for is looked at anew.
func (r *Runtime) watchClock() (steady bool) {
	jump, steady := r.clock.look(r.now())
	if jump != 0 {
		r.log.Warn("the clock was set; nobody is reminded for a while", "by", jump, "for", clockSettles)
		for _, p := range r.sender.posts {
			p.wake()
		}
	}
	return steady
}

// clockwork runs cron until ctx ends. Cron sleeps until a time of the clock, so that one which is
// set back would stop it for as long: it is made anew then.
func (r *Runtime) clockwork(ctx context.Context) {
	clock, err := r.newCron(ctx)
	if err != nil {
		r.complain(err) // unreachable: its times are ours
		return
	}
	clock.Start()
	defer func() { <-clock.Stop().Done() }()
	var own wallClock
	own.look(time.Now())
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if jump, _ := own.look(time.Now()); jump >= 0 {
			continue
		}
		<-clock.Stop().Done()
		anew, err := r.newCron(ctx)
		if err != nil {
			r.complain(err) // unreachable: it was made once
			continue
		}
		clock = anew
		clock.Start()
	}
}

// The Values of housekeeping: when it went round last, and since when it has without a gap.
const (
	roundKey  = "clock/housekeeping"
	seriesKey = "clock/series"
)

// mayForget tells whether housekeeping may forget by the clock of now: the round before was not
// long ago, nor in the future. A clock years ahead forgets nothing in its first round.
func mayForget(tx storage.Tx, now time.Time) (bool, error) {
	last, err := timeValue(tx, roundKey)
	if err != nil {
		return false, err
	}
	series, err := timeValue(tx, seriesKey)
	if err != nil {
		return false, err
	}
	mark := []byte(now.UTC().Format(time.RFC3339))
	if err := tx.PutValue(roundKey, mark); err != nil {
		return false, err
	}
	may := follows(last, now)
	if may && !series.IsZero() {
		return true, nil
	}
	return may, tx.PutValue(seriesKey, mark)
}

// follows tells whether a round may come after one at last, where the clock is right.
func follows(last, now time.Time) bool {
	since := now.Sub(last)
	return !last.IsZero() && since > -time.Hour && since <= houseEvery
}

// trusted tells whether what cannot be undone may be done by the clock of now: it has been
// right for some nights, so that somebody would have seen that it is not.
func trusted(tx storage.Tx, now time.Time) (bool, error) {
	last, err := timeValue(tx, roundKey)
	if err != nil {
		return false, err
	}
	series, err := timeValue(tx, seriesKey)
	return follows(last, now) && !series.IsZero() && now.Sub(series) >= clockTrusted, err
}

// timeValue reads a time, zero where there is none.
func timeValue(tx storage.Tx, key string) (time.Time, error) {
	value, err := tx.Value(key)
	if errors.Is(err, storage.ErrNotFound) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339, string(value))
	if err != nil {
		return time.Time{}, nil //nolint:nilerr // as if there were none: it is written anew
	}
	return at, nil
}
