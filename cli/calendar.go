package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"thuky/vntext"
	"thuky/workday"
)

// maxSheet is the largest file of holidays that is read.
const maxSheet = 1 << 20

// calendar gives the working days of the organisation: what is shipped, with the
// files of calendar.folder laid over it in the order of their names. Files are read
// anew on every call.
func (p *program) calendar() (*workday.Calendar, error) { return loadCalendar(p.config.Calendar) }

func loadCalendar(config CalendarConfig) (*workday.Calendar, error) {
	week, err := config.week()
	if err != nil {
		return nil, err
	}
	sheets, err := readSheets(config.Folder)
	if err != nil {
		return nil, err
	}
	c, err := workday.New(week, sheets...)
	if err != nil {
		return nil, failed(textCalendarUnusable, err)
	}
	return c, nil
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
	calendar, err := p.calendar()
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
