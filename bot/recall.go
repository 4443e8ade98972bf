package bot

import (
	"errors"

	"thuky/report"
	"thuky/storage"
)

// recallMany bounds what a recall keeps: a batch may go through a whole province.
const recallMany = 4096

// recall is a transaction that reads a person, an answer, and how far somebody is, once,
// however often they are asked for: the dialogue, its effects and the reminders all want to
// know.
// What is written through it is read anew. It is for one run of a transaction, in which
// nobody else writes.
//
// What is found is shared by all who ask: a slice in it is cloned before it is changed.
type recall struct {
	storage.Tx
	people  map[recallKey]recalled[report.Person] // under their id alone
	answers map[recallKey]recalled[report.Answer]
	parts   map[recallKey]recalled[storage.Participation] // question is ""
}

type recallKey struct{ campaign, question, person string }

// recalled is what a read gave: a record, or that there is none.
type recalled[T any] struct {
	record T
	err    error
}

func (r *recall) Person(id string) (report.Person, error) {
	return remembered(&r.people, recallKey{person: id}, func() (report.Person, error) { return r.Tx.Person(id) })
}

func (r *recall) PutPerson(p report.Person) error {
	delete(r.people, recallKey{person: p.ID})
	return r.Tx.PutPerson(p)
}

func (r *recall) DeletePerson(id string) error {
	delete(r.people, recallKey{person: id})
	return r.Tx.DeletePerson(id)
}

func (r *recall) Answer(campaign, question, person string) (report.Answer, error) {
	return remembered(&r.answers, recallKey{campaign, question, person}, func() (report.Answer, error) {
		return r.Tx.Answer(campaign, question, person)
	})
}

func (r *recall) HasAnswer(campaign, question, person string) (bool, error) {
	if known, ok := r.answers[recallKey{campaign, question, person}]; ok {
		return known.err == nil, nil
	}
	return r.Tx.HasAnswer(campaign, question, person)
}

func (r *recall) PutAnswer(a report.Answer) error {
	delete(r.answers, recallKey{a.Campaign, a.Question, a.Person})
	return r.Tx.PutAnswer(a)
}

func (r *recall) DeleteAnswer(campaign, question, person string) error {
	delete(r.answers, recallKey{campaign, question, person})
	return r.Tx.DeleteAnswer(campaign, question, person)
}

func (r *recall) Participation(campaign, person string) (storage.Participation, error) {
	return remembered(&r.parts, recallKey{campaign, "", person}, func() (storage.Participation, error) {
		return r.Tx.Participation(campaign, person)
	})
}

func (r *recall) PutParticipation(p storage.Participation) error {
	delete(r.parts, recallKey{p.Campaign, "", p.Person})
	return r.Tx.PutParticipation(p)
}

func (r *recall) DeleteParticipation(campaign, person string) error {
	delete(r.parts, recallKey{campaign, "", person})
	return r.Tx.DeleteParticipation(campaign, person)
}

// remembered reads a record where it was not read yet. An error that says more than that
// there is none is no answer to keep.
func remembered[T any](known *map[recallKey]recalled[T], key recallKey, read func() (T, error)) (T, error) {
	if was, ok := (*known)[key]; ok {
		return was.record, was.err
	}
	record, err := read()
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return record, err
	}
	if *known == nil {
		*known = map[recallKey]recalled[T]{}
	}
	if len(*known) >= recallMany {
		clear(*known)
	}
	(*known)[key] = recalled[T]{record, err}
	return record, err
}
