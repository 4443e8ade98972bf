package cli

import (
	"context"
	"errors"
	"fmt"

	"thuky/pdfium"
	"thuky/render/pdf"
)

// pictureDPI makes an A4 page 910 by 1287 pixels: as much as a telephone shows, about 120 KB.
const pictureDPI = 110

// pageMaker makes pages of drafts for as long as the program serves.
func (p *program) pageMaker(engine *pdfium.Engine) *pdf.Converter {
	return pdf.New(pdf.Options{Environ: p.env.Environ, Engine: engine})
}

// firstPages draws the first pages of a draft for a chat. Its errors are for the log.
func firstPages(c *pdf.Converter) func(context.Context, []byte, int) ([][]byte, error) {
	return func(ctx context.Context, docx []byte, most int) ([][]byte, error) {
		pages, _, err := c.Draft(ctx, docx, 0, most, pictureDPI)
		var bad *pdf.Error
		if errors.As(err, &bad) && bad.Unwrap() != nil {
			err = fmt.Errorf("%w (%w)", err, bad.Unwrap())
		}
		return pages, err
	}
}
