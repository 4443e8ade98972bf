package terminal

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/chat"
)

// The colours, for terminals that show them.
const (
	reset    = "\x1b[0m"
	bold     = "\x1b[1m"
	green    = "\x1b[32m"
	yellow   = "\x1b[33m"
	prompted = "\x1b[36m"
)

// maxWidth keeps lines short enough to read on a wide screen.
const maxWidth = 100

// body lays out a message: what became of the last one, a head, the words, the
// numbered choices, the note about a file, and an empty line.
func (t *Transport) body(m chat.Message, note string) string {
	var parts []string
	add := func(text, colour string) {
		text = strings.Trim(printable(text), "\n")
		if text == "" {
			return
		}
		text = wrap(text, t.width())
		if t.config.Colours && colour != "" {
			text = colour + strings.ReplaceAll(text, "\n", reset+"\n"+colour) + reset
		}
		parts = append(parts, text)
	}
	add(m.Lead, leadColour(m.Lead))
	add(m.Head, bold)
	add(m.Text, "")
	add(choiceLines(m.Choices), "")
	add(note, green)
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "\n") + "\n\n"
}

// leadColour tells by its first sign whether a lead is good news.
func leadColour(lead string) string {
	if strings.HasPrefix(lead, "✓") {
		return green
	}
	return yellow
}

// plainBody is the words of a message, without colours and wrapping.
func plainBody(m chat.Message) string {
	var parts []string
	for _, text := range []string{m.Lead, m.Head, m.Text, choiceLines(m.Choices)} {
		if text = strings.Trim(printable(text), "\n"); text != "" {
			parts = append(parts, text)
		}
	}
	if m.File != nil {
		parts = append(parts, "(tệp "+printable(m.File.Name)+")")
	}
	return strings.Join(parts, "\n")
}

// choiceLines numbers choices that nobody has turned into words before.
func choiceLines(choices []chat.Choice) string {
	var lines []string
	n := 0
	for _, c := range choices {
		if c.Word != "" {
			lines = append(lines, fmt.Sprintf("“%s”: %s", c.Word, c.Label))
			continue
		}
		n++
		lines = append(lines, fmt.Sprintf("%d. %s", n, c.Label))
	}
	return strings.Join(lines, "\n")
}

func (t *Transport) width() int {
	if t.config.Width == nil {
		return 0
	}
	return min(t.config.Width(), maxWidth)
}

// printable drops what could steer a terminal: answers come back in messages.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r == '\u202e', r == '\u2066', r == '\u2067':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}

// listMark is what a line of a list begins with; its next lines are indented as far.
var listMark = regexp.MustCompile(`^\s*(?:(?:\d+|[-+•])[.)]?\s+)?`)

// wrap breaks lines at spaces so that none is wider than width (0: any). A word
// that is wider stands alone.
func wrap(text string, width int) string {
	if width < 20 {
		return text
	}
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		indent := strings.Repeat(" ", min(columns(listMark.FindString(line)), 8))
		used := 0
		for j, word := range strings.Split(line, " ") {
			switch w := columns(word); {
			case j == 0:
				used = w
			case used+1+w > width && used > len(indent):
				b.WriteString("\n" + indent)
				used = len(indent) + w
			default:
				b.WriteByte(' ')
				used += 1 + w
			}
			b.WriteString(word)
		}
	}
	return b.String()
}

// columns counts the cells that text takes: combining marks take none.
func columns(text string) int {
	n := utf8.RuneCountInString(text)
	for _, r := range text {
		if unicode.Is(unicode.Mn, r) {
			n--
		}
	}
	return n
}
