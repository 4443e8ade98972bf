package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"thuky/report"
	"thuky/storage"
)

// When the last few submit at about the same time each of them has a job, and every job
// finds that all is in. Whoever oversees is given one draft then, not one for each.

// draftedKey is the Value that keeps the standing of the last draft that was given to all
// who oversee.
func draftedKey(campaign string) string { return "drafted/" + campaign }

// standing stamps who has submitted a campaign and when. Two drafts of the same bytes and
// standing say the same.
func standing(tx storage.Tx, campaign string) (string, error) {
	sum := sha256.New()
	for part, err := range tx.Participations(campaign) {
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s\x00%d\x00", part.Person, part.Submitted.UnixNano())
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// drafted tells whether all who oversee have been given a draft that says the same.
func (b *batch) drafted(d draft) (bool, error) {
	last, err := b.tx.Value(draftedKey(d.order.Campaign))
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return err == nil && string(last) == d.key+d.standing, err
}

// asksAll tells whether nothing in a campaign is asked of others alone: whoever is not asked
// all would find gaps in the draft that are not theirs to fill.
func (b *batch) asksAll(campaign string, p report.Person) (bool, error) {
	c, err := b.tx.Campaign(campaign)
	if err != nil {
		return false, err
	}
	l := b.ledger()
	for _, a := range c.Assignments {
		if asks, err := l.asks(member{c: &c, p: &p, rest: true}, a.Question); !asks || err != nil {
			return false, err
		}
	}
	return true, nil
}
