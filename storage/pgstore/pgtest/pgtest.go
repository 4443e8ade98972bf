// Package pgtest runs a private PostgreSQL server for tests: a fresh cluster in a
// temporary folder, on a socket and a port of its own, stopped when the tests end.
//
// A test binary that uses it has
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
//
// and its tests ask for databases with New. The server starts with the first of them.
package pgtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

// errAbsent: there is no PostgreSQL on this machine.
var errAbsent = errors.New("PostgreSQL is not installed (Debian: apt-get install postgresql)")

// owner is the superuser of the cluster, who needs no password at the socket. Over TCP
// everybody needs one; this is the owner's.
const (
	owner    = "thuky"
	Password = "mat-khau-thu"
)

// Server is a running PostgreSQL.
type Server struct {
	folder string // data/, and the socket
	port   int
	bin    string
	as     *account // nil: as ourselves

	mu      sync.Mutex
	process *exec.Cmd
	ended   chan struct{} // closed when process has ended
}

// account is whom the server runs as where we are root.
type account struct{ uid, gid uint32 }

// shared is the server of the test binary.
var shared struct {
	once   sync.Once
	server atomic.Pointer[Server]
	err    error
	count  atomic.Int64 // of databases
}

// Main runs the tests and stops the server, if they started one.
func Main(m *testing.M) (code int) {
	defer func() {
		if s := shared.server.Load(); s != nil {
			s.remove()
		}
	}()
	return m.Run()
}

// Shared gives the server of this test binary. Where PostgreSQL is missing the test is
// skipped, but fails where CI is set.
func Shared(t testing.TB) *Server {
	t.Helper()
	shared.once.Do(func() {
		s, err := start()
		shared.err = err
		if err == nil {
			shared.server.Store(s)
		}
	})
	switch err := shared.err; {
	case errors.Is(err, errAbsent) && os.Getenv("CI") == "":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	return shared.server.Load()
}

// New makes an empty database on the shared server and gives its URL.
func New(t testing.TB) string {
	t.Helper()
	return Shared(t).Database(t)
}

// Own starts a server for one test, which may stop it.
func Own(t testing.TB) *Server {
	t.Helper()
	s, err := start()
	switch {
	case errors.Is(err, errAbsent) && os.Getenv("CI") == "":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	t.Cleanup(s.remove)
	return s
}

// Database makes an empty database and gives its URL.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("t%d", shared.count.Add(1))
	s.Exec(t, s.URL("postgres"), "create database "+name)
	return s.URL(name)
}

// Exec runs statements, as the owner of the cluster or whoever the URL says.
func (s *Server) Exec(t testing.TB, url, sql string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx) //nolint:errcheck // nothing is left to do
	if _, err := conn.Exec(ctx, sql, pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// URL leads to a database through the socket.
func (s *Server) URL(database string) string {
	return fmt.Sprintf("postgres://%s@/%s?host=%s&port=%d", owner, database, s.folder, s.port)
}

// Address is where the server listens on the loopback.
func (s *Server) Address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// TCP turns a URL of this server into one through an address: its own, or that of
// something that stands before it.
func (s *Server) TCP(url, address string) string {
	_, rest, _ := strings.Cut(url, "@/")
	database, _, _ := strings.Cut(rest, "?")
	return fmt.Sprintf("postgres://%s:%s@%s/%s?sslmode=disable", owner, Password, address, database)
}

// start makes a cluster and runs it.
func start() (*Server, error) {
	bin, err := find()
	if err != nil {
		return nil, err
	}
	// Not t.TempDir: the path of a socket has room for 107 bytes only.
	folder, err := os.MkdirTemp("", "thuky-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{folder: folder, bin: bin}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	for tries := 0; ; tries++ {
		// Between our looking for a free port and the server's taking it, another may.
		if s.port, err = freePort(); err == nil {
			err = s.Start()
		}
		if err == nil {
			break
		}
		if tries == 4 {
			return nil, errors.Join(err, os.RemoveAll(folder))
		}
	}
	return s, s.setPassword()
}

// find looks for the newest installed server.
func find() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	best, newest := "", 0
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	for _, path := range folders {
		bin := filepath.Dir(path)
		if n, err := strconv.Atoi(filepath.Base(filepath.Dir(bin))); err == nil && n > newest {
			best, newest = bin, n
		}
	}
	if best == "" {
		return "", errAbsent
	}
	return best, nil
}

// prepare makes the cluster. PostgreSQL refuses to run as root.
func (s *Server) prepare() error {
	if os.Geteuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return fmt.Errorf("PostgreSQL cannot run as root, and there is no user postgres: %w", err)
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		s.as = &account{uint32(uid), uint32(gid)}
		if err := os.Chown(s.folder, int(uid), int(gid)); err != nil {
			return err
		}
	}
	if err := os.Chmod(s.folder, 0o755); err != nil {
		return err
	}
	initdb := exec.Command(filepath.Join(s.bin, "initdb"), "--no-sync", "--username="+owner, "--encoding=UTF8", "--locale=C",
		"--auth-local=trust", "--auth-host=scram-sha-256", "--pgdata="+s.data())
	initdb.Dir = s.folder
	initdb.SysProcAttr = attributes(s.as, false)
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// Start runs the server until Stop, and returns when it takes connections.
func (s *Server) Start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	cmd := exec.Command(filepath.Join(s.bin, "postgres"), "-D", s.data(), "-k", s.folder, "-p", strconv.Itoa(s.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "log_min_messages=warning", "-c", "lc_messages=C", "-c", "max_connections=200",
		"-c", "autovacuum_naptime=10", "-c", "checkpoint_timeout=1h", "-c", "max_wal_size=2GB")
	cmd.Dir = s.folder
	cmd.SysProcAttr = attributes(s.as, true)
	log, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	ready, ended := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(ended)
		// The death of this thread, not of the process, is what the server goes with.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := cmd.Start(); err != nil {
			ready <- err
			return
		}
		var said strings.Builder
		lines := bufio.NewScanner(log)
		up := false
		for lines.Scan() {
			if !up && strings.Contains(lines.Text(), "ready to accept ") {
				up = true
				ready <- nil
			}
			if !up {
				said.WriteString(lines.Text() + "\n")
			}
		}
		_, _ = io.Copy(io.Discard, log)
		err := cmd.Wait()
		if !up {
			ready <- fmt.Errorf("postgres ended: %w\n%s", errors.Join(err, errors.New("it took no connections")), said.String())
		}
	}()
	if err := <-ready; err != nil {
		<-ended
		return err
	}
	s.process, s.ended = cmd, ended
	return nil
}

// Stop ends the server in order ("fast": what is connected is cut off); a stopped one stays so.
func (s *Server) Stop() { s.stop(inOrder) }

// Crash ends it as a failing machine would.
func (s *Server) Crash() { s.stop(atOnce) }

func (s *Server) stop(signal os.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.process == nil {
		return
	}
	_ = s.process.Process.Signal(signal) // fails only when it has ended
	<-s.ended
	s.process = nil
}

func (s *Server) remove() {
	s.Crash()
	_ = os.RemoveAll(s.folder)
}

// setPassword gives the owner a password for TCP.
func (s *Server) setPassword() error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx) //nolint:errcheck // nothing is left to do
	_, err = conn.Exec(ctx, "alter role "+owner+" password '"+Password+"'")
	return err
}
