package pgstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"github.com/jackc/pgx/v5"

	"thuky/storage"
	"thuky/storage/records"
)

// carryBatch is how many bytes of records Load sends at a time.
const carryBatch = 4 << 20

// Kinds are the names of all kinds of records, as Dump gives them.
func Kinds() []string {
	return append([]string{storage.Sequences}, records.Names()...)
}

// Dump gives every record of the school to put; see storage.Dump.
func (s *Store) Dump(ctx context.Context, put func(storage.Raw) error) error {
	return s.view(ctx, func(t *tx) error {
		t.cache = nil // all of it passes through
		n, err := t.base.counters()
		if err != nil {
			return err
		}
		for _, k := range records.Numbered {
			last := binary.BigEndian.AppendUint64(nil, uint64(*n.of(k)))
			if err := put(storage.Raw{Kind: storage.Sequences, Key: []byte(k.String()), Value: last}); err != nil {
				return err
			}
		}
		for k := range kinds {
			for e, err := range t.Scan(k, records.Stretch{}) {
				if err != nil {
					return err
				}
				if err := put(storage.Raw{Kind: k.String(), Key: e.Key, Value: e.Value}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// counters reads the numbers of the school's sequences.
func (b *base) counters() (n counters, err error) {
	b.trips++
	err = b.conn.QueryRow(b.ctx, "SELECT audit_seq, outbox_seq, lines_seq FROM thuky.schools WHERE school = $1", b.school).
		Scan(&n.audit, &n.outbox, &n.lines)
	if err != nil {
		b.err = err
	}
	return n, err
}

// Load fills the store of a school that has no record yet, all or nothing; ErrConflict when it has.
// Nobody else can write for the school meanwhile.
func (s *Store) Load(ctx context.Context, dump storage.Dump) error {
	return s.load(ctx, dump, false)
}

// load is Load, or puts a dump in the place of all that the school has.
func (s *Store) load(ctx context.Context, dump storage.Dump, replace bool) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.views.Done()
	conn, err := s.db.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("load: %w", classify(err))
	}
	defer func() {
		reset(conn)
		conn.Release()
	}()
	t, version, err := s.begin(ctx, conn.Conn())
	if err != nil {
		return fmt.Errorf("load: %w", classify(err))
	}
	if replace {
		err = t.clear()
	} else {
		err = t.empty()
	}
	if err != nil {
		return err
	}
	l := loader{ctx: ctx, conn: conn.Conn(), school: s.school}
	if err := dump(ctx, l.put); err != nil {
		return err
	}
	if err := l.flush(); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	t.over.counters = l.last
	m := newMarker(version + 1)
	b := &pgx.Batch{}
	t.over.sign(b, s.school, m, nil)
	b.Queue("UPDATE thuky.schools SET seal = $2 WHERE school = $1", s.school, l.mark)
	b.Queue("COMMIT")
	err = conn.SendBatch(ctx, b).Close()
	if err != nil && (code(err) == "" || goodbye(code(err))) {
		err = s.settle(m, err)
	}
	if err != nil {
		return fmt.Errorf("load: %w", classify(err))
	}
	return nil
}

// empty tells whether there is no record at all.
func (t *tx) empty() error {
	for k := range kinds {
		found, err := t.base.page(k, page{bare: true}, nil, nil, 1)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return fmt.Errorf("the school has %s already: %w", k, storage.ErrConflict)
		}
	}
	return nil
}

// loader sends records to the server, those of one kind together.
type loader struct {
	ctx    context.Context
	conn   *pgx.Conn
	school string
	last   counters
	mark   []byte // of the key with which the records are sealed

	kind         kind
	keys, values [][]byte // of kind, not sent yet
	size         int
}

func (l *loader) put(r storage.Raw) error {
	if r.Kind == storage.Sequences {
		return l.sequence(r)
	}
	k := l.kind
	if k.String() != r.Kind {
		for k = 0; k < kinds && k.String() != r.Kind; k++ {
		}
		if k == kinds {
			return fmt.Errorf("%s %q: a kind of record that this release does not know", r.Kind, r.Key)
		}
	}
	if !tables[k].fits(r.Key, r.Value) {
		return fmt.Errorf("%s %q: the record is damaged", r.Kind, r.Key)
	}
	if k != l.kind || l.size >= carryBatch {
		if err := l.flush(); err != nil {
			return err
		}
	}
	if k == records.Values && string(r.Key) == records.MarkKey {
		l.mark = r.Value
	}
	l.kind, l.keys, l.values = k, append(l.keys, r.Key), append(l.values, r.Value)
	l.size += len(r.Key) + len(r.Value)
	return nil
}

func (l *loader) sequence(r storage.Raw) error {
	if len(r.Value) != 8 {
		return fmt.Errorf("sequence %q: is no number", r.Key)
	}
	for _, k := range records.Numbered {
		if k.String() == string(r.Key) {
			*l.last.of(k) = int64(binary.BigEndian.Uint64(r.Value))
			return nil
		}
	}
	return fmt.Errorf("sequence %q: this release does not know it", r.Key)
}

func (l *loader) flush() error {
	if len(l.keys) == 0 {
		return nil
	}
	t := tables[l.kind]
	_, err := l.conn.Exec(l.ctx, commands[l.kind].upsert, t.arrays([]any{l.school}, l.keys, l.values)...)
	l.keys, l.values, l.size = l.keys[:0], l.values[:0], 0
	if err != nil {
		return fmt.Errorf("%s: %w", l.kind, err)
	}
	return nil
}

// fits tells whether a key and a value, come from elsewhere, have the parts of this table.
func (t table) fits(key, value []byte) bool {
	parts := t.split(key)
	if len(parts) != len(t.key) {
		return false
	}
	var whole []byte
	for i, c := range t.key {
		if !c.fits(parts[i]) {
			return false
		}
		if i > 0 && t.key[i-1].form == text {
			whole = append(whole, 0)
		}
		whole = append(whole, parts[i]...)
	}
	return bytes.Equal(whole, key) && t.value.fits(value) // nothing of the key is left over
}

func (c column) fits(part []byte) bool {
	switch c.form {
	case number:
		return len(part) == 8 && part[0] < 0x80 // the server counts with a sign
	case signed:
		return len(part) == 8
	case instant:
		return len(part) == 12
	case nothing:
		return len(part) == 0
	default:
		return true
	}
}
