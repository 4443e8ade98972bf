package web

import (
	"context"

	"thuky/chat"
	"thuky/report"
)

// templateOffice is about the kinds of reports.
type templateOffice interface {
	// MoveReport moves an open campaign to the version of its template that is in the
	// library. For admins.
	MoveReport(ctx context.Context, by chat.Address, campaign, version string) error
	// RenewLibrary takes up templates that have changed.
	RenewLibrary()
	// SetWordForm has reports printed in a form that was checked, RemoveWordForm takes the
	// choice for a template back; storage.ErrNotFound when there is none. For admins.
	SetWordForm(ctx context.Context, by chat.Address, f report.WordForm) error
	RemoveWordForm(ctx context.Context, by chat.Address, template string) error
}
