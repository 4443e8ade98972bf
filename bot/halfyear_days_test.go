package bot_test

import (
	"fmt"
	"slices"
	"time"

	"thuky/bot"
	"thuky/remind"
	"thuky/storage"
	"thuky/workday"
)

// season is the time in which one calendar held.
type season struct {
	planner *remind.Planner
	from    time.Time
}

// stretch is the time in which a reminder stood in the plan. planned is when it came
// there with this hour, before from where the calendar changed and the hour did not.
type stretch struct {
	remind.Reminder
	planned  time.Time
	from, to time.Time
}

func correctedCalendar(days []workday.Day) (*workday.Calendar, error) {
	return workday.New(workday.SaturdaySunday, workday.Sheet{Days: days})
}

// planner is that of a time.
func (y *halfYear) planner(at time.Time) *remind.Planner {
	for _, s := range slices.Backward(y.seasons) {
		if !at.Before(s.from) {
			return s.planner
		}
	}
	return y.base
}

func (y *halfYear) newSeason(from time.Time) {
	calendar, err := correctedCalendar(y.days)
	if err != nil {
		y.t.Fatal(err)
	}
	p := *y.base
	p.Calendar = calendar
	y.seasons = append(y.seasons, season{&p, from})
}

// planDays has an admin add days off at short notice, and take some back.
func (y *halfYear) planDays(begin, end time.Time) {
	for range 12 {
		y.plan(begin.Add(y.between(time.Hour, end.Sub(begin))), true, y.addDay)
	}
}

func (y *halfYear) addDay() {
	now := time.Now()
	p, today := y.planner(now), workday.DateOf(now.In(bot.ICT()))
	day := p.Calendar.Add(today, 1+y.rng.Intn(4))
	if slices.ContainsFunc(y.days, func(d workday.Day) bool { return d.Date == day }) {
		return
	}
	written := fmt.Sprintf("%d/%d/%d", day.Day, int(day.Month), day.Year)
	y.writes(y.name(halfYearStaff), "ngày nghỉ "+written+": mưa bão")
	y.corrected(len(y.days) + 1)
	if y.rng.Intn(2) == 0 {
		return
	}
	y.plan(now.Add(y.between(time.Minute, 72*time.Hour)), true, func() {
		y.writes(y.name(halfYearStaff), "bỏ ngày nghỉ "+written)
		y.corrected(len(y.days) - 1)
	})
}

// corrected begins another season with the days that are stored now, n of them.
func (y *halfYear) corrected(n int) {
	view(y.t, y.s, func(tx storage.Tx) (err error) {
		y.days, err = bot.StoredDays(tx)
		return err
	})
	if len(y.days) != n {
		y.t.Errorf("%d days are corrected, want %d: %q", len(y.days), n, y.f.last(y.name(halfYearStaff)))
	}
	y.newSeason(time.Now())
}

// plans gives where each reminder of who heard of a campaign at started stood in the plan
// while the deadline held.
func (y *halfYear) plans(deadline remind.Deadline, started, from, to time.Time) map[remind.Kind][]stretch {
	all := map[remind.Kind][]stretch{}
	for i, s := range y.seasons {
		begin, end := s.from, to
		if begin.Before(from) {
			begin = from
		}
		if i+1 < len(y.seasons) && y.seasons[i+1].from.Before(end) {
			end = y.seasons[i+1].from
		}
		if !begin.Before(end) {
			continue
		}
		for _, r := range s.planner.Plan(deadline, started) {
			next := stretch{r, begin, begin, end}
			if n := len(all[r.Kind]); n > 0 {
				if last := all[r.Kind][n-1]; last.to.Equal(begin) && last.At.Equal(r.At) {
					next.planned = last.planned
				}
			}
			all[r.Kind] = append(all[r.Kind], next)
		}
	}
	return all
}
