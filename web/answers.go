package web

import (
	"bytes"

	"thuky/report"
	"thuky/storage"
)

// sheetMIME is that of a spreadsheet.
const sheetMIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// answersFile hands out the answers of a campaign as a spreadsheet.
func (s *Server) answersFile(v *visit) error {
	if s.answersBook == nil {
		return storage.ErrNotFound
	}
	b, err := s.office.Board(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return err
	}
	var people []report.Person
	if err := s.view(v, func(tx storage.Tx) (err error) {
		people, err = peopleOf(tx)
		return err
	}); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := s.answersBook(&out, b, people, s.now()); err != nil {
		return err
	}
	return s.handOut(v, textAnswersFile(b.Campaign)+".xlsx", sheetMIME, out.Bytes())
}
