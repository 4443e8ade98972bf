package zalooa

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"thuky/bot/wire"
	"thuky/chat"
)

// The parts of events that we read. Ids and times come as texts, here and there as
// numbers.
type (
	event struct {
		App       loose  `json:"app_id"`
		Name      string `json:"event_name"`
		Time      loose  `json:"timestamp"` // in milliseconds
		Sender    party  `json:"sender"`
		Recipient party  `json:"recipient"`
		Follower  party  `json:"follower"`
		Account   loose  `json:"oa_id"`
		Message   said   `json:"message"`
	}
	party struct {
		ID loose `json:"id"`
	}
	said struct {
		ID       loose   `json:"msg_id"`
		Older    loose   `json:"message_id"`
		Text     string  `json:"text"`
		Attached []thing `json:"attachments"`
	}
	thing struct {
		Type    string  `json:"type"`
		Payload details `json:"payload"`
	}
	details struct {
		URL         string `json:"url"`
		Name        string `json:"name"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Size        loose  `json:"size"`
	}
)

// maxAttached is how many files of one message are taken.
const maxAttached = 20

// media are the kinds of content by the end of the event's name.
var media = map[string]string{
	"image": "photo", "gif": "video", "sticker": "sticker", "file": "file", "audio": "voice",
	"video": "video", "location": "location", "business_card": "contact",
}

// readEvent reads a call's body. A part of a shape that we do not know does not cost the
// others.
func readEvent(raw []byte) (event, bool) {
	var e event
	err := json.Unmarshal(raw, &e)
	var shape *json.UnmarshalTypeError
	return e, (err == nil || errors.As(err, &shape)) && e.Name != ""
}

// at is when the event happened, the zero time when it does not say.
func (e *event) at() time.Time {
	ms, ok := e.Time.number()
	if !ok || ms <= 0 || ms > 1<<45 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// updates are what an event becomes; most are none of our business, and none at all:
// what the account itself sent, and receipts, which must never be answered. Every file of
// a message is an update of its own.
func (e *event) updates(raw []byte) []chat.Update {
	switch e.Name {
	case "follow", "unfollow":
		return e.followed(raw)
	}
	kind, ok := strings.CutPrefix(e.Name, "user_send_")
	from := string(e.Sender.ID)
	// Groups are another product; only who writes to the account itself is answered.
	if !ok || !validID(from) || e.Sender.ID == e.Recipient.ID || e.Sender.ID == e.Account || strings.HasPrefix(kind, "group_") {
		return nil
	}
	u := chat.Update{Kind: chat.Text, Address: chat.Address{Platform: Platform, ID: from}, At: e.at(), Text: e.Message.Text, Raw: raw}
	if u.Message = string(e.Message.ID); u.Message == "" {
		u.Message = string(e.Message.Older)
	}
	u.Key = keyOf(u.Message, raw)
	switch kind {
	case "text", "link":
		e.words(&u)
		return []chat.Update{u}
	}
	u.Kind, u.Media = chat.Media, media[kind]
	if u.Media == "" {
		u.Media = "other"
	}
	if u.Media != "photo" && u.Media != "file" {
		return []chat.Update{u}
	}
	return e.files(u)
}

// words fills an update of a text: a press, where it is the payload of a button.
func (e *event) words(u *chat.Update) {
	if u.Text == "" && len(e.Message.Attached) > 0 { // a link without words
		p := e.Message.Attached[0].Payload
		u.Text = strings.TrimSpace(strings.Join([]string{p.Title, p.Description, p.URL}, "\n"))
	}
	if id, ok := readPayload(u.Text); ok {
		u.Kind, u.Choice, u.PressID = chat.Press, id, u.Key
		u.Message, u.Text = "", "" // not ours, and not words
	}
}

// files gives an update for each file of a message; the words are the first's.
func (e *event) files(u chat.Update) []chat.Update {
	var all []chat.Update
	for _, a := range e.Message.Attached[:min(len(e.Message.Attached), maxAttached)] {
		file := u
		if wire.GoodLink(a.Payload.URL) {
			size, _ := a.Payload.Size.number()
			file.Attachment = &chat.Attachment{ID: a.Payload.URL, Name: wire.BareName(a.Payload.Name), Size: max(size, 0)}
		}
		if n := len(all); n > 0 {
			file.Key, file.Text = fmt.Sprintf("%s/%d", u.Key, n), ""
		}
		all = append(all, file)
	}
	if len(all) == 0 {
		return []chat.Update{u}
	}
	return all
}

// followed fills an update of somebody who follows the account, or does no more.
func (e *event) followed(raw []byte) []chat.Update {
	id := string(e.Follower.ID)
	if id == "" {
		id = string(e.Sender.ID)
	}
	if !validID(id) {
		return nil
	}
	kind := chat.Unblocked
	if e.Name == "unfollow" {
		kind = chat.Blocked
	}
	return []chat.Update{{
		Key: fmt.Sprintf("%s/%s/%s/%s", Platform, e.Name, id, keyPart(string(e.Time), raw)), Kind: kind,
		Address: chat.Address{Platform: Platform, ID: id}, At: e.at(), Raw: raw,
	}}
}

// keyOf is the key of a message, by its id where it has one.
func keyOf(message string, raw []byte) string { return Platform + "/" + keyPart(message, raw) }

// keyPart is an id as it may stand in a key, else a mark of the whole event.
func keyPart(id string, raw []byte) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
	}
	if id != "" && len(id) <= 100 && !strings.ContainsFunc(id, func(r rune) bool { return !plain(r) }) {
		return id
	}
	sum := sha256.Sum256(raw)
	return "event-" + hex.EncodeToString(sum[:12])
}
