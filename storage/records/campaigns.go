package records

import (
	"bytes"
	"errors"
	"iter"
	"strings"

	"thuky/report"
	"thuky/storage"
)

func (t *Tx) Template(version string) ([]byte, error) {
	source, err := t.get(Templates, joined(version))
	if err == nil && source == nil {
		err = storage.ErrNotFound
	}
	if err != nil {
		return nil, about("template version", version, err)
	}
	return append([]byte{}, source...), nil
}

func (t *Tx) PutTemplate(version string, source []byte) error {
	if err := storage.CheckID("template version", version); err != nil {
		return err
	}
	return t.put(Templates, []byte(version), append([]byte{}, source...))
}

func (t *Tx) Campaign(id string) (report.Campaign, error) {
	key := joined(id)
	value, err := t.get(Campaigns, key)
	if err == nil && value == nil {
		err = storage.ErrNotFound
	}
	if err != nil {
		return report.Campaign{}, about("campaign", id, err)
	}
	c, err := t.decodeCampaign(key, value)
	return c, about("campaign", id, err)
}

func (t *Tx) PutCampaign(c report.Campaign) error {
	if err := storage.CheckID("campaign id", c.ID); err != nil {
		return err
	}
	return about("campaign", c.ID, putJSON(t, Campaigns, []byte(c.ID), c))
}

func (t *Tx) Campaigns() iter.Seq2[report.Campaign, error] {
	return all[report.Campaign](t, Campaigns, Stretch{})
}

func (t *Tx) Answer(campaign, question, person string) (report.Answer, error) {
	a, err := getJSON[report.Answer](t, Answers, joined(campaign, question, person))
	return a, about("answer", question, err)
}

func (t *Tx) HasAnswer(campaign, question, person string) (bool, error) {
	return t.has(Answers, joined(campaign, question, person))
}

func (t *Tx) PutAnswer(a report.Answer) error {
	if err := checkIDs("campaign id", a.Campaign, "question id", a.Question, "person id", a.Person); err != nil {
		return err
	}
	return about("answer", a.Question, putJSON(t, Answers, joined(a.Campaign, a.Question, a.Person), a))
}

func (t *Tx) DeleteAnswer(campaign, question, person string) error {
	return t.delete(Answers, joined(campaign, question, person))
}

func (t *Tx) Answers(campaign string) iter.Seq2[report.Answer, error] {
	if joined(campaign) == nil {
		return none[report.Answer]
	}
	return all[report.Answer](t, Answers, Stretch{Prefix: within(campaign)})
}

func (t *Tx) Answered(campaign string) iter.Seq2[storage.AnswerID, error] {
	if joined(campaign) == nil {
		return none[storage.AnswerID]
	}
	prefix := within(campaign)
	return each(t, Answers, Stretch{Prefix: prefix, Bare: true}, func(key, _ []byte) (storage.AnswerID, error) {
		question, person, ok := strings.Cut(string(key[len(prefix):]), "\x00")
		if !ok {
			return storage.AnswerID{}, errors.New("decode: no person in the key")
		}
		return storage.AnswerID{Question: question, Person: person}, nil
	})
}

func (t *Tx) Participation(campaign, person string) (storage.Participation, error) {
	p, err := knownJSON(t, t.known.participations, Participations, joined(campaign, person))
	return p, about("participation of", person, err)
}

func (t *Tx) PutParticipation(p storage.Participation) error {
	if err := checkIDs("campaign id", p.Campaign, "person id", p.Person); err != nil {
		return err
	}
	return about("participation of", p.Person, putJSON(t, Participations, joined(p.Campaign, p.Person), p))
}

func (t *Tx) Participations(campaign string) iter.Seq2[storage.Participation, error] {
	if joined(campaign) == nil {
		return none[storage.Participation]
	}
	return all[storage.Participation](t, Participations, Stretch{Prefix: within(campaign)})
}

func (t *Tx) Audit(campaign string) iter.Seq2[storage.AuditEntry, error] {
	if campaign != "" && joined(campaign) == nil {
		return none[storage.AuditEntry]
	}
	return all[storage.AuditEntry](t, Audit, Stretch{Prefix: within(campaign)})
}

func (t *Tx) AuditBack(campaign string) iter.Seq2[storage.AuditEntry, error] {
	if campaign != "" && joined(campaign) == nil {
		return none[storage.AuditEntry]
	}
	prefix := within(campaign)
	return all[storage.AuditEntry](t, Audit, Stretch{Prefix: prefix, Beyond: append(bytes.Clone(prefix), ofNumber(^uint64(0))...), Back: true})
}
