package boltstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	bolterrors "go.etcd.io/bbolt/errors"

	"thuky/storage"
)

// Backup writes a verified copy of the live store to a new file; see
// storage.Store. Until it is whole the copy lies beside it under a name with a
// leading dot. It holds a snapshot while it copies, so the store grows
// meanwhile: give it a local path.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.backup(ctx, path); err != nil {
		return fmt.Errorf("backup to %s: %w", path, err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, path string) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := mustNotExist(path); err != nil {
		return err
	}
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, "."+filepath.Base(path)+".*.tmp") // mode 0600
	if err != nil {
		return err
	}
	temp := f.Name()
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temp))
		}
	}()
	if err := errors.Join(s.copyTo(ctx, f), f.Close()); err != nil {
		return err
	}
	if err := verify(ctx, temp, s.seal); err != nil {
		return fmt.Errorf("check the copy: %w", err)
	}
	if err := mustNotExist(path); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	// After this line the copy is in place; a crash may still lose its name.
	if err := syncFolder(folder); err != nil {
		return errors.Join(fmt.Errorf("sync its folder: %w", err), os.Rename(path, temp))
	}
	return nil
}

func mustNotExist(path string) error {
	_, err := os.Lstat(path)
	if err == nil {
		return fmt.Errorf("a file of that name is there already: %w", fs.ErrExist)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// copyTo writes a snapshot and brings it to the disk.
func (s *Store) copyTo(ctx context.Context, f *os.File) error {
	bolt, err := s.db.Begin(false)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return storage.ErrClosed
	}
	if err != nil {
		return err
	}
	defer bolt.Rollback() //nolint:errcheck // a view leaves nothing behind
	w := bufio.NewWriterSize(contextWriter{ctx, f}, 1<<20)
	if _, err := bolt.WriteTo(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// contextWriter ends a long copy when its ctx ends.
type contextWriter struct {
	ctx context.Context
	w   io.Writer
}

func (c contextWriter) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(p)
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
