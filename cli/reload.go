package cli

import (
	"context"
	"reflect"
	"slices"
	"strings"
)

// What serve takes up again on SIGHUP: the policies of reminders, the calendar, the internal
// deadline, the names of bodies and the level of the log. Templates and holidays are looked at
// every minute anyway. All else is read at the start only.

// reloadable are the settings, or sections of them, that take effect without a restart.
var reloadable = []string{"reminders.", "calendar.", "campaigns.internal_days", keyOrganisations, "log.level"}

// keyOrganisations is the setting that names the file of the names of bodies.
const keyOrganisations = "school.organisations"

// reloads follows orders to read the configuration again until ctx ends.
func (d *deployment) reloads(ctx context.Context) {
	if d.p.env.Reload == nil {
		return
	}
	orders, stop := d.p.env.Reload()
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-orders:
			d.reload(ctx)
		}
	}
}

// reload reads the configuration again. Where it is wrong everything stays as it was.
func (d *deployment) reload(ctx context.Context) {
	fresh := *d.p
	if err := fresh.configure(); err != nil {
		why := d.p.clean(err)
		for _, b := range d.branches {
			if d.several() { // what is wrong may name other schools
				b.reloaded(ctx, textSharedConfigWrong)
			} else {
				b.reloaded(ctx, why)
			}
		}
		d.log.Error("the configuration cannot be used; all stays as it was", "error", why)
		return
	}
	if (fresh.whole == nil) == d.several() {
		d.log.Warn("the configuration is now of one school instead of several, or of several instead of one: a restart is needed")
		return
	}
	if !d.several() {
		d.branches[0].reload(ctx, &fresh, fresh.config)
		return
	}
	d.p.level.Set(levelOf(fresh.config.Log.Level))
	d.toldSchools(&fresh)
	for _, b := range d.branches {
		s, err := fresh.whole.find(b.id)
		switch {
		case err != nil:
			continue // told
		case s.Host != b.host:
			b.log.Warn("the host of the school has changed: a restart is needed")
		}
		b.reload(ctx, &fresh, s.Config)
	}
}

// toldSchools says which schools were added or taken out: neither is done while others work.
func (d *deployment) toldSchools(fresh *program) {
	for _, b := range d.branches {
		if !slices.Contains(fresh.whole.schoolIDs(), b.id) {
			b.log.Warn("the school is not in the configuration any more and goes on: a restart is needed")
		}
	}
	if d.p.wanted() != "" {
		return // the others are served elsewhere
	}
	for _, id := range fresh.whole.schoolIDs() {
		if !slices.ContainsFunc(d.branches, func(b *branch) bool { return b.id == id }) {
			d.log.Warn("a school was added to the configuration: a restart is needed", "school", id)
		}
	}
}

// reload takes up new settings of the school.
func (b *branch) reload(ctx context.Context, fresh *program, config Config) {
	p, log := b.program(), b.log
	was := p.current.Load()
	if was == nil {
		was = p // it was never open
	}
	q := *was
	q.config, q.whole = config, fresh.whole
	if q.flags.db != "" {
		q.config.Storage.URL = was.config.Storage.URL
	}
	planner, err := q.planner(nil)
	if err == nil {
		err = q.furnish()
	}
	if err != nil {
		why := p.clean(err)
		b.reloaded(ctx, why)
		log.Error("the configuration cannot be used; all stays as it was", "error", why)
		return
	}
	next := q
	next.config.Web = p.config.Web // that of the running server
	b.startWith(&next)
	o, _ := b.current()
	if o == nil {
		log.Info("the configuration was read again for the next attempt to serve the school")
		return
	}
	taken, later := changes(&was.config, &q.config)
	restore := was.config // what takes effect at the next start must be told again at the next reload
	adopt(&restore, &q.config)
	q.config = restore
	p.current.Store(&q)
	if !b.d.several() {
		p.level.Set(levelOf(q.config.Log.Level))
	}
	o.runtime.Rename(q.config.School.Organisations)
	if err := o.runtime.Reconsider(ctx, planner); err != nil {
		log.Error("the reminders could not be planned anew; the next start does it", "error", err)
	}
	b.reloaded(ctx, "")
	log.Info("the configuration was read again", "changed", strings.Join(taken, " "))
	if len(later) > 0 {
		log.Warn("these settings take effect at the next start", "changed", strings.Join(later, " "))
	}
}

// reloaded keeps why the configuration could not be read again, for doctor; "" when it could.
func (b *branch) reloaded(ctx context.Context, why string) {
	if why == "" {
		b.takenUp()
	}
	o, _ := b.current()
	if o == nil {
		return
	}
	if err := o.runtime.Reloaded(ctx, why); err != nil {
		b.log.Warn("doctor will not know how the reload went", "error", err)
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
		case reflect.DeepEqual(before[i].value.Interface(), after[i].value.Interface()) &&
			(before[i].key != keyOrganisations || reflect.DeepEqual(was.School.Organisations, is.School.Organisations)): // the file, and what it says
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
	to.School.Organisations = from.School.Organisations
}
