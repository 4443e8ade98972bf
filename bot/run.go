package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// Run sends what waits, does the jobs, and lets every platform hand over its
// updates, until ctx ends or all platforms have ended. It returns the errors of
// platforms that could not go on, else nil. It is called once.
//
// The end is in order: the platforms first, then the updates that are being
// handled; the jobs and what is due to be sent have a few seconds. What was not
// done or not sent waits in the store.
func (r *Runtime) Run(ctx context.Context) error {
	defer close(r.ended)
	defer context.AfterFunc(ctx, func() { r.ending.Store(true) })()
	if r.replica != "" {
		return r.runReplica(ctx)
	}
	sending, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	defer stopSending()
	recorded, stopRecording := r.startRecorder()
	if err := r.sender.start(sending); err != nil {
		stopRecording()
		<-recorded
		return fmt.Errorf("load the outbox: %w", err)
	}
	working, stopWorking := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWorking()
	awaitWork := r.startWork(working)
	err := r.runTransports(ctx, r.platforms)
	r.awaitAccepted()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	_ = r.Settle(grace) // what is left waits in the store
	stopWorking()
	awaitWork()
	r.sender.drain(grace)
	r.sender.close(stopSending)
	stopRecording()
	<-recorded
	return err
}

// awaitAccepted waits for the updates that are being handled.
func (r *Runtime) awaitAccepted() {
	r.accepting.Lock()
	defer r.accepting.Unlock()
}

// startRecorder begins to record; recorded is closed when the last note is written.
func (r *Runtime) startRecorder() (recorded <-chan struct{}, stop func()) {
	stopping, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		r.sender.recorder.run(stopping)
	}()
	return ended, sync.OnceFunc(func() { close(stopping) })
}

// startWork starts the jobs, and the clock after a first round of regular work. That round
// goes on beside the platforms: whoever writes need not wait until all has been looked
// through. await waits for all of it after ctx has ended.
func (r *Runtime) startWork(ctx context.Context) (await func()) {
	r.complain(r.warm(ctx))
	if r.calendarStamp != nil {
		stamp := r.calendarStamp()
		r.stamp.Store(&stamp)
	}
	if r.replica == "" {
		r.complain(r.readCalendar(ctx))
	} else {
		r.complain(r.heedCalendar(ctx))
	}
	var worker sync.WaitGroup
	r.jobs.kick()
	worker.Go(func() { r.runJobs(ctx) })
	r.ready.Store(true)
	worker.Go(func() {
		if r.replica == "" {
			r.regularWork(ctx)
		}
		r.tick()
		r.settled.Store(true)
		r.changed.ring()
		r.clockwork(ctx)
	})
	return worker.Wait
}

// regularWork is the first round of what only one process does.
func (r *Runtime) regularWork(ctx context.Context) {
	if r.replica != "" { // another may have corrected it
		r.complain(r.readCalendar(ctx))
	}
	r.complain(r.replan(ctx)) // by the calendar at hand, where it cannot be read
	r.complain(r.askSchedule(ctx))
	r.complain(r.tellNewer(ctx))
	r.complain(r.Announce(ctx))
	r.complain(r.Remind(ctx))
	r.complain(r.watchBudgets(ctx))
	r.complain(r.keepHouse(ctx))
}

// warm reads the templates of the open campaigns before anybody waits for them.
func (r *Runtime) warm(ctx context.Context) error {
	return r.store.View(ctx, func(tx storage.Tx) error {
		open, err := openCampaigns(tx)
		if err != nil {
			return fmt.Errorf("read campaigns: %w", err)
		}
		for _, c := range open {
			if _, err := r.templates.get(tx, c); err != nil {
				r.log.Error("the template of an open campaign cannot be used", "campaign", c.ID, "error", err)
			}
		}
		return nil
	})
}

// runGrace is how long the end of Run waits for a platform that does not heed its context.
// What it hands over later is stored as long as the store is open; it is answered at the
// next start.
const runGrace = 10 * time.Second

// runTransports runs all platforms until ctx ends or all have ended. One that cannot go on
// (its token was taken back) leaves the others alone, and is an error only where none can.
func (r *Runtime) runTransports(ctx context.Context, platforms []chat.Transport) error {
	asked := ctx
	if len(platforms) == 0 {
		<-ctx.Done()
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type end struct {
		platform string
		err      error
	}
	ends := make(chan end, len(platforms)) // so that one that is left behind can end
	running := map[string]bool{}
	for _, t := range platforms {
		running[t.Platform()] = true
		go func() { ends <- end{t.Platform(), r.runTransport(ctx, t)} }()
	}
	var all error
	var late <-chan time.Time // once they are to end
	stopping := ctx.Done()
	for len(running) > 0 {
		select {
		case e := <-ends:
			delete(running, e.platform)
			if e.err != nil { // the others go on
				all = errors.Join(all, e.err)
				r.down.Store(e.platform, r.now())
				if len(running) > 0 || asked.Err() != nil {
					r.log.Error("a platform cannot go on; the others do", "platform", e.platform, "error", e.err)
				}
			}
		case <-stopping:
			timer := time.NewTimer(runGrace)
			defer timer.Stop()
			stopping, late = nil, timer.C
		case <-late:
			r.log.Warn("platforms do not end and are left behind", "platforms", slices.Sorted(maps.Keys(running)))
			return nil
		}
	}
	if asked.Err() != nil {
		return nil
	}
	return all
}

func (r *Runtime) runTransport(ctx context.Context, t chat.Transport) error {
	err := t.Run(ctx, r.Accept)
	if err == nil || ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return fmt.Errorf("%s: %w", t.Platform(), err)
}

// Settle waits until nothing is due to be sent and no job is to be done. What
// must wait, because of an error or a later time, is not waited for.
func (r *Runtime) Settle(ctx context.Context) error {
	for {
		changed := r.changed.wait()
		if r.settled.Load() && r.jobs.idle() && r.slow.idle() && r.gathering.idle() && r.sender.due() == 0 {
			return nil
		}
		select {
		case <-changed:
		case <-r.ended:
			return errors.New("settle: the runtime has stopped")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
