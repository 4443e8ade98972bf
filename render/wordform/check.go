package wordform

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"thuky/render"
	"thuky/report"
	"thuky/vntext"
)

// maxProblems is how many problems are told at once.
const maxProblems = 40

// Check looks at a file that is to be the form for reports of some templates. A file that
// cannot be a form at all is a *Refused.
func Check(data []byte, templates []*report.Template) (report.FormCheck, error) {
	f, err := Read(data)
	if err != nil {
		return report.FormCheck{}, err
	}
	if err := f.file.verify(); err != nil {
		return report.FormCheck{}, err
	}
	c := &checker{form: f, templates: templates, known: map[string]int{}}
	for _, t := range templates {
		for _, name := range render.FormNames(t) {
			if c.known[name]++; !slices.Contains(c.names, name) {
				c.names = append(c.names, name)
			}
		}
	}
	for i, p := range f.parts {
		if err := sound(p.data); err != nil {
			return report.FormCheck{}, &Refused{textDamaged, err}
		}
		if fetches(p) {
			return report.FormCheck{}, refuse(textFetches)
		}
		c.part(p, i == 0)
	}
	c.missing()
	slices.SortStableFunc(c.problems, func(a, b report.FormProblem) int {
		switch {
		case a.Fatal == b.Fatal:
			return 0
		case a.Fatal:
			return -1
		}
		return 1
	})
	if len(c.problems) > maxProblems {
		c.problems = append(c.problems[:maxProblems], report.FormProblem{Fatal: true, Text: textMoreProblems(len(c.problems) - maxProblems)})
	}
	return report.FormCheck{Fields: f.Fields(), Problems: c.problems}, nil
}

// sound tells why a part is no well-formed XML.
func sound(data []byte) error {
	if !utf8.Valid(data) {
		return errors.New("not UTF-8")
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// fetches tells whether a part has a field that gets text, or runs something, from
// outside when the file is opened.
func fetches(f *part) bool {
	var all strings.Builder
	for i := range f.all {
		switch e := &f.all[i]; e.kind {
		case kindInstr:
			all.Write(f.data[e.inner:e.tail])
		case kindField:
			all.WriteString(" " + valueOf(f.tagOf(i), "instr") + " ")
		case kindThing:
			all.WriteByte(' ')
		}
	}
	for _, word := range strings.Fields(strings.ToUpper(all.String())) {
		switch word {
		case "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "DATABASE", "LINK":
			return true
		}
	}
	return false
}

// checker collects what is to be said about a form.
type checker struct {
	form      *Form
	templates []*report.Template
	names     []string       // that some template knows
	known     map[string]int // how many templates know a name
	bodies    int
	problems  []report.FormProblem
}

func (c *checker) say(fatal bool, f *part, quote, text string) {
	p := report.FormProblem{Fatal: fatal, Quote: quote, Text: text}
	if f != nil && f != c.form.parts[0] {
		p.Where = textPart(f.nameOf(0))
	}
	c.problems = append(c.problems, p)
}

func (c *checker) part(f *part, main bool) {
	for _, s := range f.slips {
		c.say(true, f, s.quote, s.text)
	}
	for _, t := range f.tags {
		quote := t.line.around(t.from, t.to)
		if text := c.tag(f, t, main); text != "" {
			c.say(true, f, quote, text)
		}
		at := int(t.line.leaf[t.from])
		switch {
		case f.bound(at):
			c.say(true, f, quote, textBound(t.written))
		case f.within(at, kindField):
			c.say(false, f, quote, textInField(t.written))
		}
	}
	for i := range f.all {
		if e := &f.all[i]; e.kind == kindP {
			l := f.data[e.inner:e.tail]
			if bytes.IndexByte(l, '{') < 0 {
				continue
			}
			line := f.lineOf(i)
			if name := singleBraces(line.text, func(name string) bool { return c.known[name] > 0 }); name != "" {
				c.say(false, f, line.around(0, min(len(line.text), maxTag)), textSingleBraces(name))
			}
		}
	}
	revised, commented := false, false
	for i := range f.all {
		switch f.all[i].kind {
		case kindRevision, kindUnseen:
			revised = revised || !strings.HasSuffix(f.nameOf(i), "Fallback")
		case kindNote:
			commented = commented || f.nameOf(i) == "commentReference"
		}
	}
	if revised {
		c.say(false, f, "", textRevisions)
	}
	if commented {
		c.say(false, f, "", textComments)
	}
	if f.outOfReach() {
		c.say(false, f, "", textOutOfReach)
	}
}

// outOfReach tells whether something that looks like a placeholder stands where none is
// filled in.
func (f *part) outOfReach() bool {
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte(tagOpen))
		if i < 0 {
			return false
		}
		at += i + len(tagOpen)
		e, _ := slices.BinarySearchFunc(f.all, at, func(e element, at int) int { return cmp.Compare(e.start, at) })
		for e--; e > 0 && f.all[e].end < at; e = f.all[e].parent {
		}
		if e >= 0 && f.all[e].kind != kindT && !f.within(e, kindUnseen) {
			return true
		}
	}
}

// tag says what is wrong with one placeholder.
func (c *checker) tag(f *part, t *tag, main bool) string {
	inner := t.name == render.FormItem || t.name == render.FormCount || t.name == render.FormPerson
	switch {
	case t.sort == sortEnd:
		return ""
	case t.name == render.FormBody:
		return c.body(f, t, main)
	case inner && t.sort != sortEach && f.repeated(t):
		return ""
	case c.known[t.name] == 0 && inner:
		return textOnlyInBlock(t.written)
	case namesBody(t.name):
		return ""
	case c.known[t.name] == 0:
		return textUnknown(t.written, vntext.Nearest(t.name, c.names))
	case c.known[t.name] < len(c.templates):
		return textNotEverywhere(t.written, c.lacking(t.name))
	}
	return ""
}

// namesBody tells whether a placeholder is the name of a body, which reports of all templates have.
func namesBody(name string) bool {
	_, ok := report.OrganisationID(name)
	return ok
}

// lacking are the templates that do not know a name.
func (c *checker) lacking(name string) (titles []string) {
	for _, t := range c.templates {
		if !slices.Contains(render.FormNames(t), name) {
			titles = append(titles, t.Title)
		}
	}
	return titles
}

// body says what is wrong with the place of the text of the report.
func (c *checker) body(f *part, t *tag, main bool) string {
	if t.sort != sortValue {
		return textBodyNoBlock(t.written)
	}
	c.bodies++
	p := t.line.p
	switch {
	case !main || f.within(p, kindTextBox):
		return textBodyPlace(t.written)
	case !t.alone():
		return textBodyAlone(t.written)
	case f.repeated(t):
		return textBodyRepeated(t.written)
	case c.bodies > 1:
		return textBodyTwice(t.written)
	case f.plainControl(p):
		return textBodyControl(t.written)
	}
	return ""
}

// missing says which placeholders a form should have and has not.
func (c *checker) missing() {
	has := c.form.Fields()
	if c.bodies == 0 && !slices.Contains(has, render.FormBody) {
		var lacks []string
		if len(c.templates) == 1 {
			for _, q := range c.templates[0].Questions() {
				if !q.Computed() && !slices.Contains(has, q.ID) {
					lacks = append(lacks, q.ID)
				}
			}
		}
		if len(c.templates) != 1 || len(lacks) > 0 {
			c.say(true, nil, "", textNoBody(lacks, len(has) > 1 && len(c.templates) == 1))
		}
	}
	for _, group := range render.FormShould {
		if !slices.ContainsFunc(group, func(name string) bool { return slices.Contains(has, name) }) {
			c.say(false, nil, "", textShould(group[0]))
		}
	}
	for _, t := range c.templates {
		if len(t.Addressees) > 0 && !slices.Contains(has, render.FormAddressees) {
			c.say(false, nil, "", textNoAddressees(t.Title))
			break
		}
	}
}

// bound tells whether an element stands in a content control that Word fills by itself
// from data in the file, whatever is written there.
func (f *part) bound(i int) bool {
	for ; i != 0; i = f.all[i].parent {
		if f.all[i].kind == kindSdt && f.childOf(f.childOrSelf(i, kindSdtPr), kindBinding) != 0 {
			return true
		}
	}
	return false
}

// plainControl tells whether a paragraph stands in a content control for plain text.
func (f *part) plainControl(p int) bool {
	for i := f.all[p].parent; i != 0; i = f.all[i].parent {
		if f.all[i].kind == kindSdt && f.childOf(f.childOrSelf(i, kindSdtPr), kindPlainText) != 0 {
			return true
		}
	}
	return false
}

// childOrSelf gives the first child of a kind, or the element itself.
func (f *part) childOrSelf(i int, k kind) int {
	if c := f.childOf(i, k); c != 0 {
		return c
	}
	return i
}

// repeated tells whether a placeholder stands in a block that is repeated.
func (f *part) repeated(t *tag) bool {
	at := t.start()
	for _, b := range f.blocks {
		if b.open.sort == sortEach && b.open.start() < at && at < b.shut.start() {
			return true
		}
	}
	return false
}
