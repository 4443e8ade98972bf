package notice

import (
	"fmt"
	"strings"
)

// deadlines finds, judges and dates the deadlines of the notice.
func (r *reader) deadlines() {
	hits := r.search(r.all)
	var taken []found
	for i, f := range hits {
		if len(taken) >= mostDeadlines {
			break
		}
		if f.from < r.headTo {
			continue
		}
		next := len(r.z)
		if i+1 < len(hits) {
			next = hits[i+1].from
		}
		ok, maybe := r.forHandIn(f, r.all, next)
		if maybe && len(r.maybe) < 5 {
			r.maybe = append(r.maybe, f)
		}
		if ok {
			taken = append(taken, f)
		}
	}
	recurring := r.regulation
	for _, f := range taken {
		kind, _, _ := strings.Cut(f.rule, ":")
		recurring = recurring || f.unit == "" && f.rule != "" && kind != "daily"
	}
	for _, f := range taken {
		if f.noYear && recurring && f.cue.kind != cueRange {
			f.rule = fmt.Sprintf("yearly:%02d-%02d", f.when.month, f.when.day)
			f.noYear = false
		}
		r.take(f)
	}
	if len(r.Deadlines) == 0 {
		for _, f := range r.maybe {
			r.doubt("deadlines", fmt.Sprintf(whyMaybe, r.text(f.from, f.to)))
		}
	}
}

// mostDeadlines bounds what one notice can order.
const mostDeadlines = 200

func deadlineField(i int) string { return fmt.Sprintf("deadlines[%d]", i) }

// waitDoubt says why a relative deadline has no date.
func waitDoubt(rule string) string {
	if strings.HasSuffix(rule, "receipt") {
		return whyReceipt
	}
	return whyEvent
}

// take enters one deadline with its date, and what is unsure about it.
func (r *reader) take(f found) {
	d := Deadline{Time: f.when.clock, Rule: f.rule, Quote: r.raw(f.from, f.to)}
	var doubts []string
	if f.when.unsure != "" {
		doubts = append(doubts, f.when.unsure)
	}
	switch {
	case f.rule != "":
		d.Date = r.asked.firstDue(f)
		if f.unit != "" && d.Date.IsZero() {
			doubts = append(doubts, waitDoubt(f.rule))
		}
	case f.today:
		d.Date = r.issued()
		doubts = append(doubts, whySameDay)
	case f.thisMonth:
		if issued := r.issued(); !issued.IsZero() {
			d.Date = dayOf(issued.Year, issued.Month, f.when.day)
		} else {
			doubts = append(doubts, whyNoYear)
		}
	case f.noYear:
		why := ""
		d.Rule = fmt.Sprintf("no-year:%02d-%02d", f.when.month, f.when.day)
		d.Date, why = r.asked.withYear(f.when)
		if why == "" && f.when.missingYear {
			why = whyNoYear
		}
		if why != "" {
			doubts = append(doubts, why)
		}
	case f.monthEnd:
		d.Date = dayOf(f.when.year, monthOf(f.when.month), 31)
	default:
		d.Date = f.when.date()
		if d.Date.IsZero() {
			doubts = append(doubts, whyNoSuchDay)
		}
	}
	if f.rule == "" && !d.Date.IsZero() {
		if !r.Issued.IsZero() && !f.noYear && d.Date.Compare(r.Issued) < 0 {
			return // the deadline of an earlier notice
		}
		if w := f.when.weekday; w != 0 && int(d.Date.Weekday()+6)%7+1 != w {
			doubts = append(doubts, whyWeekday)
		}
	}
	for _, other := range r.Deadlines { // said twice
		if other.Date == d.Date && other.Rule == d.Rule && other.Time == d.Time && d.Rule != "" && !strings.Contains(d.Rule, "after event") && !strings.HasPrefix(d.Rule, "daily") && f.unit == "" {
			return
		}
	}
	d.What = r.what(f)
	d.Effective = r.asked.effective(d.Date)
	field := deadlineField(len(r.Deadlines))
	r.Deadlines = append(r.Deadlines, d)
	r.Evidence[field] = r.span(f.from, f.to)
	for _, why := range doubts {
		r.doubt(field, why)
	}
}
