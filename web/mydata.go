package web

import (
	"net/http"
	"slices"

	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// pathMyData is where people see, correct and end what is kept of them.
const pathMyData = "/du-lieu-cua-toi"

// myDataPage is what is kept of the visitor at a glance, and what they can do about it.
type myDataPage struct {
	Person    report.Person
	Role      string
	Platforms string
	Calls     []string
	Requests  []registerRow
	Contact   string
	Done      string
	Name, Say string // as they were typed, where something was wrong with them
	WrongName string
	WrongSay  string
	Most      int
}

// myData shows the page.
func (s *Server) myData(v *visit) error { return s.showMyData(v, http.StatusOK, myDataPage{}) }

func (s *Server) showMyData(v *visit, status int, page myDataPage) error {
	if err := s.view(v, func(tx storage.Tx) (err error) {
		page.Requests = nil
		all, err := storage.Requests(tx)
		if err != nil {
			return err
		}
		today := workday.DateOf(s.now().In(s.zone))
		for _, r := range slices.Backward(all) {
			if r.Person == v.person.ID {
				page.Requests = append(page.Requests, registerRowOf(r, today))
			}
		}
		page.Person, err = tx.Person(v.person.ID)
		return err
	}); err != nil {
		return err
	}
	if page.WrongName == "" {
		page.Name = page.Person.Name
	}
	page.Role, page.Platforms, page.Calls, page.Most = textRole(page.Person.Role), rowOf(page.Person, nil).Platforms, report.Calls, report.MaxCorrection
	page.Contact, page.Done = s.office.PrivacyContact(), myDataDone[v.r.URL.Query().Get("xong")]
	return s.page(v, status, "mydata", titleMyData, page)
}

// correctOwn takes the name and the form of address.
func (s *Server) correctOwn(v *visit) error {
	name := v.field("ten")
	err := s.office.CorrectOwn(v.r.Context(), v.address(), name, v.field("xung-ho"))
	if words := refusalOf(err); words != "" {
		return s.showMyData(v, http.StatusUnprocessableEntity, myDataPage{Name: name, WrongName: words})
	}
	if err != nil {
		return err
	}
	return v.redirect(pathMyData + "?xong=ten")
}

// askCorrection sends what the school is to correct to the register.
func (s *Server) askCorrection(v *visit) error {
	say := v.field("can-sua")
	err := s.office.Claim(v.r.Context(), v.address(), report.RightCorrect, say)
	if words := refusalOf(err); words != "" {
		return s.showMyData(v, http.StatusUnprocessableEntity, myDataPage{Say: say, WrongSay: words})
	}
	if err != nil {
		return err
	}
	return v.redirect(pathMyData + "?xong=sua")
}

// leaving are the two ways to end it all, by the words of their addresses.
var leaving = map[string]leavingPage{
	"rut": {Right: report.RightWithdraw, Title: titleWithdraw, Lines: textWithdrawing},
	"xoa": {Right: report.RightErase, Title: titleErase, Lines: textErasing},
}

type leavingPage struct {
	Right report.Right
	Title string
	Lines []string
	Path  string
	Wrong string
}

// askLeaving says what an order means before it is given.
func (s *Server) askLeaving(v *visit) error {
	how := v.r.PathValue("how")
	page, ok := leaving[how]
	if !ok {
		return storage.ErrNotFound
	}
	page.Path = pathMyData + "/ket-thuc/" + how
	return s.page(v, http.StatusOK, "leaving", page.Title, page)
}

// leaveForGood notes the order, once they have said on its page that they are sure.
func (s *Server) leaveForGood(v *visit) error {
	page, ok := leaving[v.r.PathValue("how")]
	if !ok {
		return storage.ErrNotFound
	}
	page.Path = pathMyData + "/ket-thuc/" + v.r.PathValue("how")
	if v.field("chac") != "1" {
		page.Wrong = textSureOfLeaving
		return s.page(v, http.StatusUnprocessableEntity, "leaving", page.Title, page)
	}
	err := s.office.Claim(v.r.Context(), v.address(), page.Right, "")
	if words := refusalOf(err); words != "" {
		page.Wrong = words
		return s.page(v, http.StatusUnprocessableEntity, "leaving", page.Title, page)
	}
	if err != nil {
		return err
	}
	return v.redirect(pathMyData + "?xong=ket-thuc")
}

// refuseRequest refuses a request of the register with a reason.
func (s *Server) refuseRequest(v *visit) error {
	id, ok := readSeq(v.field("so"))
	if !ok {
		return &problem{http.StatusBadRequest, textBadForm}
	}
	err := s.office.RefuseRequest(v.r.Context(), v.address(), int(id), v.field("ly-do"))
	if words := refusalOf(err); words != "" {
		return s.showRegister(v, http.StatusUnprocessableEntity, registerPage{At: int(id), Wrong: words, Reason: v.field("ly-do")})
	}
	if err != nil {
		return err
	}
	return v.redirect(pathRegister + "?xong=tu-choi")
}
