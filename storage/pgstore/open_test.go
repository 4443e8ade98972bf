package pgstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
)

// TestConnectErrors: each has its kind, and none shows the password.
func TestConnectErrors(t *testing.T) {
	t.Parallel()
	s := pgtest.Shared(t)
	db := s.Database(t)
	tcp := s.TCP(db, s.Address())
	const secret = "bi%mat/cua#toi"
	wrong := strings.Replace(tcp, pgtest.Password, url.QueryEscape(secret), 1)
	latin := s.Database(t)
	name := databaseOf(latin)
	s.Exec(t, db, "create database "+name+"l encoding 'LATIN1' template template0")
	readOnly := s.Database(t)
	s.Exec(t, db, "alter database "+databaseOf(readOnly)+" set default_transaction_read_only = on")
	s.Exec(t, db, "create role nguoi_la login password '"+pgtest.Password+"'")
	for _, test := range []struct {
		what, url string
		want      error
	}{
		{"a file", "bolt:data/thuky.db", ErrURL},
		{"nothing", "", ErrURL},
		{"words", "host=localhost password=" + secret, ErrURL},
		{"a password that breaks the address", "postgres://thuky:" + secret + "@127.0.0.1/x", ErrURL},
		{"a password with a sharp", "postgres://thuky:bi#mat/cua#toi@127.0.0.1/x", ErrURL},
		{"a port that is none", "postgres://thuky:" + url.QueryEscape(secret) + "@127.0.0.1:99999/x", ErrURL},
		{"a setting that is none", tcp + "&pool_max_conns=nhieu", ErrURL},
		{"wrong password", wrong, ErrRefused},
		{"password in the query", strings.Replace(wrong, ":"+url.QueryEscape(secret)+"@", "@", 1) + "&password=" + url.QueryEscape(secret), ErrRefused},
		{"no server", strings.Replace(wrong, s.Address(), closedPort(t), 1), ErrUnreachable},
		{"no host", "postgres://thuky:" + url.QueryEscape(secret) + "@may-khong-co.invalid/x", ErrUnreachable},
		{"no database", s.URL("khong_co"), ErrNoDatabase},
		{"another encoding", s.URL(name + "l"), ErrForeign},
		{"a server that takes no writes", readOnly, ErrReadOnlyServer},
		{"a user without rights", strings.Replace(db, "thuky@", "nguoi_la@", 1), ErrForbidden},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			d, err := Connect(t.Context(), test.url, Options{})
			if err == nil {
				d.Close()
			}
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			for _, part := range []string{secret, url.QueryEscape(secret), "bi%mat", "cua#toi"} {
				if err != nil && strings.Contains(err.Error(), part) {
					t.Errorf("the password is shown: %v", err)
				}
			}
		})
	}
}

// closedPort is an address where nobody listens.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestConnectNewer(t *testing.T) {
	t.Parallel()
	s := pgtest.Shared(t)
	url := s.Database(t)
	mustConnect(t, url)
	s.Exec(t, url, "insert into "+versionTable+" (version_id, is_applied) values (9999, true)")
	if _, err := Connect(t.Context(), url, Options{}); !errors.Is(err, storage.ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

// TestConnectTogether starts replicas at once on an empty database.
func TestConnectTogether(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			d, err := Connect(t.Context(), url, Options{})
			if err != nil {
				t.Errorf("replica %d: %v", i, err)
				return
			}
			defer d.Close()
			s, err := d.Open(t.Context(), "truong")
			if err != nil {
				t.Errorf("replica %d: %v", i, err)
				return
			}
			defer s.Close()
			if err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutPerson(report.Person{ID: fmt.Sprint(i)}) }); err != nil {
				t.Errorf("replica %d: %v", i, err)
			}
		})
	}
	group.Wait()
}

// TestMigrationsAreNumbered: migrate counts files.
func TestMigrationsAreNumbered(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for i, file := range files {
		if want := fmt.Sprintf("migrations/%05d_", i+1); !strings.HasPrefix(file, want) {
			t.Errorf("%s should begin with %s", file, want)
		}
	}
}

// TestTables compares the tables with what the code says of them.
func TestTables(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	for k, table := range tables {
		if table.name == "" {
			t.Errorf("kind %d has no table", k)
			continue
		}
		names, types := table.keyColumns(len(table.key))
		valueNames, valueTypes := table.value.columns()
		want := "school text"
		for i, name := range append(names, valueNames...) {
			want += ", " + name + " " + append(types, valueTypes...)[i]
		}
		var got string
		err := d.pool.QueryRow(t.Context(), `SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
			FROM pg_attribute WHERE attrelid = ('thuky.' || $1)::regclass AND attnum > 0 AND NOT attisdropped`, table.name).Scan(&got)
		if err != nil || got != want {
			t.Errorf("table %s: got %s, %v, want %s", table.name, got, err, want)
		}
		var bad int
		err = d.pool.QueryRow(t.Context(), `SELECT count(*) FROM pg_class c WHERE c.oid = ('thuky.' || $1)::regclass AND NOT (relrowsecurity AND relforcerowsecurity)`, table.name).Scan(&bad)
		if err != nil || bad > 0 {
			t.Errorf("table %s has no wall between schools: %v", table.name, err)
		}
	}
}

// TestWall: a user who is no superuser sees one school in a transaction of the program, and
// none where it forgot to say which.
func TestWall(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	url := server.Database(t)
	server.Exec(t, url, "create role thuky_thuong login; grant create on database "+databaseOf(url)+" to thuky_thuong")
	d := mustConnect(t, strings.Replace(url, "thuky@", "thuky_thuong@", 1))
	for _, school := range []string{"a", "b"} {
		s := mustOpen(t, d, school)
		if err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutPerson(report.Person{ID: school}) }); err != nil {
			t.Fatal(err)
		}
	}
	count := func(before string) (n int) {
		t.Helper()
		err := d.do(t.Context(), func(conn *pgx.Conn) error {
			if _, err := conn.Exec(t.Context(), "BEGIN; "+before); err != nil {
				return err
			}
			defer conn.Exec(context.Background(), "ROLLBACK") //nolint:errcheck // nothing was written
			return conn.QueryRow(t.Context(), "SELECT count(*) FROM thuky.people").Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(""); n != 0 {
		t.Errorf("without a school: %d people", n)
	}
	if n := count("SET LOCAL thuky.school = 'a'"); n != 1 {
		t.Errorf("in one school: %d people", n)
	}
	if n := count("SET LOCAL thuky.school = ''"); n != 2 {
		t.Errorf("an administrator: %d people", n)
	}
	// Somebody who may read the views, and nothing else.
	server.Exec(t, url, "create role thuky_doc login; grant usage on schema so_lieu to thuky_doc; grant select on all tables in schema so_lieu to thuky_doc")
	conn, err := pgx.Connect(t.Context(), strings.Replace(url, "thuky@", "thuky_doc@", 1))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background()) //nolint:errcheck // nothing is left to do
	var n int
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM so_lieu.nguoi").Scan(&n); err != nil || n != 2 {
		t.Errorf("a reader: %d people, %v", n, err)
	}
	if _, err := conn.Exec(t.Context(), "SELECT * FROM thuky.people"); code(err) != codeNoRights {
		t.Errorf("a reader looks into a table: %v", err)
	}
}

func databaseOf(url string) string {
	_, rest, _ := strings.Cut(url, "@/")
	name, _, _ := strings.Cut(rest, "?")
	return name
}

func TestOpenSchool(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	for _, school := range []string{"", "-", "a\x00b", "\xff"} {
		if _, err := d.Open(t.Context(), school); !errors.Is(err, storage.ErrInvalid) {
			t.Errorf("school %q: got %v, want ErrInvalid", school, err)
		}
	}
}

// FuzzRedacted: whatever the password and the rest of an address, it is not shown.
func FuzzRedacted(f *testing.F) {
	f.Add("mat-khau", "localhost:5432", "thuky?sslmode=disable")
	f.Add("a b@c/d#e?f:g%h", "", "x")
	f.Add("12/34@", "h", "x")
	f.Fuzz(func(t *testing.T, password, host, rest string) {
		const secret = "BiMat"
		for _, address := range []string{
			"postgres://thuky:" + url.QueryEscape(password+secret) + "@" + host + "/" + rest,
			"postgres://thuky:" + password + secret + "@may-chu/kho",
			"postgres://may-chu/kho?password=" + password + secret,
		} {
			if strings.Contains(host+rest, secret) {
				return
			}
			if shown := Redacted(address); strings.Contains(shown, secret) {
				t.Errorf("%q is shown as %q", address, shown)
			}
			if _, err := configure(address); err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("%q: %v", address, err)
			}
		}
	})
}
