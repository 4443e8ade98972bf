package bot_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/bot"
	"thuky/storage"
	"thuky/workday"
)

// sheetFile is a file with a sheet, which changes while the bot runs.
type sheetFile struct {
	mu    sync.Mutex
	stamp string
	sheet workday.Sheet
}

func (f *sheetFile) get() (stamp string, sheet workday.Sheet) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.stamp, f.sheet
}

func (f *sheetFile) set(stamp string, days ...workday.Day) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.stamp, f.sheet = stamp, workday.Sheet{Days: days}
}

// renewing starts a Runtime whose calendar follows the store and a sheet.
func renewing(t *testing.T, s storage.Store, f *fake, file *sheetFile) *running {
	return startWith(t, bot.Config{
		Store: s, Draft: plainDraft, Reminders: mustPlanner(t),
		Calendar: func(days []workday.Day) (*workday.Calendar, error) {
			stamp, sheet := file.get()
			if stamp == "broken" {
				return nil, errors.New("for the test")
			}
			return workday.New(workday.SaturdaySunday, sheet, workday.Sheet{Days: days})
		},
		CalendarStamp: func() string { stamp, _ := file.get(); return stamp },
	}, f)
}

// TestCalendar: a day that an admin adds or a file brings moves the reminders at once, and
// holds after a restart.
func TestCalendar(t *testing.T) {
	t.Parallel()
	bubble(t, "a day from an admin", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-25 10:00")
		due(t, s, "2026-05-29", staff("An"), admin("Chi"))
		f := newFake("fake")
		file := new(sheetFile)
		r := renewing(t, s, f, file)
		until(t, "2026-05-26 10:00")
		r.take(says("Chi", "ngay nghi 29/5/2026: mưa bão"))
		if got := f.last("Chi"); !strings.Contains(got, "✓ Thứ Sáu 29/5/2026: nghỉ, «mưa bão»") {
			t.Errorf("got %q", got)
		}
		r.stop()
		r = renewing(t, s, f, file)
		until(t, "2026-05-28 16:00")
		wantNudges(t, f, "An", "Wed 27/5 07:30", "Thu 28/5 07:30", "Thu 28/5 15:00")
		r.take(says("Chi", "bỏ ngày nghỉ 29/5/2026"))
		until(t, "2026-05-29 16:00")
		r.stop()
		wantNudges(t, f, "An", "Wed 27/5 07:30", "Thu 28/5 07:30", "Thu 28/5 15:00")
		view(t, s, func(tx storage.Tx) error {
			var notes []string
			for e := range tx.Audit("") {
				if strings.HasPrefix(e.Action, "day") {
					notes = append(notes, e.Action+" "+e.Person+" "+e.Channel+" "+e.Note)
				}
			}
			if got := strings.Join(notes, "; "); got != "day p2 fake T6 29/05/2026 | nghỉ lễ | mưa bão; day-drop p2 fake 2026-05-29" {
				t.Errorf("audit: %s", got)
			}
			return nil
		})
	})
	bubble(t, "a file that changes while the bot runs", func(t *testing.T, s storage.Store) {
		until(t, "2026-05-25 10:00")
		due(t, s, "2026-05-29", staff("An"))
		f := newFake("fake")
		file := new(sheetFile)
		r := renewing(t, s, f, file)
		until(t, "2026-05-26 10:00")
		file.set("broken") // keeps the calendar
		until(t, "2026-05-26 11:00")
		file.set("another", workday.Day{Date: day(t, "2026-05-28"), Kind: workday.Holiday, Name: "x", Status: workday.Official})
		until(t, "2026-05-29 16:00")
		r.stop()
		wantNudges(t, f, "An", "Wed 27/5 07:30", "Fri 29/5 07:30", "Fri 29/5 15:00")
	})
}

// TestSchedule: admins are asked once for the schedule of the next year, by day, from
// October on, and only while it is missing.
func TestSchedule(t *testing.T) {
	t.Parallel()
	bubble(t, "missing", func(t *testing.T, s storage.Store) {
		until(t, "2026-09-28 22:00")
		school(t, s, staff("An"), admin("Chi"))
		f := newFake("fake")
		asked := func() (all []string) {
			f.mu.Lock()
			defer f.mu.Unlock()
			for _, m := range f.sent {
				if strings.Contains(m.m.Text, "năm 2027") {
					all = append(all, m.to.ID+" "+m.at.In(bot.ICT()).Format("2/1 15:04"))
				}
			}
			return all
		}
		file := new(sheetFile)
		r := renewing(t, s, f, file)
		until(t, "2026-09-30 23:00")
		if got := asked(); len(got) > 0 {
			t.Errorf("in September: %q", got)
		}
		until(t, "2026-10-02 12:00")
		r.stop()
		r = renewing(t, s, f, file)
		until(t, "2026-12-30 12:00")
		r.stop()
		if got := asked(); len(got) != 1 || got[0] != "Chi 1/10 07:30" {
			t.Errorf("got %q", got)
		}
	})
	bubble(t, "there", func(t *testing.T, s storage.Store) {
		until(t, "2026-10-28 22:00")
		school(t, s, admin("Chi"))
		f := newFake("fake")
		sheet, problems := workday.ReadSheet("năm 2027 | chính thức\n1/1/2027 | nghỉ lễ | Tết Dương lịch\n")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		r := renewing(t, s, f, &sheetFile{sheet: sheet})
		time.Sleep(24 * time.Hour)
		r.stop()
		if got := f.texts("Chi"); strings.Contains(strings.Join(got, " "), "2027") {
			t.Errorf("got %q", got)
		}
	})
}
