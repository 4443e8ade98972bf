package records

import (
	"iter"

	"thuky/chat"
	"thuky/storage"
)

func (t *Tx) Group(a chat.Address) (storage.Group, error) {
	g, err := getJSON[storage.Group](t, Groups, addressKey(a))
	return g, about("group", a.String(), err)
}

func (t *Tx) PutGroup(g storage.Group) error {
	if err := storage.CheckAddress(g.Address); err != nil {
		return err
	}
	return about("group", g.Address.String(), putJSON(t, Groups, addressKey(g.Address), g))
}

func (t *Tx) DeleteGroup(a chat.Address) error { return t.delete(Groups, addressKey(a)) }

func (t *Tx) Groups() iter.Seq2[storage.Group, error] {
	return all[storage.Group](t, Groups, Stretch{})
}
