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
	asJSON, asText, err := s.office.OwnFiles(v.r.Context(), v.address())
	if err != nil {
		return err
	}
	if v.r.PathValue("kind") == "json" {
		return s.handOut(v, textOwnFile+".json", "application/json", asJSON)
	}
	return s.handOut(v, textOwnFile+".txt", "text/plain; charset=utf-8", asText)
}

// registerRow is a request as the page shows it.
type registerRow struct {
	report.Request
	What string
	Late bool
}

// register shows what people asked for on their data, and who has agreed to the notice.
func (s *Server) register(v *visit) error {
	var rows []registerRow
	var people []report.Person
	today := workday.DateOf(s.now().In(s.zone))
	if err := s.view(v, func(tx storage.Tx) error {
		rows, people = nil, nil
		all, err := storage.Requests(tx)
		if err != nil {
			return err
		}
		for _, r := range slices.Backward(all) {
			rows = append(rows, registerRow{r, textRights[r.Right], r.Open() && r.Due.Compare(today) < 0})
		}
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			if !p.Joined.IsZero() || p.Consent != nil {
				people = append(people, p)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	text, version, _ := s.office.Notice()
	return s.page(v, http.StatusOK, "register", menuRegister, map[string]any{
		"Rows": rows, "People": report.SortedPeople(people), "Text": text, "Version": version, "May": v.may(admin),
	})
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
	return v.redirect("/quan-ly/du-lieu")
}
