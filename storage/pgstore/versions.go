package pgstore

import (
	"fmt"
	"iter"

	"thuky/report"
	"thuky/storage"
)

// versionKey sorts the versions of a campaign by number; it is nil for what
// cannot be stored.
func versionKey(campaign string, n int) []byte {
	if joined(campaign) == nil || n < 1 {
		return nil
	}
	return append(within(campaign), ofNumber(uint64(n))...)
}

func (t *tx) PutVersion(v storage.Approved) error {
	if err := storage.CheckID("campaign id", v.Campaign); err != nil {
		return err
	}
	key := versionKey(v.Campaign, v.Number)
	if key == nil {
		return fmt.Errorf("version %d of %q: %w", v.Number, v.Campaign, storage.ErrInvalid)
	}
	if t.get(versions, key) != nil && t.writable() == nil {
		return fmt.Errorf("version %d of %q: %w", v.Number, v.Campaign, storage.ErrConflict)
	}
	if err := t.put(versionData, key, append([]byte{}, v.Data...)); err != nil {
		return err
	}
	return about("version of", v.Campaign, putJSON(t, versions, key, v.Version))
}

func (t *tx) Version(campaign string, number int) (storage.Approved, error) {
	key := versionKey(campaign, number)
	v, err := getJSON[report.Version](t, versions, key)
	if err != nil {
		return storage.Approved{}, fmt.Errorf("version %d of %q: %w", number, campaign, err)
	}
	return storage.Approved{Version: v, Data: append([]byte{}, t.get(versionData, key)...)}, nil
}

func (t *tx) Versions(campaign string) iter.Seq2[report.Version, error] {
	if joined(campaign) == nil {
		return none[report.Version]
	}
	return records[report.Version](t, versions, within(campaign))
}
