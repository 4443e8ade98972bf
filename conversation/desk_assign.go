package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// assign shows who answers what, or gives questions to people.
func (v *deskView) assign(d *Order) {
	t := v.t
	d.Questions = slices.DeleteFunc(slices.Clone(d.Questions), func(id string) bool { return v.tmpl.Question(id) == nil })
	if len(d.Questions) == 0 {
		if d.What == "" {
			v.table()
			return
		}
		questions, problem := v.targets(parseTargets(d.What))
		if problem != "" {
			t.close(chat.Message{Text: problem})
			return
		}
		for _, q := range questions {
			d.Questions = append(d.Questions, q.ID)
		}
	}
	if !v.findWhom(d) {
		return
	}
	if len(d.People) == 0 && !d.All && !d.Nobody {
		v.askWhom(d)
		return
	}
	v.give(d)
}

// give carries the order out.
func (v *deskView) give(d *Order) {
	t := v.t
	people := d.People
	if d.All || d.Nobody {
		people = nil
	}
	var changed []*report.Question
	var kept []string // who wrote what is not counted any more
	for _, q := range v.those(d.Questions) {
		had, some := v.c.Assigned(q.ID)
		if some == !d.All && (d.All || slices.Equal(had, people)) {
			continue
		}
		changed = append(changed, q)
		for _, s := range v.Shares {
			_, wrote := s.Answer(q.ID)
			if wrote && !d.All && !slices.Contains(people, s.Person.ID) && !slices.Contains(kept, s.Person.Name) {
				kept = append(kept, s.Person.Name)
			}
		}
	}
	what, to := v.whatText(v.those(d.Questions)), v.whomText(people, !d.All)
	if len(changed) == 0 {
		t.close(chat.Message{Text: textAssignedAlready(what, to)})
		return
	}
	ids := make([]string, len(changed))
	for i, q := range changed {
		ids[i] = q.ID
	}
	t.do(Assign{Campaign: v.c.ID, Questions: ids, People: people, All: d.All})
	if t.c.ID == v.c.ID { // the question that is put next is one of those left
		for _, id := range ids {
			if d.All {
				t.c.Unassign(id)
			} else {
				t.c.Assign(id, people)
			}
		}
		t.owned = ownership{}
	}
	t.close(chat.Message{Text: textAssigned(v.c, what, to, kept, slices.Contains(people, t.person.ID))})
}

// targets are the questions that an order names, and what is wrong with it.
func (v *deskView) targets(list []target) (questions []*report.Question, problem string) {
	add := func(q *report.Question) {
		if !slices.Contains(questions, q) {
			questions = append(questions, q)
		}
	}
	for _, want := range list {
		if want.from > 0 {
			if want.to > len(v.Asked) {
				return nil, textNoQuestionToGive(want.to, len(v.Asked))
			}
			for _, q := range v.Asked[want.from-1 : want.to] {
				add(q)
			}
			continue
		}
		met := false
		for _, q := range v.tmpl.Questions() {
			section, heading := sectionOf(v.tmpl, q)
			if !q.Computed() && (want.all || section >= want.section && section <= want.toSection && (want.heading == 0 || want.heading == heading)) {
				met = true
				add(q)
			}
		}
		if !met {
			return nil, textNoSectionToGive(want.section, want.heading, len(v.tmpl.Sections))
		}
	}
	return questions, ""
}

// table is the message of who answers what.
func (v *deskView) table() {
	t := v.t
	d := t.s.Desk
	d.Needs, d.Offered = "", nil
	t.s.DeskSeq++
	m := chat.Message{Head: textAssignHead(v.c)}
	var lines []string
	for i := range v.tmpl.Sections {
		name := vntext.Roman(i + 1)
		groups := v.groups(i)
		if len(groups) == 0 {
			continue
		}
		line := name + ". " + clip(v.tmpl.Sections[i].Heading, 40) + ": "
		if len(groups) == 1 {
			lines = append(lines, line+groups[0].whom)
		} else {
			lines = append(lines, strings.TrimSpace(line))
			for _, g := range groups {
				lines = append(lines, "- "+v.whatText(g.questions)+": "+g.whom)
			}
		}
		if opens(t.person) {
			m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton("s" + strconv.Itoa(i)), Label: labelGive(name), Word: wordGive(name)})
		}
	}
	if opens(t.person) {
		lines = append(lines, textHowToAssign)
	}
	m.Text = strings.Join(lines, "\n")
	t.say(m)
	t.backToQuestion()
}

// group are questions of one section that the same people answer.
type group struct {
	whom      string
	questions []*report.Question
}

func (v *deskView) groups(section int) (list []group) {
	for _, q := range v.tmpl.Questions() {
		if n, _ := v.tmpl.SectionOf(q); n != section || q.Computed() {
			continue
		}
		people, some := v.c.Assigned(q.ID)
		whom := v.whomText(people, some)
		if i := slices.IndexFunc(list, func(g group) bool { return g.whom == whom }); i >= 0 {
			list[i].questions = append(list[i].questions, q)
			continue
		}
		list = append(list, group{whom, []*report.Question{q}})
	}
	return list
}

// whatText names questions as an order would: by section where all of it is meant, else
// by their numbers.
func (v *deskView) whatText(questions []*report.Question) string {
	var all []*report.Question
	for _, q := range v.tmpl.Questions() {
		if !q.Computed() {
			all = append(all, q)
		}
	}
	if len(questions) == len(all) {
		return textAllOfIt
	}
	var parts []string
	var numbers []int
	for i := range v.tmpl.Sections {
		of := slices.DeleteFunc(slices.Clone(all), func(q *report.Question) bool { n, _ := v.tmpl.SectionOf(q); return n != i })
		mine := slices.DeleteFunc(slices.Clone(questions), func(q *report.Question) bool { n, _ := v.tmpl.SectionOf(q); return n != i })
		if len(of) > 1 && len(mine) == len(of) {
			parts = append(parts, textSectionNamed(vntext.Roman(i+1)))
			continue
		}
		for _, q := range mine {
			if n := v.Number(q); n > 0 {
				numbers = append(numbers, n)
			} else {
				parts = append(parts, textQuestionNamed(v.name(q)))
			}
		}
	}
	if len(numbers) > 0 {
		parts = append(parts, textQuestions(numbers))
	}
	return strings.Join(parts, ", ")
}

// whomText names the people of an assignment; a whole unit by its name.
func (v *deskView) whomText(people []string, some bool) string {
	switch {
	case !some:
		return textWholeSchool
	case len(people) == 0:
		return textNotGiven
	}
	all := v.t.e.World.People()
	for _, u := range report.Units(all) {
		if len(people) > 1 && len(u.People) == len(people) && !slices.ContainsFunc(u.People, func(id string) bool { return !slices.Contains(people, id) }) {
			return textUnitOf(u.Name, len(people))
		}
	}
	var names []string
	for _, id := range people {
		if i := slices.IndexFunc(all, func(p report.Person) bool { return p.ID == id }); i >= 0 {
			names = append(names, report.DistinctName(all, all[i]))
		}
	}
	if len(names) == 0 {
		return NameOfGone
	}
	return strings.Join(names, ", ")
}
