package wordform

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// sort is what a placeholder does.
type sort uint8

const (
	sortValue sort = iota
	sortEach       // {{#name}}: what follows is repeated
	sortIf         // {{?name}}: what follows stands if there is a value
	sortEnd        // {{/name}}
)

// tag is a placeholder in a line.
type tag struct {
	sort     sort
	name     string // as compared: folded
	written  string // with its braces
	line     *line
	from, to int // of it in the text of the line
}

// start is where it begins in the part.
func (t *tag) start() int { return int(t.line.at[t.from]) }

// alone tells whether there is no other text in its paragraph. Pictures may be there.
func (t *tag) alone() bool {
	for _, text := range [][]byte{t.line.text[:t.from], t.line.text[t.to:]} {
		if len(bytes.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == lineThing })) > 0 {
			return false
		}
	}
	return true
}

const (
	tagOpen, tagClose = "{{", "}}"
	maxTag            = 80 // bytes between the braces
)

// tagsOf finds the placeholders of a line; what looks like half of one goes to slip, with
// its place in the text.
func tagsOf(l *line, slip func(l *line, from, to int)) (all []*tag) {
	text := l.text
	for i := 0; i < len(text); {
		open, shut := bytes.Index(text[i:], []byte(tagOpen)), bytes.Index(text[i:], []byte(tagClose))
		if open < 0 && shut < 0 {
			break
		}
		if open < 0 || shut >= 0 && shut < open {
			slip(l, i+shut, i+shut+len(tagClose))
			i += shut + len(tagClose)
			continue
		}
		open += i
		length := bytes.Index(text[open+2:], []byte(tagClose))
		if length < 0 || length > maxTag || bytes.ContainsAny(text[open+2:open+2+length], "{\n\t\uFFFC") {
			slip(l, open, open+len(tagOpen))
			i = open + len(tagOpen)
			continue
		}
		end := open + 2 + length + 2
		t := &tag{line: l, from: open, to: end, written: string(text[open:end])}
		t.sort, t.name = readTag(string(text[open+2 : end-2]))
		if t.name == "" {
			slip(l, open, end)
		} else {
			all = append(all, t)
		}
		i = end
	}
	return all
}

// readTag reads what stands between the braces. Word puts capitals at beginnings and
// keyboards put marks on letters, so names are compared without them.
func readTag(inner string) (sort, string) {
	inner = strings.TrimSpace(vntext.Clean(inner))
	s := sortValue
	for sign, of := range map[string]sort{"#": sortEach, "?": sortIf, "/": sortEnd} {
		if rest, ok := strings.CutPrefix(inner, sign); ok {
			s, inner = of, rest
			break
		}
	}
	name := vntext.Fold(inner)
	if name == "." {
		return s, name
	}
	name = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-':
			return '_'
		}
		return r
	}, name)
	if body := strings.ReplaceAll(name, "_", "-"); namesBody(body) { // ids of bodies have hyphens
		return s, body
	}
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.Contains(name, "..") {
		return s, ""
	}
	for _, r := range name {
		if r != '_' && r != '.' && (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return s, ""
		}
	}
	return s, name
}

// around gives the words of a line about a piece of it, for people to find it.
func (l *line) around(from, to int) string {
	const room = 30 // letters on each side
	before, after := []rune(string(l.text[:from])), []rune(string(l.text[to:]))
	words := string(before[max(0, len(before)-room):]) + string(l.text[from:to]) + string(after[:min(len(after), room)])
	words = strings.Join(strings.Fields(strings.ReplaceAll(words, string(lineThing), " ")), " ")
	if len(before) > room {
		words = "…" + words
	}
	if len(after) > room {
		words += "…"
	}
	return vntext.Clean(strings.ToValidUTF8(words, "")) // of letters that were cut
}

// singleBraces finds a name in single braces, a common slip; "" for none.
func singleBraces(text []byte, known func(name string) bool) string {
	for i := 0; i < len(text); i++ {
		if text[i] != '{' {
			continue
		}
		end := bytes.IndexByte(text[i+1:], '}')
		if end < 0 || end > maxTag {
			continue
		}
		inner := text[i+1 : i+1+end]
		if !utf8.Valid(inner) || i > 0 && text[i-1] == '{' {
			continue
		}
		if _, name := readTag(string(inner)); name != "" && known(name) {
			return string(text[i : i+end+2])
		}
	}
	return ""
}
