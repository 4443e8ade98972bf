package boltstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"thuky/storage"
	"thuky/storage/records"
)

// Contents is how much is in a store.
type Contents struct {
	People, Campaigns, Answers int
	// Audit is what a check of the chain of its audit found; a copy is sound whatever that says.
	Audit storage.AuditCheck
}

// Inspect reads every page and every record of a file that nobody writes to, such as a
// backup, and counts what is in it. The file is not changed. Of an older release's the
// pages are read and not the records, for they are to be brought up to date first.
func Inspect(ctx context.Context, path string) (c Contents, err error) {
	return InspectSealed(ctx, path, nil)
}

// InspectSealed is Inspect with the key of the store, which copies from before it was sealed do not
// need. The error wraps storage.ErrSealed or ErrOtherKey where a copy has another.
func InspectSealed(ctx context.Context, path string, seal *records.Seal) (c Contents, err error) {
	if err := ctx.Err(); err != nil {
		return c, err
	}
	if err := checkFile(path); err != nil {
		return c, err
	}
	db, err := openBolt(path, &bbolt.Options{ReadOnly: true, Timeout: lockTimeout})
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.View(func(bolt *bbolt.Tx) error {
		if err := checkWhole(bolt, path); err != nil {
			return damaged(err)
		}
		n, err := schema(bolt)
		if err != nil {
			return err
		}
		seal, err := sealIn(bolt, seal)
		switch {
		case err != nil:
			return err
		case n > len(migrations):
			return storage.ErrNewer
		case n == len(migrations):
			err = check(bolt, path, seal)
		default:
			err = checkPages(bolt)
		}
		if err != nil {
			return damaged(err)
		}
		if n == len(migrations) {
			if c.Audit, err = bareTx(bolt, seal).typed.CheckAudit(); err != nil {
				return damaged(err)
			}
		}
		for k, count := range map[records.Kind]*int{records.People: &c.People, records.Campaigns: &c.Campaigns, records.Answers: &c.Answers} {
			if b := bolt.Bucket(names[k]); b != nil {
				*count = b.Stats().KeyN
			}
		}
		return nil
	})
	return c, err
}

// Restore puts a copy of a backup in the place of a store, where no file may be that can be
// opened as one unless replace is true. What is there is set aside, its new name is aside ("" for
// nothing). The copy is brought up to date and read from end to end before it takes the place.
//
// The error wraps storage.ErrConflict where a sound store is in the place, be it of a newer
// release, storage.ErrLocked where a process has it open.
func Restore(ctx context.Context, backup, path string, replace bool, now time.Time) (c Contents, aside string, err error) {
	return RestoreSealed(ctx, backup, path, replace, now, nil)
}

// RestoreSealed is Restore with the key of the copy, which one from before the store was sealed does not
// need: it is open then in its new place, too.
func RestoreSealed(ctx context.Context, backup, path string, replace bool, now time.Time, seal *records.Seal) (c Contents, aside string, err error) {
	c, aside, err = restore(ctx, backup, path, replace, now, seal)
	if err != nil {
		return c, aside, fmt.Errorf("restore %s to %s: %w", backup, path, err)
	}
	return c, aside, nil
}

func restore(ctx context.Context, backup, path string, replace bool, now time.Time, seal *records.Seal) (c Contents, aside string, err error) {
	if c, err = InspectSealed(ctx, backup, seal); err != nil {
		return c, "", err
	}
	there, err := inPlace(path, replace)
	if err != nil {
		return c, "", err
	}
	temp, err := copyBeside(ctx, backup, path)
	if err != nil {
		return c, "", err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temp) // gone where it has taken its place
		}
	}()
	if err := renew(ctx, temp, seal); err != nil {
		return c, "", err
	}
	if there {
		if aside, err = SetAside(path, now); err != nil {
			return c, aside, err
		}
	}
	if err := mustNotExist(path); err != nil {
		return c, aside, err
	}
	if err := os.Rename(temp, path); err != nil {
		return c, aside, err
	}
	return c, aside, syncFolder(filepath.Dir(path))
}

// inPlace tells whether there is a file, and refuses where it must stay.
func inPlace(path string, replace bool) (there bool, err error) {
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	s, err := Open(path)
	if errors.Is(err, storage.ErrLocked) {
		return true, err
	}
	switch {
	case errors.Is(err, storage.ErrSealed), errors.Is(err, storage.ErrNewer): // it works, for whoever has the key, or that release
	case err != nil:
		return true, nil //nolint:nilerr // what cannot be used is set aside
	default:
		if err := s.Close(); err != nil {
			return true, err
		}
	}
	if !replace {
		return true, fmt.Errorf("a store that works is there: %w", storage.ErrConflict)
	}
	return true, nil
}

// copyBeside writes a copy next to its later place, and brings it to the disk.
func copyBeside(ctx context.Context, from, path string) (temp string, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp") // mode 0600
	if err != nil {
		return "", err
	}
	_, err = io.Copy(contextWriter{ctx, out}, in)
	if err == nil {
		err = out.Sync()
	}
	if err := errors.Join(err, out.Close()); err != nil {
		return "", errors.Join(err, os.Remove(out.Name()))
	}
	return out.Name(), nil
}

// renew brings a copy to the schema of this release and reads it from end to end.
func renew(ctx context.Context, path string, seal *records.Seal) error {
	db, err := openBolt(path, &bbolt.Options{ReadOnly: true, Timeout: lockTimeout})
	if err != nil {
		return err
	}
	err = db.View(func(bolt *bbolt.Tx) (err error) {
		seal, err = sealIn(bolt, seal)
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	s, err := OpenSealed(path, seal)
	if err != nil {
		return err
	}
	return errors.Join(s.Check(ctx), s.Close())
}
