package bot_test

import (
	"cmp"
	"strings"
	"time"

	"thuky/bot"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
)

// check compares what was sent with what had to be.
func (y *halfYear) check() {
	t := y.t
	people := y.people
	started := map[pair]time.Time{}
	view(t, y.s, func(tx storage.Tx) error {
		for id := range y.epochs {
			for p, err := range tx.Participations(id) {
				if err != nil {
					return err
				}
				started[pair{id, p.Person}] = p.Started
			}
		}
		return nil
	})
	for key, at := range started {
		if len(y.owing[key]) == 0 {
			y.owing[key] = []span{{from: at}}
		}
	}
	var count struct{ planned, sent, missed, spurious, late, messages, quiet, idle, admins, strangers int }

	// Every reminder that the plans hold, and every one that was sent.
	expected := map[rowKey]bool{}
	for key, at := range started {
		p := people[key.person]
		if p.Role != report.Staff {
			continue
		}
		if ever := y.ever[key.campaign]; ever != nil && !ever[p.Name] {
			count.strangers++
			t.Errorf("%s takes part in %s without a question", p.Name, key.campaign)
		}
		for i, e := range y.epochs[key.campaign] {
			deadline := remind.Deadline{Date: e.deadline}
			last := y.open[key.campaign].until()
			if i+1 < len(y.epochs[key.campaign]) {
				last = y.epochs[key.campaign][i+1].from
			}
			plans := y.plans(deadline, at, e.from, last)
			if i > 0 {
				due := deadline.Instant(bot.ICT())
				moved := remind.Reminder{Kind: remind.Moved, At: y.planner(e.from).NextAllowed(e.from)}
				if moved.Until = moved.At.AddDate(0, 0, 7); due.After(moved.Until) {
					moved.Until = due
				}
				plans[remind.Moved] = []stretch{{moved, e.from, e.from, last}}
			}
			for kind, stretches := range plans {
				row := rowKey{key, kind, deadline}
				expected[row] = true
				count.planned++
				got, known := y.rows[row]
				sent := known && got.Outcome == storage.ReminderSent
				r, window, due := stretches[0].Reminder, time.Time{}, false
				for _, s := range stretches {
					if known && got.Done.Before(s.from) {
						break // dealt with under an earlier calendar
					}
					if window, due = y.window(key, p.Name, s); due {
						r = s.Reminder
						break
					}
				}
				switch {
				case due && !sent:
					count.missed++
					t.Errorf("%v, due %s, was not sent though it could be from %s on (%+v)", row, r.At, window, got)
				case !due && sent:
					count.spurious++
					t.Errorf("%v was sent at %s though it was not due", row, got.Done)
				case sent && (got.Done.Before(window) || got.Done.After(window.Add(61*time.Second))):
					count.late++
					t.Errorf("%v was sent at %s, could be from %s on", row, got.Done, window)
				}
				if sent {
					count.sent++
				}
			}
		}
	}

	// Every message stands for a reminder, and the other way round.
	type stamp struct {
		person string
		at     int64
	}
	due := map[stamp]int{}
	for key, r := range y.rows {
		if key.person == remind.Admins {
			if r.Outcome == storage.ReminderSent {
				count.admins++
			}
			continue
		}
		if !expected[key] && r.Outcome == storage.ReminderSent {
			count.spurious++
			t.Errorf("%v is in no plan", key)
		}
		if r.Outcome == storage.ReminderSent {
			due[stamp{people[key.person].Name, r.Done.Unix()}]++
		}
	}
	seen := map[stamp]bool{}
	for _, m := range y.f.sent {
		escalation := strings.Contains(m.m.Text, "người chưa gửi")
		if !strings.HasPrefix(m.m.Text, "Dạ, em nhắc") && !escalation {
			continue
		}
		if !y.planner(m.at).Allowed(m.at) {
			count.quiet++
			t.Errorf("a reminder at %s", m.at.In(bot.ICT()))
		}
		if escalation {
			continue
		}
		count.messages++
		st := stamp{m.to.ID, m.at.Unix()}
		if seen[st] {
			y.twice++
			t.Errorf("%s got two messages at %s", m.to.ID, m.at)
		}
		seen[st] = true
		if due[st] == 0 {
			count.idle++
			t.Errorf("%s got a message at %s that stands for no reminder", m.to.ID, m.at)
		}
		if !y.owesAny(people, m.to.ID, m.at) {
			count.idle++
			t.Errorf("%s, who owes nothing, was reminded at %s", m.to.ID, m.at)
		}
	}
	for st := range due {
		if !seen[st] {
			count.missed++
			t.Errorf("a reminder of %s at %d was marked as sent without a message", st.person, st.at)
		}
	}
	if all := failures(t, y.s); len(all) > 0 {
		t.Errorf("%d failures, the first is %s: %s", len(all), all[0].Key, all[0].Error)
	}
	if len(y.ever) < 2 || y.moved < 1 || y.absences < 5 || len(y.gone) < 2 || len(y.seasons) < 5 || count.messages < 300 || count.sent <= count.messages || count.admins < 10 {
		t.Errorf("hardly anything happened: %+v", count)
	}
	t.Logf("%d planned, %d sent in %d messages; twice %d, to who owes nothing %d, quiet hours or days off %d, missed %d, late %d, not due %d; %d times the admins; %d restarts; %d campaigns of some, %d given to others, %d asked without a question; %d absences, %d removed, %d calendars",
		count.planned, count.sent, count.messages, y.twice, count.idle, count.quiet, count.missed, count.late, count.spurious, count.admins, len(y.up), len(y.ever), y.moved, count.strangers, y.absences, len(y.gone), len(y.seasons))
}

// window gives the first moment at which a reminder could be sent in a stretch; false when
// there is none of some length.
func (y *halfYear) window(key pair, name string, r stretch) (time.Time, bool) {
	const slack = 62 * time.Second // from one tick to the next
	for _, owing := range y.owing[key] {
		from, to := r.At, r.Until
		switch {
		case r.Kind == remind.Moved && (r.planned.Before(owing.from) || !r.planned.Before(owing.until())):
			continue // only who owes it at that time is told
		case r.Kind != remind.Moved && (!r.At.After(owing.from) || !r.At.After(r.planned)):
			continue // what would be in the past is not planned
		}
		if r.from.After(from) {
			from = r.from
		}
		for _, limit := range []time.Time{owing.until(), r.to, y.open[key.campaign].until()} {
			if limit.Before(to) {
				to = limit
			}
		}
		at, ok := y.free(name, from, to)
		end := y.upUntil(at)
		if quiet := y.planner(at).NextQuiet(at); quiet.Before(end) {
			end = quiet
		}
		if ok && to.Sub(at) > slack && end.Sub(at) > slack {
			return at, true
		} else if ok {
			// So short that either is right: take what happened.
			for _, e := range y.epochs[key.campaign] {
				if got, known := y.rows[rowKey{key, r.Kind, remind.Deadline{Date: e.deadline}}]; known && got.Outcome == storage.ReminderSent && !got.Done.Before(at) && got.Done.Before(to) {
					return got.Done, true
				}
			}
			if at, ok := y.free(name, end.Add(time.Nanosecond), to); ok {
				return at, true
			}
		}
	}
	return time.Time{}, false
}

// free is the first moment in a span in which the process is up, the person can be
// reached, and reminders are allowed.
func (y *halfYear) free(name string, from, to time.Time) (time.Time, bool) {
	at := from
	for at.Before(to) {
		was := at
		at = y.nextUp(at)
		for _, a := range y.away[name] {
			if !at.Before(a.from) && at.Before(a.until()) {
				at = a.until()
			}
		}
		if !y.planner(at).Allowed(at) {
			at = y.opening(at)
		}
		if at.Equal(was) {
			return at, true
		}
	}
	return time.Time{}, false
}

func (y *halfYear) nextUp(at time.Time) time.Time {
	for _, up := range y.up {
		if at.Before(up.until()) {
			if at.Before(up.from) {
				return up.from
			}
			return at
		}
	}
	return span{}.until()
}

func (y *halfYear) upUntil(at time.Time) time.Time {
	for _, up := range y.up {
		if !at.Before(up.from) && at.Before(up.until()) {
			return up.until()
		}
	}
	return at
}

// opening is the next 7:00 of a working day, worked out day by day, or when a day off is
// taken back that has begun.
func (y *halfYear) opening(at time.Time) time.Time {
	for _, s := range y.seasons {
		if s.from.After(at) && s.planner.Allowed(s.from) && s.from.Before(y.morning(at)) {
			return s.from
		}
	}
	return y.morning(at)
}

func (y *halfYear) morning(at time.Time) time.Time {
	local := at.In(bot.ICT())
	for day := time.Date(local.Year(), local.Month(), local.Day(), 7, 0, 0, 0, bot.ICT()); ; day = day.AddDate(0, 0, 1) {
		if !day.Before(at) && y.planner(day).Allowed(day) {
			return day
		}
	}
}

func (y *halfYear) owesAny(people map[string]report.Person, name string, at time.Time) bool {
	for key, spans := range y.owing {
		if people[key.person].Name != name {
			continue
		}
		for _, s := range spans {
			// A second: the message may be on its way when the last answer comes.
			if !at.Before(s.from) && !at.After(cmp.Or(s.to, span{}.until()).Add(time.Second)) && !at.After(y.open[key.campaign].until().Add(time.Second)) {
				return true
			}
		}
	}
	return false
}
