package pgstore

import (
	"bytes"
	"iter"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

func (t *tx) Conversation(a chat.Address) ([]byte, error) {
	return bytes.Clone(t.get(conversations, addressKey(a))), nil
}

func (t *tx) PutConversation(a chat.Address, state []byte) error {
	if err := storage.CheckAddress(a); err != nil {
		return err
	}
	if len(state) == 0 {
		return t.delete(conversations, addressKey(a))
	}
	return t.put(conversations, addressKey(a), bytes.Clone(state))
}

func (t *tx) Conversations() iter.Seq2[storage.Conversation, error] {
	return each(t, conversations, nil, func(key, value []byte) (storage.Conversation, error) {
		a, err := chat.ParseAddress(string(key))
		return storage.Conversation{Address: a, State: bytes.Clone(value)}, err
	})
}

// addressKey is empty, and finds nothing, for what cannot be stored.
func addressKey(a chat.Address) []byte {
	if storage.CheckAddress(a) != nil {
		return nil
	}
	return []byte(a.String())
}

func (t *tx) Person(id string) (report.Person, error) {
	p, err := getJSON[report.Person](t, people, joined(id))
	return p, about("person", id, err)
}

func (t *tx) PersonByAddress(a chat.Address) (report.Person, error) {
	id := t.get(addresses, addressKey(a))
	if id == nil {
		return report.Person{}, about("person at", a.String(), storage.ErrNotFound)
	}
	return t.Person(string(id))
}

func (t *tx) PutPerson(p report.Person) error {
	if err := storage.CheckID("person id", p.ID); err != nil {
		return err
	}
	for _, c := range p.Addresses {
		if err := storage.CheckID("address", c.Address); err != nil {
			return err
		}
		if owner := t.get(addresses, []byte(c.Address)); owner != nil && string(owner) != p.ID {
			return about("address", c.Address, storage.ErrConflict)
		}
	}
	if err := t.forgetAddresses(p.ID); err != nil {
		return err
	}
	for _, c := range p.Addresses {
		if err := t.put(addresses, []byte(c.Address), []byte(p.ID)); err != nil {
			return err
		}
	}
	return about("person", p.ID, putJSON(t, people, []byte(p.ID), p))
}

func (t *tx) DeletePerson(id string) error {
	if err := t.forgetAddresses(id); err != nil {
		return err
	}
	return t.delete(people, joined(id))
}

// forgetAddresses drops the index entries of a person as stored.
func (t *tx) forgetAddresses(id string) error {
	p, err := t.Person(id)
	if notFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, c := range p.Addresses {
		if err := t.delete(addresses, []byte(c.Address)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) People() iter.Seq2[report.Person, error] {
	return records[report.Person](t, people, nil)
}

func (t *tx) Invitation(hash string) (report.Invitation, error) {
	i, err := getJSON[report.Invitation](t, invitations, joined(hash))
	return i, about("invitation", hash, err)
}

func (t *tx) PutInvitation(i report.Invitation) error {
	if err := storage.CheckID("invitation hash", i.Hash); err != nil {
		return err
	}
	return about("invitation", i.Hash, putJSON(t, invitations, []byte(i.Hash), i))
}

func (t *tx) DeleteInvitation(hash string) error { return t.delete(invitations, joined(hash)) }

func (t *tx) Invitations() iter.Seq2[report.Invitation, error] {
	return records[report.Invitation](t, invitations, nil)
}
