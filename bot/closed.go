package bot

import (
	"slices"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

// closedKept is how long a message that nobody was allowed to push is of use, where it
// does not say itself.
const closedKept = 30 * 24 * time.Hour

// closed tells whether the platform takes nothing for the person at the address until
// they write.
func closed(p report.Person, a chat.Address) bool {
	return slices.ContainsFunc(p.Addresses, func(c report.Contact) bool { return c.Closed && c.Address == a.String() })
}

func setClosed(tx storage.Tx, a chat.Address, on bool) error {
	return setContact(tx, a, func(c *report.Contact) { c.Closed = on })
}

// sendClosed sends what waited for the person to write, but for what is of no use any more:
// that stays with the dead letters.
func (b *batch) sendClosed(a chat.Address) error {
	var replies, reminders []storage.Outgoing
	for o, err := range b.tx.DeadLetters() {
		if err != nil {
			return err
		}
		ends := o.Expires
		if ends.IsZero() {
			ends = o.Created.Add(closedKept)
		}
		switch {
		case !o.Closed || o.To != a || !ends.After(b.now):
		case o.Low:
			reminders = append(reminders, o)
		default:
			replies = append(replies, o)
		}
	}
	// Replies go before what is said now, reminders behind it.
	b.out = slices.Concat(replies, b.out, reminders)
	for _, waited := range [][]storage.Outgoing{b.out[:len(replies)], b.out[len(b.out)-len(reminders):]} {
		for i := range waited {
			o := &waited[i]
			o.Dead, o.Closed, o.NotBefore, o.LastError = false, false, time.Time{}, ""
			if err := b.tx.PutOutgoing(*o); err != nil {
				return err
			}
		}
	}
	return setClosed(b.tx, a, false)
}
