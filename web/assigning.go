package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
)

// assigningPage is who answers what, to be changed.
type assigningPage struct {
	ID, Name, Path string
	Sections       []assigningSection
	Units          []handTo
	People         []handTo
	To             string // chosen
	Add            bool
	Done, Problem  string
	Conflict       bool
}

// assigningSection is one section and its questions.
type assigningSection struct {
	Index     int
	Name      string
	Chosen    bool
	Questions []assigningRow
}

// IDs are the questions, divided by spaces, for the script.
func (s assigningSection) IDs() string {
	ids := make([]string, len(s.Questions))
	for i, q := range s.Questions {
		ids[i] = q.ID
	}
	return strings.Join(ids, " ")
}

// assigningRow is one question.
type assigningRow struct {
	ID, Name, Whose string
	Number          int
	Seen            string // see report.Campaign.Holders
	Nobody          bool
	Chosen          bool
}

// handTo is whom questions can be given to.
type handTo struct{ Value, Name, Note string }

// The values of the field "cho", besides ids of people.
const (
	toAll    = ":all"
	toNobody = ":nobody"
	toUnit   = "unit:"
)

// assigning shows who answers what.
func (s *Server) assigning(v *visit) error {
	page, _, err := s.assigningPage(v)
	if err != nil {
		return err
	}
	page.Done = doneTexts[v.r.URL.Query().Get("xong")]
	return s.page(v, http.StatusOK, "assigning", titleAssign, page)
}

func (s *Server) assigningPage(v *visit) (*assigningPage, []report.Person, error) {
	b, err := s.office.Board(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	var people []report.Person
	if err := s.view(v, func(tx storage.Tx) (err error) {
		people, err = peopleOf(tx)
		return err
	}); err != nil {
		return nil, nil, err
	}
	page := &assigningPage{ID: b.Campaign.ID, Name: campaignName(b.Campaign), Path: campaignPath(b.Campaign.ID)}
	nobody := b.ToNobody()
	for i := range b.Template.Sections {
		section := assigningSection{Index: i, Name: vntext.Roman(i+1) + ". " + fill(b, b.Template.Sections[i].Heading)}
		for _, q := range b.Template.Questions() {
			if n, _ := b.Template.SectionOf(q); n != i || q.Computed() {
				continue
			}
			section.Questions = append(section.Questions, assigningRow{
				ID: q.ID, Name: questionName(b, q), Number: b.Number(q), Whose: whose(&b.Campaign, q.ID, people),
				Seen: b.Campaign.Holders(q.ID), Nobody: slices.Contains(nobody, q),
			})
		}
		if len(section.Questions) > 0 {
			page.Sections = append(page.Sections, section)
		}
	}
	for _, u := range report.Units(people) {
		page.Units = append(page.Units, handTo{Value: toUnit + u.Name, Name: textUnit(u)})
	}
	for _, p := range report.SortedPeople(people) {
		to := handTo{Value: p.ID, Name: report.DistinctName(people, p)}
		switch {
		case p.Away != nil:
			to.Note = "đang vắng"
		case p.Joined.IsZero():
			to.Note = "chưa vào"
		}
		page.People = append(page.People, to)
	}
	return page, people, nil
}

// assign gives questions to people.
func (s *Server) assign(v *visit) error {
	page, people, err := s.assigningPage(v)
	if err != nil {
		return err
	}
	o := report.Handing{Campaign: page.ID, Seen: map[string]string{}, Add: v.field("them") != ""}
	page.To, page.Add = v.field("cho"), o.Add
	for i := range page.Sections {
		section := &page.Sections[i]
		section.Chosen = slices.Contains(v.r.PostForm["muc"], strconv.Itoa(section.Index))
		for j := range section.Questions {
			row := &section.Questions[j]
			row.Chosen = slices.Contains(v.r.PostForm["cau"], row.ID)
			if section.Chosen || row.Chosen {
				o.Questions = append(o.Questions, row.ID)
				o.Seen[row.ID] = v.field("da." + row.ID)
			}
		}
	}
	status := http.StatusUnprocessableEntity
	if page.Problem = readHandTo(&o, page.To, people); page.Problem == "" {
		err := s.office.Assign(v.r.Context(), v.address(), o)
		switch {
		case err == nil:
			return v.redirect(page.Path + "/giao?xong=giao")
		case errors.Is(err, storage.ErrConflict):
			status, page.Conflict = http.StatusConflict, true
		default:
			if page.Problem = refusalOf(err); page.Problem == "" {
				return err
			}
		}
	}
	return s.page(v, status, "assigning", titleAssign, page)
}

// readHandTo reads to whom, or says what is wrong.
func readHandTo(o *report.Handing, to string, people []report.Person) (problem string) {
	unit, isUnit := strings.CutPrefix(to, toUnit)
	switch {
	case to == "":
		return textGiveWhom
	case to == toAll:
		o.All = true
	case to == toNobody:
	case isUnit:
		for _, u := range report.Units(people) {
			if u.Name == unit {
				o.People = u.People
			}
		}
		if len(o.People) == 0 {
			return textNoUnit
		}
	default:
		o.People = []string{to}
	}
	return ""
}
