package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"thuky/bot"
	"thuky/bot/telegram/telegramtest"
	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/workday"
)

// A store with the answers of many years: each report was answered by some of the people,
// to whom its questions were given.
const (
	scaleName      = "scale-1" // of the file; another number for other contents
	scalePeople    = 100_000
	scaleCampaigns = 500
	scaleOpen      = 10 // of them, the newest
	scaleTeam      = 100
	scaleAnswers   = 20 // of each member of the team: a million in all
	scaleDue       = 100
)

// scaleNow is when all of this is.
var scaleNow = time.Date(2026, 11, 27, 8, 0, 0, 0, bot.ICT()) // a Friday

// scaleStore gives a copy of the big store, which is made once for this machine.
func scaleStore(b *testing.B) string {
	b.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	made := filepath.Join(cache, "thuky", scaleName+".db")
	if _, err := os.Stat(made); errors.Is(err, fs.ErrNotExist) {
		b.Log("making ", made, ": this takes a minute or two")
		if err := makeScale(b.Context(), made); err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(b.TempDir(), "thuky.db")
	from, err := os.Open(made)
	if err != nil {
		b.Fatal(err)
	}
	defer from.Close() //nolint:errcheck // it was only read
	to, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(to.Sync(), to.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

func makeScale(ctx context.Context, path string) error {
	temp := path + ".making"
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.RemoveAll(temp)); err != nil {
		return err
	}
	s, err := boltstore.Open(temp)
	if err != nil {
		return err
	}
	if err := errors.Join(fillScale(ctx, s), s.Close()); err != nil {
		return err
	}
	return os.Rename(temp, path)
}

func fillScale(ctx context.Context, s storage.Store) error {
	source := template()
	tmpl, err := report.ReadTemplate("nhieu-cau.toml", source)
	if err != nil {
		return err
	}
	err = s.Update(ctx, func(tx storage.Tx) error {
		boss := report.Person{ID: "p0", Name: "Hiệu trưởng", Role: report.Admin, Joined: scaleNow.AddDate(-9, 0, 0), Addresses: []report.Contact{{Address: "telegram:900000000"}}}
		return errors.Join(tx.PutTemplate(tmpl.Version, source), tx.PutPerson(boss))
	})
	for from := 1; err == nil && from <= scalePeople; from += 10_000 {
		err = s.Update(ctx, func(tx storage.Tx) error {
			for i := from; i < from+10_000; i++ {
				if err := tx.PutPerson(scalePerson(i)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for n := 0; err == nil && n < scaleCampaigns; n += 5 {
		err = s.Update(ctx, func(tx storage.Tx) error {
			for i := n; i < n+5; i++ {
				if err := fillCampaign(tx, tmpl, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return err
}

func scalePerson(i int) report.Person {
	return report.Person{
		ID: "p" + strconv.Itoa(i), Name: "Cô giáo " + strconv.Itoa(i), Role: report.Staff, Unit: "tổ " + strconv.Itoa(i%50), Joined: scaleNow.AddDate(-5, 0, 0),
		Addresses: []report.Contact{{Address: "telegram:" + strconv.Itoa(i)}},
	}
}

func member(campaign, i int) string { return "p" + strconv.Itoa(1+(campaign*scaleTeam+i)%scalePeople) }

// fillCampaign makes one report with its answers. In the open ones of today a part is still
// to come, and reminders are planned.
func fillCampaign(tx storage.Tx, tmpl *report.Template, n int) error {
	c := report.Campaign{
		ID: fmt.Sprintf("nhieu-cau-%d", n), Template: tmpl.ID, Version: tmpl.Version, Title: fmt.Sprintf("%s số %d", tmpl.Title, n),
		Status: report.Closed, Opened: scaleNow.AddDate(0, 0, -7*(scaleCampaigns-n)),
	}
	c.Deadline = workday.DateOf(c.Opened.AddDate(0, 0, 14))
	if c.ClosedAt = c.Opened.AddDate(0, 0, 14); n >= scaleCampaigns-scaleOpen {
		c.Status, c.ClosedAt, c.Opened, c.Deadline = report.Open, time.Time{}, scaleNow.AddDate(0, 0, -7), workday.Date{Year: 2100, Month: 12, Day: 7}
	}
	questions := tmpl.Questions()
	var team []string
	for i := range scaleTeam {
		team = append(team, member(n, i))
	}
	for _, q := range questions {
		c.Assignments = append(c.Assignments, report.Assignment{Question: q.ID, People: team})
	}
	if err := tx.PutCampaign(c); err != nil {
		return err
	}
	for i, id := range team {
		part := storage.Participation{Campaign: c.ID, Person: id, Started: c.Opened}
		if c.Status != report.Open {
			part.Submitted = c.ClosedAt
		} else if err := tx.PutReminder(storage.Reminder{
			Campaign: c.ID, Person: id, Kind: "before-1", Deadline: remind.Deadline{Date: c.Deadline}, At: scaleNow.AddDate(70, 0, 0), Until: scaleNow.AddDate(70, 0, 1),
		}); err != nil {
			return err
		}
		if err := tx.PutParticipation(part); err != nil {
			return err
		}
		for j, q := range questions[:scaleAnswers] {
			if c.Status == report.Open && i%2 == 0 && j >= scaleAnswers/2 {
				break
			}
			if err := tx.PutAnswer(report.Answer{
				Campaign: c.ID, Question: q.ID, Person: id, Author: id, Channel: "telegram", At: c.Opened, Revision: 1,
				Value: report.TextValue("Nhà trường đã phối hợp với các đoàn thể, thực hiện đúng kế hoạch, lần " + strconv.Itoa(i)),
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// BenchmarkScale runs the program on a store with a million answers and 100,000 people, and
// says how long it takes to start, to answer «tiến độ», to back up, and how much memory it
// has used by then; and how long a tick takes with 100 reminders due.
func BenchmarkScale(b *testing.B) {
	if b.N > 1 {
		b.Skip("once is enough")
	}
	path := scaleStore(b)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(info.Size())/(1<<20), "file-MiB")
	replies := make(chan telegramtest.Sent, 1000)
	telegram := telegramtest.New(telegramtest.Options{Loose: true, Keep: 4, Sent: func(m telegramtest.Sent) {
		if m.Chat == 900000000 {
			replies <- m
		}
	}})
	defer telegram.Close()

	built(b) // not a part of the start
	began := time.Now()
	p := serve(b, telegram, "bolt:"+path, false)
	if err := telegram.WaitRequests(b.Context(), "getUpdates", 1); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(began).Seconds()*1000, "start-ms")
	b.ReportMetric(ms(cpuOf([]int{p.cmd.Process.Pid})), "start-cpu-ms")
	b.ReportMetric(memory(p.cmd.Process.Pid, "VmHWM:"), "start-MiB")
	ask := func(words string) time.Duration {
		for len(replies) > 0 {
			<-replies
		}
		at := time.Now()
		telegram.UserSays(900000000, words)
		<-replies
		return time.Since(at)
	}
	var which, progress []time.Duration
	for range 20 {
		which = append(which, ask("tiến độ")) // of which report, with how far each one is
		progress = append(progress, ask("1"))
	}
	slices.Sort(which)
	slices.Sort(progress)
	b.ReportMetric(ms(which[len(which)/2]), "which-p50-ms")
	b.ReportMetric(ms(progress[len(progress)/2]), "tien-do-p50-ms")
	b.ReportMetric(ms(progress[len(progress)-1]), "tien-do-most-ms")

	began = time.Now()
	backup := exec.Command(built(b), "backup", filepath.Join(b.TempDir(), "copy.db"))
	backup.Dir, backup.Env = p.cmd.Dir, p.cmd.Env
	if out, err := backup.CombinedOutput(); err != nil {
		b.Fatalf("backup: %v\n%s", err, out)
	}
	b.ReportMetric(time.Since(began).Seconds(), "backup-s")
	b.ReportMetric(memory(p.cmd.Process.Pid, "VmHWM:"), "most-MiB") // with the pages of the file
	b.ReportMetric(memory(p.cmd.Process.Pid, "RssAnon:"), "own-MiB")
	p.stop(b)
	tick(b, path)
}

// tick measures a tick by itself: a program cannot be told what time it is.
func tick(b *testing.B, path string) {
	b.Helper()
	s, err := boltstore.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // its folder goes, too
	calendar, err := workday.New(workday.SaturdaySunday)
	if err != nil {
		b.Fatal(err)
	}
	r := bot.New(bot.Config{
		Store: s, Transports: []chat.Transport{silent{}}, Now: func() time.Time { return scaleNow },
		Reminders: &remind.Planner{Policy: remind.Default(), Calendar: calendar, Zone: bot.ICT()},
	})
	reserve := make([]byte, 32<<20) // as the program holds one
	defer runtime.KeepAlive(&reserve[0])
	var took []time.Duration
	for round := range 11 {
		if err := s.Update(b.Context(), func(tx storage.Tx) error {
			for i := range scaleDue {
				if err := tx.PutReminder(storage.Reminder{
					Campaign: fmt.Sprintf("nhieu-cau-%d", scaleCampaigns-1), Person: member(scaleCampaigns-1, i), Kind: remind.Kind("late-" + strconv.Itoa(round+1)),
					At: scaleNow, Until: scaleNow.Add(time.Hour),
				}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		at := time.Now()
		if err := r.Remind(b.Context()); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(at))
	}
	slices.Sort(took)
	b.ReportMetric(ms(took[0]), "tick-least-ms")
	b.ReportMetric(ms(took[len(took)/2]), "tick-p50-ms")
}

// silent is Telegram for a runtime that is not run.
type silent struct{}

func (silent) Platform() string                       { return "telegram" }
func (silent) Capabilities() chat.Capabilities        { return chat.Capabilities{MaxText: 4096} }
func (silent) Run(context.Context, chat.Accept) error { return nil }
func (silent) Send(context.Context, chat.Address, chat.Message) (string, error) {
	return "", errors.New("not run")
}
