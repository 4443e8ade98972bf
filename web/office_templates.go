package web

import (
	"context"

	"thuky/chat"
)

// templateOffice is about the kinds of reports.
type templateOffice interface {
	// MoveReport moves an open campaign to the version of its template that is in the
	// library. For admins.
	MoveReport(ctx context.Context, by chat.Address, campaign, version string) error
	// RenewLibrary takes up templates that have changed.
	RenewLibrary()
}
