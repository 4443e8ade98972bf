package doctext

import (
	"bytes"
	"context"
	"errors"
	"image"
	"strconv"
	"strings"
	"unicode"

	"thuky/pdfium"
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
		engine = pdfium.NewEngine("")
		defer engine.Close() //nolint:errcheck // nothing is kept
	}
	s := scans{reader: r}
	var pages []pdfPage
	err := engine.Open(ctx, r.data, func(d *pdfium.Document) error {
		var err error
		pages, err = r.pdfPages(ctx, d, &s)
		return err
	})
	switch {
	case ctx.Err() != nil:
		return Result{}, context.Cause(ctx)
	case errors.Is(err, pdfium.ErrEngine):
		return Result{}, r.failFor(ToolFailed, textEngineFailed(r.name), err)
	case errors.Is(err, pdfium.ErrProtected):
		return Result{}, r.failFor(Protected, textProtected(r.name), err)
	case err != nil:
		return Result{}, err // told says that the file is damaged, where it was not said yet
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
func (r *reader) pdfPages(ctx context.Context, d *pdfium.Document, s *scans) ([]pdfPage, error) {
	switch n := d.Pages(); {
	case n == 0:
		return nil, r.fail(Damaged, textDamaged(r.name))
	case n > MaxPages:
		return nil, r.fail(TooLarge, textTooManyPages(r.name, n))
	}
	pages := make([]pdfPage, d.Pages())
	size := 0
	for i := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := readPage(d, i)
		if err == nil && p.scan && s.wanted(ctx) {
			p.picture, err = draw(d, i)
		}
		if err != nil {
			return nil, r.failFor(Damaged, textDamaged(r.name), err)
		}
		if size += len(p.text); size > maxText {
			return nil, r.fail(TooLarge, textBomb(r.name))
		}
		pages[i] = p
	}
	return pages, nil
}

// readPage reads the text layer of a page and tells whether the page is a picture.
func readPage(d *pdfium.Document, i int) (pdfPage, error) {
	text, err := d.Text(i)
	if err != nil {
		return pdfPage{}, err
	}
	p := pdfPage{text: pageText(text, i+1)}
	switch n := letters(p.text); {
	case n < fewLetters: // as soon as anything is drawn: some programs draw the letters
		var objects int
		objects, err = d.Objects(i)
		p.scan = objects > 0
	case n < stampLetters:
		p.scan, err = d.PictureFills(i, 0.5)
	}
	return p, err
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

// scanDPI is the resolution at which pages are recognised.
const scanDPI = 200

// draw gives a page as a picture.
func draw(d *pdfium.Document, i int) ([]byte, error) {
	var picture bytes.Buffer
	err := d.Draw(i, scanDPI, pdfium.Grey, func(m image.Image) error { return writePNG(&picture, m) })
	return picture.Bytes(), err
}
