package metrics_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"thuky/metrics"
)

var noon = time.Date(2026, time.May, 4, 12, 0, 0, 0, time.UTC)

func full(context.Context) (metrics.Snapshot, error) {
	return metrics.Snapshot{
		Ready: true, Leads: true, Outbox: map[string]metrics.Outbox{"zalo": {Messages: 3, Oldest: noon.Add(-time.Minute)}, "web": {}},
		DeadLetters: 1, Failures: 2, Due: 4, Late: 1, Budgets: map[string]metrics.Budget{"zalo": {Used: 70, Most: 3000}},
		StoreBytes: 1 << 20, Commits: 9, StoreUpdates: 12, Copies: 2, NewestCopy: noon.Add(-time.Hour), DiskFree: 1e9, Now: noon,
		Jobs: map[string]metrics.Jobs{"draft": {Waiting: 2, GivenUp: 1, Oldest: noon.Add(-time.Minute)}}, Ticked: noon.Add(-30 * time.Second),
		Lease: noon.Add(10 * time.Second), Reloaded: noon.Add(-time.Hour), ReloadFailed: true,
		Platforms: map[string]metrics.Platform{"zalo": {Contact: noon.Add(-time.Second)}, "telegram": {Failing: noon.Add(-2 * time.Minute)}},
	}, nil
}

func used() *metrics.Set {
	s := metrics.New("1.2.3", full)
	s.Updated("zalo", "handled", 3*time.Millisecond)
	s.Posted("zalo", "sent", true, 20*time.Millisecond)
	s.Posted("zalo", "throttled", false, time.Second)
	s.Replied("zalo", 40*time.Millisecond)
	s.Reminded("before")
	s.Worked("draft", "done")
	return s
}

// TestLint: names, units and help are as Prometheus wants them.
func TestLint(t *testing.T) {
	t.Parallel()
	problems, err := testutil.GatherAndLint(used().Gatherer())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func scrape(t *testing.T, s *metrics.Set) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("got %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func TestScrape(t *testing.T) {
	t.Parallel()
	text := scrape(t, used())
	for _, want := range []string{
		`thuky_build_info{version="1.2.3"} 1`, `thuky_updates_total{outcome="handled",platform="zalo"} 1`,
		`thuky_sends_total{outcome="throttled",platform="zalo"} 1`, `thuky_send_wait_seconds_count{platform="zalo"} 1`,
		`thuky_outbox_messages{platform="zalo"} 3`, `thuky_outbox_oldest_seconds{platform="zalo"} 60`, `thuky_outbox_oldest_seconds{platform="web"} 0`,
		"thuky_backup_age_seconds 3600", "thuky_reminders_late 1", "thuky_ready 1", "thuky_look_failed 0", "thuky_store_commits_total 9",
		`thuky_month_messages{platform="zalo"} 70`, "go_goroutines",
		`thuky_jobs_waiting{kind="draft"} 2`, `thuky_jobs_given_up{kind="draft"} 1`, `thuky_jobs_oldest_seconds{kind="draft"} 60`, "thuky_tick_age_seconds 30",
		"thuky_lease_seconds 10", `thuky_platform_failing_seconds{platform="zalo"} 0`, `thuky_platform_failing_seconds{platform="telegram"} 120`,
		`thuky_platform_contact_age_seconds{platform="zalo"} 1`, "thuky_config_reload_ok 0", "thuky_config_age_seconds 3600",
		`thuky_reminders_sent_total{kind="before"} 1`, `thuky_jobs_total{kind="draft",outcome="done"} 1`, `thuky_reply_seconds_count{platform="zalo"} 1`,
	} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("no %q", want)
		}
	}
	broken := metrics.New("1", func(context.Context) (metrics.Snapshot, error) { return metrics.Snapshot{}, errors.New("secret words") })
	if text := scrape(t, broken); !strings.Contains(text, "\nthuky_look_failed 1") || strings.Contains(text, "secret") || strings.Contains(text, "thuky_ready") {
		t.Errorf("a store that cannot be read:\n%s", text)
	}
	bare := metrics.New("1", func(context.Context) (metrics.Snapshot, error) { return metrics.Snapshot{DiskFree: -1, Now: noon}, nil })
	if text := scrape(t, bare); strings.Contains(text, "thuky_backup_age") || strings.Contains(text, "thuky_disk_free") || strings.Contains(text, "thuky_lease") || strings.Contains(text, "thuky_tick_age") {
		t.Error("what is not known is shown")
	}
}

// TestSchools: each series of a school has its label, and nothing of the process has one.
func TestSchools(t *testing.T) {
	t.Parallel()
	p := metrics.NewProcess("1.2.3")
	a := p.School("hoa-sen", full)
	b := p.School("sen-hong", func(context.Context) (metrics.Snapshot, error) { return metrics.Snapshot{}, errors.New("not open") })
	a.Updated("zalo", "handled", time.Millisecond)
	b.Updated("zalo", "handled", time.Millisecond)
	b.Updated("zalo", "handled", time.Millisecond)
	text := scrape(t, a)
	for _, want := range []string{
		`thuky_updates_total{outcome="handled",platform="zalo",school="hoa-sen"} 1`, `thuky_updates_total{outcome="handled",platform="zalo",school="sen-hong"} 2`,
		`thuky_ready{school="hoa-sen"} 1`, `thuky_look_failed{school="hoa-sen"} 0`, `thuky_look_failed{school="sen-hong"} 1`, `thuky_build_info{version="1.2.3"} 1`,
	} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("no %q", want)
		}
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "thuky_") && !strings.HasPrefix(line, "thuky_build_info") && !strings.Contains(line, "school=") {
			t.Errorf("of no school: %s", line)
		}
	}
	if problems, err := testutil.GatherAndLint(p.Gatherer()); err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

var metricName = regexp.MustCompile(`\bthuky_[a-z_]+`)

// TestDeployed: the dashboard and the alerts ask for metrics that there are, and both are
// well-formed.
func TestDeployed(t *testing.T) {
	t.Parallel()
	text := scrape(t, used())
	var dashboard struct {
		Title  string
		Panels []struct {
			Title, Type string
			Targets     []struct{ Expr string }
		}
	}
	data, err := os.ReadFile(filepath.Join("..", "deploy", "grafana", "thuky.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &dashboard); err != nil || dashboard.Title == "" {
		t.Fatalf("the dashboard: %v", err)
	}
	asked := map[string]bool{}
	titles := []string{}
	for _, p := range dashboard.Panels {
		if p.Type != "row" && len(p.Targets) == 0 || p.Title == "" || slices.Contains(titles, p.Title) {
			t.Errorf("panel %q has no query, or a title that another has", p.Title)
		}
		titles = append(titles, p.Title)
		for _, target := range p.Targets {
			for _, name := range metricName.FindAllString(target.Expr, -1) {
				asked[name] = true
			}
		}
	}
	alerts, err := os.ReadFile(filepath.Join("..", "deploy", "prometheus", "alerts.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range regexp.MustCompile(`(?m)^\s+expr: (.+)$`).FindAllStringSubmatch(string(alerts), -1) {
		names := metricName.FindAllString(line[1], -1)
		if len(names) == 0 && !strings.Contains(line[1], "up{") {
			t.Errorf("an alert asks for nothing of ours: %s", line[1])
		}
		for _, name := range names {
			asked[name] = true
		}
		if strings.Count(line[1], "(") != strings.Count(line[1], ")") {
			t.Errorf("brackets: %s", line[1])
		}
	}
	if n := strings.Count(string(alerts), "- alert:"); n < 8 || strings.Count(string(alerts), "summary:") != n || strings.Count(string(alerts), "expr:") != n {
		t.Errorf("%d alerts, each needs an expr and a summary", n)
	}
	for name := range asked {
		if !strings.Contains(text, "\n"+name+"{") && !strings.Contains(text, "\n"+name+" ") {
			t.Errorf("%s is asked for and does not exist", name)
		}
	}
	for _, want := range []string{
		"thuky_updates_total", "thuky_update_seconds_bucket", "thuky_outbox_oldest_seconds", "thuky_reminders_due", "thuky_reminders_late",
		"thuky_sends_total", "thuky_month_messages", "thuky_store_bytes", "thuky_backup_age_seconds",
		"thuky_jobs_waiting", "thuky_jobs_given_up", "thuky_reply_seconds_bucket", "thuky_reminders_sent_total", "thuky_platform_failing_seconds", "thuky_tick_age_seconds",
		"thuky_lease_seconds", "thuky_config_reload_ok",
	} {
		if !asked[want] {
			t.Errorf("neither the dashboard nor an alert looks at %s", want)
		}
	}
}
