package review

import (
	"regexp"
	"strings"

	"thuky/vntext"
	"thuky/workday"
)

// checkCitations looks at how documents are cited: in full at first, in short later, and
// the same every time.
func checkCitations(d *draft) {
	for i := range d.cites {
		c := &d.cites[i]
		d.checkCitationForm(c)
	}
	for _, group := range d.sameDocument() {
		d.checkFirst(group[0])
		d.checkDates(group)
		d.checkSubjects(group)
		d.checkIssuers(group)
		d.checkLater(group)
	}
	for i := range d.paras {
		if d.paras[i].text() {
			d.checkBareNumbers(i)
		}
	}
}

// checkCitationForm looks at what stands between the pieces of one citation.
func (d *draft) checkCitationForm(c *citation) {
	text := d.paras[c.para].Text
	if c.comma >= 0 {
		end := c.dateSpan.Start + len("ngày")
		if !strings.HasPrefix(text[c.dateSpan.Start:], "ngày") {
			end = c.dateSpan.End
		}
		d.replace(CitationComma, c.para, c.from, end, textCitationComma, c.value+" "+strings.TrimLeft(text[c.comma+1:end], " "))
	}
	if !c.so && c.kind != "" && c.from > c.start {
		d.replace(CitationSo, c.para, c.start, c.to, textCitationSo, c.kind+" số "+c.value)
	}
	if c.second != "" {
		from := strings.Index(text[c.to:], c.issuer) + c.to
		from -= len("của ")
		d.add(CitationIssuer, c.para, from, from+len("của ")+len(c.issuer)+len(" của ")+len(c.second), textTwoIssuers(c.issuer, c.second), "của "+c.second)
	}
	if !c.date.IsZero() && !d.date.IsZero() && c.date.Compare(d.date) > 0 {
		d.add(CitationFuture, c.para, c.dateSpan.Start, c.dateSpan.End, textCitationFuture(c.short(), d.date), "")
	}
}

// checkFirst looks whether the first mention is complete. Laws go by their name.
func (d *draft) checkFirst(c *citation) {
	kind := c.foldKind()
	law := kind == "luat" || kind == "bo luat" || kind == "phap lenh" || c.form == identAssembly && kind != "nghi quyet"
	if law || c.form == identBroken || d.paras[c.para].part == Recipients {
		return
	}
	var missing []string
	if c.date.IsZero() {
		missing = append(missing, "ngày ban hành")
	}
	if c.issuer == "" && c.form != identAssembly {
		missing = append(missing, "cơ quan ban hành")
	}
	if c.subject == "" && len(missing) > 0 {
		missing = append(missing, "trích yếu")
	}
	if len(missing) > 0 {
		d.add(CitationIncomplete, c.para, c.start, c.to, textCitationIncomplete(missing), "")
	}
}

// checkDates looks whether the mentions of a document agree on its date.
func (d *draft) checkDates(group []*citation) {
	var first *citation
	for _, c := range group {
		switch {
		case c.date.IsZero():
		case first == nil:
			first = c
		case c.date != first.date:
			d.replace(CitationDate, c.para, c.dateSpan.Start, c.dateSpan.End, textCitationDate(c.short(), first.date, first.para+1), longDate(first.date))
		}
	}
}

func longDate(d workday.Date) string { return vntext.LongDate(d.Year, int(d.Month), d.Day) }

// checkSubjects looks whether the mentions of a document agree on its subject. One may
// be cut short.
func (d *draft) checkSubjects(group []*citation) {
	var first *citation
	for _, c := range group {
		if c.subject == "" {
			continue
		}
		if first == nil {
			first = c
			continue
		}
		was, is := d.words.words(first.subject), d.words.words(c.subject)
		changes := diff(was, is)
		if changes.same() || changes.cut() {
			if !c.quoted && first.quoted && changes.same() {
				d.add(CitationTitle, c.para, c.span.Start, c.span.End, textSubjectMarks(first.para+1), "“"+first.subject+"”").Severity = Hint
			}
			continue
		}
		if changes.similarity() < 0.5 {
			continue // another subject, or one that was not understood
		}
		d.replace(CitationTitle, c.para, c.span.Start, c.span.End, textSubjectDrift(changes.words(), first.para+1), first.subject)
	}
}

// checkIssuers looks whether the mentions of a document agree on its issuer.
func (d *draft) checkIssuers(group []*citation) {
	var first *citation
	for _, c := range group {
		switch {
		case c.issuer == "" || c.second != "":
		case first == nil:
			first = c
		default:
			a, b := sameBody(first.issuer), sameBody(c.issuer)
			if !strings.HasPrefix(a, b) && !strings.HasPrefix(b, a) {
				d.add(CitationIssuer, c.para, c.to, c.to, textIssuerDrift(c.short(), first.issuer, c.issuer, first.para+1), first.issuer).Quote = c.issuer
			}
		}
	}
}

// sameBody gives the name of a body in the form in which two are compared.
func sameBody(name string) string {
	return strings.NewReplacer("uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "giao duc va dao tao", "gddt", "gd&dt", "gddt", "giao duc - dao tao", "gddt").Replace(vntext.Fold(name))
}

// taskSections are the headings of what is still to be done.
var taskSections = regexp.MustCompile(`\b(?:nhiem vu|phuong huong|giai phap|ke hoach|trong tam)\b`)

// checkLater looks at mentions after the first: they are short, and what is called work
// that goes on was told of before.
func (d *draft) checkLater(group []*citation) {
	told := group[0].full()
	for _, c := range group[1:] {
		if told && c.full() {
			f := d.add(CitationRepeat, c.para, c.start, c.end, textCitationRepeat(group[0].para+1), c.short())
			if c.quoted || c.subject == "" {
				f.Edit = d.edit(c.para, c.start, c.end, c.short())
			}
		}
		told = told || c.full()
	}
	c := group[0]
	p := &d.paras[c.para]
	if p.section < 0 || p.part == Heading || !taskSections.MatchString(vntext.Fold(d.paras[p.section].Text)) {
		return
	}
	if begin := vntext.Fold(clip(p.Text, 40)); strings.HasPrefix(begin, "tiep tuc") {
		d.add(CitationLate, c.para, c.start, c.to, textCitationLate(c.short()), "")
	}
}

// bareNumbers are documents named by type and number alone.
var bareNumbers = regexp.MustCompile(`(?:^|[\s(“])((?:Chỉ thị|Nghị định|Thông tư|Công văn|Nghị quyết|Quyết định|Kế hoạch)(?: số)? (\d{1,5}))(?:[\s,;.:)”]|$)`)

// checkBareNumbers finds documents without symbol. Where the same number stands in full
// somewhere before, the symbol is known.
func (d *draft) checkBareNumbers(i int) {
	text := d.paras[i].Text
	if !strings.ContainsAny(text, "0123456789") {
		return
	}
	for _, m := range bareNumbers.FindAllStringSubmatchIndex(text, -1) {
		words, number := text[m[2]:m[3]], text[m[4]:m[5]]
		if !strings.Contains(words, "số") && (strings.HasPrefix(words, "Kế hoạch") || strings.HasPrefix(words, "Nghị quyết") || strings.HasPrefix(words, "Quyết định")) {
			continue // "Kế hoạch 5 năm"
		}
		suggest := ""
		for k := range d.cites {
			if c := &d.cites[k]; c.number == number && strings.HasPrefix(words, c.kind+" ") {
				suggest = c.short()
			}
		}
		f := d.add(CitationNoNumber, i, m[2], m[3], textCitationSymbol, suggest)
		if suggest != "" {
			f.Edit = d.edit(i, m[2], m[3], suggest)
			f.Severity = Hint
		}
	}
}
