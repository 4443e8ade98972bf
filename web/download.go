package web

import (
	"bytes"
	"mime"
	"net/http"
	"time"
)

// handOut answers with a file to be saved, which browsers never show by themselves.
func (s *Server) handOut(v *visit, name, kind string, data []byte) error {
	h := v.w.Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Type", kind)
	http.ServeContent(v.w, v.r, "", time.Time{}, bytes.NewReader(data))
	return nil
}
