package telegram

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"thuky/chat"
)

// Of groups only what is meant for us is read; all else stays Ignored.

// self is who we are, as far as we know.
type self struct {
	id   int64  // 0 = not known
	name string // username; "" = not known
}

// self takes the id from the token: it is the part before the colon.
func (t *Transport) self() self {
	before, _, _ := strings.Cut(t.cfg.Token, ":")
	id, err := strconv.ParseInt(before, 10, 64)
	if err != nil {
		id = 0
	}
	return self{id, t.Username()}
}

// grouped are the parts of a message that matter in groups.
type grouped struct {
	MigrateTo   int64   `json:"migrate_to_chat_id"`
	MigrateFrom int64   `json:"migrate_from_chat_id"`
	SenderChat  present `json:"sender_chat"` // an anonymous admin, or a channel
	ReplyTo     *struct {
		From person `json:"from"`
	} `json:"reply_to_message"`
}

// splits tells whether a cut before unit i goes through a character.
func splits(units []uint16, i int) bool {
	return i > 0 && i < len(units) && utf16.IsSurrogate(rune(units[i])) && units[i] >= 0xdc00
}

// fillGroup takes words that are meant for us, and a move.
func (m *message) fillGroup(out *chat.Update, s self) {
	switch {
	case m.MigrateTo != 0:
		out.Kind, out.Address, out.To = chat.GroupMoved, m.Chat.address(), place{ID: m.MigrateTo}.address()
		return
	case m.MigrateFrom != 0:
		out.Kind, out.Address, out.To = chat.GroupMoved, place{ID: m.MigrateFrom}.address(), m.Chat.address()
		return
	case m.From.Bot && !bool(m.SenderChat):
		return
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	reply := m.ReplyTo != nil && s.id != 0 && m.ReplyTo.From.ID == s.id
	words, meant := s.meant(text, entities, reply)
	if !meant {
		return
	}
	out.Kind, out.Address, out.Name, out.Text = chat.GroupText, m.Chat.address(), m.Chat.Title, words
	out.Message = strconv.FormatInt(m.ID, 10)
	if !bool(m.SenderChat) {
		out.By = m.From.address()
	}
	if m.Date > 0 {
		out.At = time.Unix(m.Date, 0)
	}
}

// meant tells whether words in a group are for us: they begin with a command that is
// not another bot's, they hold our name, or they are a reply to us. Our name is taken out.
func (s self) meant(text string, entities []entity, reply bool) (words string, ok bool) {
	units := utf16.Encode([]rune(text))
	ok = reply
	var rest []uint16
	at := 0
	for _, e := range entities {
		if e.Offset < at || e.Length < 1 || e.Offset > len(units) || e.Length > len(units)-e.Offset ||
			splits(units, e.Offset) || splits(units, e.Offset+e.Length) {
			continue
		}
		part := string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
		command, to, named := strings.Cut(part, "@")
		ours := named && s.name != "" && strings.EqualFold(to, s.name)
		switch {
		case e.Type == "bot_command" && e.Offset == 0 && named && !ours:
			return "", false
		case e.Type == "bot_command" && e.Offset == 0, e.Type == "mention" && ours:
			ok = true
			rest = append(append(rest, units[at:e.Offset]...), utf16.Encode([]rune(command))...)
			at = e.Offset + e.Length
		}
	}
	words = string(utf16.Decode(append(rest, units[at:]...)))
	return strings.Trim(words, " \n\t,:"), ok
}

// fillGroup takes that we were put into a group or out of it. That our rights in it
// changed is no news.
func (m *member) fillGroup(out *chat.Update) {
	was, is := m.Old.in(), m.New.in()
	switch {
	case is && !was:
		out.Kind, out.Name = chat.GroupJoined, m.Chat.Title
	case !is && (was || m.Old.Status == ""):
		out.Kind = chat.GroupLeft
	default:
		return
	}
	out.Address = m.Chat.address()
	if !m.From.Bot { // an anonymous admin is a bot of Telegram's
		out.By = m.From.address()
	}
	if m.Date > 0 {
		out.At = time.Unix(m.Date, 0)
	}
}

// in tells whether one of this standing is in the group.
func (s standing) in() bool {
	switch s.Status {
	case "member", "administrator", "creator":
		return true
	case "restricted":
		return s.Member == nil || *s.Member
	}
	return false
}

func (p place) group() bool { return (p.Type == "group" || p.Type == "supergroup") && p.ID < 0 }

// address is the private chat with a person: it has the person's own id.
func (p person) address() chat.Address {
	if p.ID <= 0 {
		return chat.Address{}
	}
	return place{ID: p.ID}.address()
}
