package cli_test

import (
	"context"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"thuky/cli"
)

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err := errorsJoin(err, response.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

var metricsAddress = regexp.MustCompile(`"msg":"metrics","address":"(127\.0\.0\.1:\d+)"`)

// until waits for a line of the log.
func (s *serving) until(t *testing.T, want *regexp.Regexp) []string {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		if m := want.FindStringSubmatch(s.errs.String()); m != nil {
			return m
		}
		select {
		case <-s.errs.changed:
		case <-limit:
			t.Fatalf("no %v in the log:\n%s", want, s.errs)
		}
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = append(d.env, "THUKY_METRICS_LISTEN=127.0.0.1:0", "THUKY_LOG_FORMAT=json")
	s := d.serve()
	at := "http://" + s.until(t, metricsAddress)[1]
	pages := address.FindString(s.out.String())
	for _, base := range []string{at, pages} {
		limit := time.Now().Add(time.Minute)
		for { // the first round of regular work goes on beside
			code, body := get(t, base+"/readyz")
			if code == http.StatusOK {
				break
			}
			if code != http.StatusServiceUnavailable || time.Now().After(limit) {
				t.Fatalf("%s/readyz: %d %s", base, code, body)
			}
		}
		if code, body := get(t, base+"/healthz"); code != http.StatusOK || body != "ok\n" {
			t.Errorf("%s/healthz: %d %s", base, code, body)
		}
	}
	code, body := get(t, at+"/metrics")
	if code != http.StatusOK {
		t.Fatalf("%d %s", code, body)
	}
	for _, want := range []string{
		"thuky_ready 1", "thuky_leads 1", `thuky_outbox_messages{platform="web"} 0`, "thuky_store_commits_total", "thuky_disk_free_bytes", `thuky_build_info{version="`,
		`thuky_updates_total{outcome="failed",platform="web"} 0`, `thuky_sends_total{outcome="denied",platform="web"} 0`,
	} {
		if !strings.Contains(body, "\n"+want) {
			t.Errorf("no %q in:\n%s", want, body)
		}
	}
	if code, _ := get(t, pages+"/metrics"); code != http.StatusNotFound {
		t.Errorf("the pages show the metrics: %d", code)
	}
	if code, _ := get(t, at+"/"); code != http.StatusNotFound {
		t.Errorf("the metrics show pages: %d", code)
	}
	s.end(t)
	exit, _, stderr := d.runWith("THUKY_METRICS_LISTEN=256.1.1.1:x", "serve")
	if exit != 1 || !strings.Contains(stderr, "metrics.listen") {
		t.Errorf("a wrong address: %d %s", exit, stderr)
	}
}

func (d *desk) runWith(env string, args ...string) (code int, stdout, stderr string) {
	d.t.Helper()
	was := d.env
	d.env = append(d.env[:len(d.env):len(d.env)], env)
	defer func() { d.env = was }()
	return d.run(args...)
}

// TestReload: a changed configuration is taken up without a restart, a wrong one is told of
// and changes nothing.
func TestReload(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	names := d.path("co-quan.toml")
	body := func(name string) {
		d.file("co-quan.toml", "[[organisation]]\nid = \"ubnd-xa-hoa-sen\"\nname = \""+name+"\"\n")
	}
	body("Ủy ban nhân dân xã Hoa Sen")
	d.env = append(d.env, "THUKY_METRICS_LISTEN=127.0.0.1:0", "THUKY_SCHOOL_ORGANISATIONS="+names)
	path := d.file("config.toml", "[reminders]\nmorning = \"07:30\"\n")
	ctx, cancel := context.WithCancel(t.Context())
	orders := make(chan os.Signal)
	s := &serving{out: newWatched(), errs: newWatched(), stop: cancel, code: make(chan int, 1)}
	go func() {
		s.code <- cli.Run(ctx, []string{"serve", "--config", path}, cli.Env{
			Stdin: strings.NewReader(""), Stdout: s.out, Stderr: s.errs, Environ: d.env, Now: time.Now,
			Reload: func() (<-chan os.Signal, func()) { return orders, func() {} },
		})
	}()
	for !strings.Contains(s.out.String(), "Đang chạy") {
		select {
		case <-s.out.changed:
		case code := <-s.code:
			t.Fatalf("serve ended with %d:\n%s\n%s", code, s.out, s.errs)
		}
	}
	order := func(config string, want string) {
		t.Helper()
		d.file("config.toml", config)
		select {
		case orders <- os.Interrupt:
		case code := <-s.code:
			t.Fatalf("serve ended with %d:\n%s", code, s.errs)
		}
		s.until(t, regexp.MustCompile(want))
	}
	order("[reminders]\nmorning = \"08:15\"\n[school]\nname = \"Trường Khác\"\n[log]\nlevel = \"debug\"\n",
		`read again" changed="reminders.morning log.level"\n(?s:.*)next start" changed=school.name`)
	order("[reminders]\nmorning = \"25:00\"\n", `all stays as it was" error=(?s:.*)25:00`)
	order("[reminders\n", `all stays as it was" error="[^\n]*config\.toml`)
	at := "http://" + s.until(t, regexp.MustCompile(`msg=metrics address=(127\.0\.0\.1:\d+)`))[1]
	mistake := func() string {
		t.Helper()
		_, answer := get(t, at+"/readyz")
		return decode[struct {
			Config struct{ Error string }
		}](t, answer).Config.Error
	}
	if why := mistake(); !strings.Contains(why, "config.toml") {
		t.Errorf("/readyz does not tell of the mistake: %q", why)
	}
	if _, text := get(t, at+"/metrics"); !strings.Contains(text, "\nthuky_config_reload_ok 0") {
		t.Error("the metrics do not tell of the mistake")
	}
	order("[reminders]\nmorning = \"08:15\"\n", `changed=log\.level`)
	if why := mistake(); why != "" {
		t.Errorf("it is told of when it is corrected: %q", why)
	}
	body("Ủy ban nhân dân phường Hoa Sen")
	order("[reminders]\nmorning = \"08:15\"\n", `changed=school\.organisations\n`)
	body("")
	order("[reminders]\nmorning = \"08:15\"\n", `all stays as it was" error=(?s:.*)co-quan\.toml:1`)
	if why := mistake(); !strings.Contains(why, "co-quan.toml:1") {
		t.Errorf("/readyz does not tell where the table is wrong: %q", why)
	}
	s.end(t)
}
