package bot_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/storage"
)

func (y *halfYear) name(i int) string { return fmt.Sprintf("n%d", i) }

// id is that of a name: they were added in order.
func (y *halfYear) id(name string) string {
	i, err := strconv.Atoi(strings.TrimPrefix(name, "n"))
	if err != nil {
		y.t.Fatal(err)
	}
	return fmt.Sprintf("p%d", i+1)
}

// planAbsences has people be away, some with a stand-in, and leave for good.
func (y *halfYear) planAbsences(begin, end time.Time) {
	for range 24 {
		name, with := y.name(y.rng.Intn(halfYearStaff)), ""
		if y.rng.Intn(3) > 0 {
			with = y.name(y.rng.Intn(halfYearStaff))
		}
		from := begin.Add(y.between(time.Hour, end.Sub(begin)))
		back := from.Add(y.between(time.Hour, 12*24*time.Hour))
		y.plan(from, true, func() { y.absence(name, with, back) })
	}
	for range 4 {
		name := y.name(y.rng.Intn(halfYearStaff))
		y.plan(begin.Add(y.between(20*24*time.Hour, end.Sub(begin))), true, func() { y.remove(name) })
	}
}

// asking are the names of the staff that a campaign asks something now.
func (y *halfYear) asking(id string) map[string]bool {
	names := map[string]bool{}
	for i := range halfYearStaff {
		name := y.name(i)
		if y.absent[name] || y.gone[name] {
			continue
		}
		if y.asked[id] == nil || y.asked[id][name] {
			names[name] = true
		}
		for ward, with := range y.standIn {
			if with == name && y.asked[id] != nil && y.asked[id][ward] {
				names[name] = true
			}
		}
	}
	return names
}

// opened are the campaigns that are open, in order.
func (y *halfYear) opened() (ids []string) {
	for _, id := range slices.Sorted(maps.Keys(y.open)) {
		if y.open[id].to.IsZero() {
			ids = append(ids, id)
		}
	}
	return ids
}

// follow brings who owes a campaign in line with who is asked now. anew tells that who is
// asked only now owes it even if they have sent it before.
func (y *halfYear) follow(id string, before map[string]bool, anew bool) {
	after := y.asking(id)
	for i := range halfYearStaff {
		name := y.name(i)
		key := pair{id, y.id(name)}
		switch {
		case before[name] && !after[name]:
			y.ends(key)
		case after[name] && !before[name]:
			if y.ever[id] != nil {
				y.ever[id][name] = true
			}
			if anew || !y.sent[key] {
				y.begins(key)
			}
		}
	}
}

// begins notes that somebody who has heard of a campaign owes it from now on.
func (y *halfYear) begins(key pair) {
	y.sent[key] = false
	if n := len(y.owing[key]); n > 0 && !y.owing[key][n-1].to.IsZero() {
		y.owing[key] = append(y.owing[key], span{from: time.Now()})
	}
}

// ends notes that somebody owes a campaign no more; who never heard of it did not.
func (y *halfYear) ends(key pair) {
	if n := len(y.owing[key]); n > 0 {
		if y.owing[key][n-1].to.IsZero() {
			y.owing[key][n-1].to = time.Now()
		}
		return
	}
	view(y.t, y.s, func(tx storage.Tx) error {
		part, err := tx.Participation(key.campaign, key.person)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		y.owing[key] = []span{{part.Started, time.Now()}}
		return err
	})
}

// everywhere does something that changes who is asked.
func (y *halfYear) everywhere(do func()) {
	before := map[string]map[string]bool{}
	for _, id := range y.opened() {
		before[id] = y.asking(id)
	}
	do()
	for _, id := range y.opened() {
		y.follow(id, before[id], false)
	}
}

// alone takes somebody away from those they stand in for.
func (y *halfYear) alone(name string) {
	maps.DeleteFunc(y.standIn, func(_, with string) bool { return with == name })
	delete(y.standIn, name)
}

func (y *halfYear) absence(name, with string, back time.Time) {
	if y.absent[name] || y.gone[name] {
		return
	}
	if with == name || y.absent[with] || y.gone[with] {
		with = ""
	}
	text := "vắng "
	if with != "" {
		text += y.id(with)
	}
	y.everywhere(func() {
		y.writes(name, text)
		y.alone(name)
		y.absent[name] = true
		if with != "" {
			y.standIn[name] = with
		}
	})
	for _, id := range y.opened() { // what comes on top is owed by who had sent, too
		if with != "" && y.asked[id] != nil && y.asked[id][name] {
			y.begins(pair{id, y.id(with)})
			y.plan(time.Now().Add(y.between(time.Hour, 6*24*time.Hour)), true, func() { y.submit(id, with) })
		}
	}
	y.absences++
	y.plan(back, true, func() {
		if y.gone[name] {
			return
		}
		y.everywhere(func() {
			y.writes(name, "về")
			delete(y.absent, name)
			delete(y.standIn, name)
		})
	})
}

// remove takes somebody off the list for good.
func (y *halfYear) remove(name string) {
	if y.gone[name] {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(y.epochs)) {
		y.note(id) // their reminders are forgotten
	}
	y.everywhere(func() {
		y.writes(y.name(halfYearStaff), "bỏ "+y.id(name))
		y.alone(name)
		y.gone[name] = true
	})
	if _, known := personOf(y.t, y.s, name); known {
		y.t.Errorf("%s is still on the list", name)
	}
}
