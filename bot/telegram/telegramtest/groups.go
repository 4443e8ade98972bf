package telegramtest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// supergroups have ids below this one.
const supergroups = -1_000_000_000_000

// SetGroup makes a group chat with a title, in which the bot is not yet.
func (s *Server) SetGroup(group int64, title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.group(group, title).blocked = true
}

// group gives a group chat, new if need be. The lock is held.
func (s *Server) group(id int64, title string) *room {
	if id >= 0 {
		panic("telegramtest: groups have negative ids")
	}
	r := s.chats[id]
	if r == nil {
		r = &room{id: id, next: 1}
		kind := "group"
		if id < supergroups {
			kind = "supergroup"
		}
		r.chatJSON = appendJSON(nil, map[string]any{"id": id, "type": kind, "title": title})
		s.chats[id] = r
	}
	return r
}

// who is a person who does something in a group. Somebody who never wrote to the bot has
// no private chat with it afterwards either. The lock is held.
func (s *Server) who(person int64) *room {
	if r := s.chats[person]; r != nil {
		return r
	}
	r := &room{id: person}
	r.setName("Người", strconv.FormatInt(person, 10))
	return r
}

// AddToGroup puts the bot into a group.
func (s *Server) AddToGroup(group, by int64, title string) {
	s.groupMember(group, by, title, "left", "member")
}

// RemoveFromGroup takes the bot out.
func (s *Server) RemoveFromGroup(group, by int64) { s.groupMember(group, by, "", "member", "kicked") }

func (s *Server) groupMember(group, by int64, title, was, is string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, from := s.group(group, title), s.who(by)
	r.blocked = is == "kicked"
	const us = `{"user":{"id":123456789,"is_bot":true,"first_name":"x"},"status":"`
	until := ""
	if is == "kicked" {
		until = `,"until_date":0`
	}
	s.push("my_chat_member", group, keepMessages, func(id int64) []byte {
		b := strconv.AppendInt([]byte(`{"update_id":`), id, 10)
		b = append(b, `,"my_chat_member":{"chat":`...)
		b = r.chat(b)
		b = append(b, `,"from":`...)
		b = from.person(b)
		b = append(b, `,"date":`...)
		b = strconv.AppendInt(b, s.now().Unix(), 10)
		return append(b, `,"old_chat_member":`+us+was+`"},"new_chat_member":`+us+is+`"`+until+`}}}`...)
	})
	s.changed.Note()
}

var (
	commandAtStart = regexp.MustCompile(`^/[A-Za-z0-9_]+(@[A-Za-z0-9_]+)?`)
	mentions       = regexp.MustCompile(`@[A-Za-z0-9_]+`)
)

// GroupSays writes in a group, as a reply to replyTo unless that is 0, and gives the id
// of the message. In privacy mode the bot gets it only when it is meant for it.
func (s *Server) GroupSays(group, person int64, text string, replyTo int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.group(group, "")
	m := &stored{user: true, text: text, from: s.who(person)}
	s.add(r, m)
	entities, meant := s.entities(text)
	to := r.find(replyTo)
	if to != nil && !to.user {
		meant = true
	}
	if r.blocked || r.movedTo != 0 || !meant && !s.opts.ReadAll {
		return m.id
	}
	s.push("message", group, keepMessages, func(id int64) []byte {
		b := s.header(id, "message", r, m)
		if to != nil {
			b = append(b, `,"reply_to_message":{"message_id":`...)
			b = strconv.AppendInt(b, to.id, 10)
			b = append(b, `,"from":`...)
			if to.user {
				b = to.from.person(b)
			} else {
				b = append(b, `{"id":123456789,"is_bot":true,"first_name":"Thư ký"}`...)
			}
			b = append(b, `,"chat":`...)
			b = r.chat(b)
			b = append(b, `,"date":1}`...)
		}
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

// entities finds commands and names in a text, and tells whether they mean the bot.
func (s *Server) entities(text string) (all []Entity, meant bool) {
	units := func(t string) int { return len(utf16.Encode([]rune(t))) }
	rest := 0
	if at := commandAtStart.FindStringIndex(text); at != nil {
		_, to, named := strings.Cut(text[:at[1]], "@")
		meant = !named || strings.EqualFold(to, s.opts.Username)
		all, rest = append(all, Entity{"bot_command", 0, units(text[:at[1]])}), at[1]
	}
	for _, at := range mentions.FindAllStringIndex(text[rest:], -1) {
		from, to := rest+at[0], rest+at[1]
		meant = meant || strings.EqualFold(text[from+1:to], s.opts.Username)
		all = append(all, Entity{"mention", units(text[:from]), units(text[from:to])})
	}
	return all, meant
}

// GroupPresses presses a button under a message in a group.
func (s *Server) GroupPresses(group, person, message int64, data string) (pressID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := *s.group(group, "")
	r.personJSON = s.who(person).personJSON
	return s.press(&r, message, data)
}

// MigrateGroup makes a supergroup of a group: it has another id from now on. Telegram
// tells of it in both.
func (s *Server) MigrateGroup(group, to int64, title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, after := s.group(group, title), s.group(to, title)
	before.movedTo = to
	anonymous := &room{personJSON: []byte(`{"id":1087968824,"is_bot":true,"first_name":"Group","username":"GroupAnonymousBot"}`)}
	tell := func(r *room, field string, other int64) {
		m := &stored{user: true, from: anonymous}
		s.add(r, m)
		s.push("message", r.id, keepMessages, func(id int64) []byte {
			b := s.header(id, "message", r, m)
			b = append(b, `,"sender_chat":`...)
			b = r.chat(b)
			b = append(b, `,"`+field+`":`...)
			return append(strconv.AppendInt(b, other, 10), "}}"...)
		})
	}
	tell(before, "migrate_to_chat_id", to)
	tell(after, "migrate_from_chat_id", group)
}
