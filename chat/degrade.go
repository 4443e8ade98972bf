package chat

import "strings"

// Degrade turns messages into what a platform can carry, in the same order.
//
//   - Words over MaxText are split at paragraph ends, else sentence ends, else
//     spaces; never inside a character. Ack, Toast and Edit stay on the first
//     part, Choices, File and Picture on the last.
//   - Without Buttons the choices become lines that say what to type, and presses
//     are not acknowledged. With MaxButtons only those behind the first ones become
//     lines; they keep their numbers.
//   - Without Buttons, or with a Budget, messages that fit into one are merged. No
//     button then stands under words that it does not belong to.
//   - Without Edit a message is sent anew; without FilesOut a file becomes its link, or
//     where it has none, words; without Pictures a picture is left out.
//
// Only white space is lost, at the places of the cuts.
func Degrade(messages []Message, c Capabilities) []Message {
	var out []Message
	for _, m := range messages {
		if !c.Edit {
			m.Edit = ""
		}
		if m.File != nil && !c.FilesOut {
			m.Text = join(m.Text, "\n\n", textFile(m.File.Name, m.File.URL))
			m.File = nil
		}
		if !c.Pictures {
			m.Picture = nil
		}
		lines := ""
		switch {
		case !c.Buttons:
			lines = choiceLines(m.Choices, 0, m.Plain())
			m.Ack, m.Toast, m.Choices = "", "", nil
		case c.MaxButtons > 0 && len(m.Choices) > c.MaxButtons:
			lines = choiceLines(m.Choices, c.MaxButtons, m.Plain())
			m.Choices = m.Choices[:c.MaxButtons]
		}
		if m.Plain() == "" && lines == "" && m.File == nil && m.Picture == nil && m.Ack == "" && len(m.Choices) == 0 {
			continue
		}
		out = append(out, addLines(fit(m, c.MaxText), lines, c.MaxText)...)
	}
	if c.Merges() {
		out = merge(out, c.MaxText)
	}
	return out
}

// Merges tells whether Degrade makes one message of several where they fit.
func (c Capabilities) Merges() bool { return !c.Buttons || c.Budget > 0 }

// Plain is all the words of a message as one plain text: Lead, a blank line,
// Head on a line of its own, Text. A transport that shows no bold sends this.
// MaxText counts its UTF-16 units.
func (m Message) Plain() string {
	return join(m.Lead, "\n\n", join(m.Head, "\n", m.Text))
}

func join(a, between, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}

// choiceLines writes the choices from a place on as what to type: numbers first, words
// last, unless the message said already that all of them can be typed: «xong».
func choiceLines(choices []Choice, from int, said string) string {
	var lines, words []string
	n, news := 0, false
	for i, c := range choices {
		if c.Word == "" {
			n++
		}
		switch {
		case i < from:
		case c.Word != "":
			words = append(words, c.Word)
			news = news || !strings.Contains(said, textQuoted(c.Word))
		default:
			lines = append(lines, textNumbered(n, strings.Join(strings.Fields(c.Label), " ")))
		}
	}
	if news {
		lines = append(lines, textTyped(words))
	}
	return strings.Join(lines, "\n")
}

// addLines puts the choice lines under the last part, or after it where there
// is no room, so that they are not torn apart.
func addLines(parts []Message, lines string, limit int) []Message {
	if lines == "" {
		return parts
	}
	last := &parts[len(parts)-1]
	if text := join(last.Text, "\n\n", lines); fits(Message{Lead: last.Lead, Head: last.Head, Text: text}, limit) {
		last.Text = text
		return parts
	}
	after := fit(Message{Text: lines, File: last.File, Choices: last.Choices}, limit)
	last.File, last.Choices = nil, nil
	if last.Plain() == "" && last.Edit == "" && last.Picture == nil && last.Ack == "" {
		parts = parts[:len(parts)-1]
	}
	return append(parts, after...)
}

// fit splits one message into parts of at most limit units.
func fit(m Message, limit int) []Message {
	if fits(m, limit) {
		return []Message{m}
	}
	var parts []Message
	flush := func(part Message) { parts = append(parts, part) }

	lead := split(m.Lead, limit, limit)
	for _, words := range lead[:max(len(lead)-1, 0)] {
		flush(Message{Lead: words})
	}
	var at Message // the part being filled
	if len(lead) > 0 {
		at.Lead = lead[len(lead)-1]
	}
	for _, words := range split(m.Head, limit, limit) {
		next := Message{Lead: at.Lead, Head: join(at.Head, " ", words)}
		if at.Head != "" || at.Lead != "" && !fits(next, limit) {
			flush(at)
			next = Message{Head: words}
		}
		at = next
	}
	if m.Text != "" {
		// A head with hardly room for words under it goes to the next part, with them.
		if room := limit - Units(at.Plain()); at.Lead != "" && room < limit/4 {
			flush(Message{Lead: at.Lead})
			at.Lead = ""
		}
		between := 0
		switch {
		case at.Head != "":
			between = 1
		case at.Lead != "":
			between = 2
		}
		room := limit - Units(at.Plain()) - between
		if room < limit && !splitsWell(m.Text, room) {
			flush(at)
			at, room = Message{}, limit
		}
		words := split(m.Text, room, limit)
		for i, w := range words {
			at.Text = w
			if i < len(words)-1 {
				flush(at)
				at = Message{}
			}
		}
	}
	flush(at)

	first, last := &parts[0], &parts[len(parts)-1]
	first.Edit, first.Ack, first.Toast = m.Edit, m.Ack, m.Toast
	last.Choices, last.File, last.Picture = m.Choices, m.File, m.Picture
	return parts
}

func fits(m Message, limit int) bool {
	if limit <= 0 {
		return true
	}
	text := m.Plain()
	return len(text) <= limit || Units(text) <= limit // a unit is at least a byte
}

// merge joins neighbours that fit into one message, a blank line between.
func merge(messages []Message, limit int) []Message {
	var out []Message
	for _, m := range messages {
		if n := len(out); n > 0 {
			if both, ok := mergeTwo(out[n-1], m, limit); ok {
				out[n-1] = both
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// mergeTwo keeps the head of one of them a head. Files and edits stay alone, and so do
// buttons that other words would come after, and a press that came after other words.
func mergeTwo(a, b Message, limit int) (Message, bool) {
	if a.File != nil || b.File != nil || a.Picture != nil || b.Picture != nil || a.Edit != "" || b.Edit != "" ||
		len(a.Choices) > 0 || b.Ack != "" {
		return Message{}, false
	}
	var both Message
	switch {
	case a.Head == "":
		both = Message{Lead: join(a.Plain(), "\n\n", b.Lead), Head: b.Head, Text: b.Text}
	case a.Text == "":
		both = Message{Text: join(a.Plain(), "\n\n", b.Plain())}
	default:
		both = Message{Lead: a.Lead, Head: a.Head, Text: join(a.Text, "\n\n", b.Plain())}
	}
	both.Ack, both.Toast, both.Choices = a.Ack, a.Toast, b.Choices
	return both, fits(both, limit)
}
