package storage_test

import (
	"encoding/json"
	"testing"

	"thuky/report"
	"thuky/storage"
)

// TestHeadOf reads heads of campaigns as they are written, and as they might be.
func TestHeadOf(t *testing.T) {
	t.Parallel()
	for _, c := range []report.Campaign{
		{ID: "a", Status: report.Open},
		{ID: "a", Status: report.Closed, Title: `"status":"open"`},
		{ID: "a", Title: `{"status":"closed"`, Assignments: []report.Assignment{{Question: `"status":"open`, People: []string{"p"}}}},
	} {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		h, err := storage.HeadOf("a", text)
		if err != nil || h.ID != c.ID || h.Status != c.Status || !h.Opened.Equal(c.Opened) || !h.ClosedAt.Equal(c.ClosedAt) {
			t.Errorf("%s: got %+v, %v", text, h, err)
		}
		if got := storage.MayBeOpen(text); got != (c.Status == report.Open) {
			t.Errorf("%s: may be open: %v", text, got)
		}
	}
	h, err := storage.HeadOf("a", []byte(`{ "opened": "2026-11-28T08:00:00Z", "status" : "open" }`))
	if err != nil || h.Status != report.Open || h.Opened.IsZero() {
		t.Errorf("written otherwise: got %+v, %v", h, err)
	}
	if _, err := storage.HeadOf("a", []byte(`{"status":"open"`)); err == nil {
		t.Error("half a campaign has a head")
	}
}
