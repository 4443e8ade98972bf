package bot

import (
	"encoding/json"
	"errors"
	"slices"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// world is what one Step sees of the store. It reads on demand, each record
// once. The first error is kept in err: what Step made of the rest is void.
type world struct {
	batch   *batch
	address chat.Address

	asked   bool // person is read
	known   bool
	person  report.Person
	staffed *bool // whether there is staff, once it was looked for
	err     error
}

var _ conversation.World = (*world)(nil)

// worldOf gives the world of a chat; the one given before is over. owner may be nil.
func (b *batch) worldOf(a chat.Address, owner *report.Person) *world {
	b.world = world{batch: b, address: a}
	if owner != nil {
		b.world.person, b.world.known, b.world.asked = *owner, true, true
	}
	b.world.Person()
	return &b.world
}

// found tells whether a record was read, and keeps an error that says more
// than that there is none.
func (w *world) found(err error) bool {
	if err != nil && !errors.Is(err, storage.ErrNotFound) && w.err == nil {
		w.err = err
	}
	return err == nil
}

// Person is who the chat belongs to.
func (w *world) Person() (report.Person, bool) {
	if !w.asked {
		p, err := w.batch.tx.PersonByAddress(w.address)
		w.person, w.known, w.asked = p, w.found(err), true
	}
	return w.person, w.known
}

// Invitation gives the invitation of a code that can still be used.
func (w *world) Invitation(code string) (report.Invitation, bool) {
	i, err := w.batch.tx.Invitation(report.HashCode(code))
	if !w.found(err) || !i.Usable(w.batch.now) {
		return report.Invitation{}, false
	}
	return i, true
}

// Refused is how often a stranger was refused within the last hour.
func (w *world) Refused() int {
	s, err := w.batch.tx.Stranger(w.address)
	if !w.found(err) || w.batch.now.Sub(s.First) >= strangerWindow {
		return 0
	}
	return s.Count
}

// Campaigns are the open campaigns in which some question is the person's.
func (w *world) Campaigns() []report.Campaign {
	open, err := w.batch.openCampaigns()
	if !w.found(err) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(open), func(c report.Campaign) bool { return !w.takesPart(&c) })
}

// Asks tells whether a question is this person's.
func (w *world) Asks(c report.Campaign, question string) bool {
	if !w.known {
		return false
	}
	ok, err := w.batch.ledger().asks(w.member(&c), question)
	return w.found(err) && ok
}

// Known is what others answered to a question.
func (w *world) Known(c report.Campaign, question string) (report.Value, bool) {
	t, ok := w.Template(c)
	if !ok || t.Question(question) == nil {
		return report.Value{}, false
	}
	v, ok, err := w.batch.ledger().known(&c, t.Question(question))
	return v, w.found(err) && ok
}

// member is this person's part in a campaign. What is given to nobody in particular is
// also for whoever sits at the terminal, and for admins where there is no staff.
func (w *world) member(c *report.Campaign) member {
	if !w.person.Oversees() { // how far they are makes no difference
		return w.batch.ledger().member(c, &w.person, storage.Participation{})
	}
	part, _ := w.part(c.ID)
	m := w.batch.ledger().member(c, &w.person, part)
	m.rest = m.rest || w.person.Away == nil && (w.address.Platform == terminalPlatform || w.alone())
	return m
}

func (w *world) takesPart(c *report.Campaign) bool {
	ok, err := w.batch.ledger().takesPart(w.member(c))
	return w.found(err) && ok
}

// Campaign gives any campaign.
func (w *world) Campaign(id string) (report.Campaign, bool) {
	c, ok, err := w.batch.campaign(id)
	return c, w.found(err) && ok
}

// Template gives the pinned template of a campaign.
func (w *world) Template(c report.Campaign) (*report.Template, bool) {
	t, err := w.batch.r.templates.get(w.batch.tx, c)
	if err != nil {
		return nil, w.found(err) // never true
	}
	return t, true
}

// Answer is this person's answer.
func (w *world) Answer(campaign, question string) (report.Answer, bool) {
	if !w.known {
		return report.Answer{}, false
	}
	a, err := w.batch.tx.Answer(campaign, question, w.person.ID)
	return a, w.found(err)
}

// Taken is what was answered last by somebody who had the question before.
func (w *world) Taken(c report.Campaign, question string) (last report.Answer, by string, ok bool) {
	for _, id := range c.Had(question) {
		if id == w.person.ID {
			continue
		}
		a, err := w.batch.tx.Answer(c.ID, question, id)
		if w.found(err) && !a.Skipped && (!ok || a.At.After(last.At)) {
			last, ok = a, true
		}
	}
	if !ok {
		return last, "", false
	}
	p, err := w.batch.tx.Person(last.Person)
	w.found(err)
	return last, p.Name, true
}

// AnswerOf finds the person's answer that the message is a part of. It looks
// through the open campaigns, then the closed ones; only edited messages need it.
func (w *world) AnswerOf(message string) (report.Answer, bool) {
	if !w.known || message == "" {
		return report.Answer{}, false
	}
	for _, c := range w.campaignsOnce() {
		t, ok := w.Template(c)
		if !ok {
			continue
		}
		for _, q := range t.Questions() {
			a, ok := w.Answer(c.ID, q.ID)
			if !ok || a.Channel != w.address.Platform {
				continue
			}
			if slices.ContainsFunc(a.Parts, func(p report.Part) bool { return p.Message == message }) {
				return a, true
			}
		}
	}
	return report.Answer{}, false
}

// campaignsOnce are all campaigns that the person took part in, the open ones
// first, newest first.
func (w *world) campaignsOnce() []report.Campaign {
	var mine []report.Campaign
	for c, err := range w.batch.tx.Campaigns() {
		if !w.found(err) {
			return nil
		}
		if _, err := w.batch.tx.Participation(c.ID, w.person.ID); w.found(err) {
			mine = append(mine, c)
		}
	}
	slices.SortStableFunc(mine, func(a, b report.Campaign) int {
		if a.Status != b.Status && (a.Status == report.Open || b.Status == report.Open) {
			if a.Status == report.Open {
				return -1
			}
			return 1
		}
		return b.Opened.Compare(a.Opened)
	})
	return mine
}

// formerKey names a campaign for good: an id whose opening was undone may be
// given again.
type formerKey struct {
	id     string
	opened int64
}

// Earlier is what was answered to the question in the last campaign of the same
// template: by this person, else by whoever answered last.
func (w *world) Earlier(c report.Campaign, question string) (report.Answer, bool) {
	former, ok := w.former(c)
	if !ok || !w.known {
		return report.Answer{}, false
	}
	if a, ok := w.Answer(former, question); ok {
		return a, true
	}
	var last report.Answer
	some := false
	for p, err := range w.batch.tx.Participations(former) {
		if !w.found(err) {
			return report.Answer{}, false
		}
		a, err := w.batch.tx.Answer(former, question, p.Person)
		if w.found(err) && (!some || a.At.After(last.At)) {
			last, some = a, true
		}
	}
	return last, some
}

// former is the id of the last campaign of the same template that was opened
// before c. It never changes, so it is worked out once.
func (w *world) former(c report.Campaign) (string, bool) {
	key := formerKey{c.ID, c.Opened.UnixNano()}
	if id, ok := w.batch.r.former.Load(key); ok {
		return id.(string), id != ""
	}
	former, err := formerOf(w.batch.tx, c)
	if err != nil {
		return "", w.found(err) // never true
	}
	w.batch.r.former.Store(key, former.ID)
	return former.ID, former.ID != ""
}

// formerOf is the last campaign of the same template that was opened before c, the
// zero one where there is none.
func formerOf(tx storage.Tx, c report.Campaign) (former report.Campaign, err error) {
	for other, err := range tx.Campaigns() {
		if err != nil {
			return report.Campaign{}, err
		}
		if other.Template == c.Template && other.ID != c.ID && other.Opened.Before(c.Opened) &&
			(former.ID == "" || other.Opened.After(former.Opened)) {
			former = other
		}
	}
	return former, nil
}

// Former is the last campaign of the same template.
func (w *world) Former(c report.Campaign) (report.Campaign, bool) {
	id, ok := w.former(c)
	if !ok {
		return report.Campaign{}, false
	}
	return w.Campaign(id)
}

// Submitted tells whether the person has sent the campaign.
func (w *world) Submitted(campaign string) bool {
	if !w.known {
		return false
	}
	p, ok := w.part(campaign)
	return ok && !p.Submitted.IsZero()
}

// part is how far this person is with a campaign.
func (w *world) part(campaign string) (storage.Participation, bool) {
	p, err := w.batch.tx.Participation(campaign, w.person.ID)
	return p, w.found(err)
}

// newer tells whether a state was written by a newer release.
func newer(stored []byte) bool {
	var s struct {
		V int `json:"v"`
	}
	return json.Unmarshal(stored, &s) == nil && s.V > conversation.Version
}
