package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/review"
)

// node is one heading of a source with what stands under it.
type node struct {
	line  int
	at    string // its place, where it has no line
	mark  string // its number as written: "I.", "a)", "-"; "" for none
	lead  string // words before a dash: "Trong đó:"
	rank  float64
	text  string
	body  []string // texts under it that are no headings
	table []string // rows of tables under it
	kids  []*node
}

// Ranks of what is no number; those of numbers are the ranks of package review.
const (
	rankMarkdown = -100.0 // of "#"; one more for each further sign
	rankBracket  = 6.5    // 1) below a)
	rankDash     = 8.0
	rankPlus     = 9.0
)

// item tells whether the node is an item of a list rather than a heading with a number.
func (n *node) item() bool { return n.rank >= rankDash || n.mark == "" }

// stack holds the open headings from the outermost on.
type stack []*node

// add puts a heading where it belongs: beside the last one of its rank, else below the
// nearest of a lower rank.
func (s *stack) add(n *node) {
	open := *s
	for i := len(open) - 1; i > 0; i-- {
		if open[i].rank == n.rank {
			*s = open[:i]
			s.push(n)
			return
		}
	}
	for len(open) > 1 {
		top := open[len(open)-1]
		if n.rank > top.rank || n.rank == float64(review.RankUpper) && top.rank == float64(review.RankRoman) {
			break // A. may stand under I., or I. under A.
		}
		open = open[:len(open)-1]
	}
	*s = open
	s.push(n)
}

func (s *stack) push(n *node) {
	top := s.top()
	top.kids = append(top.kids, n)
	*s = append(*s, n)
}

func (s stack) top() *node { return s[len(s)-1] }

// rankOf gives the rank of a number below the open headings.
func (s stack) rankOf(n review.Number) float64 {
	rank := float64(n.Rank)
	switch n.Rank {
	case review.RankDecimal:
		rank += float64(strings.Count(strings.TrimRight(n.Text, ". /)"), ".")-1) / 10
	case review.RankArabic:
		if !strings.HasSuffix(n.Text, ")") {
			break
		}
		rank += 0.5 // 1) below 1.
		for _, above := range s {
			switch review.Rank(above.rank) {
			case review.RankLetter:
				return rankBracket
			case review.RankDecimal:
				rank = float64(review.RankDecimal) + 0.9
			}
		}
	}
	return rank
}

// marked reads a paragraph that begins with a number or a dash; nil for one that does not.
func (s stack) marked(p *review.Paragraph, number review.Number) *node {
	n := &node{line: p.Line, text: p.Text}
	switch m := leadIns.FindStringSubmatchIndex(p.Text); {
	case number.Rank > 0:
		n.mark, n.rank, n.text = number.Text, s.rankOf(number), p.Text[number.End:]
		if p.Level > 0 && p.Line > 0 {
			n.rank = rankMarkdown + float64(p.Level)
		}
	case p.Level > 0:
		n.rank = rankMarkdown + float64(p.Level)
	case m != nil:
		n.lead, n.mark, n.text = p.Text[:m[3]], p.Text[m[4]:m[5]], p.Text[m[1]:]
		n.rank = rankOfDash(n.mark)
	default:
		d := dashes.FindStringSubmatchIndex(p.Text)
		if d == nil {
			return nil
		}
		n.mark, n.text = p.Text[d[2]:d[3]], p.Text[d[4]:]
		n.rank = rankOfDash(n.mark)
	}
	return n
}

func rankOfDash(mark string) float64 {
	if mark == "+" || mark == "○" {
		return rankPlus
	}
	return rankDash
}

// goesOn tells whether a line can only be the rest of the one before it.
func goesOn(before, line string) bool {
	first, n := utf8.DecodeRuneInString(line)
	if !unicode.IsLower(first) || before == "" {
		return false
	}
	next, _ := utf8.DecodeRuneInString(line[n:])
	if next == ')' || next == '.' || next == '/' {
		return false
	}
	return !strings.ContainsRune(".:;", rune(before[len(before)-1]))
}

// words counts the words of a text.
func words(s string) int { return len(strings.Fields(s)) }
