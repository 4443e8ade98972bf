package pgstore

import (
	"bytes"
	"errors"
	"iter"
	"strings"

	"thuky/report"
	"thuky/storage"
)

func (t *tx) Template(version string) ([]byte, error) {
	source := t.get(templates, joined(version))
	if source == nil {
		return nil, about("template version", version, storage.ErrNotFound)
	}
	return append([]byte{}, source...), nil
}

func (t *tx) PutTemplate(version string, source []byte) error {
	if err := storage.CheckID("template version", version); err != nil {
		return err
	}
	return t.put(templates, []byte(version), append([]byte{}, source...))
}

func (t *tx) Campaign(id string) (report.Campaign, error) {
	c, err := getJSON[report.Campaign](t, campaigns, joined(id))
	return c, about("campaign", id, err)
}

func (t *tx) PutCampaign(c report.Campaign) error {
	if err := storage.CheckID("campaign id", c.ID); err != nil {
		return err
	}
	return about("campaign", c.ID, putJSON(t, campaigns, []byte(c.ID), c))
}

func (t *tx) Campaigns() iter.Seq2[report.Campaign, error] {
	return records[report.Campaign](t, campaigns, nil)
}

func (t *tx) Answer(campaign, question, person string) (report.Answer, error) {
	a, err := getJSON[report.Answer](t, answers, joined(campaign, question, person))
	return a, about("answer", question, err)
}

func (t *tx) HasAnswer(campaign, question, person string) (bool, error) {
	return t.get(answers, joined(campaign, question, person)) != nil, nil
}

func (t *tx) PutAnswer(a report.Answer) error {
	if err := checkIDs("campaign id", a.Campaign, "question id", a.Question, "person id", a.Person); err != nil {
		return err
	}
	return about("answer", a.Question, putJSON(t, answers, joined(a.Campaign, a.Question, a.Person), a))
}

func (t *tx) DeleteAnswer(campaign, question, person string) error {
	return t.delete(answers, joined(campaign, question, person))
}

func (t *tx) Answers(campaign string) iter.Seq2[report.Answer, error] {
	if joined(campaign) == nil {
		return none[report.Answer]
	}
	return records[report.Answer](t, answers, within(campaign))
}

func (t *tx) Answered(campaign string) iter.Seq2[storage.AnswerID, error] {
	if joined(campaign) == nil {
		return none[storage.AnswerID]
	}
	prefix := within(campaign)
	return sequence(answers, t.scan(answers, prefix, nil, page{bare: true}), func(key, _ []byte) (storage.AnswerID, error) {
		question, person, ok := strings.Cut(string(key[len(prefix):]), "\x00")
		if !ok {
			return storage.AnswerID{}, errors.New("decode: no person in the key")
		}
		return storage.AnswerID{Question: question, Person: person}, nil
	})
}

func (t *tx) Participation(campaign, person string) (storage.Participation, error) {
	p, err := getJSON[storage.Participation](t, participations, joined(campaign, person))
	return p, about("participation of", person, err)
}

func (t *tx) PutParticipation(p storage.Participation) error {
	if err := checkIDs("campaign id", p.Campaign, "person id", p.Person); err != nil {
		return err
	}
	return about("participation of", p.Person, putJSON(t, participations, joined(p.Campaign, p.Person), p))
}

func (t *tx) Participations(campaign string) iter.Seq2[storage.Participation, error] {
	if joined(campaign) == nil {
		return none[storage.Participation]
	}
	return records[storage.Participation](t, participations, within(campaign))
}

func (t *tx) AddAudit(e storage.AuditEntry) error {
	if e.Campaign != "" {
		if err := storage.CheckID("campaign id", e.Campaign); err != nil {
			return err
		}
	}
	seq, err := t.nextSequence(audit)
	if err != nil {
		return err
	}
	return about("audit of", e.Campaign, putJSON(t, audit, append(within(e.Campaign), ofNumber(seq)...), e))
}

func (t *tx) Audit(campaign string) iter.Seq2[storage.AuditEntry, error] {
	if campaign != "" && joined(campaign) == nil {
		return none[storage.AuditEntry]
	}
	return records[storage.AuditEntry](t, audit, within(campaign))
}

func (t *tx) AuditBack(campaign string) iter.Seq2[storage.AuditEntry, error] {
	if campaign != "" && joined(campaign) == nil {
		return none[storage.AuditEntry]
	}
	prefix := within(campaign)
	return backwards[storage.AuditEntry](t, audit, prefix, append(bytes.Clone(prefix), ofNumber(^uint64(0))...))
}

// checkIDs takes pairs of what an id is and the id.
func checkIDs(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if err := storage.CheckID(pairs[i], pairs[i+1]); err != nil {
			return err
		}
	}
	return nil
}
