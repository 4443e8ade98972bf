package workday

import (
	"strings"
	"time"
)

// key names an optional part of a line.
type key uint8

const (
	keyPair key = iota
	keyFor
	keyWhen
	keyStatus
	keySource
	keyNote
	keyAudience
	keyCount
)

// ParseDay reads one line of a sheet, such as an admin types to add, correct or remove
// a day. The problem is nil when the day is good. The text must be NFC.
func ParseDay(line string) (Day, *Problem) {
	line, problem := cleanLine(line)
	if problem != "" {
		return Day{}, &Problem{Text: problem}
	}
	d, problem := readDay(line)
	if problem != "" {
		return Day{}, &Problem{Text: problem}
	}
	if d.Status == "" {
		d.Status = Official
	}
	return d, nil
}

// readDay reads a cleaned line; a status that is not said stays empty.
func readDay(line string) (d Day, problem string) {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if d.Date, problem = readDate(parts[0]); problem != "" {
		return Day{}, problem
	}
	if len(parts) < 2 || parts[1] == "" {
		return Day{}, textNoKind()
	}
	kind, ok := lookUp(kindWords, parts[1])
	if !ok {
		return Day{}, textBadKind(parts[1])
	}
	d.Kind = kind
	if len(parts) > 2 {
		d.Name = parts[2]
		var seen [keyCount]bool
		for _, p := range parts[3:] {
			if problem := d.readPart(p, &seen); problem != "" {
				return Day{}, problem
			}
		}
	}
	if problem := d.check(); problem != "" {
		return Day{}, problem
	}
	return d, ""
}

// readPart reads "đổi với: 22/8/2026" and the like.
func (d *Day) readPart(part string, seen *[keyCount]bool) (problem string) {
	name, value, ok := strings.Cut(part, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	k, known := lookUp(keyWords, name)
	switch {
	case !ok || !known:
		return textBadKey(part)
	case k == keyFor && d.Kind == MakeUp:
		k = keyPair // "làm bù … | bù cho: 31/8/2026" is how people say it
	}
	switch {
	case seen[k]:
		return textKeyTwice(name)
	case value == "":
		return textKeyEmpty(name)
	case k == keyPair && d.Kind != Swapped && d.Kind != MakeUp, k == keyFor && d.Kind != Compensated:
		return textKeyNotFor(name, d.Kind)
	}
	seen[k] = true
	switch k {
	case keyPair:
		d.Pair, problem = readDate(value)
	case keyFor:
		d.For, problem = readDate(value)
	case keyWhen:
		week, err := ParseWeek(value)
		if err != nil {
			return textBadWeek(value)
		}
		d.When = week
	case keyStatus:
		if d.Status, ok = lookUp(statusWords, value); !ok {
			return textBadStatus(value)
		}
	case keySource:
		d.Source = value
	case keyNote:
		d.Note = value
	case keyAudience:
		d.Audience = value
	}
	return problem
}

// check says what cannot be right about a day, whatever the other days are.
func (d Day) check() (problem string) {
	for i, date := range []Date{d.Date, d.Pair, d.For} {
		if (i == 0 || !date.IsZero()) && (date.Year < FirstYear || date.Year > LastYear) {
			return textYearOutside(date.Year)
		}
	}
	sunday := d.Date.Weekday() == time.Sunday
	switch d.Kind {
	case Removed:
		return ""
	case Holiday:
	case Compensated:
		switch {
		case d.For.IsZero():
			return textNoFor()
		case sunday:
			return textOnSunday(d.Date, d.Kind)
		case !SaturdaySunday.Rests(d.For.Weekday()):
			return textForNotWeekend(d.For)
		}
	case Swapped:
		switch {
		case d.Pair.IsZero():
			return textNoPair()
		case sunday:
			return textOnSunday(d.Date, d.Kind)
		case d.Pair == d.Date:
			return textSamePair(d.Date)
		case !SaturdaySunday.Rests(d.Pair.Weekday()):
			return textNotWeekend(d.Pair)
		}
	case MakeUp:
		switch {
		case !SaturdaySunday.Rests(d.Date.Weekday()):
			return textNotWeekend(d.Date)
		case d.Pair == d.Date:
			return textSamePair(d.Date)
		case !d.Pair.IsZero() && d.Pair.Weekday() == time.Sunday:
			return textOnSunday(d.Pair, Swapped)
		}
	default:
		return textBadKind(string(d.Kind))
	}
	if d.Name == "" {
		return textNoName()
	}
	return ""
}

// Line writes a day as ParseDay reads it.
func (d Day) Line() string {
	parts := []string{dayNames[d.Date.Weekday()] + " " + longDate(d.Date), d.Kind.Words(), flat(d.Name)}
	add := func(k key, value string) {
		if value != "" {
			parts = append(parts, keyWords[k][0]+": "+flat(value))
		}
	}
	addDate := func(k key, date Date) {
		if !date.IsZero() {
			add(k, longDate(date))
		}
	}
	addDate(keyPair, d.Pair)
	addDate(keyFor, d.For)
	add(keyWhen, d.When.String())
	if d.Status != Official && d.Status != "" {
		add(keyStatus, d.Status.Words())
	}
	add(keySource, d.Source)
	add(keyNote, d.Note)
	add(keyAudience, d.Audience)
	for parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, " | ")
}

// flat keeps a value within its part of its line.
func flat(value string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(value, "|", "/")), " ")
}
