package load

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"thuky/bot/telegram/telegramtest"
	"thuky/storage/pgstore/pgtest"
)

var givenProgram = flag.String("program", "", "the program under load, such as one built from an older tree; the one of this tree is built otherwise")

// program is the thuky under load.
var program struct {
	once sync.Once
	path string
	err  error
}

func TestMain(m *testing.M) {
	code := pgtest.Main(m)
	if program.path != "" && *givenProgram == "" {
		_ = os.RemoveAll(filepath.Dir(program.path)) // a left-over in the temporary folder does no harm
	}
	os.Exit(code)
}

func built(t testing.TB) string {
	t.Helper()
	program.once.Do(func() {
		if program.path = *givenProgram; program.path != "" {
			return
		}
		folder, err := os.MkdirTemp("", "thuky-load")
		if err != nil {
			program.err = err
			return
		}
		program.path = filepath.Join(folder, "thuky")
		if out, err := exec.Command("go", "build", "-o", program.path, "thuky").CombinedOutput(); err != nil {
			program.err = fmt.Errorf("build the program: %w\n%s", err, out)
		}
	})
	if program.err != nil {
		t.Fatal(program.err)
	}
	return program.path
}

// process is a running "thuky serve".
type process struct {
	cmd     *exec.Cmd
	stderr  bytes.Buffer // read when it has ended
	address chan string  // where it listens
	ended   chan error
}

var printedAddress = regexp.MustCompile(`http://(127\.0\.0\.1:\d+)$`)

// serve starts the program on a store.
func serve(t testing.TB, telegram *telegramtest.Server, store string, webhook bool) *process {
	t.Helper()
	folder := t.TempDir()
	cmd := exec.Command(built(t), "serve")
	cmd.Dir = folder
	cmd.Env = []string{
		"HOME=" + folder, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "THUKY_STORAGE_URL=" + store,
		"THUKY_TELEGRAM_TOKEN=" + telegram.Token, "THUKY_TELEGRAM_API_ENDPOINT=" + telegram.URL,
		"THUKY_TELEGRAM_MESSAGES_PER_SECOND=0", "THUKY_WEB_LISTEN=127.0.0.1:0",
		"THUKY_PRIVACY_ASK=false",          // nobody is there to agree
		"THUKY_RETENTION_ANSWERS_MONTHS=0", // the answers of many years are to stay
	}
	if webhook {
		cmd.Env = append(cmd.Env, "THUKY_TELEGRAM_MODE=webhook", "THUKY_WEB_PUBLIC_URL=http://127.0.0.1")
	}
	p := &process{cmd: cmd, address: make(chan string, 1), ended: make(chan error, 1)}
	cmd.Stderr = &p.stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if m := printedAddress.FindStringSubmatch(lines.Text()); m != nil {
				select {
				case p.address <- m[1]:
				default: // another link
				}
			}
		}
		close(p.address)
		p.ended <- cmd.Wait()
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended already, unless the test failed
	return p
}

var stopLine = regexp.MustCompile(`msg=stopped updates=(\d+) .* commits=(\d+)`)

// stop ends the program as an operator does, and gives how many commits it made.
func (p *process) stop(t testing.TB) (commits int) {
	t.Helper()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	if err := <-p.ended; err != nil {
		t.Fatalf("serve ended with %v\n%s", err, &p.stderr)
	}
	m := stopLine.FindSubmatch(p.stderr.Bytes())
	if m == nil {
		t.Fatalf("serve did not say what it did\n%s", &p.stderr)
	}
	commits, _ = strconv.Atoi(string(m[2])) // digits by the pattern
	return commits
}

// spread hands the calls of the webhook to one process after the other, as a load
// balancer does.
type spread struct {
	turn atomic.Int64
	mu   sync.RWMutex
	to   []string // under mu: addresses
	via  http.Transport
}

func (s *spread) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.RLock()
	to := s.to
	s.mu.RUnlock()
	if len(to) == 0 {
		return nil, fmt.Errorf("nobody listens yet")
	}
	r = r.Clone(r.Context())
	target := *r.URL
	target.Host = to[int(s.turn.Add(1))%len(to)]
	r.URL, r.Host = &target, ""
	return s.via.RoundTrip(r)
}

func (s *spread) add(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to = append(s.to[:len(s.to):len(s.to)], address)
}

// setup is what is under load.
type setup struct {
	engine   string // "bolt", "postgres"
	replicas int
	webhook  bool // several processes are always called
	users    int
	people   int // who there are
	span     time.Duration
	gap      time.Duration
}

// result is what a setup does.
type result struct {
	measured
	commits  float64       // per line that was replied to, of the whole run
	cpu      time.Duration // per answer, of all processes but the database
	database time.Duration // per answer, of the database server
	memory   float64       // MiB of the largest process, at its most
	own      float64       // MiB of it without the pages of the store's file
}

// run starts the processes of a setup, loads them, and ends them.
func (s setup) run(t testing.TB) (r result) {
	t.Helper()
	store, database := newStore(t, s.engine, s.people)
	g := newGenerator(nil, s.people)
	balancer := &spread{}
	balancer.via.MaxIdleConnsPerHost = 100
	g.telegram = telegramtest.New(telegramtest.Options{Loose: true, Keep: 4, Sent: g.reply, WebhookTransport: balancer})
	defer g.telegram.Close()
	var all []*process
	for range s.replicas {
		p := serve(t, g.telegram, store, s.webhook)
		address, ok := <-p.address
		if !ok {
			t.Fatalf("serve does not listen: %v\n%s", <-p.ended, &p.stderr)
		}
		balancer.add(address)
		all = append(all, p)
	}
	ready := "getUpdates"
	if s.webhook {
		ready = "setWebhook"
	}
	if err := g.telegram.WaitRequests(t.Context(), ready, 1); err != nil {
		t.Fatal(err)
	}
	processes := func() (pids []int) {
		for _, p := range all {
			pids = append(pids, p.cmd.Process.Pid)
		}
		return pids
	}()
	var before, during, dbBefore, dbDuring time.Duration
	r.measured = g.run(t, s.users, s.span, s.gap, func() {
		before, dbBefore = cpuOf(processes), cpuOfServer(database)
	}, func() {
		during, dbDuring = cpuOf(processes)-before, cpuOfServer(database)-dbBefore
		for _, pid := range processes {
			r.memory = max(r.memory, memory(pid, "VmHWM:"))
			r.own = max(r.own, memory(pid, "RssAnon:"))
		}
	})
	commits := 0
	for _, p := range all {
		commits += p.stop(t)
	}
	r.commits = float64(commits) / float64(r.replied)
	r.cpu = during / time.Duration(r.answers)
	r.database = dbDuring / time.Duration(r.answers)
	return r
}

// cpuOf is what processes have used so far.
func cpuOf(pids []int) (all time.Duration) {
	for _, pid := range pids {
		user, system, _, _ := cpuTicks(pid)
		all += ticks(user + system)
	}
	return all
}

// cpuOfServer is what a database server has used so far: the process that is named in its
// folder, what it has started and what of that has ended; 0 without a folder.
func cpuOfServer(folder string) time.Duration {
	if folder == "" {
		return 0
	}
	if plain, err := url.PathUnescape(folder); err == nil {
		folder = plain
	}
	file, err := os.ReadFile(filepath.Join(folder, "data", "postmaster.pid"))
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(file), "\n")
	server, _ := strconv.Atoi(first)
	all := 0
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		user, system, ended, parent := cpuTicks(pid)
		switch {
		case pid == server:
			all += user + system + ended
		case parent == server:
			all += user + system
		}
	}
	return ticks(all)
}

// ticks are the units of time of /proc, USER_HZ.
func ticks(n int) time.Duration { return time.Duration(n) * time.Second / 100 }

// cpuTicks reads what a process has used so far, what its ended children have, and who
// started it; zeros where the system tells nothing.
func cpuTicks(pid int) (user, system, children, parent int) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, 0, 0
	}
	f := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(f) < 15 {
		return 0, 0, 0, 0
	}
	number := func(i int) int {
		n, _ := strconv.Atoi(f[i])
		return n
	}
	return number(11), number(12), number(13) + number(14), number(1)
}

// memory is one line of a process's memory figures, in MiB; 0 where the system tells none.
func memory(pid int, name string) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == name {
			kib, _ := strconv.ParseFloat(f[1], 64)
			return kib / 1024
		}
	}
	return 0
}
