package pgstore

import (
	"context"

	"thuky/storage/records"
)

// Check reads every record of the school and compares the indexes with what they index, for
// an operator. The tables themselves are the server's to look after.
func (s *Store) Check(ctx context.Context) error {
	return s.view(ctx, func(t *tx) error {
		t.cache = nil // what the server has is looked at
		return records.Check(s.db.options.Seal.Over(t), func(k kind) (n int, err error) {
			err = t.base.conn.QueryRow(ctx, "SELECT count(*) FROM thuky."+tables[k].name+" WHERE school = $1", s.school).Scan(&n)
			return n, t.base.fail(k, err)
		})
	})
}
