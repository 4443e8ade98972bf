package doctext

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"thuky/vntext"
)

// A page that is a picture: hardly any letters, or no more than the stamp of an
// electronic signature on top of a picture that fills half of it.
const (
	fewLetters   = 10
	stampLetters = 250
)

// pdfPage is what was read of a page.
type pdfPage struct {
	text    string
	scan    bool   // a picture
	picture []byte // of a scan, as long as it is to be recognised
}

// pdf reads the text layer of a PDF; pages without one are recognised as pictures.
func (r *reader) pdf(ctx context.Context) (Result, error) {
	engine := r.opts.Engine
	if engine == nil {
		engine = NewEngine("")
		defer engine.Close() //nolint:errcheck // nothing is kept
	}
	s := scans{reader: r}
	var pages []pdfPage
	err := engine.use(ctx, func(in pdfium.Pdfium) error {
		var err error
		pages, err = r.pdfPages(ctx, in, &s)
		return err
	})
	var broken engineError
	if errors.As(err, &broken) && ctx.Err() == nil {
		return Result{}, r.failFor(ToolFailed, textEngineFailed(r.name), err)
	} else if err != nil {
		return Result{}, err
	}
	for i := range pages {
		if pages[i].picture == nil {
			continue
		}
		if pages[i].text, err = s.ocr.text(ctx, pages[i].picture, scanDPI); err != nil {
			return Result{}, err
		}
		pages[i].picture = nil
	}
	return s.join(pages)
}

// scans are the pages of a PDF that are pictures.
type scans struct {
	reader *reader
	count  int
	ocr    *ocr  // nil before the first, and where nothing recognises pictures
	err    error // why not
}

// wanted counts a scan and tells whether it is to be recognised.
func (s *scans) wanted(ctx context.Context) bool {
	if s.count++; s.count == 1 {
		s.ocr, s.err = s.reader.findOCR(ctx)
	}
	return s.ocr != nil && s.count <= MaxScans
}

// join makes one text of the pages.
func (s *scans) join(pages []pdfPage) (Result, error) {
	result := Result{Kind: KindPDF, Pages: len(pages)}
	var texts []string
	var pictures []int
	for i, p := range pages {
		if p.scan {
			pictures = append(pictures, i+1)
		}
		if p.text != "" {
			texts = append(texts, p.text)
		}
	}
	result.Text = tidy(strings.Join(texts, "\n"))
	switch {
	case s.count == 0:
	case s.ocr == nil && letters(result.Text) < stampLetters:
		return Result{}, s.err
	case s.ocr == nil:
		result.Note = textPagesUnread(pictures)
	default:
		result.Scanned, result.Note = true, textScannedNote
		if s.count > MaxScans {
			result.Note += " " + textPagesLeft(MaxScans)
		}
	}
	return result, nil
}

// pdfPages reads every page and draws those that are pictures.
func (r *reader) pdfPages(ctx context.Context, in pdfium.Pdfium, s *scans) ([]pdfPage, error) {
	doc, err := in.OpenDocument(&requests.OpenDocument{File: &r.data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return nil, r.failFor(Protected, textProtected(r.name), err)
	case err != nil:
		return nil, r.failFor(Damaged, textDamaged(r.name), err)
	}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	switch {
	case err != nil:
		return nil, r.failFor(Damaged, textDamaged(r.name), err)
	case count.PageCount == 0:
		return nil, r.fail(Damaged, textDamaged(r.name))
	case count.PageCount > MaxPages:
		return nil, r.fail(TooLarge, textTooManyPages(r.name, count.PageCount))
	}
	pages := make([]pdfPage, count.PageCount)
	size := 0
	for i := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := readPage(in, doc.Document, i)
		if err == nil && p.scan && s.wanted(ctx) {
			p.picture, err = draw(in, doc.Document, i)
		}
		if err != nil {
			return nil, r.failFor(Damaged, textDamaged(r.name), fmt.Errorf("page %d: %w", i+1, err))
		}
		if size += len(p.text); size > maxText {
			return nil, r.fail(TooLarge, textBomb(r.name))
		}
		pages[i] = p
	}
	return pages, nil
}

func pageAt(doc references.FPDF_DOCUMENT, i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
}

// readPage reads the text layer of a page and tells whether the page is a picture.
func readPage(in pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) (pdfPage, error) {
	page := pageAt(doc, i)
	got, err := in.GetPageText(&requests.GetPageText{Page: page})
	if err != nil {
		return pdfPage{}, err
	}
	p := pdfPage{text: pageText(got.Text, i+1)}
	if n := letters(p.text); n < stampLetters {
		p.scan, err = isPicture(in, page, n < fewLetters)
	}
	return p, err
}

// maxObjects is how many objects of a page are looked at for a picture.
const maxObjects = 3000

// isPicture tells whether a picture fills half of a page. Bare pages, without text,
// are pictures as soon as anything is drawn on them: some programs draw the letters.
func isPicture(in pdfium.Pdfium, page requests.Page, bare bool) (bool, error) {
	count, err := in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return false, err
	}
	if bare {
		return count.Count > 0, nil
	}
	size, err := in.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return false, err
	}
	for i := range min(count.Count, maxObjects) {
		object, err := in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return false, err
		}
		kind, err := in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil {
			return false, err
		}
		if kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
			continue
		}
		b, err := in.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err != nil {
			continue // a picture that is nowhere fills nothing
		}
		if area := float64(b.Right-b.Left) * float64(b.Top-b.Bottom); 2*area >= size.Width*size.Height {
			return true, nil
		}
	}
	return false, nil
}

// pageText cleans what PDFium gives: it marks a hyphen at a line end with U+0002 and
// joins the lines, which in Vietnamese is always a real hyphen ("33/CT-TTg"). The
// number that stands alone at the top or the foot of a page is no part of the text.
func pageText(text string, page int) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x02", "-", "\ufffe", "-", "\x00", "").Replace(text)
	lines := strings.Split(vntext.NFC(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimRightFunc(lines[i], unicode.IsSpace)
	}
	lines = trimBlank(lines)
	if n := strconv.Itoa(page); page > 1 && len(lines) > 1 {
		if strings.TrimSpace(lines[0]) == n {
			lines = lines[1:]
		} else if last := len(lines) - 1; strings.TrimSpace(lines[last]) == n {
			lines = lines[:last]
		}
	}
	return strings.Join(trimBlank(lines), "\n")
}

// trimBlank drops empty lines at both ends.
func trimBlank(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// letters counts letters and digits.
func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// scanDPI is the resolution at which pages are recognised; maxPixels the most of them.
const (
	scanDPI   = 200
	maxPixels = 40 << 20
)

// draw gives a page as a picture.
func draw(in pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) ([]byte, error) {
	page := pageAt(doc, i)
	size, err := in.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return nil, err
	}
	dpi := scanDPI
	for dpi > 1 && size.Width*size.Height*float64(dpi*dpi)/(72*72) > maxPixels {
		dpi /= 2
	}
	drawn, err := in.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: dpi, ImageFormat: requests.RenderImageFormatGrayscale})
	if err != nil {
		return nil, err
	}
	defer drawn.Cleanup()
	var picture bytes.Buffer
	err = writePNG(&picture, drawn.Result.RenderedImage)
	return picture.Bytes(), err
}
