package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"thuky/bot"
	"thuky/metrics"
	"thuky/storage"
)

// meter hands what the runtime measures to the metrics.
type meter struct{ set *metrics.Set }

// Updated implements bot.Meter.
func (m meter) Updated(platform string, outcome bot.Outcome, took time.Duration) {
	m.set.Updated(platform, string(outcome), took)
}

// Posted implements bot.Meter.
func (m meter) Posted(platform, outcome string, waited time.Duration) {
	m.set.Posted(platform, outcome, outcome == bot.PostedSent, waited)
}

// Replied implements bot.Meter.
func (m meter) Replied(platform string, took time.Duration) { m.set.Replied(platform, took) }

// Reminded implements bot.Meter.
func (m meter) Reminded(kind string) { m.set.Reminded(kind) }

// Worked implements bot.Meter.
func (m meter) Worked(kind, outcome string) { m.set.Worked(kind, outcome) }

// look reads how things stand with a school.
func (b *branch) look(ctx context.Context) (metrics.Snapshot, error) {
	o, _ := b.current()
	if o == nil {
		return metrics.Snapshot{}, errNotReady
	}
	h, err := o.runtime.Health(ctx)
	if err != nil {
		return metrics.Snapshot{}, err
	}
	kept := o.store.Stats()
	s := metrics.Snapshot{
		Ready: h.Ready, Leads: h.Leads, Outbox: map[string]metrics.Outbox{}, DeadLetters: h.Dead, Failures: h.Failed,
		Due: h.Due, Late: h.Late, Budgets: map[string]metrics.Budget{},
		StoreBytes: kept.Size, Commits: kept.Commits, StoreUpdates: kept.Updates, DiskFree: -1, Now: o.p.env.Now(),
	}
	for platform, w := range h.Outbox {
		s.Outbox[platform] = metrics.Outbox{Messages: w.Messages, Oldest: w.Oldest}
	}
	for _, m := range o.runtime.Budgets() {
		s.Budgets[m.Platform] = metrics.Budget{Used: m.Sent, Most: m.Budget}
	}
	if all := o.p.copies(); len(all) > 0 {
		s.Copies, s.NewestCopy = len(all), all[0].at
	}
	s.Ticked, s.Lease = h.Ticked, h.Lease
	s.Jobs, s.Platforms = map[string]metrics.Jobs{}, map[string]metrics.Platform{}
	for kind, j := range h.Jobs {
		s.Jobs[kind] = metrics.Jobs{Waiting: j.Waiting, GivenUp: j.GivenUp, Oldest: j.Oldest}
	}
	for name, p := range h.Platforms {
		s.Platforms[name] = metrics.Platform{Contact: slices.MaxFunc([]time.Time{p.Updated, p.Polled, p.Sent}, time.Time.Compare), Failing: p.Failing}
	}
	s.Reloaded, s.ReloadFailed = b.takenAt(), h.Reload != ""
	if path, err := storePath(o.p.config.Storage.URL); err == nil {
		if d, err := diskOf(path); err == nil && d != (bot.Disk{}) {
			s.DiskFree = float64(d.Free)
		}
	}
	return s, nil
}

// alive answers whether the process is alive.
func alive(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
}

// health answers whether the process is alive, and whether it does its work; more is not for
// everybody.
func health(mux *http.ServeMux, ready func(context.Context) (told string, ok bool)) {
	alive(mux)
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		told, ok := ready(r.Context())
		w.Header().Set(sign, "1")
		if !ok {
			plain(w, http.StatusServiceUnavailable, told)
			return
		}
		plain(w, http.StatusOK, told)
	})
}

// plain answers with a line of text.
func plain(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_, _ = w.Write([]byte(text + "\n")) // who asked may be gone
}

const (
	// probeEvery is how long the outcome of writing to the store holds for those who ask.
	probeEvery = 10 * time.Second
	// stalledAfter is how long the work of every minute may take or be missing.
	stalledAfter = 15 * time.Minute
	// probeLimit is how long writing may take.
	probeLimit = 3 * time.Second
)

// probe tells whether the runtime works and the store takes writes.
type probe struct {
	runtime *bot.Runtime
	store   storage.Store
	now     func() time.Time

	mu   sync.Mutex
	at   time.Time // under mu: of the last write
	last error     // under mu
}

var (
	errNotReady   = errors.New("starting or ending")
	errFailing    = errors.New("failing, tried again; see the log")
	errUnwritable = errors.New("the store cannot be written")
	errStalled    = errors.New("regular work has stopped")
)

func (p *probe) ready(ctx context.Context) error {
	if !p.runtime.Ready() {
		return errNotReady
	}
	if at := p.runtime.Ticked(); !at.IsZero() && p.now().Sub(at) > stalledAfter {
		return errStalled
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if !p.at.IsZero() && now.Sub(p.at).Abs() < probeEvery {
		return p.last
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeLimit)
	defer cancel()
	err := p.store.Update(ctx, func(tx storage.Tx) error { return tx.PutValue("probe", []byte(now.UTC().Format(time.RFC3339))) })
	p.at, p.last = now, nil
	if err != nil {
		p.last = errUnwritable // its own words may name paths
	}
	return p.last
}

// serveMetrics serves what operators look at, on an address of its own, until close.
func (d *deployment) serveMetrics() error {
	address := d.p.config.Metrics.Listen
	if address == "" {
		return nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return failed(textCannotListenMetrics(address), err)
	}
	mux := http.NewServeMux()
	alive(mux)
	mux.HandleFunc("GET /readyz", d.serveStanding)
	mux.Handle("/metrics", d.measured.Handler())
	server := &http.Server{
		Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	d.log.Info("metrics", "address", listener.Addr().String())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			d.log.Error("the metrics are not served any more", "error", err)
		}
	}()
	d.stopMetrics = func() {
		_ = server.Close() // nobody waits for it
		<-ended
	}
	return nil
}
