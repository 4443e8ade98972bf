package cli

import (
	"context"
	"errors"
	"fmt"

	"thuky/notice/doctext"
	"thuky/pdfium"
	"thuky/render/html"
	"thuky/render/markdown"
	"thuky/render/pdf"
	"thuky/report"
	"thuky/web"
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

// pagePaper is how the pages of the web server show drafts.
func pagePaper(c *pdf.Converter) web.Paper {
	return web.Paper{
		PDF: func(ctx context.Context, docx []byte) ([]byte, error) {
			made, err := c.PDF(ctx, docx)
			return made, paperRefusal(err)
		},
		Pages: func(ctx context.Context, docx []byte, from, count, dpi int) ([][]byte, int, error) {
			pages, total, err := c.Draft(ctx, docx, from, count, dpi)
			return pages, total, paperRefusal(err)
		},
		HTML: html.WriteWith, Markdown: markdown.Write,
		Lines: func(ctx context.Context, docx []byte) ([]string, error) {
			return doctext.Lines(ctx, "ban-thao.docx", docx)
		},
	}
}

// paperRefusal tells the person why there is no page; the cause stays for the log.
func paperRefusal(err error) error {
	var bad *pdf.Error
	if errors.As(err, &bad) {
		return errors.Join(&report.Refusal{Text: bad.Error()}, bad.Unwrap())
	}
	return err
}
