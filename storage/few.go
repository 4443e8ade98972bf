package storage

import (
	"bytes"
	"iter"

	"thuky/report"
)

// FewTx gives the few of many records that are asked for again and again: the others are
// passed over without being read. It is a part of Tx.
type FewTx interface {
	// OpenCampaigns gives those of Campaigns that are open, Overseers those of People who
	// are admins or approvers.
	OpenCampaigns() iter.Seq2[report.Campaign, error]
	Overseers() iter.Seq2[report.Person, error]
}

// The words by which a record as bytes may be passed over: encoding/json writes them so, and
// no text in a record holds them, because its quotation marks are escaped.
const (
	status = `"status":"`
	open   = `open"`
	staff  = `"role":"staff"`
)

// MayBeOpen tells whether the JSON of a campaign could be that of an open one. It looks at
// the beginning only: what a campaign holds before its status has none of its own.
func MayBeOpen(campaign []byte) bool {
	_, is, found := bytes.Cut(campaign, []byte(status))
	return !found || bytes.HasPrefix(is, []byte(open))
}

// MayOversee tells whether the JSON of a person could be that of an admin or approver.
func MayOversee(person []byte) bool { return !bytes.Contains(person, []byte(staff)) }
