package web

import (
	"context"

	"thuky/chat"
	"thuky/report"
	"thuky/workday"
)

// RunningOffice is what the pages about running campaigns read and order. Whatever is not as
// it was seen any more is storage.ErrConflict.
type RunningOffice interface {
	// Boards are those of the open campaigns, oldest first; the Template of one is nil
	// where it cannot be read.
	Boards(ctx context.Context) ([]*report.Board, error)
	Board(ctx context.Context, campaign string) (*report.Board, error)
	// Former is the last campaign of the same template before one, or the zero one.
	Former(ctx context.Context, c report.Campaign) (report.Campaign, error)
	// Printed are the places where the answer to a question stands in the draft.
	Printed(ctx context.Context, campaign, question string) ([]report.Passage, error)
	// Calendar is that of the school, nil where none is known.
	Calendar() *workday.Calendar

	// For admins and approvers. Amend gives a *report.Unfit for words that are no answer.
	GiveBack(ctx context.Context, by chat.Address, o report.Correction) error
	Amend(ctx context.Context, by chat.Address, o report.Correction) error
	AcceptSkip(ctx context.Context, by chat.Address, o report.Correction) error

	// For admins alone.
	SetDeadline(ctx context.Context, by chat.Address, o report.DeadlineOrder) error
	CloseCampaign(ctx context.Context, by chat.Address, campaign string) error
	ReopenCampaign(ctx context.Context, by chat.Address, campaign string) error
	Assign(ctx context.Context, by chat.Address, o report.Handing) error
	CorrectDay(ctx context.Context, by chat.Address, day workday.Day) error
	DropCorrection(ctx context.Context, by chat.Address, date workday.Date) error
}
