package boltstore

import (
	"errors"
	"fmt"
	"strconv"

	"go.etcd.io/bbolt"

	"thuky/storage"
	"thuky/storage/records"
)

// names are the top-level buckets of the kinds of records.
var names = func() (all [records.Kinds][]byte) {
	for k := range all {
		all[k] = []byte(records.Kind(k).String())
	}
	return all
}()

// meta is the bucket that says what the file is.
var meta = []byte("meta")

var schemaKey = []byte("schema")

// migrations lead from an empty file to the present schema. A file holds how many
// of them it has seen. Append only: what a release has shipped never changes, and
// a migration names its buckets itself.
var migrations = []func(*bbolt.Tx) error{
	createBuckets,
	createVersions,
	createReminders,
	createDaysAndGroups,
	createWeb,
	createEvidence,
}

func createBuckets(tx *bbolt.Tx) error {
	return create(tx,
		"meta", "once", "conversations", "people", "addresses", "invitations", "templates",
		"campaigns", "answers", "participations", "audit", "outbox", "dead", "outbox-keys",
		"holds", "jobs", "job-queue", "artifacts", "artifact-data", "strangers", "failures",
	)
}

func createVersions(tx *bbolt.Tx) error  { return create(tx, "versions", "version-data") }
func createReminders(tx *bbolt.Tx) error { return create(tx, "reminders", "reminder-queue") }

func createDaysAndGroups(tx *bbolt.Tx) error { return create(tx, "days", "groups") }
func createWeb(tx *bbolt.Tx) error           { return create(tx, "sessions", "lines", "line-keys", "values") }

func createEvidence(tx *bbolt.Tx) error {
	return create(tx, "evidence", "evidence-data", "evidence-thumb")
}

func create(tx *bbolt.Tx, buckets ...string) error {
	for _, name := range buckets {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return fmt.Errorf("create bucket %s: %w", name, err)
		}
	}
	return nil
}

// errForeign: a bbolt file without our marks.
var errForeign = errors.New("a bbolt file of another program, or damaged")

// migrate brings the file to the present schema, all steps in one transaction.
// It writes nothing when there is nothing to do.
func migrate(db *bbolt.DB, steps []func(*bbolt.Tx) error) error {
	var done int
	err := db.View(func(tx *bbolt.Tx) (err error) {
		done, err = schema(tx)
		return err
	})
	switch {
	case err != nil:
		return err
	case done > len(steps):
		return fmt.Errorf("its schema is %d, this release knows %d; use the newer release again: %w",
			done, len(steps), storage.ErrNewer)
	case done == len(steps):
		return nil
	}
	return db.Update(func(tx *bbolt.Tx) error {
		for i, step := range steps[done:] {
			if err := step(tx); err != nil {
				return fmt.Errorf("migration %d: %w", done+i+1, err)
			}
		}
		return tx.Bucket(meta).Put(schemaKey, strconv.AppendInt(nil, int64(len(steps)), 10))
	})
}

// schema reads how many migrations a file has seen.
func schema(tx *bbolt.Tx) (int, error) {
	b := tx.Bucket(meta)
	if b == nil {
		if name, _ := tx.Cursor().First(); name != nil {
			return 0, errForeign
		}
		return 0, nil // new
	}
	n, err := strconv.Atoi(string(b.Get(schemaKey)))
	if err != nil || n < 1 {
		return 0, errForeign
	}
	return n, nil
}

// complete tells whether every bucket is there.
func complete(tx *bbolt.Tx) error {
	for _, name := range append([][]byte{meta}, names[:]...) {
		if tx.Bucket(name) == nil {
			return fmt.Errorf("it has no bucket %s", name)
		}
	}
	return nil
}
