package bot

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// What admins and approvers see of the store.

// TakesPart tells whether some question of the campaign is the person's.
func (w *world) TakesPart(campaign string) bool {
	c, ok, err := w.batch.campaign(campaign)
	return w.known && w.found(err) && ok && w.takesPart(&c)
}

// alone tells that there is no staff: then an admin answers the reports as well.
func (w *world) alone() bool {
	if w.staffed == nil {
		staffed := false
		for p, err := range w.batch.tx.People() {
			if !w.found(err) || p.Role == report.Staff {
				staffed = true
				break
			}
		}
		w.staffed = &staffed
	}
	return !*w.staffed
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
	for other, err := range tx.Overseers() {
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
func (w *world) Shares(campaign string) []report.Share {
	shares, err := w.batch.shares(campaign)
	if !w.found(err) {
		return nil
	}
	return shares
}

// Versions are the approved versions of a campaign.
func (w *world) Versions(campaign string) []report.Version {
	list, err := versions(w.batch.tx, campaign)
	if !w.found(err) {
		return nil
	}
	for i := range list {
		list[i].At = list[i].At.In(w.batch.r.zone)
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
	in, err := readDraft(w.batch.tx, w.batch.r.ofSchool(), campaign, &w.batch.r.templates)
	if !w.found(err) {
		return ""
	}
	return basis(in)
}

// basis is the fingerprint of what a report is made of: all that is printed, and
// which revision of every answer.
func basis(in render.Input) string {
	in = in.Dated()
	c := in.Campaign
	c.Status, c.ClosedAt, c.Deadline, c.DeadlineHour = "", c.Opened, workday.Date{}, "" // not printed
	c.Internal, c.InternalHour, c.InternalFixed, c.Newer = workday.Date{}, "", false, ""
	c.CutOff, c.Assignments = workday.Date{}, nil // of assignments only the answers are printed, in their order
	if c.Notice != nil && c.Notice.SendTo != "" {
		printed := *c.Notice
		printed.SendTo = ""
		c.Notice = &printed
	}
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
	for _, order := range otherOrders(in) {
		_ = e.Encode(order)
	}
	for _, name := range in.OtherNames() {
		_ = e.Encode(name)
	}
	if in.Form != nil {
		_ = e.Encode(in.Form.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// otherOrders are the questions whose answers are not printed in the order of their
// time, each with that order.
func otherOrders(in render.Input) (list [][]string) {
	times := map[string][]report.Answer{}
	for _, a := range in.Answers {
		times[a.Question] = append(times[a.Question], a)
	}
	for question, answers := range times {
		if len(answers) < 2 {
			continue
		}
		slices.SortFunc(answers, func(a, b report.Answer) int {
			return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Person, b.Person))
		})
		was := []string{question}
		for _, a := range answers {
			was = append(was, a.Person)
		}
		is := []string{question}
		for _, id := range in.Order[question] {
			if slices.Contains(was[1:], id) {
				is = append(is, id)
			}
		}
		if len(is) == len(was) && !slices.Equal(is, was) {
			list = append(list, is)
		}
	}
	slices.SortFunc(list, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return list
}

// People are all on the list.
func (w *world) People() []report.Person {
	var all []report.Person
	for p, err := range w.batch.tx.People() {
		if !w.found(err) {
			return nil
		}
		all = append(all, p)
	}
	return all
}

// Duties are the questions that were given to a person by name and are open.
func (w *world) Duties(person string) []conversation.Duty {
	all, err := w.batch.duties(person)
	if !w.found(err) {
		return nil
	}
	return all
}
