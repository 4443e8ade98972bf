package boltstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"

	"thuky/storage/records"
)

// markOf is the mark of a sealed file, nil of an open one.
func markOf(bolt *bbolt.Tx) []byte {
	if b := bolt.Bucket(names[records.Values]); b != nil {
		return b.Get([]byte(records.MarkKey))
	}
	return nil
}

// fit looks whether a file is sealed with a seal, and seals a new one, which has no record yet.
func fit(db *bbolt.DB, seal *records.Seal) error {
	fresh := false
	err := db.View(func(bolt *bbolt.Tx) error {
		mark := markOf(bolt)
		fresh = mark == nil && seal != nil && empty(bolt)
		if fresh {
			return nil
		}
		return seal.Fit(mark)
	})
	if err != nil || !fresh {
		return err
	}
	return db.Update(func(bolt *bbolt.Tx) error {
		return bolt.Bucket(names[records.Values]).Put([]byte(records.MarkKey), seal.Mark())
	})
}

// empty tells whether there is no record of any kind, and never was a numbered one.
func empty(bolt *bbolt.Tx) bool {
	for _, name := range names {
		b := bolt.Bucket(name)
		if key, _ := b.Cursor().First(); key != nil || b.Sequence() != 0 {
			return false
		}
	}
	return true
}

// sealIn gives the seal with which a copy is to be read: one from before its store was sealed is
// open.
func sealIn(bolt *bbolt.Tx, seal *records.Seal) (*records.Seal, error) {
	mark := markOf(bolt)
	if mark == nil {
		return nil, nil
	}
	return seal, seal.Fit(mark)
}

// resealing is in the names of the files that Reseal makes.
const resealing = ".niem-phong"

// Reseal puts a store in the place of a file that holds the same, sealed with another key: nil
// opens it. Until that is whole and checked the file stays as it is. A crash leaves either. Nobody else
// can use it meanwhile. The old file is gone at the end, and what it said may still be
// found on the disk. Of a link the file that it leads to is sealed.
func Reseal(ctx context.Context, path string, from, to *records.Seal) error {
	file, err := filepath.EvalSymlinks(path)
	if err == nil {
		err = reseal(ctx, file, from, to)
	}
	if err != nil {
		return fmt.Errorf("reseal %s: %w", path, err)
	}
	return nil
}

func reseal(ctx context.Context, path string, from, to *records.Seal) (err error) {
	s, err := open(path, migrations, from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	// What a crash left of an earlier one. Nobody else makes any while the store is ours.
	if err := removeLeft(filepath.Dir(path), "."+filepath.Base(path)+resealing+"."); err != nil {
		return err
	}
	temp, err := writeBeside(ctx, path, resealing, records.TurnDump(from, to, s.Dump), to)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	// After this line the store is sealed anew; a crash may still lose the rename, not the store.
	return syncFolder(filepath.Dir(path))
}

// removeLeft removes the files with a beginning that a crash left half written in a folder.
func removeLeft(folder, beginning string) error {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), beginning) && strings.HasSuffix(e.Name(), ".tmp") {
			err = errors.Join(err, os.Remove(filepath.Join(folder, e.Name())))
		}
	}
	return err
}
