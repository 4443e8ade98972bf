package bot_test

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// TestHalfYear lets a school of 40 live through twelve campaigns with internal deadlines,
// with Tết, swapped days and days that an admin adds and takes back, people who are away,
// cannot be written to or leave, moved deadlines and a process that stops at random times.
// It knows by itself, from the plan and from what happened, which reminders had to be sent
// and when, and compares.
func TestHalfYear(t *testing.T) {
	t.Parallel()
	for seed := range int64(halfYearSeeds) {
		bubble(t, fmt.Sprintf("seed %d", seed), func(t *testing.T, s storage.Store) {
			y := &halfYear{
				t: t, s: s, rng: rand.New(rand.NewSource(seed)), f: newFake("fake"), base: held(t), people: map[string]report.Person{},
				sent: map[pair]bool{}, absent: map[string]bool{}, standIn: map[string]string{}, gone: map[string]bool{},
				rows: map[rowKey]storage.Reminder{}, owing: map[pair][]span{}, away: map[string][]span{}, epochs: map[string][]epoch{},
			}
			y.live()
			y.check()
		})
	}
}

const (
	halfYearSeeds     = 2 // each takes some ten seconds; raise it to look for more
	halfYearStaff     = 40
	halfYearCampaigns = 12
)

// span is a time from and to; zero is open.
type span struct{ from, to time.Time }

func (s span) until() time.Time {
	if s.to.IsZero() {
		return time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return s.to
}

// epoch is the time in which the staff of a campaign had one day to answer by.
type epoch struct {
	deadline workday.Date
	from     time.Time
}

type pair struct{ campaign, person string }

type rowKey struct {
	pair
	kind     remind.Kind
	deadline remind.Deadline
}

type action struct {
	at time.Time
	do func()
	up bool // it needs a running process: else it waits for one
}

type halfYear struct {
	t       *testing.T
	s       storage.Store
	rng     *rand.Rand
	f       *fake
	base    *remind.Planner // before anybody corrected a day
	seasons []season        // the calendars, the first from the beginning on

	actions []action
	waiting []action
	process *running

	up     []span
	owing  map[pair][]span   // from Submit to Submit; the first begins with the participation
	away   map[string][]span // by person's name
	epochs map[string][]epoch
	open   map[string]span
	// asked are the names of who is asked by campaign, none where all of the staff are;
	// ever also of those who were once.
	asked, ever map[string]map[string]bool
	people      map[string]report.Person    // all who ever were, by id
	sent        map[pair]bool               // the report was, and is not owed again
	absent      map[string]bool             // by name
	standIn     map[string]string           // name of who is away → of who stands in
	gone        map[string]bool             // removed
	days        []workday.Day               // as an admin corrected them
	rows        map[rowKey]storage.Reminder // whatever was dealt with
	twice       int
	moved       int // campaigns given to others
	absences    int
}

func (y *halfYear) between(from, to time.Duration) time.Duration {
	return from + time.Duration(y.rng.Int63n(int64(to-from)+1))
}

func (y *halfYear) plan(at time.Time, up bool, do func()) {
	y.actions = append(y.actions, action{at: at, do: do, up: up})
}

func (y *halfYear) live() {
	until(y.t, "2025-12-28 20:00")
	begin := time.Now()
	end := time.Date(2026, 6, 30, 12, 0, 0, 0, bot.ICT())
	update(y.t, y.s, func(tx storage.Tx) error {
		for i := range halfYearStaff + 2 {
			p := report.Person{Name: fmt.Sprintf("n%d", i), Role: report.Staff, Addresses: []report.Contact{{Address: fmt.Sprintf("fake:n%d", i)}}}
			if i >= halfYearStaff {
				p.Role = report.Admin
			}
			p, err := bot.AddPerson(tx, p, time.Now())
			if err != nil {
				return err
			}
			y.people[p.ID] = p
		}
		return nil
	})
	y.newSeason(begin)
	y.open = map[string]span{}
	y.asked, y.ever = map[string]map[string]bool{}, map[string]map[string]bool{}
	for i := range halfYearCampaigns {
		// Some at fixed points: across Tết, the swaps of New Year and of 30 April.
		at := begin.Add(y.between(0, end.Sub(begin)-40*24*time.Hour))
		if i < 3 {
			at = []time.Time{
				time.Date(2025, 12, 30, 9, 0, 0, 0, bot.ICT()), time.Date(2026, 2, 9, 14, 0, 0, 0, bot.ICT()), time.Date(2026, 4, 22, 8, 0, 0, 0, bot.ICT()),
			}[i]
		}
		y.plan(at, false, y.openCampaign)
	}
	for at := begin; at.Before(end); {
		y.plan(at, false, y.startProcess)
		at = at.Add(y.between(10*time.Minute, 6*24*time.Hour))
		y.plan(at, false, y.stopProcess)
		down := y.between(time.Second, 2*time.Hour)
		if y.rng.Intn(6) == 0 {
			down = y.between(2*time.Hour, 40*time.Hour)
		}
		at = at.Add(down)
	}
	for range 25 {
		name := fmt.Sprintf("n%d", y.rng.Intn(halfYearStaff))
		from := begin.Add(y.between(0, end.Sub(begin)))
		y.plan(from, true, func() { y.leave(name, from.Add(y.between(time.Hour, 8*24*time.Hour))) })
	}
	y.planAbsences(begin, end)
	y.planDays(begin, end)
	for len(y.actions) > 0 {
		slices.SortStableFunc(y.actions, func(a, b action) int { return a.at.Compare(b.at) })
		next := y.actions[0]
		y.actions = y.actions[1:]
		if next.at.After(end) {
			break
		}
		time.Sleep(time.Until(next.at))
		synctest.Wait()
		if next.up && y.process == nil {
			y.waiting = append(y.waiting, next)
			continue
		}
		next.do()
	}
	y.stopProcess()
	for id := range y.epochs {
		y.note(id)
	}
}

func (y *halfYear) startProcess() {
	if y.process != nil {
		return
	}
	y.process = startWith(y.t, bot.Config{Store: y.s, Draft: plainDraft, Reminders: y.base, Calendar: correctedCalendar, Step: shortcuts}, y.f)
	y.up = append(y.up, span{from: time.Now()})
	waiting := y.waiting
	y.waiting = nil
	for _, a := range waiting { // what people wrote meanwhile comes a little later
		y.plan(time.Now().Add(time.Second), true, a.do)
	}
}

func (y *halfYear) stopProcess() {
	if y.process == nil {
		return
	}
	y.process.stop()
	y.process = nil
	y.up[len(y.up)-1].to = time.Now()
}

// shortcuts is the real dialogue, in which "nộp ID" sends a whole report at once,
// "đổi ID" changes an answer of it, "chia ID p1,p2" gives it to these people, "vắng ID"
// is away with that one as a stand-in, "về" back, and "bỏ ID" takes somebody off the list.
func shortcuts(s conversation.State, e conversation.Event) (conversation.State, []conversation.Effect) {
	verb, id, _ := strings.Cut(e.Text, " ")
	if e.Kind != conversation.Said || !slices.Contains([]string{"nộp", "đổi", "chia", "vắng", "về", "bỏ"}, verb) || strings.Contains(id, "ngày") {
		return conversation.Step(s, e)
	}
	self, _ := e.World.Person()
	switch verb {
	case "vắng":
		return s, []conversation.Effect{conversation.Change{Kind: conversation.ChangeAway, Person: self.ID, Value: id}}
	case "về":
		return s, []conversation.Effect{conversation.Change{Kind: conversation.ChangeBack, Person: self.ID}}
	case "bỏ":
		return s, []conversation.Effect{conversation.Change{Kind: conversation.ChangeLeave, Person: id}}
	}
	if verb == "chia" {
		id, people, _ := strings.Cut(id, " ")
		return s, []conversation.Effect{conversation.Assign{Campaign: id, Questions: []string{"sach", "ban"}, People: strings.Split(people, ",")}}
	}
	if verb == "nộp" {
		return s, []conversation.Effect{conversation.Start{Campaign: id}, conversation.Submit{Campaign: id}}
	}
	old, _ := e.World.Answer(id, "sach")
	return s, []conversation.Effect{conversation.Save{Answer: report.Answer{
		Campaign: id, Question: "sach", Person: self.ID, Author: self.ID, Channel: "fake", Value: report.TextValue("5"), At: e.At, Revision: old.Revision + 1,
	}}}
}

func (y *halfYear) openCampaign() {
	deadline := workday.DateOf(time.Now().In(bot.ICT())).AddDays(3 + y.rng.Intn(28))
	var c report.Campaign
	given := report.Campaign{Deadline: deadline}
	names, ids := y.some()
	if y.rng.Intn(2) == 0 {
		given.Assign("sach", ids)
		given.Assign("ban", ids)
	}
	bot.PlanInternal(y.planner(time.Now()), &given, workday.DateOf(time.Now().In(bot.ICT())))
	update(y.t, y.s, func(tx storage.Tx) (err error) {
		c, err = bot.OpenCampaign(tx, mustTemplate(y.t), given, time.Now().In(bot.ICT()))
		return err
	})
	if len(given.Assignments) > 0 {
		y.asked[c.ID] = names
		y.ever[c.ID] = y.asking(c.ID) // with those who stand in
		maps.Copy(y.ever[c.ID], names)
	}
	now := time.Now()
	internal, _ := c.Due()
	y.epochs[c.ID] = []epoch{{internal, now}}
	due := remind.Deadline{Date: deadline}.Instant(bot.ICT())
	y.plan(due.Add(y.between(time.Hour, 12*24*time.Hour)), false, func() { y.closeCampaign(c.ID) })
	for range y.rng.Intn(3) {
		y.plan(now.Add(y.between(time.Hour, due.Sub(now)+24*time.Hour)), false, func() { y.moveDeadline(c.ID) })
	}
	for i := range halfYearStaff {
		name := fmt.Sprintf("n%d", i)
		if y.rng.Intn(7) == 0 {
			continue // never answers
		}
		y.plan(now.Add(y.between(2*time.Minute, due.Sub(now)*5/4)), true, func() { y.submit(c.ID, name) })
	}
	y.open[c.ID] = span{from: now}
	if y.asked[c.ID] != nil && y.rng.Intn(3) > 0 {
		y.plan(now.Add(y.between(time.Hour, due.Sub(now))), true, func() { y.reassign(c.ID) })
	}
}

// some are a part of the staff, as names and ids.
func (y *halfYear) some() (names map[string]bool, ids []string) {
	names = map[string]bool{}
	for i := range halfYearStaff {
		if y.rng.Intn(3) == 0 && !y.gone[y.name(i)] {
			names[fmt.Sprintf("n%d", i)] = true
			ids = append(ids, fmt.Sprintf("p%d", i+1))
		}
	}
	return names, ids
}

// reassign gives a campaign to other people, once.
func (y *halfYear) reassign(id string) {
	if !y.open[id].to.IsZero() {
		return
	}
	names, ids := y.some()
	before := y.asking(id)
	y.writes(fmt.Sprintf("n%d", halfYearStaff), "chia "+id+" "+strings.Join(ids, ","))
	now := time.Now()
	y.asked[id] = names
	y.follow(id, before, true)
	for _, name := range slices.Sorted(maps.Keys(y.asking(id))) {
		y.plan(now.Add(y.between(time.Hour, 12*24*time.Hour)), true, func() { y.submit(id, name) })
	}
	y.moved++
}

func (y *halfYear) closeCampaign(id string) {
	y.note(id)
	update(y.t, y.s, func(tx storage.Tx) error { _, err := bot.CloseCampaign(tx, id, bot.Actor{}, time.Now()); return err })
	y.open[id] = span{y.open[id].from, time.Now()}
}

func (y *halfYear) moveDeadline(id string) {
	if !y.open[id].to.IsZero() {
		return
	}
	y.note(id)
	now := time.Now()
	today := workday.DateOf(now.In(bot.ICT()))
	day := today.AddDays(y.rng.Intn(15))
	update(y.t, y.s, func(tx storage.Tx) error {
		c, err := tx.Campaign(id)
		if err != nil {
			return err
		}
		if c.Deadline == day {
			return nil // it is no other, whatever the calendar says of the internal one now
		}
		c.Deadline = day
		bot.PlanInternal(y.planner(now), &c, today)
		internal, _ := c.Due()
		for _, e := range y.epochs[id] {
			if e.deadline == internal {
				return nil
			}
		}
		y.epochs[id] = append(y.epochs[id], epoch{internal, now})
		_, err = bot.SetDeadline(tx, y.planner(now), id, day, "", bot.Actor{}, now)
		return err
	})
}

func (y *halfYear) submit(id, name string) {
	key := pair{id, y.id(name)}
	if y.absent[name] { // later, then
		y.plan(time.Now().Add(y.between(time.Hour, 48*time.Hour)), true, func() { y.submit(id, name) })
		return
	}
	if !y.open[id].to.IsZero() || !y.asking(id)[name] || y.sent[key] {
		return
	}
	y.writes(name, "nộp "+id)
	y.sent[key] = true
	y.ends(key)
	if y.rng.Intn(8) > 0 {
		return
	}
	y.plan(time.Now().Add(y.between(time.Hour, 72*time.Hour)), true, func() {
		if !y.open[id].to.IsZero() || !y.asking(id)[name] || !y.sent[key] {
			return
		}
		y.writes(name, "đổi "+id)
		y.begins(key)
		y.plan(time.Now().Add(y.between(time.Hour, 72*time.Hour)), true, func() { y.submit(id, name) })
	})
}

// writes has somebody say something; whoever writes can be reached again.
func (y *halfYear) writes(name, text string) {
	y.process.take(says(name, text))
	if n := len(y.away[name]); n > 0 && y.away[name][n-1].to.IsZero() {
		y.away[name][n-1].to = time.Now()
	}
}

// leave makes somebody unreachable for a while.
func (y *halfYear) leave(name string, back time.Time) {
	if n := len(y.away[name]); y.gone[name] || n > 0 && y.away[name][n-1].to.IsZero() {
		return
	}
	tell := func(kind chat.UpdateKind) {
		u := says(name, "")
		u.Kind = kind
		y.process.take(u)
	}
	tell(chat.Blocked)
	y.away[name] = append(y.away[name], span{from: time.Now()})
	y.plan(back, true, func() {
		if y.away[name][len(y.away[name])-1].to.IsZero() {
			tell(chat.Unblocked)
			y.away[name][len(y.away[name])-1].to = time.Now()
		}
	})
}

// note keeps what became of the reminders of a campaign: a new deadline writes over it.
func (y *halfYear) note(id string) {
	view(y.t, y.s, func(tx storage.Tx) error {
		for r, err := range tx.Reminders(id) {
			if err != nil {
				return err
			}
			if r.Done.IsZero() {
				continue
			}
			key := rowKey{pair{r.Campaign, r.Person}, r.Kind, r.Deadline}
			if old, known := y.rows[key]; known && !old.Done.Equal(r.Done) {
				y.twice++
				y.t.Errorf("%v was dealt with at %s and at %s", key, old.Done, r.Done)
			}
			y.rows[key] = r
		}
		return nil
	})
}
