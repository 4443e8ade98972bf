package storage

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"thuky/chat"
)

// Errors about wrong use, in the same way for every engine.
var (
	// ErrReadOnly: a View may not write.
	ErrReadOnly = errors.New("a view cannot write")
	// ErrInvalid: an id that cannot be stored.
	ErrInvalid = errors.New("invalid id")
)

// MaxID is the longest id or key, in bytes.
const MaxID = 1024

// CheckID tells why an id or key cannot be stored; the error wraps ErrInvalid.
// Engines join ids with a zero byte and sort by bytes, so that an id is UTF-8
// text without one. Writers of a Tx call it; readers find nothing under such ids.
func CheckID(what, id string) error {
	switch {
	case id == "":
		return fmt.Errorf("%s is empty: %w", what, ErrInvalid)
	case len(id) > MaxID:
		return fmt.Errorf("%s %.20q… has %d bytes, more than %d: %w", what, id, len(id), MaxID, ErrInvalid)
	case strings.IndexByte(id, 0) >= 0:
		return fmt.Errorf("%s %q has a zero byte: %w", what, id, ErrInvalid)
	case !utf8.ValidString(id):
		return fmt.Errorf("%s %q is not UTF-8: %w", what, id, ErrInvalid)
	}
	return nil
}

// CheckAddress tells why an address cannot be stored, as CheckID does.
func CheckAddress(a chat.Address) error {
	if a.Platform == "" || a.ID == "" || strings.Contains(a.Platform, ":") {
		return fmt.Errorf("address %q: want platform:id: %w", a, ErrInvalid)
	}
	return CheckID("address", a.String())
}
