package boltstore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"thuky/storage"
	"thuky/storage/records"
	"thuky/storage/storetest"
)

// stored makes a file with one of every record and closes it.
func stored(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "thuky.db")
	s := mustOpen(t, path)
	if err := s.Update(t.Context(), storetest.Samples().Put); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	trim(t, path)
	return path
}

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

// refused checks that Open says why in one line and leaves the file alone.
func refused(t *testing.T, path, want string) error {
	t.Helper()
	before, _ := os.ReadFile(path)
	s, err := Open(path)
	if err == nil {
		s.Close()
		t.Fatal("opened")
	}
	if text := err.Error(); !strings.Contains(text, path) || !strings.Contains(text, want) || strings.Contains(text, "\n") {
		t.Errorf("got error %q, want one line with the path and %q", err, want)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
	return err
}

func TestOpen_createsForTheOwnerAlone(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "dữ liệu", "thư ký")
	path := filepath.Join(folder, "thuky.db")
	mustOpen(t, path)
	if got := mode(t, path); got != 0o600 {
		t.Errorf("file: got mode %o, want 600", got)
	}
	for _, dir := range []string{folder, filepath.Dir(folder)} {
		if got := mode(t, dir); got != 0o700 {
			t.Errorf("folder: got mode %o, want 700", got)
		}
	}
}

func TestOpen_closesAnOpenFile(t *testing.T) {
	t.Parallel()
	path := stored(t)
	for _, wide := range []fs.FileMode{0o644, 0o666, 0o640, 0o604} {
		if err := os.Chmod(path, wide); err != nil {
			t.Fatal(err)
		}
		if err := mustOpen(t, path).Close(); err != nil {
			t.Fatal(err)
		}
		if got := mode(t, path); got != 0o600 {
			t.Errorf("got mode %o after %o, want 600", got, wide)
		}
	}
}

// TestOpen_anEmptyFileIsNoStore: a new store is linked into its place whole, so that a file
// without content is one that lost it.
func TestOpen_anEmptyFileIsNoStore(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"empty": nil, "zeros": make([]byte, 1<<17)} {
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := refused(t, path, "damaged"); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%s: got error %v, want ErrDamaged", name, err)
		}
	}
	path := filepath.Join(t.TempDir(), "thuky.db")
	mustOpen(t, path)
	if got := files(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("a new store left %q", got)
	}
}

func TestOpen_whileOpen_saysSo(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "thuky.db")
	mustOpen(t, path)
	_, err := Open(path)
	if !errors.Is(err, storage.ErrLocked) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "another thuky is running") {
		t.Errorf("got error %v, want ErrLocked with the path and what to do", err)
	}
}

func TestOpen_refusesWhatIsNoStore(t *testing.T) {
	t.Parallel()
	write := func(data []byte) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, test := range map[string]struct {
		make func(t *testing.T, path string)
		want string
	}{
		"text":                                   {write([]byte("[school]\nname = \"Trường\"\n")), "not a thuky store"},
		"one":                                    {write([]byte{0}), "not a thuky store"},
		"sqlite":                                 {write([]byte("SQLite format 3\x00" + strings.Repeat("x", 8192))), "not a thuky store"},
		"docx":                                   {write([]byte("PK\x03\x04" + strings.Repeat("\x00", 100))), "not a thuky store"},
		"folder":                                 {func(t *testing.T, path string) { _ = os.Mkdir(path, 0o700) }, "is a folder"},
		"foreign":                                {foreign("items"), "another program"},
		"a bbolt file with a bucket of our name": {foreign("meta"), "another program"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "thuky.db")
			test.make(t, path)
			before := mode(t, path)
			refused(t, path, test.want)
			if got := mode(t, path); got != before {
				t.Errorf("mode changed from %o to %o", before, got)
			}
		})
	}
	t.Run("no name", func(t *testing.T) {
		t.Parallel()
		if _, err := Open(""); err == nil {
			t.Error("opened nothing")
		}
	})
	t.Run("folder is a file", func(t *testing.T) {
		t.Parallel()
		path := stored(t)
		refused(t, filepath.Join(path, "thuky.db"), "folder")
	})
}

// foreign makes a bbolt file of another program.
func foreign(bucket string) func(t *testing.T, path string) {
	return func(t *testing.T, path string) {
		edit(t, path, func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucket([]byte(bucket))
			if err != nil {
				return err
			}
			return b.Put([]byte("a"), []byte("b"))
		})
	}
}

// edit changes a file behind the engine's back.
func edit(t *testing.T, path string, fn func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(fn), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestOpen_aNewerStore(t *testing.T) {
	t.Parallel()
	path := stored(t)
	edit(t, path, func(tx *bbolt.Tx) error {
		return tx.Bucket(meta).Put(schemaKey, strconv.AppendInt(nil, int64(len(migrations)+1), 10))
	})
	if err := refused(t, path, "newer release"); !errors.Is(err, storage.ErrNewer) {
		t.Errorf("got error %v, want ErrNewer", err)
	}
	// It works with the newer release: a copy takes its place only where that was wanted.
	copied := stored(t)
	if _, _, err := Restore(t.Context(), copied, path, false, time.Now()); !errors.Is(err, storage.ErrConflict) {
		t.Errorf("restore over it: got %v, want ErrConflict", err)
	}
	if _, aside, err := Restore(t.Context(), copied, path, true, time.Now()); err != nil || aside == "" {
		t.Errorf("restore in its place: it lies at %q, %v", aside, err)
	}
}

// TestOpen_damaged: no damage makes Open panic or end the process, and what it
// cannot open is said to be damaged.
func TestOpen_damaged(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(stored(t))
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	try := func(t *testing.T, data []byte, mustFail bool) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "thuky.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err != nil {
			if !errors.Is(err, storage.ErrDamaged) && !strings.Contains(err.Error(), "nothing was changed") {
				t.Errorf("got error %q, want what to do", err)
			}
			return
		}
		if mustFail {
			t.Error("opened")
		}
		_ = s.Check(t.Context()) // ends, one way or the other
		_ = s.Close()
	}
	t.Run("cut off", func(t *testing.T) {
		t.Parallel()
		for _, size := range []int{16, 20, 100, page, 2 * page, 2*page + 1, 3 * page, 4 * page, 8 * page} {
			try(t, whole[:size], true)
		}
	})
	t.Run("no meta", func(t *testing.T) {
		t.Parallel()
		data := bytes.Clone(whole)
		for i := range 2 {
			copy(data[i*page+24:], bytes.Repeat([]byte{0xff}, 40))
		}
		try(t, data, true)
	})
	t.Run("one meta torn", func(t *testing.T) {
		t.Parallel()
		for i := range 2 {
			data := bytes.Clone(whole)
			copy(data[i*page:], bytes.Repeat([]byte{0}, page))
			try(t, data, false) // the other one serves
		}
	})
	t.Run("random", func(t *testing.T) {
		t.Parallel()
		r := rand.New(rand.NewPCG(1, 2))
		for range 60 {
			data := bytes.Clone(whole)
			for range 1 + r.IntN(30) {
				at := 2*page + r.IntN(len(data)-2*page-8)
				for i := range 8 {
					data[at+i] = byte(r.Uint32())
				}
			}
			try(t, data, false)
		}
	})
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	path := stored(t)
	failed := errors.New("wanted")
	var ran []int
	step := func(n int, err error) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			ran = append(ran, n)
			_, create := tx.CreateBucket([]byte{'x', byte(n)})
			return errors.Join(err, create)
		}
	}
	steps := append(migrations[:len(migrations):len(migrations)], step(2, nil), step(3, failed))
	if _, err := open(path, steps, nil); !errors.Is(err, failed) {
		t.Fatalf("got error %v, want that of the step", err)
	}
	s := mustOpen(t, path) // nothing of it stayed
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	steps[len(steps)-1] = step(3, nil)
	for range 2 {
		s, err := open(path, steps, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(t, s); len(got) != 3 {
			t.Errorf("got people %q, want three", got)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if want := []int{2, 3, 2, 3}; len(ran) != len(want) {
		t.Errorf("got steps %v, want %v", ran, want)
	}
	if _, err := Open(path); !errors.Is(err, storage.ErrNewer) {
		t.Errorf("the older release: got error %v, want ErrNewer", err)
	}
}

func TestRead_whatDoesNotDecode_isAnError(t *testing.T) {
	t.Parallel()
	path := stored(t)
	edit(t, path, func(tx *bbolt.Tx) error {
		return errors.Join(
			tx.Bucket(names[records.People]).Put([]byte("p1"), []byte("{")),
			tx.Bucket(names[records.Holds]).Put([]byte("a"), []byte("x")),
			tx.Bucket(names[records.Conversations]).Put([]byte("no address"), []byte("{}")),
			tx.Bucket(names[records.Outbox]).Put(binary.BigEndian.AppendUint64(nil, 1), []byte(`{"seq":"x"}`)))
	})
	s := mustOpen(t, path)
	err := s.View(t.Context(), func(tx storage.Tx) error {
		_, person := tx.Person("p1")
		_, hold := tx.Hold("a")
		for what, err := range map[string]error{"person": person, "hold": hold} {
			if err == nil || errors.Is(err, storage.ErrNotFound) {
				t.Errorf("%s: got error %v", what, err)
			}
		}
		met := map[string][]error{}
		for _, err := range tx.People() {
			met["people"] = append(met["people"], err)
		}
		for _, err := range tx.Holds() {
			met["holds"] = append(met["holds"], err)
		}
		for _, err := range tx.Conversations() {
			met["conversations"] = append(met["conversations"], err)
		}
		for _, err := range tx.Outbox() {
			met["outbox"] = append(met["outbox"], err)
		}
		for what, errs := range met {
			if len(errs) != 1 || errs[0] == nil {
				t.Errorf("%s: got %v, want one error", what, errs)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
