package cli

import (
	"context"
	"reflect"
	"slices"
	"strings"
)

// What serve takes up again on SIGHUP: the policies of reminders, the calendar, the internal
// deadline and the level of the log. Templates and holidays are looked at every minute
// anyway. All else is read at the start only.

// reloadable are the settings, or sections of them, that take effect without a restart.
var reloadable = []string{"reminders.", "calendar.", "campaigns.internal_days", "log.level"}

// reload reads the configuration again. Where it is wrong everything stays as it was.
func (b *branch) reload(ctx context.Context) {
	p, log := b.p, b.log
	o := b.current()
	if o == nil {
		return // it is read when the school is opened
	}
	was := p.current.Load()
	q := *was
	if err := q.prepare(); err != nil {
		log.Error("the configuration cannot be used; all stays as it was", "error", p.clean(err))
		return
	}
	planner, err := q.planner(nil)
	if err != nil {
		log.Error("the configuration cannot be used; all stays as it was", "error", p.clean(err))
		return
	}
	taken, later := changes(&was.config, &q.config)
	restore := was.config // what takes effect at the next start must be told again at the next reload
	adopt(&restore, &q.config)
	q.config = restore
	p.current.Store(&q)
	p.level.Set(levelOf(q.config.Log.Level))
	if err := o.runtime.Reconsider(ctx, planner); err != nil {
		log.Error("the reminders could not be planned anew; the next start does it", "error", err)
	}
	log.Info("the configuration was read again", "changed", strings.Join(taken, " "))
	if len(later) > 0 {
		log.Warn("these settings take effect at the next start", "changed", strings.Join(later, " "))
	}
}

func isReloadable(key string) bool {
	return slices.ContainsFunc(reloadable, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}

// changes names the settings that differ: those that take effect now, and at the next start.
func changes(was, is *Config) (taken, later []string) {
	before, after := settings(was), settings(is)
	for i := range before {
		switch {
		case reflect.DeepEqual(before[i].value.Interface(), after[i].value.Interface()):
		case isReloadable(before[i].key):
			taken = append(taken, before[i].key)
		default:
			later = append(later, before[i].key)
		}
	}
	return taken, later
}

// adopt takes the reloadable settings over.
func adopt(to, from *Config) {
	old, fresh := settings(to), settings(from)
	for i := range old {
		if isReloadable(old[i].key) {
			old[i].value.Set(fresh[i].value)
		}
	}
}
