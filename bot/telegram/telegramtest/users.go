package telegramtest

import (
	"strconv"
	"time"
)

// Entity is a range of UTF-16 units of a text with a meaning: "bold", "italic".
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
}

// callbackLane keeps presses apart from messages, as the real queues are.
const callbackLane = 3 << 33

// SetName gives a person's name as Telegram shows it.
func (s *Server) SetName(chat int64, first, last string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.room(chat).setName(first, last)
}

// UserSays writes a message in a private chat and gives its id.
func (s *Server) UserSays(chat int64, text string) int64 {
	return s.UserSaysFormatted(chat, text, nil)
}

// UserSaysFormatted is UserSays with bold, italics and the like.
func (s *Server) UserSaysFormatted(chat int64, text string, entities []Entity) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.room(chat)
	m := &stored{user: true, text: text}
	s.add(r, m)
	s.push("message", chat, keepMessages, func(id int64) []byte {
		b := s.header(id, "message", r, m)
		b = append(b, `,"text":`...)
		b = appendJSON(b, text)
		if len(entities) > 0 {
			b = append(b, `,"entities":`...)
			b = appendJSON(b, entities)
		}
		return append(b, "}}"...)
	})
	return m.id
}

// header begins an update with a message, up to the date.
func (s *Server) header(id int64, kind string, r *room, m *stored) []byte {
	b := append(make([]byte, 0, 320+len(m.text)), `{"update_id":`...)
	b = strconv.AppendInt(b, id, 10)
	b = append(b, `,"`...)
	b = append(b, kind...)
	b = append(b, `":{"message_id":`...)
	b = strconv.AppendInt(b, m.id, 10)
	b = append(b, `,"from":`...)
	from := r
	if m.from != nil {
		from = m.from
	}
	b = from.person(b)
	b = append(b, `,"chat":`...)
	b = r.chat(b)
	b = append(b, `,"date":`...)
	return strconv.AppendInt(b, m.date.Unix(), 10)
}

// person and chat append the two ways Telegram describes a person.
func (r *room) person(b []byte) []byte { return append(b, r.personJSON...) }
func (r *room) chat(b []byte) []byte   { return append(b, r.chatJSON...) }

func (r *room) setName(first, last string) {
	type names struct {
		First string `json:"first_name"`
		Last  string `json:"last_name,omitempty"`
	}
	r.personJSON = appendJSON(nil, struct {
		ID  int64 `json:"id"`
		Bot bool  `json:"is_bot"`
		names
		Language string `json:"language_code"`
	}{r.id, false, names{first, last}, "vi"})
	r.chatJSON = appendJSON(nil, struct {
		ID int64 `json:"id"`
		names
		Type string `json:"type"`
	}{r.id, names{first, last}, "private"})
}

// UserEdits gives an own message new words.
func (s *Server) UserEdits(chat, message int64, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.room(chat)
	m := r.find(message)
	if m == nil || !m.user {
		return
	}
	m.text = text
	m.edits++
	s.push("edited_message", chat, keepMessages, func(id int64) []byte {
		b := s.header(id, "edited_message", r, m)
		b = append(b, `,"edit_date":`...)
		b = strconv.AppendInt(b, s.now().Unix(), 10)
		b = append(b, `,"text":`...)
		b = appendJSON(b, text)
		return append(b, "}}"...)
	})
	s.changed.Note()
}

// UserPresses presses a button and gives the id of the press. The data need not
// stand under the message: a program can send anything.
func (s *Server) UserPresses(chat, message int64, data string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.press(s.room(chat), message, data)
}

func (s *Server) press(r *room, message int64, data string) string {
	s.serial++
	pressID := strconv.FormatInt(4_611_686_018_427_000_000+s.serial, 10)
	s.presses[pressID] = &press{until: s.now().Add(keepPresses)}
	if s.opts.Loose && len(s.presses) > 1<<16 {
		clear(s.presses)
	}
	s.push("callback_query", r.id+callbackLane, keepPresses, func(id int64) []byte {
		b := append(make([]byte, 0, 512), `{"update_id":`...)
		b = strconv.AppendInt(b, id, 10)
		b = append(b, `,"callback_query":{"id":"`...)
		b = append(b, pressID...)
		b = append(b, `","from":`...)
		b = r.person(b)
		b = append(b, `,"message":{"message_id":`...)
		b = strconv.AppendInt(b, message, 10)
		b = append(b, `,"chat":`...)
		b = r.chat(b)
		b = append(b, `,"date":`...)
		if m := r.find(message); m != nil && !m.user {
			b = strconv.AppendInt(b, m.date.Unix(), 10)
			b = append(b, `,"text":`...)
			b = appendJSON(b, m.text)
		} else {
			b = append(b, '0') // an inaccessible message
		}
		b = append(b, `},"chat_instance":"1","data":`...)
		b = appendJSON(b, data)
		return append(b, "}}"...)
	})
	return pressID
}

// UserPressesLabel presses the newest button with this label, and tells whether
// there is one.
func (s *Server) UserPressesLabel(chat int64, label string) (pressID string, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.room(chat)
	for i := len(r.messages) - 1; i >= 0; i-- {
		for _, row := range readButtons(r.messages[i].markup) {
			for _, b := range row {
				if b.Text == label {
					return s.press(r, r.messages[i].id, b.Data), true
				}
			}
		}
	}
	return "", false
}

// media is the JSON of each kind of content, as far as a bot looks at it.
var media = map[string]string{
	"sticker":    `{"file_id":"s1","file_unique_id":"us1","type":"regular","width":512,"height":512,"is_animated":false,"is_video":false,"emoji":"👍"}`,
	"photo":      `[{"file_id":"p1","file_unique_id":"up1","width":90,"height":90,"file_size":1000}]`,
	"voice":      `{"file_id":"v1","file_unique_id":"uv1","duration":3,"mime_type":"audio/ogg"}`,
	"video":      `{"file_id":"w1","file_unique_id":"uw1","width":90,"height":90,"duration":3}`,
	"video_note": `{"file_id":"n1","file_unique_id":"un1","length":90,"duration":3}`,
	"audio":      `{"file_id":"a1","file_unique_id":"ua1","duration":3}`,
	"document":   `{"file_id":"d1","file_unique_id":"ud1","file_name":"số liệu.xlsx","mime_type":"application/vnd.ms-excel","file_size":1000}`,
	"contact":    `{"phone_number":"+84000000000","first_name":"Hoa"}`,
	"location":   `{"latitude":10.5,"longitude":105.5}`,
	"dice":       `{"emoji":"🎲","value":3}`,
}

// UserSends sends a sticker, photo, voice, video, video_note, audio, document,
// contact, location or dice, with a caption where it may have one.
func (s *Server) UserSends(chat int64, kind, caption string) int64 {
	content, known := media[kind]
	if !known {
		panic("telegramtest: no such content: " + kind)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.room(chat)
	m := &stored{user: true, text: caption}
	s.add(r, m)
	s.push("message", chat, keepMessages, func(id int64) []byte {
		b := s.header(id, "message", r, m)
		b = append(b, `,"`+kind+`":`+content...)
		if caption != "" {
			b = append(b, `,"caption":`...)
			b = appendJSON(b, caption)
		}
		return append(b, "}}"...)
	})
	return m.id
}

// UserSendsSticker sends a sticker.
func (s *Server) UserSendsSticker(chat int64) int64 { return s.UserSends(chat, "sticker", "") }

// UserBlocks stops the bot: every send to the chat fails from now on.
func (s *Server) UserBlocks(chat int64) { s.member(chat, true, "kicked") }

// UserUnblocks lets the bot in again.
func (s *Server) UserUnblocks(chat int64) { s.member(chat, false, "member") }

func (s *Server) member(chat int64, blocked bool, status string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.room(chat)
	r.blocked = blocked
	s.push("my_chat_member", chat, keepMessages, func(id int64) []byte {
		b := append([]byte(nil), `{"update_id":`...)
		b = strconv.AppendInt(b, id, 10)
		b = append(b, `,"my_chat_member":{"chat":`...)
		b = r.chat(b)
		b = append(b, `,"from":`...)
		b = r.person(b)
		b = append(b, `,"date":`...)
		b = strconv.AppendInt(b, s.now().Unix(), 10)
		b = append(b, `,"old_chat_member":{"user":{"id":123456789,"is_bot":true,"first_name":"x"},"status":"member"}`...)
		return append(b, `,"new_chat_member":{"user":{"id":123456789,"is_bot":true,"first_name":"x"},"status":"`+status+`"}}}`...)
	})
	s.changed.Note()
}

// PushRaw adds an update of any shape; body gets its id. Kind is the update's
// field, such as "message".
func (s *Server) PushRaw(kind string, body func(id int64) string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.push(kind, 0, 24*time.Hour, func(id int64) []byte { return []byte(body(id)) })
}
