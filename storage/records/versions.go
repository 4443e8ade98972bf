package records

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

func (t *Tx) PutVersion(v storage.Approved) error {
	if err := storage.CheckID("campaign id", v.Campaign); err != nil {
		return err
	}
	key := versionKey(v.Campaign, v.Number)
	if key == nil {
		return fmt.Errorf("version %d of %q: %w", v.Number, v.Campaign, storage.ErrInvalid)
	}
	if err := t.keys.Writable(); err != nil {
		return err
	}
	there, err := t.has(Versions, key)
	if err == nil && there {
		err = storage.ErrConflict
	}
	if err != nil {
		return fmt.Errorf("version %d of %q: %w", v.Number, v.Campaign, err)
	}
	if err := t.put(VersionData, key, append([]byte{}, v.Data...)); err != nil {
		return err
	}
	return about("version of", v.Campaign, putJSON(t, Versions, key, v.Version))
}

func (t *Tx) Version(campaign string, number int) (storage.Approved, error) {
	key := versionKey(campaign, number)
	v, err := getJSON[report.Version](t, Versions, key)
	if err != nil {
		return storage.Approved{}, fmt.Errorf("version %d of %q: %w", number, campaign, err)
	}
	data, err := t.get(VersionData, key)
	if err != nil {
		return storage.Approved{}, fmt.Errorf("version %d of %q: %w", number, campaign, err)
	}
	return storage.Approved{Version: v, Data: append([]byte{}, data...)}, nil
}

func (t *Tx) Versions(campaign string) iter.Seq2[report.Version, error] {
	if joined(campaign) == nil {
		return none[report.Version]
	}
	return all[report.Version](t, Versions, Stretch{Prefix: within(campaign)})
}
