package endtoend

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/unicode/norm"

	"thuky/storage/pgstore/pgtest"
)

// sealed gives the office a key.
func (o *office) sealed(t *testing.T) {
	t.Helper()
	key := filepath.Join(t.TempDir(), "kho.khoa")
	o.run(t, "", "key", "new", key)
	o.env = append(o.env, "THUKY_STORAGE_KEY_FILE="+key)
}

// TestSealed: after a whole campaign nothing that tells who somebody is can be found in the store or
// in its copy, however it is written.
func TestSealed(t *testing.T) {
	t.Parallel()
	o := fromNoticeToApproval(t, func(o *office) { o.sealed(t) })
	copied := filepath.Join(t.TempDir(), "copy.db")
	o.run(t, "", "backup", copied)
	for _, file := range []string{o.db, copied} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		hides(t, file, data)
	}
	o.checkSealed(t)
}

// TestSealedOnPostgres looks through every table.
func TestSealedOnPostgres(t *testing.T) {
	t.Parallel()
	o := fromNoticeToApproval(t, func(o *office) { o.db = pgtest.New(t); o.sealed(t) })
	ctx := t.Context()
	conn, err := pgx.Connect(ctx, o.db)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx) //nolint:errcheck // it was only read
	rows, err := conn.Query(ctx, "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('thuky', 'so_lieu')")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 30 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	if _, err := conn.Exec(ctx, "SET thuky.school = 'truong'"); err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, table := range tables {
		rows, err := conn.Query(ctx, "SELECT r::text FROM "+table+" AS r")
		if err != nil {
			t.Fatal(err)
		}
		all, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		count += len(all)
		hides(t, table, []byte(strings.Join(all, "\n")))
	}
	if count < 100 {
		t.Errorf("only %d rows were looked at", count)
	}
	// What people ask in SQL: names are empty, what is not sealed is there.
	var names, answers int
	if err := conn.QueryRow(ctx, "SELECT (SELECT count(ho_ten) FROM so_lieu.nguoi), (SELECT count(noi_dung) FROM so_lieu.cau_tra_loi)").Scan(&names, &answers); err != nil || names != 0 || answers == 0 {
		t.Errorf("the views show %d names and %d answers, %v", names, answers, err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	o.run(t, "", "backup", copied)
	data, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	hides(t, copied, data)
	o.checkSealed(t)
}

// checkSealed looks whether the store is whole, and whether it opens without its key.
func (o *office) checkSealed(t *testing.T) {
	t.Helper()
	if out := o.run(t, "", "person", "list"); !strings.Contains(out, "Lê Thị Mận") {
		t.Errorf("the list with the key: %s", out)
	}
	o.run(t, "", "audit", "verify")
	bare := *o
	bare.env = append(o.env[:len(o.env):len(o.env)], "THUKY_STORAGE_KEY_FILE=")
	if out, err := bare.command("person", "list").CombinedOutput(); err == nil || !strings.Contains(string(out), "storage.key_file") {
		t.Errorf("without the key: %v\n%s", err, out)
	}
}

// hides looks for who took part, in every form in which it could be written.
func hides(t *testing.T, where string, data []byte) {
	t.Helper()
	for _, word := range []string{
		"Lê Thị Mận", "Trần Văn Đỗ", "Bùi Kim Chi", "Đào Văn Em", "Hồ Văn Dũng", "Thị Mận", "Văn Đỗ", "Kim Chi",
		"70010011", "70010012", "70010021", "70010022", "70010031",
	} {
		for _, form := range []string{word, norm.NFD.String(word), strings.ToLower(word)} {
			escaped := strings.Trim(strconv.QuoteToASCII(form), `"`)
			quoted, err := json.Marshal(form)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{form, escaped, strings.Trim(string(quoted), `"`), hex.EncodeToString([]byte(form))} {
				if i := bytes.Index(data, []byte(text)); i >= 0 {
					t.Errorf("%s holds %q: %q", where, text, data[max(0, i-200):min(len(data), i+100)])
				}
			}
		}
	}
}

// TestKeyChangeKilled: whenever the change of the key is killed, the store opens with the old key or
// with the new one, and holds the same.
func TestKeyChangeKilled(t *testing.T) {
	t.Parallel()
	for name, furnish := range map[string]func(*office){
		"file":       func(*office) {},
		"PostgreSQL": func(o *office) { o.db = pgtest.New(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			furnish(o)
			keys := make([]string, 2)
			for i := range keys {
				keys[i] = filepath.Join(o.dir, fmt.Sprint(i, ".khoa"))
				o.run(t, "", "key", "new", keys[i])
			}
			with := func(key string) *office {
				other := *o
				other.env = append(o.env[:len(o.env):len(o.env)], "THUKY_STORAGE_KEY_FILE="+key)
				return &other
			}
			people := filepath.Join(o.dir, "nguoi.csv")
			var list strings.Builder
			list.WriteString("họ tên\n")
			for i := range 300 {
				fmt.Fprintf(&list, "Nguyễn Thị %c%c\n", 'A'+i%26, 'a'+i/26)
			}
			if err := os.WriteFile(people, []byte(list.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			with(keys[0]).run(t, "", "person", "import", people)
			want := with(keys[0]).run(t, "", "person", "list", "--json")
			if !strings.Contains(want, "Nguyễn Thị Aa") {
				t.Fatalf("nobody was imported: %.200s", want)
			}
			now := 0
			for round := range 6 {
				change := with(keys[now]).command("key", "change", "--to", keys[1-now])
				if err := change.Start(); err != nil {
					t.Fatal(err)
				}
				killed := time.AfterFunc(time.Duration(rand.IntN(250))*time.Millisecond, func() { _ = change.Process.Kill() })
				_ = change.Wait() // killed or done
				killed.Stop()
				opened := 0
				for i, key := range keys {
					out, err := with(key).command("person", "list", "--json").Output()
					if err != nil {
						continue
					}
					opened++
					now = i
					if string(out) != want {
						t.Errorf("round %d: the list is another", round)
					}
				}
				if opened != 1 {
					t.Fatalf("round %d: the store opens with %d of two keys", round, opened)
				}
			}
			// Given again it goes through, and again it does nothing.
			for range 2 {
				with(keys[now]).run(t, "", "key", "change", "--to", keys[1-now])
			}
			if out := with(keys[1-now]).run(t, "", "person", "list", "--json"); out != want {
				t.Error("at the end the list is another")
			}
			with(keys[1-now]).run(t, "", "audit", "verify")
		})
	}
}
