package pgtest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Standby starts a server that follows this one, stopped with the test. From its return on a
// commit waits until the standby has it on disk.
func (s *Server) Standby(t testing.TB) *Server {
	t.Helper()
	initdb, err := filepath.EvalSymlinks(filepath.Join(s.bin, "initdb"))
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(filepath.Dir(initdb), "pg_basebackup")
	if _, err := os.Stat(program); err != nil {
		t.Skipf("no pg_basebackup beside %s", initdb)
	}
	folder, err := os.MkdirTemp("", "thuky-pg-")
	if err != nil {
		t.Fatal(err)
	}
	follower := &Server{folder: folder, bin: s.bin, as: s.as}
	t.Cleanup(follower.remove)
	if s.as != nil {
		if err := os.Chown(folder, int(s.as.uid), int(s.as.gid)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(s.Address())
	if err != nil {
		t.Fatal(err)
	}
	copied := exec.Command(program, "-h", s.folder, "-p", port, "-U", owner, "-D", follower.data(), "-R", "-X", "stream", "-c", "fast", "--no-sync")
	copied.Dir = folder
	copied.SysProcAttr = attributes(s.as, false)
	if out, err := copied.CombinedOutput(); err != nil {
		t.Fatalf("pg_basebackup: %v\n%s", err, out)
	}
	if follower.port, err = freePort(); err != nil {
		t.Fatal(err)
	}
	if err := follower.Start(); err != nil {
		t.Fatal(err)
	}
	s.Exec(t, s.URL("postgres"), "alter system set synchronous_standby_names = '*'")
	s.Exec(t, s.URL("postgres"), "select pg_reload_conf()")
	// A commit that returns was there; before, it would not have waited.
	for synced := false; !synced; {
		if err := t.Context().Err(); err != nil {
			t.Fatal(err)
		}
		s.ask(t, "select exists (select from pg_stat_replication where sync_state = 'sync')", &synced)
	}
	return follower
}

// Promote makes a standby the server that is written to.
func (s *Server) Promote(t testing.TB) {
	t.Helper()
	done := false
	s.ask(t, "select pg_promote()", &done)
	if !done {
		t.Fatal("the standby is still one")
	}
}

func (s *Server) ask(t testing.TB, sql string, answer any) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx) //nolint:errcheck // nothing is left to do
	if err := conn.QueryRow(ctx, sql).Scan(answer); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// Either turns a URL of this server into one that leads to it or to another, whichever can be
// written to.
func (s *Server) Either(url string, other *Server) string {
	return fmt.Sprintf("%s&target_session_attrs=read-write", s.TCP(url, s.Address()+","+other.Address()))
}
