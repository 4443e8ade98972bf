package web

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/vntext"
)

// prose lays out the words of a message: a paragraph for each line, a gap for blank ones;
// a numbered line hangs from its number, an indented one stands under it. What is between
// a pair of stars is italic, and addresses of the web are links.
func prose(text string) template.HTML {
	var b strings.Builder
	b.Grow(len(text) + len(text)/4 + 16)
	gap := false
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			gap = b.Len() > 0
			continue
		}
		number := numberOf(line)
		class := ""
		switch {
		case number > 0:
			class = "item"
		case line[0] == ' ' || line[0] == '\t':
			class = "under"
		}
		if gap {
			class = strings.TrimSpace("gap " + class)
		}
		gap = false
		b.WriteString("<p")
		if class != "" {
			b.WriteString(` class="` + class + `"`)
		}
		b.WriteString(">")
		if number > 0 {
			b.WriteString("<b>" + line[:number] + "</b>")
		}
		words(&b, line[number:])
		b.WriteString("</p>")
	}
	return template.HTML(b.String())
}

// numberOf is the length of the number that a line of a list begins with: "7. ".
func numberOf(line string) int {
	digits := 0
	for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 3 || !strings.HasPrefix(line[digits:], ". ") {
		return 0
	}
	return digits + 2
}

// words writes one line with its italics.
func words(b *strings.Builder, line string) {
	from := 0
	for _, pair := range vntext.Emphasis(line) {
		links(b, line[from:pair[0]])
		b.WriteString("<em>")
		links(b, line[pair[0]+1:pair[1]])
		b.WriteString("</em>")
		from = pair[1] + 1
	}
	links(b, line[from:])
}

// links writes words with the web addresses among them as links.
func links(b *strings.Builder, text string) {
	for {
		at := strings.Index(text, "http")
		if at < 0 {
			break
		}
		end := at + addressEnd(text[at:])
		b.WriteString(template.HTMLEscapeString(text[:at]))
		if end == at { // the word "http" alone
			end = at + len("http")
			b.WriteString(text[at:end])
		} else {
			address := template.HTMLEscapeString(text[at:end])
			b.WriteString(`<a href="` + address + `" rel="noreferrer">` + address + `</a>`)
		}
		text = text[end:]
	}
	b.WriteString(template.HTMLEscapeString(text))
}

// addressEnd is the length of the web address that a text begins with, 0 for none.
func addressEnd(text string) int {
	rest, ok := strings.CutPrefix(text, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(text, "http://"); !ok {
			return 0
		}
	}
	end := strings.IndexFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("<>\"'«»“”`", r)
	})
	if end < 0 {
		end = len(rest)
	}
	host := strings.TrimRight(rest[:end], ".,;:!?)")
	if host == "" {
		return 0
	}
	return len(text) - len(rest) + len(host)
}

// beginning cuts a text that has more than limit letters, at the end of a word.
func beginning(text string, limit int) (head string, cut bool) {
	n := 0
	for i := range text {
		if n == limit {
			if space := strings.LastIndexFunc(text[:i], unicode.IsSpace); space > i/2 {
				i = space
			}
			return strings.TrimRightFunc(text[:i], unicode.IsSpace), true
		}
		n++
	}
	return text, false
}

// letters counts the letters of a text.
func letters(text string) int { return utf8.RuneCountInString(text) }
