package records

import (
	"bytes"
	"encoding/binary"
	"errors"
	"iter"

	"thuky/storage"
)

func (t *Tx) AddAudit(e storage.AuditEntry) error {
	if e.Campaign != "" {
		if err := storage.CheckID("campaign id", e.Campaign); err != nil {
			return err
		}
	}
	return about("audit of", e.Campaign, addEntry(entries{t}, e, nil))
}

func (t *Tx) RewriteAudit(note storage.AuditEntry, change func(*storage.AuditEntry) (storage.Rewrite, error)) error {
	if err := t.keys.Writable(); err != nil {
		return err
	}
	return rewriteRows(entries{t}, note, change)
}

func (t *Tx) AuditHead() (storage.AuditHead, error) { return readHead(entries{t}) }

func (t *Tx) CheckAudit(copies ...storage.AuditHead) (storage.AuditCheck, error) {
	return checkRows(entries{t}, copies...)
}

// headKey is the Value that holds the head of the chain.
const headKey = "audit/head"

// entries are the auditRows of a transaction.
type entries struct{ tx *Tx }

func (e entries) head() ([]byte, error)      { return e.tx.copied(Values, []byte(headKey)) }
func (e entries) putHead(value []byte) error { return e.tx.put(Values, []byte(headKey), value) }
func (e entries) next() (uint64, error)      { return e.tx.keys.Next(Audit) }

func (e entries) put(r auditRow) error {
	return e.tx.put(Audit, append(within(r.campaign), ofNumber(r.number)...), r.doc)
}

func (e entries) drop(campaign string, number uint64) error {
	return e.tx.delete(Audit, append(within(campaign), ofNumber(number)...))
}

func (e entries) all() iter.Seq2[auditRow, error] {
	return each(e.tx, Audit, Stretch{}, func(key, value []byte) (auditRow, error) {
		campaign, n, ok := bytes.Cut(key, []byte{0})
		if !ok || len(n) != 8 {
			return auditRow{}, errors.New("decode: no number in the key")
		}
		return auditRow{string(campaign), binary.BigEndian.Uint64(n), bytes.Clone(value)}, nil
	})
}
