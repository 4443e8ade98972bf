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
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			err := p.backup(c.Context(), args[0])
			switch {
			case err == nil:
				p.say(textBackedUp(args[0]))
				return nil
			case isTold(err):
				return err
			case errors.Is(err, fs.ErrExist):
				return failed(textBackupExists(args[0]), nil)
			default:
				return failed(textBackupFailed(args[0], err), err)
			}
		}),
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
