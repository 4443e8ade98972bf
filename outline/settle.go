package outline

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"thuky/report"
)

// settle writes the draft and reads it back as the program will. What does not pass is
// left out, with a note that says what and why, until all passes.
func (d *draft) settle() (*Result, error) {
	if d.asked > maxQuestions {
		return nil, d.fail(0, textTooManyQuestions(maxQuestions))
	}
	for range maxRounds {
		file := d.write()
		source := []byte(file.b.String())
		t, err := report.ReadTemplate(d.opts.Name, source)
		if err == nil {
			return &Result{Template: t, Kind: d.kind, Notes: d.all()}, nil
		}
		var wrong *report.TemplateError
		if !errors.As(err, &wrong) {
			return nil, err
		}
		mended := d.mendAll(file, wrong.Problems)
		if !mended {
			return nil, d.fail(0, textCannotSettle(wrong.Problems[0].Message))
		}
	}
	return nil, d.fail(0, textCannotSettle(""))
}

// maxRounds is how often a draft is mended: what is left out may be named elsewhere.
const maxRounds = 50

// mendAll mends what is wrong, as far as it does not follow from something else that is.
func (d *draft) mendAll(file *written, problems []report.FileProblem) (mended bool) {
	var places []place
	why := map[place]string{}
	for _, p := range problems {
		at, ok := file.at[p.Line]
		if _, again := why[at]; !ok || again {
			continue
		}
		places, why[at] = append(places, at), p.Message
	}
	for _, at := range places { // a computed question of another type may mend the rest
		if q := d.computed(at); q != nil && len(q.types) > 0 {
			q.Type, q.types = q.types[0], q.types[1:]
			mended = true
		}
	}
	if mended {
		return true
	}
	slices.SortFunc(places, func(a, b place) int { // from the end on: questions may go
		return cmp.Or(cmp.Compare(b.section, a.section), cmp.Compare(b.question, a.question))
	})
	for _, at := range places {
		mended = d.mend(at, why[at]) || mended
	}
	return mended
}

// computed gives the computed question at a place whose expression is wrong, else nil.
func (d *draft) computed(at place) *question {
	if at.section < 0 || at.question < 0 || at.key != "compute" {
		return nil
	}
	return d.sections[at.section].questions[at.question]
}

// mend takes out what does not pass. It is false for what a question cannot be without.
func (d *draft) mend(at place, why string) bool {
	if at.section < 0 || at.question < 0 {
		return false
	}
	s := d.sections[at.section]
	q := s.questions[at.question]
	was := ""
	switch at.key {
	case "when":
		was, q.When = q.When, ""
	case "check":
		was, q.Check, q.CheckMessage = q.Check, "", ""
	case "check_message":
		was, q.CheckMessage = q.CheckMessage, ""
	case "pattern":
		was, q.Pattern = q.Pattern, ""
	case "help":
		was, q.Help = q.Help, ""
	case "example":
		was, q.Example = q.Example, ""
	case "min":
		was, q.Min = fmt.Sprint(q.Min), nil
	case "max":
		was, q.Max = fmt.Sprint(q.Max), nil
	case "default":
		was, q.Default = clip(fmt.Sprint(q.Default), maxQuote), nil
	case "print":
		was, q.Print = *q.Print, nil
	case "choices":
		was, q.Choices, q.Type = fmt.Sprint(q.Choices), nil, text
	case "compute":
		d.notes = append(d.notes, Note{placeOf(q), textLeftOut("calculate", q.Compute, why)})
		s.questions = append(s.questions[:at.question:at.question], s.questions[at.question+1:]...)
		if len(s.questions) == 0 {
			d.sections = append(d.sections[:at.section:at.section], d.sections[at.section+1:]...)
		}
		return true
	default:
		return false
	}
	q.note(placeOf(q), textLeftOut(at.key, was, why))
	return true
}

// placeOf is the place of a question by its notes.
func placeOf(q *question) string {
	if q.at == "" && len(q.notes) > 0 {
		return q.notes[0].Place
	}
	return q.at
}
