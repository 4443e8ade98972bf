package pgstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"thuky/storage"
	"thuky/storage/records"
)

// aboutSeal tells whether an error is that a key is not that of the store.
func aboutSeal(err error) bool {
	return errors.Is(err, storage.ErrSealed) || errors.Is(err, storage.ErrNotSealed) || errors.Is(err, storage.ErrOtherKey)
}

// fits looks at the mark of the school in every transaction: somebody may have sealed it anew while
// this process has it open.
func (s *Store) fits(mark []byte) error { return s.db.options.Seal.Fit(mark) }

// fit looks whether a school is sealed with the key of the database, and seals a new one, which
// has no record yet.
func (d *Database) fit(ctx context.Context, school string) error {
	seal := d.options.Seal
	lock := "" // a writer that hangs holds up nobody who only opens
	if seal != nil {
		lock = " FOR UPDATE"
	}
	return d.do(ctx, func(conn *pgx.Conn) error {
		var mark []byte
		var version int64
		b := &pgx.Batch{}
		b.Queue("BEGIN")
		b.Queue(sqlNameSchool, school)
		b.Queue("SELECT seal, version FROM thuky.schools WHERE school = $1"+lock, school).
			QueryRow(func(row pgx.Row) error { return row.Scan(&mark, &version) })
		if err := conn.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
		if mark != nil || seal == nil || version > 0 {
			_, err := conn.Exec(ctx, "ROLLBACK")
			return errors.Join(seal.Fit(mark), err)
		}
		b = &pgx.Batch{}
		b.Queue("UPDATE thuky.schools SET seal = $2 WHERE school = $1", school, seal.Mark())
		b.Queue(commands[records.Values].upsert, tables[records.Values].arrays([]any{school}, [][]byte{[]byte(records.MarkKey)}, [][]byte{seal.Mark()})...)
		b.Queue("COMMIT")
		return conn.SendBatch(ctx, b).Close()
	})
}

// clear deletes all records of the school.
func (t *tx) clear() error {
	for k := range kinds {
		if _, err := t.base.conn.Exec(t.base.ctx, "DELETE FROM thuky."+tables[k].name+" WHERE school = $1", t.base.school); err != nil {
			return fmt.Errorf("%s: %w", k, err)
		}
	}
	return nil
}

// Reseal puts the same records, sealed with another key, in the place of all that the school has,
// in one transaction: nil opens them. Every process that has the school open with the old key
// is refused from then on, this store too: close it.
func (s *Store) Reseal(ctx context.Context, to *records.Seal) error {
	if s.db.pool.Config().MaxConns < 2 {
		return errors.New("reseal: it takes two connections; raise pool_max_conns")
	}
	// The dump is read over another connection, which sees what was there before.
	if err := s.load(ctx, records.TurnDump(s.db.options.Seal, to, s.Dump), true); err != nil {
		return fmt.Errorf("reseal: %w", err)
	}
	return nil
}
