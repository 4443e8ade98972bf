package records

import (
	"iter"

	"thuky/report"
	"thuky/storage"
)

func (t *Tx) OpenCampaigns() iter.Seq2[report.Campaign, error] {
	return some(t, Campaigns, storage.MayBeOpen, t.decodeCampaign, func(c report.Campaign) bool { return c.Status == report.Open })
}

func (t *Tx) CampaignHeads() iter.Seq2[storage.CampaignHead, error] {
	return each(t, Campaigns, Stretch{}, func(key, value []byte) (storage.CampaignHead, error) { return storage.HeadOf(string(key), value) })
}

func (t *Tx) Overseers() iter.Seq2[report.Person, error] {
	return some(t, People, storage.MayOversee, func(_, value []byte) (report.Person, error) { return decode[report.Person](value) }, func(p report.Person) bool { return p.Oversees() })
}
