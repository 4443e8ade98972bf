package web

import (
	"mime"

	"thuky/filekind"
)

// handOut answers with a file to be saved, which browsers never show by themselves.
func (s *Server) handOut(v *visit, name, kind string, data []byte) error {
	h := v.w.Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": filekind.CleanName(name, textFileName)}))
	h.Set("Content-Type", kind)
	s.send(v, data)
	return nil
}
