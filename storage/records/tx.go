// Package records turns the typed records of storage.Tx into keys and values of bytes, once
// for every engine. An engine brings transactions, and in them ordered keys: a Keys.
//
// A file has one topic of storage.Tx each.
//
// # Layout
//
// Numbers in keys are big-endian, so that byte order is numeric order; a time is the seconds
// since 1970 (8 bytes, sign flipped) and the nanoseconds (4 bytes); · is a zero byte. Values
// are JSON where nothing else is said.
//
//	once            key of an update            the UTC day it was recorded
//	conversations   address                     the state as given
//	people          id                          report.Person
//	addresses       address                     person id, as bytes
//	invitations     hash                        report.Invitation
//	templates       version                     the file as given
//	campaigns       id                          report.Campaign
//	answers         campaign·question·person    report.Answer
//	participations  campaign·person             storage.Participation
//	audit           campaign·sequence           storage.AuditEntry
//	outbox          sequence                    storage.Outgoing
//	dead            sequence                    storage.Outgoing, given up
//	outbox-keys     key                         sequence
//	holds           address or platform         time
//	jobs            key                         storage.Job
//	job-queue       time created, key           time leased until
//	artifacts       key                         name, MIME, time
//	artifact-data   key                         the bytes
//	strangers       address                     storage.Stranger
//	failures        time, key                   storage.Failed
//	versions        campaign·number             report.Version
//	version-data    campaign·number             the bytes
//	reminders       campaign·person·kind        storage.Reminder
//	reminder-queue  time due, its key           nothing; only of those that wait
//	evidence        campaign·hash               storage.Evidence without the bytes
//	evidence-data   campaign·hash               the bytes
//	evidence-thumb  campaign·hash               the small picture, of pictures
//	days            date                        storage.Day
//	groups          address                     storage.Group
//	sessions        hash                        storage.Session
//	lines           address·sequence            storage.Line
//	line-keys       address·key                 sequence
//	values          key                         the bytes
package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"thuky/storage"
)

// Keys is one transaction of an engine: for each kind, values by keys in the order of their
// bytes. No key is empty. Bytes that it gives are the engine's: nobody may change them, and
// they are good until the next write or the next step of a Scan. Bytes that it takes are
// the engine's from then on.
type Keys interface {
	// Writable is storage.ErrReadOnly in a View.
	Writable() error
	// Get gives the value of a key, nil when there is none.
	Get(k Kind, key []byte) ([]byte, error)
	Put(k Kind, key, value []byte) error
	Delete(k Kind, key []byte) error
	// Scan gives the entries of a stretch in order. The loop may write; it may meet what it
	// wrote itself or not.
	Scan(k Kind, s Stretch) iter.Seq2[Entry, error]
	// Next gives the next number of a kind, from 1 on.
	Next(k Kind) (uint64, error)
	// Remember records the key of an update under a day and tells whether it is new: not
	// recorded under any day that is remembered. Days sort by their bytes.
	Remember(key, day []byte) (fresh bool, err error)
	// Forget forgets the days before one.
	Forget(before []byte) error
}

// Entry is a record as bytes.
type Entry struct{ Key, Value []byte }

// Stretch is a part of the keys of a kind.
type Stretch struct {
	Prefix []byte // whole parts of a key; nil: all keys
	Beyond []byte // only keys above it; it begins with Prefix. nil: all of them
	Back   bool   // falling, the keys below Beyond
	Bare   bool   // the values are not needed, and may be missing
}

// Tx is storage.Tx over the keys of an engine.
type Tx struct {
	keys  Keys
	known *Known
}

var _ storage.Tx = (*Tx)(nil)

// New gives the records of a transaction.
func New(k Keys) *Tx { return &Tx{keys: k, known: new(Known)} }

// Remembering is New for an engine that keeps what is known.
func Remembering(k Keys, known *Known) *Tx { return &Tx{keys: k, known: known} }

// Keys is what New was given.
func (t *Tx) Keys() Keys { return t.keys }

func (t *Tx) get(k Kind, key []byte) ([]byte, error) {
	if len(key) == 0 {
		return nil, nil
	}
	return t.keys.Get(k, key)
}

func (t *Tx) has(k Kind, key []byte) (bool, error) {
	value, err := t.get(k, key)
	return value != nil, err
}

// copied gives a value that is the caller's, nil when there is none.
func (t *Tx) copied(k Kind, key []byte) ([]byte, error) {
	value, err := t.get(k, key)
	return bytes.Clone(value), err
}

// put takes over value: nobody may change it before the transaction ends.
func (t *Tx) put(k Kind, key, value []byte) error { return t.keys.Put(k, key, value) }

func (t *Tx) delete(k Kind, key []byte) error {
	if len(key) == 0 {
		return t.keys.Writable()
	}
	return t.keys.Delete(k, key)
}

func putJSON(t *Tx, k Kind, key []byte, record any) error {
	value, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	return t.put(k, key, value)
}

func getJSON[T any](t *Tx, k Kind, key []byte) (record T, err error) {
	return knownJSON[T](t, nil, k, key)
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
	return &aboutRecord{what, id, err}
}

// aboutRecord writes its words when they are asked for: most often that is never, for it only
// says that there is no such record.
type aboutRecord struct {
	what, id string
	err      error
}

func (e *aboutRecord) Error() string { return fmt.Sprintf("%s %q: %v", e.what, e.id, e.err) }

func (e *aboutRecord) Unwrap() error { return e.err }

func notFound(err error) bool { return errors.Is(err, storage.ErrNotFound) }

// none gives nothing: there is no record under an id that cannot be stored.
func none[T any](func(T, error) bool) {}

// each gives what read makes of the entries of a stretch; read must copy what it
// keeps. An error of read is yielded and ends it.
func each[T any](t *Tx, k Kind, s Stretch, read func(key, value []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for e, err := range t.keys.Scan(k, s) {
			var record T
			if err == nil {
				if record, err = read(e.Key, e.Value); err != nil {
					err = fmt.Errorf("%s %q: %w", k, e.Key, err)
				}
			}
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// all gives the JSON records of a stretch.
func all[T any](t *Tx, k Kind, s Stretch) iter.Seq2[T, error] {
	return each(t, k, s, func(_, value []byte) (T, error) { return decode[T](value) })
}

// some gives the records of a kind that are wanted; those that cannot be are not decoded.
func some[T any](t *Tx, k Kind, maybe func(value []byte) bool, read func(key, value []byte) (T, error), wanted func(T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for record, err := range each(t, k, Stretch{}, func(key, value []byte) (*T, error) {
			if !maybe(value) {
				return nil, nil
			}
			record, err := read(key, value)
			if err != nil || !wanted(record) {
				return nil, err
			}
			return &record, nil
		}) {
			if err == nil && record == nil {
				continue
			}
			var found T
			if record != nil {
				found = *record
			}
			if !yield(found, err) {
				return
			}
		}
	}
}

// prune deletes the entries for which old says so, in all the kinds.
func (t *Tx) prune(k Kind, old func(value []byte) (bool, error), also ...Kind) error {
	if err := t.keys.Writable(); err != nil {
		return err
	}
	var keys [][]byte
	for key, err := range each(t, k, Stretch{}, func(key, value []byte) ([]byte, error) {
		yes, err := old(value)
		if !yes || err != nil {
			return nil, err
		}
		return bytes.Clone(key), nil
	}) {
		if err != nil {
			return err
		}
		if key != nil {
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		for _, k := range append(also, k) {
			if err := t.delete(k, key); err != nil {
				return err
			}
		}
	}
	return nil
}
