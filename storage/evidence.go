package storage

import (
	"iter"
	"time"
)

// Evidence is a file that answers of a campaign hold: a photo or a document. Its bytes lie
// under their SHA-256, once for each campaign, and stay until somebody deletes them.
type Evidence struct {
	Campaign string    `json:"campaign"`
	Hash     string    `json:"hash"` // SHA-256 of Data, in hex
	MIME     string    `json:"mime"`
	Size     int64     `json:"size"`
	At       time.Time `json:"at"`              // when it was put last
	Data     []byte    `json:"data,omitempty"`  // never shown inline unless MIME is a picture: those we made ourselves
	Thumb    []byte    `json:"thumb,omitempty"` // of a picture: a small one, JPEG
}

// EvidenceTx reads and writes evidence. It is a part of Tx.
type EvidenceTx interface {
	// PutEvidence keeps a file; one of that campaign and hash is replaced.
	PutEvidence(e Evidence) error
	Evidence(campaign, hash string) (Evidence, error)
	// EvidenceThumb gives the small picture alone, empty where the file has none.
	EvidenceThumb(campaign, hash string) ([]byte, error)
	// Evidences gives the files of a campaign by hash, without Data and Thumb.
	Evidences(campaign string) iter.Seq2[Evidence, error]
	DeleteEvidence(campaign, hash string) error
}
