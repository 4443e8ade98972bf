package telegram

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"thuky/chat"
)

// The parts of updates that we read. The library's types are years older than
// the Bot API and decode much that nobody needs.
type (
	update struct {
		ID       int64     `json:"update_id"`
		Message  *message  `json:"message"`
		Edited   *message  `json:"edited_message"`
		Callback *callback `json:"callback_query"`
		Member   *member   `json:"my_chat_member"`
	}
	message struct {
		ID              int64    `json:"message_id"`
		Date            int64    `json:"date"`
		EditDate        int64    `json:"edit_date"`
		Chat            place    `json:"chat"`
		From            person   `json:"from"`
		Text            string   `json:"text"`
		Entities        []entity `json:"entities"`
		Caption         string   `json:"caption"`
		CaptionEntities []entity `json:"caption_entities"`
		grouped
		media
	}
	callback struct {
		ID      string   `json:"id"`
		From    person   `json:"from"`
		Message *message `json:"message"` // may be an inaccessible one: only chat and id
		Data    string   `json:"data"`
	}
	member struct {
		Chat place    `json:"chat"`
		From person   `json:"from"`
		Date int64    `json:"date"`
		Old  standing `json:"old_chat_member"`
		New  standing `json:"new_chat_member"`
	}
	standing struct {
		Status string `json:"status"`
		Member *bool  `json:"is_member"` // of "restricted" ones
	}
	place struct {
		ID    int64  `json:"id"`
		Type  string `json:"type"`
		Title string `json:"title"`
	}
	person struct {
		ID    int64  `json:"id"`
		Bot   bool   `json:"is_bot"`
		First string `json:"first_name"`
		Last  string `json:"last_name"`
	}
	entity struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"` // UTF-16 units
		Length int    `json:"length"`
	}
)

// media is which kind of content a message has; only what can be downloaded is read.
type media struct {
	Sticker   present  `json:"sticker"`
	Photo     photo    `json:"photo"`
	Voice     present  `json:"voice"`
	Video     present  `json:"video"`
	VideoNote present  `json:"video_note"`
	Animation present  `json:"animation"`
	Audio     present  `json:"audio"`
	Document  document `json:"document"`
	Contact   present  `json:"contact"`
	Location  present  `json:"location"`
	Venue     present  `json:"venue"`
	Poll      present  `json:"poll"`
	Dice      present  `json:"dice"`
	Story     present  `json:"story"`
	Paid      present  `json:"paid_media"`
	Checklist present  `json:"checklist"`
}

// kind is empty for service messages: nobody wrote them.
func (m *media) kind() string {
	// Order matters: an animation comes with a document, a venue with a location.
	switch {
	case bool(m.Sticker):
		return "sticker"
	case m.Photo.there:
		return "photo"
	case bool(m.Voice):
		return "voice"
	case bool(m.Video), bool(m.VideoNote), bool(m.Animation):
		return "video"
	case bool(m.Audio):
		return "audio"
	case m.Document.there:
		return "file"
	case bool(m.Contact):
		return "contact"
	case bool(m.Location), bool(m.Venue):
		return "location"
	case bool(m.Poll):
		return "poll"
	case bool(m.Dice), bool(m.Story), bool(m.Paid), bool(m.Checklist):
		return "other"
	}
	return ""
}

// present is true for any JSON value but null.
type present bool

// UnmarshalJSON implements json.Unmarshaler.
func (p *present) UnmarshalJSON(data []byte) error {
	*p = string(data) != "null"
	return nil
}

// decode turns one update into ours. What cannot be read or is none of our
// business becomes Ignored, so that it is still stored once and confirmed. The
// id is 0 when there is none to read.
func (s self) decode(raw []byte, now time.Time) (int64, chat.Update) {
	var u update
	out := chat.Update{Kind: chat.Ignored, At: now, Raw: raw}
	if err := json.Unmarshal(raw, &u); err != nil {
		var head struct {
			ID int64 `json:"update_id"`
		}
		if json.Unmarshal(raw, &head) != nil || head.ID <= 0 {
			return 0, out
		}
		out.Key = updateKey(head.ID)
		return head.ID, out
	}
	if u.ID <= 0 {
		return 0, out
	}
	out.Key = updateKey(u.ID)
	switch {
	case u.Message != nil && u.Message.Chat.group():
		u.Message.fillGroup(&out, s)
	case u.Message != nil:
		u.Message.fill(&out, chat.Text, u.Message.Date)
	case u.Edited != nil:
		u.Edited.fill(&out, chat.Edited, u.Edited.EditDate)
	case u.Callback != nil:
		u.Callback.fill(&out)
	case u.Member != nil:
		u.Member.fill(&out)
	}
	return u.ID, out
}

func updateKey(id int64) string { return Platform + "/" + strconv.FormatInt(id, 10) }

// unreadableKey is the key of an update whose id cannot be read.
func unreadableKey(raw []byte) string {
	sum := sha256.Sum256(raw)
	return Platform + "/unreadable-" + hex.EncodeToString(sum[:12])
}

func (m *message) fill(out *chat.Update, kind chat.UpdateKind, date int64) {
	if !m.Chat.private() {
		return
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	switch what := m.kind(); {
	case what != "" && kind == chat.Edited && text == "":
		return // a live location moved, a poll closed: nobody wrote words
	case what != "" && kind == chat.Text:
		out.Kind, out.Media = chat.Media, what
	case text == "":
		return // a service message: a pinned message, a shared contact list
	default:
		out.Kind, out.Media = kind, what
	}
	out.Address, out.Name = m.Chat.address(), m.From.name()
	out.Text = emphasize(text, entities)
	if out.Kind == chat.Media {
		out.Attachment = m.attachment(out.Media)
	}
	out.Message = strconv.FormatInt(m.ID, 10)
	if date > 0 {
		out.At = time.Unix(date, 0)
	}
}

func (c *callback) fill(out *chat.Update) {
	switch {
	case c.Message == nil || c.ID == "":
		return // pressed under a message that is not ours to know
	case c.Message.Chat.group():
		out.Kind, out.Address, out.By = chat.GroupPress, c.Message.Chat.address(), c.From.address()
		out.PressID = c.ID
		return
	case !c.Message.Chat.private():
		return
	}
	out.Kind, out.Address, out.Name = chat.Press, c.Message.Chat.address(), c.From.name()
	out.Message = strconv.FormatInt(c.Message.ID, 10)
	out.Choice, out.PressID = c.Data, c.ID
}

func (m *member) fill(out *chat.Update) {
	if m.Chat.group() {
		m.fillGroup(out)
		return
	}
	if !m.Chat.private() {
		return
	}
	switch m.New.Status {
	case "kicked":
		out.Kind = chat.Blocked
	case "member":
		out.Kind = chat.Unblocked
	default:
		return
	}
	out.Address, out.Name = m.Chat.address(), m.From.name()
	if m.Date > 0 {
		out.At = time.Unix(m.Date, 0)
	}
}

func (p place) private() bool { return p.Type == "private" && p.ID > 0 }

func (p place) address() chat.Address {
	return chat.Address{Platform: Platform, ID: strconv.FormatInt(p.ID, 10)}
}

func (p person) name() string {
	if p.Last == "" && !strings.ContainsAny(p.First, " \n\t") {
		return p.First
	}
	return strings.Join(strings.Fields(p.First+" "+p.Last), " ")
}

var errNoArray = errors.New("the result is no list of updates")

// splitArray cuts a JSON array into its elements, so that one that cannot be
// decoded does not spoil the others. The JSON must be valid; the elements share
// its bytes.
func splitArray(data []byte) ([][]byte, error) {
	data = bytes.TrimSpace(data)
	if len(data) < 2 || data[0] != '[' || data[len(data)-1] != ']' {
		return nil, errNoArray
	}
	data = data[1 : len(data)-1]
	var out [][]byte
	depth, start := 0, 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, bytes.TrimSpace(data[start:i]))
				start = i + 1
			}
		case '"':
			for i++; i < len(data) && data[i] != '"'; i++ {
				if data[i] == '\\' {
					i++
				}
			}
		}
	}
	if last := bytes.TrimSpace(data[start:]); len(last) > 0 {
		out = append(out, last)
	}
	return out, nil
}
