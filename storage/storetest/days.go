package storetest

import (
	"testing"
	"time"

	"thuky/chat"
	"thuky/storage"
	"thuky/workday"
)

// testDays: one row a date, in the order of the calendar.
func testDays(t *testing.T, s storage.Store) {
	day := func(y int, m time.Month, d int, name string) storage.Day {
		return storage.Day{Day: workday.Day{Date: workday.Date{Year: y, Month: m, Day: d}, Kind: workday.Holiday, Name: name}, By: "p1", At: noon}
	}
	first, second, third := day(2026, 2, 5, "một"), day(2026, 11, 23, "hai"), day(2027, 1, 1, "ba")
	again := second
	again.Kind = workday.Removed
	update(t, s, func(tx storage.Tx) error {
		for _, d := range []storage.Day{third, second, first, again} {
			wantError(t, "put "+d.Name, tx.PutDay(d), nil)
		}
		wantError(t, "no date", tx.PutDay(storage.Day{}), storage.ErrInvalid)
		return nil
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "days", list(t, tx.Days()), []storage.Day{first, again, third})
		wantError(t, "put in a view", tx.PutDay(first), storage.ErrReadOnly)
		return nil
	})
	update(t, s, func(tx storage.Tx) error {
		wantError(t, "delete no date", tx.DeleteDay(workday.Date{}), nil)
		wantError(t, "delete one that is not there", tx.DeleteDay(workday.Date{Year: 2020, Month: 1, Day: 1}), nil)
		return tx.DeleteDay(first.Date)
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "days", list(t, tx.Days()), []storage.Day{again, third})
		return nil
	})
}

// testGroups: a group is known by its address.
func testGroups(t *testing.T, s storage.Store) {
	at := func(id string) chat.Address { return chat.Address{Platform: "telegram", ID: id} }
	a := storage.Group{Address: at("-1"), Title: "Tổ 1", By: "p1", At: noon}
	b := storage.Group{Address: at("-2"), Title: "Hội đồng", By: "p2", At: noon}
	update(t, s, func(tx storage.Tx) error {
		for _, g := range []storage.Group{b, a} {
			wantError(t, "put", tx.PutGroup(g), nil)
		}
		wantError(t, "no address", tx.PutGroup(storage.Group{}), storage.ErrInvalid)
		a.Title = "Tổ 1 và 2"
		return tx.PutGroup(a)
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "groups", list(t, tx.Groups()), []storage.Group{a, b})
		g, err := tx.Group(b.Address)
		same(t, "group", g, b)
		wantError(t, "group", err, nil)
		_, err = tx.Group(at("-3"))
		wantError(t, "no such group", err, storage.ErrNotFound)
		_, err = tx.Group(chat.Address{})
		wantError(t, "no address", err, storage.ErrNotFound)
		wantError(t, "put in a view", tx.PutGroup(a), storage.ErrReadOnly)
		return nil
	})
	update(t, s, func(tx storage.Tx) error {
		wantError(t, "delete one that is not there", tx.DeleteGroup(at("-3")), nil)
		return tx.DeleteGroup(a.Address)
	})
	view(t, s, func(tx storage.Tx) error {
		same(t, "groups", list(t, tx.Groups()), []storage.Group{b})
		return nil
	})
}
