package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strconv"
	"time"
)

// Button is one button under a message.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
	URL  string `json:"url,omitempty"`
}

// Document is a file in a chat.
type Document struct {
	ID, Name, MIME string
	Data           []byte

	path string // under /file/bot<token>/
}

// addFile keeps a file under a new id. The lock is held.
func (s *Server) addFile(d Document, folder string) *Document {
	s.serial++
	d.ID = "doc" + strconv.FormatInt(s.serial, 10)
	d.path = folder + "/file_" + strconv.FormatInt(s.serial, 10) + path.Ext(path.Base(d.Name))
	s.files[d.ID] = &d
	return &d
}

// Message is a message as the chat shows it now.
type Message struct {
	ID       int64
	FromUser bool
	Date     time.Time
	Text     string // what is seen: markup read and gone; the caption of a document
	Raw      string // as sent
	Bold     []string
	Buttons  [][]Button
	Document *Document
	Photo    *Document
	Edits    int
}

// Labels are the texts of the buttons, row after row.
func (m Message) Labels() []string {
	var all []string
	for _, row := range m.Buttons {
		for _, b := range row {
			all = append(all, b.Text)
		}
	}
	return all
}

// room is one chat.
type room struct {
	id       int64
	messages []*stored
	next     int64 // message id
	blocked  bool  // of a group: the bot is not in it
	movedTo  int64 // of a group: its new id

	personJSON, chatJSON []byte
}

type stored struct {
	id       int64
	user     bool
	from     *room // of a group: who wrote it
	date     time.Time
	text     string
	mode     string // parse_mode
	markup   string // reply_markup
	document *Document
	photo    *Document
	edits    int
}

// room gives a chat, new if need be. The lock is held.
func (s *Server) room(id int64) *room {
	r := s.chats[id]
	if r == nil {
		r = &room{id: id, next: 1}
		r.setName("Người", strconv.FormatInt(id, 10))
		s.chats[id] = r
	}
	return r
}

// add stores a message and gives it its id. The lock is held.
func (s *Server) add(r *room, m *stored) {
	m.id, m.date = r.next, s.now()
	r.next++
	r.messages = append(r.messages, m)
	if keep := s.opts.Keep; keep > 0 && len(r.messages) > 2*keep {
		r.messages = slices.Clone(r.messages[len(r.messages)-keep:])
	}
	s.changed.Note()
}

func (r *room) find(id int64) *stored {
	i, ok := slices.BinarySearchFunc(r.messages, id, func(m *stored, id int64) int { return int(m.id - id) })
	if !ok {
		return nil
	}
	return r.messages[i]
}

// reach finds the chat a request is for. The lock is held.
func (s *Server) reach(r *request) (*room, answer, bool) {
	id := r.chat()
	c := s.chats[id]
	if c == nil && id > 0 && s.opts.Loose {
		c = s.room(id)
	}
	switch {
	case c == nil:
		return nil, refuse(http.StatusBadRequest, "Bad Request: chat not found"), false
	case c.movedTo != 0:
		return nil, migrated(c.movedTo), false
	case c.blocked && c.id < 0:
		return nil, refuse(http.StatusForbidden, "Forbidden: bot was kicked from the group chat"), false
	case c.blocked:
		return nil, faultAnswers[Blocked], false
	}
	return c, answer{}, true
}

func (s *Server) sendMessage(_ context.Context, r *request) answer {
	return s.take1(r, func(*room) (*stored, answer) {
		return &stored{text: r.params["text"], mode: r.params["parse_mode"], markup: r.params["reply_markup"]}, answer{}
	})
}

func (s *Server) sendDocument(_ context.Context, r *request) answer {
	return s.take1(r, func(*room) (*stored, answer) {
		var d *Document
		if f, sent := r.files["document"]; sent {
			d = s.addFile(Document{Name: f.name, MIME: f.mime, Data: f.data}, "documents")
		} else if d = s.files[r.params["document"]]; d == nil {
			return nil, refuse(http.StatusBadRequest, "Bad Request: wrong file identifier/HTTP URL specified")
		}
		return &stored{text: r.params["caption"], mode: r.params["parse_mode"], markup: r.params["reply_markup"], document: d}, answer{}
	})
}

// maxPhoto is the largest photo that a bot may send.
const maxPhoto = 10 << 20

func (s *Server) sendPhoto(_ context.Context, r *request) answer {
	return s.take1(r, func(*room) (*stored, answer) {
		f, sent := r.files["photo"]
		switch {
		case !sent:
			return nil, refuse(http.StatusBadRequest, "Bad Request: wrong file identifier/HTTP URL specified")
		case len(f.data) > maxPhoto:
			return nil, refuse(http.StatusBadRequest, "Bad Request: file is too big")
		case !bytes.HasPrefix(f.data, []byte("\x89PNG\r\n")) && !bytes.HasPrefix(f.data, []byte("\xff\xd8\xff")):
			return nil, refuse(http.StatusBadRequest, "Bad Request: IMAGE_PROCESS_FAILED")
		}
		d := s.addFile(Document{Name: f.name, MIME: f.mime, Data: f.data}, "photos")
		return &stored{text: r.params["caption"], mode: r.params["parse_mode"], markup: r.params["reply_markup"], photo: d}, answer{}
	})
}

// take1 stores one new message of the bot.
func (s *Server) take1(r *request, make func(*room) (*stored, answer)) answer {
	s.mu.Lock()
	c, no, reached := s.reach(r)
	if !reached {
		s.mu.Unlock()
		return no
	}
	m, no := make(c)
	if m == nil {
		s.mu.Unlock()
		return no
	}
	s.rate(c.id)
	s.add(c, m)
	a := s.messageAnswer(c, m)
	s.mu.Unlock()
	s.sent(r, c.id, m.id)
	return a
}

func (s *Server) sent(r *request, chat, message int64) {
	if s.opts.Sent == nil {
		return
	}
	text := r.params["text"]
	if text == "" {
		text = r.params["caption"]
	}
	s.opts.Sent(Sent{Chat: chat, Message: message, Method: r.method, Text: text, Buttons: r.params["reply_markup"]})
}

// messageAnswer is the message as the server gives it back.
func (s *Server) messageAnswer(c *room, m *stored) answer {
	b := make([]byte, 0, 256+len(m.text))
	b = append(b, `{"message_id":`...)
	b = strconv.AppendInt(b, m.id, 10)
	b = append(b, `,"from":{"id":123456789,"is_bot":true,"first_name":"Thư ký","username":"`...)
	b = append(b, s.opts.Username...)
	b = append(b, `"},"chat":`...)
	b = c.chat(b)
	b = append(b, `,"date":`...)
	b = strconv.AppendInt(b, m.date.Unix(), 10)
	text := m.text
	if m.mode != "" {
		if seen, _, err := readHTML(text); err == nil {
			text = seen
		}
	}
	if m.photo != nil {
		b = append(b, `,"photo":`...)
		b = appendJSON(b, []any{map[string]any{"file_id": m.photo.ID, "file_unique_id": "u" + m.photo.ID, "width": 800, "height": 1132, "file_size": len(m.photo.Data)}})
		b = append(b, `,"caption":`...)
	} else if m.document != nil {
		b = append(b, `,"document":`...)
		b = appendJSON(b, map[string]any{
			"file_id": m.document.ID, "file_unique_id": "u" + m.document.ID,
			"file_name": m.document.Name, "mime_type": m.document.MIME, "file_size": len(m.document.Data),
		})
		b = append(b, `,"caption":`...)
	} else {
		b = append(b, `,"text":`...)
	}
	b = appendJSON(b, text)
	return ok(append(b, '}'))
}

func appendJSON(b []byte, v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // unreachable: own types
	}
	return append(b, data...)
}

func (s *Server) editMessageText(_ context.Context, r *request) answer {
	s.mu.Lock()
	c, no, reached := s.reach(r)
	if !reached {
		s.mu.Unlock()
		return no
	}
	m := c.find(r.int("message_id"))
	switch {
	case m == nil:
		no = refuse(http.StatusBadRequest, "Bad Request: message to edit not found")
	case m.user:
		no = refuse(http.StatusBadRequest, "Bad Request: message can't be edited")
	case m.document != nil, m.photo != nil:
		no = refuse(http.StatusBadRequest, "Bad Request: there is no text in the message to edit")
	case m.text == r.params["text"] && m.mode == r.params["parse_mode"] && m.markup == r.params["reply_markup"]:
		no = refuse(http.StatusBadRequest, "Bad Request: message is not modified: specified new message content and "+
			"reply markup are exactly the same as a current content and reply markup of the message")
	}
	if no.code != 0 {
		s.mu.Unlock()
		return no
	}
	m.text, m.mode, m.markup = r.params["text"], r.params["parse_mode"], r.params["reply_markup"]
	m.edits++
	s.rate(c.id)
	s.changed.Note()
	a := s.messageAnswer(c, m)
	s.mu.Unlock()
	s.sent(r, c.id, m.id)
	return a
}

func (s *Server) deleteMessage(_ context.Context, r *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, no, reached := s.reach(r)
	if !reached {
		return no
	}
	id := r.int("message_id")
	if c.find(id) == nil {
		return refuse(http.StatusBadRequest, "Bad Request: message to delete not found")
	}
	c.messages = slices.DeleteFunc(c.messages, func(m *stored) bool { return m.id == id })
	s.changed.Note()
	return ok([]byte("true"))
}

// press is a button that was pressed.
type press struct {
	until    time.Time
	answered bool
	toast    string
}

func (s *Server) answerCallbackQuery(_ context.Context, r *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.presses[r.params["callback_query_id"]]
	if p == nil || p.answered || s.now().After(p.until) {
		return refuse(http.StatusBadRequest, "Bad Request: query is too old and response timeout expired or query ID is invalid")
	}
	p.answered, p.toast = true, r.params["text"]
	s.changed.Note()
	return ok([]byte("true"))
}

func (s *Server) getMe(context.Context, *request) answer {
	return okValue(map[string]any{
		"id": 123456789, "is_bot": true, "first_name": "Thư ký", "username": s.opts.Username,
		"can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
	})
}

func (s *Server) done(context.Context, *request) answer { return ok([]byte("true")) }
