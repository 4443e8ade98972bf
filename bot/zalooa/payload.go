package zalooa

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"thuky/chat"
)

// A tap on a button comes back as a text that the person seems to have written, and is
// shown to them as such. So the payload is the label, for them to read, and behind it a
// mark with the id of the choice, which nobody writes by chance: four digits of it are
// a checksum.
//
//	Giữ nguyên [#17.k.9f3a]
const (
	markOpen  = " [#"
	markClose = "]"
	checkLen  = 4
)

// payload is what the button of a choice gives back.
func payload(c chat.Choice) string {
	label := strings.Join(strings.Fields(c.Label), " ")
	return label + markOpen + escapeID(c.ID) + "." + checksum(c.ID) + markClose
}

// escapeID leaves no bracket, space or letter with marks in an id.
func escapeID(id string) string {
	return strings.NewReplacer("[", "%5B", "]", "%5D", "#", "%23").Replace(url.PathEscape(id))
}

func checksum(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:])[:checkLen]
}

// readPayload gives the id of the choice that a text is the payload of.
func readPayload(text string) (id string, ok bool) {
	text, ok = strings.CutSuffix(strings.TrimSpace(text), markClose)
	at := strings.LastIndex(text, markOpen)
	if !ok || at < 0 {
		return "", false
	}
	mark := text[at+len(markOpen):]
	dot := strings.LastIndexByte(mark, '.')
	if dot < 0 {
		return "", false
	}
	id, err := url.PathUnescape(mark[:dot])
	return id, err == nil && mark[dot+1:] == checksum(id) && chat.Choice{ID: id, Label: "x"}.Check() == nil
}
