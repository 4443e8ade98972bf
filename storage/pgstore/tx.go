package pgstore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5"

	"thuky/storage"
)

// tx is storage.Tx over one transaction of the server: what it wrote itself lies over what
// the server has. It is shared by the calls of a group one after the other.
type tx struct {
	base     *base
	cache    *cache   // nil: nothing is taken from it and kept there
	version  int64    // of the school, as this transaction found it
	over     *overlay // nil in a View
	finished bool
}

var _ storage.Tx = (*tx)(nil)

// writable tells why nothing may be written.
func (t *tx) writable() error {
	if t.finished {
		panic("pgstore: a transaction was used after its end") // unreachable: see storage.Store
	}
	if t.over == nil {
		return storage.ErrReadOnly
	}
	return nil
}

// put takes over value: nobody may change it before the transaction ends.
func (t *tx) put(k kind, key, value []byte) error {
	if err := t.writable(); err != nil {
		return err
	}
	if value == nil {
		value = []byte{}
	}
	t.over.set(k, key, change{value: value})
	return nil
}

func (t *tx) delete(k kind, key []byte) error {
	if err := t.writable(); err != nil || len(key) == 0 {
		return err
	}
	t.over.set(k, key, change{})
	return nil
}

// get gives the value of a key, nil when there is none. Nobody may change it. Where the
// server cannot be asked it is nil, too: t.base.err says so then, and whatever the
// transaction found and wrote is void.
func (t *tx) get(k kind, key []byte) []byte {
	if t.finished {
		panic("pgstore: a transaction was used after its end") // unreachable: see storage.Store
	}
	if len(key) == 0 {
		return nil
	}
	if t.over != nil {
		if c, ok := t.over.get(k, key); ok {
			return c.value
		}
	}
	return t.stored(k, key)
}

// stored is get for what was committed.
func (t *tx) stored(k kind, key []byte) []byte {
	if t.cache == nil {
		return t.base.get(k, key)
	}
	if value, ok := t.cache.get(t.version, k, key); ok {
		return value
	}
	value := t.base.get(k, key)
	switch {
	case t.base.err != nil:
	case value != nil:
		t.cache.read(t.version, k, entry{key, value})
	default:
		// Keys that are not there are asked for again and again, each of them once: whether a
		// message was queued before, an update seen, a question answered.
		prefix, enough := t.cache.absent(t.version, k, key)
		if !enough {
			break
		}
		if all, err := t.base.page(k, page{bare: true}, prefix, nil, mostInSpan+1); err == nil {
			t.cache.learn(t.version, k, prefix, all, false)
		}
	}
	return value
}

func putJSON(t *tx, k kind, key []byte, record any) error {
	value, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	return t.put(k, key, value)
}

func getJSON[T any](t *tx, k kind, key []byte) (record T, err error) {
	value := t.get(k, key)
	if value == nil {
		if t.base.err != nil {
			return record, t.base.err
		}
		return record, storage.ErrNotFound
	}
	return decode[T](value)
}

func decode[T any](value []byte) (record T, err error) {
	if err := json.Unmarshal(value, &record); err != nil {
		var none T
		return none, fmt.Errorf("decode: %w", err)
	}
	return record, nil
}

// about says which record an error is about.
func about(what, id string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %q: %w", what, id, err)
}

// The pages of a sequence grow from the first to the last size.
const (
	firstPage = 50
	lastPage  = 2000
)

// scan gives the entries whose keys begin with prefix, beyond a key or from the
// beginning, or the same backwards. The loop may write.
func (t *tx) scan(k kind, prefix, beyond []byte, p page) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		if t.finished {
			panic("pgstore: a transaction was used after its end") // unreachable: see storage.Store
		}
		c := cursor{tx: t, kind: k, page: p, prefix: prefix, at: beyond, size: firstPage, more: true}
		for {
			e, ok, err := c.next()
			if err != nil || !ok {
				if err != nil {
					yield(entry{}, err)
				}
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// cursor goes through a stretch of a kind: through what the server has, page by page, and what
// was written here, which hides it.
type cursor struct {
	tx     *tx
	kind   kind
	page   page
	prefix []byte
	at     []byte  // the last key; nil at the start
	stored []entry // of the server, not looked at yet
	size   int     // of the next page
	more   bool    // the server may have more

	seen    []entry // all that the server gave, to be learnt
	bytes   int     // how long that is
	partial bool    // it will not be all of the stretch
}

func (c *cursor) next() (entry, bool, error) {
	for {
		if len(c.stored) == 0 && c.more {
			// What was written here may not be given before this is known.
			if err := c.load(); err != nil {
				return entry{}, false, err
			}
		}
		own := ""
		if c.tx.over != nil {
			own = c.tx.over.kinds[c.kind].next(c.prefix, c.at, c.page.back)
		}
		if len(c.stored) > 0 {
			first := c.stored[0]
			order := bytes.Compare([]byte(own), first.key)
			if c.page.back {
				order = -order
			}
			if own == "" || order >= 0 {
				c.stored = c.stored[1:]
			}
			if own == "" || order > 0 {
				c.at = first.key
				return first, true, nil
			}
		} else if own == "" {
			return entry{}, false, nil
		}
		c.at = []byte(own)
		if value := c.tx.over.kinds[c.kind].changes[own].value; value != nil {
			return entry{c.at, value}, true, nil
		}
	}
}

// load gets the next entries, from the cache if it has the stretch.
func (c *cursor) load() error {
	t, size := c.tx, c.size
	c.size = min(c.size*4, lastPage)
	if t.base.err != nil {
		return t.base.err
	}
	if t.cache == nil {
		var err error
		c.stored, err = t.base.page(c.kind, c.page, c.prefix, c.at, size)
		c.more = len(c.stored) == size
		return err
	}
	entries, wanted, ok := t.cache.page(t.version, c.kind, c.page, c.prefix, c.at, size)
	if ok {
		c.seen, c.partial = nil, true
		if len(wanted) > 0 {
			if err := t.complete(c.kind, entries, wanted); err != nil {
				return err
			}
		}
		c.stored, c.more = entries, len(entries) == size
		return nil
	}
	if prefix, enough := t.cache.absent(t.version, c.kind, c.prefix); enough && len(prefix) < len(c.prefix) && !large[c.kind] {
		// One person of a campaign after the other is looked for: all keys of it are read once.
		all, err := t.base.page(c.kind, page{bare: true}, prefix, nil, mostInSpan+1)
		if err != nil {
			return err
		}
		t.cache.learn(t.version, c.kind, prefix, all, true)
		c.size = size
		return c.load()
	}
	whole := c.at == nil
	var err error
	if c.stored, err = t.base.page(c.kind, c.page, c.prefix, c.at, size); err != nil {
		return err
	}
	c.more = len(c.stored) == size
	c.partial = c.partial || !whole && c.seen == nil
	c.note()
	return nil
}

// note remembers what the server gave; when it has given all of the stretch, that is learnt.
func (c *cursor) note() {
	if c.partial || large[c.kind] {
		return
	}
	c.seen = append(c.seen, c.stored...)
	for _, e := range c.stored {
		c.bytes += len(e.key) + len(e.value)
	}
	if c.bytes > mostLearnt {
		c.seen, c.partial = nil, true
		return
	}
	if c.more && !c.page.bare { // the loop may well look at them one by one
		c.tx.cache.read(c.tx.version, c.kind, c.stored...)
	}
	if !c.more {
		if c.page.back {
			slices.Reverse(c.seen)
		}
		c.tx.cache.learn(c.tx.version, c.kind, c.prefix, c.seen, true)
		c.seen, c.partial = nil, true
	}
}

// mostLearnt is how many bytes of records a stretch has that is kept at once.
const mostLearnt = 32 << 20

// large are the kinds of which a stretch is never kept: they are long and rarely read.
var large = [kinds]bool{artifactData: true, versionData: true, evidenceData: true, evidenceThumb: true, templates: true, audit: true, once: true}

// renew reads what other processes changed, all of it in one go.
func (t *tx) renew() error {
	wanted, some := t.cache.renewal(t.version)
	if !some {
		return nil
	}
	b := &pgx.Batch{}
	for k := range kinds {
		if wanted[k] == nil {
			continue
		}
		b.Queue(commands[k].many, tables[k].arrays([]any{t.base.school}, wanted[k], nil)...).Query(func(rows pgx.Rows) error {
			found, err := collect(k, false, rows)
			t.cache.read(t.version, k, found...)
			return err
		})
	}
	t.base.trips++
	return t.base.conn.SendBatch(t.base.ctx, b).Close()
}

// complete reads the values that the cache does not have.
func (t *tx) complete(k kind, entries []entry, wanted [][]byte) error {
	found, err := t.base.many(k, wanted)
	if err != nil {
		return err
	}
	t.cache.read(t.version, k, found...)
	values := make(map[string][]byte, len(found))
	for _, e := range found {
		values[string(e.key)] = e.value
	}
	for i, e := range entries {
		if e.value == nil {
			entries[i].value = values[string(e.key)]
		}
	}
	return nil
}

// each gives what read makes of the entries whose keys begin with prefix; read
// must copy what it keeps. An error of read is yielded and ends it.
func each[T any](t *tx, k kind, prefix []byte, read func(key, value []byte) (T, error)) iter.Seq2[T, error] {
	return sequence(k, t.scan(k, prefix, nil, page{}), read)
}

// sequence gives what read makes of entries.
func sequence[T any](k kind, entries iter.Seq2[entry, error], read func(key, value []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for e, err := range entries {
			var record T
			if err == nil {
				if record, err = read(e.key, e.value); err != nil {
					err = fmt.Errorf("%s %q: %w", tables[k].kind, e.key, err)
				}
			}
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// records gives the JSON records whose keys begin with prefix.
func records[T any](t *tx, k kind, prefix []byte) iter.Seq2[T, error] {
	return each(t, k, prefix, plain(decode[T]))
}

// backwards gives the JSON records whose keys begin with prefix and are below a key, from
// the last one back.
func backwards[T any](t *tx, k kind, prefix, below []byte) iter.Seq2[T, error] {
	return sequence(k, t.scan(k, prefix, below, page{back: true}), plain(decode[T]))
}

// plain reads records that say all in their value.
func plain[T any](read func(value []byte) (T, error)) func(key, value []byte) (T, error) {
	return func(_, value []byte) (T, error) { return read(value) }
}

// nextSequence gives the next number of the audit, the outbox or the lines of chats.
func (t *tx) nextSequence(k kind) (uint64, error) {
	if err := t.writable(); err != nil {
		return 0, err
	}
	n := &t.over.counters.audit
	switch k {
	case outbox:
		n = &t.over.counters.outbox
	case lines:
		n = &t.over.counters.lines
	}
	*n++
	return uint64(*n), nil
}

// none gives nothing: there is no record under an id that cannot be stored.
func none[T any](func(T, error) bool) {}

// prune deletes the entries for which old says so, in all the kinds.
func (t *tx) prune(k kind, old func(value []byte) (bool, error), also ...kind) error {
	if err := t.writable(); err != nil {
		return err
	}
	for key, err := range each(t, k, nil, func(key, value []byte) ([]byte, error) {
		yes, err := old(value)
		if !yes || err != nil {
			return nil, err
		}
		return key, nil
	}) {
		if err != nil {
			return err
		}
		if key == nil {
			continue
		}
		for _, k := range append(also, k) {
			if err := t.delete(k, key); err != nil {
				return err
			}
		}
	}
	return nil
}

func notFound(err error) bool { return errors.Is(err, storage.ErrNotFound) }
