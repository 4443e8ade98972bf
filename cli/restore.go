package cli

import (
	"context"
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"thuky/storage"
	"thuky/storage/boltstore"
)

func (p *program) restoreCommand() *cobra.Command {
	var replace bool
	c := &cobra.Command{
		Use:   "restore [TỆP]",
		Short: "khôi phục kho dữ liệu từ một bản sao lưu",
		Long:  textRestoreLong,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage(textExtraArgument(c.CommandPath(), args[1], c.UseLine()))
			}
			return nil
		},
		RunE: p.doing(func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return p.listCopies(c.Context())
			}
			return p.restore(c.Context(), args[0], replace)
		}),
	}
	c.Flags().BoolVar(&replace, "replace", false, textFlagReplace)
	return c
}

// restore puts a backup in the place of the store.
func (p *program) restore(ctx context.Context, backup string, replace bool) error {
	if isPostgres(p.config.Storage.URL) {
		return usage(textRestorePostgres(p.orderTo("migrate", "--from", "bolt:"+backup, "--to", "postgres://…")))
	}
	path, err := storePath(p.config.Storage.URL)
	if err != nil {
		return err
	}
	seal, err := p.seal()
	if err != nil {
		return err
	}
	replace = replace || !p.room().asks
	contents, aside, err := boltstore.RestoreSealed(ctx, backup, path, replace, p.now(), seal)
	if errors.Is(err, storage.ErrConflict) && p.sure(ctx, textRestoreAsk(path, backup), wordReplace) {
		contents, aside, err = boltstore.RestoreSealed(ctx, backup, path, true, p.now(), seal)
	}
	if told := sealFailure(backup, err); told != nil {
		return told
	}
	switch {
	case errors.Is(err, storage.ErrLocked):
		return &locked{failure{text: textStoreLocked(path)}}
	case errors.Is(err, storage.ErrConflict):
		return failed(textRestoreOverSound(path, p.orderTo("restore", "--replace", backup)), nil)
	case errors.Is(err, storage.ErrNewer):
		return failed(textStoreNewer(backup), nil)
	case errors.Is(err, fs.ErrNotExist) && aside == "":
		return failed(textRestoreNoFile(backup), nil)
	case err != nil:
		return failed(textNotRestored(backup, path, aside, err), err)
	}
	p.say(textRestored(path, contents))
	if aside != "" {
		p.say(textSetAside(aside))
	}
	return nil
}

// listCopies says which copies there are, and which are whole.
func (p *program) listCopies(ctx context.Context) error {
	folder := p.config.Backups.Folder
	all, err := copiesIn(folder)
	if err != nil {
		return failed(textCopiesUnreadable(folder, err), err)
	}
	if folder == "" || len(all) == 0 {
		return failed(textNoSoundCopy(folder, p.orderTo("restore", "TỆP")), nil)
	}
	var rows [][]string
	var best *soundCopy
	for i, c := range all {
		contents, err := boltstore.Contents{}, errNotRead
		if i < offered {
			contents, err = p.inspect(ctx, c.path)
		}
		if err == nil && best == nil {
			best = &soundCopy{c, contents}
		}
		rows = append(rows, textCopyRow(c, contents, err))
	}
	table(p.env.Stdout, rows)
	if best == nil {
		return failed(textNoSoundCopy(folder, p.orderTo("restore", "TỆP")), nil)
	}
	p.say(textRestoreNewest(p.orderTo("restore", best.path)))
	return nil
}

// errNotRead: a copy beyond those that are read from end to end.
var errNotRead = errors.New("not read")
