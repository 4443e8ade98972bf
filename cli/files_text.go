package cli

import (
	"fmt"
	"strings"

	"thuky/report"
)

// Files that people send without a name.
const (
	textPhotoName    = "Ảnh"
	textDocumentName = "Tệp"
)

func textNoEvidence(campaign string) string {
	return fmt.Sprintf("đợt «%s» chưa có ảnh hay tệp nào", campaign)
}

func textEvidenceFile(c report.Campaign) string {
	return strings.TrimSpace("Minh chứng " + c.Title + " " + c.Period)
}
