package storetest

import (
	"errors"
	"testing"

	"thuky/storage"
)

// testTaken changes what was got of the records that an engine may remember: the next reader
// gets them as they are stored. The lists of an assignment are replaced, as callers do.
func testTaken(t *testing.T, s storage.Store) {
	want := Samples()
	update(t, s, want.Put)
	read := func(tx storage.Tx) error {
		for _, stored := range want.People {
			p, err := tx.Person(stored.ID)
			same(t, "person", p, stored)
			p.Name = "spoiled"
			for i := range p.Addresses {
				p.Addresses[i].Unreachable = !p.Addresses[i].Unreachable
			}
			for i := range p.StandsFor {
				p.StandsFor[i] = "spoiled"
			}
			if p.Away != nil {
				p.Away.StandIn = "spoiled"
			}
			if p.Consent != nil {
				p.Consent.Notice = "spoiled"
			}
			if err != nil {
				return err
			}
		}
		for _, stored := range want.Campaigns {
			c, err := tx.Campaign(stored.ID)
			same(t, "campaign", c, stored)
			if c.Notice != nil {
				c.Notice.Number = "spoiled"
			}
			for i := range c.Assignments {
				a := &c.Assignments[i]
				a.People, a.Had = append(a.People, "spoiled"), append(a.Had, "spoiled")
			}
			if err != nil {
				return err
			}
		}
		for _, stored := range want.Participations {
			p, err := tx.Participation(stored.Campaign, stored.Person)
			same(t, "participation", p, stored)
			for i := range p.Returns {
				p.Returns[i].Comment = "spoiled"
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	for range 2 {
		view(t, s, read)
		update(t, s, func(tx storage.Tx) error { return errors.Join(read(tx), read(tx)) })
	}
}
