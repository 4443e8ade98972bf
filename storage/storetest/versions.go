package storetest

import (
	"errors"
	"math"
	"testing"
	"time"

	"thuky/report"
	"thuky/storage"
)

// testVersions: what was approved stays as it is, whatever is pruned or put again.
func testVersions(t *testing.T, s storage.Store) {
	version := func(campaign string, number int) storage.Approved {
		return storage.Approved{
			Version: report.Version{Campaign: campaign, Number: number, SHA256: "ab", At: noon.AddDate(-9, 0, 0)},
			Data:    []byte{byte(number), 'x'},
		}
	}
	numbers := []int{256, 1, 10, 2, math.MaxInt32}
	update(t, s, func(tx storage.Tx) error {
		var errs []error
		for _, n := range numbers {
			errs = append(errs, tx.PutVersion(version("c", n)))
		}
		return errors.Join(append(errs, tx.PutVersion(version("cc", 1)))...)
	})
	update(t, s, func(tx storage.Tx) error {
		other := version("c", 2)
		other.Data = []byte("other bytes")
		wantError(t, "the same number", tx.PutVersion(other), storage.ErrConflict)
		for _, n := range []int{0, -1, math.MinInt} {
			wantError(t, "number below 1", tx.PutVersion(version("c", n)), storage.ErrInvalid)
		}
		return tx.PruneArtifacts(noon.Add(time.Hour))
	})
	view(t, s, func(tx storage.Tx) error {
		got := names(list(t, tx.Versions("c")), func(v report.Version) int { return v.Number })
		same(t, "numbers", got, []int{1, 2, 10, 256, math.MaxInt32})
		for _, n := range got {
			v, err := tx.Version("c", n)
			same(t, "version", v, version("c", n))
			wantError(t, "version", err, nil)
		}
		for _, n := range []int{3, 0, -1} {
			_, err := tx.Version("c", n)
			wantError(t, "no such version", err, storage.ErrNotFound)
		}
		same(t, "of another campaign", len(list(t, tx.Versions("cc"))), 1)
		same(t, "of none", len(list(t, tx.Versions("d"))), 0)
		return nil
	})
}
