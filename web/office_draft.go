package web

import (
	"context"

	"thuky/chat"
	"thuky/render"
	"thuky/report"
)

// draftOffice makes and approves drafts, for whoever oversees reports.
type draftOffice interface {
	// Draft makes the draft of a campaign as it is now.
	Draft(ctx context.Context, by chat.Address, campaign string) (render.Draft, error)
	// Approves tells whether somebody approves.
	Approves(ctx context.Context, by chat.Address) (bool, error)
	// Approve freezes the draft that was seen, by its basis and the SHA-256 of its file.
	Approve(ctx context.Context, by chat.Address, campaign, basis, sum string) (report.Version, error)
	// Aside are the findings that were put aside in a campaign, by their keys; PutAside adds
	// one, or takes it back. what says in the audit which it is.
	Aside(ctx context.Context, by chat.Address, campaign string) (map[string]bool, error)
	PutAside(ctx context.Context, by chat.Address, campaign, key, what string, back bool) error
}
