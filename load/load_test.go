package load

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What "make bench-load" asks for.
var (
	engines  = flag.String("engines", "", "engines to load, such as bolt,postgres; empty: nothing is measured")
	replicas = flag.String("replicas", "1,2,4", "how many processes share one database; a file has one")
	users    = flag.Int("users", 100, "people who answer at once")
	seconds  = flag.Int("seconds", 10, "how long each setup is loaded")
)

// peoplePerSecond is more people than are through with the report in a second.
const peoplePerSecond = 600

// TestTable prints what every setup does; without -engines it does nothing.
func TestTable(t *testing.T) { //nolint:paralleltest // what is measured wants the machine for itself
	if *engines == "" {
		t.Skip("this is for make bench-load")
	}
	fmt.Printf("%d CPUs of %s, load average %s before\n", runtime.NumCPU(), model(), loadAverage())
	fmt.Printf("%d people who answer as soon as they are asked, %d s each\n\n", *users, *seconds)
	fmt.Printf("%-9s %-8s %9s  %9s %7s %7s  %14s  %11s %11s  %8s %8s  %s\n", "engine", "mode", "processes",
		"answers/s", "p50 ms", "p99 ms", "commits/answer", "CPU µs/ans.", "of database", "MiB most", "MiB own", "load average")
	for _, engine := range strings.Split(*engines, ",") {
		for _, s := range setups(t, engine) {
			s.users, s.span = *users, time.Duration(*seconds)*time.Second
			s.people = s.users + peoplePerSecond*(*seconds+2)
			r := s.run(t)
			mode := "poll"
			if s.webhook {
				mode = "webhook"
			}
			fmt.Printf("%-9s %-8s %9d  %9.0f %7.1f %7.1f  %14.4f  %11d %11d  %8.0f %8.0f  %s\n", engine, mode, s.replicas,
				float64(r.answers)/r.span.Seconds(), ms(r.p50), ms(r.p99), r.commits, r.cpu.Microseconds(), r.database.Microseconds(),
				r.memory, r.own, loadAverage())
		}
	}
}

// setups are the ways in which an engine can be run.
func setups(t *testing.T, engine string) []setup {
	t.Helper()
	all := []setup{{engine: engine, replicas: 1}, {engine: engine, replicas: 1, webhook: true}}
	if engine == "bolt" {
		return all
	}
	all = nil
	for _, n := range strings.Split(*replicas, ",") {
		count, err := strconv.Atoi(n)
		if err != nil || count < 1 {
			t.Fatalf("-replicas %q: want numbers such as 1,2,4", *replicas)
		}
		all = append(all, setup{engine: engine, replicas: count, webhook: true})
	}
	return all
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// model is the name of the processor, as far as the system tells.
func model() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// loadAverage is how busy the machine was in the last minute.
func loadAverage() string {
	figures, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(figures), " ")
	return first
}

func benchmark(b *testing.B, s setup) {
	if b.N > 1 {
		b.Skip("once is enough")
	}
	s.engine, s.replicas, s.span = "bolt", 1, 6*time.Second
	r := s.run(b)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(r.answers)/r.span.Seconds(), "answers/s")
	b.ReportMetric(ms(r.p50), "p50-ms")
	b.ReportMetric(ms(r.p99), "p99-ms")
	b.ReportMetric(r.commits, "commits/answer")
	b.ReportMetric(r.memory, "MiB-resident") // with the pages of the store's file
	b.ReportMetric(r.own, "MiB-own")
	b.ReportMetric(float64(r.cpu.Microseconds()), "cpu-µs/answer")
}

// BenchmarkLoad is 100 people who answer as fast as the bot asks.
func BenchmarkLoad(b *testing.B) { benchmark(b, setup{users: 100, people: 8 * peoplePerSecond}) }

// BenchmarkLightLoad is 110 lines a second.
func BenchmarkLightLoad(b *testing.B) {
	benchmark(b, setup{users: 100, people: 400, gap: time.Second / 110})
}

// BenchmarkThousandChats is 1,000 people at once.
func BenchmarkThousandChats(b *testing.B) {
	benchmark(b, setup{users: 1000, people: 8 * peoplePerSecond})
}

// TestSetups loads every kind of setup for a moment, so that the figures can be had when
// they are wanted.
func TestSetups(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts programs")
	}
	for name, s := range map[string]setup{
		"one process":     {engine: "bolt", replicas: 1},
		"called":          {engine: "bolt", replicas: 1, webhook: true},
		"several, called": {engine: "postgres", replicas: 2, webhook: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.users, s.people, s.span = 3, 2000, 500*time.Millisecond
			r := s.run(t)
			if r.answers == 0 || r.commits == 0 {
				t.Errorf("%d answers, %f commits for each", r.answers, r.commits)
			}
		})
	}
}
