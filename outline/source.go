package outline

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"thuky/notice"
	"thuky/review"
	"thuky/vntext"
)

// source is a text taken apart.
type source struct {
	paragraphs []review.Paragraph
	passages   []review.Passage
	root       *node
	title      string   // the subject, as written
	before     []string // paragraphs before the first heading
	recipients []string
	closing    []string
}

// Text makes a template of the text of an outline, of a notice that carries one, or of
// a finished report.
func Text(words string, o Options) (*Result, error) {
	d := newDraft(o, o.As)
	words = vntext.Clean(words)
	switch {
	case len(words) > MaxText:
		return nil, d.fail(0, textTooLong(MaxText))
	case strings.TrimSpace(words) == "":
		return nil, d.fail(0, textEmpty)
	}
	if o.As != KindReport {
		if r := notice.Read(words, notice.Options{}); carriesOutline(r) {
			return Headings(r.Subject, r.Outline, o)
		}
	}
	t := d.paragraphs(words)
	if len(t.Paragraphs) > maxLines {
		return nil, d.fail(t.Paragraphs[maxLines].Line, textTooManyLines(maxLines))
	}
	s := &source{paragraphs: t.Paragraphs, passages: review.Passages(t)}
	if d.kind == "" {
		d.kind = s.kind()
	}
	s.frame()
	if d.kind == KindReport {
		s.report()
	} else {
		s.outline()
	}
	d.head(s.title, s.before)
	d.frame(s)
	if err := d.compose(s.root); err != nil {
		return nil, err
	}
	return d.settle()
}

// paragraphs cuts a text into paragraphs. Those of a Word file are what its lines are; in
// other texts a line may go on in the next one.
func (d *draft) paragraphs(words string) review.Text {
	switch {
	case d.opts.Markdown:
		return review.FromMarkdown(words)
	case !d.opts.Word:
		return review.FromPlain(words)
	}
	t := review.FromPlain(strings.ReplaceAll(words, "\n", "\n\n"))
	for i := range t.Paragraphs {
		t.Paragraphs[i].Line = (t.Paragraphs[i].Line + 1) / 2
	}
	return t
}

// carriesOutline tells whether a text is a notice that says what to report on.
func carriesOutline(r notice.Reading) bool {
	return r.Number != "" && r.Kind != "" && r.Kind != kindOfReport && Enough(r.Outline)
}

// Enough tells whether the outline of a notice is worth a template.
func Enough(all []notice.Heading) bool { return len(all) > 1 }

// Headings makes a template of the outline of a notice. subject is that of the notice.
func Headings(subject string, all []notice.Heading, o Options) (*Result, error) {
	d := newDraft(o, KindNotice)
	root := &node{}
	open := stack{root}
	for _, h := range all {
		n := &node{mark: h.Number, rank: float64(max(h.Level, 1)), text: h.Heading}
		if h.Number != "" && letterLast(h.Number) {
			n.mark += "."
			if len([]rune(h.Number)) == 1 && h.Number >= "a" {
				n.mark = h.Number + ")"
			}
		}
		open.add(n)
		if h.Number != "" {
			n.at = textHeading(h.Number)
			if above := open[len(open)-2].at; above != "" {
				n.at = above + "." + h.Number
			}
		}
	}
	d.head(subject, nil)
	d.recipients = []string{lastRecipient}
	d.opening = []string{openingNotice, openingSchool}
	d.note(0, textOpeningMade)
	if err := d.compose(root); err != nil {
		return nil, err
	}
	return d.settle()
}

// A finished report has at least minReport words under its headings.
const (
	minReport    = 120
	minParagraph = 18 // words of a paragraph that says something
)

// kind tells a finished report from an outline: most of its headings have texts under
// them, and few lines wait to be filled.
func (s *source) kind() Kind {
	headings, filled, said, blanks := 0, 0, 0, 0
	open := false
	for i, p := range s.passages {
		text := s.paragraphs[i].Text
		if hasBlank(text) {
			blanks++
		}
		switch {
		case p.Level > 0:
			headings++
			open = true
		case headings > 0 && p.Number.Rank == 0 && (p.Part == review.Body || p.Part == review.Item) && words(text) >= minParagraph:
			said += words(text)
			if open {
				filled++
			}
			open = false
		}
	}
	if said >= minReport && filled*3 >= headings && blanks*3 <= headings {
		return KindReport
	}
	return KindOutline
}

// frame finds what stands around the text: subject, recipients, the last sentence.
func (s *source) frame() {
	for i, p := range s.passages {
		text := s.paragraphs[i].Text
		switch p.Part {
		case review.Title:
			s.subjectUnder(i)
		case review.Subject:
			s.title = strings.TrimSpace(s.title + " " + text)
		case review.Recipients:
			if r := recipient(text); r != "" {
				s.recipients = append(s.recipients, r)
			}
		}
	}
}

// subjectUnder takes the lines under the title for the subject, where the checks do not:
// an outline may be about carrying something out ("Thực hiện quy chế dân chủ").
func (s *source) subjectUnder(title int) {
	for i := title + 1; i < len(s.passages) && i <= title+3; i++ {
		p, text := &s.passages[i], s.paragraphs[i].Text
		if p.Part != review.Body || p.Number.Rank > 0 || words(text) > maxTitleWords || strings.ContainsAny(text, ":;") ||
			hasBlank(blankPeriods.ReplaceAllString(text, "")) || numberedPaper.MatchString(text) {
			return
		}
		p.Part = review.Subject
	}
}

// numberedPaper is the number of another document.
var numberedPaper = regexp.MustCompile(`(?i)số:? ?\d`)

// recipient reads a line of Nơi nhận.
func recipient(line string) string {
	d := dashes.FindStringSubmatchIndex(line)
	if d == nil {
		return ""
	}
	text := strings.TrimRight(oneLine(line[d[4]:]), " ;.,")
	if folded := vntext.Fold(text); folded == "nhu tren" || strings.HasPrefix(folded, "luu") {
		return ""
	}
	return text
}

// within tells whether a passage belongs to the text of the report.
func within(p review.Passage) bool {
	switch p.Part {
	case review.Head, review.Title, review.Subject, review.Addressees, review.Recipients, review.Signature:
		return false
	}
	return true
}

// outline builds the tree of an outline: whatever has a number or a dash is a heading.
func (s *source) outline() {
	s.root = &node{}
	open := stack{s.root}
	started := false
	for i := range s.paragraphs {
		p, at := &s.paragraphs[i], s.passages[i]
		if !within(at) {
			continue
		}
		if n := open.marked(p, at.Number); n != nil {
			started = true
			open.add(n)
			continue
		}
		switch top := open.top(); {
		case strings.Contains(p.Text, "\t") || p.Part == review.Table:
			top.table = append(top.table, p.Text)
		case len(top.body) == 0 && len(top.table) == 0 && started && goesOn(top.text, p.Text):
			top.text += " " + p.Text
		case started:
			top.body = append(top.body, p.Text)
		default:
			s.before = append(s.before, p.Text)
		}
	}
	if !started {
		s.unnumbered()
	}
}

// unnumbered builds the tree of an outline without any numbers: lines in capitals are
// sections, all others questions.
func (s *source) unnumbered() {
	s.before = nil
	var under *node
	for i := range s.paragraphs {
		p := &s.paragraphs[i]
		caps := review.Upper(p.Text)
		switch {
		case address(p.Text), s.passages[i].Part == review.Signature, s.passages[i].Part == review.Recipients, !strings.ContainsFunc(p.Text, unicode.IsLetter), agencies.MatchString(p.Text), !within(s.passages[i]) && !caps:
			continue
		case caps && reportWords.MatchString(p.Text):
			s.title = p.Text
			continue
		}
		n := &node{line: p.Line, text: p.Text}
		if caps {
			n.rank = float64(review.RankRoman)
			s.root.kids = append(s.root.kids, n)
			under = n
			continue
		}
		n.rank = rankDash
		if under == nil {
			s.root.kids = append(s.root.kids, n)
			continue
		}
		under.kids = append(under.kids, n)
	}
}

// agencies are lines of the head of a document.
var agencies = regexp.MustCompile(`^(?:ỦY BAN|UỶ BAN|UBND|PHÒNG|SỞ|BỘ|TRƯỜNG|CỘNG H|ĐỘC LẬP|ĐẢNG|SỐ\s*:|ĐỀ CƯƠNG$|HIỆU TRƯỞNG)`)

// address tells whether a line only says where a text was taken from.
func address(line string) bool {
	return strings.Contains(line, "http://") || strings.Contains(line, "https://")
}

// report builds the tree of a finished report: headings, and the texts under them.
func (s *source) report() {
	s.root = &node{}
	open := stack{s.root}
	started := false
	for i := range s.paragraphs {
		p, at := &s.paragraphs[i], s.passages[i]
		if !within(at) {
			continue
		}
		if at.Level > 0 {
			if n := open.marked(p, at.Number); n != nil {
				started = true
				open.add(n)
				continue
			}
		}
		switch line := withoutEnd(starred(p)); {
		case !started:
			s.before = append(s.before, line)
		case begins(strings.ToLower(p.Text), closings):
			s.closing = append(s.closing, line)
		default:
			top := open.top()
			top.body = append(top.body, line)
			if strings.Contains(p.Text, "\t") || p.Part == review.Table {
				top.table = append(top.table, line)
			}
		}
	}
	s.root.partTables()
}

// partTables takes the rows of tables out of the texts of a report, where they are tables.
func (n *node) partTables() {
	if len(n.table) < 2 || tableOf(n.table) == nil {
		n.table = nil
	}
	n.body = slices.DeleteFunc(n.body, func(line string) bool { return slices.Contains(n.table, line) })
	for _, kid := range n.kids {
		kid.partTables()
	}
}

// withoutEnd takes off the sign that ends a document; the writer sets it anew.
func withoutEnd(line string) string {
	if rest, ok := strings.CutSuffix(line, "./."); ok {
		if words(rest) < 3 { // "Không./."
			return strings.TrimSpace(rest)
		}
		return rest + "."
	}
	return line
}

// starred gives a paragraph with stars around its italics again.
func starred(p *review.Paragraph) string {
	if len(p.Italic) == 0 {
		return p.Text
	}
	var b strings.Builder
	last := 0
	for _, span := range p.Italic {
		b.WriteString(p.Text[last:span.Start] + "*" + p.Text[span.Start:span.End] + "*")
		last = span.End
	}
	b.WriteString(p.Text[last:])
	return b.String()
}
