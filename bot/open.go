package bot

import (
	"errors"
	"slices"
	"time"

	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// open opens the campaign that an admin has confirmed. Who is asked hears of it right
// after the commit.
func (t *turn) open(w *world, e conversation.Open) error {
	c, err := t.openPlanned(w, e.Campaign)
	var refused *unopened
	switch {
	case errors.As(err, &refused):
		t.tellLater(t.to, conversation.Event{Kind: conversation.Unopened, Campaign: refused.first.ID})
		return nil
	case err != nil:
		return err
	}
	t.tellLater(t.to, conversation.Event{Kind: conversation.Launched, Campaign: c.ID, First: t.batch.firstReminder(c)})
	return nil
}

// unopened is why a campaign was not opened: first has the same notice; without one this
// release has another library.
type unopened struct{ first report.Campaign }

func (*unopened) Error() string { return "the campaign cannot be opened" }

// openPlanned opens a campaign as it was planned; its error may be unopened.
func (t *turn) openPlanned(w *world, plan report.Campaign) (report.Campaign, error) {
	if err := adminAllowed(w); err != nil {
		return report.Campaign{}, err
	}
	b := t.batch
	i := slices.IndexFunc(b.library, func(known *report.Template) bool {
		return known.ID == plan.Template && known.Version == plan.Version
	})
	if i < 0 {
		return report.Campaign{}, &unopened{}
	}
	first, twice, err := NoticeTwin(b.tx, plan.Notice)
	if err != nil {
		return report.Campaign{}, err
	}
	if twice {
		return report.Campaign{}, &unopened{first}
	}
	c := report.Campaign{
		Period: plan.Period, Notice: plan.Notice, Deadline: plan.Deadline, DeadlineHour: plan.DeadlineHour,
		Internal: plan.Internal, InternalHour: plan.InternalHour, InternalFixed: plan.InternalFixed, CutOff: plan.CutOff,
	}
	if c.Assignments, err = b.stillThere(b.library[i], plan.Assignments); err != nil {
		return report.Campaign{}, err
	}
	c, err = launch(b.tx, b.library[i], c, b.now.In(b.r.zone), Actor{w.person.ID, t.to.Platform})
	if err != nil {
		return report.Campaign{}, err
	}
	if p := b.r.planner(); p != nil { // before anybody has heard of it: perhaps nobody can
		if err := planAdmins(b.tx, p, c, b.now); err != nil {
			return report.Campaign{}, err
		}
	}
	b.openRead, b.opened = false, true
	delete(b.campaigns, c.ID)
	return c, nil
}

// stillThere keeps of the assignments what is about a question of the template, and of
// each the people who are there.
func (b *batch) stillThere(t *report.Template, all []report.Assignment) ([]report.Assignment, error) {
	people := map[string]bool{}
	for p, err := range b.tx.People() {
		if err != nil {
			return nil, err
		}
		people[p.ID] = true
	}
	var kept []report.Assignment
	for _, a := range all {
		a.People = slices.DeleteFunc(slices.Clone(a.People), func(id string) bool { return !people[id] })
		if q := t.Question(a.Question); q != nil && !q.Computed() && len(a.People) > 0 {
			kept = append(kept, a)
		}
	}
	return kept, nil
}

// firstReminder is when the first reminder of a campaign that is opened now is sent,
// zero for none.
func (b *batch) firstReminder(c report.Campaign) time.Time {
	p := b.r.planner()
	if p == nil || c.Deadline.IsZero() {
		return time.Time{}
	}
	var first time.Time
	for _, r := range p.Plan(deadlineOf(c), b.now) {
		if r.At.After(b.now) && (first.IsZero() || r.At.Before(first)) {
			first = r.At
		}
	}
	return first.In(b.r.zone)
}

// NoticeTwin finds the campaign that the same notice has opened already.
func NoticeTwin(tx storage.Tx, n *report.Notice) (report.Campaign, bool, error) {
	return noticeTwin(tx, n, "")
}

// noticeTwin looks at all campaigns but one.
func noticeTwin(tx storage.Tx, n *report.Notice, but string) (report.Campaign, bool, error) {
	for c, err := range tx.Campaigns() {
		if err != nil {
			return report.Campaign{}, false, err
		}
		if c.ID != but && n.Same(c.Notice) {
			return c, true, nil
		}
	}
	return report.Campaign{}, false, nil
}

// What it takes to open a campaign, as the dialogue sees it.

// Templates are those of the library.
func (w *world) Templates() []*report.Template { return w.batch.library }

// Rounds are all campaigns, oldest first.
func (w *world) Rounds() []report.Campaign {
	var all []report.Campaign
	for c, err := range w.batch.tx.Campaigns() {
		if !w.found(err) {
			return nil
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b report.Campaign) int { return a.Opened.Compare(b.Opened) })
	return all
}

// Suggested is who answers what in a new campaign of the template.
func (w *world) Suggested(t *report.Template) []report.Assignment {
	all, err := SuggestAssignments(w.batch.tx, t)
	if !w.found(err) {
		return nil
	}
	return all
}
