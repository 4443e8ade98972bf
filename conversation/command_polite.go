package conversation

import (
	"strings"
	"unicode"

	"thuky/vntext"
)

// People write polite words around what they order and greet: "xong a", "cho em bo qua nhe".

// commandTails are what may follow a command, folded.
var commandTails = set("a", "ah", "nhe", "nha", "nhen", "nghe", "nghen", "em", "ban", "co", "thay", "chi", "anh", "oi", "voi", "di", "luon", "giup", "ho", "cho", "roi", "r", "nhieu")

// commandHeads are what may stand before one.
var commandHeads = func() map[string]bool {
	m := set("vang", "ok", "oke", "u", "go")
	for w := range beforeOrders {
		m[w] = true
	}
	return m
}()

// politely reads a command with polite words around it. "Da gui" and "sua roi" tell of
// something done, and are no orders; only "xong" is both.
func politely(text string, open bool) (command, int) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return noCommand, 0
	}
	for i := range words {
		words[i] = strings.Trim(words[i], ".,!…~"+commandQuotes)
	}
	past := false
	for len(words) > 1 {
		last := vntext.Fold(words[len(words)-1])
		if last != "" && !commandTails[last] {
			break
		}
		past = past || last == "roi" || last == "r"
		words = words[:len(words)-1]
	}
	for first := ""; ; words = words[1:] {
		if first != "" { // what stands before is a polite word
			past = past || vntext.Fold(first) == "da" && !assenting(first)
		}
		cmd, n := exactly(strings.Join(words, " "), open)
		if cmd == cmdDone || cmd != noCommand && cmd != cmdRisky && !past {
			return cmd, n
		}
		first = strings.ToLower(vntext.NFC(words[0]))
		if len(words) == 1 || first != "" && !commandHeads[vntext.Fold(first)] {
			return noCommand, 0
		}
	}
}

// greets tells whether a text is small talk: nothing to be written down.
func greets(text string) bool {
	if len(text) > maxCommand {
		return false
	}
	if says(text, smallTalk) {
		return true
	}
	words := strings.Fields(vntext.Fold(text))
	for i := range words {
		words[i] = strings.Trim(words[i], ".,!…~")
	}
	for len(words) > 1 && commandTails[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	for {
		if smallTalk[strings.Join(words, " ")] {
			return true
		}
		if len(words) < 2 || !commandHeads[words[0]] {
			return false
		}
		words = words[1:]
	}
}

// wordless tells whether a text holds neither letter nor digit: a smile, three dots.
func wordless(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
