package records

import (
	"time"

	"thuky/chat"
	"thuky/storage"
)

func (t *Tx) Stranger(a chat.Address) (storage.Stranger, error) {
	s, err := getJSON[storage.Stranger](t, Strangers, addressKey(a))
	if notFound(err) {
		return storage.Stranger{}, nil
	}
	return s, about("stranger", a.String(), err)
}

func (t *Tx) PutStranger(a chat.Address, s storage.Stranger) error {
	if err := storage.CheckAddress(a); err != nil {
		return err
	}
	return about("stranger", a.String(), putJSON(t, Strangers, addressKey(a), s))
}

func (t *Tx) PruneStrangers(before time.Time) error {
	return t.prune(Strangers, func(value []byte) (bool, error) {
		s, err := decode[storage.Stranger](value)
		return s.Last.Before(before), err
	})
}
