package zalooatest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// The limits of messages.
const (
	maxText    = 2000
	maxButtons = 5
	maxTitle   = 100
	maxPayload = 1000
)

// Sent is one message of the account as the person sees it.
type Sent struct {
	ID      string
	Text    string
	Buttons []Button
	File    string // its name
	Picture string // its name
	Data    []byte // of file or picture
	At      time.Time
}

// Button is a button under a message.
type Button struct {
	Title   string `json:"title"`
	Type    string `json:"type"`
	Payload string `json:"payload"`
}

type content struct {
	Recipient struct {
		User string `json:"user_id"`
	} `json:"recipient"`
	Message struct {
		Text       *string `json:"text"`
		Attachment *struct {
			Type    string `json:"type"`
			Payload struct {
				Template string `json:"template_type"`
				Elements []struct {
					Media string `json:"media_type"`
					ID    string `json:"attachment_id"`
				} `json:"elements"`
				Buttons []Button `json:"buttons"`
				Token   string   `json:"token"`
			} `json:"payload"`
		} `json:"attachment"`
	} `json:"message"`
}

// message takes a message to a person.
func (s *Server) message(r *http.Request) reply {
	data, ok := readJSON(r)
	var c content
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if !ok || d.Decode(&c) != nil {
		s.violate("message: no JSON that the API knows: %.200s", data)
		return refuse(-201, "Params is invalid")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.users[c.Recipient.User]
	if u == nil {
		s.violateLocked("message: to nobody: %q", c.Recipient.User)
		return refuse(-201, "user_id is invalid")
	}
	sent, why := s.read(&c)
	if why.body != nil {
		return why
	}
	now := time.Now()
	switch age := now.Sub(u.wrote); {
	case u.left:
		return refuse(-213, "User has not followed OA")
	case age >= 7*24*time.Hour:
		return refuse(-230, "User has not interacted with the OA in the past 7 days")
	case age >= 48*time.Hour:
		s.paid++
		if !s.opts.Paid {
			s.violateLocked("message: billed, %s after the person wrote", age)
		}
	}
	sent.ID, sent.At = fmt.Sprintf("%016x", s.next()), now
	u.sent = append(u.sent, sent)
	if !s.opts.Quiet {
		s.echo(u, sent)
	}
	s.changed.Note()
	return success(map[string]string{"message_id": sent.ID, "user_id": u.id, "sent_time": strconv.FormatInt(now.UnixMilli(), 10)})
}

func readJSON(r *http.Request) ([]byte, bool) {
	var b bytes.Buffer
	_, err := b.ReadFrom(r.Body)
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	return b.Bytes(), err == nil && kind == "application/json" && utf8.Valid(b.Bytes())
}

// read checks a message. The lock is held.
func (s *Server) read(c *content) (sent Sent, no reply) {
	bad := func(code int, why string) (Sent, reply) {
		s.violateLocked("message: %s", why)
		return Sent{}, refuse(code, "Params is invalid: "+why)
	}
	if c.Message.Text != nil {
		sent.Text = *c.Message.Text
		switch {
		case strings.TrimSpace(sent.Text) == "":
			return bad(-201, "an empty text")
		case len(utf16.Encode([]rune(sent.Text))) > maxText:
			return bad(-210, "a text over 2000 characters")
		}
	}
	a := c.Message.Attachment
	if a == nil {
		if c.Message.Text == nil {
			return bad(-201, "nothing in it")
		}
		return sent, reply{}
	}
	p := &a.Payload
	switch {
	case a.Type == "file":
		f, known := s.issued[p.Token]
		if !known || f.kind != "file" || c.Message.Text != nil || len(p.Buttons) > 0 {
			return bad(-201, "a file that was not uploaded, or with more than the file")
		}
		sent.File, sent.Data = f.name, f.data
	case a.Type == "template" && p.Template == "media":
		if len(p.Elements) != 1 || p.Elements[0].Media != "image" || len(p.Buttons) > 0 {
			return bad(-201, "media without one image")
		}
		f, known := s.issued[p.Elements[0].ID]
		if !known || f.kind != "image" {
			return bad(-201, "an image that was not uploaded")
		}
		sent.Picture, sent.Data = f.name, f.data
	case a.Type == "template" && p.Template == "" && len(p.Buttons) > 0:
		if s.opts.NoButtons {
			return Sent{}, refuse(-201, "buttons are not supported")
		}
		if why := checkButtons(p.Buttons, c.Message.Text == nil); why != "" {
			return bad(-201, why)
		}
		sent.Buttons = p.Buttons
	default:
		return bad(-201, "an attachment of no kind that is known")
	}
	return sent, reply{}
}

func checkButtons(all []Button, bare bool) string {
	if bare {
		return "buttons without a text"
	}
	if len(all) > maxButtons {
		return "more than 5 buttons"
	}
	for _, b := range all {
		switch {
		case strings.TrimSpace(b.Title) == "" || len([]rune(b.Title)) > maxTitle:
			return "a button without a title, or with a long one"
		case b.Type != "oa.query.show":
			return "a button of type " + b.Type
		case b.Payload == "" || len([]rune(b.Payload)) > maxPayload:
			return "a button without a payload, or with a long one"
		}
	}
	return ""
}
