package cli

import (
	"context"

	"thuky/notice/doctext"
)

// checkOCR looks for what reads scanned notices and photos of them.
func (p *program) checkOCR(ctx context.Context) checkup {
	path, err := doctext.FindOCR(ctx, doctext.Options{Environ: p.env.Environ})
	if err != nil {
		return checkup{Verdict: warning, Subject: textSubjectOCR, Found: textOCRMissing, Advice: textFixOCR}
	}
	return checkup{Subject: textSubjectOCR, Found: textOCRFine(path)}
}
