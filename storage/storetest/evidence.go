package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"thuky/storage"
)

// readEvidence reads the files of a campaign, each whole, and compares them with the list.
func readEvidence(tx storage.Tx, campaign string) (all []storage.Evidence, err error) {
	for head, e := range tx.Evidences(campaign) {
		if e != nil {
			return all, e
		}
		whole, e := tx.Evidence(head.Campaign, head.Hash)
		thumb, e2 := tx.EvidenceThumb(head.Campaign, head.Hash)
		err = errors.Join(err, e, e2)
		if string(thumb) != string(whole.Thumb) {
			err = errors.Join(err, fmt.Errorf("the small picture of %q is another one alone", head.Hash))
		}
		all = append(all, whole)
		whole.Data, whole.Thumb = nil, nil
		if diff := Diff(Records{Evidence: []storage.Evidence{head}}, Records{Evidence: []storage.Evidence{whole}}); diff != "" {
			err = errors.Join(err, fmt.Errorf("evidence %q is another one in the list (-list +alone):\n%s", head.Hash, diff))
		}
	}
	return all, err
}

// testEvidence: files stay whatever else is pruned, each campaign has its own, and one that
// was deleted is gone with its small picture.
func testEvidence(t *testing.T, s storage.Store) {
	file := func(campaign, hash, data, thumb string) storage.Evidence {
		e := storage.Evidence{Campaign: campaign, Hash: hash, MIME: "image/jpeg", Size: int64(len(data)), At: noon.AddDate(-9, 0, 0), Data: []byte(data)}
		if thumb != "" {
			e.Thumb = []byte(thumb)
		}
		return e
	}
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(
			tx.PutEvidence(file("c", "b", "second", "small")), tx.PutEvidence(file("c", "a", "first", "")),
			tx.PutEvidence(file("cc", "a", "of another", "x")), tx.PutEvidence(file("c", "d", "with one", "thumb")))
	})
	update(t, s, func(tx storage.Tx) error {
		replaced := file("c", "d", "without", "")
		replaced.At = noon
		return errors.Join(
			tx.PutEvidence(replaced), tx.DeleteEvidence("c", "none"), tx.DeleteEvidence("none", "a"),
			tx.PruneArtifacts(noon.Add(time.Hour)))
	})
	view(t, s, func(tx storage.Tx) error {
		got, err := readEvidence(tx, "c")
		d := file("c", "d", "without", "")
		d.At = noon
		same(t, "files", Records{Evidence: got}, Records{Evidence: []storage.Evidence{file("c", "a", "first", ""), file("c", "b", "second", "small"), d}})
		return err
	})
	update(t, s, func(tx storage.Tx) error { return tx.DeleteEvidence("c", "b") })
	view(t, s, func(tx storage.Tx) error {
		_, err := tx.Evidence("c", "b")
		wantError(t, "deleted", err, storage.ErrNotFound)
		_, err = tx.EvidenceThumb("c", "b")
		wantError(t, "small picture of what was deleted", err, storage.ErrNotFound)
		same(t, "left", len(list(t, tx.Evidences("c"))), 2)
		other, err := tx.Evidence("cc", "a")
		same(t, "of another campaign", string(other.Data), "of another")
		return err
	})
}
