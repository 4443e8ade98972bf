package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"thuky/bot"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// copyKeeper makes the copies of every day and lets go of old ones.
type copyKeeper struct {
	folder                 string
	at                     remind.Clock
	daily, weekly, monthly int
	store                  storage.Store
	turns                  chan struct{} // holds one for each that copies; nil for no others
}

// copyKeeper gives nil where no copies are made by schedule.
func (p *program) copyKeeper(s storage.Store) *copyKeeper {
	c := p.config.Backups
	if c.Folder == "" || c.At == "" {
		return nil
	}
	at, err := remind.ParseClock(c.At)
	if err != nil {
		return nil // unreachable: validate has read it
	}
	return &copyKeeper{c.Folder, at, c.Daily, c.Weekly, c.Monthly, s, p.copyTurns()}
}

// work is bot.CopyFunc. What is due follows from the files alone, so that a night on which the
// machine was off is made up for at the next start.
func (k *copyKeeper) work(ctx context.Context, now time.Time) (made bool, err error) {
	all, err := copiesIn(k.folder)
	if err != nil {
		return false, k.refusal(err)
	}
	if !k.due(all, now) {
		return false, nil
	}
	if !k.turn(ctx) {
		return false, ctx.Err() // it is still due in a minute
	}
	path, err := k.make(ctx, now)
	k.turnOver()
	if err != nil {
		return false, k.refusal(err)
	}
	if all, err = copiesIn(k.folder); err != nil {
		return true, k.refusal(err)
	}
	for _, old := range k.outdated(all, path, now) {
		if err := os.Remove(old.path); err != nil {
			return true, k.refusal(err)
		}
	}
	return true, nil
}

// turnPatience is how long a school waits until others have been copied.
const turnPatience = 20 * time.Second

// copyTurns bound how many schools are copied at a time.
func (p *program) copyTurns() chan struct{} {
	if p.deployed == nil {
		return nil
	}
	return p.deployed.copying
}

// turn waits a little until it is our turn, and tells whether it is.
func (k *copyKeeper) turn(ctx context.Context) bool {
	if k.turns == nil {
		return true
	}
	timer := time.NewTimer(turnPatience)
	defer timer.Stop()
	select {
	case k.turns <- struct{}{}:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}

func (k *copyKeeper) turnOver() {
	if k.turns != nil {
		<-k.turns
	}
}

// slot is the last time at or before now at which a copy is made.
func (k *copyKeeper) slot(now time.Time) time.Time {
	today := workday.DateOf(now.In(vietnam))
	slot := k.at.On(today, vietnam)
	if slot.After(now) {
		slot = k.at.On(workday.DateOf(now.In(vietnam).AddDate(0, 0, -1)), vietnam)
	}
	return slot
}

// due tells whether no copy was made since the slot. One that seems to be of later than now,
// because a clock went wrong, counts for nothing.
func (k *copyKeeper) due(all []copyFile, now time.Time) bool {
	slot := k.slot(now)
	for _, c := range all {
		if c.auto && !c.at.Before(slot) && !c.at.After(now) {
			return false
		}
	}
	return true
}

func (k *copyKeeper) make(ctx context.Context, now time.Time) (path string, err error) {
	if err := os.MkdirAll(k.folder, 0o700); err != nil {
		return "", err
	}
	// What a crash left of an earlier one: nobody else makes any of that name.
	entries, err := os.ReadDir(k.folder)
	for _, e := range entries {
		if name := e.Name(); strings.HasPrefix(name, ".") && strings.Contains(name, autoEnding+".") && strings.HasSuffix(name, ".tmp") {
			err = errors.Join(err, os.Remove(filepath.Join(k.folder, name)))
		}
	}
	if err != nil {
		return "", err
	}
	path = filepath.Join(k.folder, now.In(vietnam).Format(backupTime)+autoEnding)
	return path, k.store.Backup(ctx, path)
}

const (
	// mostRemoved bounds how many copies one night removes, whatever the settings and the clock say.
	mostRemoved = 5
	// heldBack is how many nights nothing is removed because the copies have become small.
	heldBack = 30
)

// outdated gives the copies by schedule that no rule keeps, the oldest first. Days, weeks and
// months are counted by the copies that there are and not by the calendar: a clock that jumps
// makes none of them old. The newest is never among them. While it is less than half as large as
// another none is: a store that lost most of what it held must not drive out the copies that
// still have it, before somebody had a month to see it.
func (k *copyKeeper) outdated(all []copyFile, newest string, now time.Time) []copyFile {
	var mine []copyFile
	for _, c := range all {
		if c.auto && !c.at.After(now) {
			mine = append(mine, c)
		}
	}
	if len(mine) == 0 || mine[0].path != newest || shrunk(mine) && len(mine) <= k.daily+k.weekly+k.monthly+heldBack {
		return nil
	}
	kept := map[string]bool{newest: true}
	for _, rule := range []struct {
		most int
		span func(time.Time) string
	}{
		{k.daily, func(at time.Time) string { return at.Format(time.DateOnly) }},
		{k.weekly, func(at time.Time) string {
			year, week := at.ISOWeek()
			return fmt.Sprint(year, "/", week)
		}},
		{k.monthly, func(at time.Time) string { return at.Format("2006-01") }},
	} {
		spans := map[string]bool{}
		for _, c := range mine { // the newest of a span stands for it
			if span := rule.span(c.at); !spans[span] && len(spans) < rule.most {
				spans[span] = true
				kept[c.path] = true
			}
		}
	}
	var old []copyFile
	for i := len(mine) - 1; i >= 0 && len(old) < mostRemoved; i-- {
		if !kept[mine[i].path] {
			old = append(old, mine[i])
		}
	}
	return old
}

// shrunk tells whether the first of some copies is less than half as large as another.
func shrunk(all []copyFile) bool {
	return slices.ContainsFunc(all, func(c copyFile) bool { return all[0].size*2 < c.size })
}

// refusal says why there is no copy, in words for admins.
func (k *copyKeeper) refusal(err error) error {
	if isFileError(err) {
		return errors.Join(&report.Refusal{Text: strings.TrimSuffix(reason(err), ".")}, err)
	}
	return err
}

// guardian is what the runtime watches of the machine.
func (p *program) guardian(c *bot.Config, s storage.Store) {
	if k := p.copyKeeper(s); k != nil {
		c.Copies = k.work
	}
	if path, err := storePath(p.config.Storage.URL); err == nil {
		c.Disk = func() (bot.Disk, error) { return diskOf(path) }
	}
}

// validate checks the settings.
func (c BackupsConfig) validate() error {
	if _, err := remind.ParseClock(c.At); err != nil && c.At != "" {
		return failed(textBadClock("backups.at", c.At), nil)
	}
	for key, n := range map[string]int{"backups.daily": c.Daily, "backups.weekly": c.Weekly, "backups.monthly": c.Monthly} {
		if n < 0 || n > 1000 {
			return failed(textKeptCopies(key, n), nil)
		}
	}
	return nil
}
