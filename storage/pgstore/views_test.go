package pgstore

import (
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/storetest"
)

// TestViews tries every query of docs/postgres.md, and compares its list with the views.
func TestViews(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/postgres.md")
	if err != nil {
		t.Fatal(err)
	}
	d := mustConnect(t, pgtest.New(t))
	s := mustOpen(t, d, "hoa-sen")
	if err := s.Update(t.Context(), func(tx storage.Tx) error {
		if err := storetest.Samples().Put(tx); err != nil {
			return err
		}
		if err := tx.PutParticipation(storage.Participation{Campaign: "thu-vien-1", Person: "p3"}); err != nil {
			return err
		}
		// What jsonb does not take must spoil no view.
		return tx.PutPerson(report.Person{ID: "odd", Name: "a\x00b\\u0000\ufffd"})
	}); err != nil {
		t.Fatal(err)
	}
	queries := strings.Split(string(text), "```sql\n")[1:]
	if len(queries) < 6 {
		t.Fatalf("%d queries in the page", len(queries))
	}
	for _, q := range queries {
		q, _, _ = strings.Cut(q, "```")
		rows, err := d.pool.Query(t.Context(), q)
		n := 0
		if err == nil {
			for rows.Next() {
				n++
			}
			err = rows.Err()
		}
		if err != nil || n == 0 && strings.HasPrefix(q, "SELECT") {
			t.Errorf("%d rows, %v of:\n%s", n, err, q)
		}
	}
	rows, err := d.pool.Query(t.Context(), `SELECT c.relname, string_agg(a.attname, ' ' ORDER BY a.attnum) FROM pg_class c
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
		WHERE c.relnamespace = 'so_lieu'::regnamespace AND c.relname <> 'tra_loi_hoa_sen' GROUP BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	type view struct{ name, columns string }
	views, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (v view, err error) { return v, row.Scan(&v.name, &v.columns) })
	if err != nil || len(views) == 0 {
		t.Fatalf("%d views, %v", len(views), err)
	}
	for _, v := range views {
		_, line, found := strings.Cut(string(text), "| `"+v.name+"` |")
		line, _, _ = strings.Cut(line, "\n")
		var documented []string
		for i, word := range strings.Split(line, "`") {
			if i%2 == 1 {
				documented = append(documented, word)
			}
		}
		if !found || strings.Join(documented, " ") != v.columns {
			t.Errorf("%s has %s, the page says %s", v.name, v.columns, strings.Join(documented, " "))
		}
		if _, err := d.pool.Exec(t.Context(), "SELECT * FROM so_lieu."+v.name); err != nil {
			t.Errorf("%s: %v", v.name, err)
		}
	}
	var name string
	if err := d.pool.QueryRow(t.Context(), "SELECT ho_ten FROM so_lieu.nguoi WHERE ma = 'odd'").Scan(&name); err != nil || !strings.HasPrefix(name, "a\ufffdb") {
		t.Errorf("odd name: %q, %v", name, err)
	}
}

// TestOlderSchema brings tables of the first schema up to date, with what is in them.
func TestOlderSchema(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	url := server.Database(t)
	d := mustConnect(t, url)
	want := storetest.Samples()
	if err := mustOpen(t, d, "truong").Update(t.Context(), want.Put); err != nil {
		t.Fatal(err)
	}
	server.Exec(t, url, "DROP SCHEMA so_lieu CASCADE; DROP FUNCTION thuky.readable, thuky.moment; ALTER TABLE thuky.schools DROP COLUMN seal; DELETE FROM "+versionTable+" WHERE version_id > 1")
	d = mustConnect(t, url)
	if err := mustOpen(t, d, "truong").View(t.Context(), func(tx storage.Tx) error {
		got, err := want.Read(tx)
		if diff := storetest.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	server.Exec(t, url, "SELECT * FROM so_lieu.nguoi")
}
