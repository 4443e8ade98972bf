package bot

import (
	"errors"
	"time"

	"thuky/chat"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// batch is one run of one transaction. It is made anew on every run, and its
// results count only once the transaction is committed.
type batch struct {
	r     *Runtime
	tx    storage.Tx
	now   time.Time
	asked time.Time // when the updates were handed over; zero where there are none
	today workday.Date
	// library stays the same for the whole batch, whatever the files do meanwhile.
	library []*report.Template

	campaigns map[string]foundCampaign // read so far
	open      []report.Campaign        // the open ones, oldest first
	openRead  bool
	planned   map[string]bool   // campaigns whose admins' reminders are planned
	world     world             // of the turn under way
	calendar  *workday.Calendar // the new one, where this batch changed it
	crowd     *crowd            // nil but where many people are looked at

	out        []storage.Outgoing
	gone       []chat.Address // who blocked us
	moved      []move
	jobs       int  // added
	opened     bool // a campaign was
	handled    int64
	duplicates int64
	failures   []storage.Failed
	refusals   []refusal
	lines      []line
	measured   []measured
	reminded   []remind.Kind
}

// refusal is an attempt without a right to be here, the count'th within the hour.
type refusal struct {
	from  chat.Address
	count int
}

// line is what the log says of an update.
type line struct {
	key     string
	kind    chat.UpdateKind
	from    chat.Address
	replies int
}

type foundCampaign struct {
	campaign report.Campaign
	ok       bool
}

func (r *Runtime) newBatch(tx storage.Tx) *batch {
	now := r.now()
	return &batch{r: r, tx: &recall{Tx: tx}, now: now, today: workday.DateOf(now.In(r.zone)), library: r.library()}
}

// campaign reads a campaign once in a batch.
func (b *batch) campaign(id string) (report.Campaign, bool, error) {
	if f, ok := b.campaigns[id]; ok {
		return f.campaign, f.ok, nil
	}
	c, err := b.tx.Campaign(id)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return report.Campaign{}, false, err
	}
	if b.campaigns == nil {
		b.campaigns = map[string]foundCampaign{}
	}
	b.campaigns[id] = foundCampaign{c, err == nil}
	return c, err == nil, nil
}

// openCampaigns are all that are open, oldest first.
func (b *batch) openCampaigns() ([]report.Campaign, error) {
	if b.openRead {
		return b.open, nil
	}
	open, err := openCampaigns(b.tx)
	if err != nil {
		return nil, err
	}
	b.open, b.openRead = open, true
	return b.open, nil
}

// enqueue puts a message into the outbox. One that is there already was said before.
func (b *batch) enqueue(o storage.Outgoing) error {
	o.Created = b.now
	err := b.tx.Enqueue(&o)
	if errors.Is(err, storage.ErrConflict) {
		return nil
	}
	if err != nil {
		return err
	}
	b.out = append(b.out, o)
	return nil
}
