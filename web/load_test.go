package web_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/web"
)

// loadFolder names, for the process under load, where its store is.
const loadFolder = "THUKY_LOAD_FOLDER"

const loadChats = 500

func loadAddress(i int) chat.Address {
	return chat.Address{Platform: web.Platform, ID: fmt.Sprint("load", i)}
}

// TestServeUnderLoad is the process that BenchmarkChats loads; without it, nothing.
func TestServeUnderLoad(t *testing.T) {
	folder := os.Getenv(loadFolder)
	if folder == "" {
		t.Skip("this is for BenchmarkChats")
	}
	store, err := boltstore.Open(filepath.Join(folder, "thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close() //nolint:errcheck // its folder goes, too
	now := time.Now()
	err = store.Update(t.Context(), func(tx storage.Tx) error {
		if _, err := bot.OpenCampaign(tx, mustTemplate(t, small), report.Campaign{Period: "quý IV năm 2026"}, now); err != nil {
			return err
		}
		for i := range loadChats {
			a := loadAddress(i)
			err := errors.Join(
				tx.PutPerson(report.Person{
					ID: a.ID, Name: "Lê Thị Mai", Role: report.Staff, Joined: now, Addresses: []report.Contact{{Address: a.String()}},
				}),
				tx.PutSession(storage.Session{Hash: hashed(a.ID), Address: a, Created: now, Seen: now, Expires: now.AddDate(0, 1, 0)}))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := web.New(t.Context(), web.Config{Store: store, Zone: bot.ICT()})
	if err != nil {
		t.Fatal(err)
	}
	runtime := bot.New(bot.Config{Store: store, Transports: []chat.Transport{pages}})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: pages.Handler(runtime), ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second}
	go func() { _ = server.Serve(listener) }() // until Close
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // until the benchmark lets go
		stop()
	}()
	go func() {
		if runtime.Settle(ctx) == nil { // everybody has heard of the report
			fmt.Println("http://" + listener.Addr().String())
		}
	}()
	if err := runtime.Run(ctx); err != nil {
		t.Error(err)
	}
	_ = server.Close()
}

// load is the process under load.
type load struct {
	b       testing.TB
	url     string
	pid     int
	client  *http.Client
	replies []chan time.Time // by chat: when lines of ours came
}

func startLoad(b testing.TB) *load {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), os.Args[0], "-test.run=^TestServeUnderLoad$")
	cmd.Env = append(os.Environ(), loadFolder+"="+b.TempDir())
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	at, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(at, "http") {
		b.Fatalf("the process under load says %q, %v", at, err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	l := &load{b: b, url: strings.TrimSpace(at), pid: cmd.Process.Pid, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 200}}}
	var opening sync.WaitGroup
	for i := range loadChats {
		l.replies = append(l.replies, make(chan time.Time, 1000))
		opening.Add(1)
		go l.listen(i, &opening)
	}
	opening.Wait()
	return l
}

func (l *load) request(method, path string, i int, body io.Reader) *http.Request {
	r, err := http.NewRequestWithContext(l.b.Context(), method, l.url+path, body)
	if err != nil {
		panic(err)
	}
	r.AddCookie(&http.Cookie{Name: "thuky", Value: loadAddress(i).ID})
	r.Header.Set("X-Thuky", "1")
	return r
}

// listen is the open page of a chat.
func (l *load) listen(i int, opening *sync.WaitGroup) {
	response, err := l.client.Do(l.request(http.MethodGet, "/tro-chuyen/dong", i, nil))
	if err != nil {
		l.b.Error(err)
		opening.Done()
		return
	}
	defer response.Body.Close() //nolint:errcheck // it was only read
	for lines := bufio.NewReaderSize(response.Body, 4<<10); ; {
		line, err := lines.ReadString('\n')
		switch {
		case err != nil:
			return
		case strings.HasPrefix(line, "event: bat-dau"):
			opening.Done()
		case strings.Contains(line, `class="line ours`):
			select {
			case l.replies[i] <- time.Now():
			default:
			}
		}
	}
}

// answer sends one answer and gives how long it took until it was on disk, and until the
// reply was on the page, since the moment when it was to be sent.
func (l *load) answer(i int, due time.Time) (stored, replied time.Duration) {
	form := url.Values{
		"text":  {"Nhà trường đã phối hợp với công an xã tổ chức 02 buổi tuyên truyền cho toàn thể học sinh, lần " + strconv.Itoa(i)},
		"nonce": {freshNonce() + "-load"},
	}
	for len(l.replies[i]) > 0 {
		<-l.replies[i]
	}
	r := l.request(http.MethodPost, "/tro-chuyen", i, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := l.client.Do(r)
	if err != nil {
		l.b.Error(err)
		return 0, 0
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		l.b.Errorf("got %d", response.StatusCode)
		return 0, 0
	}
	stored = time.Since(due)
	select {
	case at := <-l.replies[i]:
		return stored, at.Sub(due)
	case <-time.After(30 * time.Second):
		l.b.Error("no reply within 30 s")
		return stored, 30 * time.Second
	}
}

// memory reads a figure of the process under load, in MiB; 0 where the system tells none.
func (l *load) memory(name string) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", l.pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

func quantile(all []time.Duration, q float64) float64 {
	slices.Sort(all)
	return all[int(float64(len(all)-1)*q)].Seconds() * 1000
}

// BenchmarkChats loads one process with 500 open pages whose owners answer: at a pace that a
// province does not reach, and as fast as it goes. Every answer is on disk (fsync) before it
// is confirmed. The times are from the moment when an answer was to be sent.
func BenchmarkChats(b *testing.B) {
	for _, tt := range []struct {
		name    string
		pace    time.Duration // between two answers; 0: as fast as it goes
		answers int
		workers int
	}{{"paced", 20 * time.Millisecond, 1500, 100}, {"flat out", 0, 3000, 64}} {
		b.Run(tt.name, func(b *testing.B) {
			l := startLoad(b)
			idle := l.memory("VmRSS")
			for b.Loop() {
				var mu sync.Mutex
				var stored, replied []time.Duration
				free := make(chan int, loadChats) // one answer of a chat at a time
				for i := range loadChats {
					free <- i
				}
				turns, woken := make(chan time.Time), make([]time.Duration, 0, tt.answers)
				var workers sync.WaitGroup
				began := time.Now()
				for range tt.workers {
					workers.Go(func() {
						for due := range turns {
							i := <-free
							s, r := l.answer(i, due)
							free <- i
							mu.Lock()
							stored, replied = append(stored, s), append(replied, r)
							mu.Unlock()
						}
					})
				}
				for n := range tt.answers {
					due := time.Now()
					if tt.pace > 0 {
						due = began.Add(time.Duration(n) * tt.pace)
						time.Sleep(time.Until(due))
					}
					woken = append(woken, time.Since(due))
					turns <- due
				}
				close(turns)
				workers.Wait()
				b.ReportMetric(float64(tt.answers)/time.Since(began).Seconds(), "answers/s")
				b.ReportMetric(quantile(woken, .99), "woken-p99-ms") // how late the machine lets even a sleeper go on
				b.ReportMetric(quantile(stored, .5), "stored-p50-ms")
				b.ReportMetric(quantile(stored, .99), "stored-p99-ms")
				b.ReportMetric(quantile(replied, .5), "replied-p50-ms")
				b.ReportMetric(quantile(replied, .99), "replied-p99-ms")
			}
			b.ReportMetric(idle, "idle-MiB")
			b.ReportMetric(l.memory("VmHWM"), "most-MiB")
			b.ReportMetric(0, "ns/op")
		})
	}
}
