package pgstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"thuky/storage/records"
)

// entry is a record as bytes; its value is nil where only the key was read.
type entry = records.Entry

// base reads the committed records of one school over one connection, in a
// transaction that others may not change.
type base struct {
	ctx    context.Context
	conn   *pgx.Conn
	school string
	err    error // the first failure: the transaction is of no use any more
	trips  int64 // how often the server was asked
}

// commands are the SQL of every kind.
var commands = func() (all [kinds]statements) {
	for k, t := range tables {
		all[k] = t.statements()
	}
	return all
}()

// fail keeps and passes on why the server could not be asked.
func (b *base) fail(k kind, err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("read %s: %w", k, err)
	if b.err == nil {
		b.err = err
	}
	return err
}

// get gives the value of a key, nil when there is none or when it failed.
func (b *base) get(k kind, key []byte) []byte {
	if b.err != nil {
		return nil
	}
	t := tables[k]
	b.trips++
	r := row{table: table{key: []column{t.value}}, bare: true}
	targets := r.targets()
	if len(targets) == 0 {
		var there bool
		targets = []any{&there}
	}
	err := b.conn.QueryRow(b.ctx, commands[k].get, t.args([]any{b.school}, key)...).Scan(targets...)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		_ = b.fail(k, err)
		return nil
	}
	return r.part([]byte{}, 0, t.value.form)
}

// page gives up to limit entries whose keys begin with prefix, those after a key, or
// below it when the order is falling. No after means from the beginning, or the end.
func (b *base) page(k kind, p page, prefix, after []byte, limit int) ([]entry, error) {
	if b.err != nil {
		return nil, b.err
	}
	t := tables[k]
	p.parts, p.after = len(t.split(prefix)), after != nil
	args := []any{b.school}
	if p.after {
		args = t.args(args, after) // which begins with the prefix
	} else {
		args = t.args(args, prefix)
	}
	return b.read(k, p.bare, commands[k].pages[p], append(args, limit))
}

// many gives those of the keys that are there, in no order.
func (b *base) many(k kind, keys [][]byte) ([]entry, error) {
	if b.err != nil {
		return nil, b.err
	}
	return b.read(k, false, commands[k].many, tables[k].arrays([]any{b.school}, keys, nil))
}

func (b *base) read(k kind, bare bool, sql string, args []any) ([]entry, error) {
	b.trips++
	rows, err := b.conn.Query(b.ctx, sql, args...)
	if err != nil {
		return nil, b.fail(k, err)
	}
	all, err := collect(k, bare, rows)
	return all, b.fail(k, err)
}

// collect reads all rows of a kind.
func collect(k kind, bare bool, rows pgx.Rows) ([]entry, error) {
	defer rows.Close()
	r := row{table: tables[k], bare: bare}
	targets := r.targets()
	var all []entry
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		all = append(all, r.entry())
	}
	return all, rows.Err()
}

// arrays adds an array for each column of the keys and, where there are values, of those.
func (t table) arrays(args []any, keys, values [][]byte) []any {
	var each []any // the columns of one row
	var all []any  // a slice for each column
	for i, key := range keys {
		each = each[:0]
		each = t.args(each, key)
		if values != nil {
			each = t.value.appendArgs(each, values[i])
		}
		if all == nil {
			for _, v := range each {
				switch v.(type) {
				case string:
					all = append(all, make([]string, 0, len(keys)))
				case []byte:
					all = append(all, make([][]byte, 0, len(keys)))
				case int64:
					all = append(all, make([]int64, 0, len(keys)))
				case int32:
					all = append(all, make([]int32, 0, len(keys)))
				}
			}
		}
		for c, v := range each {
			switch v := v.(type) {
			case string:
				all[c] = append(all[c].([]string), v)
			case []byte:
				all[c] = append(all[c].([][]byte), v)
			case int64:
				all[c] = append(all[c].([]int64), v)
			case int32:
				all[c] = append(all[c].([]int32), v)
			}
		}
	}
	return append(args, all...)
}
