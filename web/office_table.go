package web

import (
	"context"

	"thuky/chat"
	"thuky/report"
)

// TableOffice is what the pages read and order on which a table is filled in.
type TableOffice interface {
	// OwnTable is a table question that is put to somebody in an open report.
	OwnTable(ctx context.Context, by chat.Address, campaign, question string) (report.OwnTable, error)
	// FillTable makes the Cells of a correction, or its Text, somebody's own answer. Words
	// that are none are a *report.Unfit.
	FillTable(ctx context.Context, by chat.Address, o report.Correction) error
	// SheetCells reads a spreadsheet, by sheet, row and column.
	SheetCells(ctx context.Context, name string, data []byte) ([][][]string, error)
}
