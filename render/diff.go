package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ChangeKind says what became of a text between two drafts.
type ChangeKind string

// The kinds of changes.
const (
	Same    ChangeKind = "same"
	Added   ChangeKind = "added"   // only in the second draft
	Removed ChangeKind = "removed" // only in the first draft
	Edited  ChangeKind = "edited"  // a paragraph in both, with other words; never a piece
)

// Change is one paragraph, or block, of two drafts that are laid over each other.
type Change struct {
	Kind ChangeKind `json:"kind"`
	// A and B are its places in the first and in the second draft, from 0; -1 where it is not.
	A int `json:"a"`
	B int `json:"b"`
	// Pieces are the words in reading order, what was removed before what was added.
	// Without what was added they are the text in A, without what was removed that in B.
	Pieces []Piece `json:"pieces"`
}

// Piece is a part of a paragraph.
type Piece struct {
	Kind ChangeKind `json:"kind"`
	Text string     `json:"text"`
}

// Diff compares two drafts block by block, and within edited blocks word by word. The
// changes come in reading order. Diff of b and a is Diff of a and b with added and
// removed exchanged. It takes bounded time: of texts with nothing in common it may say
// so without looking for the shortest way.
func Diff(a, b *Document) []Change {
	return diff(diffBlocks(a), diffBlocks(b))
}

// DiffText compares two drafts of which only the paragraphs are known.
func DiffText(a, b []string) []Change {
	plain := func(texts []string) []diffBlock {
		all := make([]diffBlock, len(texts))
		for i, t := range texts {
			all[i].text = t
		}
		return all
	}
	return diff(plain(a), plain(b))
}

// diffBlock is a block as it is compared: those of two kinds are never one edited block.
type diffBlock struct{ kind, text string }

func diffBlocks(d *Document) []diffBlock {
	all := make([]diffBlock, len(d.Blocks))
	for i, block := range d.Blocks {
		kind := fmt.Sprintf("%T", block)
		if h, ok := block.(*Heading); ok {
			kind += fmt.Sprint(h.Level)
		}
		all[i] = diffBlock{kind, block.Text()}
	}
	return all
}

func compareBlocks(a, b diffBlock) int {
	if c := strings.Compare(a.text, b.text); c != 0 {
		return c
	}
	return strings.Compare(a.kind, b.kind)
}

// diff lets the draft that sorts first be the first, so that both directions find the
// same blocks to belong together.
func diff(a, b []diffBlock) []Change {
	if slices.CompareFunc(a, b, compareBlocks) <= 0 {
		return differ{a, b, false}.changes()
	}
	return differ{b, a, true}.changes()
}

// differ compares a with b; turned, what is only in a is what was added.
type differ struct {
	a, b   []diffBlock
	turned bool
}

func (d differ) changes() []Change {
	same := lcs(intern(d.a, d.b))
	var all []Change
	i, j := 0, 0
	gap := func(endA, endB int) { // what stands between two blocks that are the same
		for _, p := range d.similar(i, endA, j, endB) {
			all = d.only(all, i, p.a, j, p.b)
			all = append(all, d.edited(p.a, p.b))
			i, j = p.a+1, p.b+1
		}
		all = d.only(all, i, endA, j, endB)
	}
	for _, m := range same {
		gap(m.a, m.b)
		all = append(all, d.change(Same, m.a, m.b, []Piece{{Same, d.a[m.a].text}}))
		i, j = m.a+1, m.b+1
	}
	gap(len(d.a), len(d.b))
	return all
}

func (d differ) change(kind ChangeKind, a, b int, pieces []Piece) Change {
	if d.turned {
		a, b = b, a
	}
	return Change{kind, a, b, pieces}
}

// only appends what is in one draft alone, what was removed first.
func (d differ) only(all []Change, fromA, toA, fromB, toB int) []Change {
	inA, inB := Removed, Added
	if d.turned {
		inA, inB = Added, Removed
	}
	listA := func() {
		for i := fromA; i < toA; i++ {
			all = append(all, d.change(inA, i, -1, []Piece{{inA, d.a[i].text}}))
		}
	}
	if !d.turned {
		listA()
	}
	for j := fromB; j < toB; j++ {
		all = append(all, d.change(inB, -1, j, []Piece{{inB, d.b[j].text}}))
	}
	if d.turned {
		listA()
	}
	return all
}

// edited compares two blocks word by word.
func (d differ) edited(a, b int) Change {
	tokensA, tokensB := tokens(d.a[a].text), tokens(d.b[b].text)
	var parts []part
	i, j := 0, 0
	for _, m := range lcs(intern(tokensA, tokensB)) {
		if m.a > i || m.b > j || len(parts) == 0 {
			parts = append(parts, part{a: strings.Join(tokensA[i:m.a], ""), b: strings.Join(tokensB[j:m.b], "")})
		}
		parts[len(parts)-1].same += tokensA[m.a]
		i, j = m.a+1, m.b+1
	}
	if i < len(tokensA) || j < len(tokensB) {
		parts = append(parts, part{a: strings.Join(tokensA[i:], ""), b: strings.Join(tokensB[j:], "")})
	}
	var pieces []Piece
	add := func(kind ChangeKind, text string) {
		if text != "" {
			pieces = append(pieces, Piece{kind, text})
		}
	}
	for _, p := range readable(parts) {
		if d.turned {
			p.a, p.b = p.b, p.a
		}
		add(Removed, p.a)
		add(Added, p.b)
		add(Same, p.same)
	}
	return d.change(Edited, a, b, pieces)
}

// part is a place where texts differ, and the words after it that are the same.
type part struct{ a, b, same string }

// size is how much a reader has to take in at once.
func (p part) size() int { return max(utf8.RuneCountInString(p.a), utf8.RuneCountInString(p.b)) }

// readable joins places that differ where hardly a word stands between them: a
// sentence that was written anew has a few words by chance, which help nobody.
func readable(parts []part) []part {
	var all []part
	for _, p := range parts {
		if n := len(all); n > 0 && p.size() > 0 && all[n-1].size() > 0 {
			last := &all[n-1]
			words := wordCount(last.same)
			if words == 0 && len(last.same) <= 3 || words <= 2 && utf8.RuneCountInString(last.same) <= min(last.size(), p.size())/2 {
				*last = part{last.a + last.same + p.a, last.b + last.same + p.b, p.same}
				continue
			}
		}
		all = append(all, p)
	}
	return all
}

func wordCount(text string) int {
	n := 0
	for _, t := range tokens(text) {
		if isWord(t) {
			n++
		}
	}
	return n
}

// tokens cuts a text into words, numbers with the signs within them ("1.234", "5/6"),
// white space, and single signs.
func tokens(text string) []string {
	var all []string
	for len(text) > 0 {
		n := tokenEnd(text)
		all = append(all, text[:n])
		text = text[n:]
	}
	return all
}

func tokenEnd(text string) int {
	first, end := utf8.DecodeRuneInString(text)
	kind := func(r rune) int {
		switch {
		case inWord(r):
			return 1
		case unicode.IsSpace(r):
			return 2
		}
		return 0
	}
	if kind(first) == 0 {
		return end
	}
	before := first
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if kind(r) != kind(first) {
			after, _ := utf8.DecodeRuneInString(text[end+n:])
			if !strings.ContainsRune(".,/", r) || !unicode.IsDigit(before) || !unicode.IsDigit(after) {
				return end
			}
		}
		before = r
		end += n
	}
	return end
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// isWord tells words and numbers from the other tokens.
func isWord(token string) bool {
	r, _ := utf8.DecodeRuneInString(token)
	return inWord(r)
}
