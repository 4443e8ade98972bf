package web

import (
	"cmp"
	"errors"
	"net/http"

	"thuky/report"
	"thuky/storage"
)

// ofCampaign gives the intake of the notice of an open report: as it was left, or as the
// report has it.
func (s *Server) ofCampaign(v *visit) (data planPage, err error) {
	var c report.Campaign
	if err := s.view(v, func(tx storage.Tx) (err error) {
		c, err = tx.Campaign(v.r.PathValue("id"))
		return err
	}); err != nil {
		return data, err
	}
	data.Of, data.Action = &c, noticePath(c.ID)
	data.In, err = s.intakeOf(v, "of/"+c.ID)
	if errors.Is(err, storage.ErrNotFound) {
		data.In, err = intake{ID: "of/" + c.ID, Of: c.ID, By: v.person.Name, Created: s.now(), Stage: intakeCheck}, nil
		data.In.Plan.Campaign = report.Campaign{Template: c.Template, Notice: &report.Notice{}}
		if c.Notice != nil {
			*data.In.Plan.Campaign.Notice = *c.Notice
		}
	}
	return data, err
}

// notice shows the notice of a report that is open.
func (s *Server) notice(v *visit) error {
	data, err := s.ofCampaign(v)
	if err != nil {
		return err
	}
	if v.r.URL.Query().Has("luu") {
		data.Done = textSavedNotice
	}
	return s.showPlan(v, http.StatusOK, data, nil)
}

// correctNotice stores the notice of an open report, or forgets what was begun.
func (s *Server) correctNotice(v *visit) error {
	data, err := s.ofCampaign(v)
	if err != nil {
		return err
	}
	if v.field("do") == "drop" {
		if err := s.update(v, func(tx storage.Tx) error { return dropIntake(tx, data.In.ID) }); err != nil {
			return err
		}
		return v.redirect(data.Action)
	}
	if data.In.Stage != intakeCheck {
		return v.redirect(data.Action)
	}
	_, after, _, err := s.applyPlan(v, &data.In)
	if err != nil {
		return err
	}
	n := *after.Plan.Campaign.Notice
	n.Kind = cmp.Or(n.Kind, textNoticeKind)
	switch {
	case len(after.Problems) > 0:
		data.Problem = textLookAgain
		return s.showPlan(v, http.StatusUnprocessableEntity, data, after)
	case n.Citation() == "":
		data.Problem = textNothingCited
		return s.showPlan(v, http.StatusUnprocessableEntity, data, after)
	}
	err = s.office.CorrectNotice(v.r.Context(), v.address(), data.Of.ID, n)
	if p := problemOf(err); err != nil && p.status < http.StatusInternalServerError {
		data.Problem = p.text
		if errors.Is(err, storage.ErrConflict) {
			data.Problem = textClosedNotice
		}
		return s.showPlan(v, p.status, data, after)
	}
	if err != nil {
		return err
	}
	if err := s.update(v, func(tx storage.Tx) error { return dropIntake(tx, data.In.ID) }); err != nil {
		return err
	}
	return v.redirect(data.Action + "?luu")
}

// noticePages takes the text of the notice of an open report.
func (s *Server) noticePages(v *visit) error {
	data, err := s.ofCampaign(v)
	if err != nil {
		return err
	}
	if data.In.Stage != intakeCheck {
		return v.redirect(data.Action)
	}
	return s.moreOf(v, data)
}
