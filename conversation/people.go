package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// aboutPeople takes words that are an order about people. It is false for all others.
func (t *turn) aboutPeople(text string) bool {
	if d := t.s.Desk; d != nil && (d.Needs == needText || d.Needs == needReason) {
		return false // it takes any words
	}
	o, ok := parsePeople(text, t.person.Role == report.Admin)
	if !ok {
		return false
	}
	if o.Name != "" && !selfWords[vntext.Fold(o.Name)] && len(t.like(o.Name)) == 0 && (t.freely() || !strings.HasPrefix(text, "/") && !t.namesSomebody(o)) {
		return false // more likely an answer
	}
	t.s.Desk = nil
	t.s.Matter = &Matter{Order: &o}
	if t.freely() {
		t.s.Matter.Words = &report.Part{Message: t.e.Message, Text: text}
	}
	t.advancePeople()
	return true
}

// idleForNow answers who is away: nothing is put to them, and nothing taken. The desk of an
// admin stays open.
func (t *turn) idleForNow() bool {
	if t.person.Away == nil || t.person.Oversees() && t.s.Phase == Idle {
		return false
	}
	t.say(chat.Message{Text: textYouAreAway})
	return true
}

// selfWords are how people speak of themselves.
var selfWords = set("em", "toi", "minh", "tui")

// namesSomebody tells whether an order about nobody on the list was surely meant as
// one: its name begins as one speaks of a colleague.
func (t *turn) namesSomebody(o PeopleOrder) bool {
	words := strings.Fields(vntext.Fold(o.Name))
	return len(words) <= 6 && (o.Task == peopleLeave || o.Task == peopleInvite || honorifics[words[0]])
}

// freely tells whether words without any form are expected: they may be an answer.
func (t *turn) freely() bool {
	q := t.question()
	return q != nil && t.person.Away == nil && (t.s.Phase == Asking && open(q) || t.s.Phase == Reason)
}

// like are the people that a typed name may mean, as Vietnamese lists sort them.
func (t *turn) like(typed string) []report.Person {
	people := t.e.World.People()
	var meant []report.Person
	for _, i := range namedAmong(people, typed) {
		meant = append(meant, people[i])
	}
	return report.SortedPeople(meant)
}

// advancePeople goes on with the order until it is done or needs something.
func (t *turn) advancePeople() {
	m := t.s.Matter
	o := m.Order
	if !t.findWho(o.Name, &o.Person, "") {
		return
	}
	if o.Person == "" && o.Task != peopleInvite {
		o.Person = t.person.ID
	}
	if !t.findWho(o.Stand, &o.With, o.Person) {
		return
	}
	if refusal := t.refuses(o); refusal != "" {
		t.closeMatter(refusal)
		return
	}
	switch o.Task {
	case peopleName:
		t.s.Matter = &Matter{Kind: matterName}
		if o.Value == "" {
			t.toName("")
			return
		}
		t.named(o.Value)
	case peopleCall:
		if call, ok := readCall(vntext.Fold(o.Value)); ok {
			t.called(call)
			return
		}
		t.raise(Matter{Kind: matterCall})
	case peopleLink:
		t.s.Matter = nil
		t.do(Invite{Role: t.person.Role, Uses: 1, Person: t.person.ID, Link: true})
	case peopleWeb:
		t.sure(o, m.Words != nil && !strings.HasPrefix(m.Words.Text, "/"))
	case peopleUnlink:
		t.unlink(o)
	case peopleList:
		t.closeMatter(textPeople(report.SortedPeople(t.e.World.People())))
	case peopleBack:
		t.sure(o, m.Words != nil)
	case peopleUnit:
		o.Value = t.knownUnit(o.Value)
		t.sure(o, m.Words != nil)
	case peopleInvite:
		t.sure(o, m.Words != nil || o.Role != report.Staff && o.Person == "")
	default:
		t.sure(o, true)
	}
}

// sure carries the order out, or asks before whether that is meant.
func (t *turn) sure(o *PeopleOrder, ask bool) {
	if ask {
		t.raise(Matter{Kind: matterDo, Order: o, Words: t.s.Matter.Words})
		return
	}
	t.carryOutOrder(o)
}

// findWho settles whom a typed name means, or asks; somebody else than other when there is
// one. It is false when the order waits or has ended.
func (t *turn) findWho(typed string, id *string, other string) bool {
	if typed == "" || *id != "" {
		return true
	}
	if selfWords[vntext.Fold(typed)] {
		*id = t.person.ID
		return true
	}
	meant := t.like(typed)
	if len(meant) > 1 {
		meant = slices.DeleteFunc(meant, func(p report.Person) bool { return p.ID == other })
	}
	switch len(meant) {
	case 0:
		t.closeMatter(textNobodyOfName(typed))
		return false
	case 1:
		*id = meant[0].ID
		return true
	}
	m := Matter{Kind: matterPerson, Order: t.s.Matter.Order, Words: t.s.Matter.Words}
	for _, p := range meant {
		m.Offered = append(m.Offered, p.ID)
	}
	t.raise(m)
	return false
}

// orderText is what an order about people asks.
func (t *turn) orderText(m *Matter) (string, []way) {
	var options []way
	switch m.Kind {
	case matterPerson:
		for _, id := range m.Offered {
			p, _ := t.onList(id)
			options = append(options, way{label: labelListed(p), do: func() { t.meant(id) }})
		}
		return textWhichOfPeople, append(options, t.dropping())
	case matterUnlink:
		for _, a := range m.Offered {
			options = append(options, way{label: textPlatform(a), do: func() {
				t.do(Change{Kind: ChangeUnlink, Person: t.person.ID, Value: a})
				t.closeMatter(textUnlinked(a))
			}})
		}
		return textWhichAddress, append(options, t.dropping())
	}
	options = append(options, way{label: labelAgreed, do: func() { t.carryOutOrder(m.Order) }, words: yesOrRight})
	drop := t.dropping()
	drop.words = noWords
	options = append(options, drop)
	if m.Words != nil {
		options = append(options, way{label: labelIsAnswer, do: func() { t.isAnswer(*m.Words) }})
	}
	return t.confirmText(m.Order), options
}

func (t *turn) dropping() way {
	return way{label: labelDropIt, do: func() { t.closeMatter(textDropped) }}
}

// isAnswer takes the words as the answer that they were.
func (t *turn) isAnswer(words report.Part) {
	t.s.Matter = nil
	q := t.question()
	switch {
	case !t.freely():
		t.again()
	case t.s.Phase == Reason:
		t.skipFor(q, words)
	case q.Type == "longtext":
		t.collect(q, words)
	case q.Type == "table":
		t.tabling(q, words)
	default:
		t.read(q, words)
	}
}

// meant settles which of the people of one name the order means.
func (t *turn) meant(id string) {
	o := t.s.Matter.Order
	if o.Name != "" && o.Person == "" {
		o.Person = id
	} else {
		o.With = id
	}
	t.advancePeople()
}

// pickPerson takes a name or a unit for a choice between people.
func (t *turn) pickPerson(text string) {
	m, found := t.s.Matter, ""
	meant := t.like(text)
	bare := vntext.Fold(text)
	for _, id := range m.Offered {
		p, _ := t.onList(id)
		if slices.ContainsFunc(meant, func(q report.Person) bool { return q.ID == id }) && len(meant) == 1 || p.Unit != "" && vntext.Fold(p.Unit) == bare {
			if found != "" {
				found = ""
				break
			}
			found = id
		}
	}
	switch {
	case found == "":
		t.lead = append(t.lead, textPickNumber)
		t.askMatter()
	case m.Kind == matterWho:
		p, _ := t.onList(found)
		t.merge(p)
	default:
		t.meant(found)
	}
}

// knownUnit gives a unit as it is written elsewhere, else as it was typed.
func (t *turn) knownUnit(typed string) string {
	bare := vntext.Fold(typed)
	for _, p := range t.e.World.People() {
		for unit := range strings.SplitSeq(p.Unit, ",") {
			if unit = strings.TrimSpace(unit); vntext.Fold(unit) == bare {
				return unit
			}
		}
	}
	return textUnit(typed)
}

// unlink takes an address other than the present one off.
func (t *turn) unlink(o *PeopleOrder) {
	here := t.e.Address.String()
	var others []string
	for _, c := range t.person.Addresses {
		platform, _, _ := strings.Cut(c.Address, ":")
		if c.Address != here && (o.Value == "" || strings.EqualFold(platform, o.Value)) {
			others = append(others, c.Address)
		}
	}
	if len(others) == 0 {
		t.closeMatter(textNothingLinked)
		return
	}
	t.raise(Matter{Kind: matterUnlink, Offered: others})
}

// codeOfKnown takes a code that somebody types who is on the list already. It is false
// for words that are none.
func (t *turn) codeOfKnown(text string, started bool) bool {
	if !started && !looksLikeCode(text) {
		return false
	}
	refused := t.e.World.Refused()
	if refused >= maxTries {
		t.do(Refuse{})
		t.lead = append(t.lead, textTryLater)
		return true
	}
	i, ok := t.e.World.Invitation(text)
	switch {
	case !ok:
		t.do(Refuse{})
		if started {
			t.lead = append(t.lead, textKnownAlready) // the old link, mostly
		} else {
			t.lead = append(t.lead, textWrongCode)
		}
	case i.Person == "" || i.Person == t.person.ID:
		t.lead = append(t.lead, textKnownAlready)
	default:
		t.do(Refuse{})
		t.lead = append(t.lead, textOfSomebodyElse)
	}
	return true
}

// looksLikeCode tells whether a text can only be the code of an invitation.
func looksLikeCode(text string) bool {
	letters := 0
	for _, r := range text {
		switch {
		case r >= 'A' && r <= 'Z' && r != 'I' && r != 'O', r >= '2' && r <= '9':
			letters++
		case r != ' ' && r != '-':
			return false
		}
	}
	return letters == 16 && strings.ContainsAny(text, "23456789")
}

// startedBy takes "/start CODE" and codes of a person who is known.
func (t *turn) startedBy(text string) bool {
	code, started := startCode(text)
	if !started {
		if !t.codeOfKnown(text, false) {
			return false
		}
		if t.s.Phase == Idle && !t.joining() {
			t.flush()
			return true
		}
		t.again()
		return true
	}
	if code != "" {
		t.codeOfKnown(code, true)
	}
	t.hello()
	return true
}

func (t *turn) informed() {
	if t.e.News == nil {
		return
	}
	text, choices := t.newsText(*t.e.News)
	if t.e.News.Kind == NewsStandIn && len(t.e.News.Duties) > 0 {
		if t.loadQuietly(); t.t != nil && t.inQuestion() {
			t.lead = append(t.lead, textNewsStandIn(*t.e.News), textStays)
			t.backToQuestion()
			return
		}
		text += textToGoOn
	}
	if text != "" {
		t.say(chat.Message{Text: text, Choices: choices})
	}
}
