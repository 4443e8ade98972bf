package tool

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// program makes a program of a few lines and gives its path.
func program(t *testing.T, name, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFind(t *testing.T) {
	t.Parallel()
	path := program(t, "cay", "exit 0")
	dir := filepath.Dir(path)
	if err := os.WriteFile(filepath.Join(dir, "giay"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		environ []string
		names   []string
		want    string
	}{
		{[]string{"PATH=/nowhere:" + dir}, []string{"khong", "cay"}, path},
		{[]string{"PATH=" + dir}, []string{"giay"}, ""}, // is no program
		{[]string{"PATH=."}, []string{"cay"}, ""},
		{[]string{}, []string{"sh"}, ""},
	} {
		if got := Find(c.environ, c.names...); got != c.want {
			t.Errorf("%q %q: got %q, want %q", c.environ, c.names, got, c.want)
		}
	}
	if Find(nil, "sh") == "" {
		t.Error("nil is not the environment of this process")
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	got, err := Run(t.Context(), Call{
		Path: program(t, "x", `echo "$1 $A $B"; cat`), Args: []string{"một"}, Environ: []string{"A=a", "B=b", "PATH=/bin:/usr/bin"},
		Extra: []string{"B=ba"}, Stdin: []byte("vào\n"), Limit: time.Minute,
	})
	if err != nil || string(got) != "một a ba\nvào\n" {
		t.Errorf("got %q, %v", got, err)
	}
	_, err = Run(t.Context(), Call{Path: program(t, "y", "echo hỏng >&2; exit 3"), Limit: time.Minute})
	if err == nil || !strings.HasPrefix(err.Error(), "y: ") || !strings.Contains(err.Error(), "hỏng") {
		t.Errorf("got %v", err)
	}
	got, err = Run(t.Context(), Call{Path: program(t, "z", "head -c 9000000 /dev/zero"), Limit: time.Minute})
	if err != nil || len(got) != maxOutput {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

// TestRunEnds: a program that hangs is killed with all that it started, which would
// otherwise keep the pipe open and Run waiting.
func TestRunEnds(t *testing.T) {
	t.Parallel()
	pids := filepath.Join(t.TempDir(), "pids")
	hangs := program(t, "x", "sleep 600 & echo $! > "+pids+".part; mv "+pids+".part "+pids+"; wait")
	gone := func(err error, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
		pid, err := os.ReadFile(pids)
		if err != nil {
			return // killed before it had started anything
		}
		// A child that was killed stays in the table until whoever has taken it on collects it.
		until(t, "what the program started is still there", func() bool {
			status, err := os.ReadFile("/proc/" + strings.TrimSpace(string(pid)) + "/stat")
			return err != nil || bytes.Contains(status, []byte(") Z "))
		})
	}
	_, err := Run(t.Context(), Call{Path: hangs, Limit: 300 * time.Millisecond})
	gone(err, ErrSlow)

	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("enough")
	go func() {
		until(t, "it does not hang", func() bool { _, err := os.Stat(pids); return err == nil })
		cancel(stop)
	}()
	_, err = Run(ctx, Call{Path: hangs, Limit: time.Minute})
	gone(err, stop)
}

// until waits for what another process does.
func until(t *testing.T, complaint string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !done(); runtime.Gosched() {
		if time.Now().After(end) {
			t.Error(complaint)
			return
		}
	}
}

func TestFirstLines(t *testing.T) {
	t.Parallel()
	if got := firstLines("  ạ\xff\n"); got != "ạ" {
		t.Errorf("got %q", got)
	}
	if got := []rune(firstLines(strings.Repeat("ạ", 301))); len(got) != 301 || got[300] != '…' {
		t.Errorf("got %d letters", len(got))
	}
}
