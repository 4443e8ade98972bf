package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"thuky/bot"
	"thuky/storage"
	"thuky/vntext"
	"thuky/workday"
)

// maxSheet is the largest file of holidays that is read.
const maxSheet = 1 << 20

// calendar gives the working days of the organisation: what is shipped, with the
// files of calendar.folder laid over it in the order of their names, and the days that
// admins corrected in chat on top. Files are read anew on every call.
func (p *program) calendar(days []workday.Day) (*workday.Calendar, error) {
	week, err := p.config.Calendar.week()
	if err != nil {
		return nil, err
	}
	sheets, err := readSheets(p.config.Calendar.Folder)
	if err != nil {
		return nil, err
	}
	c, err := workday.New(week, append(sheets, workday.Sheet{Days: days})...)
	if err != nil {
		return nil, failed(textCalendarUnusable, err)
	}
	return c, nil
}

// storedDays are the days that admins corrected, as far as there is a store that can be
// read: one that another process has open is said on standard error. It must not be
// called with the store open.
func (p *program) storedDays(ctx context.Context) []workday.Day {
	path, missing, err := missingStore(p.config.Storage.URL)
	if err != nil || missing {
		return nil
	}
	if info, err := os.Stat(path); path != "" && (err != nil || !info.Mode().IsRegular()) {
		return nil
	}
	s, err := p.openStore()
	if err != nil {
		p.note(textDaysUnread)
		return nil
	}
	defer s.Close() //nolint:errcheck // it was only read
	var days []workday.Day
	if err := s.View(ctx, func(tx storage.Tx) (err error) {
		days, err = bot.StoredDays(tx)
		return err
	}); err != nil {
		p.note(textDaysUnread)
		return nil
	}
	return days
}

// calendarStamp is folderStamp of the files of the calendar.
func (p *program) calendarStamp() string { return folderStamp(p.config.Calendar.Folder, ".txt") }

// folderStamp tells the files of a folder with names that end in ext apart from what
// they were before, without reading them.
func folderStamp(folder, ext string) string {
	if folder == "" {
		return ""
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err.Error()
	}
	var stamp strings.Builder
	for _, e := range entries {
		if info, err := e.Info(); err == nil && filepath.Ext(e.Name()) == ext {
			fmt.Fprintf(&stamp, "%s %d %d\n", e.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return stamp.String()
}

// week gives the days of rest.
func (c CalendarConfig) week() (workday.Week, error) {
	words := strings.Join(c.RestDays, ",")
	week, err := workday.ParseWeek(words)
	if err != nil {
		return 0, failed(textBadRestDays(words), nil)
	}
	return week, nil
}

// readSheets reads every *.txt right in a folder. One mistake in them keeps them all
// out: a deadline must not be counted with half a calendar.
func readSheets(folder string) ([]workday.Sheet, error) {
	if folder == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, failed(textCalendarFolder(folder, err), nil)
	}
	var sheets []workday.Sheet
	var mistakes []string
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".txt" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := filepath.Join(folder, e.Name())
		text, err := readSheetFile(name)
		if err != nil {
			mistakes = append(mistakes, err.Error())
			continue
		}
		sheet, problems := workday.ReadSheet(vntext.NFC(text))
		for _, problem := range problems {
			mistakes = append(mistakes, textSheetMistake(name, problem.Line, problem.Text))
		}
		sheets = append(sheets, sheet)
	}
	if len(mistakes) > 0 {
		return nil, failed(textSheetMistakes(mistakes), nil)
	}
	return sheets, nil
}

func readSheetFile(name string) (string, error) {
	switch info, err := os.Stat(name); {
	case err != nil:
		return "", errors.New(textFileUnreadable(name, err))
	case !info.Mode().IsRegular() || info.Size() > maxSheet:
		return "", errors.New(textSheetTooLarge(name))
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", errors.New(textFileUnreadable(name, err))
	}
	return string(text), nil
}

// checkCalendar is doctor's look at the calendar: whether the files can be read, and
// whether the schedule of this year is known; from October on also that of the next,
// since notices come out from then on.
func (p *program) checkCalendar(context.Context) checkup {
	found := checkup{Subject: textSubjectCalendar}
	calendar, err := p.calendar(nil)
	if err != nil {
		found.Verdict, found.Found, found.Advice = broken, p.clean(err), textFixCalendar
		return found
	}
	now := p.now()
	last := now.Year()
	if now.Month() >= time.October {
		last++
	}
	var open []string
	for year := now.Year(); year <= last; year++ {
		if status, note := calendar.Coverage(year); status != workday.Official {
			open = append(open, note)
		}
	}
	if len(open) > 0 {
		found.Verdict, found.Found, found.Advice = warning, strings.Join(open, "\n"), textFixCoverage
		return found
	}
	found.Found = textCalendarFine(calendar.Week(), last)
	return found
}
