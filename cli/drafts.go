package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// saveNew writes data to a new file in a folder, which is made where it is
// missing. A name that is taken gets " (2)", " (3)", … It gives the path.
func saveNew(folder, name string, data []byte) (string, error) {
	name = filepath.Base(filepath.Clean("/" + name)) // a name, whatever came in
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	extension := filepath.Ext(name)
	stem := strings.TrimSuffix(name, extension)
	for n := 1; ; n++ {
		path := filepath.Join(folder, name)
		if n > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s (%d)%s", stem, n, extension))
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) && n < 10_000 {
			continue
		}
		if err != nil {
			return "", err
		}
		return path, finish(f, data)
	}
}

// replaceFile writes a file that the person named: whole, or not at all. The new
// bytes come under the old name only when they are on disk.
func replaceFile(path string, data []byte) error { return replaceAs(path, data, 0o644) }

// replaceAs is replaceFile for a file that more or fewer may read.
func replaceAs(path string, data []byte, mode fs.FileMode) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return &fs.PathError{Op: "write", Path: path, Err: syscall.EISDIR}
		}
		return os.WriteFile(path, data, mode) // a device or a pipe
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	temp := f.Name()
	if err := finish(f, data); err != nil {
		return err
	}
	if err := errors.Join(os.Chmod(temp, mode), os.Rename(temp, path)); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return nil
}

// finish writes, syncs and closes a new file, and removes it when that fails.
func finish(f *os.File, data []byte) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// checkFolder makes a folder and tells why nothing can be written to it.
func checkFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".thuky-*.tmp")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
