package conversation

import (
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/review"
)

// needRemark: which of the remarks.
const needRemark Need = "remark"

// pageOfRemarks is how many remarks stand in one part of the list, remarksTold how many come
// with a draft.
const (
	pageOfRemarks = 10
	remarksTold   = 5
)

func remarksChoice(campaign string) chat.Choice {
	return chat.Choice{ID: standing(verbRemarks, campaign, ""), Label: labelRemarks, Word: wordRemarks}
}

// lookedOver notes what was found in the draft that comes, and says it: how much, and what
// is most probably wrong. "" for whoever does not oversee reports.
func (t *turn) lookedOver(c report.Campaign) string {
	switch {
	case !t.person.Oversees():
		return ""
	case t.e.Unlooked:
		return textUnlooked
	case t.e.RemarksKey == "":
		return ""
	}
	t.remember(Looked{Campaign: c.ID, Remarks: t.e.RemarksKey})
	if d := t.s.Desk; d != nil && d.Task.ofRemarks() && d.Campaign == c.ID {
		t.s.Desk = nil // its numbers are of another list
	}
	if len(t.e.Remarks) == 0 {
		return textNoRemarks
	}
	lines := []string{""}
	count := map[review.Severity]int{}
	tmpl, ok := t.e.World.Template(c)
	v := deskView{t: t, c: c, tmpl: tmpl}
	if ok {
		v.read()
	}
	for _, r := range t.e.Remarks {
		count[r.Severity]++
		if ok && r.Severity != review.Hint && len(lines) <= remarksTold {
			lines = append(lines, "- "+textRemark(v.placeOf(r), r))
		}
	}
	told := len(lines) - 1
	lines[0] = textRemarks(count, told > 0)
	return strings.Join(append(lines, textRemarksMore(len(t.e.Remarks)-told, told > 0)), "\n")
}

// placeOf says where in the report a remark is.
func (v *deskView) placeOf(r Remark) string {
	if q := v.tmpl.Question(r.Question); q != nil {
		if n := v.Number(q); n > 0 {
			return textOfQuestion(n, v.whose(r.Person))
		}
	}
	return textUnder(r.Under, r.Whole)
}

// whose names who wrote an answer, as people call them where that is one of all; "" for
// several people.
func (v *deskView) whose(person string) string {
	s, ok := v.Share(person)
	if !ok {
		return ""
	}
	name := strings.Fields(s.Person.Name)
	if s.Person.Call == "" || len(name) == 0 {
		return s.Person.Name
	}
	given := name[len(name)-1]
	for _, other := range v.Shares {
		if f := strings.Fields(other.Person.Name); other.Person.ID != person && len(f) > 0 && f[len(f)-1] == given {
			return s.Person.Name
		}
	}
	return s.Person.Call + " " + given
}

// remarks carries out an order about the remarks on a draft.
func (t *turn) remarks(d *Order) {
	c, l, ok := t.whichDraft(d)
	if !ok {
		return
	}
	list, known := t.remarksOf(l)
	tmpl, ok := t.e.World.Template(c)
	switch {
	case c.Status != report.Open:
		t.close(chat.Message{Text: textClosedNoChange(c)})
		return
	case !ok:
		t.close(chat.Message{Text: textNoTemplate})
		return
	case !known: // of another release, or forgotten
		t.do(Draft{Campaign: c.ID})
		t.close(chat.Message{Text: textLooking(c)})
		return
	}
	t.s.Focus = c.ID
	t.remember(l)
	v := remarkView{deskView{t: t, c: c, tmpl: tmpl}, l, list, t.e.World.Aside(c.ID), map[int]bool{}, map[string]report.Answer{}}
	v.read()
	switch {
	case len(list) == 0:
		t.close(chat.Message{Text: textNoRemarks})
	case d.Task == taskRemarks && len(d.Numbers) == 0:
		v.list(d.Next)
	case len(d.Numbers) == 0:
		t.need(needRemark)
	case slices.ContainsFunc(d.Numbers, func(n int) bool { return n < 1 || n > len(list) }):
		t.close(chat.Message{Text: textNoSuchRemark(len(list)), Choices: []chat.Choice{remarksChoice(c.ID)}})
	case d.Task == taskRemarks:
		v.show(d.Numbers[0])
	case d.Task == taskApply:
		v.apply(d.Numbers)
	default:
		v.putAside(d.Numbers, d.Task == taskBackAgain)
	}
}

// whichDraft finds the draft that the numbers are of. It is not ok when that is asked, or
// there is none yet, so that one is made.
func (t *turn) whichDraft(d *Order) (report.Campaign, Looked, bool) {
	underway := t.e.World.Underway()
	var known []Looked
	for _, l := range t.s.Drafts {
		if slices.ContainsFunc(underway, func(c report.Campaign) bool { return c.ID == l.Campaign }) {
			known = append(known, l)
		}
	}
	if n := len(known); d.Campaign == "" && n > 0 {
		if last := known[n-1].Campaign; n == 1 || t.s.Focus == last {
			d.Campaign = last
		} else {
			d.Offered = nil
			for _, l := range known {
				d.Offered = append(d.Offered, l.Campaign)
			}
			t.need(needCampaign)
			return report.Campaign{}, Looked{}, false
		}
	}
	c, ok := t.deskCampaign(d)
	if !ok {
		return c, Looked{}, false
	}
	if l, ok := t.looked(c.ID); ok {
		return c, l, true
	}
	t.s.Focus = c.ID
	t.do(Draft{Campaign: c.ID})
	t.close(chat.Message{Text: textLooking(c)})
	return c, Looked{}, false
}

// remarkView is the list of remarks on one draft, and what has become of them.
type remarkView struct {
	deskView
	looked  Looked
	all     []Remark
	aside   map[string]bool
	settled map[int]bool             // put aside in this turn, or false for taken back
	now     map[string]report.Answer // changed in this turn
}

// open tells whether a remark is neither carried out nor put aside.
func (v *remarkView) open(n int) bool { return !v.isAside(n) && !v.isFixed(n) }

func (v *remarkView) isAside(n int) bool {
	if now, some := v.settled[n]; some {
		return now
	}
	return v.aside[v.all[n-1].Key]
}

func (v *remarkView) isFixed(n int) bool {
	return slices.ContainsFunc(v.looked.Fixed, func(f Fixed) bool { return f.Number == n })
}

// next is the first open remark from n on, else the first of all; 0 for none.
func (v *remarkView) next(n int) int {
	first := 0
	for i := range v.all {
		if !v.open(i + 1) {
			continue
		}
		if i+1 >= n {
			return i + 1
		}
		if first == 0 {
			first = i + 1
		}
	}
	return first
}

// list shows a part of the list.
func (v *remarkView) list(goOn bool) {
	from := 0
	if goOn && v.looked.Shown < len(v.all) {
		from = v.looked.Shown
	}
	var lines []string
	open, first, left, n := 0, 0, 0, from
	for i := range v.all {
		switch {
		case !v.open(i + 1):
			continue
		case i >= from && len(lines) < pageOfRemarks:
			lines = append(lines, textNumberedRemark(i+1, v.placeOf(v.all[i]), v.all[i]))
			n = i + 1
			if first == 0 {
				first = i + 1
			}
		case i >= from:
			left++
		}
		open++
	}
	v.looked.Shown = n
	if left == 0 {
		v.looked.Shown = 0
	}
	v.t.remember(v.looked)
	if len(lines) == 0 {
		v.t.close(chat.Message{Text: textAllSettled(len(v.all))})
		return
	}
	m := chat.Message{Head: textRemarksHead(v.c, open, len(v.all)), Text: strings.Join(append(lines, textRemarksFoot(left)), "\n")}
	d := v.t.s.Desk
	d.Number, d.Numbers, d.Next, d.Needs, d.Offered = first, nil, false, "", nil
	v.t.s.DeskSeq++
	m.Choices = []chat.Choice{{ID: v.t.deskButton("v"), Label: labelRemark(first), Word: wordRemark(first)}}
	if left > 0 {
		m.Choices = append(m.Choices, chat.Choice{ID: v.t.deskButton("n"), Label: labelRemarksNext, Word: wordRemarksNext})
	}
	v.t.say(m)
	v.t.backToQuestion()
}

// show shows one remark, with what can be done about it.
func (v *remarkView) show(n int) {
	r := v.all[n-1]
	t := v.t
	place := v.placeOf(r)
	m := chat.Message{Head: textRemarkHead(n, len(v.all), r.Severity, place), Text: textRemarkWhole(r, place)}
	t.s.Desk = &Order{Task: taskRemarks, Campaign: v.c.ID, Number: n}
	t.s.DeskSeq++
	q := v.tmpl.Question(r.Question)
	switch {
	case v.isFixed(n):
		m.Text += "\n" + textIsFixed
	case v.isAside(n):
		m.Text += "\n" + textIsAside(n)
	default:
		if v.fits(n) {
			m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton("f"), Label: labelApply, Word: wordApply(n)})
		}
		m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton("k"), Label: labelAside, Word: wordAside(n)})
		if q != nil && v.Number(q) > 0 && !v.fits(n) {
			i := v.Number(q)
			m.Choices = append(m.Choices,
				chat.Choice{ID: t.deskButton("r"), Label: labelReturn, Word: wordReturn(i), Row: true},
				chat.Choice{ID: t.deskButton("s"), Label: labelAmend, Word: wordAmend(i)})
		}
	}
	if next := v.next(n + 1); next != 0 && next != n {
		m.Choices = append(m.Choices, chat.Choice{ID: t.deskButton("v" + strconv.Itoa(next)), Label: labelRemark(next), Word: wordRemark(next), Row: true})
	}
	t.say(m)
	t.backToQuestion()
}

// answerOf gives the answer that a remark is about, if that is printed.
func (v *remarkView) answerOf(r Remark) (*report.Question, report.Share, report.Answer, bool) {
	q := v.tmpl.Question(r.Question)
	s, ok := v.Share(r.Person)
	if q == nil || !ok || !s.Asks(q.ID) {
		return nil, s, report.Answer{}, false
	}
	if a, ok := v.now[r.Question+"\x00"+r.Person]; ok {
		return q, s, a, true
	}
	a, ok := s.Answer(q.ID)
	return q, s, a, ok
}

// before are the suggestions that were carried out in the answer of a remark.
func (v *remarkView) before(r Remark) (list []Fixed) {
	for _, f := range v.looked.Fixed {
		if f.Number < 1 || f.Number > len(v.all) {
			continue
		}
		if other := v.all[f.Number-1]; other.Edit != nil && other.sameAnswer(r) {
			list = append(list, f)
		}
	}
	return list
}

// fits tells whether the suggestion of a remark can be carried out.
func (v *remarkView) fits(n int) bool {
	r := v.all[n-1]
	_, _, a, ok := v.answerOf(r)
	if !ok || r.Edit == nil {
		return false
	}
	_, ok = mended(v.all, v.before(r), []int{n}, a)
	return ok
}

// apply carries suggestions out: all those in one answer as one change of it.
func (v *remarkView) apply(numbers []int) {
	t := v.t
	var groups [][]int
	var byHand []int
	for _, n := range numbers {
		r := v.all[n-1]
		if v.isFixed(n) {
			t.lead = append(t.lead, textFixedAlready(n))
			continue
		}
		if r.Edit == nil {
			byHand = append(byHand, n)
			continue
		}
		i := slices.IndexFunc(groups, func(g []int) bool { return v.all[g[0]-1].sameAnswer(r) })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], n)
	}
	for _, g := range groups {
		t.lead = append(t.lead, v.applyIn(g))
	}
	if len(byHand) > 0 {
		t.lead = append(t.lead, textByHand(byHand))
		v.show(byHand[0])
		return
	}
	v.goOn(slices.Max(numbers))
}

// applyIn carries suggestions out in one answer, and says what became of it.
func (v *remarkView) applyIn(numbers []int) string {
	r := v.all[numbers[0]-1]
	q, s, a, ok := v.answerOf(r)
	text := ""
	if ok {
		text, ok = mended(v.all, v.before(r), numbers, a)
	}
	if !ok {
		return textChangedSince(numbers)
	}
	value, unfit := v.Read(s, q, text, 0, v.t.e.Today)
	if unfit != nil {
		return textUnfitSuggestion(numbers, v.Number(q))
	}
	var why []string
	for _, n := range numbers {
		if m := v.all[n-1].Message; !slices.Contains(why, m) {
			why = append(why, m)
		}
	}
	a = v.put(q, s, value, review.Reason(why...))
	v.now[r.Question+"\x00"+r.Person] = a
	v.looked.Fixed = slices.Clone(v.looked.Fixed)
	for _, n := range numbers {
		v.looked.Fixed = append(v.looked.Fixed, Fixed{n, a.Revision})
	}
	v.t.remember(v.looked)
	return textApplied(numbers, v.placeOf(r), r, s.Person.ID == v.t.person.ID)
}

// putAside puts findings aside, or takes that back.
func (v *remarkView) putAside(numbers []int, back bool) {
	t := v.t
	var done []int
	for _, n := range numbers {
		r := v.all[n-1]
		switch {
		case v.isAside(n) != back:
			continue // as it is already
		case !back && len(v.aside)+len(done) >= review.MaxAside:
			t.close(chat.Message{Text: textManyAside})
			return
		}
		t.do(PutAside{Campaign: v.c.ID, Key: r.Key, What: textRemark(v.placeOf(r), r), Back: back})
		v.settled[n] = !back
		done = append(done, n)
	}
	switch {
	case len(done) == 0:
		t.lead = append(t.lead, textAsideAlready(numbers, back))
	default:
		t.lead = append(t.lead, textNowAside(done, back))
	}
	if back {
		v.show(numbers[0])
		return
	}
	v.goOn(slices.Max(numbers))
}

// goOn shows the next open remark, or says that there is none left.
func (v *remarkView) goOn(after int) {
	if n := v.next(after + 1); n != 0 {
		v.show(n)
		return
	}
	m := chat.Message{Text: textAllSettled(len(v.all)), Choices: []chat.Choice{
		{ID: standing(verbDraft, v.c.ID, ""), Label: labelDraft, Word: wordDraft},
	}}
	if v.t.e.World.Approves() {
		m.Choices = append(m.Choices, chat.Choice{ID: standing(verbApprove, v.c.ID, ""), Label: labelApprove, Word: wordApprove})
	}
	v.t.close(m)
}

// pressedRemark takes a button under the list, or under one remark.
func (t *turn) pressedRemark(action string) bool {
	d := t.s.Desk
	o := Order{Task: taskRemarks, Campaign: d.Campaign, Numbers: []int{d.Number}}
	switch {
	case action == "v":
	case action == "n":
		o.Numbers, o.Next = nil, true
	case action == "f":
		o.Task = taskApply
	case action == "k":
		o.Task = taskAside
	case action == "r" || action == "s":
		l, _ := t.looked(d.Campaign)
		list, _ := t.remarksOf(l)
		if d.Number < 1 || d.Number > len(list) {
			return false
		}
		r := list[d.Number-1]
		o = Order{Task: taskReturn, Campaign: d.Campaign, Question: r.Question, Person: r.Person}
		if action == "s" {
			o.Task = taskAmend
		}
	default:
		n, err := strconv.Atoi(strings.TrimPrefix(action, "v"))
		if err != nil || action[:1] != "v" {
			return false
		}
		o.Numbers[0] = n
	}
	t.order(o)
	return true
}

// supplyRemark takes the numbers that an order about remarks needs.
func (t *turn) supplyRemark(text string) {
	numbers, tail := leadingNumbers(strings.Trim(text, " .!…"))
	if len(numbers) == 0 || len(numbers) > maxNumbers || tail != "" {
		t.lead = append(t.lead, textRemarkNumber)
		t.say(t.needMessage())
		return
	}
	t.s.Desk.Numbers, t.s.Desk.Needs = numbers, ""
	t.advance()
}
