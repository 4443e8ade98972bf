package boltstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"thuky/storage"
	"thuky/storage/records"
)

// carryTx is how many bytes of records are written in one transaction of Write.
const carryTx = 16 << 20

// Kinds are the names of all kinds of records, as Dump gives them.
func Kinds() []string {
	return append([]string{storage.Sequences}, records.Names()...)
}

// Dump gives every record to put; see storage.Dump. The value of an update key is its day.
func (s *Store) Dump(ctx context.Context, put func(storage.Raw) error) error {
	bolt, err := s.db.Begin(false)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return storage.ErrClosed
	}
	if err != nil {
		return err
	}
	defer bolt.Rollback() //nolint:errcheck // a view leaves nothing behind
	give := func(kind, key, value []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return put(storage.Raw{Kind: string(kind), Key: bytes.Clone(key), Value: append([]byte{}, value...)})
	}
	for _, k := range records.Numbered {
		if err := give([]byte(storage.Sequences), names[k], binary.BigEndian.AppendUint64(nil, bolt.Bucket(names[k]).Sequence())); err != nil {
			return err
		}
	}
	for k := range records.Kinds {
		b := bolt.Bucket(names[k])
		err := b.ForEach(func(key, value []byte) error {
			if k != records.Once {
				return give(names[k], key, value)
			}
			return b.Bucket(key).ForEach(func(update, _ []byte) error { return give(names[k], update, key) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Write makes a store of a dump in a new file, and checks it. Until it is whole it lies
// beside it under a name with a leading dot.
func Write(ctx context.Context, path string, dump storage.Dump) error {
	return WriteSealed(ctx, path, dump, nil)
}

// WriteSealed is Write for a dump of a sealed store, whose key the check needs; nil: of an open one.
func WriteSealed(ctx context.Context, path string, dump storage.Dump, seal *records.Seal) error {
	if err := write(ctx, path, dump, seal); err != nil {
		return fmt.Errorf("write store %s: %w", path, err)
	}
	return nil
}

func write(ctx context.Context, path string, dump storage.Dump, seal *records.Seal) (err error) {
	if err := mustNotExist(path); err != nil {
		return err
	}
	temp, err := writeBeside(ctx, path, "", dump, seal)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temp) // where it is there
		}
	}()
	if err := mustNotExist(path); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// writeBeside makes a whole store of a dump next to a path, under a name with a leading dot.
func writeBeside(ctx context.Context, path, mark string, dump storage.Dump, seal *records.Seal) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+mark+".*.tmp") // mode 0600
	if err != nil {
		return "", err
	}
	name := f.Name()
	defer func() {
		if err != nil {
			_ = os.Remove(name) // where it is there
		}
	}()
	// The name is what was wanted: an empty file is no store.
	if err := errors.Join(f.Close(), os.Remove(name)); err != nil {
		return "", err
	}
	s, err := open(name, migrations, nil)
	if err != nil {
		return "", err
	}
	s.db.NoSync = true // nobody knows the file yet; it is synced below
	err = s.fill(ctx, dump)
	if err == nil {
		err = s.db.Sync()
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return "", err
	}
	if err := verify(ctx, name, seal); err != nil {
		return "", fmt.Errorf("check the new store: %w", err)
	}
	return name, nil
}

// fill puts a dump into an empty store, some of it at a time.
func (s *Store) fill(ctx context.Context, dump storage.Dump) error {
	known := map[string]records.Kind{}
	for k := range records.Kinds {
		known[string(names[k])] = k
	}
	var waiting []storage.Raw
	size := 0
	flush := func() error {
		err := s.db.Update(func(bolt *bbolt.Tx) error {
			for _, r := range waiting {
				if err := carry(bolt, known, r); err != nil {
					return fmt.Errorf("%s %q: %w", r.Kind, r.Key, err)
				}
			}
			return nil
		})
		waiting, size = waiting[:0], 0
		return err
	}
	if err := dump(ctx, func(r storage.Raw) error {
		waiting = append(waiting, r)
		if size += len(r.Key) + len(r.Value); size < carryTx {
			return nil
		}
		return flush()
	}); err != nil {
		return err
	}
	return flush()
}

// carry stores one record as another engine gave it.
func carry(bolt *bbolt.Tx, known map[string]records.Kind, r storage.Raw) error {
	if r.Kind == storage.Sequences {
		if k, ok := known[string(r.Key)]; !ok || !slices.Contains(records.Numbered[:], k) || len(r.Value) != 8 {
			return errors.New("not a sequence of this release")
		}
		return bolt.Bucket(r.Key).SetSequence(binary.BigEndian.Uint64(r.Value))
	}
	k, ok := known[r.Kind]
	if !ok {
		return errors.New("a kind of record that this release does not know")
	}
	b := bolt.Bucket(names[k])
	if k != records.Once {
		return b.Put(r.Key, r.Value)
	}
	day, err := b.CreateBucketIfNotExists(r.Value)
	if err != nil {
		return err
	}
	return day.Put(r.Key, []byte{})
}
