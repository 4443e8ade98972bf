package web

import (
	"net/http"

	"thuky/storage"
)

// pathNewReport is where reports are opened.
const pathNewReport = "/quan-ly/bao-cao-moi"

// newReportPage is what the page shows: the form, and what was begun and not finished.
type newReportPage struct {
	Text    string // pasted, where it was not taken
	Problem string
	Begun   []intake
}

// newReport is the page on which a notice is handed over.
func (s *Server) newReport(v *visit) error {
	return s.showNewReport(v, http.StatusOK, newReportPage{})
}

func (s *Server) showNewReport(v *visit, status int, data newReportPage) error {
	err := s.view(v, func(tx storage.Tx) (err error) {
		data.Begun, err = intakes(tx)
		return err
	})
	if err != nil {
		return err
	}
	return s.page(v, status, "new-report", titleNewReport, data)
}

// handOver takes a notice, or begins a report without one.
func (s *Server) handOver(v *visit) error {
	in := intake{ID: newSecret(), By: v.person.Name, Created: s.now()}
	text := pasted(v, "text")
	files, err := noticeFiles(v)
	if err == nil && v.field("do") == "hand" {
		text, files = "", nil
	} else if err == nil && text == "" && len(files) == 0 {
		err = &problem{http.StatusUnprocessableEntity, textNothingGiven}
	}
	if err == nil {
		err = s.takeIn(v, in, text, files)
	}
	if p := problemOf(err); err != nil && p.status < http.StatusInternalServerError {
		if p.text == textSecret {
			text = ""
		}
		return s.showNewReport(v, p.status, newReportPage{Text: text, Problem: p.text})
	}
	if err != nil {
		return err
	}
	return v.redirect(pathNewReport + "/" + in.ID)
}
