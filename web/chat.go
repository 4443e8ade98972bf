package web

import (
	"net/http"

	"thuky/storage"
)

// chat is the page of the chat: the last lines of the transcript.
func (s *Server) chat(v *visit) error {
	var lines []storage.Line
	err := s.view(v, func(tx storage.Tx) error {
		lines = nil
		for l, err := range tx.LinesBefore(v.address(), 0) {
			if err != nil {
				return err
			}
			if lines = append(lines, l); len(lines) == 50 {
				break
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "chat", menuChat, lines)
}
