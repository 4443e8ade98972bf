package pgstore

import (
	"bytes"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5"

	"thuky/storage"
	"thuky/storage/records"
)

// tx is one transaction of the server: what it wrote itself lies over what the server
// has. It is shared by the calls of a group one after the other.
type tx struct {
	typed    storage.Tx
	base     *base
	cache    *cache   // nil: nothing is taken from it and kept there
	version  int64    // of the school, as this transaction found it
	over     *overlay // nil in a View
	ahead    [kinds]*ahead
	finished bool
}

var _ records.Keys = (*tx)(nil)

func (s *Store) newTx(b *base) *tx {
	t := &tx{base: b}
	t.typed = records.Remembering(s.db.options.Seal.Over(t), s.known)
	return t
}

// Writable is of records.Keys, as are the following.
func (t *tx) Writable() error {
	if t.finished {
		panic("pgstore: a transaction was used after its end") // unreachable: see storage.Store
	}
	if t.over == nil {
		return storage.ErrReadOnly
	}
	return nil
}

func (t *tx) Put(k kind, key, value []byte) error {
	if err := t.Writable(); err != nil {
		return err
	}
	if value == nil {
		value = []byte{}
	}
	t.over.set(k, key, change{value: value})
	return nil
}

func (t *tx) Delete(k kind, key []byte) error {
	if err := t.Writable(); err != nil {
		return err
	}
	t.over.set(k, key, change{})
	return nil
}

// Get is void where the server cannot be asked, like all that the transaction found and wrote.
func (t *tx) Get(k kind, key []byte) ([]byte, error) {
	if t.finished {
		panic("pgstore: a transaction was used after its end") // unreachable: see storage.Store
	}
	if t.over != nil {
		if c, ok := t.over.get(k, key); ok {
			return c.value, nil
		}
	}
	value := t.stored(k, key)
	return value, t.base.err
}

// stored is Get for what was committed, nil where the server cannot be asked.
func (t *tx) stored(k kind, key []byte) []byte {
	if t.cache == nil {
		return t.base.get(k, key)
	}
	if value, ok := t.cache.get(t.version, k, key); ok {
		return value
	}
	value := t.readAhead(k, key)
	switch {
	case t.base.err != nil:
	case value != nil:
		t.cache.read(t.version, k, entry{Key: key, Value: value})
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

// The pages of a sequence grow from the first to the last size.
const (
	firstPage = 50
	lastPage  = 2000
)

// Scan is of records.Keys.
func (t *tx) Scan(k kind, s records.Stretch) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		if t.finished {
			panic("pgstore: a transaction was used after its end") // unreachable: see storage.Store
		}
		c := cursor{tx: t, kind: k, page: page{back: s.Back, bare: s.Bare}, prefix: s.Prefix, at: s.Beyond, size: firstPage, more: true}
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
			order := bytes.Compare([]byte(own), first.Key)
			if c.page.back {
				order = -order
			}
			if own == "" || order >= 0 {
				c.stored = c.stored[1:]
			}
			if own == "" || order > 0 {
				c.at = first.Key
				return first, true, nil
			}
		} else if own == "" {
			return entry{}, false, nil
		}
		c.at = []byte(own)
		if value := c.tx.over.kinds[c.kind].changes[own].value; value != nil {
			return entry{Key: c.at, Value: value}, true, nil
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
		c.bytes += len(e.Key) + len(e.Value)
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
var large = [kinds]bool{records.ArtifactData: true, records.VersionData: true, records.EvidenceData: true, records.EvidenceThumb: true, records.Templates: true, records.Audit: true, records.Once: true}

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
		values[string(e.Key)] = e.Value
	}
	for i, e := range entries {
		if e.Value == nil {
			entries[i].Value = values[string(e.Key)]
		}
	}
	return nil
}

// Next is of records.Keys.
func (t *tx) Next(k kind) (uint64, error) {
	if err := t.Writable(); err != nil {
		return 0, err
	}
	n := t.over.counters.of(k)
	*n++
	return uint64(*n), nil
}
