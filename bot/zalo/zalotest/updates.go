package zalotest

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// pollFloor is how often a bot may poll: what it was given may come again at once. The
// clocks of two machines differ a little.
const pollFloor = time.Second - 100*time.Millisecond

// pollSlack is how many polls more than one in pollFloor may come over a network: on a busy
// machine one comes late and the next in time.
const pollSlack = 5

type update struct {
	chat string
	body json.RawMessage
}

// push queues an update of somebody whom the bot serves. The lock is held.
func (s *Server) push(r *room, e map[string]any) {
	if r != nil && s.tooMany(r) {
		return
	}
	body, err := json.Marshal(e)
	if err != nil {
		panic(err) // unreachable: only strings and numbers
	}
	u := &update{body: body}
	if r != nil {
		u.chat = r.id
	}
	s.queue = append(s.queue, u)
	s.deliver()
	s.changed.Broadcast()
}

// getUpdates gives one update. There is no offset and no acknowledgement: what was given
// is gone, or comes on every poll.
func (s *Server) getUpdates(ctx context.Context, r request) answer {
	hold := 30 * time.Second
	if text, given := r["timeout"]; given {
		seconds, err := strconv.Atoi(text)
		if err != nil || seconds < 0 || seconds > 30 {
			s.violate("getUpdates: timeout %q", text)
			return refuse(http.StatusBadRequest, "Bad request: timeout")
		}
		hold = time.Duration(seconds) * time.Second
	}
	s.mu.Lock()
	now := time.Now()
	switch {
	case s.polls == 0:
		s.firstPoll = now
	case s.opts.Offline && now.Sub(s.polled) < pollFloor:
		s.violateLocked("getUpdates: %s after the last", now.Sub(s.polled))
	case s.polls > pollSlack+int(now.Sub(s.firstPoll)/pollFloor):
		s.violateLocked("getUpdates: %d in %s", s.polls, now.Sub(s.firstPoll))
	}
	s.polls++
	s.polled = now
	s.mu.Unlock()

	limited, cancel := context.WithTimeout(ctx, hold)
	defer cancel()
	ready := func() bool { return s.hook != nil || len(s.queue) > 0 || s.opts.Replay && len(s.past) > 0 }
	err := s.wait(limited, "an update", ready)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.hook != nil:
		return refuse(http.StatusBadRequest, "You cannot use this API while a webhook is set. Please delete the webhook first.")
	case ctx.Err() != nil || err != nil && !ready():
		return refuse(http.StatusRequestTimeout, "Request timeout")
	}
	var u *update
	if len(s.queue) > 0 {
		u = s.queue[0]
		s.queue = s.queue[1:]
		s.past = append(s.past, u)
		s.changed.Broadcast()
	} else {
		u = s.past[len(s.past)-1]
	}
	if s.opts.List {
		return result([]json.RawMessage{u.body})
	}
	return result(u.body)
}

// Redeliver gives everything once more that was given or taken.
func (s *Server) Redeliver() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(slices.Clone(s.past), s.queue...)
	s.past = nil
	s.deliver()
	s.changed.Broadcast()
}

// Taken is how many updates were given to a poll or taken by the webhook, those of
// Redeliver again.
func (s *Server) Taken() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.past)
}

// WaitTaken waits until every update was given to a poll or taken by the webhook.
func (s *Server) WaitTaken(ctx context.Context) error {
	return s.wait(ctx, "all updates to be taken", func() bool { return len(s.queue) == 0 })
}

// message begins an event with a message of a person in a chat.
func (s *Server) message(name, kind string, from, in *room, content map[string]any) (id string, event map[string]any) {
	id = s.newID()
	chatType := "PRIVATE"
	if in.group {
		chatType = "GROUP"
	}
	m := map[string]any{
		"message_id": id, "date": time.Now().UnixMilli(), "message_type": kind,
		"from": map[string]any{"id": from.id, "display_name": from.name, "is_bot": from.id == selfID},
		"chat": map[string]any{"id": in.id, "chat_type": chatType},
	}
	for name, value := range content {
		m[name] = value
	}
	return id, map[string]any{"event_name": name, "message": m}
}

// write lets a person write something of a kind, and gives the id of the message.
func (s *Server) write(person, in, name, kind string, content map[string]any) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := s.room(person)
	at := from
	if in != "" {
		at = s.room(in)
		at.group = true
	}
	id, event := s.message(name, kind, from, at, content)
	s.push(at, event)
	return id
}

// UserSays writes a message in the private chat with the bot and gives its id.
func (s *Server) UserSays(person, text string) string {
	return s.write(person, "", "message.text.received", "CHAT_TEXT", map[string]any{"text": text})
}

// GroupSays writes in a group and mentions the bot; anything else would not reach it.
func (s *Server) GroupSays(group, person, text string) string {
	return s.write(person, group, "message.text.received", "CHAT_TEXT", map[string]any{"text": "@" + s.opts.Name + " " + text})
}

// UserSendsPhoto sends a photo, with a caption where it is not empty.
func (s *Server) UserSendsPhoto(person, caption string, data []byte) (message, link string) {
	link = s.addPhoto(data)
	content := map[string]any{"photo_url": link}
	if s.opts.OldPhoto {
		content = map[string]any{"photo": link}
	}
	if caption != "" {
		content["caption"] = caption
	}
	return s.write(person, "", "message.image.received", "CHAT_PHOTO", content), link
}

// UserSendsSticker sends a sticker.
func (s *Server) UserSendsSticker(person string) string {
	return s.write(person, "", "message.sticker.received", "CHAT_STICKER",
		map[string]any{"sticker": "5cb6159929dcc082", "url": "https://sticker.invalid/sticker?eid=1"})
}

// UserSendsVoice sends a voice message.
func (s *Server) UserSendsVoice(person string) string {
	return s.write(person, "", "message.voice.received", "CHAT_VOICE", map[string]any{"voice_url": "https://voice.invalid/1.aac"})
}

// UserSendsFile sends a file, of which nothing reaches the bot but that there was
// something: with a message, or without even that.
func (s *Server) UserSendsFile(person string, withMessage bool) {
	if withMessage {
		s.write(person, "", "message.unsupported.received", "CHAT_FILE", nil)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(s.room(person), map[string]any{"event_name": "message.unsupported.received"})
}

// PushRaw queues an update of any shape; event is JSON.
func (s *Server) PushRaw(event string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, &update{body: json.RawMessage(event)})
	s.deliver()
	s.changed.Broadcast()
}
