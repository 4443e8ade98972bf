package boltstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"thuky/storage"
	"thuky/storage/records"
)

// Check reads every page and every record and says what is damaged, for an
// operator. No Update runs meanwhile.
func (s *Store) Check(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.Damage(); err != nil {
		return err
	}
	// A write transaction, because the check reads the list of free pages,
	// which commits change.
	bolt, err := s.db.Begin(true)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return storage.ErrClosed
	}
	if err != nil {
		return err
	}
	defer bolt.Rollback() //nolint:errcheck // nothing was written
	if err := check(bolt, s.path, s.seal); err != nil {
		return damaged(err)
	}
	return nil
}

// verify checks a file that nobody else uses.
func verify(ctx context.Context, path string, seal *records.Seal) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	db, err := openBolt(path, &bbolt.Options{ReadOnly: true, Timeout: lockTimeout})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(bolt *bbolt.Tx) error { return check(bolt, path, seal) })
}

// check reads all there is. bbolt looks only at what checkTree found safe.
func check(bolt *bbolt.Tx, path string, seal *records.Seal) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("unreadable: %v", r)
		}
	}()
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := checkTree(bolt, f); err != nil {
		return err
	}
	if err := complete(bolt); err != nil {
		return err
	}
	return errors.Join(checkPages(bolt), checkRecords(bareTx(bolt, seal), seal))
}

// checkPages has bbolt look at its tree. It must be heard out even after the
// first error.
func checkPages(bolt *bbolt.Tx) error {
	const most = 5 // errors of one cause come in hundreds
	var errs []error
	more := 0
	for err := range bolt.Check() {
		if len(errs) < most {
			errs = append(errs, err)
		} else {
			more++
		}
	}
	if more > 0 {
		errs = append(errs, fmt.Errorf("and %d more", more))
	}
	return errors.Join(errs...)
}

// checkRecords decodes what is not read all the time, and compares the indexes
// with what they index.
func checkRecords(t *tx, seal *records.Seal) error {
	return records.Check(seal.Over(t), func(k records.Kind) (int, error) { return t.bucket(k).Stats().KeyN, nil })
}
