package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"thuky/storage"
	"thuky/storage/boltstore"
)

const (
	// backupEnding ends the names of the copies in the folder of backups, backupTime begins them.
	backupEnding = ".thuky.db"
	backupTime   = "2006-01-02-150405"
	// autoEnding ends those of the copies that are made by schedule. No others are ever deleted.
	autoEnding = ".tu-dong" + backupEnding
)

// copyFile is a copy of the store in the folder of backups.
type copyFile struct {
	path string
	at   time.Time // by its name, or, where that tells none, when it was written
	size int64
	auto bool
}

// copiesIn gives the copies in a folder, the newest first. A folder that is not there has none.
func copiesIn(folder string) ([]copyFile, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []copyFile
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || !strings.HasSuffix(e.Name(), backupEnding) || strings.HasPrefix(e.Name(), ".") {
			continue // gone meanwhile, or somebody else's
		}
		c := copyFile{path: filepath.Join(folder, e.Name()), at: info.ModTime(), size: info.Size()}
		if at, err := time.ParseInLocation(backupTime, e.Name()[:min(len(backupTime), len(e.Name()))], vietnam); err == nil {
			c.at, c.auto = at, e.Name() == at.Format(backupTime)+autoEnding
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b copyFile) int { return b.at.Compare(a.at) })
	return all, nil
}

// soundCopy is a copy that was read from end to end.
type soundCopy struct {
	copyFile
	boltstore.Contents
}

// offered is how many copies are read in search of a sound one.
const offered = 20

// newestSound gives the newest copy that is whole, nil where there is none.
func (p *program) newestSound(ctx context.Context) (*soundCopy, error) {
	if p.config.Backups.Folder == "" {
		return nil, nil
	}
	all, err := copiesIn(p.config.Backups.Folder)
	if err != nil {
		return nil, err
	}
	now := p.now() // one of later than now was named by a wrong clock: it may be old
	slices.SortStableFunc(all, func(a, b copyFile) int {
		switch {
		case a.at.After(now) == b.at.After(now):
			return 0
		case b.at.After(now):
			return -1
		}
		return 1
	})
	for _, c := range all[:min(len(all), offered)] {
		contents, err := p.inspect(ctx, c.path)
		if err == nil {
			return &soundCopy{c, contents}, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return nil, nil
}

// orderTo is a command line for the person at the keyboard, for the same store.
func (p *program) orderTo(args ...string) string {
	line := []string{"thuky"}
	if p.flags.config != "" {
		line = append(line, "--config", p.flags.config)
	}
	if p.flags.db != "" {
		line = append(line, "--db", hidePassword(p.flags.db))
	}
	if p.school != "" {
		line = append(line, "--school", p.school)
	}
	line = append(line, args...)
	for i, word := range line {
		if strings.ContainsAny(word, " \t\"'$&;()*?<>|\\`") {
			line[i] = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
	}
	return strings.Join(line, " ")
}

// openForServe opens the store. A damaged one is set aside first, so that nothing is written
// over it, and the newest sound copy is offered: the program never goes on with an empty
// store in the place of one that was lost.
func (p *program) openForServe(ctx context.Context) (engine, error) {
	s, err := p.openStore()
	var lost *lostStore
	if !errors.As(err, &lost) {
		return s, err
	}
	if lost.aside == "" {
		aside, asideErr := boltstore.SetAside(lost.path, p.now())
		if asideErr != nil {
			return nil, failed(textNotSetAside(lost.path, asideErr), errors.Join(err, asideErr))
		}
		lost.aside = aside
	}
	return nil, failed(textStoreLost(lost.path, lost.aside)+"\n"+p.offer(ctx), lost.cause)
}

// offer says how the newest sound copy takes the place of a store that was lost.
func (p *program) offer(ctx context.Context) string {
	c, err := p.newestSound(ctx)
	switch {
	case err != nil:
		return textCopiesUnreadable(p.config.Backups.Folder, err)
	case c == nil:
		return textNoSoundCopy(p.config.Backups.Folder, p.orderTo("restore", "TỆP"))
	}
	return textSoundCopy(*c, p.orderTo("restore", c.path))
}

// lostStore is the failure to open a store that is damaged, or was and lies aside.
type lostStore struct {
	failure
	path  string
	aside string // "" while the damaged file is in its place
}

func (l *lostStore) Unwrap() error { return errors.Join(storage.ErrDamaged, l.cause) }

// wasSetAside tells whether a damaged store was moved out of the way.
func wasSetAside(path string) bool {
	aside, err := boltstore.Aside(path)
	return err == nil && len(aside) > 0
}

// openBolt opens a store file, and makes it where there never was one.
func (p *program) openBolt(path string) (*boltstore.Store, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		aside, err := boltstore.Aside(path)
		if err != nil {
			return nil, err
		}
		if n := len(aside); n > 0 {
			return nil, &lostStore{failure{textStoreIsAside(path, aside[n-1], p.orderTo("restore")), nil}, path, aside[n-1]}
		}
	}
	seal, err := p.seal()
	if err != nil {
		return nil, err
	}
	s, err := boltstore.OpenSealed(path, seal)
	if errors.Is(err, storage.ErrDamaged) {
		return nil, &lostStore{failure{textStoreIsDamaged(path, p.orderTo("restore")), err}, path, ""}
	}
	return s, err
}
