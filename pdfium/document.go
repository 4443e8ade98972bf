package pdfium

import (
	"context"
	"errors"
	"fmt"
	"image"

	gopdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// ErrProtected is wrapped when a file is behind a password.
var ErrProtected = errors.New("the PDF is protected")

// Document is an open PDF. It lives as long as the function that it was lent to, and
// is for one goroutine. Pages count from 0.
type Document struct {
	in    gopdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	pages int
}

// Open opens a PDF and lends it to work. It waits for its turn at the engine. When ctx
// ends, the engine is taken from under work, whose calls fail; Open then gives the cause
// of ctx. Errors wrap ErrProtected, ErrEngine or neither: then the file is damaged.
func (e *Engine) Open(ctx context.Context, data []byte, work func(*Document) error) error {
	return e.use(ctx, func(in gopdfium.Pdfium) error {
		opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
		switch {
		case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
			return fmt.Errorf("%w: %w", ErrProtected, err)
		case err != nil:
			return err
		}
		count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
		if err != nil {
			return err
		}
		return work(&Document{in, opened.Document, count.PageCount})
	})
}

// Pages is how many pages there are.
func (d *Document) Pages() int { return d.pages }

func (d *Document) page(i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.doc, Index: i}}
}

// Text gives the text layer of a page as PDFium has it.
func (d *Document) Text(page int) (string, error) {
	got, err := d.in.GetPageText(&requests.GetPageText{Page: d.page(page)})
	if err != nil {
		return "", fmt.Errorf("text of page %d: %w", page+1, err)
	}
	return got.Text, nil
}

// Objects counts what is drawn on a page: texts, lines, pictures.
func (d *Document) Objects(page int) (int, error) {
	count, err := d.in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: d.page(page)})
	if err != nil {
		return 0, fmt.Errorf("objects of page %d: %w", page+1, err)
	}
	return count.Count, nil
}

// maxObjects is how many objects of a page are looked at for a picture.
const maxObjects = 3000

// PictureFills tells whether a single picture fills that share of a page or more.
func (d *Document) PictureFills(page int, share float64) (bool, error) {
	size, err := d.in.GetPageSize(&requests.GetPageSize{Page: d.page(page)})
	if err != nil {
		return false, fmt.Errorf("size of page %d: %w", page+1, err)
	}
	count, err := d.Objects(page)
	if err != nil {
		return false, err
	}
	for i := range min(count, maxObjects) {
		object, err := d.in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: d.page(page), Index: i})
		if err != nil {
			return false, fmt.Errorf("object of page %d: %w", page+1, err)
		}
		kind, err := d.in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil {
			return false, fmt.Errorf("object of page %d: %w", page+1, err)
		}
		if kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
			continue
		}
		b, err := d.in.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err != nil {
			continue // a picture that is nowhere fills nothing
		}
		if area := float64(b.Right-b.Left) * float64(b.Top-b.Bottom); area >= share*size.Width*size.Height {
			return true, nil
		}
	}
	return false, nil
}

// Ink is whether a page is drawn in colours or in shades of grey, which takes a quarter
// of the memory.
type Ink int

// The inks.
const (
	Colour Ink = iota // the picture is an *image.RGBA
	Grey              // the picture is an *image.Gray
)

// maxPixels is the most that a page is drawn in; larger pages are drawn coarser.
const maxPixels = 40 << 20

// Draw draws a page and lends the picture to use: its memory is the engine's.
func (d *Document) Draw(page, dpi int, ink Ink, use func(image.Image) error) error {
	size, err := d.in.GetPageSize(&requests.GetPageSize{Page: d.page(page)})
	if err != nil {
		return fmt.Errorf("size of page %d: %w", page+1, err)
	}
	for dpi > 1 && size.Width*size.Height*float64(dpi*dpi)/(72*72) > maxPixels {
		dpi /= 2
	}
	format := requests.RenderImageFormatRGBA
	if ink == Grey {
		format = requests.RenderImageFormatGrayscale
	}
	drawn, err := d.in.RenderPageInDPI(&requests.RenderPageInDPI{Page: d.page(page), DPI: dpi, ImageFormat: format})
	if err != nil {
		return fmt.Errorf("draw page %d: %w", page+1, err)
	}
	defer drawn.Cleanup()
	return use(drawn.Result.RenderedImage)
}
