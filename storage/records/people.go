package records

import (
	"bytes"
	"iter"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
)

func (t *Tx) Conversation(a chat.Address) ([]byte, error) {
	return t.copied(Conversations, addressKey(a))
}

func (t *Tx) PutConversation(a chat.Address, state []byte) error {
	if err := storage.CheckAddress(a); err != nil {
		return err
	}
	if len(state) == 0 {
		return t.delete(Conversations, addressKey(a))
	}
	return t.put(Conversations, addressKey(a), bytes.Clone(state))
}

func (t *Tx) Conversations() iter.Seq2[storage.Conversation, error] {
	return each(t, Conversations, Stretch{}, func(key, value []byte) (storage.Conversation, error) {
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

func (t *Tx) Person(id string) (report.Person, error) {
	p, err := knownJSON(t, t.known.people, People, joined(id))
	return p, about("person", id, err)
}

func (t *Tx) PersonByAddress(a chat.Address) (report.Person, error) {
	id, err := t.get(Addresses, addressKey(a))
	if err == nil && id == nil {
		err = storage.ErrNotFound
	}
	if err != nil {
		return report.Person{}, about("person at", a.String(), err)
	}
	return t.Person(string(id))
}

func (t *Tx) PutPerson(p report.Person) error {
	if err := storage.CheckID("person id", p.ID); err != nil {
		return err
	}
	for _, c := range p.Addresses {
		if err := storage.CheckID("address", c.Address); err != nil {
			return err
		}
		owner, err := t.get(Addresses, []byte(c.Address))
		if err == nil && owner != nil && string(owner) != p.ID {
			err = storage.ErrConflict
		}
		if err != nil {
			return about("address", c.Address, err)
		}
	}
	if err := t.forgetAddresses(p.ID); err != nil {
		return err
	}
	for _, c := range p.Addresses {
		if err := t.put(Addresses, []byte(c.Address), []byte(p.ID)); err != nil {
			return err
		}
	}
	return about("person", p.ID, putJSON(t, People, []byte(p.ID), p))
}

func (t *Tx) DeletePerson(id string) error {
	if err := t.forgetAddresses(id); err != nil {
		return err
	}
	key := joined(id)
	t.known.people.forget(key)
	return t.delete(People, key)
}

// forgetAddresses drops the index entries of a person as stored.
func (t *Tx) forgetAddresses(id string) error {
	p, err := t.Person(id)
	if notFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, c := range p.Addresses {
		if err := t.delete(Addresses, []byte(c.Address)); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) People() iter.Seq2[report.Person, error] {
	return all[report.Person](t, People, Stretch{})
}

func (t *Tx) Invitation(hash string) (report.Invitation, error) {
	i, err := getJSON[report.Invitation](t, Invitations, joined(hash))
	return i, about("invitation", hash, err)
}

func (t *Tx) PutInvitation(i report.Invitation) error {
	if err := storage.CheckID("invitation hash", i.Hash); err != nil {
		return err
	}
	return about("invitation", i.Hash, putJSON(t, Invitations, []byte(i.Hash), i))
}

func (t *Tx) DeleteInvitation(hash string) error { return t.delete(Invitations, joined(hash)) }

func (t *Tx) Invitations() iter.Seq2[report.Invitation, error] {
	return all[report.Invitation](t, Invitations, Stretch{})
}
