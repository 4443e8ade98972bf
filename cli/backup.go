package cli

import (
	"context"
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"thuky/storage"
)

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup TỆP",
		Short: "sao lưu kho dữ liệu vào một tệp mới",
		Long:  textBackupLong,
		Args:  exactly("TỆP"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.configure(); err != nil {
				return err
			}
			if p.whole != nil && p.wanted() == "" {
				return p.backupAll(c.Context(), args[0])
			}
			if err := p.choose(); err != nil {
				return err
			}
			return p.backupTo(c.Context(), args[0])
		},
	}
}

// backupTo copies the store to a file, and says so.
func (p *program) backupTo(ctx context.Context, path string) error {
	err := p.backup(ctx, path)
	switch {
	case err == nil:
		p.say(textBackedUp(path))
		return nil
	case isTold(err):
		return err
	case errors.Is(err, fs.ErrExist):
		return failed(textBackupExists(path), nil)
	default:
		return failed(textBackupFailed(path, err), err)
	}
}

// backup copies the store; while serve holds it, serve does.
func (p *program) backup(ctx context.Context, path string) error {
	s, err := p.openExisting()
	if errors.Is(err, storage.ErrLocked) {
		store, pathErr := storePath(p.config.Storage.URL)
		if pathErr != nil {
			return pathErr
		}
		asked, orderErr := orderBackup(ctx, store, path)
		if !asked {
			return err
		}
		return orderErr
	}
	if err != nil {
		return err
	}
	return errors.Join(s.Backup(ctx, path), s.Close())
}
