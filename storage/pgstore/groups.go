package pgstore

import (
	"iter"

	"thuky/chat"
	"thuky/storage"
)

func (t *tx) Group(a chat.Address) (storage.Group, error) {
	g, err := getJSON[storage.Group](t, groups, addressKey(a))
	return g, about("group", a.String(), err)
}

func (t *tx) PutGroup(g storage.Group) error {
	if err := storage.CheckAddress(g.Address); err != nil {
		return err
	}
	return about("group", g.Address.String(), putJSON(t, groups, addressKey(g.Address), g))
}

func (t *tx) DeleteGroup(a chat.Address) error { return t.delete(groups, addressKey(a)) }

func (t *tx) Groups() iter.Seq2[storage.Group, error] {
	return records[storage.Group](t, groups, nil)
}
