package cli_test

import (
	"os"
	"strings"
	"testing"

	"thuky/storage"
	"thuky/storage/boltstore"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// onPostgres puts the desk's store into a database of its own; nothing else is changed.
func (d *desk) onPostgres() (url string) {
	d.t.Helper()
	url = pgtest.New(d.t)
	for i, entry := range d.env {
		if strings.HasPrefix(entry, "THUKY_STORAGE_URL=") {
			d.env[i] = "THUKY_STORAGE_URL=" + url
		}
	}
	return url
}

// TestPostgres: with storage.url alone changed the commands do what they do on a file.
func TestPostgres(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	url := d.onPostgres()
	d.must("campaign", "open", "--template", "dan-van-6-thang", "--deadline", "2026-12-31")
	if list := d.must("campaign", "list"); !strings.Contains(list, "dan-van-6-thang") {
		t.Errorf("got %s", list)
	}
	d.must("person", "invite", "--role", "staff")
	if got := d.must("doctor", "--json"); !strings.Contains(got, "dùng được, đã đọc lại toàn bộ của trường") {
		t.Errorf("doctor says %s", got)
	}
	// Another school in the same database has nothing of it.
	if list := d.must("campaign", "list", "--db", url+"&school=khac"); strings.Contains(list, "dan-van-6-thang") {
		t.Errorf("another school sees %s", list)
	}
	d.must("backup", d.path("copy.db"))
	if list := d.must("campaign", "list", "--db", d.path("copy.db")); !strings.Contains(list, "dan-van-6-thang") {
		t.Errorf("the copy has %s", list)
	}
	if code, _, stderr := d.run("backup", d.path("copy.db")); code != 1 || !strings.Contains(stderr, "trùng tên") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if code, _, stderr := d.run("restore", d.path("copy.db")); code != 2 || !strings.Contains(stderr, "thuky migrate --from bolt:"+d.path("copy.db")) {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if _, err := os.Stat(d.path("thuky.db")); err == nil {
		t.Error("a file was made, too")
	}
}

// TestPostgresAddress: an address that cannot be read is a slip on the command line.
func TestPostgresAddress(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, address := range []string{"postgres://u:gehe#im@h/d", "postgres:geheim", "postgres://u:geheim@h:1x/d"} {
		code, _, stderr := d.run("campaign", "list", "--db", address)
		if code != 2 || !strings.Contains(stderr, "%40") || strings.Contains(stderr, "gehe") {
			t.Errorf("%s: exit %d, %s", address, code, stderr)
		}
	}
}

// TestMigrate goes from a file to a database and back to another file.
func TestMigrate(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s, err := boltstore.Open(d.path("thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	want := storetest.Samples()
	if err := s.Update(t.Context(), want.Put); err != nil {
		t.Fatal(err)
	}
	bolt, url := "bolt:"+d.path("thuky.db"), pgtest.New(t)
	if code, _, stderr := d.run("migrate", "--from", bolt, "--to", url); code != 1 || !strings.Contains(stderr, "đang được") {
		t.Errorf("while another has the file: exit %d, %s", code, stderr)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	there := d.must("migrate", "--from", bolt, "--to", url)
	if !strings.Contains(there, "answers") || strings.Contains(there, "✗") {
		t.Errorf("got %s", there)
	}
	d.must("migrate", "--from", url, "--to", "bolt:"+d.path("back.db"))
	back, err := boltstore.Open(d.path("back.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if err := back.View(t.Context(), func(tx storage.Tx) error {
		got, err := want.Read(tx)
		if diff := storetest.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	for what, args := range map[string][]string{
		"a database with records": {"--from", bolt, "--to", url},
		"a file that is there":    {"--from", url, "--to", bolt},
		"no source":               {"--from", "bolt:" + d.path("none.db"), "--to", url},
		"no server":               {"--from", bolt, "--to", "postgres://u:geheim@127.0.0.1:1/x"},
		"no target":               {"--from", bolt},
	} {
		code, stdout, stderr := d.run(append([]string{"migrate"}, args...)...)
		if code == 0 || stdout != "" || stderr == "" || strings.Contains(stderr, "geheim") {
			t.Errorf("%s: exit %d, %s%s", what, code, stdout, stderr)
		}
	}
}

// TestDoctorWithoutServer: it says what is wrong, what to do, and no password.
func TestDoctorWithoutServer(t *testing.T) {
	t.Parallel()
	d := newDesk(t).bare()
	code, stdout, _ := d.run("doctor", "--db", "postgres://thuky:geheim@127.0.0.1:1/thuky")
	for _, want := range []string{"✗ Kho dữ liệu", "không kết nối được tới máy chủ", "postgres://thuky:xxxxx@127.0.0.1:1/thuky"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("doctor does not say %q", want)
		}
	}
	if code != 1 || strings.Contains(stdout, "geheim") {
		t.Errorf("exit %d, %s", code, stdout)
	}
}
