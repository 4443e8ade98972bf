package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// Limits of jobs.
const (
	// jobLease is how long a job belongs to whoever took it; after a crash it
	// waits as long.
	jobLease = 30 * time.Second
	// maxJobAttempts is how often a job is tried before it is set aside.
	maxJobAttempts = 8
	// setAside is the lease of a job that is not tried any more. It stays in the
	// store for the operator.
	setAside = 100 * 365 * 24 * time.Hour
)

// jobs wakes the runner and knows whether it has anything to do.
type jobs struct {
	wake   chan struct{} // one slot
	kicked atomic.Int64  // how often there was something new
	looked atomic.Int64  // the kicks that the runner has looked after

	mu    sync.Mutex
	retry time.Time // under mu: when a failed job may be tried again
}

func newJobs() *jobs { return &jobs{wake: make(chan struct{}, 1)} }

// kick says that there may be a job.
func (j *jobs) kick() {
	j.kicked.Add(1)
	signal(j.wake)
}

// idle tells whether every job that was ordered has been tried.
func (j *jobs) idle() bool { return j.looked.Load() == j.kicked.Load() }

// runJobs does one job after the other until ctx ends.
func (r *Runtime) runJobs(ctx context.Context) {
	for ctx.Err() == nil {
		kicks := r.jobs.kicked.Load()
		if r.recalendar.Swap(false) { // after a crash the next start does it
			r.complain(r.replan(ctx))
		}
		if r.opened.Swap(false) {
			r.complain(r.Announce(ctx))
		}
		for r.runJob(ctx) {
		}
		r.jobs.looked.Store(kicks)
		r.changed.ring()
		r.jobs.wait(ctx, r.now())
	}
	r.slow.work.Wait()
	r.gathering.work.Wait()
}

func (j *jobs) wait(ctx context.Context, now time.Time) {
	d := time.Hour // the ticks of cron come long before
	j.mu.Lock()
	if !j.retry.IsZero() {
		d = max(j.retry.Sub(now), time.Millisecond)
	}
	j.mu.Unlock()
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-j.wake:
	case <-timer.C:
		j.mu.Lock()
		j.retry = time.Time{}
		j.mu.Unlock()
	case <-ctx.Done():
	}
}

// runJob takes and does the oldest job, false when there is none to take.
func (r *Runtime) runJob(ctx context.Context) bool {
	if ctx.Err() != nil {
		return false
	}
	var job storage.Job
	err := r.store.Update(ctx, func(tx storage.Tx) (err error) {
		now := r.now()
		job, err = tx.ClaimJob(now, now.Add(jobLease))
		return err
	})
	if err != nil {
		if !errors.Is(err, storage.ErrNotFound) && ctx.Err() == nil {
			r.log.Error("no job could be taken", "error", err)
			r.jobs.retryAt(r.now().Add(firstBackoff))
		}
		return false
	}
	if s := r.laneOf(job.Kind); s != nil {
		r.beside(ctx, s, job)
		return true
	}
	if err := r.do(ctx, job); err != nil {
		r.jobFailed(ctx, job, err)
	} else {
		r.meter.Worked(jobLabel(job.Kind), WorkedDone)
	}
	return true
}

// do does a job; its last transaction also deletes it.
func (r *Runtime) do(ctx context.Context, job storage.Job) (err error) {
	done := false
	defer func() {
		if !done {
			err = errPanic(recover())
		}
	}()
	switch job.Kind {
	case draftKind:
		err = r.doDraft(ctx, job)
	case extractKind:
		err = r.doExtract(ctx, job)
	case keepKind:
		err = r.doKeep(ctx, job)
	case sheetKind:
		err = r.doSheet(ctx, job)
	case ownKind:
		err = r.doOwn(ctx, job)
	case evidenceKind:
		err = r.doGather(ctx, job)
	case joinedKey:
		err = r.doJoined(ctx, job)
	default:
		err = fmt.Errorf("kind %q is unknown to this release", job.Kind)
	}
	done = true
	return err
}

// jobFailed puts a job back for later, or aside.
func (r *Runtime) jobFailed(ctx context.Context, job storage.Job, cause error) {
	ctx = context.WithoutCancel(ctx)
	now := r.now()
	job.Attempts++
	again := now.Add(backoff(job.Attempts))
	var se *chat.SendError
	if errors.As(cause, &se) && now.Add(se.RetryAfter).After(again) {
		again = now.Add(se.RetryAfter)
	}
	level := slog.LevelWarn
	last := job.Attempts >= maxJobAttempts
	if last {
		again, level = now.Add(setAside), slog.LevelError
	} else {
		r.jobs.retryAt(again)
	}
	job.Leased = again
	if last {
		r.meter.Worked(jobLabel(job.Kind), WorkedGivenUp)
	} else {
		r.meter.Worked(jobLabel(job.Kind), WorkedFailed)
	}
	r.log.Log(ctx, level, "a job failed", "job", job.Key, "attempts", job.Attempts, "given up", last, "error", cause)
	var b *batch
	err := r.store.Update(ctx, func(tx storage.Tx) error {
		b = r.newBatch(tx)
		if err := tx.PutJob(job); err != nil {
			return err
		}
		switch {
		case last && job.Kind == draftKind:
			return b.draftFailed(job)
		case last && job.Kind == extractKind:
			return b.extractFailed(job)
		case last && job.Kind == keepKind:
			return b.keepFailed(job)
		case last && job.Kind == sheetKind:
			return b.sheetFailed(job)
		case last && job.Kind == evidenceKind:
			return b.gatherFailed(job)
		}
		return nil
	})
	if errors.Is(err, storage.ErrNotFound) {
		return // somebody else finished it
	}
	if err != nil {
		r.log.Error("a failed job could not be put back; its lease will end", "job", job.Key, "error", err)
		return
	}
	r.carryOn(b)
}

// retryAt wakes the runner at the earliest of the times asked for.
func (j *jobs) retryAt(at time.Time) {
	defer signal(j.wake) // it may be waiting for a later one
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.retry.IsZero() || at.Before(j.retry) {
		j.retry = at
	}
}
