package outline

import (
	"strings"

	"thuky/report"
	"thuky/review"
	"thuky/vntext"
)

// Limits of one line of an outline.
const (
	maxLine   = 3000 // characters
	maxBlanks = 12   // beyond them the line is no sentence but a drawing
)

// pending is what waits for the first question under a heading that asks nothing itself.
type pending struct {
	heading string
	lines   []string // headings of lower levels, printed as they were written
	help    []string
}

// compose makes sections and questions of the tree of a source.
func (d *draft) compose(root *node) error {
	d.gather(root)
	if len(root.kids) == 0 {
		return d.fail(0, textNoHeadings)
	}
	for _, n := range root.kids {
		d.composeSection(n)
		if d.asked > maxQuestions {
			return d.fail(n.line, textTooManyQuestions(maxQuestions))
		}
	}
	d.gaps(root.kids)
	return nil
}

// gather puts items that stand under no heading into a section of their own.
func (d *draft) gather(root *node) {
	var kids []*node
	var loose *node
	for _, n := range root.kids {
		if !n.item() || n.mark == "" && n.rank < rankDash {
			kids, loose = append(kids, n), nil
			continue
		}
		if loose == nil {
			loose = &node{line: n.line, rank: float64(review.RankRoman), text: sectionContents}
			kids = append(kids, loose)
			d.note(n.line, textMadeSection(sectionContents))
		}
		loose.kids = append(loose.kids, n)
	}
	root.kids = kids
}

// gaps tells of numbers that the outline leaves out: sections are numbered anew.
func (d *draft) gaps(kids []*node) {
	for i, n := range kids {
		want := vntext.Roman(i + 1)
		if n.mark == "" || strings.TrimRight(n.mark, "./) -–") == want {
			continue
		}
		d.note(n.line, textRenumbered(n.mark, want+"."))
		if n.rank != float64(review.RankRoman) {
			return // all of them are
		}
	}
}

// composeSection makes a section of a heading of the first level.
func (d *draft) composeSection(n *node) {
	words, rest := n.text, ""
	if i := strings.IndexByte(words, ':'); i > 0 && review.Upper(words[:i]) && !hasBlank(words) {
		words, rest = words[:i], withoutEnd(strings.TrimSpace(words[i+1:]))
	}
	s := d.section(strings.TrimRight(d.printed(withoutBlanks(words)), "."))
	if s.heading == "" {
		s.heading = sectionContents
	}
	if rest != "" {
		n.body = append([]string{rest}, n.body...)
	}
	wait := &pending{}
	if len(n.kids) == 0 || d.kind == KindReport && len(n.body) > 0 {
		leaf := *n
		leaf.text, leaf.kids = words, nil
		d.emit(s, &leaf, leafOf{bare: true}, wait)
	} else {
		d.hints(s, n, wait)
	}
	for _, kid := range n.kids {
		d.under(s, kid, 2, leafOf{above: ""}, wait)
	}
	if len(s.questions) == 0 { // it holds headings that ask nothing
		leaf := *n
		leaf.text, leaf.kids = words, nil
		d.emit(s, &leaf, leafOf{bare: true}, wait)
	}
}

// hints keeps the texts of an outline that stand under a heading of other headings.
func (d *draft) hints(s *section, n *node, wait *pending) {
	wait.help = append(wait.help, n.body...)
	if t := tableOf(n.table); t != nil {
		d.askTable(s, withoutBlanks(n.text), t, d.where(n))
	} else if len(n.table) > 0 {
		s.note(d.where(n), textTable(n.table))
	}
}

// leafOf is how a heading becomes a question.
type leafOf struct {
	bare    bool // it is the section itself: no heading, no number
	heading bool // it prints as "1. …"
	above   string
	counted bool // what stands above is counted
}

// under makes questions of a heading below a section, and of those below it.
func (d *draft) under(s *section, n *node, depth int, how leafOf, wait *pending) {
	how.heading = depth == 2 && !n.item()
	own := d.measured(n, how)
	var hints []string
	kids := n.kids
	if d.kind != KindReport && !n.item() && !own {
		hints, kids = d.instructions(n)
	}
	asks := len(n.kids) == 0 || own || len(hints) > 0 || d.kind == KindReport && len(n.body) > 0
	if asks {
		leaf := *n
		leaf.body = append(append([]string{}, n.body...), hints...)
		d.emit(s, &leaf, how, wait)
	} else {
		d.hints(s, n, wait)
		if words := d.printed(withoutBlanks(n.text)); how.heading {
			wait.heading = words
		} else {
			wait.lines = append(wait.lines, numbered(n, words))
		}
	}
	label := withoutBlanks(n.text)
	for _, kid := range kids {
		d.under(s, kid, depth+1, leafOf{above: label, counted: own && guessOf(label, field{}, true, how.counted).kind == integer}, wait)
	}
}

// instructions sorts the items under a heading: those that only say what to write are
// help for its own question.
func (d *draft) instructions(n *node) (hints []string, rest []*node) {
	for _, kid := range n.kids {
		if kid.item() && len(kid.kids) == 0 && !d.measured(kid, leafOf{}) {
			hints = append(hints, kid.mark+" "+kid.text)
			hints = append(hints, kid.body...)
			continue
		}
		rest = append(rest, kid)
	}
	return hints, rest
}

// measured tells whether the words of a heading themselves ask for something special.
func (d *draft) measured(n *node, how leafOf) bool {
	if d.kind == KindReport {
		return false
	}
	if hasBlank(n.text) {
		return true
	}
	g := guessOf(n.text, field{}, false, how.counted)
	return g.typed() || counted(n.text) != nil
}

// numbered gives a heading with its number as it was written.
func numbered(n *node, words string) string {
	mark := n.mark
	if n.lead != "" {
		mark = n.lead + " " + mark
	}
	if mark == "" {
		return words
	}
	return mark + " " + words
}

// printed makes a text of the source one of the template: its time becomes {{period}}.
func (d *draft) printed(words string) string { return d.withPeriod(oneLine(words)) }

// emit makes a question of a heading, or one of each of its blanks.
func (d *draft) emit(s *section, n *node, how leafOf, wait *pending) {
	line := clip(oneLine(n.text), maxLine)
	line, hint := withoutHint(line)
	all, pieces := fields(line)
	if len(all) > maxBlanks || d.kind == KindReport {
		all, pieces = nil, nil
	}
	if all == nil && d.kind != KindReport {
		if list := counted(line); list != nil {
			for _, label := range list {
				all = append(all, field{label: label})
			}
			pieces = nil
		}
	}
	if len(all) == 0 {
		all = []field{{label: line}}
		pieces = nil
	}
	made := make([]*question, len(all))
	first := guess{}
	for i, f := range all {
		made[i] = d.question(n, f, how, i > 0 && first.kind == integer, len(pieces) > 0)
		if i == 0 {
			first = guess{kind: made[i].Type}
		}
	}
	last := made[len(made)-1]
	for _, q := range made[:len(made)-1] {
		none := ""
		q.Print = &none
	}
	d.layOut(n, line, how, made, pieces, wait)
	t := tableOf(n.table)
	if t != nil && len(made) == 1 && last.Type == longtext && (d.kind != KindReport || len(n.body) == 0) {
		d.asTable(last, withoutBlanks(n.text), t, d.where(n))
		t = nil
	}
	switch {
	case d.kind == KindReport && last.Type == table:
	case d.kind == KindReport:
		d.former(n, last)
	default:
		help := append(append([]string{}, wait.help...), hint)
		help = append(help, n.body...)
		if len(n.table) > 0 && t == nil && last.Type != table {
			last.note(d.where(n), textTable(n.table))
		}
		made[0].Help = helpOf(made[0].Help, help)
	}
	*wait = pending{}
	for _, q := range made {
		d.ask(s, q)
	}
	if t != nil {
		d.askTable(s, withoutBlanks(n.text), t, d.where(n))
	}
}

// question makes one question.
func (d *draft) question(n *node, f field, how leafOf, number, blank bool) *question {
	place := d.where(n)
	g := guess{kind: longtext}
	if d.kind != KindReport {
		g = guessOf(f.label, f, blank, number || how.counted)
	}
	q := &question{at: place, Question: report.Question{Type: g.kind, Unit: clip(g.unit, maxUnit), Choices: g.choices}}
	label := withoutOptions(f.label)
	q.ID = d.newID(label, "cau")
	q.Prompt = prompt(label, g.kind, g.unit, how.above)
	if g.why != "" {
		q.note(place, textGuessed(g.kind, g.why))
	}
	if g.kind == integer || g.kind == decimal {
		q.Min = int64(0)
	}
	if g.kind == percent {
		q.Min, q.Max = int64(0), int64(100)
	}
	for _, words := range []string{f.label, n.text, how.above} {
		if role, why := roleOf(words); role != "" {
			q.Role = role
			q.note(place, textGuessedRole(role, why))
			break
		}
	}
	if isWish(q.Prompt) {
		q.Help = helpWishes
	}
	return q
}

// layOut says how the questions of a heading print: all of its blanks in one sentence.
func (d *draft) layOut(n *node, line string, how leafOf, made []*question, pieces []string, wait *pending) {
	last := made[len(made)-1]
	sentence := ""
	switch {
	case len(made) > 1 && pieces != nil:
		for i, q := range made {
			if i > 0 && letterFirst(pieces[i]) {
				sentence += " "
			}
			sentence += d.piece(pieces[i]) + "{{" + q.ID + "}}"
		}
		sentence += behind(d.piece(pieces[len(pieces)-1]))
		if how.heading {
			if i := strings.IndexByte(sentence, ':'); i > 0 && !strings.Contains(sentence[:i], "{{") {
				last.Heading, sentence = sentence[:i], upperFirst(strings.TrimSpace(sentence[i+1:]))
			}
		}
	case len(made) > 1:
		for i, label := range counted(line) {
			if i > 0 {
				sentence += "; "
			}
			sentence += label + ": {{" + made[i].ID + "}}"
		}
		sentence += "."
	case how.heading || how.bare:
		last.Heading = d.printed(withoutOptions(withoutBlanks(line)))
		if len(pieces) > 0 {
			last.Heading, sentence = d.headed(line, pieces, last)
		}
		if how.bare {
			last.Heading = ""
		}
	case len(pieces) > 0:
		sentence = numbered(n, d.piece(pieces[0])+"{{"+last.ID+"}}"+behind(d.piece(pieces[1])))
	case last.Type == longtext:
		sentence = numbered(n, strings.TrimRight(d.printed(line), ":. ")) + ":\n{{" + last.ID + "}}"
	default:
		sentence = numbered(n, strings.TrimRight(d.printed(withoutOptions(line)), "?:. ")) + ": {{" + last.ID + "}}"
		if last.Unit != "" && !strings.Contains(line, "("+last.Unit+")") {
			sentence += " " + last.Unit
		}
	}
	if len(made) > 1 && !how.heading && !how.bare {
		sentence = numbered(n, sentence)
	}
	if how.heading && last.Heading == "" && len(made) > 1 {
		last.Heading = clip(d.printed(withoutBlanks(line)), maxHeading)
	}
	if wait.heading != "" && last.Heading == "" {
		last.Heading = wait.heading
	}
	if above := strings.Join(wait.lines, "\n"); above != "" {
		if sentence == "" {
			sentence = "{{" + last.ID + "}}"
		}
		if len(above)+len(sentence) > maxPrint {
			last.note(d.where(n), textLeftHeadings)
		} else {
			sentence = above + "\n" + sentence
		}
	}
	if last.Heading = clip(last.Heading, maxHeading); sentence != "" {
		sentence = strings.TrimSpace(sentence)
		last.Print = &sentence
	}
}

// headed lays out a heading with one blank: what stands behind the blank, beyond a unit,
// is kept in a sentence.
func (d *draft) headed(line string, pieces []string, q *question) (heading, sentence string) {
	heading = strings.TrimRight(d.printed(pieces[0]), " :;,.(")
	if heading == "" {
		heading = d.printed(withoutBlanks(line))
	}
	tail := strings.TrimSpace(pieces[1])
	if strings.Trim(strings.TrimPrefix(tail, q.Unit), " .;,%)") != "" {
		sentence = "{{" + q.ID + "}} " + d.printed(tail)
	}
	return heading, sentence
}

// behind is what stands behind a value: words with a space between.
func behind(part string) string {
	if letterFirst(part) {
		return " " + part
	}
	return part
}
