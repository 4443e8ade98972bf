// Package metrics shows Prometheus what a program counts and measures. Labels are names of
// platforms, kinds and outcomes, and of schools where a process serves several, never of people or
// chats, so their number is bounded.
package metrics

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Process holds all metrics of a process.
type Process struct{ registry *prometheus.Registry }

// Set holds the metrics of one school of a process.
type Set struct {
	*Process
	updates *prometheus.CounterVec
	commit  *prometheus.HistogramVec
	posts   *prometheus.CounterVec
	wait    *prometheus.HistogramVec
	replies *prometheus.HistogramVec
	nudges  *prometheus.CounterVec
	jobs    *prometheus.CounterVec
}

// Snapshot is what is read when somebody looks. Times that are zero are not shown.
type Snapshot struct {
	Ready, Leads bool
	Outbox       map[string]Outbox // by platform
	DeadLetters  int
	Failures     int
	Due, Late    int // reminders
	Budgets      map[string]Budget
	StoreBytes   int64
	Commits      int64
	StoreUpdates int64
	Copies       int       // of the store
	NewestCopy   time.Time // of the store
	DiskFree     float64   // bytes where the store is; negative when not known
	Jobs         map[string]Jobs
	Ticked       time.Time // when the work of every minute was last done
	Lease        time.Time // until when somebody leads, where several processes work
	Platforms    map[string]Platform
	Reloaded     time.Time // when the configuration was last taken up, be it at the start
	ReloadFailed bool      // the last order to read it again found a mistake
	Now          time.Time
}

// Outbox is what waits for a platform.
type Outbox struct {
	Messages int
	Oldest   time.Time
}

// Jobs are the jobs of a kind that are not done yet.
type Jobs struct {
	Waiting, GivenUp int
	Oldest           time.Time // of those that wait
}

// Platform is how a platform is reached.
type Platform struct {
	Contact time.Time // when it last answered, took a message or handed over an update
	Failing time.Time // since when it does not; zero while it does
}

// Budget is the messages of a month.
type Budget struct{ Used, Most int }

// New makes the metrics of a process with one school; see Process.School.
func New(version string, look func(context.Context) (Snapshot, error)) *Set {
	return NewProcess(version).School("", look)
}

// NewProcess makes the metrics of a release that are of no school.
func NewProcess(version string) *Process {
	p := &Process{prometheus.NewRegistry()}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "thuky_build_info", Help: "1, labelled with the release.", ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	p.registry.MustRegister(build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return p
}

// School adds the metrics of a school, with a label of its id; "" for the only one, without a
// label. It is called once for each id. look is called at every look, and is given little time.
func (p *Process) School(id string, look func(context.Context) (Snapshot, error)) *Set {
	s := &Set{
		Process: p,
		updates: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "thuky_updates_total", Help: "Updates that platforms handed over, by what became of them.",
		}, []string{"platform", "outcome"}),
		commit: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "thuky_update_seconds", Help: "Time from the arrival of an update to its being on disk.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"platform"}),
		posts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "thuky_sends_total", Help: "Attempts to send a message, by what became of them.",
		}, []string{"platform", "outcome"}),
		wait: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "thuky_send_wait_seconds", Help: "Time from putting a message into the outbox to its being sent.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 5, 30, 300, 3600, 86400},
		}, []string{"platform"}),
		replies: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "thuky_reply_seconds", Help: "Time from the arrival of an update to the sending of an answer to it.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 15, 60, 600},
		}, []string{"platform"}),
		nudges: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "thuky_reminders_sent_total", Help: "Reminders that were put into the outbox, by kind; several may be one message.",
		}, []string{"kind"}),
		jobs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "thuky_jobs_total", Help: "Attempts at jobs, by kind and by what became of them.",
		}, []string{"kind", "outcome"}),
	}
	var to prometheus.Registerer = p.registry
	if id != "" {
		to = prometheus.WrapRegistererWith(prometheus.Labels{"school": id}, to)
	}
	to.MustRegister(s.updates, s.commit, s.posts, s.wait, s.replies, s.nudges, s.jobs, snapshots{look})
	return s
}

// Known shows at 0 what has not yet happened on a platform and what an alert looks at: the
// outcomes of updates and of sends. To Prometheus a counter that begins at 1 has not risen.
func (s *Set) Known(platform, update, send string) {
	s.updates.WithLabelValues(platform, update)
	s.posts.WithLabelValues(platform, send)
}

// Updated counts an update; see bot.Meter.
func (s *Set) Updated(platform, outcome string, took time.Duration) {
	s.updates.WithLabelValues(platform, outcome).Inc()
	s.commit.WithLabelValues(platform).Observe(took.Seconds())
}

// Posted counts a message; see bot.Meter.
func (s *Set) Posted(platform, outcome string, sent bool, waited time.Duration) {
	s.posts.WithLabelValues(platform, outcome).Inc()
	if sent {
		s.wait.WithLabelValues(platform).Observe(waited.Seconds())
	}
}

// Replied measures an answer; see bot.Meter.
func (s *Set) Replied(platform string, took time.Duration) {
	s.replies.WithLabelValues(platform).Observe(took.Seconds())
}

// Reminded counts a reminder; see bot.Meter.
func (s *Set) Reminded(kind string) { s.nudges.WithLabelValues(kind).Inc() }

// Worked counts an attempt at a job; see bot.Meter.
func (s *Set) Worked(kind, outcome string) { s.jobs.WithLabelValues(kind, outcome).Inc() }

// Gatherer gives what a look would show.
func (p *Process) Gatherer() prometheus.Gatherer { return p.registry }

// Handler answers at /metrics, and nowhere else.
func (p *Process) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(p.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: lookLimit + time.Second}))
	return mux
}
