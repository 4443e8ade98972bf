package pgstore

import (
	"encoding/binary"
	"errors"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"thuky/storage/records"
)

// cache is what this process knows of one school at one version of it. A transaction
// uses it only where its snapshot is of that version, so that it can never read anything
// old. Commits of this process take the cache along; those of others are in
// thuky.changes, by their keys, and bring it up to date.
type cache struct {
	mu      sync.Mutex
	version int64 // of the school; noVersion: nothing is known
	shelves [kinds]shelf
	stale   []staleKey // values that other processes changed, and that will most likely be asked for
	size    int        // about how many bytes it takes
	used    time.Time  // last
}

// shelf is what is known of one kind.
type shelf struct {
	entries map[string][]byte // what is there; unread where only that is known
	// spans are the beginnings of keys, whole parts, of which every key is known.
	spans map[string]*span
	// absent counts, by such a beginning, the keys that were asked for in vain. refused are
	// those with too many keys to know them all.
	absent  map[string]int
	refused map[string]bool
}

// span is a stretch that is known from end to end.
type span struct {
	keys   []string // in order; nil where only which there are is known
	sorted bool
	count  int
}

const (
	noVersion = -1
	// longest is the longest value that is kept; of longer ones it is known that they are there.
	longest = 32 << 10
	// mostInSpan is how many keys a span has at most.
	mostInSpan = 200_000
	// enoughAbsent is how many keys are looked for in vain before all keys of the stretch are read.
	enoughAbsent = 2
	// entrySize is about what an entry takes beside its key and value.
	entrySize = 96
)

// unread stands for a value that is not known.
var unread = []byte("\x00unread")

func isUnread(value []byte) bool { return len(value) > 0 && &value[0] == &unread[0] }

// hot are the kinds that are read again soon after they were written.
var hot = [kinds]bool{records.Conversations: true, records.Participations: true, records.Values: true, records.Sessions: true, records.People: true, records.Addresses: true, records.Campaigns: true}

func newCache() *cache { return &cache{version: noVersion} }

// known is the version that the cache is of.
func (c *cache) known() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used = time.Now()
	return c.version
}

// clear forgets everything and begins anew at a version.
func (c *cache) clear(version int64) {
	c.version, c.size, c.stale = version, 0, nil
	c.shelves = [kinds]shelf{}
}

// forget gives its memory back.
func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear(noVersion)
}

// get gives the value of a key at a version, nil when there is none. ok is false where it
// must be read.
func (c *cache) get(version int64, k kind, key []byte) (value []byte, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version {
		return nil, false
	}
	s := &c.shelves[k]
	if value, ok := s.entries[string(key)]; ok {
		if !isUnread(value) {
			return value, true
		}
		if tables[k].value.form != nothing {
			return nil, false
		}
		return []byte{}, true
	}
	return nil, s.covered(key) != nil
}

// covered gives a span that a key lies in, nil for none.
func (s *shelf) covered(key []byte) *span {
	if len(s.spans) == 0 {
		return nil
	}
	if all := s.spans[""]; all != nil {
		return all
	}
	for i, b := range key {
		if b == 0 {
			if found := s.spans[string(key[:i+1])]; found != nil {
				return found
			}
		}
	}
	return nil
}

// read keeps what a transaction of a version read.
func (c *cache) read(version int64, k kind, entries ...entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version {
		return
	}
	for _, e := range entries {
		c.set(k, string(e.Key), e.Value)
	}
}

// set changes one entry and nothing else.
func (c *cache) set(k kind, key string, value []byte) {
	s := &c.shelves[k]
	if len(value) > longest {
		value = unread
	}
	if old, ok := s.entries[key]; ok {
		c.size -= len(key) + len(old) + entrySize
	}
	if s.entries == nil {
		s.entries = map[string][]byte{}
	}
	s.entries[key] = value
	c.size += len(key) + len(value) + entrySize
}

func (c *cache) drop(k kind, key string) {
	s := &c.shelves[k]
	if old, ok := s.entries[key]; ok {
		c.size -= len(key) + len(old) + entrySize
		delete(s.entries, key)
	}
}

// absent notes that a key was looked for in vain, and tells whether it is time to learn all
// keys that begin with prefix.
func (c *cache) absent(version int64, k kind, key []byte) (prefix []byte, learn bool) {
	prefix = tables[k].stretch(key)
	c.mu.Lock()
	defer c.mu.Unlock()
	s := &c.shelves[k]
	if c.version != version || s.refused[string(prefix)] || s.covered(key) != nil {
		return nil, false
	}
	if s.absent == nil {
		s.absent = map[string]int{}
	}
	s.absent[string(prefix)]++
	return prefix, s.absent[string(prefix)] >= enoughAbsent
}

// stretch is the beginning that a key shares with its neighbours: the first part, where there
// are several and it is text.
func (t table) stretch(key []byte) []byte {
	if len(t.key) < 2 || t.key[0].form != text {
		return nil
	}
	for i, b := range key {
		if b == 0 {
			return key[:i+1]
		}
	}
	return nil
}

// learn keeps a stretch of which a transaction of a version read everything, the values or
// the keys alone. Where it is not to be kept in order it only tells which keys there are.
func (c *cache) learn(version int64, k kind, prefix []byte, entries []entry, inOrder bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version {
		return
	}
	s := &c.shelves[k]
	if len(entries) > mostInSpan {
		if s.refused == nil {
			s.refused = map[string]bool{}
		}
		s.refused[string(prefix)] = true
		return
	}
	p := &span{count: len(entries), sorted: inOrder}
	for _, e := range entries {
		value := e.Value
		if value == nil {
			var ok bool
			if value, ok = s.entries[string(e.Key)]; !ok {
				value = unread
			}
		}
		key := string(e.Key)
		c.set(k, key, value)
		if inOrder {
			p.keys = append(p.keys, key)
		}
	}
	c.size += 16 * len(p.keys)
	if s.spans == nil {
		s.spans = map[string]*span{}
	}
	s.spans[string(prefix)] = p
}

// page gives up to limit entries of a stretch that is known, those beyond a key or from its
// beginning. Keys whose values must be read come in wanted, and in entries without one.
func (c *cache) page(version int64, k kind, p page, prefix, beyond []byte, limit int) (entries []entry, wanted [][]byte, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version {
		return nil, nil, false
	}
	s := &c.shelves[k]
	known := s.ordered(prefix)
	if known == nil {
		return nil, nil, false
	}
	// The stretch of the prefix within the keys.
	from := sort.SearchStrings(known.keys, string(prefix))
	to := from + sort.Search(len(known.keys)-from, func(i int) bool { return !strings.HasPrefix(known.keys[from+i], string(prefix)) })
	if beyond != nil {
		if p.back {
			to = min(to, sort.SearchStrings(known.keys, string(beyond)))
		} else {
			from = max(from, sort.Search(len(known.keys), func(i int) bool { return known.keys[i] > string(beyond) }))
		}
	}
	for i := range min(limit, to-from) {
		key := known.keys[from+i]
		if p.back {
			key = known.keys[to-1-i]
		}
		e := entry{Key: []byte(key), Value: s.entries[key]}
		if isUnread(e.Value) {
			e.Value = nil
			if !p.bare {
				wanted = append(wanted, e.Key)
			}
		}
		entries = append(entries, e)
	}
	return entries, wanted, true
}

// ordered gives a span that is kept in order and has all keys of a prefix, nil for none.
func (s *shelf) ordered(prefix []byte) *span {
	if p := s.spans[""]; p != nil && p.sorted {
		return p
	}
	for i, b := range prefix {
		if b == 0 {
			if p := s.spans[string(prefix[:i+1])]; p != nil && p.sorted {
				return p
			}
		}
	}
	return nil
}

// committed takes along what a transaction of this process wrote.
func (c *cache) committed(version int64, o *overlay) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version {
		return // it was brought up to date already, or knows nothing
	}
	c.version++
	if o.pruned != nil {
		c.dropKind(records.Once)
	}
	for k := range kinds {
		for _, key := range o.kinds[k].sorted {
			c.change(k, key, o.kinds[k].changes[key].value)
		}
	}
}

// change follows one change of a record.
func (c *cache) change(k kind, key string, value []byte) {
	s := &c.shelves[k]
	_, there := s.entries[key]
	over := s.covered([]byte(key))
	if value == nil {
		if there {
			c.drop(k, key)
			s.eachSpan(key, func(p *span) { p.remove(key) })
		}
		return
	}
	if over == nil && !there && !hot[k] {
		return
	}
	c.set(k, key, value)
	if over != nil && !there {
		s.eachSpan(key, func(p *span) { p.add(key) })
		if over.count > mostInSpan {
			c.dropKind(k)
		}
	}
}

func (c *cache) dropKind(k kind) {
	for key, value := range c.shelves[k].entries {
		c.size -= len(key) + len(value) + entrySize
	}
	c.shelves[k] = shelf{}
}

// eachSpan calls fn with every span that a key lies in.
func (s *shelf) eachSpan(key string, fn func(p *span)) {
	if all := s.spans[""]; all != nil {
		fn(all)
	}
	for i := range len(key) {
		if key[i] == 0 {
			if p := s.spans[key[:i+1]]; p != nil {
				fn(p)
			}
		}
	}
}

func (p *span) add(key string) {
	p.count++
	if p.sorted {
		if i, found := slices.BinarySearch(p.keys, key); !found {
			p.keys = slices.Insert(p.keys, i, key)
		}
	}
}

func (p *span) remove(key string) {
	p.count--
	if p.sorted {
		if i, found := slices.BinarySearch(p.keys, key); found {
			p.keys = slices.Delete(p.keys, i, i+1)
		}
	}
}

// commitLog is what thuky.changes says of commits after the version of a cache.
type commitLog struct {
	from, to int64    // versions
	keys     [][]byte // of each commit between; nil: not said
}

// catchUp brings the cache to a version by the log of the commits since.
func (c *cache) catchUp(l commitLog) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.version >= l.to:
		return // another transaction did so, or is further
	case c.version == noVersion, c.version < l.from, int64(len(l.keys)) != l.to-l.from:
		c.clear(l.to)
		return
	}
	for _, keys := range l.keys[c.version-l.from:] { // what another transaction did is done
		if c.follow(keys) != nil {
			c.clear(l.to)
			return
		}
	}
	c.version = l.to
}

// renewal takes the list of the values that others changed and nobody has read since.
func (c *cache) renewal(version int64) (wanted [kinds][][]byte, some bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version {
		return wanted, false
	}
	for _, s := range c.stale {
		if value, there := c.shelves[s.kind].entries[s.key]; there && isUnread(value) {
			wanted[s.kind], some = append(wanted[s.kind], []byte(s.key)), true
		}
	}
	c.stale = nil
	return wanted, some
}

// staleKey is a key whose value another process changed.
type staleKey struct {
	kind kind
	key  string
}

// mostStale is how many values are read at once because another process changed them.
const mostStale = 500

// errLog: nobody can tell what a commit wrote.
var errLog = errors.New("the log does not say")

// The log of a commit: kind (1 byte, the highest bit for a record that is gone), length of the
// key (2), key, again and again.
const (
	goneBit   = 0x80
	prunedBit = 0x7f // as a kind: update keys were forgotten
)

func (c *cache) follow(keys []byte) error {
	if keys == nil {
		return errLog
	}
	for len(keys) > 0 {
		if keys[0] == prunedBit {
			c.dropKind(records.Once)
			keys = keys[1:]
			continue
		}
		k, gone := kind(keys[0]&^goneBit), keys[0]&goneBit != 0
		if k >= kinds || len(keys) < 3 {
			return errLog // of a newer release
		}
		n := int(binary.BigEndian.Uint16(keys[1:])) + 3
		if n > len(keys) {
			return errLog
		}
		key := string(keys[3:n])
		keys = keys[n:]
		if gone {
			c.change(k, key, nil)
			continue
		}
		// Hot for those who wrote it, not here.
		s := &c.shelves[k]
		if old, there := s.entries[key]; there || s.covered([]byte(key)) != nil {
			c.change(k, key, unread)
			// People go from one process to another between two answers.
			if (k == records.Answers || k == records.Conversations || hot[k] && there && !isUnread(old)) && len(c.stale) < mostStale {
				c.stale = append(c.stale, staleKey{k, key})
			}
		}
	}
	return nil
}
