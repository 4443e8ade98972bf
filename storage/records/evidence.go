package records

import (
	"bytes"
	"iter"

	"thuky/storage"
)

func (t *Tx) PutEvidence(e storage.Evidence) error {
	if err := storage.CheckID("campaign id", e.Campaign); err != nil {
		return err
	}
	if err := storage.CheckID("hash of a file", e.Hash); err != nil {
		return err
	}
	key := joined(e.Campaign, e.Hash)
	if err := t.put(EvidenceData, key, append([]byte{}, e.Data...)); err != nil {
		return err
	}
	if len(e.Thumb) > 0 {
		if err := t.put(EvidenceThumb, key, bytes.Clone(e.Thumb)); err != nil {
			return err
		}
	} else if err := t.delete(EvidenceThumb, key); err != nil {
		return err
	}
	e.Data, e.Thumb = nil, nil
	return about("evidence", e.Hash, putJSON(t, Evidence, key, e))
}

func (t *Tx) Evidence(campaign, hash string) (storage.Evidence, error) {
	key := joined(campaign, hash)
	e, err := getJSON[storage.Evidence](t, Evidence, key)
	if err != nil {
		return storage.Evidence{}, about("evidence", hash, err)
	}
	if e.Data, err = t.copied(EvidenceData, key); err != nil {
		return storage.Evidence{}, about("evidence", hash, err)
	}
	if e.Thumb, err = t.copied(EvidenceThumb, key); err != nil {
		return storage.Evidence{}, about("evidence", hash, err)
	}
	return e, nil
}

func (t *Tx) EvidenceThumb(campaign, hash string) ([]byte, error) {
	key := joined(campaign, hash)
	there, err := t.has(Evidence, key)
	if err == nil && !there {
		err = storage.ErrNotFound
	}
	if err != nil {
		return nil, about("evidence", hash, err)
	}
	return t.copied(EvidenceThumb, key)
}

func (t *Tx) Evidences(campaign string) iter.Seq2[storage.Evidence, error] {
	if joined(campaign) == nil {
		return none[storage.Evidence]
	}
	return all[storage.Evidence](t, Evidence, Stretch{Prefix: within(campaign)})
}

func (t *Tx) DeleteEvidence(campaign, hash string) error {
	key := joined(campaign, hash)
	for _, k := range []Kind{Evidence, EvidenceData, EvidenceThumb} {
		if err := t.delete(k, key); err != nil {
			return err
		}
	}
	return nil
}
