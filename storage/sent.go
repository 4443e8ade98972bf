package storage

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Platforms that carry only so many messages a month are counted. The counts are Values,
// decimal numbers; whoever shows them reads them with Count.

// Month names the calendar month of t in the zone of t: "2026-11".
func Month(t time.Time) string { return t.Format("2006-01") }

// SentKey is the Value that counts the messages that were sent over a platform in a
// Month: "sent/zalo/2026-11".
func SentKey(platform, month string) string { return "sent/" + platform + "/" + month }

// DroppedKey is the Value that counts the messages that were left out in a Month because
// those that the platform carries were used up: "dropped/zalo/2026-11".
func DroppedKey(platform, month string) string { return "dropped/" + platform + "/" + month }

// Count reads the count under a key, 0 where nothing was counted.
func Count(tx Tx, key string) (int, error) {
	value, err := tx.Value(key)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(string(value))
	if err != nil || n < 0 {
		return 0, fmt.Errorf("value %q is no count", key)
	}
	return n, nil
}

// AddCount adds to the count under a key. One that cannot be read begins anew.
func AddCount(tx Tx, key string, n int) error {
	value, err := tx.Value(key)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	was, err := strconv.Atoi(string(value))
	if err != nil || was < 0 {
		was = 0
	}
	return tx.PutValue(key, strconv.AppendInt(nil, int64(was)+int64(n), 10))
}
