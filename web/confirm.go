package web

import (
	"errors"
	"net/http"

	"thuky/report"
)

// confirmPage asks before collecting ends, or begins again.
type confirmPage struct {
	runningHead
	Title, Button string
	Owing         []string // names of those who have not sent
	Past          bool     // the deadline is over
	Act           string   // where the form goes
}

// askToClose and askToReopen ask before it is done.
func (s *Server) askToClose(v *visit) error  { return s.confirm(v, report.Open) }
func (s *Server) askToReopen(v *visit) error { return s.confirm(v, report.Closed) }

func (s *Server) confirm(v *visit, from report.CampaignStatus) error {
	b, err := s.office.Board(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return err
	}
	if b.Campaign.Status != from { // somebody has done it
		return v.redirect(campaignPath(b.Campaign.ID))
	}
	today, clock := s.today()
	day, hour := b.Campaign.Due()
	page := confirmPage{
		runningHead: s.head(b), Title: titleClose, Button: titleClose, Act: campaignPath(b.Campaign.ID) + "/dong",
		Past: report.Over(day, hour, today, clock),
	}
	if from == report.Closed {
		page.Title, page.Button, page.Act = titleReopen, titleReopen, campaignPath(b.Campaign.ID)+"/mo-lai"
	}
	for _, share := range b.Shares {
		if share.Counts() && share.Sent.IsZero() && share.Person.ID != v.person.ID {
			page.Owing = append(page.Owing, share.Person.Name)
		}
	}
	return s.page(v, http.StatusOK, "confirm", page.Title, page)
}

func (s *Server) closeCampaign(v *visit) error {
	id := v.r.PathValue("id")
	if err := s.office.CloseCampaign(v.r.Context(), v.address(), id); err != nil {
		return err
	}
	return v.redirect(campaignPath(id) + "?xong=dong")
}

func (s *Server) reopenCampaign(v *visit) error {
	id := v.r.PathValue("id")
	if err := s.office.ReopenCampaign(v.r.Context(), v.address(), id); err != nil {
		return err
	}
	return v.redirect(campaignPath(id) + "?xong=mo-lai")
}

// refusalOf gives the words for the person of an error, "" for any other error.
func refusalOf(err error) string {
	var refusal *report.Refusal
	if errors.As(err, &refusal) {
		return refusal.Text
	}
	return ""
}
