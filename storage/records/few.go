package records

import (
	"iter"

	"thuky/report"
	"thuky/storage"
)

func (t *Tx) OpenCampaigns() iter.Seq2[report.Campaign, error] {
	return some(t, Campaigns, storage.MayBeOpen, func(c report.Campaign) bool { return c.Status == report.Open })
}

func (t *Tx) Overseers() iter.Seq2[report.Person, error] {
	return some(t, People, storage.MayOversee, func(p report.Person) bool { return p.Oversees() })
}
