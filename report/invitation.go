package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Invitation lets people join with a role. The code itself is not stored.
type Invitation struct {
	Hash string `json:"hash"` // HashCode of the code
	Role Role   `json:"role"`
	Uses int    `json:"uses"` // how many may still join
	// Person is who it lets in, by one more address; "" lets in somebody new.
	Person  string    `json:"person,omitempty"`
	Expires time.Time `json:"expires"`
	Created time.Time `json:"created"`
}

// Usable tells whether an invitation still lets somebody in.
func (i Invitation) Usable(now time.Time) bool {
	return i.Uses > 0 && (i.Expires.IsZero() || i.Expires.After(now))
}

// HashCode gives what is stored of a code: its SHA-256 in hex. Case, spaces and hyphens
// do not count, since people type codes from paper.
func HashCode(code string) string {
	code = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\t', '\n', '\r', '\u00a0':
			return -1
		}
		return r
	}, code)
	sum := sha256.Sum256([]byte(strings.ToUpper(code)))
	return hex.EncodeToString(sum[:])
}
