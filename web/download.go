package web

import (
	"mime"

	"thuky/filekind"
)

// handOut answers with a file to be saved, which browsers never show by themselves.
func (s *Server) handOut(v *visit, name, kind string, data []byte) error {
	s.asFile(v, name, kind)
	s.send(v, data)
	return nil
}

// asFile says that what follows is to be saved.
func (s *Server) asFile(v *visit, name, kind string) {
	h := v.w.Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": filekind.CleanName(name, textFileName)}))
	h.Set("Content-Type", kind)
}
