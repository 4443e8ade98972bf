package pgstore

import (
	"bytes"
	"iter"

	"thuky/storage"
)

func (t *tx) PutEvidence(e storage.Evidence) error {
	if err := storage.CheckID("campaign id", e.Campaign); err != nil {
		return err
	}
	if err := storage.CheckID("hash of a file", e.Hash); err != nil {
		return err
	}
	key := joined(e.Campaign, e.Hash)
	if err := t.put(evidenceData, key, append([]byte{}, e.Data...)); err != nil {
		return err
	}
	if len(e.Thumb) > 0 {
		if err := t.put(evidenceThumb, key, bytes.Clone(e.Thumb)); err != nil {
			return err
		}
	} else if err := t.delete(evidenceThumb, key); err != nil {
		return err
	}
	e.Data, e.Thumb = nil, nil
	return about("evidence", e.Hash, putJSON(t, evidence, key, e))
}

func (t *tx) Evidence(campaign, hash string) (storage.Evidence, error) {
	key := joined(campaign, hash)
	e, err := getJSON[storage.Evidence](t, evidence, key)
	if err != nil {
		return storage.Evidence{}, about("evidence", hash, err)
	}
	e.Data, e.Thumb = bytes.Clone(t.get(evidenceData, key)), bytes.Clone(t.get(evidenceThumb, key))
	return e, nil
}

func (t *tx) EvidenceThumb(campaign, hash string) ([]byte, error) {
	key := joined(campaign, hash)
	if t.get(evidence, key) == nil {
		return nil, about("evidence", hash, storage.ErrNotFound)
	}
	return bytes.Clone(t.get(evidenceThumb, key)), nil
}

func (t *tx) Evidences(campaign string) iter.Seq2[storage.Evidence, error] {
	if joined(campaign) == nil {
		return none[storage.Evidence]
	}
	return records[storage.Evidence](t, evidence, within(campaign))
}

func (t *tx) DeleteEvidence(campaign, hash string) error {
	key := joined(campaign, hash)
	for _, k := range []kind{evidence, evidenceData, evidenceThumb} {
		if err := t.delete(k, key); err != nil {
			return err
		}
	}
	return nil
}
