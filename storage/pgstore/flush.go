package pgstore

import (
	"encoding/binary"

	"github.com/jackc/pgx/v5"

	"thuky/storage/records"
)

const (
	// keptChanges is how many commits of a school are remembered at least: by which one each
	// was, and what it wrote. They are cleared away every clearEvery commits.
	keptChanges = 1024
	clearEvery  = 64
	// mostKeys is how many bytes of keys a commit remembers; beyond it says only that it
	// was a big one.
	mostKeys = 64 << 10
)

// batch is all that was written, as statements.
func (o *overlay) batch(school string, m marker) *pgx.Batch {
	b := &pgx.Batch{}
	if o.pruned != nil {
		b.Queue("DELETE FROM thuky.once WHERE school = $1 AND day < $2", tables[records.Once].value.appendArgs([]any{school}, o.pruned)...)
	}
	for k := range kinds {
		o.queue(b, school, k)
	}
	o.sign(b, school, m, o.keys())
	return b
}

// sign adds what every commit leaves in the row of the school and beside it.
func (o *overlay) sign(b *pgx.Batch, school string, m marker, keys []byte) {
	b.Queue("INSERT INTO thuky.changes (school, version, token, keys) VALUES ($1, $2, $3, $4)", school, m.version, m.token, keys)
	if m.version%clearEvery == 0 {
		b.Queue("DELETE FROM thuky.changes WHERE school = $1 AND version <= $2", school, m.version-keptChanges)
	}
	n := o.counters
	b.Queue("UPDATE thuky.schools SET version = $2, audit_seq = $3, outbox_seq = $4, lines_seq = $5 WHERE school = $1",
		school, m.version, n.audit, n.outbox, n.lines)
}

// queue adds what was written of one kind.
func (o *overlay) queue(b *pgx.Batch, school string, k kind) {
	var put, values, gone [][]byte
	l := &o.kinds[k]
	for _, name := range l.sorted {
		if value := l.changes[name].value; value == nil {
			gone = append(gone, []byte(name))
		} else {
			put, values = append(put, []byte(name)), append(values, value)
		}
	}
	t, sql := tables[k], commands[k]
	if put != nil {
		b.Queue(sql.upsert, t.arrays([]any{school}, put, values)...)
	}
	if gone != nil {
		b.Queue(sql.remove, t.arrays([]any{school}, gone, nil)...)
	}
}

// keys lists what was written, for other replicas; see cache.follow. It is nil when that
// would be much.
func (o *overlay) keys() []byte {
	all := []byte{}
	if o.pruned != nil {
		all = append(all, prunedBit)
	}
	for k := range kinds {
		for _, key := range o.kinds[k].sorted {
			head := byte(k)
			if o.kinds[k].changes[key].value == nil {
				head |= goneBit
			}
			all = append(all, head)
			all = binary.BigEndian.AppendUint16(all, uint16(len(key)))
			all = append(all, key...)
			if len(all) > mostKeys {
				return nil
			}
		}
	}
	return all
}
