package telegramtest

import (
	"context"
	"net/http"
	"strconv"
)

// maxDownload is the largest file that a bot may download.
const maxDownload = 20 << 20

// UserSendsFile sends a document and gives the id of its message.
func (s *Server) UserSendsFile(chat int64, name, mime string, data []byte, caption string) int64 {
	return s.sendContent(chat, caption, "", func() (string, any) {
		d := s.addFile(Document{Name: name, MIME: mime, Data: data}, "documents")
		return "document", map[string]any{
			"file_id": d.ID, "file_unique_id": "u" + d.ID, "file_name": d.Name, "mime_type": d.MIME, "file_size": len(d.Data),
		}
	})
}

// UserSendsPhotos sends photos, several of them as one album: a message each.
func (s *Server) UserSendsPhotos(chat int64, caption string, photos ...[]byte) {
	album := ""
	if len(photos) > 1 {
		s.mu.Lock()
		s.serial++
		album = strconv.FormatInt(13_000_000_000_000+s.serial, 10)
		s.mu.Unlock()
	}
	for _, data := range photos {
		s.sendContent(chat, caption, album, func() (string, any) {
			small := s.addFile(Document{Name: "a.jpg", Data: data[:len(data)/4]}, "photos")
			whole := s.addFile(Document{Name: "a.jpg", Data: data}, "photos")
			size := func(d *Document, width int) map[string]any {
				return map[string]any{"file_id": d.ID, "file_unique_id": "u" + d.ID, "width": width, "height": width, "file_size": len(d.Data)}
			}
			return "photo", []any{size(small, 90), size(whole, 1280)}
		})
		caption = "" // Telegram shows it once
	}
}

// sendContent writes a message of a person with a file in it.
func (s *Server) sendContent(chat int64, caption, album string, content func() (field string, value any)) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.room(chat)
	m := &stored{user: true, text: caption}
	s.add(r, m)
	field, value := content()
	s.push("message", chat, keepMessages, func(id int64) []byte {
		b := s.header(id, "message", r, m)
		if album != "" {
			b = append(b, `,"media_group_id":"`+album+`"`...)
		}
		b = append(b, `,"`+field+`":`...)
		b = appendJSON(b, value)
		if caption != "" {
			b = append(b, `,"caption":`...)
			b = appendJSON(b, caption)
		}
		return append(b, "}}"...)
	})
	return m.id
}

// AnswerGetFile makes getFile give this path for every file, as a server of one's own
// with --local gives paths of its disk.
func (s *Server) AnswerGetFile(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.filePath = &path
}

func (s *Server) getFile(_ context.Context, r *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.files[r.params["file_id"]]
	switch {
	case s.filePath != nil:
		return okValue(map[string]any{"file_id": r.params["file_id"], "file_unique_id": "u", "file_path": *s.filePath})
	case d == nil:
		return refuse(http.StatusBadRequest, "Bad Request: invalid file_id")
	case len(d.Data) > maxDownload:
		return refuse(http.StatusBadRequest, "Bad Request: file is too big")
	}
	return okValue(map[string]any{"file_id": d.ID, "file_unique_id": "u" + d.ID, "file_size": len(d.Data), "file_path": d.path})
}

// serveFile hands over a file that getFile has told the path of.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	if r.Method != http.MethodGet || r.URL.RawQuery != "" {
		s.violate("download: %s with query %q, want a plain GET", r.Method, r.URL.RawQuery)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	f := s.take(Download, 0)
	if f != nil && f.before(s, w, r) {
		return
	}
	data, found := s.fileAt(name)
	switch {
	case !found:
		s.violate("download: no file at %q", name)
		w.WriteHeader(http.StatusNotFound)
		return
	case f != nil: // DropAfter, CutBody
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		_, _ = w.Write(data[:len(data)/2])
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(data) // who asked is gone
}

func (s *Server) fileAt(name string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.files {
		if d.path == name {
			return d.Data, true
		}
	}
	return nil, false
}
