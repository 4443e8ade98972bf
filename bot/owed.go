package bot

import (
	"cmp"
	"errors"
	"slices"

	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// owed are the campaigns that a person has not sent, the most urgent first, without
// those they want to hear nothing of.
func (b *batch) owed(p report.Person, live []storage.Reminder) ([]conversation.Owed, error) {
	open, err := b.openCampaigns()
	if err != nil {
		return nil, err
	}
	asked, moved := false, map[string]bool{}
	for _, row := range live {
		asked = asked || row.Kind == remind.Asked
		moved[row.Campaign] = moved[row.Campaign] || row.Kind == remind.Moved
	}
	var owed []conversation.Owed
	for _, c := range open {
		part, err := b.tx.Participation(c.ID, p.ID)
		if errors.Is(err, storage.ErrNotFound) && !asked {
			continue
		}
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return nil, err
		}
		if !part.Submitted.IsZero() || !asked && !moved[c.ID] && part.Muted.After(b.now) {
			continue
		}
		if ok, err := owes(b.tx, c.ID, p); err != nil {
			return nil, err
		} else if !ok && !asked {
			continue
		}
		o := conversation.Owed{Campaign: c, Late: b.late(c), Moved: moved[c.ID]}
		if o.Open, o.Of, err = b.unanswered(c, p.ID, part.Returns); err != nil {
			return nil, err
		}
		owed = append(owed, o)
	}
	slices.SortStableFunc(owed, func(a, b conversation.Owed) int { return byDeadline(a.Campaign, b.Campaign) })
	return owed, nil
}

// byDeadline puts campaigns without one last.
func byDeadline(a, b report.Campaign) int {
	x, y := deadlineOf(a), deadlineOf(b)
	if x.Date.IsZero() != y.Date.IsZero() {
		if x.Date.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.Hour, y.Hour))
}

func (b *batch) late(c report.Campaign) bool {
	due := deadlineOf(c)
	return !due.Date.IsZero() && !due.Instant(b.r.zone).After(b.now)
}

// unanswered counts the questions that a person is asked, and those of them that have
// neither an answer nor a skip, or were given back. Both are 0 when the template cannot be read: whoever
// owes is reminded all the same.
func (b *batch) unanswered(c report.Campaign, person string, returns []report.Return) (open, of int, err error) {
	t, cause := b.r.templates.get(b.tx, c)
	if cause != nil {
		b.r.log.Error("the template of an open campaign cannot be used", "campaign", c.ID, "error", cause)
		return 0, 0, nil
	}
	lookup := func(question string) (report.Value, bool) {
		a, e := b.tx.Answer(c.ID, question, person)
		if e != nil && !errors.Is(e, storage.ErrNotFound) {
			err = errors.Join(err, e)
		}
		return a.Value, e == nil && !a.Skipped
	}
	for _, q := range t.Questions() {
		if q.Computed() || !t.Applies(q, lookup) {
			continue
		}
		of++
		has, e := b.tx.HasAnswer(c.ID, q.ID, person)
		if e != nil {
			return 0, 0, e
		}
		if !has || slices.ContainsFunc(returns, func(r report.Return) bool { return r.Question == q.ID }) {
			open++
		}
	}
	return open, of, err
}

// remindAdmins tells every admin, in one message, who owes what in the campaigns that
// it is time to speak of.
func (b *batch) remindAdmins(due []storage.Reminder) error {
	useful, err := b.useful(due)
	if err != nil {
		return err
	}
	var live []storage.Reminder
	var debts []conversation.Debt
	for _, row := range useful {
		debt, err := b.debt(row.Campaign)
		if err != nil {
			return err
		}
		if len(debt.People) > 0 {
			live, debts = append(live, row), append(debts, debt)
		} else if err := b.settle(row, storage.ReminderIdle); err != nil {
			return err
		}
	}
	if len(live) == 0 {
		return nil
	}
	slices.SortStableFunc(debts, func(a, b conversation.Debt) int { return byDeadline(a.Campaign, b.Campaign) })
	told := false
	for p, err := range b.tx.People() {
		if err != nil {
			return err
		}
		to, ok := b.r.contact(p)
		if !ok || p.Role != report.Admin {
			continue
		}
		if err := b.nudge(to, live, conversation.Event{Kind: conversation.Escalated, Debts: debts}); err != nil {
			return err
		}
		told = true
	}
	if !told {
		return nil // until there is one, or it is of no use
	}
	return b.settleAll(live, storage.ReminderSent)
}

// debt says who has not sent a campaign.
func (b *batch) debt(id string) (conversation.Debt, error) {
	c, _, err := b.campaign(id)
	if err != nil {
		return conversation.Debt{}, err
	}
	d := conversation.Debt{Campaign: c, Late: b.late(c)}
	err = eachOwing(b.tx, c, func(part storage.Participation, p report.Person) error {
		open, of, err := b.unanswered(c, p.ID, part.Returns)
		d.People = append(d.People, conversation.Debtor{
			Name: p.Name, Open: open, Of: of, Since: workday.DateOf(part.Started.In(b.r.zone)),
		})
		return err
	})
	return d, err
}
