package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// What admins and approvers see of the store.

// TakesPart tells whether the person answers the campaign: staff, admins where there
// is no staff, and whoever
// sits at the terminal do, others once they have begun.
func (w *world) TakesPart(campaign string) bool {
	if !w.known {
		return false
	}
	if !chief(w.person) || w.address.Platform == terminalPlatform {
		return true
	}
	if w.alone() {
		return true
	}
	_, began := w.part(campaign)
	return began
}

// alone tells that there is no staff: then an admin answers the reports as well.
func (w *world) alone() bool {
	for p, err := range w.batch.tx.People() {
		if !w.found(err) || p.Role == report.Staff {
			return false
		}
	}
	return true
}

// Returns are the answers of this person that were given back.
func (w *world) Returns(campaign string) []report.Return {
	if !w.known {
		return nil
	}
	p, _ := w.part(campaign)
	return p.Returns
}

// Approves tells whether the person approves.
func (w *world) Approves() bool {
	if !w.known {
		return false
	}
	ok, err := approves(w.batch.tx, w.person)
	return w.found(err) && ok
}

// approves tells whether a person is an approver, or an admin where there is none.
func approves(tx storage.Tx, p report.Person) (bool, error) {
	if p.Role != report.Admin {
		return p.Role == report.Approver, nil
	}
	for other, err := range tx.People() {
		if err != nil || other.Role == report.Approver {
			return false, err
		}
	}
	return true, nil
}

// Underway are all open campaigns.
func (w *world) Underway() []report.Campaign {
	open, err := w.batch.openCampaigns()
	if !w.found(err) {
		return nil
	}
	return slices.Clone(open)
}

// Shares are the people who take part in a campaign.
func (w *world) Shares(campaign string) []conversation.Share {
	shares, err := w.batch.shares(campaign)
	if !w.found(err) {
		return nil
	}
	return shares
}

// shares reads who takes part in a campaign. Admins and approvers who have
// answered nothing only watch; people who were removed keep their answers.
func (b *batch) shares(campaign string) ([]conversation.Share, error) {
	answers := map[string][]report.Answer{}
	for a, err := range b.tx.Answers(campaign) {
		if err != nil {
			return nil, err
		}
		answers[a.Person] = append(answers[a.Person], a)
	}
	var all []conversation.Share
	for p, err := range b.tx.Participations(campaign) {
		if err != nil {
			return nil, err
		}
		s := conversation.Share{Answers: answers[p.Person], Returns: p.Returns}
		delete(answers, p.Person)
		if !p.Submitted.IsZero() {
			s.Sent = workday.DateOf(p.Submitted.In(b.r.zone))
		}
		if all, err = b.addShare(all, s, p.Person); err != nil {
			return nil, err
		}
	}
	for person, list := range answers {
		var err error
		if all, err = b.addShare(all, conversation.Share{Answers: list}, person); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b conversation.Share) int { return strings.Compare(a.Person.ID, b.Person.ID) })
	return all, nil
}

func (b *batch) addShare(all []conversation.Share, s conversation.Share, person string) ([]conversation.Share, error) {
	var err error
	s.Person, err = b.tx.Person(person)
	gone := errors.Is(err, storage.ErrNotFound)
	switch {
	case gone:
		s.Person = report.Person{ID: person, Name: person, Role: report.Staff}
	case err != nil:
		return all, err
	}
	if (gone || chief(s.Person)) && len(s.Answers) == 0 && s.Sent.IsZero() {
		return all, nil
	}
	return append(all, s), nil
}

// Versions are the approved versions of a campaign.
func (w *world) Versions(campaign string) []report.Version {
	list, err := versions(w.batch.tx, campaign)
	if !w.found(err) {
		return nil
	}
	return list
}

func versions(tx storage.Tx, campaign string) (list []report.Version, err error) {
	for v, err := range tx.Versions(campaign) {
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// Basis is the fingerprint of all that a draft would be made of now.
func (w *world) Basis(campaign string) string {
	in, err := readDraft(w.batch.tx, w.batch.r.school, campaign, &w.batch.r.templates)
	if !w.found(err) {
		return ""
	}
	return basis(in)
}

// basis is the fingerprint of what a report is made of: all that is printed, and
// which revision of every answer.
func basis(in render.Input) string {
	c := in.Campaign
	c.Status, c.ClosedAt, c.Deadline, c.DeadlineHour = "", c.Opened, workday.Date{}, "" // not printed
	c.Internal, c.InternalHour, c.InternalFixed = workday.Date{}, "", false
	answers := slices.Clone(in.Answers)
	slices.SortFunc(answers, func(a, b report.Answer) int {
		if order := strings.Compare(a.Question, b.Question); order != 0 {
			return order
		}
		return strings.Compare(a.Person, b.Person)
	})
	h := sha256.New()
	e := json.NewEncoder(h)
	for _, part := range []any{c, in.School} {
		_ = e.Encode(part) // a hash takes all, and none of it is refused by JSON
	}
	for _, a := range answers {
		_ = e.Encode([]any{a.Question, a.Person, a.Revision, a.Value, a.Skipped, a.Accepted, a.Reason})
	}
	return hex.EncodeToString(h.Sum(nil))
}
