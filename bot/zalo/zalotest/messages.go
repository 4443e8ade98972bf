package zalotest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"thuky/bot/wire/wiretest"
)

// PhotoHost is where the photos are that people send.
const PhotoHost = "photo.zalo.invalid"

// downloads is how often a picture is fetched before and after it is shown.
const downloads = 3

// maxPicture is the largest picture that is fetched, in bytes.
const maxPicture = 5 << 20

// room is a chat.
type room struct {
	id, name string
	group    bool
	number   int // of the people, in the order in which they came
	shown    []Message
	typing   int
}

// Message is one of the bot's as a person sees it.
type Message struct {
	ID      string
	Text    string // or the caption
	Picture []byte // nil without one
	Link    string // of the picture, or of what else was sent
	Black   bool   // the picture could not be fetched a second time
	Date    time.Time
}

// room gives a chat; who is new counts as a person. The lock is held.
func (s *Server) room(id string) *room {
	r := s.chats[id]
	if r == nil {
		r = &room{id: id, name: "Người " + id, group: strings.HasPrefix(id, "zgr-")}
		if !r.group {
			s.people++
			r.number = s.people
		}
		s.chats[id] = r
	}
	return r
}

// tooMany tells whether somebody came when the bot had all the people it may serve:
// nothing they write arrives, and nothing is sent to them.
func (s *Server) tooMany(r *room) bool { return r.number > s.opts.Users }

// SetName gives a person's name as Zalo shows it. They count as having written before.
func (s *Server) SetName(person, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.room(person).name = name
}

func (s *Server) sendMessage(_ context.Context, r request) answer {
	return s.show(r, Message{Text: r["text"]})
}

func (s *Server) sendOther(_ context.Context, r request) answer {
	return s.show(r, Message{Link: r["sticker"] + r["voice_url"]})
}

// sendPhoto fetches the picture several times: before it answers, and for every device.
func (s *Server) sendPhoto(ctx context.Context, r request) answer {
	m := Message{Text: r["caption"], Link: r["photo"]}
	for i := range downloads {
		data, err := s.fetchPicture(ctx, m.Link)
		switch {
		case err != nil && i == 0:
			return refuse(http.StatusBadRequest, "Bad request: the photo cannot be fetched")
		case err != nil || i > 0 && !bytes.Equal(data, m.Picture):
			m.Black = true
		default:
			m.Picture = data
		}
	}
	return s.show(r, m)
}

func (s *Server) fetchPicture(ctx context.Context, link string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, http.NoBody)
	if err != nil {
		return nil, err
	}
	resp, err := cmp.Or(s.opts.PictureTransport, http.DefaultTransport).RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode != http.StatusOK || !strings.HasPrefix(kind, "image/") {
		return nil, fmt.Errorf("HTTP %d, %s", resp.StatusCode, kind)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxPicture+1))
	if len(data) > maxPicture {
		return nil, fmt.Errorf("over %d bytes", maxPicture)
	}
	return data, err
}

// show puts a message into its chat, if its person and the month allow.
func (s *Server) show(r request, m Message) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.chats[r["chat_id"]]
	switch {
	case in == nil:
		s.violateLocked("a message to %s, who never wrote", r["chat_id"])
		return refuse(http.StatusBadRequest, "Bad request: chat_id")
	case s.tooMany(in):
		return refuse(http.StatusForbidden, "Internal server error")
	case s.quotaLeft <= 0:
		return refuse(http.StatusTooManyRequests, "Quota exceeded")
	}
	s.quotaLeft--
	m.ID, m.Date = s.newID(), time.Now()
	in.shown = append(in.shown, m)
	if s.opts.Echo {
		_, event := s.message("message.text.received", "CHAT_TEXT", &room{id: selfID, name: s.opts.Name}, in, map[string]any{"text": m.Text})
		s.push(in, event)
	}
	s.changed.Broadcast()
	return result(map[string]any{"message_id": m.ID, "date": m.Date.UnixMilli()})
}

func (s *Server) sendChatAction(_ context.Context, r request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if in := s.chats[r["chat_id"]]; in != nil {
		in.typing++
	} else {
		s.violateLocked("sendChatAction to %s, who never wrote", r["chat_id"])
	}
	s.changed.Broadcast()
	return answer{OK: true}
}

// NewMonth gives the bot all the messages of a month again.
func (s *Server) NewMonth() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quotaLeft = s.opts.Quota
}

// BotMessages is what a chat shows of the bot, oldest first.
func (s *Server) BotMessages(chat string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown(chat)
}

func (s *Server) shown(chat string) []Message {
	if r := s.chats[chat]; r != nil {
		return slices.Clone(r.shown)
	}
	return nil
}

// Typing is how often the bot was shown to be writing in a chat.
func (s *Server) Typing(chat string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.chats[chat]; r != nil {
		return r.typing
	}
	return 0
}

// WaitMessages waits until the bot has shown n messages in a chat.
func (s *Server) WaitMessages(ctx context.Context, chat string, n int) (all []Message, err error) {
	err = s.wait(ctx, fmt.Sprintf("%d messages in chat %s", n, chat), func() bool {
		all = s.shown(chat)
		return len(all) >= n
	})
	return all, err
}

// WaitText waits until the bot shows a message that contains text, and gives the latest.
func (s *Server) WaitText(ctx context.Context, chat, text string) (m Message, err error) {
	err = s.wait(ctx, fmt.Sprintf("%q in chat %s", text, chat), func() bool {
		all := s.shown(chat)
		i := len(all) - 1
		for i >= 0 && !strings.Contains(all[i].Text, text) {
			i--
		}
		if i >= 0 {
			m = all[i]
		}
		return i >= 0
	})
	return m, err
}

// addPhoto keeps a photo and gives its link.
func (s *Server) addPhoto(data []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	path := "/" + s.newID() + "/anh.jpg"
	s.photos[path] = data
	return "https://" + PhotoHost + path + "?ten=geheim"
}

// Photos reaches the host of the photos that people send, without a network.
func (s *Server) Photos() http.RoundTripper {
	return wiretest.RoundTripper(http.HandlerFunc(s.servePhoto))
}

func (s *Server) servePhoto(w http.ResponseWriter, r *http.Request) {
	f := s.take(Download, "")
	if f.before(s, w, r, nil) {
		return
	}
	s.mu.Lock()
	data, found := s.photos[r.URL.Path]
	s.mu.Unlock()
	switch {
	case r.Method != http.MethodGet || r.Host != PhotoHost:
		s.violate("download: %s at %s, want a GET at %s", r.Method, r.Host, PhotoHost)
		w.WriteHeader(http.StatusBadRequest)
		return
	case !found:
		w.WriteHeader(http.StatusForbidden) // as such hosts do
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	if f.Kind != "" { // DropAfter, HalfFile
		_, _ = w.Write(data[:len(data)/2])
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(data) // who asked is gone
}
