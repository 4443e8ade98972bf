package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"thuky/bot"
	"thuky/chat"
	"thuky/conversation"
	"thuky/remind"
	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// shortestTemplate is answered on a pipe when nothing else was asked for.
const shortestTemplate = "cai-cach-hanh-chinh"

// chatSession is what a run of chat is about.
type chatSession struct {
	nonce    string
	at       chat.Address
	person   report.Person
	campaign report.Campaign
	template *report.Template
	planner  *remind.Planner
}

// openSession finds or opens the campaign to answer, and the person who does.
func (p *program) openSession(ctx context.Context, s storage.Store, l *library, room room, f chatFlags) (session chatSession, err error) {
	session.nonce = newNonce()
	var known situation
	if err := s.View(ctx, func(tx storage.Tx) (err error) {
		if session.at, err = findSeat(tx, f.as); err == nil {
			known, err = readSituation(tx, session.at)
		}
		return err
	}); err != nil {
		return session, err
	}
	planner, err := p.planner(known.days)
	if err != nil {
		return session, err
	}
	session.planner = planner
	var o order
	if f.notice != "" {
		if o, err = p.readOrder(ctx, f.notice, planner.Calendar); err != nil {
			return session, err
		}
	}
	wanted, fresh, err := p.chooseReport(ctx, l, room, known, f, o)
	if err != nil {
		return session, err
	}
	if fresh != nil {
		bot.PlanInternal(planner, &wanted, workday.DateOf(p.now()))
	}
	err = s.Update(ctx, func(tx storage.Tx) error {
		session.person, err = p.personAt(tx, session.at, f.as)
		if err != nil {
			return err
		}
		session.campaign = wanted
		switch {
		case fresh != nil:
			session.campaign, err = bot.OpenCampaign(tx, fresh, wanted, p.now())
		case f.period != "" && f.period != wanted.Period:
			session.campaign, err = changePeriod(tx, wanted.ID, f.period)
		}
		if err != nil {
			return err
		}
		session.template, err = pinnedTemplate(tx, session.campaign)
		return err
	})
	return session, err
}

// situation is what the store knows before the chat begins.
type situation struct {
	open    []report.Campaign // oldest first
	sent    map[string]bool   // campaigns that the person here has sent
	current string            // campaign the chat here is in
	days    []workday.Day     // of the calendar, as admins corrected them
}

func readSituation(tx storage.Tx, at chat.Address) (situation, error) {
	k := situation{sent: map[string]bool{}}
	var err error
	if k.days, err = bot.StoredDays(tx); err != nil {
		return k, err
	}
	for c, err := range tx.Campaigns() {
		if err != nil {
			return k, err
		}
		if c.Status == report.Open {
			k.open = append(k.open, c)
		}
	}
	slices.SortStableFunc(k.open, func(a, b report.Campaign) int { return a.Opened.Compare(b.Opened) })
	person, err := tx.PersonByAddress(at)
	if errors.Is(err, storage.ErrNotFound) {
		return k, nil
	}
	if err != nil {
		return k, err
	}
	for _, c := range k.open {
		switch part, err := tx.Participation(c.ID, person.ID); {
		case err == nil:
			k.sent[c.ID] = !part.Submitted.IsZero()
		case !errors.Is(err, storage.ErrNotFound):
			return k, err
		}
	}
	stored, err := tx.Conversation(at)
	if err != nil {
		return k, err
	}
	state, err := conversation.Decode(stored)
	if err != nil {
		return k, err
	}
	k.current = state.Campaign
	return k, nil
}

// pick gives the campaign to go on with among some: the one the chat is in, else
// the oldest that is not sent yet, else the newest.
func (k situation) pick(among []report.Campaign) (report.Campaign, bool) {
	if len(among) == 0 {
		return report.Campaign{}, false
	}
	for _, c := range among {
		if c.ID == k.current {
			return c, true
		}
	}
	for _, c := range among {
		if !k.sent[c.ID] {
			return c, true
		}
	}
	return among[len(among)-1], true
}

// chooseReport gives the open campaign to go on with, or the template and the wishes
// for a new one. A notice is answered in its own campaign.
func (p *program) chooseReport(ctx context.Context, l *library, room room, k situation, f chatFlags, o order) (c report.Campaign, fresh *report.Template, err error) {
	if n := o.campaign.Notice; n != nil {
		if i := slices.IndexFunc(k.open, func(c report.Campaign) bool { return c.Notice.Same(n) }); i >= 0 {
			return k.open[i], nil, nil
		}
		if f.template != "" {
			fresh, err = l.find(f.template)
		} else {
			fresh, err = l.suggest(o.reading.Subject)
		}
		c = o.campaign
	} else if f.template != "" {
		if fresh, err = l.find(f.template); err != nil {
			return c, nil, err
		}
		var same []report.Campaign
		for _, o := range k.open {
			if o.Template == fresh.ID {
				same = append(same, o)
			}
		}
		if c, ok := k.pick(same); ok {
			return c, nil, nil
		}
	} else if c, ok := k.pick(k.open); ok {
		return c, nil, nil
	} else if fresh, err = p.chooseTemplate(ctx, l, room); err != nil {
		return c, nil, err
	}
	if err != nil {
		return c, nil, err
	}
	if f.period != "" {
		c.Period = f.period
	}
	if c.Period == "" && room.asks {
		c.Period, err = p.askPeriod(ctx, fresh)
	}
	return c, fresh, err
}

// chooseTemplate asks which template, or on a pipe takes the shortest: no line of
// the input may be taken for an answer to a menu.
func (p *program) chooseTemplate(ctx context.Context, l *library, room room) (*report.Template, error) {
	if !room.asks {
		t, err := l.find(shortestTemplate)
		if err == nil {
			p.say(textDefaultTemplate(t))
		}
		return t, err
	}
	p.say(textChooseTemplate)
	for i, id := range l.ids {
		t := l.byID[id]
		p.say(textTemplateChoice(i+1, t.Title, asked(t)))
	}
	for {
		line, err := p.ask(ctx, textNumberPrompt)
		if err != nil {
			return nil, err
		}
		if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(l.ids) {
			return l.byID[l.ids[n-1]], nil
		}
		if t, ok := l.byID[line]; ok {
			return t, nil
		}
		p.say(textNumberAgain(len(l.ids)))
	}
}

// askPeriod asks for the period of a new campaign; Enter takes the suggestion.
func (p *program) askPeriod(ctx context.Context, t *report.Template) (string, error) {
	suggested := report.SuggestPeriod(t, workday.DateOf(p.now()))
	line, err := p.ask(ctx, textPeriodPrompt(suggested))
	if err != nil {
		return "", err
	}
	if line = oneLine(line); line == "" {
		return suggested, nil
	}
	return line, nil
}

// personAt gives the person of a seat, made on the first visit: whoever has the
// store's file may do everything anyway, so the role is admin.
func (p *program) personAt(tx storage.Tx, at chat.Address, name string) (report.Person, error) {
	person, err := tx.PersonByAddress(at)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		if name == "" {
			name = textNameHere
		}
		return bot.AddPerson(tx, report.Person{
			Name: name, Role: report.Admin,
			Addresses: []report.Contact{{Address: at.String()}},
		}, p.now())
	case err != nil || name == "" || person.Name != textNameHere:
		return person, err
	}
	person.Name = name
	return person, tx.PutPerson(person)
}

// changePeriod gives an open campaign another period.
func changePeriod(tx storage.Tx, id, period string) (report.Campaign, error) {
	c, err := tx.Campaign(id)
	if err != nil {
		return c, err
	}
	c.Period = period
	return c, tx.PutCampaign(c)
}
