package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"thuky/report"
	"thuky/storage"
	"thuky/vntext"
	"thuky/workday"
)

// campaignView is one campaign: who has answered what.
type campaignView struct {
	runningHead
	Admin    bool
	Sheet    bool // the answers are handed out as a spreadsheet
	Files    bool // there are questions that ask for files
	Done     string
	Waits    waitList
	Sections []matrixSection
	People   []matrixRow
	Legend   []cellText
	Versions []report.Version
	Deadline deadlineForm
	Internal deadlineForm
}

// matrixSection is a section with its questions.
type matrixSection struct {
	Name      string
	Questions []matrixQuestion
	Settled   int
	Of        int
}

// matrixQuestion is a column of the matrix.
type matrixQuestion struct {
	ID, Name, Path string
	Number         int // 0: it does not apply
	Whose          string
	Nobody         bool
	Settled        bool
	Have, Of       int // people
}

// matrixRow is one person.
type matrixRow struct {
	Name, Part, Tone string
	Have, Of         int // questions
	Cells            []matrixCell
}

// matrixCell is one person with one question.
type matrixCell struct {
	State    report.CellState
	Question *matrixQuestion
}

// Sign, Word and Tone are for templates.
func (c matrixCell) Sign() string { return cellTexts[c.State].Sign }

// Word says what the sign means.
func (c matrixCell) Word() string { return cellTexts[c.State].Word }

// Tone is the class of the state.
func (c matrixCell) Tone() string { return cellTexts[c.State].Tone }

// Shown tells whether the cell stands in the list of a phone, where what was never asked
// is left out.
func (c matrixCell) Shown() bool { return c.State != report.CellNone && c.State != report.CellMoot }

// deadlineForm is the form of one deadline.
type deadlineForm struct {
	Day, Hour       string // as they stand in the fields
	WasDay, WasHour string // as they are
	Problem         string
}

func newDeadlineForm(day workday.Date, hour string) deadlineForm {
	return deadlineForm{Day: day.String(), Hour: hour, WasDay: day.String(), WasHour: hour}
}

// campaign shows one campaign.
func (s *Server) campaign(v *visit) error {
	b, err := s.office.Board(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return err
	}
	page, err := s.campaignView(v, b)
	if err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "campaign", page.Name, page)
}

func (s *Server) campaignView(v *visit, b *report.Board) (*campaignView, error) {
	c := b.Campaign
	page := &campaignView{
		runningHead: s.head(b), Admin: v.may(admin), Sheet: s.answersBook != nil, Files: hasFiles(b.Template), Done: doneTexts[v.r.URL.Query().Get("xong")],
		Deadline: newDeadlineForm(c.Deadline, c.DeadlineHour), Internal: newDeadlineForm(c.Internal, c.InternalHour),
	}
	if page.Open {
		page.Waits = waitsOf(b, waitsOnPage)
	}
	for _, state := range report.CellStates {
		page.Legend = append(page.Legend, cellTexts[state])
	}
	var people []report.Person
	err := s.view(v, func(tx storage.Tx) (err error) {
		if page.Versions, err = versionsOf(tx, c.ID); err != nil {
			return err
		}
		people, err = peopleOf(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	page.matrix(b, people, s.late(c))
	return page, nil
}

func peopleOf(tx storage.Tx) (list []report.Person, err error) {
	for p, err := range tx.People() {
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// matrix fills in who has answered what.
func (page *campaignView) matrix(b *report.Board, people []report.Person, late bool) {
	var columns []*matrixQuestion
	for i := range b.Template.Sections {
		section := matrixSection{Name: vntext.Roman(i+1) + ". " + fill(b, b.Template.Sections[i].Heading)}
		var of []*report.Question
		for _, q := range b.Template.Questions() {
			if n, _ := b.Template.SectionOf(q); n == i && !q.Computed() {
				of = append(of, q)
			}
		}
		section.Questions = make([]matrixQuestion, len(of))
		for j, q := range of {
			m := matrixQuestion{
				ID: q.ID, Name: questionName(b, q), Path: pathOfQuestion(b.Campaign.ID, q.ID), Number: b.Number(q),
				Whose: whose(&b.Campaign, q.ID, people),
			}
			if m.Number > 0 {
				section.Of++
				if m.Settled = b.Settled(q); m.Settled {
					section.Settled++
				}
			}
			section.Questions[j] = m
			columns = append(columns, &section.Questions[j])
		}
		if len(of) > 0 {
			page.Sections = append(page.Sections, section)
		}
	}
	for _, q := range b.ToNobody() {
		if i := slices.IndexFunc(columns, func(m *matrixQuestion) bool { return m.ID == q.ID }); i >= 0 {
			columns[i].Nobody = true
		}
	}
	due, _ := b.Campaign.Due()
	for _, share := range b.Shares {
		row := matrixRow{Name: share.Person.Name, Cells: make([]matrixCell, len(columns))}
		if share.Gone {
			row.Name = textGoneName
		}
		row.Part, row.Tone = textPart(share, due, late)
		for i, state := range b.Cells(share, late) {
			row.Cells[i] = matrixCell{state, columns[i]}
			switch {
			case state.Done():
				row.Have++
				columns[i].Have++
				fallthrough
			case state.Open():
				row.Of++
				columns[i].Of++
			}
		}
		page.People = append(page.People, row)
	}
}

// whose names who has a question; a whole unit by its name.
func whose(c *report.Campaign, question string, people []report.Person) string {
	ids, some := c.Assigned(question)
	switch {
	case !some:
		return textEverybody
	case len(ids) == 0:
		return textNobodyHas
	}
	for _, u := range report.Units(people) {
		if len(ids) > 1 && len(u.People) == len(ids) && !slices.ContainsFunc(u.People, func(id string) bool { return !slices.Contains(ids, id) }) {
			return textUnit(u)
		}
	}
	return strings.Join(nameList(ids, people), ", ")
}

// nameList gives the names of people, so that two of one name are told apart.
func nameList(ids []string, people []report.Person) []string {
	var names []string
	for _, id := range ids {
		name := textGoneName
		if i := slices.IndexFunc(people, func(p report.Person) bool { return p.ID == id }); i >= 0 {
			name = report.DistinctName(people, people[i])
		}
		names = append(names, name)
	}
	return names
}

// setDeadline changes a deadline.
func (s *Server) setDeadline(v *visit) error {
	b, err := s.office.Board(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return err
	}
	c := b.Campaign
	o := report.DeadlineOrder{Campaign: c.ID, Internal: v.field("han") == "noi-bo", WasHour: v.field("gio-cu")}
	if o.WasDay, err = workday.ParseISO(v.field("ngay-cu")); err != nil {
		o.WasDay = workday.Date{}
	}
	status := http.StatusUnprocessableEntity
	problem := s.readDeadline(v, &c, &o)
	if problem == "" {
		if o.Day == o.WasDay && o.Hour == o.WasHour && (!o.Internal || c.InternalFixed) {
			return v.redirect(campaignPath(c.ID) + "?xong=nhu-truoc")
		}
		err := s.office.SetDeadline(v.r.Context(), v.address(), o)
		switch {
		case err == nil:
			return v.redirect(campaignPath(c.ID) + "?xong=han")
		case errors.Is(err, storage.ErrConflict):
			status, problem = http.StatusConflict, textDeadlineMoved
		default:
			if problem = refusalOf(err); problem == "" {
				return err
			}
		}
	}
	if b, err = s.office.Board(v.r.Context(), c.ID); err != nil {
		return err
	}
	page, err := s.campaignView(v, b)
	if err != nil {
		return err
	}
	form := &page.Deadline
	if o.Internal {
		form = &page.Internal
	}
	form.Day, form.Hour, form.Problem = v.field("ngay"), v.field("gio"), problem
	return s.page(v, status, "campaign", page.Name, page)
}

// readDeadline reads the fields, or says what is wrong with them.
func (s *Server) readDeadline(v *visit, c *report.Campaign, o *report.DeadlineOrder) (problem string) {
	var ok bool
	if o.Hour, ok = readHour(v.field("gio")); !ok {
		return textNoHour
	}
	if v.field("ngay") == "" && o.Internal {
		o.Hour = ""
		return ""
	}
	if o.Day, ok = readDay(v.field("ngay")); !ok {
		return textNoDay
	}
	today, clock := s.today()
	return textFault(c.DeadlineFault(o.Internal, o.Day, o.Hour, today, clock), *c, o.Day, o.Hour)
}

// readDay reads a day as a field of dates gives it (2026-06-05), or as people write it.
func readDay(text string) (workday.Date, bool) {
	if day, err := workday.ParseISO(text); err == nil {
		return day, true
	}
	for _, layout := range []string{"2/1/2006", "2-1-2006", "2.1.2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return workday.DateOf(t), true
		}
	}
	return workday.Date{}, false
}

// readHour reads "11:00", "11h30", "11 giờ", and "" for none.
func readHour(text string) (hour string, ok bool) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	text = strings.NewReplacer("giờ", ":", "h", ":", "g", ":").Replace(text)
	if text == "" {
		return "", true
	}
	if strings.HasSuffix(text, ":") {
		text += "00"
	} else if !strings.Contains(text, ":") {
		text += ":00"
	}
	t, err := time.Parse("15:04", text)
	if err != nil || t.Hour() == 0 && t.Minute() == 0 {
		return "", false
	}
	return t.Format("15:04"), true
}
