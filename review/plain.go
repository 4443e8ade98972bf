package review

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// FromPlain reads plain text: every line that is not empty is a paragraph, except that a
// line which goes on in small letters right under another belongs to that one, as texts
// are broken that were copied from a page. Stars around words are italics.
func FromPlain(text string) Text {
	var lines []string
	var at []int  // the first line of each
	open := false // the line before may go on
	for n, line := range strings.Split(vntext.Clean(text), "\n") {
		line = strings.Trim(line, " \t")
		if line == "" || ornament(line) {
			open = false
			continue
		}
		if open && goesOn(line) {
			lines[len(lines)-1] += " " + line
			continue
		}
		lines, at = append(lines, line), append(at, n+1)
		open = true
	}
	var t Text
	for i, line := range lines {
		p := newParagraph(line)
		p.Line = at[i]
		t.Paragraphs = append(t.Paragraphs, p)
	}
	return t
}

// goesOn tells whether a line can only be the rest of a sentence.
func goesOn(line string) bool {
	first, n := utf8.DecodeRuneInString(line)
	if !unicode.IsLower(first) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(line[n:])
	return next != ')' && next != '.' && next != '/' // a) b. c/
}

// ornament tells whether a line is drawn: "_____", "-----", "*".
func ornament(line string) bool {
	return strings.Trim(line, "_-–—*=~. \t") == "" && !strings.Contains(line, ".")
}

// newParagraph reads a line in which stars make italics.
func newParagraph(line string) Paragraph {
	pairs := vntext.Emphasis(line)
	if len(pairs) == 0 {
		return Paragraph{Text: line}
	}
	var p Paragraph
	var b strings.Builder
	p.at = make([]int, 0, len(line)+1)
	star := func(i int) (opens, closes bool) {
		for _, pair := range pairs {
			opens, closes = opens || i == pair[0], closes || i == pair[1]
		}
		return opens, closes
	}
	for i := range len(line) {
		opens, closes := star(i)
		switch {
		case opens:
			p.Italic = append(p.Italic, Span{Start: b.Len()})
		case closes:
			p.Italic[len(p.Italic)-1].End = b.Len()
		default:
			b.WriteByte(line[i])
			p.at = append(p.at, i)
		}
	}
	p.at = append(p.at, len(line))
	p.Text = b.String()
	return p
}

var (
	markdownHeading = regexp.MustCompile(`^(#{1,6})\s+(.*?)(?:\s+#+)?$`)
	markdownItem    = regexp.MustCompile(`^([-+*])\s+(.*)$`)
	markdownRule    = regexp.MustCompile(`^(?:(?:-\s*){3,}|(?:_\s*){3,}|(?:\*\s*){3,}|\|?[\s:|-]*-{3}[\s:|-]*)$`)
)

// FromMarkdown reads Markdown: headings by their signs, lines joined into paragraphs,
// bold and escapes taken away.
func FromMarkdown(text string) Text {
	type block struct {
		line  string
		level int
		part  Part
		at    int
		cell  *Cell
	}
	var blocks []block
	tables := 0
	row := Cell{Row: -1} // of the line before, of no table for none
	open := false        // the line before goes on
	for n, line := range strings.Split(vntext.Clean(text), "\n") {
		ends := strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`)
		line = strings.TrimSuffix(strings.Trim(line, " \t"), `\`)
		if !strings.HasPrefix(line, "|") {
			row = Cell{Row: -1}
		}
		if line == "" || markdownRule.MatchString(line) {
			open = false
			continue
		}
		if m := markdownHeading.FindStringSubmatch(line); m != nil {
			blocks = append(blocks, block{line: m[2], level: len(m[1]) - 1, at: n + 1})
			open = false
			continue
		}
		if m := markdownItem.FindStringSubmatch(line); m != nil {
			sign := m[1]
			if sign == "*" {
				sign = "-"
			}
			blocks = append(blocks, block{line: sign + " " + m[2], at: n + 1})
		} else if strings.HasPrefix(line, "|") {
			cells := strings.Split(strings.TrimSuffix(line[1:], "|"), "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			if row.Row++; row.Row == 0 {
				tables++
				row.Table = tables
			}
			at := row
			blocks = append(blocks, block{strings.Join(cells, "\t"), 0, Table, n + 1, &at})
			open = false
			continue
		} else if open {
			blocks[len(blocks)-1].line += " " + line
		} else {
			blocks = append(blocks, block{line: line, at: n + 1})
		}
		open = !ends
	}
	var t Text
	for _, b := range blocks {
		p := newParagraph(unmark(b.line))
		for i, span := range p.Italic {
			p.Italic[i] = Span{len(plainStars(p.Text[:span.Start])), len(plainStars(p.Text[:span.End]))}
		}
		p.Text = plainStars(p.Text)
		if p.Level, p.Part, p.Line, p.Cell, p.at = b.level, b.part, b.at, b.cell, nil; strings.TrimSpace(p.Text) != "" {
			t.Paragraphs = append(t.Paragraphs, p)
		}
	}
	return t
}

// escapedStar stands for "\*" while italics are read. It is of the private use area and
// one that no font of the State has.
const escapedStar = '\uf8ff'

func plainStars(s string) string { return strings.ReplaceAll(s, string(escapedStar), "*") }

// unmark takes bold and escapes away; pairs of single stars stay for newParagraph.
func unmark(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line) && unicode.IsPunct(rune(line[i+1])) || c == '\\' && i+1 < len(line) && strings.IndexByte("<>|`~^$+=", line[i+1]) >= 0:
			i++
			if line[i] == '*' {
				b.WriteRune(escapedStar)
				continue
			}
			b.WriteByte(line[i])
		case strings.HasPrefix(line[i:], "***"):
			b.WriteByte('*')
			i += 2
		case strings.HasPrefix(line[i:], "**"):
			i++
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
