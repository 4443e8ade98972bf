package telegramtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Messages is what a chat shows now, both sides, oldest first.
func (s *Server) Messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.show(chat, func(*stored) bool { return true })
}

// BotMessages is what a chat shows now of the bot, oldest first.
func (s *Server) BotMessages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.show(chat, func(m *stored) bool { return !m.user })
}

func (s *Server) show(chat int64, want func(*stored) bool) []Message {
	r := s.chats[chat]
	if r == nil {
		return nil
	}
	var all []Message
	for _, m := range r.messages {
		if want(m) {
			all = append(all, m.view())
		}
	}
	return all
}

func (m *stored) view() Message {
	v := Message{ID: m.id, FromUser: m.user, Date: m.date, Raw: m.text, Text: m.text, Document: m.document, Photo: m.photo, Edits: m.edits}
	if m.mode != "" {
		if text, bold, err := readHTML(m.text); err == nil {
			v.Text, v.Bold = text, bold
		}
	}
	v.Buttons = readButtons(m.markup)
	return v
}

func readButtons(markup string) [][]Button {
	var k struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if markup != "" {
		_ = json.Unmarshal([]byte(markup), &k)
	}
	return k.Rows
}

// WaitMessages waits until the bot has shown n messages in a chat.
func (s *Server) WaitMessages(ctx context.Context, chat int64, n int) ([]Message, error) {
	var all []Message
	err := s.changed.Wait(ctx, &s.mu, fmt.Sprintf("%d messages in chat %d", n, chat), func() bool {
		all = s.show(chat, func(m *stored) bool { return !m.user })
		return len(all) >= n
	})
	return all, err
}

// WaitText waits until the bot shows a message that contains text, and gives the
// latest such message.
func (s *Server) WaitText(ctx context.Context, chat int64, text string) (Message, error) {
	var found Message
	err := s.changed.Wait(ctx, &s.mu, fmt.Sprintf("%q in chat %d", text, chat), func() bool {
		r := s.chats[chat]
		if r == nil {
			return false
		}
		for _, m := range slices.Backward(r.messages) {
			if v := m.view(); !m.user && strings.Contains(v.Text, text) {
				found = v
				return true
			}
		}
		return false
	})
	return found, err
}

// WaitReply waits until the latest message of a chat is the bot's and gives it.
func (s *Server) WaitReply(ctx context.Context, chat int64) (Message, error) {
	var found Message
	err := s.changed.Wait(ctx, &s.mu, fmt.Sprintf("a reply in chat %d", chat), func() bool {
		r := s.chats[chat]
		if r == nil || len(r.messages) == 0 || r.messages[len(r.messages)-1].user {
			return false
		}
		found = r.messages[len(r.messages)-1].view()
		return true
	})
	return found, err
}

// WaitAnswered waits until a press was acknowledged and gives the words shown.
func (s *Server) WaitAnswered(ctx context.Context, pressID string) (string, error) {
	var toast string
	err := s.changed.Wait(ctx, &s.mu, "press "+pressID+" to be answered", func() bool {
		p := s.presses[pressID]
		if p == nil || !p.answered {
			return false
		}
		toast = p.toast
		return true
	})
	return toast, err
}
