package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"thuky/storage"
	"thuky/web"
)

// shelfOfCopies are the backups in the configured folder.
type shelfOfCopies struct {
	folder string
	every  string // "" for never
	store  storage.Store
	now    func() time.Time
}

// backups gives the folder of backups, nil where none is set.
func (p *program) backups(s storage.Store) web.Backups {
	if p.config.Backups.Folder == "" {
		return nil
	}
	return &shelfOfCopies{p.config.Backups.Folder, p.config.Backups.At, s, p.env.Now}
}

// List gives the copies, the newest first. A folder that is not there yet has none.
func (c *shelfOfCopies) List() ([]web.BackupFile, error) {
	copies, err := copiesIn(c.folder)
	if err != nil {
		return nil, err
	}
	var all []web.BackupFile
	for _, f := range copies {
		all = append(all, web.BackupFile{Name: filepath.Base(f.path), At: f.at, Size: f.size})
	}
	return all, nil
}

// Make writes a verified copy with the time in its name.
func (c *shelfOfCopies) Make(ctx context.Context) error {
	if err := os.MkdirAll(c.folder, 0o700); err != nil {
		return err
	}
	name := c.now().In(vietnam).Format(backupTime) + backupEnding
	if err := c.store.Backup(ctx, filepath.Join(c.folder, name)); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil // the button was pressed twice: there is a copy of this second
}

// Folder is where they lie, for people to find.
func (c *shelfOfCopies) Folder() string {
	if path, err := filepath.Abs(c.folder); err == nil {
		return path
	}
	return c.folder
}

// Every is when a copy is made each day.
func (c *shelfOfCopies) Every() string { return c.every }
