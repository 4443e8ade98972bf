package boltstore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// asideMark stands between the name of a store and the time at which it was set aside.
const asideMark = ".de-rieng-"

// SetAside gives a store that cannot be used, or that another is to take the place of, a name
// of its own beside it, with the time in it. Nothing is deleted and no other file is replaced.
func SetAside(path string, now time.Time) (aside string, err error) {
	base := path + asideMark + now.Format("20060102-150405")
	for n := 1; ; n++ {
		aside = base
		if n > 1 {
			aside = fmt.Sprintf("%s-%d", base, n)
		}
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		} else if err != nil {
			return "", err
		}
	}
	if err := os.Rename(path, aside); err != nil {
		return "", err
	}
	return aside, syncFolder(filepath.Dir(path))
}

// Aside are the files that were set aside of a store, the newest last.
func Aside(path string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(path)) // in order of their names, so of their times
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var all []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(path)+asideMark) {
			all = append(all, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return all, err
}
