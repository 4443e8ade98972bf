package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"thuky/report"
	"thuky/workday"
)

// planField is one field of a plan on the page.
type planField struct {
	Name    report.Field
	Number  int
	Label   string
	Type    string // "text", "area" or "date"
	Value   string // of the day, where Type is "date"
	Hour    string
	HasHour bool
	Said    string // the day in words
	Hint    string
	Quoted  bool // its words are marked in the text
	Doubts  []string
	Problem string
}

// planFields are all fields, in the order of their numbers.
var planFields = []struct {
	name report.Field
	kind string
	hour bool
	of   bool // also of the notice of an open report
}{
	{report.FieldKind, "text", false, true},
	{report.FieldNumber, "text", false, true},
	{report.FieldIssued, "date", false, true},
	{report.FieldIssuer, "text", false, true},
	{report.FieldSubject, "area", false, true},
	{report.FieldSendTo, "area", false, true},
	{report.FieldPeriod, "text", false, false},
	{report.FieldDeadline, "date", true, false},
	{report.FieldInternal, "date", true, false},
	{report.FieldCutOff, "date", false, false},
	{report.FieldTemplate, "", false, false},
	{report.FieldPeople, "", false, false},
}

// fieldNumber gives the number of a field on the page.
func fieldNumber(name report.Field) int {
	for i, f := range planFields {
		if f.name == name {
			return i + 1
		}
	}
	return 0 // unreachable: planFields has all
}

// The names of the inputs of a day with an hour.
func dayInput(name report.Field) string  { return string(name) }
func hourInput(name report.Field) string { return string(name) + "_hour" }

// written is the value of a field as its inputs hold it.
func written(p *report.Plan, name report.Field) (value, hour string) {
	c := &p.Campaign
	n := c.Notice
	if n == nil {
		n = &report.Notice{}
	}
	switch name {
	case report.FieldKind:
		return n.Kind, ""
	case report.FieldNumber:
		return n.Number, ""
	case report.FieldIssued:
		return n.Issued.String(), ""
	case report.FieldIssuer:
		return n.Issuer, ""
	case report.FieldSubject:
		return n.Subject, ""
	case report.FieldSendTo:
		return n.SendTo, ""
	case report.FieldPeriod:
		return c.Period, ""
	case report.FieldDeadline:
		return c.Deadline.String(), c.DeadlineHour
	case report.FieldInternal:
		return c.Internal.String(), c.InternalHour
	case report.FieldCutOff:
		return c.CutOff.String(), ""
	case report.FieldTemplate:
		return c.Template, ""
	case report.FieldPeople:
		if p.Everybody {
			return peopleAll, ""
		}
		return peopleSuggested, ""
	}
	return "", "" // unreachable: there are no others
}

// dayOf is the day that a field holds.
func dayOf(p *report.Plan, name report.Field) workday.Date {
	switch c := &p.Campaign; name {
	case report.FieldIssued:
		if c.Notice != nil {
			return c.Notice.Issued
		}
	case report.FieldDeadline:
		return c.Deadline
	case report.FieldInternal:
		return c.Internal
	case report.FieldCutOff:
		return c.CutOff
	}
	return workday.Date{}
}

// The values of the choice who answers, as the dialogue reads them.
const (
	peopleSuggested = "gợi ý"
	peopleAll       = "tất cả"
)

// typed are the fields whose inputs hold something else than the plan.
func typed(v *visit, p *report.Plan, of bool) map[report.Field]string {
	changed := map[report.Field]string{}
	for _, f := range planFields {
		if _, sent := v.r.PostForm[string(f.name)]; !sent || of && !f.of {
			continue
		}
		value, hour := written(p, f.name)
		now, nowHour := strings.Join(strings.Fields(v.field(string(f.name))), " "), ""
		if f.hour {
			nowHour = v.field(hourInput(f.name))
		}
		if now == strings.Join(strings.Fields(value), " ") && nowHour == hour {
			continue
		}
		if now == "" { // an hour alone says nothing
			nowHour = ""
		}
		changed[f.name] = strings.TrimSpace(now + " " + nowHour)
	}
	return changed
}

// fieldsOf are the fields for the page. Where the form was sent with problems, its inputs
// hold what was typed.
func fieldsOf(v *visit, check *report.PlanCheck, today workday.Date, of bool) (all []planField) {
	p := &check.Plan
	for i, f := range planFields {
		if f.kind == "" || of && !f.of {
			continue
		}
		view := planField{
			Name: f.name, Number: i + 1, Label: fieldLabels[f.name], Type: f.kind, HasHour: f.hour, Hint: fieldHints[f.name],
			Doubts: check.Doubts[f.name], Problem: check.Problems[f.name],
		}
		view.Value, view.Hour = written(p, f.name)
		_, view.Quoted = p.Spans[f.name]
		if f.kind == "date" {
			view.Said = textDay(dayOf(p, f.name), today)
		}
		if f.name == report.FieldInternal {
			view.Hint = textAhead(check.Ahead)
		}
		if view.Problem != "" {
			view.Value, view.Hour = v.field(dayInput(f.name)), v.field(hourInput(f.name))
		}
		all = append(all, view)
	}
	return all
}

// fingerprint is equal for what looks the same on the page.
func fingerprint(check *report.PlanCheck) string {
	raw, _ := json.Marshal([]any{check.Plan.Campaign, check.Plan.Everybody, check.Doubts, check.Twin != nil}) // unreachable: plain values
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:12])
}

// followed are the fields that are others after than before although nobody typed them,
// and those about which something new is doubtful.
func followed(before, after *report.PlanCheck, typed map[report.Field]string) (all []report.Field) {
	for _, f := range planFields {
		value, hour := written(&before.Plan, f.name)
		now, nowHour := written(&after.Plan, f.name)
		_, meant := typed[f.name]
		changed := !meant && (value != now || hour != nowHour)
		if f.name == report.FieldPeople && !slices.EqualFunc(before.Plan.Campaign.Assignments, after.Plan.Campaign.Assignments, sameAssignment) {
			changed = true
		}
		for _, why := range after.Doubts[f.name] {
			changed = changed || !slices.Contains(before.Doubts[f.name], why)
		}
		if changed {
			all = append(all, f.name)
		}
	}
	return all
}

func sameAssignment(a, b report.Assignment) bool {
	return a.Question == b.Question && slices.Equal(a.People, b.People)
}

// piece is a part of the text of a notice that is shown in one look.
type piece struct {
	Starts []sign // the fields whose words begin here
	Text   string
	Marked bool
}

// sign is a number in the text that leads to its field.
type sign struct {
	Number int
	Label  string
}

// pieces divides a text where the words of fields begin and end; they may overlap.
func pieces(text string, spans map[report.Field]report.Span) (all []piece) {
	runes := []rune(text)
	cuts := map[int]bool{0: true, len(runes): true}
	for f, s := range spans {
		if s.Start < 0 || s.End > len(runes) || s.Start >= s.End {
			spans = maps.Clone(spans)
			delete(spans, f)
			continue
		}
		cuts[s.Start], cuts[s.End] = true, true
	}
	order := slices.Sorted(maps.Keys(cuts))
	for i, from := range order[:len(order)-1] {
		p := piece{Text: string(runes[from:order[i+1]])}
		for _, f := range planFields {
			s, some := spans[f.name]
			if !some {
				continue
			}
			p.Marked = p.Marked || s.Start <= from && from < s.End
			if s.Start == from {
				p.Starts = append(p.Starts, sign{fieldNumber(f.name), fieldLabels[f.name]})
			}
		}
		all = append(all, p)
	}
	return all
}
