package web

import (
	"context"

	"thuky/chat"
	"thuky/report"
)

// OwnOffice shows people their own work.
type OwnOffice interface {
	// OwnRecords are the campaigns in which somebody is asked something or has answered,
	// the newest first, without their entries.
	OwnRecords(ctx context.Context, by chat.Address) ([]report.Record, error)
	// OwnRecord is one of them, with its entries.
	OwnRecord(ctx context.Context, by chat.Address, campaign string) (report.Record, error)
	// ChatAt is the campaign that their chat is in, "" for none.
	ChatAt(ctx context.Context, by chat.Address) (campaign string, err error)
}
