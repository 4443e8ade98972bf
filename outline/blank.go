package outline

import (
	"regexp"
	"strings"
)

// blanks are places to write on: dotted leaders, lines, a lone ellipsis behind a colon.
var blanks = regexp.MustCompile(`(?:[.…]\s?){4,}|(?:…\s?){2,}|_{3,}|\[\s{2,}\]`)

var lastEllipsis = regexp.MustCompile(`:\s*(?:\.{3}|…)\s*\.?$`)

// blankDates are places for a day.
var blankDates = regexp.MustCompile(`(?i)ngày\s*(?:[.…_/]\s?)+\s*tháng\s*(?:[.…_/]\s?)+\s*năm\s*\d{0,4}\s*(?:[.…_/]\s?)*`)

// shareBlanks are blanks for a percentage.
var shareBlanks = regexp.MustCompile(`^\s*%`)

func hasBlank(line string) bool {
	return blanks.MatchString(line) || lastEllipsis.MatchString(line) || blankDates.MatchString(line)
}

// field is one blank of a line with the words that belong to it.
type field struct {
	label string // before it
	unit  string // behind it
	day   bool   // a day is to be written
}

// fields cuts a line at its blanks. pieces are the words around them, one more than there
// are fields.
func fields(line string) (all []field, pieces []string) {
	line = lastEllipsis.ReplaceAllString(line, ": ....")
	at := 0
	for at < len(line) {
		day := blankDates.FindStringIndex(line[at:])
		dots := blanks.FindStringIndex(line[at:])
		place, isDay := dots, false
		if day != nil && (dots == nil || day[0] <= dots[0]) {
			place, isDay = day, true
		}
		if place == nil {
			break
		}
		before := line[at : at+place[0]]
		at += place[1]
		pieces = append(pieces, before)
		all = append(all, field{label: before, day: isDay})
	}
	if all == nil {
		return nil, []string{line}
	}
	pieces = append(pieces, line[at:])
	for i := range all {
		all[i].unit = unitOf(pieces[i+1])
		label := all[i].label
		if i > 0 {
			label = strings.TrimPrefix(strings.TrimLeft(label, " "), all[i-1].unit)
		}
		all[i].label = strings.Trim(label, " \t,;:.()–-")
	}
	return all, pieces
}

// unitOf gives the unit with which the words behind a blank begin, "" for none.
func unitOf(behind string) string {
	if shareBlanks.MatchString(behind) {
		return "%"
	}
	behind = strings.TrimLeft(behind, " (")
	small := strings.ToLower(behind)
	found := ""
	for unit := range units {
		if rest, ok := strings.CutPrefix(small, unit); ok && len(unit) > len(found) && !letterFirst(rest) && len(small) == len(behind) {
			found = unit
		}
	}
	return found
}

// withoutBlanks gives a heading without the places to write on.
func withoutBlanks(line string) string {
	line = lastEllipsis.ReplaceAllString(line, "")
	line = blankDates.ReplaceAllString(line, "")
	line = blanks.ReplaceAllString(line, " ")
	return strings.TrimRight(strings.Join(strings.Fields(line), " "), " :;,")
}
