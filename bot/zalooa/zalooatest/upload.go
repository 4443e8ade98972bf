package zalooatest

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"
)

// upload is a file that was uploaded.
type upload struct {
	kind, name string
	data       []byte
}

// uploadRules are the sizes and types of uploads by kind.
var uploadRules = map[string]struct {
	most  int
	types []string
}{
	"file":  {5_000_000, []string{".pdf", ".doc", ".docx"}},
	"image": {1_000_000, []string{".png", ".jpg", ".jpeg"}},
}

// uploaded takes a file.
func (s *Server) uploaded(r *http.Request) reply {
	kind := path.Base(r.URL.Path)
	name, data, err := readUpload(r)
	if err != nil {
		s.violate("upload: %v", err)
		return refuse(-201, "Params is invalid")
	}
	rule := uploadRules[kind]
	ext := strings.ToLower(path.Ext(name))
	switch {
	case len(data) == 0:
		s.violate("upload: an empty file")
		return refuse(-201, "File is empty")
	case strings.ContainsAny(name, `/\`):
		s.violate("upload: the name %q is a path", name)
		return refuse(-201, "File name is invalid")
	case ext == "":
		s.violate("upload: a name without an extension")
		return success(map[string]string{})
	case !slices.Contains(rule.types, ext):
		s.violate("upload: %s of type %s", kind, ext)
		return refuse(-233, "File type is not supported")
	case len(data) > rule.most:
		s.violate("upload: %d bytes", len(data))
		return refuse(-210, "File is too large")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprintf("uploaded-%d", s.next())
	s.issued[id] = upload{kind, name, data}
	if kind == "file" {
		return success(map[string]string{"token": id})
	}
	return success(map[string]string{"attachment_id": id})
}

// readUpload reads the one field "file" of a form.
func readUpload(r *http.Request) (name string, data []byte, err error) {
	kind, attrs, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return "", nil, fmt.Errorf("content type %q", r.Header.Get("Content-Type"))
	}
	parts := multipart.NewReader(r.Body, attrs["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return name, data, nil
		}
		if err != nil {
			return "", nil, err
		}
		// Not part.FileName: that hides folders, which we want to see.
		_, about, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		if err != nil || about["name"] != "file" || name != "" {
			return "", nil, fmt.Errorf("want one field \"file\", got %q", about["name"])
		}
		name = about["filename"]
		if data, err = io.ReadAll(part); err != nil {
			return "", nil, err
		}
	}
}

// download hands out a file that a user sent.
func (s *Server) download(r *http.Request) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Header.Get("access_token") != "" || r.Header.Get("Authorization") != "" {
		s.violateLocked("download: a token went to the host of files")
	}
	data, known := s.files[r.URL.Path]
	if !known {
		return reply{status: http.StatusNotFound, body: []byte("not found")}
	}
	return reply{header: map[string]string{"Content-Type": "application/octet-stream"}, body: data}
}
