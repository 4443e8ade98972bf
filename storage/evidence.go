package storage

import (
	"errors"
	"iter"
	"slices"
	"strings"
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

// Pictures reads the bytes of files of a campaign by their hash. Those that are not there are
// left out.
func Pictures(tx Tx, campaign string, hashes []string) (map[string][]byte, error) {
	all := map[string][]byte{}
	for _, hash := range hashes {
		e, err := tx.Evidence(campaign, hash)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all[hash] = e.Data
	}
	return all, nil
}

// PruneEvidence deletes the files that were put before a time and that neither an answer nor
// a chat under way knows any more, and says how many.
func PruneEvidence(tx Tx, before time.Time) (int, error) {
	n := 0
	var chats []string // the states that name a file; read when the first file may go
	for c, err := range tx.CampaignHeads() {
		if err != nil {
			return n, err
		}
		old := map[string]bool{}
		for e, err := range tx.Evidences(c.ID) {
			if err != nil {
				return n, err
			}
			if e.At.Before(before) {
				old[e.Hash] = true
			}
		}
		if len(old) == 0 {
			continue
		}
		for a, err := range tx.Answers(c.ID) {
			if err != nil {
				return n, err
			}
			for _, f := range a.Value.Files {
				delete(old, f.Hash)
			}
		}
		if len(old) > 0 && chats == nil {
			if chats, err = statesWithFiles(tx); err != nil {
				return n, err
			}
		}
		for hash := range old {
			if slices.ContainsFunc(chats, func(state string) bool { return strings.Contains(state, hash) }) {
				continue
			}
			if err := tx.DeleteEvidence(c.ID, hash); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// statesWithFiles are the states of chats in which files wait for their place.
func statesWithFiles(tx Tx) ([]string, error) {
	all := []string{}
	for c, err := range tx.Conversations() {
		if err != nil {
			return nil, err
		}
		if state := string(c.State); strings.Contains(state, `"files"`) {
			all = append(all, state)
		}
	}
	return all, nil
}
