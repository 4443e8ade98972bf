package render

import (
	"fmt"
	"slices"
	"strings"

	"thuky/vntext"
)

// What stands around the text: head, title, addressees, recipients, signature.

func (b *builder) head() {
	s := &b.in.School
	place := oneLine(s.Place)
	if place == "" {
		place = placeBlank
	}
	b.add(&Head{
		Source:   Source{Place: "head"},
		Superior: strings.ToUpper(oneLine(s.Superior)),
		School:   strings.ToUpper(oneLine(s.Name)),
		Number:   b.numberLine(),
		Country:  country,
		Motto:    motto,
		Date:     place + ", " + b.dateWords(),
	})
}

// numberLine leaves the number to the clerk unless it is given.
func (b *builder) numberLine() string {
	number, symbol := b.number()
	return numberLabel + number + "/" + symbol
}

// number gives the number, a blank unless it is given, and the symbol behind the stroke.
// A number below 10 gets a zero, so that nobody can write a digit in front.
func (b *builder) number() (number, symbol string) {
	symbol = strings.Trim(oneLine(b.t.Symbol)+"-"+oneLine(b.in.School.Symbol), "-")
	number = oneLine(b.in.Campaign.Number)
	if whole, behind, ok := strings.Cut(number, "/"); ok {
		return whole, behind
	}
	switch {
	case number == "":
		number = numberBlank
	case len(number) == 1 && number >= "0" && number <= "9":
		number = "0" + number
	}
	return number, symbol
}

// dateWords is the date as it prints, with blanks for the clerk unless given.
func (b *builder) dateWords() string {
	c := &b.in.Campaign
	switch {
	case !c.Date.IsZero():
		return vntext.LongDate(c.Date.Year, int(c.Date.Month), c.Date.Day)
	case !c.Opened.IsZero():
		return fmt.Sprintf("%s%d", dateBlank, c.Opened.Year())
	}
	return dateBlank + yearBlank
}

// title gives the subject in plain words, for the properties of the file.
func (b *builder) title() string {
	f := b.fill(b.t.Subject)
	b.note(f, "subject", "")
	b.add(&Title{f.source(b, "subject", ""), oneLine(b.t.Kind), singleLine(f.runs)})
	return Plain(f.runs)
}

func (b *builder) addressees() {
	items := b.items("addressees", b.t.Addressees)
	if len(items) == 0 {
		return
	}
	if len(items) > 1 {
		items = dashed(items)
	}
	b.add(&Addressees{Source{Place: "addressees"}, addresseesLabel, items})
}

// recipients always end with the archive, and begin with the addressees where
// there are any.
func (b *builder) recipients() {
	items := b.items("recipients", b.t.Recipients)
	var first, last [][]Run
	if len(b.t.Addressees) > 0 {
		first = [][]Run{{{Text: asAbove}}}
	}
	for _, item := range items {
		switch text := Plain(item); {
		case vntext.Fold(text) == vntext.Fold(asAbove):
			if len(first) == 0 {
				first = append(first, item)
			}
		case archived(text):
			last = append(last, item)
		default:
			first = append(first, item)
		}
	}
	if len(last) == 0 {
		last = [][]Run{{{Text: archive}}}
	}
	b.add(&Recipients{Source{Place: "recipients"}, recipientsLabel, dashed(append(first, last...))})
}

// archived tells whether a recipient is the archive: "Lưu: VT, TV", "Lưu VT".
func archived(item string) bool {
	rest, ok := strings.CutPrefix(vntext.Fold(item), archiveWord)
	rest = strings.TrimSpace(rest)
	return ok && (rest == "" || rest[0] == ':' || strings.HasPrefix(rest, archiveOffice))
}

// items fills a list of the template, without the dashes and ends its writer may
// have set. Bodies have the names of the day; what is the same then stands once.
func (b *builder) items(place string, texts []string) [][]Run {
	var list [][]Run
	for _, text := range texts {
		text = b.in.School.Organisations.NamesOn(text, b.in.Campaign.Day())
		text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(oneLine(text)), "- "))
		text = strings.TrimRight(text, " ;,.")
		if text == "" {
			continue
		}
		f := b.fill(text)
		b.note(f, place, "")
		item := singleLine(f.runs)
		if !slices.ContainsFunc(list, func(other []Run) bool { return Plain(other) == Plain(item) }) {
			list = append(list, item)
		}
	}
	return list
}

// singleLine keeps runs on one line.
func singleLine(runs []Run) []Run {
	for i := range runs {
		runs[i].Text = strings.ReplaceAll(runs[i].Text, "\n", " ")
	}
	return runs
}

// dashed sets "- " before and ";" behind each item, "." behind the last.
func dashed(items [][]Run) [][]Run {
	list := make([][]Run, len(items))
	for i, item := range items {
		end := ";"
		if i == len(items)-1 {
			end = "."
		}
		runs := joinRuns(append([]Run{{Text: "- "}}, item...))
		list[i] = appendRun(runs, Run{Text: end})
	}
	return list
}

func (b *builder) signature() {
	var titles []string
	for line := range strings.SplitSeq(vntext.Clean(b.in.School.SignerTitle), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			titles = append(titles, line)
		}
	}
	b.add(&Signature{Source{Place: "signature"}, titles, oneLine(b.in.School.Signer)})
}
