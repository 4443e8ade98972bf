package web

import (
	"net/http"
	"slices"
	"strconv"

	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// pathConsent is the page with the notice on data.
const pathConsent = "/dong-y"

// mustAgree tells whether somebody is shown the notice before pages about others.
func (s *Server) mustAgree(v *visit, rt route) bool {
	if rt.who != overseer && rt.who != admin || v.r.Method != http.MethodGet {
		return false
	}
	_, version, asks := s.office.Notice()
	return asks && !v.person.Agrees(version)
}

// consent shows the notice.
func (s *Server) consent(v *visit) error {
	text, version, asks := s.office.Notice()
	if !asks || v.person.Agrees(version) {
		return v.redirect("/tro-chuyen")
	}
	return s.page(v, http.StatusOK, "consent", titleConsent, map[string]any{"Text": text, "Version": version, "Gone": v.person.Withdrew()})
}

// answerConsent takes one of the two buttons.
func (s *Server) answerConsent(v *visit) error {
	agrees := v.field("dong-y") == "1"
	if err := s.office.AnswerNotice(v.r.Context(), v.address(), v.field("ban"), agrees); err != nil {
		return err
	}
	return v.redirect("/tro-chuyen")
}

// ownFile hands out all that is kept of the visitor.
func (s *Server) ownFile(v *visit) error {
	kind := v.r.PathValue("kind")
	if kind != "json" && kind != "txt" {
		return storage.ErrNotFound
	}
	asJSON, asText, err := s.office.OwnFiles(v.r.Context(), v.address())
	if err != nil {
		return err
	}
	if kind == "json" {
		return s.handOut(v, textOwnFile+".json", "application/json", asJSON)
	}
	return s.handOut(v, textOwnFile+".txt", "text/plain; charset=utf-8", asText)
}

// pathRegister is the page of the register.
const pathRegister = "/quan-ly/du-lieu"

// registerRow is a request as a page shows it.
type registerRow struct {
	report.Request
	What, Left, Tone string
}

func registerRowOf(r report.Request, today workday.Date) registerRow {
	row := registerRow{Request: r, What: textRights[r.Right]}
	if left := r.Left(today); r.Open() {
		row.Left, row.Tone = textDaysLeft(left), "good"
		switch {
		case left < 0:
			row.Tone = "bad"
		case left <= 5:
			row.Tone = "warn"
		}
	}
	return row
}

// registerPage is what people asked for on their data, and who has agreed to the notice.
type registerPage struct {
	Rows          []registerRow
	People        []report.Person
	Text, Version string
	May           bool
	Soon          string // what waits, in words
	SoonTone      string
	Done          string
	At            int // the request whose refusal was wrong
	Wrong, Reason string
	Most          int
}

// register shows the register.
func (s *Server) register(v *visit) error { return s.showRegister(v, http.StatusOK, registerPage{}) }

func (s *Server) showRegister(v *visit, status int, page registerPage) error {
	today := workday.DateOf(s.now().In(s.zone))
	if err := s.view(v, func(tx storage.Tx) error {
		page.Rows, page.People = nil, nil
		all, err := storage.Requests(tx)
		if err != nil {
			return err
		}
		for _, r := range slices.Backward(all) {
			page.Rows = append(page.Rows, registerRowOf(r, today))
		}
		page.Soon, page.SoonTone = waitingRequests(all, today)
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			if !p.Joined.IsZero() || p.Consent != nil {
				page.People = append(page.People, p)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	page.People = report.SortedPeople(page.People)
	page.Text, page.Version, _ = s.office.Notice()
	page.May, page.Most, page.Done = v.may(admin), report.MaxDenial, myDataDone[v.r.URL.Query().Get("xong")]
	return s.page(v, status, "register", menuRegister, page)
}

// waitingRequests says how many requests wait, and until when the first; "" for none.
func waitingRequests(all []report.Request, today workday.Date) (text, tone string) {
	waiting, least := 0, 0
	for _, r := range all {
		if r.Open() {
			if left := r.Left(today); waiting == 0 || left < least {
				least = left
			}
			waiting++
		}
	}
	switch {
	case waiting == 0:
		return "", ""
	case least < 0:
		tone = "bad"
	case least <= 5:
		tone = "warn"
	}
	return textWaitingRequests(waiting, least), tone
}

// settleRequest carries a request out.
func (s *Server) settleRequest(v *visit) error {
	id, err := strconv.Atoi(v.field("so"))
	if err != nil || v.field("chac") == "" {
		return &problem{http.StatusUnprocessableEntity, textSureFirst}
	}
	if err := s.office.SettleRequest(v.r.Context(), v.address(), id); err != nil {
		return err
	}
	return v.redirect(pathRegister + "?xong=xu-ly")
}
