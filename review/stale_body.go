package review

import (
	"regexp"
	"strings"

	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

// present are words before a name that make it one of today: a superior, an addressee.
var present = regexp.MustCompile(`\b(?:chi dao|quan tam|huong dan|giup do|lanh dao|ho tro|kiem tra|phe duyet) cua\b[^.;]*$|\b(?:de nghi|kien nghi|kinh de nghi|bao cao(?: ve| voi| len)?|gui|trinh|tham muu(?: cho)?|thuoc|truc thuoc)(?: voi| den| toi| ve| cho)?\b[^.;,]{0,30}$`)

// bygone are words beside a name that say that it is one of the past.
var bygone = regexp.MustCompile(`\b(?:truoc day|truoc ngay|cu|nguyen|truoc khi|giai the|sap nhap|ket thuc hoat dong|den het ngay|den ngay)\b`)

// checkBodies finds bodies that no longer exist on the day by which the draft is judged:
// as an addressee, superior or recipient, where that is an error, or elsewhere. In the
// citation of a document of their time they are right.
func checkBodies(d *draft) {
	if d.asOf.IsZero() {
		return
	}
	table, names := d.organisations(), bodies()
	if table != report.ShippedOrganisations() {
		names = bodiesOf(table)
	}
	for i := range d.paras {
		p := &d.paras[i]
		for n := 0; n < len(p.words); n++ {
			e := names.at(p.words, n)
			if e == nil {
				continue
			}
			from, to := p.words[n].from, p.words[n+len(e.words)-1].to
			n += len(e.words) - 1
			gone, ok := table.Gone(e.name, d.asOf)
			if !ok || d.citedThen(i, from, gone.Last) {
				continue
			}
			before, after := vntext.Fold(p.Text[max(0, from-120):from]), vntext.Fold(p.Text[to:min(len(p.Text), to+40)])
			if k := strings.LastIndexAny(before, ".;"); k >= 0 {
				before = before[k+1:]
			}
			if bygone.MatchString(before) || bygone.MatchString(after) {
				continue
			}
			f := d.add(StaleBody, i, from, to, textStaleBody(p.Text[from:to], gone), gone.Then)
			if p.text() && !present.MatchString(before) || p.part == Subject {
				f.Severity = Warning
			}
		}
	}
}

// organisations are the names that hold for the draft.
func (d *draft) organisations() *report.Organisations {
	if d.in.Organisations == nil {
		return report.ShippedOrganisations()
	}
	return d.in.Organisations
}

// citedThen tells whether a place is part of a document of the time of a body.
func (d *draft) citedThen(i, at int, last workday.Date) bool {
	for k := d.firstCite[i]; k < len(d.cites) && d.cites[k].para == i; k++ {
		c := &d.cites[k]
		if c.start <= at && at < c.end {
			return c.date.IsZero() || c.date.Compare(last) <= 0
		}
	}
	return false
}

// checkDocuments finds documents that are no longer in force.
func checkDocuments(d *draft) {
	if d.asOf.IsZero() {
		return
	}
	for k := range d.cites {
		c := &d.cites[k]
		if e, known := documents()[vntext.Fold(c.value)]; known && d.asOf.Compare(e.last) > 0 {
			d.add(StaleDocument, c.para, c.start, c.to, textStaleDocument(c.short(), &e), e.then)
		}
	}
}

// checkEvents finds events that lie more than a year back, told as work of the period.
func checkEvents(d *draft) {
	if d.asOf.IsZero() {
		return
	}
	year := d.period.first
	if begin, ok := d.period.begin(); ok {
		year = begin.Year
	} else if year == 0 {
		year = d.asOf.Year
	}
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() {
			continue
		}
		for n := 0; n < len(p.words); n++ {
			e := events().at(p.words, n)
			if e == nil {
				continue
			}
			from, to := p.words[n].from, p.words[n+len(e.words)-1].to
			n += len(e.words) - 1
			if year > e.last.Year+1 && !d.citedAt(i, from) {
				d.add(StaleEvent, i, from, to, textStaleEvent(e), "")
				break
			}
		}
	}
}
