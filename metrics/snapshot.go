package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// lookLimit is how long a look may take.
const lookLimit = 5 * time.Second

// snapshots reads how things stand at every look.
type snapshots struct {
	look func(context.Context) (Snapshot, error)
}

var (
	lookFailed   = describe("thuky_look_failed", "1 when the store could not be read for these metrics.")
	ready        = describe("thuky_ready", "1 while updates are taken and regular work is done.")
	leads        = describe("thuky_leads", "1 on the process that sends and does the regular work.")
	outbox       = describe("thuky_outbox_messages", "Messages that wait to be sent.", "platform")
	outboxOldest = describe("thuky_outbox_oldest_seconds", "Age of the oldest message that could be sent by now.", "platform")
	deadLetters  = describe("thuky_dead_letters", "Messages that were given up.")
	failures     = describe("thuky_failed_updates", "Updates that could not be handled and are kept.")
	due          = describe("thuky_reminders_due", "Reminders that are to be sent now.")
	late         = describe("thuky_reminders_late", "Reminders that should have been sent five minutes ago.")
	budgetUsed   = describe("thuky_month_messages", "Messages sent this month on a platform that carries only so many.", "platform")
	budgetMost   = describe("thuky_month_messages_limit", "Messages that the platform carries in a month.", "platform")
	storeBytes   = describe("thuky_store_bytes", "Size of the store.")
	commits      = describe("thuky_store_commits_total", "Durable commits since the start.")
	storeUpdates = describe("thuky_store_updates_total", "Transactions that were committed since the start; several share a commit.")
	copies       = describe("thuky_backups", "Copies in the folder of backups.")
	copyAge      = describe("thuky_backup_age_seconds", "Age of the newest copy.")
	diskFree     = describe("thuky_disk_free_bytes", "Free space where the store is.")
	jobsWaiting  = describe("thuky_jobs_waiting", "Jobs that are to be done or under way.", "kind")
	jobsGivenUp  = describe("thuky_jobs_given_up", "Jobs that failed too often and are kept.", "kind")
	jobsOldest   = describe("thuky_jobs_oldest_seconds", "Age of the oldest job that is to be done or under way.", "kind")
	tickAge      = describe("thuky_tick_age_seconds", "Time since the work of every minute was last done.")
	leaseLeft    = describe("thuky_lease_seconds", "How long somebody leads if nothing is heard of them; below 0 when nobody does.")
	contactAge   = describe("thuky_platform_contact_age_seconds", "Time since a platform last answered, took a message or handed over an update.", "platform")
	failingFor   = describe("thuky_platform_failing_seconds", "How long a platform has not answered or has refused us, 0 while all is well.", "platform")
	reloadOK     = describe("thuky_config_reload_ok", "0 when the last order to read the configuration again found a mistake.")
	reloadAge    = describe("thuky_config_age_seconds", "Time since the configuration was last taken up.")
)

var all = []*prometheus.Desc{
	lookFailed, ready, leads, outbox, outboxOldest, deadLetters, failures, due, late, budgetUsed, budgetMost,
	storeBytes, commits, storeUpdates, copies, copyAge, diskFree, jobsWaiting, jobsGivenUp, jobsOldest, tickAge, leaseLeft,
	contactAge, failingFor, reloadOK, reloadAge,
}

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// Describe implements prometheus.Collector.
func (s snapshots) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range all {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (s snapshots) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), lookLimit)
	defer cancel()
	now, err := s.look(ctx)
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(lookFailed, flag(err != nil))
	if err != nil {
		return
	}
	gauge(ready, flag(now.Ready))
	gauge(leads, flag(now.Leads))
	for platform, w := range now.Outbox {
		gauge(outbox, float64(w.Messages), platform)
		age := time.Duration(0)
		if !w.Oldest.IsZero() {
			age = now.Now.Sub(w.Oldest)
		}
		gauge(outboxOldest, age.Seconds(), platform)
	}
	gauge(deadLetters, float64(now.DeadLetters))
	gauge(failures, float64(now.Failures))
	gauge(due, float64(now.Due))
	gauge(late, float64(now.Late))
	for platform, b := range now.Budgets {
		gauge(budgetUsed, float64(b.Used), platform)
		gauge(budgetMost, float64(b.Most), platform)
	}
	gauge(storeBytes, float64(now.StoreBytes))
	ch <- prometheus.MustNewConstMetric(commits, prometheus.CounterValue, float64(now.Commits))
	ch <- prometheus.MustNewConstMetric(storeUpdates, prometheus.CounterValue, float64(now.StoreUpdates))
	gauge(copies, float64(now.Copies))
	if !now.NewestCopy.IsZero() {
		gauge(copyAge, now.Now.Sub(now.NewestCopy).Seconds())
	}
	if now.DiskFree >= 0 {
		gauge(diskFree, now.DiskFree)
	}
	age := func(d *prometheus.Desc, since time.Time, labels ...string) {
		if !since.IsZero() {
			gauge(d, now.Now.Sub(since).Seconds(), labels...)
		}
	}
	for kind, j := range now.Jobs {
		gauge(jobsWaiting, float64(j.Waiting), kind)
		gauge(jobsGivenUp, float64(j.GivenUp), kind)
		age(jobsOldest, j.Oldest, kind)
	}
	age(tickAge, now.Ticked)
	if !now.Lease.IsZero() {
		gauge(leaseLeft, now.Lease.Sub(now.Now).Seconds())
	}
	for platform, p := range now.Platforms {
		age(contactAge, p.Contact, platform)
		if p.Failing.IsZero() {
			gauge(failingFor, 0, platform)
		}
		age(failingFor, p.Failing, platform)
	}
	gauge(reloadOK, flag(!now.ReloadFailed))
	age(reloadAge, now.Reloaded)
}

func flag(on bool) float64 {
	if on {
		return 1
	}
	return 0
}
