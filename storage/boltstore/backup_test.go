package boltstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"thuky/storage"
	"thuky/storage/records"
	"thuky/storage/storetest"
)

// files lists a folder with the hidden ones.
func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestBackup_whileUpdatesGoOn(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "thuky.db"))
	want := storetest.Samples()
	if err := s.Update(t.Context(), want.Put); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			err := s.Update(context.Background(), func(tx storage.Tx) error {
				return errors.Join(tx.PutTemplate("a", []byte(fmt.Sprint(n))), tx.PutTemplate("b", []byte(fmt.Sprint(n))),
					tx.PutArtifact(fmt.Sprint(n%10), storage.Artifact{Data: make([]byte, n%100*1000)}))
			})
			if err != nil {
				t.Errorf("update: %v", err)
			}
		}
	})
	var copies []string
	for i := range 5 {
		path := filepath.Join(folder, fmt.Sprintf("bản sao %d.db", i))
		if err := s.Backup(t.Context(), path); err != nil {
			t.Error(err)
		}
		copies = append(copies, path)
	}
	stop()
	writer.Wait()
	for _, path := range copies {
		if got := mode(t, path); got != 0o600 {
			t.Errorf("got mode %o, want 600", got)
		}
		b := mustOpen(t, path)
		err := b.View(t.Context(), func(tx storage.Tx) error {
			got, err := want.Read(tx)
			if diff := storetest.Diff(want, got); diff != "" {
				t.Errorf("the copy differs (-want +got):\n%s", diff)
			}
			x, _ := tx.Template("a")
			y, _ := tx.Template("b")
			if string(x) != string(y) {
				t.Errorf("half a transaction: %s and %s", x, y)
			}
			return err
		})
		if err := errors.Join(err, b.Check(t.Context())); err != nil {
			t.Error(err)
		}
	}
	if got := len(files(t, folder)); got != len(copies) {
		t.Errorf("got %d files, want %d: %q", got, len(copies), files(t, folder))
	}
}

func TestBackup_refused(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "thuky.db"))
	folder := t.TempDir()
	there := filepath.Join(folder, "there.db")
	if err := os.WriteFile(there, []byte("precious"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(folder, "link.db")); err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, test := range map[string]struct {
		ctx  context.Context
		path string
		want error
	}{
		"there":     {t.Context(), there, fs.ErrExist},
		"link":      {t.Context(), filepath.Join(folder, "link.db"), fs.ErrExist},
		"folder":    {t.Context(), folder, fs.ErrExist},
		"itself":    {t.Context(), s.path, fs.ErrExist},
		"no folder": {t.Context(), filepath.Join(folder, "none", "x.db"), fs.ErrNotExist},
		"in a file": {t.Context(), filepath.Join(there, "x.db"), nil},
		"cancelled": {cancelled, filepath.Join(folder, "x.db"), context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			err := s.Backup(test.ctx, test.path)
			if err == nil || test.want != nil && !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.path) {
				t.Errorf("got error %v, want %v with the path", err, test.want)
			}
		})
	}
	if got, want := fmt.Sprint(files(t, folder)), "[link.db there.db]"; got != want {
		t.Errorf("got files %s, want %s", got, want)
	}
	if got, _ := os.ReadFile(there); string(got) != "precious" {
		t.Errorf("the file that was there is now %q", got)
	}
}

// dyingContext ends after some calls of Err: in the middle of the copy.
type dyingContext struct {
	context.Context
	calls int
}

func (c *dyingContext) Err() error {
	if c.calls--; c.calls < 0 {
		return context.Canceled
	}
	return nil
}

func TestBackup_cancelledInTheMiddle_leavesNothing(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, filepath.Join(t.TempDir(), "thuky.db"))
	if err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutArtifact("big", storage.Artifact{Data: make([]byte, 5<<20)}) }); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for calls := range 5 {
		err := s.Backup(&dyingContext{t.Context(), calls}, filepath.Join(folder, "x.db"))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("after %d calls: got error %v, want Canceled", calls, err)
		}
		if got := files(t, folder); len(got) != 0 {
			t.Errorf("after %d calls: left %q", calls, got)
		}
	}
}

func TestCheck_findsDamage(t *testing.T) {
	t.Parallel()
	path := stored(t)
	s := mustOpen(t, path)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("a sound store: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("a closed store: got error %v, want ErrClosed", err)
	}
	// An index that disagrees, and a record that does not decode.
	bad := stored(t)
	edit(t, bad, func(tx *bbolt.Tx) error {
		return errors.Join(tx.Bucket(names[records.Addresses]).Delete([]byte("telegram:1001")), tx.Bucket(names[records.OutboxKeys]).Delete([]byte("telegram/81231/1")),
			tx.Bucket(names[records.JobQueue]).Put([]byte("x"), nil), tx.Bucket(names[records.Strangers]).Put([]byte("x:1"), []byte("{")))
	})
	err := mustOpen(t, bad).Check(t.Context())
	for _, want := range []string{"leads elsewhere", "3 outgoing messages have 2 keys", "1 jobs have 2 places", "strangers", "2 people's"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
	// Two keys of a leaf page change places.
	edit(t, path, func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte("zz"))
		for i := range 500 {
			err = errors.Join(err, b.Put(fmt.Appendf(nil, "unsorted-%04d", i), []byte("x")))
		}
		return err
	})
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spoilt := strings.ReplaceAll(string(data), "unsorted-0250", "unsorted-9999")
	if err := os.WriteFile(path, []byte(spoilt), 0o600); err != nil {
		t.Fatal(err)
	}
	s = mustOpen(t, path)
	if err := s.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a damaged store: got %v", err)
	}
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "x.db")); err == nil {
		t.Error("a copy of a damaged store passed as sound")
	}
}
