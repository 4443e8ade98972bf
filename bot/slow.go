package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"thuky/storage"
)

// slow does the jobs that take minutes beside the others, one at a time, so that the
// scan of a notice holds up no draft. While they wait here their leases are renewed:
// after a crash they are free again within jobLease.
type slow struct {
	mu   sync.Mutex
	held []storage.Job  // under mu: oldest first; the first is under way
	work sync.WaitGroup // the one worker
}

// laneOf tells where a kind of jobs is done that takes its time, nil for the others. Photos
// do not wait until a scan has been read.
func (r *Runtime) laneOf(kind string) *slow {
	switch kind {
	case extractKind, sheetKind:
		return &r.slow
	case evidenceKind:
		return &r.gathering
	}
	return nil
}

// hold takes a job that was claimed; first says that nobody is at work.
func (s *slow) hold(job storage.Job) (first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.ContainsFunc(s.held, func(j storage.Job) bool { return j.Key == job.Key }) {
		return false // its lease ran out while it waited
	}
	s.held = append(s.held, job)
	return len(s.held) == 1
}

// drop lets go of the job under way and tells whether there is another.
func (s *slow) drop() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = s.held[1:]
	return len(s.held) > 0
}

func (s *slow) jobs() []storage.Job {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.held)
}

func (s *slow) idle() bool { return len(s.jobs()) == 0 }

// beside takes a slow job.
func (r *Runtime) beside(ctx context.Context, s *slow, job storage.Job) {
	if s.hold(job) {
		s.work.Go(func() { r.runSlow(ctx, s) })
	}
}

// runSlow does the held jobs until there is none. When ctx ends it gives them back.
func (r *Runtime) runSlow(ctx context.Context, s *slow) {
	defer r.changed.ring()
	for {
		job := s.jobs()[0]
		if ctx.Err() == nil {
			stop := r.keepLeases(ctx, s)
			err := r.do(ctx, job)
			stop() // before the lease is set anew
			switch {
			case err == nil:
				r.meter.Worked(jobLabel(job.Kind), WorkedDone)
			case ctx.Err() == nil:
				r.jobFailed(ctx, job, err)
			}
		}
		if ctx.Err() != nil {
			r.lease(context.WithoutCancel(ctx), s, r.now())
		}
		if !s.drop() {
			return
		}
	}
}

// keepLeases renews the leases of the held jobs until stop.
func (r *Runtime) keepLeases(ctx context.Context, s *slow) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() {
		ticker := time.NewTicker(jobLease / 3)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				r.lease(ctx, s, r.now().Add(jobLease))
			case <-ctx.Done():
				return
			}
		}
	})
	return func() {
		cancel()
		renewing.Wait()
	}
}

// lease stores until when the held jobs are ours. One that cannot be renewed may be
// done twice: its last transaction tells.
func (r *Runtime) lease(ctx context.Context, s *slow, until time.Time) {
	held := s.jobs()
	err := r.store.Update(ctx, func(tx storage.Tx) error {
		for _, job := range held {
			job.Leased = until
			if err := tx.PutJob(job); err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		r.log.Warn("the leases of jobs could not be stored", "jobs", len(held), "error", err)
	}
}
