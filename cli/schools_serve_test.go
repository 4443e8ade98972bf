package cli_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"thuky/cli"
)

// TestServeSchools: three schools of which one cannot be served, asked for their pages while the
// configuration is read again and again; then they end together.
func TestServeSchools(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	write := func(late int, more string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "[storage]\nurl = \"bolt:%s/thuky.db\"\n[web]\nlisten = \"127.0.0.1:0\"\n[log]\nlevel = \"debug\"\n", d.folder)
		for _, id := range []string{"mot", "hai", "ba"} {
			fmt.Fprintf(&b, "[[school]]\nid = %q\nname = \"Trường %s\"\nhost = \"%s.example\"\ntelegram.token = \"\"\nreminders.late = %d\nbackups.folder = \"%s/%s\"\n", id, id, id, late, d.folder, id)
		}
		return d.file("config.toml", b.String()+more)
	}
	config := write(5, "templates.folder = \"/khong/co\"\n") // that of the last
	orders := make(chan os.Signal)
	s := &serving{out: newWatched(), errs: newWatched(), code: make(chan int, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s.stop = cancel
	go func() {
		s.code <- cli.Run(ctx, []string{"serve", "--config", config}, cli.Env{
			Stdin: strings.NewReader(""), Stdout: s.out, Stderr: s.errs, Environ: []string{"HOME=" + d.folder}, Now: time.Now,
			Reload: func() (<-chan os.Signal, func()) { return orders, func() {} },
		})
	}()
	until := func(w *watched, words string) {
		t.Helper()
		for !strings.Contains(w.String(), words) {
			select {
			case <-w.changed:
			case code := <-s.code:
				t.Fatalf("serve ended with %d:\n%s\n%s", code, s.out, s.errs)
			}
		}
	}
	until(s.out, "Đang chạy 2/3 trường")
	at := address.FindString(s.out.String())
	ask := func(host, path string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at+path, http.NoBody)
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		r.Host = host
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Error(err)
		}
		return response.StatusCode, string(body)
	}
	var visitors sync.WaitGroup
	for host, want := range map[string]int{"mot.example": 200, "HAI.example:8080": 200, "ba.example": 503, "mot.example.khac": 404, "": 404} {
		visitors.Go(func() {
			for range 5 {
				if code, body := ask(host, "/"); code != want {
					t.Errorf("%q: got %d, want %d\n%s", host, code, want, body)
				}
				ask(host, "/readyz")
			}
		})
	}
	for late := range 4 {
		write(late, "templates.folder = \"/khong/co\"\n")
		orders <- syscall.SIGHUP
	}
	orders <- syscall.SIGHUP // those before have been carried out
	visitors.Wait()
	if log := s.errs.String(); !strings.Contains(log, "school=mot changed=reminders.late") || !strings.Contains(log, "school=hai changed=reminders.late") {
		t.Errorf("the reminders were not read again:\n%s", log)
	}
	d.file("config.toml", "[[school]]\nid = \"Mot\"\n")
	orders <- syscall.SIGHUP
	until(s.errs, "the configuration cannot be used; all stays as it was")
	write(5, "")
	orders <- syscall.SIGHUP
	until(s.out, "[ba] ")
	for code := 0; code != 200; {
		code, _ = ask("ba.example", "/")
	}
	d.file("config.toml", "[school]\nname = \"x\"\n")
	orders <- syscall.SIGHUP
	until(s.errs, "a restart is needed")
	s.end(t)
	if log := s.errs.String(); strings.Count(log, "msg=stopped") != 3 {
		t.Errorf("not all ended in order:\n%s", log)
	}
}
