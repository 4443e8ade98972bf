package conversation

import (
	"slices"
	"unicode/utf8"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

const (
	// maxInvited is the most people that one code from a chat lets in.
	maxInvited = 500
	// maxUnit is the longest name of a unit.
	maxUnit = 40
)

// refuses says why an order cannot be carried out, "" when it can.
func (t *turn) refuses(o *PeopleOrder) string {
	if o.Person != "" && o.Person != t.person.ID && t.person.Role != report.Admin {
		return textNotTheirs
	}
	p, ok := t.onList(o.Person)
	if !ok && o.Person != "" {
		return textNobodyOfName(o.Name)
	}
	switch o.Task {
	case peopleAway:
		return t.refusesAway(o, p)
	case peopleBack:
		if p.Away == nil {
			return textNotAway(p, p.ID == t.person.ID)
		}
	case peopleLeave:
		if p.Role == report.Admin && t.lastAdmin(p.ID) {
			return textLastAdmin
		}
	case peopleRole:
		switch {
		case p.Role == o.Role:
			return textHasRole(p)
		case p.Role == report.Admin && t.lastAdmin(p.ID):
			return textLastAdmin
		}
	case peopleUnit:
		switch {
		case utf8.RuneCountInString(o.Value) > maxUnit:
			return textUnitLong
		case vntext.Fold(p.Unit) == vntext.Fold(o.Value):
			return textHasUnit(p)
		}
	case peopleInvite:
		switch {
		case o.Person != "" && !p.Joined.IsZero():
			return textJoinedAlready(p)
		case o.Person == "" && (o.Uses < 1 || o.Uses > maxInvited):
			return textInviteUses
		}
	}
	return ""
}

// refusesAway knows no chains: who stands in is there themself.
func (t *turn) refusesAway(o *PeopleOrder, p report.Person) string {
	if o.With == "" {
		if p.Away != nil && p.Away.StandIn == "" {
			return textAwayAlready(p, p.ID == t.person.ID)
		}
		return ""
	}
	with, ok := t.onList(o.With)
	switch {
	case !ok:
		return textNobodyOfName(o.Stand)
	case o.With == o.Person:
		return textStandInSelf
	case with.Away != nil:
		return textStandInAway(with)
	case with.Joined.IsZero():
		return textStandInAbsent(with)
	case p.Away != nil && p.Away.StandIn == o.With:
		return textAwayAlready(p, p.ID == t.person.ID)
	}
	return ""
}

// lastAdmin tells whether nobody else who has joined is an admin.
func (t *turn) lastAdmin(id string) bool {
	return !slices.ContainsFunc(t.e.World.People(), func(p report.Person) bool {
		return p.ID != id && p.Role == report.Admin && !p.Joined.IsZero()
	})
}

// confirmText says what an order will do.
func (t *turn) confirmText(o *PeopleOrder) string {
	p, _ := t.onList(o.Person)
	self := o.Person == t.person.ID
	switch o.Task {
	case peopleAway:
		with, _ := t.onList(o.With)
		var orphans []string
		for _, id := range p.StandsFor {
			if other, ok := t.onList(id); ok {
				orphans = append(orphans, other.Name)
			}
		}
		return textConfirmAway(p, with, self, t.e.World.Duties(p.ID), orphans)
	case peopleBack:
		return textConfirmBack(p, self)
	case peopleLeave:
		return textConfirmLeave(p, self, t.e.World.Duties(p.ID))
	case peopleUnit:
		return textConfirmUnit(p, o.Value)
	case peopleRole:
		return textConfirmRole(p, o.Role, self)
	case peopleInvite:
		return textConfirmInvite(o, p)
	case peopleWeb:
		return textConfirmWeb
	}
	return textPickNumber
}

// carryOutOrder does what was confirmed. What has changed since then is looked at again.
func (t *turn) carryOutOrder(o *PeopleOrder) {
	if refusal := t.refuses(o); refusal != "" {
		t.closeMatter(refusal)
		return
	}
	p, _ := t.onList(o.Person)
	self := o.Person == t.person.ID
	change := Change{Person: o.Person}
	text := ""
	switch o.Task {
	case peopleAway:
		with, _ := t.onList(o.With)
		change.Kind, change.Value, text = ChangeAway, o.With, textAwayDone(p, with, self)
		if self {
			t.person.Away = &report.Away{StandIn: o.With, Since: t.e.At}
		}
	case peopleBack:
		change.Kind, text = ChangeBack, textBackDone(p, self)
		if self { // what is open is shown by the Hello that follows
			t.s.Matter = &Matter{Kind: matterBack}
			t.do(change)
			return
		}
	case peopleLeave:
		change.Kind, text = ChangeLeave, textLeft(p, self)
		if self {
			t.do(change)
			t.say(chat.Message{Text: text})
			t.s = State{V: Version}
			return
		}
	case peopleUnit:
		change.Kind, change.Value, text = ChangeUnit, o.Value, textUnitDone(p, o.Value)
	case peopleRole:
		change.Kind, change.Value, text = ChangeRole, string(o.Role), textRoleDone(p, o.Role)
	case peopleInvite:
		t.s.Matter = nil
		t.do(Invite{Role: o.Role, Uses: max(o.Uses, 1), Person: o.Person})
		return
	case peopleWeb:
		t.s.Matter = nil
		t.do(Invite{Role: t.person.Role, Uses: 1, Person: t.person.ID, Web: true})
		return
	default: // of no release
		t.closeMatter(textDropped)
		return
	}
	t.do(change)
	t.closeMatter(text)
}

// newsText is what a chat hears of people.
func (t *turn) newsText(n News) (string, []chat.Choice) {
	goOn := []chat.Choice{{ID: goOnButton, Label: labelContinue, Word: wordContinue}}
	switch n.Kind {
	case NewsJoined:
		return textNewsJoined(n.Who, n.More), nil
	case NewsAbsent:
		return textNewsAbsent(n), nil
	case NewsLeft:
		return textNewsLeft(n, t.vacant(n.Duties)), nil
	case NewsStandIn:
		if len(n.Duties) == 0 {
			goOn = nil
		}
		return textNewsStandIn(n), goOn
	case NewsOver:
		return textNewsOver(n.Who), nil
	case NewsAway:
		return textNewsAway(n), nil
	case NewsBack:
		return textNewsBack(n.By), goOn
	case NewsRole:
		return textNewsRole(n.By, n.Who.Role), nil
	case NewsRemoved:
		t.person.Call = n.Who.Call // they are addressed as before, once more
		return textNewsRemoved, nil
	case NewsLinked:
		return textNewsLinked(n.Platform), nil
	case NewsCode:
		return textNewsCode(n), nil
	case NewsRefused:
		return textLastAdmin, nil
	case NewsWeb:
		return textNewsWeb(n.Link), nil
	case NewsSpent:
		return textNewsSpent(n), nil
	case NewsBudget:
		return textNewsBudget(n), nil
	case NewsFull:
		return textNewsFull(n), nil
	case NewsDeclined, NewsClaimed, NewsRequest, NewsDue, NewsDone, NewsErased, NewsOwn, NewsCorrected, NewsDenied:
		return t.dataNews(n), nil
	case NewsCopies:
		return textNewsCopies(n.Note), nil
	case NewsDisk:
		return textNewsDisk(n.Count), nil
	}
	return "", nil
}

// vacant names the questions that nobody answers any more, a campaign a line.
func (t *turn) vacant(duties []Duty) []string {
	var lines []string
	for _, d := range duties {
		tmpl, ok := t.e.World.Template(d.Campaign)
		if !ok {
			continue
		}
		v := deskView{t: t, c: d.Campaign, tmpl: tmpl}
		v.read()
		var places []int
		for _, id := range d.Questions {
			if n := v.Number(tmpl.Question(id)); n > 0 {
				places = append(places, n)
			}
		}
		lines = append(lines, textVacant(d.Campaign, places, len(d.Questions)))
	}
	return lines
}
