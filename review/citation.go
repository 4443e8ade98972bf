package review

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"thuky/vntext"
	"thuky/workday"
)

// citation is one place where a document is named by its number.
type citation struct {
	identifier
	para     int
	start    int    // where it begins: at its type, at "số", or at the number
	end      int    // where it ends: behind date, issuer and subject
	kind     string // the type in front, as written; "" for none
	so       bool   // "số" stands before the number
	comma    int    // place of a comma before the date, or -1
	date     workday.Date
	dateSpan Span
	issuer   string
	second   string // another issuer: "của A của B"
	subject  string // trích yếu, without marks around it
	quoted   bool   // the subject stands in quotation marks
	span     Span   // of the subject
}

// docKinds are the types of documents as they stand before a number; longer ones first.
var docKinds = [][]string{
	{"thong", "tu", "lien", "tich"},
	{"van", "ban", "hop", "nhat"},
	{"ke", "hoach", "lien", "tich"},
	{"ke", "hoach", "phoi", "hop"},
	{"bo", "luat"},
	{"chi", "thi"},
	{"nghi", "quyet"},
	{"nghi", "dinh"},
	{"quyet", "dinh"},
	{"ke", "hoach"},
	{"cong", "van"},
	{"thong", "tu"},
	{"thong", "bao"},
	{"thong", "tri"},
	{"huong", "dan"},
	{"quy", "dinh"},
	{"quy", "che"},
	{"ket", "luan"},
	{"chuong", "trinh"},
	{"to", "trinh"},
	{"bao", "cao"},
	{"cong", "dien"},
	{"de", "an"},
	{"phap", "lenh"},
	{"bien", "ban"},
	{"giay", "moi"},
	{"hop", "dong"},
	{"phuong", "an"},
	{"van", "ban"},
	{"luat"},
}

// kindBefore gives the type that ends right before word i, as its first word; i for none.
func kindBefore(words []word, i int) int {
next:
	for _, kind := range docKinds {
		from := i - len(kind)
		if from < 0 {
			continue
		}
		for k, f := range kind {
			if w := words[from+k]; w.fold != f || k > 0 && w.gap != gapSpace {
				continue next
			}
		}
		return from
	}
	return i
}

// findCitations gives all citations in order. The document's own number is none.
func (d *draft) findCitations() []citation {
	var list []citation
	for i := range d.paras {
		p := &d.paras[i]
		if p.part == Head || p.part == Title || p.part == Signature || p.part == Appendix || len(p.words) < 8 && numberLine.MatchString(p.Text) {
			continue
		}
		for _, id := range findIdentifiers(p.Text) {
			list = append(list, d.citation(i, id))
		}
	}
	return list
}

// citation reads what stands around an identifier.
func (d *draft) citation(i int, id identifier) citation {
	p := &d.paras[i]
	c := citation{identifier: id, para: i, start: id.from, end: id.to, comma: -1}
	at := 0
	for at < len(p.words) && p.words[at].from < id.from {
		at++
	}
	if at > 0 && p.words[at-1].fold == "so" {
		c.so = true
		at--
		c.start = p.words[at].from
		if at > 0 && p.words[at-1].fold == "so" { // "công văn số Số: 279/…"
			at--
			c.start = p.words[at].from
		}
	}
	if from := kindBefore(p.words, at); from < at && (at == len(p.words) || p.words[at].gap == gapSpace) {
		c.start = p.words[from].from
		c.kind = p.Text[c.start:p.words[at-1].to]
	}
	c.readDate(p.Text)
	c.readIssuer(p.Text)
	c.readSubject(p.Text)
	return c
}

var citedDate = regexp.MustCompile(`^(\s?,)?\s*\(?(?:(?:ký\s+)?ngày\s*)?(\d{1,2})(?:\s*tháng\s*|\s?[/.-]\s?)(\d{1,2})(?:\s*,?\s*năm\s*|\s?[/.-]\s?)((?:19|20)\d\d)\)?`)

func (c *citation) readDate(text string) {
	m := citedDate.FindStringSubmatchIndex(text[c.end:])
	if m == nil {
		return
	}
	number := func(k int) int {
		n, _ := strconv.Atoi(text[c.end+m[k] : c.end+m[k+1]])
		return n
	}
	if m[2] >= 0 {
		c.comma = c.end + m[3] - 1
	}
	date, err := workday.NewDate(number(8), time.Month(number(6)), number(4))
	if err != nil {
		date = workday.Date{Year: number(8), Month: time.Month(number(6)), Day: number(4)}
	}
	from := c.end + m[4]
	if k := strings.Index(text[c.end:from], "ngày"); k >= 0 {
		from = c.end + k
	}
	c.date, c.dateSpan = date, Span{from, c.end + m[1]}
	c.end += m[1]
}

// subjectWords begin the subject of a document behind its issuer.
var subjectWords = regexp.MustCompile(`^\s*,?\s*(?:(về việc|về|v/v:?|V/v:?|ban hành|quy định|hướng dẫn|phê duyệt|sửa đổi|triển khai|tổ chức)\s|[“"«])`)

var issuerEnd = regexp.MustCompile(`[;.:()“”"«,]|\s(?:về|v/v|V/v|ban hành|quy định|hướng dẫn|phê duyệt|sửa đổi|triển khai|thực hiện|tổ chức|đến|cho|và (?i:kế hoạch|chỉ thị|quyết định|nghị quyết|công văn|nghị định|thông tư|các)|của|nhằm|để|năm|là|đã|có|theo|từ)\s|$`)

func (c *citation) readIssuer(text string) {
	rest := text[c.end:]
	of := strings.TrimLeft(rest, ", ")
	if !strings.HasPrefix(of, "của ") {
		return
	}
	from := c.end + len(rest) - len(of) + len("của ")
	to := from + issuerEnd.FindStringIndex(text[from:])[0]
	c.issuer = strings.TrimSpace(text[from:to])
	if !startsUpper(c.issuer) { // "của nhà trường", "của ngành"
		if !ownIssuer.MatchString(c.issuer) {
			c.issuer = ""
			return
		}
	}
	c.end = to
	if strings.HasPrefix(text[to:], " của ") && startsUpper(text[to+len(" của "):]) {
		from := to + len(" của ")
		end := from + issuerEnd.FindStringIndex(text[from:])[0]
		c.second = strings.TrimSpace(text[from:end])
		c.end = end
	}
}

var ownIssuer = regexp.MustCompile(`^(?:nhà trường|trường|chi bộ|đơn vị|liên|huyện|tỉnh|xã|phường)`)

// subjectEnd is where a subject without marks around it may end.
var subjectEnd = regexp.MustCompile(`;|\.(?:\s|$|/)|,?\s?\.\.\.|…|\s(?:đến toàn thể|tới toàn thể|và (?i:kế hoạch|chỉ thị|quyết định|nghị quyết|công văn|nghị định|thông tư)\s)|,\s(?:trường|Trường|nhà trường|đơn vị)\s|\)|:\s|$`)

func (c *citation) readSubject(text string) {
	m := subjectWords.FindStringSubmatchIndex(text[c.end:])
	if m == nil {
		return
	}
	from := c.end + m[1]
	if m[2] >= 0 {
		if word := text[c.end+m[2] : c.end+m[3]]; !strings.HasPrefix(strings.ToLower(word), "v") { // the verb is part of it
			from = c.end + m[2]
		}
	} else {
		from-- // the mark was taken along
		for from > 0 && text[from]&0xc0 == 0x80 {
			from--
		}
	}
	for _, marks := range [][2]string{{"“", "”"}, {`"`, `"`}, {"«", "»"}} {
		if rest, ok := strings.CutPrefix(text[from:], marks[0]); ok {
			if n := strings.Index(rest, marks[1]); n > 0 {
				c.quoted = true
				c.span = Span{from + len(marks[0]), from + len(marks[0]) + n}
				c.subject = rest[:n]
				c.end = c.span.End + len(marks[1])
				return
			}
			from += len(marks[0])
		}
	}
	to := from + subjectEnd.FindStringIndex(text[from:])[0]
	c.span = Span{from, to}
	c.subject = strings.TrimSpace(text[from:to])
	c.end = to
}

// short gives the citation as it stands from the second time on.
func (c *citation) short() string {
	if c.kind == "" {
		return "số " + c.value
	}
	return strings.TrimSpace(strings.TrimSuffix(c.kind, "số")) + " số " + c.value
}

// full tells whether date and issuer are given.
func (c *citation) full() bool { return !c.date.IsZero() && c.issuer != "" }

// foldKind gives the type without marks.
func (c *citation) foldKind() string {
	return strings.TrimSuffix(vntext.Fold(c.kind), " so")
}

// sameDocument groups the citations by the document that they name, in the order in
// which the documents first appear. Numbers begin anew every year: the same one under a
// date of another year, with another subject, is another document.
func (d *draft) sameDocument() [][]*citation {
	at := make(map[string][]int)
	var groups [][]*citation
next:
	for i := range d.cites {
		c := &d.cites[i]
		for _, g := range at[c.key] {
			if d.mayBe(groups[g][0], c) {
				groups[g] = append(groups[g], c)
				continue next
			}
		}
		at[c.key] = append(at[c.key], len(groups))
		groups = append(groups, []*citation{c})
	}
	return groups
}

// mayBe tells whether two citations with one key may name one document.
func (d *draft) mayBe(a, b *citation) bool {
	if a.date.IsZero() || b.date.IsZero() || a.date.Year == b.date.Year || a.subject == "" || b.subject == "" {
		return true
	}
	c := diff(d.words.words(a.subject), d.words.words(b.subject))
	return c.same() || c.cut()
}
