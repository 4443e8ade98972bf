package storage

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"time"
)

// ChainTx looks at the chain of the audit: every entry holds a digest of its content and the
// hash of the entry before it, and the hash of the newest is kept apart. docs/adr/0028 says what
// that shows and what it cannot. It is a part of Tx; AddAudit and RewriteAudit keep the chain.
type ChainTx interface {
	// AuditHead is the newest link, the zero AuditHead where there is none yet.
	AuditHead() (AuditHead, error)
	// CheckAudit reads all entries and says where they are not what was written. Copies are
	// heads that were noted earlier, such as those of backups.
	CheckAudit(copies ...AuditHead) (AuditCheck, error)
}

// AuditHead is the newest link of the chain. Whoever noted it down can prove later that
// nothing up to it was changed.
type AuditHead struct {
	First  uint64 `json:"first"`  // number of the first entry of the chain; what is older lies outside
	Number uint64 `json:"number"` // of the newest entry
	Hash   Digest `json:"hash"`
}

// Digest is a SHA-256. In JSON it is base64, without padding.
type Digest [sha256.Size]byte

// String is the whole digest in hexadecimal, as people compare it.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText is for JSON: base64.
func (d Digest) MarshalText() ([]byte, error) {
	return base64.RawURLEncoding.AppendEncode(nil, d[:]), nil
}

// UnmarshalText is for JSON.
func (d *Digest) UnmarshalText(text []byte) error {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(string(text))
	if err != nil || len(raw) != len(d) {
		return errors.New("not a digest")
	}
	*d = Digest(raw)
	return nil
}

// AuditProblemKind says what is wrong with the chain.
type AuditProblemKind string

// The kinds of problems.
const (
	AuditAltered  AuditProblemKind = "altered"   // the entry is not what was written there
	AuditMissing  AuditProblemKind = "missing"   // entries were taken out
	AuditCut      AuditProblemKind = "cut"       // entries at the end were taken out
	AuditInserted AuditProblemKind = "inserted"  // the entry was not added by the program
	AuditNoHead   AuditProblemKind = "head"      // the head is or was gone, or cannot be read
	AuditErased   AuditProblemKind = "erased"    // of the entries whose words were erased one is not as it was left
	AuditDoubted  AuditProblemKind = "doubted"   // when entries were rewritten something was wrong already
	AuditBehind   AuditProblemKind = "behind"    // a copy has newer entries
	AuditOther    AuditProblemKind = "different" // a copy has other entries
)

// AuditProblem is one thing that is wrong, and where.
type AuditProblem struct {
	Kind     AuditProblemKind
	Number   uint64    // of the entry, 0 where it is about none
	To       uint64    // the last one, where it is about several
	Campaign string    // of the entry
	At       time.Time // of the entry or, where it is missing, of the last one before it; zero: unknown
	// Was is what was wrong, at Number, when entries were rewritten at At.
	Was AuditProblemKind
}

// AuditCheck is what was found.
type AuditCheck struct {
	Head     AuditHead
	Since    time.Time // of the oldest entry of the chain that is there
	Entries  int       // of the chain
	Older    int       // of before the chain
	Erased   int       // of which the words were taken out lawfully
	Removed  uint64    // taken out lawfully
	Problems []AuditProblem
}
