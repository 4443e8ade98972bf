package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore"
)

func (p *program) migrateCommand() *cobra.Command {
	var from, to string
	c := &cobra.Command{
		Use:     "migrate",
		Short:   "chuyển kho dữ liệu sang kho khác (tệp ↔ PostgreSQL)",
		Long:    textMigrateLong,
		Example: textMigrateExample,
		Args:    exactly(),
		RunE: p.doing(func(c *cobra.Command, _ []string) error {
			if from == "" || to == "" {
				return usage(textMigrateFlags)
			}
			return p.migrate(c.Context(), p.ofSchool(from), p.ofSchool(to))
		}),
	}
	c.Flags().StringVar(&from, "from", "", textFlagFrom)
	c.Flags().StringVar(&to, "to", "", textFlagTo)
	return c
}

// migrate carries a store to a new one, and counts both.
func (p *program) migrate(ctx context.Context, from, to string) error {
	source, err := p.openAt(from)
	if err != nil {
		return err
	}
	given, err := p.carry(ctx, source, to)
	if err := errors.Join(err, storeFailure(source.Close())); err != nil {
		return err
	}
	target, err := p.openAt(to)
	if err != nil {
		return err
	}
	got := storage.Tally{}
	counted := target.Dump(ctx, func(r storage.Raw) error { got.Add(r); return nil })
	if err := errors.Join(counted, target.Check(ctx), target.Close()); err != nil {
		return failed(textMigrateUnproven(storeName(to)), err)
	}
	p.printTallies(given, got)
	if differ := given.Differ(got); differ != nil {
		return failed(textMigrateDiffers(storeName(to), differ), nil)
	}
	p.say(textMigrated(storeName(from), storeName(to)))
	return nil
}

// carry fills the new store and tells what it was given.
func (p *program) carry(ctx context.Context, source engine, to string) (storage.Tally, error) {
	given := storage.Tally{}
	dump := func(ctx context.Context, put func(storage.Raw) error) error {
		clear(given)
		return source.Dump(ctx, func(r storage.Raw) error {
			given.Add(r)
			return put(r)
		})
	}
	if !isPostgres(to) {
		path, err := storePath(to)
		if err != nil {
			return nil, err
		}
		seal, sealErr := p.seal()
		if sealErr != nil {
			return nil, sealErr
		}
		err = boltstore.WriteSealed(ctx, path, dump, seal)
		switch {
		case errors.Is(err, fs.ErrExist):
			return nil, failed(textMigrateExists(path), nil)
		case err != nil:
			return nil, failed(textMigrateFailed(path, err), err)
		}
		return given, nil
	}
	address, school := splitSchool(to)
	target, err := pgstore.Open(ctx, address, school, pgstore.Options{})
	if err != nil {
		return nil, postgresFailure(address, err)
	}
	err = errors.Join(target.Load(ctx, dump), target.Close())
	switch {
	case errors.Is(err, storage.ErrConflict):
		return nil, failed(textMigrateFull(storeName(to), school), err)
	case err != nil:
		return nil, failed(textMigrateFailed(storeName(to), err), err)
	}
	return given, nil
}

// openAt opens a store that must be there.
func (p *program) openAt(storeURL string) (engine, error) {
	configured := p.config.Storage.URL
	defer func() { p.config.Storage.URL = configured }()
	p.config.Storage.URL = storeURL
	return p.openExisting()
}

// storeName is a storage URL that may be shown.
func storeName(storeURL string) string {
	if isPostgres(storeURL) {
		address, _ := splitSchool(storeURL)
		return pgstore.Redacted(address)
	}
	if path, err := storePath(storeURL); err == nil {
		return path
	}
	return hidePassword(storeURL)
}

// printTallies shows what was counted on both sides, kind by kind.
func (p *program) printTallies(given, got storage.Tally) {
	rows := [][]string{textMigrateHead}
	kinds := append(given.Kinds(), got.Kinds()...)
	slices.Sort(kinds)
	for _, kind := range slices.Compact(kinds) {
		verdict := "✓"
		if given[kind] != got[kind] {
			verdict = "✗"
		}
		rows = append(rows, []string{
			kind, strconv.FormatInt(given[kind].Count, 10), given[kind].Hash(),
			strconv.FormatInt(got[kind].Count, 10), got[kind].Hash(), verdict,
		})
	}
	table(p.env.Stdout, rows)
}
