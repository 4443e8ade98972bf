package records

import (
	"time"

	"thuky/storage"
)

func (t *Tx) Once(key string, at time.Time) (bool, error) {
	if err := storage.CheckID("update key", key); err != nil {
		return false, err
	}
	if err := t.keys.Writable(); err != nil {
		return false, err
	}
	return t.keys.Remember([]byte(key), ofDay(at))
}

// PruneOnce forgets whole days; the day of before is not wholly before it.
func (t *Tx) PruneOnce(before time.Time) error {
	if err := t.keys.Writable(); err != nil {
		return err
	}
	return t.keys.Forget(ofDay(before))
}
