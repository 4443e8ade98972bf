package report

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"thuky/vntext"
	"thuky/workday"
)

// OrganisationKind says what an entry of the table stands for.
type OrganisationKind string

// The kinds of organisations.
const (
	OneBody   OrganisationKind = "body"   // a single body
	AnyBody   OrganisationKind = "any"    // every body of a sort: "UBND huyện" is that of any district
	OneSchool OrganisationKind = "school" // a school that reports
)

// Organisation is a body under one name, for as long as it bore that. Names that one body
// had one after another are entries with the same id.
type Organisation struct {
	ID      string
	Kind    OrganisationKind
	Name    string   // "Ủy ban nhân dân xã Hoa Sen"
	Short   string   // "UBND xã Hoa Sen"; "" for none of its own
	Aliases []string // other ways in which it is written
	Symbol  string   // of a school: its letters in the number of documents
	Place   string   // of a school: địa danh
	// Superior is the id of the body over a school.
	Superior string
	// From and Until are the first and the last day of the name; zero: always, still.
	From, Until workday.Date
	// Successors are the ids of what took the place of the body after its last name.
	Successors []string
	// Then says in words what took its place, where names alone would not do.
	Then string
}

// holds tells whether the name is borne on a day.
func (o *Organisation) holds(day workday.Date) bool {
	return (o.From.IsZero() || o.From.Compare(day) <= 0) && (o.Until.IsZero() || day.Compare(o.Until) <= 0)
}

// Brief is the name as it stands where room is short.
func (o *Organisation) Brief() string {
	if o.Short != "" {
		return o.Short
	}
	return abbreviate(o.Name)
}

// Written lists the ways in which the name is written.
func (o *Organisation) Written() []string {
	var all []string
	for _, name := range append([]string{o.Name, o.Short}, o.Aliases...) {
		for _, way := range waysOf(name) {
			all = appendMissing(all, way)
		}
	}
	return all
}

// write gives the name in a form.
func (o *Organisation) write(short, capitals bool) string {
	name := o.Name
	if short {
		name = o.Brief()
	}
	if capitals {
		name = vntext.Upper(name)
	}
	return name
}

// inCapitals tells whether a name is written without a small letter.
func inCapitals(name string) bool { return name != "" && !strings.ContainsFunc(name, unicode.IsLower) }

// shortWord is the usual short form of words that names begin with.
type shortWord struct {
	long, short, other string // other: another short form, "" for none
	folded             string // long
}

var shortWords = []shortWord{
	{"Ủy ban nhân dân", "UBND", "", "uy ban nhan dan"},
	{"Hội đồng nhân dân", "HĐND", "", "hoi dong nhan dan"},
	{"Giáo dục và Đào tạo", "GD&ĐT", "GDĐT", "giao duc va dao tao"},
}

// abbreviate sets the usual short forms in a name.
func abbreviate(name string) string {
	for _, w := range shortWords {
		name = w.set(name, w.short)
	}
	return name
}

// shortened tells whether a name has one of the usual short forms.
func shortened(name string) bool {
	name = vntext.Upper(name)
	return slices.ContainsFunc(shortWords, func(w shortWord) bool {
		return strings.Contains(name, w.short) || w.other != "" && strings.Contains(name, w.other)
	})
}

// set replaces the long form of a word in a name, whatever its case and marks.
func (w *shortWord) set(name, with string) string {
	if !strings.Contains(vntext.Fold(name), w.folded) {
		return name
	}
	letters, wanted := []rune(name), len([]rune(w.long))
	for i := 0; i+wanted <= len(letters); i++ {
		if vntext.Fold(string(letters[i:i+wanted])) == w.folded {
			return string(letters[:i]) + with + string(letters[i+wanted:])
		}
	}
	return name
}

// waysOf gives a name with its words in full and in their short forms.
func waysOf(name string) []string {
	if name == "" {
		return nil
	}
	all := []string{name}
	for i := range shortWords {
		w := &shortWords[i]
		for _, short := range []string{w.short, w.other} {
			if short != "" {
				all = appendMissing(all, w.set(name, short))
				all = appendMissing(all, strings.Replace(name, short, w.long, 1))
			}
		}
	}
	return all
}

func appendMissing(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// bodyKey is the same for the ways in which one name is written.
func bodyKey(name string) string {
	words := strings.FieldsFunc(vntext.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return keyForms.Replace(strings.Join(words, " "))
}

var keyForms = strings.NewReplacer(
	"uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "giao duc va dao tao", "gddt", "giao duc dao tao", "gddt", "gd va dt", "gddt", "gd dt", "gddt",
)

// Vietnam has one zone, without summer time.
var hanoi = time.FixedZone("+07", 7*60*60)

// Day is the day of the document: its date, or where the clerk has yet to write that, the
// day by which it is due. It is never read from a clock, so that an old report keeps the
// names of its time.
func (c *Campaign) Day() workday.Date {
	if !c.Date.IsZero() {
		return c.Date
	}
	day := c.Deadline
	if !c.Opened.IsZero() {
		if opened := workday.DateOf(c.Opened.In(hanoi)); opened.Compare(day) > 0 {
			day = opened
		}
	}
	return day
}
