package bot

import (
	"cmp"
	"errors"
	"slices"

	"thuky/chat"
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
	asked, news := false, map[string][]remind.Kind{}
	for _, row := range live {
		asked = asked || row.Kind == remind.Asked
		if row.Kind.News() {
			news[row.Campaign] = append(news[row.Campaign], row.Kind)
		}
	}
	var owed []conversation.Owed
	for i := range open {
		c := &open[i]
		if b.ledger().passes(c, &p) {
			continue
		}
		part, err := b.tx.Participation(c.ID, p.ID)
		if errors.Is(err, storage.ErrNotFound) && !asked {
			continue
		}
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return nil, err
		}
		if !part.Submitted.IsZero() || !asked && len(news[c.ID]) == 0 && part.Muted.After(b.now) {
			continue
		}
		m := b.ledger().member(c, &p, part)
		d, err := b.ledger().duty(m, part.Returns)
		if err != nil {
			return nil, err
		}
		if d.none() {
			continue
		}
		if !asked && (d.blind || p.Oversees()) { // staff who are asked something owe it
			if ok, err := b.ledger().owes(m); err != nil {
				return nil, err
			} else if !ok {
				continue
			}
		}
		b.unreadable(*c, d)
		owed = append(owed, conversation.Owed{
			Campaign: *c, Late: b.late(*c), Open: len(d.open), Of: d.of, Moved: slices.Contains(news[c.ID], remind.Moved),
			Reopened: slices.Contains(news[c.ID], remind.Reopened), Updated: slices.Contains(news[c.ID], remind.Updated),
		})
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

// unreadable notes in the log that the template of an open campaign cannot be used.
func (b *batch) unreadable(c report.Campaign, d duty) {
	if d.blind {
		_, cause := b.r.templates.get(b.tx, c)
		b.r.log.Error("the template of an open campaign cannot be used", "campaign", c.ID, "error", cause)
	}
}

// remindAdmins tells every admin, in one message, who owes what in the campaigns that
// it is time to speak of.
func (b *batch) remindAdmins(due []storage.Reminder) error {
	useful, err := b.useful(due)
	if err == nil {
		useful, err = b.remindSchedules(useful)
	}
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
	told, spent, err := b.tellAdmins(func(to chat.Address) error {
		return b.nudge(to, nil, live, conversation.Event{Kind: conversation.Escalated, Debts: debts})
	})
	switch {
	case err != nil:
		return err
	case spent:
		return b.settleAll(live, storage.ReminderSpent)
	case !told:
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
	err = b.ledger().eachOwing(c, func(part storage.Participation, p report.Person) error {
		owed, err := b.ledger().duty(b.ledger().member(&c, &p, part), part.Returns)
		b.unreadable(c, owed)
		d.People = append(d.People, conversation.Debtor{
			Name: p.Name, Open: len(owed.open), Of: owed.of, Questions: owed.open, Since: workday.DateOf(part.Started.In(b.r.zone)),
		})
		return err
	})
	if err != nil {
		return d, err
	}
	err = b.ledger().eachUnheard(c, func(p report.Person) error {
		owed, err := b.ledger().duty(b.ledger().member(&c, &p, storage.Participation{}), nil)
		if len(owed.open) > 0 {
			d.People = append(d.People, conversation.Debtor{
				Name: p.Name, Open: len(owed.open), Of: owed.of, Questions: owed.open, Absent: p.Joined.IsZero(),
			})
		}
		return err
	})
	return d, err
}
