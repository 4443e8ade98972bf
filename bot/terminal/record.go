package terminal

import (
	"fmt"
	"io"
	"strings"
)

// The record is a scenario of the dialogue tests: an empty line and what the
// person did ("> words", "! hello"), then what the bot said, each line after "< ",
// two messages divided by a lone "<".

// recordTurn begins a turn of the person.
func (t *Transport) recordTurn(what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.spoke = false
	t.write("\n" + what + "\n")
}

// recordReply adds a message of the bot. The caller holds t.mu.
func (t *Transport) recordReply(text string) {
	var b strings.Builder
	if t.spoke {
		b.WriteString("<\n")
	}
	t.spoke = true
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight("< "+line, " "))
		b.WriteByte('\n')
	}
	t.write(b.String())
}

// write keeps the first failure for Err. The caller holds t.mu.
func (t *Transport) write(text string) {
	if t.config.Record == nil || t.recorded != nil {
		return
	}
	if _, err := io.WriteString(t.config.Record, text); err != nil {
		t.recorded = fmt.Errorf("record the dialogue: %w", err)
	}
}
