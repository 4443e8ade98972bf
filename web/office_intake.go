package web

import (
	"context"

	"thuky/chat"
	"thuky/report"
)

// intakeOffice opens reports and gives them their notices. All of it is for admins.
type intakeOffice interface {
	// ReadNotice reads the text of a notice into the campaign that it calls for. found is
	// false when nothing in it looks like a notice.
	ReadNotice(ctx context.Context, by chat.Address, text string) (p report.Plan, found bool, err error)
	// CheckPlan puts typed values into a plan, works out what follows and says what is
	// doubtful; it stores nothing. of is the open campaign whose notice it is, "" for one
	// that is about to be opened.
	CheckPlan(ctx context.Context, by chat.Address, of string, p report.Plan, typed map[report.Field]string) (report.PlanCheck, error)
	// OpenReport opens a campaign as it was planned.
	OpenReport(ctx context.Context, by chat.Address, plan report.Campaign) (report.Campaign, error)
	// CorrectNotice gives an open campaign its notice, or another one.
	CorrectNotice(ctx context.Context, by chat.Address, campaign string, n report.Notice) error
}
