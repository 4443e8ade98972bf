package zalooatest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// user is one person as the account knows them. All fields are under the lock.
type user struct {
	id    string
	wrote time.Time // last
	left  bool      // follows the account no more
	sent  []Sent
}

// Opens lets a person open a chat, as if they had just written.
func (s *Server) Opens(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.user(id)
}

// user finds a person, or lets them come. The lock is held.
func (s *Server) user(id string) *user {
	u := s.users[id]
	if u == nil {
		u = &user{id: id, wrote: time.Now()}
		s.users[id] = u
	}
	return u
}

// Messages are what a person was sent, oldest first.
func (s *Server) Messages(id string) []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.users[id]; u != nil {
		return slices.Clone(u.sent)
	}
	return nil
}

// WaitMessages waits until a person was sent n messages.
func (s *Server) WaitMessages(ctx context.Context, id string, n int) ([]Sent, error) {
	var all []Sent
	err := s.changed.Wait(ctx, &s.mu, fmt.Sprintf("%d messages to %s", n, id), func() bool {
		if u := s.users[id]; u != nil {
			all = slices.Clone(u.sent)
		}
		return len(all) >= n
	})
	return all, err
}

// WaitText waits until a person was sent words that contain a text, and gives the message.
func (s *Server) WaitText(ctx context.Context, id, text string) (Sent, error) {
	var found Sent
	err := s.changed.Wait(ctx, &s.mu, fmt.Sprintf("%q to %s", text, id), func() bool {
		u := s.users[id]
		if u == nil {
			return false
		}
		for _, m := range slices.Backward(u.sent) {
			if strings.Contains(m.Text, text) {
				found = m
				return true
			}
		}
		return false
	})
	return found, err
}

// UserSays writes words to the account.
func (s *Server) UserSays(id, text string) {
	s.write(id, "user_send_text", map[string]any{"text": text})
}

// UserPresses taps the newest button with that title, and tells whether there is one.
func (s *Server) UserPresses(id, title string) bool {
	for _, m := range slices.Backward(s.Messages(id)) {
		for _, b := range m.Buttons {
			if b.Title == title {
				s.UserSays(id, b.Payload)
				return true
			}
		}
	}
	return false
}

// UserSendsFile sends a file, "file" or "image".
func (s *Server) UserSendsFile(id, kind, name string, data []byte) {
	s.mu.Lock()
	path := fmt.Sprintf("/sent/%d/%s", s.next(), name)
	s.files[path] = data
	s.mu.Unlock()
	payload := map[string]any{"url": FileHost + (&url.URL{Path: path}).EscapedPath()}
	if kind == "file" {
		payload["name"], payload["size"], payload["type"] = name, strconv.Itoa(len(data)), "file"
	}
	s.write(id, "user_send_"+kind, map[string]any{"attachments": []any{map[string]any{"type": kind, "payload": payload}}})
}

// write delivers a message of a person.
func (s *Server) write(id, name string, message map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.user(id)
	u.wrote = time.Now()
	message["msg_id"] = fmt.Sprintf("%020x", s.next())
	s.push(id, name, map[string]any{
		"user_id_by_app": "7" + id, "sender": party(id), "recipient": party(AccountID), "message": message,
	})
}

// UserFollows and UserLeaves follow the account and stop to.
func (s *Server) UserFollows(id string) { s.follow(id, "follow", false) }

// UserLeaves stops to follow the account.
func (s *Server) UserLeaves(id string) { s.follow(id, "unfollow", true) }

func (s *Server) follow(id, name string, left bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.user(id).left = left
	s.push(id, name, map[string]any{"oa_id": AccountID, "follower": party(id), "source": "oa_profile"})
}

// echo tells the webhook what the account sent, and that it was received. The lock is held.
func (s *Server) echo(u *user, sent Sent) {
	words := map[string]any{"msg_id": sent.ID, "text": sent.Text}
	s.push("", "oa_send_text", map[string]any{"sender": party(AccountID), "recipient": party(u.id), "message": words})
	s.push("", "user_received_message", map[string]any{
		"sender": party(AccountID), "recipient": party(u.id), "message": map[string]any{"msg_id": sent.ID, "delivery_time": sent.At.UnixMilli()},
	})
}

func party(id string) map[string]any { return map[string]any{"id": id} }

// PushRaw delivers an event of any shape; app_id, event_name and timestamp are added.
func (s *Server) PushRaw(name string, fields map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push("", name, fields)
}
