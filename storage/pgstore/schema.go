package pgstore

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"thuky/storage"
)

// migrations lead from an empty database to the present schema. Append only: what a release
// has shipped never changes.
//
//go:embed migrations/*.sql
var migrations embed.FS

const versionTable = "thuky.goose_db_version"

// migrate brings the tables to the present schema. It writes nothing when there is nothing to
// do, so that programs that start at once, and standby servers, are left in peace.
func (d *Database) migrate(ctx context.Context, readOnly bool) error {
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err // unreachable: the folder is embedded
	}
	files, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return err // unreachable: the pattern is good
	}
	latest := int64(len(files)) // they are numbered from 1; a test looks
	done, err := d.schema(ctx)
	switch {
	case err != nil:
		return err
	case done > latest:
		return fmt.Errorf("its schema is %d, this release knows %d; use the newer release again: %w", done, latest, storage.ErrNewer)
	case readOnly:
		return ErrReadOnlyServer
	case done == latest:
		return nil
	}
	// Two programs that start at once may both find no schema; the second is told that it is there.
	if _, err := d.pool.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS thuky"); err != nil && code(err) != codeUnique && code(err) != "42P06" {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	if err != nil {
		return err // unreachable: the options are good
	}
	db := stdlib.OpenDBFromPool(d.pool)
	defer db.Close() //nolint:errcheck // the pool stays open
	p, err := goose.NewProvider(goose.DialectPostgres, db, folder,
		goose.WithTableName(versionTable), goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the tables to schema %d: %w", latest, err)
	}
	return nil
}

// schema is the number of the last migration that was done, 0 where there are no tables.
func (d *Database) schema(ctx context.Context) (n int64, err error) {
	var there bool
	if err := d.pool.QueryRow(ctx, "SELECT to_regclass($1) IS NOT NULL", versionTable).Scan(&there); err != nil || !there {
		return 0, err
	}
	err = d.pool.QueryRow(ctx, "SELECT version_id FROM "+versionTable+" WHERE is_applied ORDER BY version_id DESC LIMIT 1").Scan(&n)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return n, err
}
