package pgstore

import (
	"bytes"
	"slices"
	"sort"

	"thuky/storage/records"
)

// overlay is what a transaction wrote and has not sent to the server yet. All of it
// goes there at once, with the commit.
type overlay struct {
	kinds   [kinds]layer
	journal []undo
	// pruned is the first day whose update keys are kept, where PruneOnce was called.
	pruned   []byte
	counters counters
	writes   int // how often anything was changed
}

// layer is what was written of one kind.
type layer struct {
	changes map[string]change
	sorted  []string // the keys of changes
}

// change is what became of one record.
type change struct{ value []byte } // nil: deleted

// counters give the next numbers of sequences.
type counters struct{ audit, outbox, lines int64 }

// of is the last number of a kind, one of records.Numbered.
func (n *counters) of(k kind) *int64 {
	switch k {
	case records.Audit:
		return &n.audit
	case records.Outbox:
		return &n.outbox
	case records.Lines:
		return &n.lines
	default:
		panic("pgstore: " + k.String() + " has no numbers") // unreachable: see records.Numbered
	}
}

// undo is how one change is taken back.
type undo struct {
	kind kind
	key  string
	old  change
	had  bool
}

// mark is a place to come back to.
type mark struct {
	journal  int
	pruned   []byte
	counters counters
	writes   int
}

func (o *overlay) mark() mark { return mark{len(o.journal), o.pruned, o.counters, o.writes} }

// back takes back what was written since the mark.
func (o *overlay) back(m mark) {
	for _, u := range slices.Backward(o.journal[m.journal:]) {
		l := &o.kinds[u.kind]
		if u.had {
			l.changes[u.key] = u.old
			continue
		}
		delete(l.changes, u.key)
		i := sort.SearchStrings(l.sorted, u.key)
		l.sorted = slices.Delete(l.sorted, i, i+1)
	}
	o.journal = o.journal[:m.journal]
	o.pruned, o.counters, o.writes = m.pruned, m.counters, m.writes
}

func (o *overlay) set(k kind, key []byte, c change) {
	o.writes++
	l := &o.kinds[k]
	name := string(key)
	old, had := l.changes[name]
	o.journal = append(o.journal, undo{k, name, old, had})
	if !had {
		if l.changes == nil {
			l.changes = map[string]change{}
		}
		i := sort.SearchStrings(l.sorted, name)
		l.sorted = slices.Insert(l.sorted, i, name)
	}
	l.changes[name] = c
}

func (o *overlay) get(k kind, key []byte) (change, bool) {
	c, ok := o.kinds[k].changes[string(key)]
	return c, ok
}

// next gives the first key beyond one, or below it, that begins with prefix; "" for none.
// No key means from the beginning, or from the end.
func (l *layer) next(prefix, beyond []byte, back bool) string {
	i := 0
	switch {
	case back && beyond == nil:
		i = len(l.sorted) - 1
		if len(prefix) > 0 {
			i = sort.Search(len(l.sorted), func(i int) bool {
				return l.sorted[i] > string(prefix) && !bytes.HasPrefix([]byte(l.sorted[i]), prefix)
			}) - 1
		}
	case back:
		i = sort.SearchStrings(l.sorted, string(beyond)) - 1
	case beyond == nil:
		i = sort.SearchStrings(l.sorted, string(prefix))
	default:
		i = sort.Search(len(l.sorted), func(i int) bool { return l.sorted[i] > string(beyond) })
	}
	if i < 0 || i >= len(l.sorted) || len(l.sorted[i]) < len(prefix) || l.sorted[i][:len(prefix)] != string(prefix) {
		return ""
	}
	return l.sorted[i]
}
