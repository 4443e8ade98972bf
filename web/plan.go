package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thuky/report"
	"thuky/storage"
	"thuky/workday"
)

// The page on which a notice stands beside what was read from it, for a report that is
// about to be opened (plan) or for one that is open (notice.go).

// planPage is what the page shows.
type planPage struct {
	In      intake
	Of      *report.Campaign // whose notice it is
	Action  string           // where the form goes
	Seen    string           // what the form was made of
	Done    string           // what was done
	Problem string           // why it was not
	Again   string           // why it is to be looked at again
	Pieces  []piece
	Fields  []planField
	Check   report.PlanCheck
	// Fitting are the templates whose words stand in the subject, Others the rest.
	Fitting, Others []*report.Template
	Deadlines       []deadlineChoice
	Template        planField
	Outlined        int // headings of the outline in the notice, where no template fits
	People          planField
}

// deadlineChoice is one of the deadlines of the notice.
type deadlineChoice struct {
	Number int
	When   string
	What   string
	Quote  string
	Taken  bool
}

// intakeOf gives the intake of a path. One that is being read gets a moment to be ready.
func (s *Server) intakeOf(v *visit, id string) (in intake, err error) {
	if v.r.Method == http.MethodGet {
		s.works.wait(v.r.Context(), intakeKey(id), aMoment)
	}
	err = s.view(v, func(tx storage.Tx) error {
		in, err = readIntake(tx, id)
		return err
	})
	if err == nil && in.Stage == intakeReading && !s.now().Before(in.Until) { // the program ended meanwhile
		in.Stage, in.Notes = intakeCheck, []string{textInterrupted}
		if in.Plan.Campaign.Notice == nil {
			in.Plan.Campaign.Notice = &report.Notice{}
		}
	}
	return in, err
}

// plan shows the fields of a report that is about to be opened.
func (s *Server) plan(v *visit) error {
	in, err := s.intakeOf(v, v.r.PathValue("intake"))
	switch {
	case err != nil:
		return err
	case in.Of != "":
		return v.redirect(noticePath(in.Of))
	case in.Stage == intakeOpened:
		return v.redirect(campaignPath(in.Opened))
	}
	data := planPage{In: in, Action: pathNewReport + "/" + in.ID}
	if v.r.URL.Query().Has("luu") {
		data.Done = textSavedPlan
	}
	if v.r.URL.Query().Has("mau") {
		data.Done = textProposalChosen
	}
	return s.showPlan(v, http.StatusOK, data, nil)
}

// showPlan shows an intake as it stands. check is what is known of it already, nil to look.
func (s *Server) showPlan(v *visit, status int, data planPage, check *report.PlanCheck) error {
	title := titleNewReport
	if data.Of != nil {
		title = titleNotice
	}
	switch data.In.Stage {
	case intakeReading:
		v.w.Header().Set("Refresh", "3")
		return s.page(v, status, "reading", titleReading, data)
	case intakeSecret:
		return s.page(v, status, "secret", titleIntakeGone, data)
	}
	if check == nil {
		looked, err := s.office.CheckPlan(v.r.Context(), v.address(), data.In.Of, data.In.Plan, nil)
		if err != nil {
			return err
		}
		check = &looked
	}
	data.Check, data.Seen = *check, fingerprint(check)
	data.Pieces = pieces(data.In.Text, check.Plan.Spans)
	data.Fields = fieldsOf(v, check, workday.DateOf(s.now().In(s.zone)), data.Of != nil)
	if data.Of == nil {
		data.choices(check, s.library())
		if len(data.Fitting) == 0 {
			data.Outlined = outlined(&data.In)
		}
	}
	return s.page(v, status, "plan", title, data)
}

// choices fills in what is chosen from.
func (d *planPage) choices(check *report.PlanCheck, library []*report.Template) {
	c := &check.Plan.Campaign
	subject := ""
	if c.Notice != nil {
		subject = c.Notice.Subject
	}
	d.Fitting = report.Fitting(library, subject)
	for _, t := range library {
		if !slices.Contains(d.Fitting, t) {
			d.Others = append(d.Others, t)
		}
	}
	field := func(name report.Field) planField {
		value, _ := written(&check.Plan, name)
		return planField{
			Name: name, Number: fieldNumber(name), Label: fieldLabels[name], Value: value,
			Doubts: check.Doubts[name], Problem: check.Problems[name],
		}
	}
	d.Template, d.People = field(report.FieldTemplate), field(report.FieldPeople)
	for i, deadline := range check.Plan.Deadlines {
		d.Deadlines = append(d.Deadlines, deadlineChoice{
			Number: i, When: textMoment(deadline.Day, deadline.Hour), What: deadline.What, Quote: deadline.Quote,
			Taken: deadline.Day == c.Deadline && deadline.Hour == c.DeadlineHour,
		})
	}
}

// correctPlan takes what was typed on the page of a report that is about to be opened.
func (s *Server) correctPlan(v *visit) error {
	id, do := v.r.PathValue("intake"), v.field("do")
	if do == "drop" {
		if err := s.update(v, func(tx storage.Tx) error { return dropIntake(tx, id) }); err != nil {
			return err
		}
		return v.redirect(pathNewReport)
	}
	// One after the other, so that a button that is pressed twice opens one report.
	s.opening.Lock()
	defer s.opening.Unlock()
	in, err := s.intakeOf(v, id)
	switch {
	case err != nil:
		return err
	case in.Stage == intakeOpened:
		return v.redirect(campaignPath(in.Opened))
	case in.Stage != intakeCheck || in.Of != "":
		return v.redirect(pathNewReport + "/" + id)
	}
	data := planPage{In: in, Action: pathNewReport + "/" + id}
	before, after, changed, err := s.applyPlan(v, &data.In)
	if err != nil {
		return err
	}
	if do == "open" && len(after.Problems) == 0 && after.Plan.Campaign.Template == "" {
		after.Problems[report.FieldTemplate] = textNeedTemplate
	}
	switch {
	case len(after.Problems) > 0:
		data.Problem = textLookAgain
		return s.showPlan(v, http.StatusUnprocessableEntity, data, after)
	case do != "open":
		return v.redirect(data.Action + "?luu")
	case after.Twin != nil:
		return s.showPlan(v, http.StatusConflict, data, after)
	}
	if news := followed(before, after, changed); len(news) > 0 || v.field("seen") != fingerprint(before) {
		data.Again = textSeenOther
		if len(news) > 0 {
			data.Again = textFollowed(news)
		}
		return s.showPlan(v, http.StatusOK, data, after)
	}
	return s.openPlan(v, data, after)
}

// applyPlan stores what was typed, as far as it can be, and says how it was before and how
// it is now.
func (s *Server) applyPlan(v *visit, in *intake) (before, after *report.PlanCheck, changed map[report.Field]string, err error) {
	ctx, by := v.r.Context(), v.address()
	was, err := s.office.CheckPlan(ctx, by, in.Of, in.Plan, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	changed = typed(v, &was.Plan, in.Of != "")
	now, err := s.office.CheckPlan(ctx, by, in.Of, was.Plan, changed)
	if err != nil {
		return nil, nil, nil, err
	}
	if n, ok := strings.CutPrefix(v.field("do"), "deadline-"); ok {
		if i, err := strconv.Atoi(n); err == nil && i >= 0 && i < len(now.Plan.Deadlines) {
			now.Plan.TakeDeadline(i)
			now.Plan.Settle(report.FieldDeadline)
			problems := now.Problems
			delete(problems, report.FieldDeadline)
			if now, err = s.office.CheckPlan(ctx, by, in.Of, now.Plan, nil); err != nil {
				return nil, nil, nil, err
			}
			now.Problems = problems
		}
	}
	for f := range changed { // the words it was read from say something else
		if now.Problems[f] == "" {
			delete(now.Plan.Spans, f)
		}
	}
	in.Plan = now.Plan
	return &was, &now, changed, s.update(v, func(tx storage.Tx) error {
		if _, err := readIntake(tx, in.ID); err != nil && in.Of == "" { // dropped meanwhile
			return err
		}
		return s.putIntake(tx, *in)
	})
}

// openPlan opens the report and goes to its page.
func (s *Server) openPlan(v *visit, data planPage, check *report.PlanCheck) error {
	c := check.Plan.Campaign
	for _, t := range s.library() {
		if t.ID == c.Template {
			c.Version = t.Version
		}
	}
	if n := *c.Notice; n.Citation() == "" {
		c.Notice = nil
	} else {
		n.Kind = cmp.Or(n.Kind, textNoticeKind)
		c.Notice = &n
	}
	opened, err := s.office.OpenReport(v.r.Context(), v.address(), c)
	var refusal *report.Refusal
	if errors.As(err, &refusal) {
		data.Problem = refusal.Text
		return s.showPlan(v, http.StatusConflict, data, nil)
	}
	if err != nil {
		return err
	}
	in := intake{ID: data.In.ID, By: data.In.By, Created: data.In.Created, Stage: intakeOpened, Opened: opened.ID}
	if err := s.update(v, func(tx storage.Tx) error { return s.putIntake(tx, in) }); err != nil {
		return err
	}
	return v.redirect(campaignPath(opened.ID))
}

// addPages adds more of the notice to an intake: the next photo, or another text.
func (s *Server) addPages(v *visit) error {
	in, err := s.intakeOf(v, v.r.PathValue("intake"))
	if err != nil {
		return err
	}
	if in.Of != "" || in.Stage != intakeCheck {
		return v.redirect(pathNewReport + "/" + in.ID)
	}
	return s.moreOf(v, planPage{In: in, Action: pathNewReport + "/" + in.ID})
}

// moreOf takes text and files for the intake of a page.
func (s *Server) moreOf(v *visit, data planPage) error {
	text := pasted(v, "text")
	files, err := noticeFiles(v)
	if err == nil && text == "" && len(files) == 0 {
		err = &problem{http.StatusUnprocessableEntity, textNothingGiven}
	}
	if err == nil {
		if v.field("anew") != "" { // in place of what there was
			data.In.Text, data.In.Encoding = "", ""
		}
		err = s.takeIn(v, data.In, text, files)
	}
	if p := problemOf(err); err != nil && p.status < http.StatusInternalServerError {
		data.Problem = p.text
		return s.showPlan(v, p.status, data, nil)
	}
	if err != nil {
		return err
	}
	return v.redirect(data.Action)
}

// campaignPath is the page of a campaign.
func campaignPath(id string) string { return "/quan-ly/bao-cao/" + id }

// noticePath is the page of its notice.
func noticePath(id string) string { return campaignPath(id) + "/cong-van" }
