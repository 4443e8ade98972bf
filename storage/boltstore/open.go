package boltstore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"thuky/storage"
	"thuky/storage/records"
)

const (
	lockTimeout = time.Second
	// mmapSize is the address space reserved from the start. Growing it later
	// would make the writer wait for every open View.
	mmapSize = 256 << 20
	magic    = 0xED0CDAED // the mark in both meta pages of a bbolt file
)

// Open opens the store in a file, and creates both the file (mode 0600) and its
// folder (0700) where they are missing. A file that others may read is closed to
// them. What is no store of ours is left as it is, and so is a damaged one: Open walks
// all pages that hold records before anything is written, so that a commit never builds
// on a page that was lost, swapped or cut off.
//
// The error wraps storage.ErrLocked while another process has the file open,
// storage.ErrNewer when a newer release wrote it, and storage.ErrDamaged.
func Open(path string) (*Store, error) {
	return OpenSealed(path, nil)
}

// OpenSealed is Open for a store that is sealed with a key; nil: one that is not. A new store is
// sealed with it. The error wraps storage.ErrSealed, ErrNotSealed or ErrOtherKey where the
// key is not that of the store, which is then not changed.
func OpenSealed(path string, seal *records.Seal) (*Store, error) {
	s, err := open(path, migrations, seal)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	return s, nil
}

func open(path string, steps []func(*bbolt.Tx) error, seal *records.Seal) (*Store, error) {
	if path == "" {
		return nil, errors.New("no file name")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make its folder: %w", err)
	}
	switch err := checkFile(path); {
	case errors.Is(err, fs.ErrNotExist):
		if err := makeFile(path, steps); err != nil {
			return nil, fmt.Errorf("make it: %w", err)
		}
	case err != nil:
		return nil, err
	}
	db, err := openBolt(path, &bbolt.Options{
		Timeout:         lockTimeout,
		InitialMmapSize: mmapSize,
		FreelistType:    bbolt.FreelistMapType,
		NoStatistics:    true,
	})
	if err != nil {
		return nil, err
	}
	if err := prepare(db, path, steps); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := fit(db, seal); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return newStore(db, path, seal), nil
}

// makeFile makes a new store whole under another name and then gives it its own: a crash
// leaves no file or a sound one, and a file without content is one that lost it.
func makeFile(path string, steps []func(*bbolt.Tx) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	temp := f.Name()
	if err := f.Close(); err != nil {
		return err
	}
	defer func() {
		if removed := os.Remove(temp); !errors.Is(removed, fs.ErrNotExist) {
			err = errors.Join(err, removed)
		}
	}()
	db, err := openBolt(temp, &bbolt.Options{Timeout: lockTimeout, FreelistType: bbolt.FreelistMapType, NoSync: true})
	if err != nil {
		return err
	}
	if err := errors.Join(migrate(db, steps), db.Sync(), db.Close()); err != nil {
		return err
	}
	err = os.Link(temp, path)
	if errors.Is(err, fs.ErrExist) {
		return nil // another process was faster
	}
	if err != nil { // no links on this file system
		if err := mustNotExist(path); err != nil {
			return err
		}
		if err := os.Rename(temp, path); err != nil {
			return err
		}
	}
	return syncFolder(filepath.Dir(path))
}

// checkFile refuses what bbolt would misread; fs.ErrNotExist when there is no file.
func checkFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("is a folder; name a file in it, such as thuky.db")
	case !info.Mode().IsRegular():
		return errors.New("is no regular file")
	case info.Size() == 0:
		return damaged(errors.New("it is empty"))
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if !hasMagic(f) {
		if zeroed(f) {
			return damaged(errors.New("it begins with nothing but zeros"))
		}
		return errors.New("is not a thuky store, nothing was changed; choose another file")
	}
	return nil
}

// hasMagic looks for the mark in the first meta page and, because a torn write
// may have spoilt that one, where the second is for every size of page.
func hasMagic(r io.ReaderAt) bool {
	const inPage = 16 // after the page header
	for _, page := range []int64{0, 1 << 10, 2 << 10, 4 << 10, 8 << 10, 16 << 10, 32 << 10, 64 << 10} {
		var word [4]byte
		if _, err := r.ReadAt(word[:], page+inPage); err == nil && binary.NativeEndian.Uint32(word[:]) == magic {
			return true
		}
	}
	return false
}

// zeroed tells whether a file begins as only a disk that lost it leaves one: no other
// program writes whole pages of zeros first.
func zeroed(r io.ReaderAt) bool {
	head := make([]byte, 64<<10)
	n, _ := r.ReadAt(head, 0) // what cannot be read is not zero
	return n >= 4<<10 && len(bytes.Trim(head[:n], "\x00")) == 0
}

// openBolt opens the file and looks whether it is whole. bbolt panics, or faults
// in its memory map, on some damaged files.
func openBolt(path string, options *bbolt.Options) (db *bbolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var file *os.File
	own := *options
	own.OpenFile = func(name string, flag int, perm fs.FileMode) (f *os.File, err error) {
		file, err = os.OpenFile(name, flag, perm)
		return file, err
	}
	defer func() {
		if r := recover(); r != nil {
			unlock(file)
			_ = file.Close() // nothing was written
			db, err = nil, damaged(fmt.Errorf("bbolt cannot read it: %v", r))
		}
	}()
	db, err = bbolt.Open(path, 0o600, &own)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("another thuky is running on this file; stop it, or choose another file: %w", storage.ErrLocked)
	case err != nil && fromSystem(err):
		return nil, err
	case err != nil: // bbolt's own: it did not like what it read
		return nil, damaged(err)
	}
	if err := checkSize(db, path); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// fromSystem tells whether the operating system refused (no permission, disk full).
func fromSystem(err error) bool {
	var path *fs.PathError
	var number syscall.Errno
	return errors.As(err, &path) || errors.As(err, &number)
}

// checkSize finds a file that was cut off: reading its lost pages later would
// end the process.
func checkSize(db *bbolt.DB, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return damaged(fmt.Errorf("it has %d bytes of %d", info.Size(), tx.Size()))
		}
		return nil
	})
}

func damaged(err error) error {
	return &damage{err}
}

// damage is what is wrong with a file.
type damage struct{ err error }

func (d *damage) Error() string {
	return fmt.Sprintf("the file is damaged (%v); move it aside and put the newest backup in its place", d.err)
}

func (d *damage) Unwrap() []error { return []error{storage.ErrDamaged, d.err} }

// prepare runs once the lock is held.
func prepare(db *bbolt.DB, path string, steps []func(*bbolt.Tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = damaged(fmt.Errorf("%v", r))
		}
	}()
	if err := db.View(func(tx *bbolt.Tx) error { return checkWhole(tx, path) }); err != nil {
		return damaged(err)
	}
	switch err := migrate(db, steps); {
	case errors.Is(err, errForeign):
		return fmt.Errorf("is %w, nothing was changed; choose another file", err)
	case err != nil:
		return err
	}
	if err := db.View(complete); err != nil {
		return damaged(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(path, 0o600); err != nil {
			return fmt.Errorf("close it to other users: %w", err)
		}
	}
	return nil
}
