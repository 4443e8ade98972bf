package boltstore

import (
	"iter"

	"thuky/report"
	"thuky/storage"
)

func (t *tx) OpenCampaigns() iter.Seq2[report.Campaign, error] {
	return some(t, campaigns, storage.MayBeOpen, func(c report.Campaign) bool { return c.Status == report.Open })
}

func (t *tx) Overseers() iter.Seq2[report.Person, error] {
	return some(t, people, storage.MayOversee, func(p report.Person) bool { return p.Oversees() })
}

// some gives the records of a kind that are wanted; those that cannot be are not decoded.
func some[T any](t *tx, k kind, maybe func(value []byte) bool, wanted func(T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for record, err := range each(t, k, nil, func(_, value []byte) (*T, error) {
			if !maybe(value) {
				return nil, nil
			}
			record, err := decode[T](value)
			if err != nil || !wanted(record) {
				return nil, err
			}
			return &record, nil
		}) {
			if err == nil && record == nil {
				continue
			}
			var found T
			if record != nil {
				found = *record
			}
			if !yield(found, err) {
				return
			}
		}
	}
}
