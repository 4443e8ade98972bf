package endtoend

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"thuky/bot/telegram/telegramtest"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
)

// The load: people who answer a form of 20 short questions one after the other,
// each as soon as the bot has put the next one.
const (
	loadQuestions = 20
	loadChats     = 100
	loadTime      = 6 * time.Second
	lightGap      = time.Second / 110 // between two updates of the light load
)

// load drives a running bot and measures how long each reply takes.
type load struct {
	telegram *telegramtest.Server
	gap      time.Duration // 0: as fast as the bot goes

	mu      sync.Mutex
	over    bool
	next    int64               // the next person who has not answered yet
	last    int64               // and the last one there is
	waiting map[int64]time.Time // chat → when it spoke
	took    []time.Duration
	pace    chan struct{} // one token an update, for the light load
	first   time.Time
	latest  time.Time
}

// reply takes a message of the bot, and speaks again.
func (l *load) reply(m telegramtest.Sent) {
	now := time.Now()
	l.mu.Lock()
	spoke, ok := l.waiting[m.Chat]
	if !ok {
		l.mu.Unlock()
		return
	}
	delete(l.waiting, m.Chat)
	l.took = append(l.took, now.Sub(spoke))
	l.latest = now
	over := l.over
	l.mu.Unlock()
	if over {
		return
	}
	if l.gap > 0 {
		go l.speak(m.Chat, m.Text)
		return
	}
	l.speak(m.Chat, m.Text)
}

// speak says the next line of a chat: the answer to what was asked, or for who
// has answered everything the first line of the next person.
func (l *load) speak(chat int64, asked string) {
	if l.pace != nil {
		<-l.pace
	}
	line := "đã thực hiện đúng kế hoạch"
	l.mu.Lock()
	if l.over {
		l.mu.Unlock()
		return
	}
	if !strings.Contains(asked, "Câu ") || strings.Contains(asked, "Xem lại:") {
		if l.next > l.last {
			l.mu.Unlock()
			return
		}
		chat, line = l.next, "/start"
		l.next++
	}
	l.waiting[chat] = time.Now()
	l.mu.Unlock()
	l.telegram.UserSays(chat, line)
}

// people puts members of the staff into the store, as if they had joined.
func (o *office) people(b *testing.B, n int) {
	b.Helper()
	s, err := boltstore.Open(filepath.Join(o.dir, "thuky.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for from := 1; from <= n; from += 1000 {
		if err := s.Update(context.Background(), func(tx storage.Tx) error {
			for i := from; i < from+1000 && i <= n; i++ {
				p := report.Person{
					ID: "p" + strconv.Itoa(i), Name: "Cô giáo " + strconv.Itoa(i), Role: report.Staff,
					Addresses: []report.Contact{{Address: "telegram:" + strconv.Itoa(i)}},
				}
				if err := tx.PutPerson(p); err != nil {
					return err
				}
				// They know of the report already, so that nothing is announced.
				if err := tx.PutParticipation(storage.Participation{Campaign: "nhieu-cau-1", Person: p.ID, Started: time.Unix(1, 0)}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Update(context.Background(), func(tx storage.Tx) error {
		source, err := os.ReadFile(o.template(b, loadQuestions))
		if err != nil {
			return err
		}
		t, err := report.ReadTemplate("nhieu-cau.toml", source)
		if err != nil {
			return err
		}
		if err := tx.PutTemplate(t.Version, source); err != nil {
			return err
		}
		return tx.PutCampaign(report.Campaign{ID: "nhieu-cau-1", Template: t.ID, Version: t.Version, Title: t.Title, Status: report.Open, Opened: time.Now()})
	}); err != nil {
		b.Fatal(err)
	}
}

var stopLine = regexp.MustCompile(`msg=stopped updates=(\d+) .* sent=(\d+) .* commits=(\d+)`)

// measure runs the bot on one CPU under a load, and reports what it did.
func measure(b *testing.B, chats, people int, gap time.Duration) {
	pinSelf(b)
	l := &load{gap: gap, next: 1, last: int64(people), waiting: map[int64]time.Time{}}
	l.telegram = newTelegram(b, telegramtest.Options{Loose: true, Keep: 4, Sent: l.reply})
	o := &office{dir: b.TempDir(), env: append([]string{
		"HOME=" + os.Getenv("HOME"), "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8",
		"GOMAXPROCS=2", // at 1 a goroutine in fsync holds up the rest
	}, telegramSettings(l.telegram)...)}
	o.people(b, people)
	bot := o.serve(b, "taskset", "-c", "1")
	if err := l.telegram.WaitRequests(context.Background(), "getUpdates", 1); err != nil {
		b.Fatal(err)
	}
	if gap > 0 {
		l.pace = make(chan struct{})
		tick := time.NewTicker(gap)
		stop := make(chan struct{})
		defer close(stop)
		go func() {
			defer tick.Stop()
			for {
				select {
				case <-tick.C:
					select {
					case l.pace <- struct{}{}:
					case <-stop:
						return
					}
				case <-stop:
					return
				}
			}
		}()
	}
	b.ResetTimer()
	l.first = time.Now()
	for range chats {
		go l.speak(0, "")
	}
	time.Sleep(loadTime)
	l.mu.Lock()
	l.over = true
	took, span := slices.Clone(l.took), l.latest.Sub(l.first)
	l.mu.Unlock()
	b.StopTimer()
	resident, own := memory(b, bot.cmd.Process.Pid, "VmRSS:"), memory(b, bot.cmd.Process.Pid, "RssAnon:")
	cpu := cpuTime(b, bot.cmd.Process.Pid)
	bot.stop(b)
	if len(took) == 0 {
		b.Fatalf("the bot answered nothing\n%s", bot.stderr)
	}
	m := stopLine.FindStringSubmatch(bot.stderr.String())
	if m == nil {
		b.Fatalf("serve did not say what it did\n%s", bot.stderr)
	}
	commits, _ := strconv.ParseFloat(m[3], 64) // digits by the pattern
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(len(took))/span.Seconds(), "answers/s")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(commits/float64(len(took)), "commits/answer")
	b.ReportMetric(float64(len(took))/commits, "answers/commit")
	b.ReportMetric(resident, "MiB-resident") // with the pages of the store's file
	b.ReportMetric(own, "MiB-own")
	b.ReportMetric(float64(cpu.Microseconds())/float64(len(took)), "cpu-µs/answer")
}

// BenchmarkLoad is 100 people who answer as fast as the bot asks.
func BenchmarkLoad(b *testing.B) { measure(b, loadChats, 8000, 0) }

// BenchmarkLightLoad is 110 updates a second.
func BenchmarkLightLoad(b *testing.B) { measure(b, loadChats, 400, lightGap) }

// BenchmarkThousandChats is 1,000 people at once, each with one report.
func BenchmarkThousandChats(b *testing.B) { measure(b, 1000, 1000, 0) }

// pinSelf keeps the load generator off the bot's CPU.
func pinSelf(b *testing.B) {
	b.Helper()
	var before, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &before); err != nil {
		b.Fatal(err)
	}
	if before.Count() < 2 {
		b.Skip("needs two CPUs: one for the bot, one for the load")
	}
	one.Set(0)
	setAll(b, &one)
	b.Cleanup(func() { setAll(b, &before) })
}

// setAll sets the affinity of every thread of this process.
func setAll(b *testing.B, cpus *unix.CPUSet) {
	b.Helper()
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		b.Fatal(err)
	}
	for _, thread := range threads {
		if id, err := strconv.Atoi(thread.Name()); err == nil {
			_ = unix.SchedSetaffinity(id, cpus) // a thread may have ended meanwhile
		}
	}
}

// memory is one line of a process's memory figures, in MiB.
func memory(b *testing.B, pid int, name string) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == name {
			kib, err := strconv.ParseFloat(f[1], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kib / 1024
		}
	}
	b.Fatal("no " + name)
	return 0
}

// cpuTime is what a process has used so far.
func cpuTime(b *testing.B, pid int) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	f := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')'):]))
	user, err1 := strconv.Atoi(f[12])
	system, err2 := strconv.Atoi(f[13])
	if err1 != nil || err2 != nil {
		b.Fatal(err1, err2)
	}
	return time.Duration(user+system) * time.Second / 100 // USER_HZ
}
