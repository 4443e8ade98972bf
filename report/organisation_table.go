package report

import (
	"slices"
	"strings"

	"thuky/workday"
)

// Organisations is the table of bodies: what they were called when, and what took their
// place. It never changes; a nil table knows none.
type Organisations struct {
	all          []Organisation
	byID         map[string][]*Organisation // in order of time
	byName       map[string][]*Organisation // by bodyKey
	predecessors map[string][]string
}

func newOrganisations(all []Organisation) *Organisations {
	t := &Organisations{
		all: all, byID: map[string][]*Organisation{}, byName: map[string][]*Organisation{}, predecessors: map[string][]string{},
	}
	for i := range all {
		o := &all[i]
		t.byID[o.ID] = append(t.byID[o.ID], o)
		for _, name := range o.Written() {
			if key := bodyKey(name); !slices.Contains(t.byName[key], o) {
				t.byName[key] = append(t.byName[key], o)
			}
		}
		for _, next := range o.Successors {
			t.predecessors[next] = appendMissing(t.predecessors[next], o.ID)
		}
	}
	for _, list := range t.byID {
		slices.SortStableFunc(list, func(a, b *Organisation) int { return a.From.Compare(b.From) })
	}
	return t
}

// All lists the entries, as they were read.
func (t *Organisations) All() []Organisation {
	if t == nil {
		return nil
	}
	return slices.Clone(t.all)
}

// Knows tells whether there is a body with an id.
func (t *Organisations) Knows(id string) bool { return t != nil && len(t.byID[id]) > 0 }

// On gives what a body is on a day: itself under its name of that day, or those that had
// taken its place by then, or of which it was made later.
func (t *Organisations) On(id string, day workday.Date) []Organisation {
	if t == nil {
		return nil
	}
	var all []Organisation
	for _, o := range t.on(id, day, map[string]bool{}) {
		all = append(all, *o)
	}
	return all
}

func (t *Organisations) on(id string, day workday.Date, seen map[string]bool) []*Organisation {
	names := t.byID[id]
	if seen[id] || len(names) == 0 {
		return nil
	}
	seen[id] = true
	for _, o := range names {
		if o.holds(day) {
			return []*Organisation{o}
		}
	}
	var others []string
	if first, last := names[0], names[len(names)-1]; !last.Until.IsZero() && day.Compare(last.Until) > 0 {
		others = last.Successors
	} else if day.Compare(first.From) < 0 {
		others = t.predecessors[id]
	}
	var all []*Organisation
	for _, other := range others {
		all = append(all, t.on(other, day, seen)...)
	}
	return all
}

// NameOn gives a name as it has to be written on a day. It stays as it is where it is not
// known, where it is borne on the day, and where there is not exactly one name for it.
func (t *Organisations) NameOn(name string, day workday.Date) string {
	o, borne := t.find(name, day)
	if o == nil || borne {
		return name
	}
	return o.write(t.short(name), inCapitals(name))
}

// find gives what is called a name on a day, or was or will be; nil where that is not
// exactly one body. borne: it has the name on the day.
func (t *Organisations) find(name string, day workday.Date) (found *Organisation, borne bool) {
	if t == nil || day.IsZero() {
		return nil, false
	}
	var all []*Organisation
	for _, o := range t.byName[bodyKey(name)] {
		if o.holds(day) {
			return o, true
		}
		for _, now := range t.on(o.ID, day, map[string]bool{}) {
			if !slices.Contains(all, now) {
				all = append(all, now)
			}
		}
	}
	if len(all) != 1 {
		return nil, false
	}
	return all[0], false
}

// short tells whether a name is written in a short form.
func (t *Organisations) short(name string) bool {
	return shortened(name) || slices.ContainsFunc(t.byName[bodyKey(name)], func(o *Organisation) bool {
		return o.Short != "" && bodyKey(name) == bodyKey(o.Short) && bodyKey(name) != bodyKey(o.Name)
	})
}

// NamesOn writes the names in a line of recipients as they have to be on a day: those that
// stand between commas, without remarks in parentheses.
func (t *Organisations) NamesOn(line string, day workday.Date) string {
	if t == nil {
		return line
	}
	var b strings.Builder
	depth, from := 0, 0
	name := func(to int) {
		words := line[from:to]
		if bare := strings.TrimSpace(words); depth == 0 && bare != "" {
			words = strings.Replace(words, bare, t.NameOn(bare, day), 1)
		}
		b.WriteString(words)
		from = to
	}
	for i, r := range line {
		switch r {
		case '(':
			name(i)
			depth++
		case ')':
			name(i)
			depth = max(0, depth-1)
		case ',', ';':
			name(i)
		default:
			continue
		}
		b.WriteRune(r)
		from = i + len(string(r))
	}
	name(len(line))
	return b.String()
}

// Gone is a name that is borne no more on a day.
type Gone struct {
	Last workday.Date // of the name
	Then string       // what took its place, "" where nobody knows
	// Renamed: the body is still there, under the name of Then.
	Renamed bool
}

// Gone tells whether a name was borne before a day and is not on it. Of a name that is not
// known the sort of its bodies may be: "UBND huyện Sen Hồng" is that of a district.
func (t *Organisations) Gone(name string, day workday.Date) (Gone, bool) {
	if t == nil {
		return Gone{}, false
	}
	var g Gone
	for _, o := range t.called(name) {
		if o.Until.IsZero() || day.Compare(o.Until) <= 0 {
			return Gone{}, false
		}
		if o.Until.Compare(g.Last) > 0 {
			g = t.gone(o, name, day)
		}
	}
	return g, !g.Last.IsZero()
}

// called are the entries of a name, or of the sort that its first words name.
func (t *Organisations) called(name string) []*Organisation {
	key := bodyKey(name)
	list := t.byName[key]
	for len(list) == 0 && strings.Contains(key, " ") {
		key = key[:strings.LastIndexByte(key, ' ')]
		list = slices.DeleteFunc(slices.Clone(t.byName[key]), func(o *Organisation) bool { return o.Kind != AnyBody })
	}
	return list
}

// gone says what became of a body whose name ended.
func (t *Organisations) gone(o *Organisation, name string, day workday.Date) Gone {
	g := Gone{Last: o.Until, Then: o.Then}
	var names []string
	for _, now := range t.on(o.ID, day, map[string]bool{}) {
		g.Renamed = now.ID == o.ID
		names = appendMissing(names, now.write(t.short(name), false))
	}
	if g.Then == "" {
		g.Then = strings.Join(names, ", ")
	}
	return g
}
