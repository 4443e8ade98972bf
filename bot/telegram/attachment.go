package telegram

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"thuky/bot/wire"
	"thuky/chat"
)

// document and photo are there whatever they hold: that a field has a shape we do
// not know must not cost the words of the message.
type (
	document struct {
		there          bool
		id, name, mime string
		size           int64
	}
	photo document // the largest of its sizes
)

// UnmarshalJSON implements json.Unmarshaler.
func (d *document) UnmarshalJSON(data []byte) error {
	var f struct {
		ID   string `json:"file_id"`
		Name string `json:"file_name"`
		MIME string `json:"mime_type"`
		Size int64  `json:"file_size"`
	}
	d.there = string(data) != "null"
	if d.there && json.Unmarshal(data, &f) == nil {
		d.id, d.name, d.mime, d.size = f.ID, wire.BareName(f.Name), f.MIME, max(f.Size, 0)
	}
	return nil
}

// UnmarshalJSON implements json.Unmarshaler.
func (p *photo) UnmarshalJSON(data []byte) error {
	var sizes []struct {
		ID     string `json:"file_id"`
		Width  int64  `json:"width"`
		Height int64  `json:"height"`
		Size   int64  `json:"file_size"`
	}
	p.there = string(data) != "null"
	if !p.there || json.Unmarshal(data, &sizes) != nil {
		return nil
	}
	most := int64(-1)
	for _, s := range sizes {
		if area := s.Width * s.Height; area > most {
			most = area
			p.id, p.mime, p.size = s.ID, "image/jpeg", max(s.Size, 0) // Telegram makes JPEGs of photos
		}
	}
	return nil
}

// attachment is the file of a message whose content is of a kind. Each page of an
// album is a message, and so a file, of its own.
func (m *media) attachment(kind string) *chat.Attachment {
	d := m.Document
	switch kind {
	case "photo":
		d = document(m.Photo)
	case "file":
	default:
		return nil
	}
	if d.id == "" {
		return nil
	}
	return &chat.Attachment{ID: d.id, Name: d.name, MIME: d.mime, Size: d.size}
}

// filePattern makes the URL of files out of that of methods: "/file" comes before
// the part with the token.
func filePattern(endpoint string) string {
	token := strings.Index(endpoint, "%s")
	at := strings.LastIndexByte(endpoint[:token], '/')
	return endpoint[:at] + "/file" + endpoint[at:]
}

// fileURL is where a file lies. It holds the token.
func (t *Transport) fileURL(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return fmt.Sprintf(t.files, t.cfg.Token, strings.Join(parts, "/"))
}

// statusClass says what to do after an answer to a download.
func statusClass(status int) chat.SendClass {
	switch {
	case status == http.StatusUnauthorized:
		return chat.Denied
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status >= 500:
		return chat.Temporary
	}
	return chat.Rejected
}
