package storage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"thuky/report"
)

// FewTx gives the few of many records that are asked for again and again: the others are
// passed over without being read. It is a part of Tx.
type FewTx interface {
	// OpenCampaigns gives those of Campaigns that are open, Overseers those of People who
	// are admins or approvers.
	OpenCampaigns() iter.Seq2[report.Campaign, error]
	Overseers() iter.Seq2[report.Person, error]
	// CampaignHeads gives of each of Campaigns what may be known without reading who answers
	// what, which for many people is nearly all of it.
	CampaignHeads() iter.Seq2[CampaignHead, error]
}

// CampaignHead is a campaign without its contents.
type CampaignHead struct {
	ID       string                `json:"-"`
	Status   report.CampaignStatus `json:"status"`
	Opened   time.Time             `json:"opened"`
	ClosedAt time.Time             `json:"closed_at"`
}

// HeadOf reads the head of the JSON of a campaign.
func HeadOf(id string, campaign []byte) (CampaignHead, error) {
	h := CampaignHead{ID: id}
	if at := bytes.LastIndex(campaign, []byte(status)); at > 0 && json.Unmarshal(append([]byte("{"), campaign[at:]...), &h) == nil {
		return h, nil
	}
	h = CampaignHead{ID: id}
	if err := json.Unmarshal(campaign, &h); err != nil {
		return CampaignHead{}, fmt.Errorf("decode: %w", err)
	}
	return h, nil
}

// The words by which a record as bytes may be passed over: encoding/json writes them so, and
// no text in a record holds them, because its quotation marks are escaped.
const (
	status = `"status":"`
	open   = `open"`
	staff  = `"role":"staff"`
)

// MayBeOpen tells whether the JSON of a campaign could be that of an open one. It looks at
// the end: what a campaign holds after its status, as it has been written ever since, has none
// of its own, and what stands before may be as long as the list of all people.
func MayBeOpen(campaign []byte) bool {
	at := bytes.LastIndex(campaign, []byte(status))
	return at < 0 || bytes.HasPrefix(campaign[at+len(status):], []byte(open))
}

// MayOversee tells whether the JSON of a person could be that of an admin or approver.
func MayOversee(person []byte) bool { return !bytes.Contains(person, []byte(staff)) }
