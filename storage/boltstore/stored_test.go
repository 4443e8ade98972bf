package boltstore

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"thuky/storage"
	"thuky/storage/storetest"
)

var rewrite = flag.Bool("update", false, "write the stored sample of the present release anew")

const storedSamples = "../storetest/testdata"

// TestStored opens the files that releases wrote.
func TestStored(t *testing.T) {
	t.Parallel()
	if *rewrite {
		writeSample(t, filepath.Join(storedSamples, storetest.Release, "bolt.db"))
	}
	folders, err := filepath.Glob(filepath.Join(storedSamples, "v*"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no stored samples: %v", err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			want, err := storetest.ReadStored(folder)
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(filepath.Join(folder, "bolt.db"))
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "thuky.db")
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
			s := mustOpen(t, path)
			if err := s.Check(t.Context()); err != nil {
				t.Error(err)
			}
			err = s.Update(t.Context(), func(tx storage.Tx) error {
				got, err := want.Read(tx)
				if diff := storetest.Diff(want, got); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
				for _, key := range want.Once {
					if fresh, err := tx.Once(key, benchNow); fresh || err != nil {
						t.Errorf("update key %q: got fresh=%v, %v", key, fresh, err)
					}
				}
				for _, want := range want.Jobs {
					got, err2 := tx.ClaimJob(want.Created, want.Leased)
					if diff := storetest.Diff(want, got); diff != "" || err2 != nil {
						t.Errorf("job: %v, -want +got:\n%s", err2, diff)
					}
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// writeSample writes a compacted store.
func writeSample(t *testing.T, path string) {
	t.Helper()
	src, err := bbolt.Open(stored(t), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	dst, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: 4096})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(bbolt.Compact(dst, src, 0), dst.Close(), src.Close()); err != nil {
		t.Fatal(err)
	}
}
