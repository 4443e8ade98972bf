package zalo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"thuky/bot/wire"
	"thuky/chat"
)

// The parts of updates that we read. Every field is read loosely: the documentation and
// live traffic differ, and a field of a shape we do not know must not cost the words.
type (
	event struct {
		Name    loose    `json:"event_name"`
		Message *message `json:"message"`
	}
	message struct {
		ID       loose  `json:"message_id"`
		Date     loose  `json:"date"` // milliseconds; seconds have been seen
		From     person `json:"from"`
		Chat     place  `json:"chat"`
		Text     loose  `json:"text"`
		Caption  loose  `json:"caption"`
		PhotoURL loose  `json:"photo_url"` // in live traffic
		Photo    loose  `json:"photo"`     // in the documentation
		Sticker  loose  `json:"sticker"`
		Voice    loose  `json:"voice_url"`
	}
	person struct {
		ID      loose `json:"id"`
		Display loose `json:"display_name"`
		Name    loose `json:"name"`
		Bot     loose `json:"is_bot"`
	}
	place struct {
		ID   loose `json:"id"`
		Type loose `json:"chat_type"`
	}
)

// loose is a string, or a number or truth value as it is written; "" for anything else.
type loose string

// UnmarshalJSON implements json.Unmarshaler.
func (l *loose) UnmarshalJSON(data []byte) error {
	var text string
	switch {
	case json.Unmarshal(data, &text) == nil:
		*l = loose(text)
	case data[0] == '{', data[0] == '[':
		*l = ""
	default:
		*l = loose(data)
	}
	return nil
}

// UnmarshalJSON implements json.Unmarshaler: what is no object is nobody.
func (p *person) UnmarshalJSON(data []byte) error {
	type plain person
	return object(data, (*plain)(p))
}

// UnmarshalJSON implements json.Unmarshaler: what is no object is no place.
func (p *place) UnmarshalJSON(data []byte) error {
	type plain place
	return object(data, (*plain)(p))
}

// UnmarshalJSON implements json.Unmarshaler: what is no object has no id.
func (m *message) UnmarshalJSON(data []byte) error {
	type plain message
	return object(data, (*plain)(m))
}

func object(data []byte, into any) error {
	if data[0] != '{' {
		return nil
	}
	return json.Unmarshal(data, into)
}

// first is the first that is not empty.
func first(all ...loose) string {
	for _, l := range all {
		if l != "" {
			return string(l)
		}
	}
	return ""
}

// maxNesting is how deep events may be wrapped.
const maxNesting = 3

// events gives the events in a result of getUpdates or a webhook's body: one alone, in
// a list, or wrapped as a result; none in null, {} and nothing at all. ok is false for
// what is no JSON.
func events(data []byte) (all [][]byte, ok bool) {
	if data = bytes.TrimSpace(data); len(data) == 0 {
		return nil, true
	}
	if !json.Valid(data) {
		return nil, false
	}
	return unwrap(nil, data, maxNesting), true
}

func unwrap(all [][]byte, data []byte, depth int) [][]byte {
	if depth == 0 {
		return all
	}
	switch data[0] {
	case '[':
		var list []json.RawMessage
		_ = json.Unmarshal(data, &list) // valid, and a list
		for _, one := range list {
			all = unwrap(all, one, depth-1)
		}
	case '{':
		var head struct {
			Name    json.RawMessage `json:"event_name"`
			Message json.RawMessage `json:"message"`
			Result  json.RawMessage `json:"result"`
		}
		_ = json.Unmarshal(data, &head) // valid, and an object
		switch {
		case head.Name != nil || head.Message != nil:
			return append(all, data)
		case head.Result != nil:
			return unwrap(all, head.Result, depth-1)
		}
	}
	return all
}

// decode turns an event into ours. An event without a message has nobody to answer and
// no key to know it by: ok is false, and there is nothing to handle. What is none of our
// business becomes Ignored.
func (s Self) decode(raw []byte, now time.Time) (u chat.Update, name string, ok bool) {
	var e event
	if json.Unmarshal(raw, &e) != nil {
		return chat.Update{}, "", false // unreachable: it was valid, and every field is loose
	}
	name = eventName(string(e.Name))
	m := e.Message
	if m == nil || m.ID == "" && m.From.ID == "" && m.Chat.ID == "" {
		return chat.Update{}, name, false
	}
	u = chat.Update{Kind: chat.Ignored, At: now, Raw: raw, Key: Platform + "/" + string(m.ID)}
	if m.ID == "" {
		sum := sha256.Sum256(raw)
		u.Key = Platform + "/unnamed-" + hex.EncodeToString(sum[:12])
	}
	if m.From.Bot == "true" || m.From.ID != "" && string(m.From.ID) == s.ID {
		return u, name, true // an echo of our own, or another bot: answering would never end
	}
	m.fill(&u, s, string(e.Name))
	return u, name, true
}

// eventName is a name fit for a log.
func eventName(name string) string {
	if name == "" || len(name) > 60 || strings.ContainsFunc(name, func(r rune) bool { return r != '.' && r != '_' && (r < 'a' || r > 'z') }) {
		return "unknown"
	}
	return name
}

// words is the content of events that carry text; anything else is the Media of a kind.
const words = "words"

// contents says what the events are about. That of files is the guess of several
// programs; Zalo documents none, and sends "unsupported" for them.
var contents = map[string]string{
	"message.text.received":        words,
	"message.link.received":        words,
	"message.image.received":       "photo",
	"message.sticker.received":     "sticker",
	"message.voice.received":       "voice",
	"message.audio.received":       "audio",
	"message.video.received":       "video",
	"message.file.received":        "file",
	"message.document.received":    "file",
	"message.unsupported.received": "file",
}

// content says what a message is about, "" for nothing that we know: of an event with
// another name only what it plainly holds counts, for it may be a mere receipt.
func (m *message) content(event string) string {
	if what := contents[event]; what != "" {
		return what
	}
	if event != "" && !(strings.HasPrefix(event, "message.") && strings.HasSuffix(event, ".received")) {
		return ""
	}
	switch {
	case m.photo() != "":
		return "photo"
	case m.Voice != "":
		return "voice"
	case m.Sticker != "":
		return "sticker"
	case m.Text != "":
		return words
	}
	return ""
}

func (m *message) photo() string { return first(m.PhotoURL, m.Photo) }

func (m *message) fill(u *chat.Update, s Self, event string) {
	content := m.content(event)
	text := string(m.Text)
	if content != words {
		text = first(m.Caption, m.Text)
	}
	if content == "" || content == words && strings.TrimSpace(text) == "" {
		return
	}
	switch {
	case m.Chat.group():
		if text = s.unmention(text); text == "" {
			return
		}
		u.Kind, u.Address, u.By = chat.GroupText, address(m.Chat.ID), address(m.From.ID)
	case m.private():
		u.Kind, u.Address = chat.Text, address(loose(first(m.Chat.ID, m.From.ID)))
		u.Name = oneLine(first(m.From.Display, m.From.Name))
		if content != words {
			u.Kind, u.Media = chat.Media, content
		}
		if content == "photo" {
			u.Attachment = attachment(m.photo())
		}
	default:
		return
	}
	u.Text, u.Message = text, string(m.ID)
	if at, ok := moment(string(m.Date)); ok {
		u.At = at
	}
}

// attachment is a photo by its link; nil for what is no link.
func attachment(link string) *chat.Attachment {
	if !wire.GoodLink(link) {
		return nil
	}
	return &chat.Attachment{ID: link}
}

// group: the ids of groups are seen to begin with zgr-.
func (p place) group() bool {
	return strings.EqualFold(string(p.Type), "GROUP") && p.ID != "" || strings.HasPrefix(string(p.ID), "zgr-")
}

// private tells whether a message comes from a private chat, whose id is the person's
// own. In doubt it is none: what is said there is for one person.
func (m *message) private() bool {
	same := m.Chat.ID == "" || m.From.ID == "" || m.Chat.ID == m.From.ID
	return same && first(m.Chat.ID, m.From.ID) != "" && (m.Chat.Type == "" || strings.EqualFold(string(m.Chat.Type), "PRIVATE"))
}

func address(id loose) chat.Address {
	if id == "" {
		return chat.Address{}
	}
	return chat.Address{Platform: Platform, ID: string(id)}
}

// moment reads a date in milliseconds; a small number is one in seconds.
func moment(date string) (time.Time, bool) {
	n, err := strconv.ParseInt(date, 10, 64)
	if err != nil {
		f, err := strconv.ParseFloat(date, 64)
		if err != nil || f > 1e15 {
			return time.Time{}, false
		}
		n = int64(f)
	}
	const seconds = 1_000_000_000_000 // less than this many milliseconds ended in 2001
	switch {
	case n <= 0 || n > 253_402_300_799_000: // the end of the year 9999
		return time.Time{}, false
	case n < seconds:
		return time.Unix(n, 0), true
	}
	return time.UnixMilli(n), true
}
