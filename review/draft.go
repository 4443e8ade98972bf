package review

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"thuky/report"
	"thuky/workday"
)

// draft is a text under review: what the checks share.
type draft struct {
	in    Input
	paras []para
	words *speller

	date   workday.Date // of the document, zero where it is not given
	asOf   workday.Date // the day by which it is judged, zero for none
	period period       // that is reported on
	cites  []citation
	found  []Finding

	firstCite []int // of every paragraph: its first citation, or the next one behind it
}

// para is a paragraph under review.
type para struct {
	*Paragraph
	part    Part
	index   numbering // its own number
	level   int       // of a heading: 1 for sections, 2 and more below; 0 for no heading
	section int       // place of the section heading above it or of itself; -1 for none
	under   int       // place of the nearest heading above it or of itself; -1 for none
	words   []word
	own     []word // without those of citations; see own
}

// divide finds the parts and headings of a text.
func divide(in Input) *draft {
	d := &draft{in: in, words: newSpeller()}
	size := 0
	for i := range in.Text.Paragraphs {
		p := &in.Text.Paragraphs[i]
		if size += len(p.Text); size > maxText {
			break
		}
		d.paras = append(d.paras, para{Paragraph: p, part: p.Part, section: -1, under: -1, words: d.words.words(p.Text)})
	}
	d.findParts()
	d.findHeadings()
	return d
}

// newDraft looks a text over.
func newDraft(in Input) *draft {
	d := divide(in)
	d.findDates()
	d.cites = d.findCitations()
	d.firstCite = make([]int, len(d.paras))
	for i, k := 0, 0; i < len(d.paras); i++ {
		for k < len(d.cites) && d.cites[k].para < i {
			k++
		}
		d.firstCite[i] = k
	}
	return d
}

// maxText is how much of a text is looked at, in bytes.
const maxText = 1 << 20

// kinds of documents, as they stand in capitals over the subject.
var kindTitles = map[string]bool{
	"bao cao": true, "ke hoach": true, "to trinh": true, "thong bao": true, "quyet dinh": true, "nghi quyet": true, "bien ban": true,
	"chuong trinh": true, "de an": true, "quy che": true, "huong dan": true, "phuong an": true, "bao cao tom tat": true, "bao cao nhanh": true, "bao cao tong ket": true, "bao cao so ket": true,
}

// headLines is how far the head of a document reaches, in paragraphs.
const headLines = 25

// findParts tells head, title, text, recipients and signature apart, as far as the source
// has not.
func (d *draft) findParts() {
	title := -1
	for i := range d.paras[:min(len(d.paras), headLines)] {
		p := &d.paras[i]
		if p.part == Title || p.part == "" && kindTitles[foldedWords(p.words)] && isUpper(p.Text) {
			title = i
			break
		}
	}
	body := title + 1
	if title >= 0 {
		for i := range title {
			d.paras[i].take(Head)
		}
		d.paras[title].take(Title)
		for body < len(d.paras) && d.paras[body].subjectLine() && body <= title+4 {
			d.paras[body].take(Subject)
			body++
		}
	} else {
		for body < min(len(d.paras), headLines) && d.paras[body].headLine() {
			d.paras[body].take(Head)
			body++
		}
	}
	last := d.takeAppendix(body)
	end := last
	for i := last - 1; i >= body; i-- {
		p := &d.paras[i]
		if p.part != "" && p.part != Recipients && p.part != Signature || last-i > 200 {
			break
		}
		if strings.HasPrefix(foldedWords(p.words), "noi nhan") || last-i <= 40 && p.signatureLine() {
			end = i
		}
	}
	listing := false
	for i := body; i < last; i++ {
		p := &d.paras[i]
		if i < end {
			if strings.HasPrefix(p.Text, "Kính gửi") {
				p.take(Addressees)
			}
			p.take(bodyPart(p.Text))
			continue
		}
		switch {
		case strings.HasPrefix(foldedWords(p.words), "noi nhan"):
			listing = true
			p.take(Recipients)
		case listing && strings.IndexAny(p.Text, "-–+") == 0:
			p.take(Recipients)
		default: // behind it a long list may go on
			p.take(Signature)
		}
	}
}

// appendixHeading is the first line of an appendix (Nghị định 30/2020, Phụ lục I).
var appendixHeading = regexp.MustCompile(`^phu luc(?: (?:so )?(?:[ivx]{1,5}|\d{1,2}))?$`)

// takeAppendix finds what stands behind the signature, and gives where that begins.
func (d *draft) takeAppendix(body int) (last int) {
	last = len(d.paras)
	signed := false
	for i := body; i < last; i++ {
		f := foldedWords(d.paras[i].words)
		signed = signed || strings.HasPrefix(f, "noi nhan")
		if signed && appendixHeading.MatchString(f) {
			last = i
		}
	}
	for i := last; i < len(d.paras); i++ {
		d.paras[i].take(Appendix)
	}
	return last
}

// take gives the paragraph a part, if it has none yet.
func (p *para) take(part Part) {
	if p.part == "" {
		p.part = part
	}
}

// text tells whether the paragraph is part of what the report says.
func (p *para) text() bool {
	return p.part == Body || p.part == Item || p.part == Heading || p.part == Table
}

func bodyPart(text string) Part {
	if dashed.MatchString(text) {
		return Item
	}
	return Body
}

var dashed = regexp.MustCompile(`^[-–—+•*▪●]\s*\S`)

func foldedWords(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.fold)
		if i == 8 {
			break
		}
	}
	return b.String()
}

func isUpper(s string) bool {
	letters := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		letters = letters || unicode.IsUpper(r)
	}
	return letters
}

// subjectLine tells whether the paragraph under the title may be part of the subject.
func (p *para) subjectLine() bool {
	if p.part != "" {
		return p.part == Subject
	}
	first := foldedWords(p.words)
	for _, begin := range []string{"thuc hien", "can cu", "kinh gui", "theo", "truong"} {
		if strings.HasPrefix(first, begin+" ") && !isUpper(p.Text) {
			return false
		}
	}
	return len(p.words) < 60 && numberAt(p.Text).style == noNumber && strings.TrimRight(p.Text, ".:;,") == p.Text
}

// headLine tells whether a paragraph looks like one of the head of a document without a title.
func (p *para) headLine() bool {
	f := foldedWords(p.words)
	return isUpper(p.Text) && numberAt(p.Text).style == noNumber || strings.HasPrefix(f, "so ") && strings.Contains(p.Text, "/") && len(p.words) < 15 ||
		strings.HasPrefix(f, "doc lap tu do") || dateLine.MatchString(p.Text)
}

var signTitles = []string{"hieu truong", "pho hieu truong", "chu tich", "pho chu tich", "bi thu", "giam doc", "truong phong", "truong ban", "to truong", "nguoi lap", "nguoi viet", "thu truong"}

// signedFor begins the post of who signs for another, or for a body.
var signedFor = regexp.MustCompile(`^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\.?\s`)

// signatureLine tells whether a paragraph is the post of who signs.
func (p *para) signatureLine() bool {
	if len(p.words) == 0 || len(p.words) > 8 || !isUpper(p.Text) || numberAt(p.Text).style != noNumber && !strings.Contains(p.Text, "T.") {
		return false
	}
	f := foldedWords(p.words)
	if signedFor.MatchString(p.Text) {
		return true
	}
	for _, t := range signTitles {
		if strings.Contains(f, t) {
			return true
		}
	}
	return false
}

// heading gives the words of the heading above a paragraph, with the number of its section.
func (d *draft) heading(i int) string {
	if i < 0 || i >= len(d.paras) || d.paras[i].under < 0 {
		return ""
	}
	h := &d.paras[d.paras[i].under]
	text := clip(h.Text, maxHeading)
	if s := h.section; s >= 0 && h.level > 1 && d.paras[s].index.style == roman {
		text = strings.TrimRight(d.paras[s].index.text, ".") + "." + text
	}
	return text
}

// maxHeading is how many characters of a heading are told.
const maxHeading = 100

// clip shortens a text at a word.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;.:") + "…"
}

// add reports a finding about bytes from start to end of paragraph i. The quote is the
// words there, with those around them where they alone say little.
func (d *draft) add(code Code, i, start, end int, message, suggest string) *Finding {
	p := &d.paras[i]
	f := Finding{
		Code: code, Severity: severityOf(code), Message: message, Suggest: suggest, Quote: clip(p.Text[start:end], maxQuote),
		Place: Place{Paragraph: i + 1, Heading: d.heading(i), Start: start, End: end, Source: p.source(start, end)},
	}
	d.found = append(d.found, f)
	return &d.found[len(d.found)-1]
}

// maxQuote is how many characters of a place are quoted.
const maxQuote = 200

// replace reports a finding whose suggestion can take the place of the words.
func (d *draft) replace(code Code, i, start, end int, message, suggest string) *Finding {
	f := d.add(code, i, start, end, message, suggest)
	f.Edit = d.edit(i, start, end, suggest)
	return f
}

// edit makes the replacement of a part of a paragraph: of the answer within it, where the
// part is of one.
func (d *draft) edit(i, start, end int, with string) *Edit {
	p := &d.paras[i]
	for _, piece := range p.Pieces {
		if piece.Start <= start && end <= piece.End {
			return &Edit{p.Text[piece.Start:piece.End], start - piece.Start, end - piece.Start, with}
		}
	}
	return &Edit{p.Text, start, end, with}
}

// addWhole reports a finding about the whole document.
func (d *draft) addWhole(code Code, message, suggest string) {
	d.found = append(d.found, Finding{Code: code, Severity: severityOf(code), Place: Place{Paragraph: 1, Whole: true}, Message: message, Suggest: suggest})
}

var dateLine = regexp.MustCompile(`(?i)^[\p{L} .\-']{2,40},\s*ngày\s*(\d{0,2})[\s.…]*tháng\s*(\d{0,2})[\s.…]*năm\s*(\d{4})?`)

// findDates reads the document's own date and the period it reports on.
func (d *draft) findDates() {
	subject := ""
	for i := range d.paras {
		p := &d.paras[i]
		if p.part == Head && d.date.IsZero() {
			for _, line := range sides(p.Text) {
				if m := dateLine.FindStringSubmatch(line); m != nil {
					day, _ := strconv.Atoi(m[1])
					month, _ := strconv.Atoi(m[2])
					year, _ := strconv.Atoi(m[3])
					if date, err := workday.NewDate(year, time.Month(month), day); err == nil {
						d.date = date
					}
				}
			}
		}
		if p.part == Subject || p.part == Title {
			subject += " " + p.Text
		}
	}
	d.asOf = d.in.Date
	if d.asOf.IsZero() {
		d.asOf = d.date
	}
	c := d.in.Campaign
	if c.Period == "" {
		c.Period = subject
	}
	if c.Deadline.IsZero() {
		c.Deadline = d.asOf
	}
	d.period = periodOf(report.Campaign{Period: c.Period, Deadline: c.Deadline})
}
