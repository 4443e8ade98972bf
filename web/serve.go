package web

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"time"

	"thuky/filekind"
	"thuky/storage"
)

// download answers with a stored file, to be saved and never shown by the browser.
func (s *Server) download(v *visit, key, name string) error {
	a, err := s.artifact(v, key)
	if err != nil {
		return err
	}
	if name == "" {
		name = a.Name
	}
	h := v.w.Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": filekind.CleanName(name, textFileName)}))
	kind := a.MIME
	if kind == "" {
		kind = "application/octet-stream"
	}
	h.Set("Content-Type", kind)
	s.send(v, a.Data)
	return nil
}

// picture answers with a stored PNG or JPEG, which is all that a browser is given to show.
func (s *Server) picture(v *visit, key string) error {
	a, err := s.artifact(v, key)
	if err != nil {
		return err
	}
	kind := http.DetectContentType(a.Data)
	if kind != "image/png" && kind != "image/jpeg" {
		return &problem{http.StatusNotFound, textNoPicture}
	}
	v.w.Header().Set("Content-Type", kind)
	s.send(v, a.Data)
	return nil
}

// artifact reads a stored file. Those of long ago are gone, and the bytes of what was sent to
// be read go when it has been.
func (s *Server) artifact(v *visit, key string) (a storage.Artifact, err error) {
	err = s.view(v, func(tx storage.Tx) (err error) {
		a, err = tx.Artifact(key)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) || err == nil && len(a.Data) == 0 {
		return a, &problem{http.StatusGone, textFileGone}
	}
	return a, err
}

// slow is how long a large body may take on its way, over a phone far out.
const slow = 10 * time.Minute

// takeTime lets this request and its answer take longer than others.
func (v *visit) takeTime() {
	c := http.NewResponseController(v.w)
	_ = c.SetReadDeadline(time.Now().Add(slow)) // not every server has deadlines
	_ = c.SetWriteDeadline(time.Now().Add(slow))
}

func (s *Server) send(v *visit, data []byte) {
	v.takeTime()
	http.ServeContent(v.w, v.r, "", time.Time{}, bytes.NewReader(data))
}
