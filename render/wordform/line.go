package wordform

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// line is the text of one paragraph as people see it, and where every byte of it is. A
// text box is not in it: its paragraphs are lines of their own.
type line struct {
	p    int // the paragraph
	text []byte
	// leaf and at tell for every byte of text in which t element it is and where it begins in
	// the part; leaf is -1 for what is no text.
	leaf []int32
	at   []int32
}

// What stands in a line for what is no text.
const (
	lineThing = '\uFFFC'
	lineBreak = '\n'
	lineTab   = '\t'
)

// lineOf reads a paragraph.
func (f *part) lineOf(p int) *line {
	l := &line{p: p}
	f.gather(l, p)
	return l
}

func (f *part) gather(l *line, parent int) {
	for i := f.all[parent].child; i != 0; i = f.all[i].next {
		switch e := &f.all[i]; e.kind {
		case kindPPr, kindRPr, kindSdtPr, kindUnseen, kindTextBox, kindInstr, kindP, kindBookmark:
		case kindT:
			if f.all[e.parent].kind == kindR {
				f.leaf(l, i)
			}
		case kindBreak:
			l.put(lineBreak, -1, e.start)
		case kindTab:
			l.put(lineTab, -1, e.start)
		case kindThing, kindPicture, kindNote:
			l.put(lineThing, -1, e.start)
		default:
			f.gather(l, i)
		}
	}
}

// leaf reads a t element. One that holds a comment or the like is no text for us.
func (f *part) leaf(l *line, i int) {
	e := &f.all[i]
	raw := f.data[e.inner:e.tail]
	if bytes.IndexByte(raw, '<') >= 0 {
		l.put(lineThing, -1, e.start)
		return
	}
	for pos := 0; pos < len(raw); {
		if raw[pos] == '&' {
			if r, size := entity(raw[pos:]); size > 0 {
				l.put(r, int32(i), e.inner+pos)
				pos += size
				continue
			}
		}
		l.text = append(l.text, raw[pos])
		l.leaf, l.at = append(l.leaf, int32(i)), append(l.at, int32(e.inner+pos))
		pos++
	}
}

func (l *line) put(r rune, leaf int32, at int) {
	n := len(l.text)
	l.text = utf8.AppendRune(l.text, r)
	for range len(l.text) - n {
		l.leaf, l.at = append(l.leaf, leaf), append(l.at, int32(at))
	}
}

// entity reads "&amp;" or "&#123;" at the beginning of raw. size is 0 for anything else.
func entity(raw []byte) (r rune, size int) {
	end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
	if end < 2 {
		return 0, 0
	}
	name := string(raw[1:end])
	switch name {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	base, digits := 10, ""
	if name[0] == '#' {
		if digits = name[1:]; digits[0] == 'x' {
			base, digits = 16, digits[1:]
		}
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || !utf8.ValidRune(rune(n)) {
		return 0, 0
	}
	return rune(n), end + 1
}

// blank tells whether a piece of a line has nothing to see in it.
func blank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }
