package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// findWhom finds the people whom the order names, one after the other. It is false when
// it asked for more.
func (v *deskView) findWhom(d *Order) bool {
	t := v.t
	all := t.e.World.People()
	for d.Whom != "" {
		names := splitNames(d.Whom)
		if len(names) == 0 {
			break
		}
		found := findPeople(all, t.person, names[0])
		switch {
		case found.all:
			d.All = true
		case found.nobody:
			d.Nobody = true
		case len(found.people) == 0:
			t.lead = append(t.lead, textNobodyNamed(names[0]))
			d.Whom, d.People = "", nil
			v.askWhom(d)
			return false
		case len(found.people) > 1 && !found.together:
			d.Offered, d.Whom = found.people, strings.Join(names[1:], ", ")
			t.need(needWhich)
			return false
		}
		v.take(d, found.people...)
		d.Whom = strings.Join(names[1:], ", ")
	}
	return true
}

// take adds people to those of the order.
func (v *deskView) take(d *Order, ids ...string) {
	for _, id := range ids {
		if !slices.Contains(d.People, id) {
			d.People = append(slices.Clone(d.People), id)
		}
	}
}

// found is what a typed name means.
type found struct {
	people      []string
	together    bool // they are a unit; else one of them is meant
	all, nobody bool
}

// findPeople finds whom a typed name means: everybody, nobody, a unit, or a person.
func findPeople(all []report.Person, self report.Person, typed string) found {
	bare := vntext.Fold(strings.Trim(typed, " .:"))
	switch {
	case wholeSchool[bare]:
		return found{all: true}
	case noOne[bare]:
		return found{nobody: true}
	case myself[bare]:
		return found{people: []string{self.ID}}
	}
	for _, u := range report.Units(all) {
		if name := vntext.Fold(u.Name); bare == name || membersOf[strings.TrimSuffix(bare, " "+name)] {
			return found{people: u.People, together: true}
		}
	}
	var ids []string
	for _, i := range namedAmong(all, typed) {
		ids = append(ids, all[i].ID)
	}
	return found{people: ids}
}

var (
	wholeSchool = set("ca truong", "toan truong", "moi nguoi", "tat ca moi nguoi", "tat ca", "ca hoi dong", "toan the giao vien")
	noOne       = set("khong ai", "chua giao", "bo giao", "chua ai")
	myself      = set("toi", "em", "minh", "chinh toi")
	membersOf   = set("ca", "cac thay co", "thay co", "giao vien", "cac co", "cac thay", "toan the", "cac ban")
)

// What is offered besides people, in Order.Offered. No id of a person has a colon.
const (
	offerUnit   = "unit:"
	offerAll    = ":all"
	offerNobody = ":nobody"
	offerEach   = ":each"
)

// maxOffered is how many people are offered by name; the others are typed.
const maxOffered = 60

// askWhom offers units and people.
func (v *deskView) askWhom(d *Order) {
	all := v.t.e.World.People()
	d.Offered = []string{offerAll}
	for _, u := range report.Units(all) {
		d.Offered = append(d.Offered, offerUnit+u.Name)
	}
	for i, p := range report.SortedPeople(all) {
		if i < maxOffered {
			d.Offered = append(d.Offered, p.ID)
		}
	}
	d.Offered = append(d.Offered, offerNobody)
	if len(d.Questions) > 1 {
		d.Offered = append(d.Offered, offerEach)
	}
	v.t.need(needWhom)
}

// needAssign is the message that asks for what an assignment lacks.
func (t *turn) needAssign() (m chat.Message) {
	d := t.s.Desk
	c, _ := t.e.World.Campaign(d.Campaign)
	tmpl, ok := t.e.World.Template(c)
	if !ok {
		m.Text = textNoTemplate
		return m
	}
	v := deskView{t: t, c: c, tmpl: tmpl}
	v.read()
	all := t.e.World.People()
	switch d.Needs {
	case needWhom:
		m.Text = textGiveToWhom(v.whatText(v.those(d.Questions)))
	case needWhich:
		m.Text = textWhichOfThem
	case needPart:
		m.Text = textWhichPart
	}
	for i, id := range d.Offered {
		label := id
		name, isUnit := strings.CutPrefix(id, offerUnit)
		who := slices.IndexFunc(all, func(p report.Person) bool { return p.ID == id })
		switch {
		case id == offerAll:
			label = labelWholeSchool
		case id == offerNobody:
			label = labelNotGiven
		case id == offerEach:
			label = labelEachQuestion
		case isUnit:
			label = capital(name)
		case d.Needs == needPart:
			if q := tmpl.Question(id); q != nil {
				label = clip(sectionName(sectionOf(tmpl, q))+" "+v.name(q), 60)
			}
		case who >= 0:
			label = report.DistinctName(all, all[who])
		}
		m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton(strconv.Itoa(i)), Label: label, Row: d.Needs == needPart || len(d.Offered) < 8})
	}
	return m
}

// chosenAssign takes number i of what was offered for an assignment.
func (t *turn) chosenAssign(i int) {
	d := t.s.Desk
	if i < 0 || i >= len(d.Offered) {
		t.lead = append(t.lead, textNumberOfList)
		t.say(t.needMessage())
		return
	}
	id, need := d.Offered[i], d.Needs
	d.Needs, d.Offered = "", nil
	unit, isUnit := strings.CutPrefix(id, offerUnit)
	switch {
	case need == needPart:
		d.Questions = []string{id}
	case id == offerAll:
		d.All = true
	case id == offerNobody:
		d.Nobody = true
	case id == offerEach:
		d.Offered = d.Questions
		t.need(needPart)
		return
	case isUnit:
		d.Whom = unit
	default:
		d.People = append(slices.Clone(d.People), id)
	}
	t.advance()
}

// supplyAssign takes words for what an assignment lacks.
func (t *turn) supplyAssign(text string) {
	d := t.s.Desk
	if n, ok := wholeNumber(text); ok {
		t.chosenAssign(n - 1)
		return
	}
	switch d.Needs {
	case needPart:
		if !isTarget(text) {
			t.chosenAssign(-1)
			return
		}
		d.What, d.Questions, d.Needs, d.Offered = text, nil, "", nil
	case needWhich:
		all := t.e.World.People()
		of := slices.DeleteFunc(slices.Clone(all), func(p report.Person) bool { return !slices.Contains(d.Offered, p.ID) })
		fit := namedAmong(of, text)
		if len(fit) != 1 {
			t.chosenAssign(-1)
			return
		}
		t.chosenAssign(slices.Index(d.Offered, of[fit[0]].ID))
		return
	default:
		d.Whom, d.Needs, d.Offered = text, "", nil
	}
	t.advance()
}
