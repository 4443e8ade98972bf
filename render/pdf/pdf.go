// Package pdf shows a .docx as it would be printed: as a PDF, which LibreOffice makes,
// and as pictures of its pages, which PDFium draws. What was made is kept in memory for
// whoever asks next, never on disk: reports hold personal data.
//
// It is not pure: it starts programs and writes temporary files.
package pdf

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"thuky/pdfium"
	"thuky/tool"
)

// Limits on what is converted and drawn.
const (
	MaxBytes = 20 << 20 // of a .docx
	MaxPages = 200      // of one call of Pages
	MinDPI   = 30
	MaxDPI   = 300
)

// Options say how pages are made. The zero value will do.
type Options struct {
	Soffice string         // path of LibreOffice; "" looks for it in the PATH of Environ
	Environ []string       // nil is the environment of this process
	Workers int            // LibreOffices at a time, each of which takes 200 MB; 0 is one
	Timeout time.Duration  // of one conversion, without the wait for a worker; 0 is a minute
	Engine  *pdfium.Engine // draws pages, and is not closed; nil starts one of our own
	Memory  int            // bytes of files and pictures that are kept; 0 is 48 MiB
}

// Converter makes pages. What it gives is shared with others who ask for the same, and
// is not to be changed. Safe for concurrent use: those who ask for the same at the same
// time wait for one making of it, and for others only as long as all workers are busy.
type Converter struct {
	office *tool.Office
	limit  time.Duration
	engine *pdfium.Engine
	own    bool // the engine is to be closed
	kept   *store
	files  flights[sum, []byte]
	draws  flights[drawing, sheets]
}

// sum is the SHA-256 of a file.
type sum [sha256.Size]byte

// New gives a converter; nothing is started before it is needed.
func New(o Options) *Converter {
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.Memory <= 0 {
		o.Memory = 48 << 20
	}
	environ := o.Environ
	if environ == nil {
		environ = os.Environ()
	}
	environ = append(slices.Clip(environ), "TZ=UTC") // stamp writes a time of that zone
	c := &Converter{
		office: tool.NewOffice(tool.OfficeOptions{Path: o.Soffice, Environ: environ, Workers: o.Workers, Limit: o.Timeout}),
		limit:  o.Timeout, engine: o.Engine, kept: newStore(o.Memory),
	}
	if c.engine == nil {
		c.engine, c.own = pdfium.NewEngine(""), true
	}
	return c
}

// Close ends the converter once the conversions under way are done, and removes its folders.
func (c *Converter) Close() error {
	err := c.office.Close()
	if c.own {
		err = errors.Join(err, c.engine.Close())
	}
	return err
}

// Reason is the class of what stood in the way.
type Reason int

// Reasons why there is no page.
const (
	NoOffice Reason = iota + 1 // LibreOffice is not installed
	TooSlow                    // it took longer than its limit
	TooLarge                   // the file is over MaxBytes
	Failed                     // the file cannot be converted or drawn
)

// Error says why there is no page, in Vietnamese: what is wrong and what to do. The
// cause, if any, is for whoever looks after the machine.
type Error struct {
	Reason Reason
	text   string
	cause  error
}

func (e *Error) Error() string { return e.text }

func (e *Error) Unwrap() error { return e.cause }

// ErrNoOffice is the error of a machine without LibreOffice; it says what to install.
var ErrNoOffice error = &Error{Reason: NoOffice, text: textNoOffice}

// PDF turns a .docx into a PDF: the same bytes for the same bytes as long as LibreOffice
// and the fonts are the same. Errors are *Error, or the cause of ctx.
func (c *Converter) PDF(ctx context.Context, docx []byte) ([]byte, error) {
	if len(docx) > MaxBytes {
		return nil, &Error{TooLarge, textTooLarge(len(docx)), nil}
	}
	digest := sum(sha256.Sum256(docx))
	if v, ok := c.kept.get(entry{file: digest}); ok {
		return v.data, nil
	}
	return c.files.do(ctx, digest, func(ctx context.Context) ([]byte, error) {
		if v, ok := c.kept.get(entry{file: digest}); ok { // made between our look and our turn
			return v.data, nil
		}
		data, err := c.office.Convert(ctx, docx, ".docx", "pdf:writer_pdf_Export")
		switch {
		case err == nil:
		case errors.Is(err, tool.ErrNoOffice):
			return nil, ErrNoOffice
		case errors.Is(err, tool.ErrSlow):
			return nil, &Error{TooSlow, textTooSlow(c.limit), err}
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		default:
			return nil, &Error{Failed, textFailed, err}
		}
		if !looksLikePDF(data) {
			return nil, &Error{Failed, textFailed, fmt.Errorf("LibreOffice made something else than a PDF, %d bytes", len(data))}
		}
		stamp(data, docx, digest)
		c.kept.put(entry{file: digest}, value{data: data})
		return data, nil
	})
}

func looksLikePDF(data []byte) bool { return len(data) > 5 && string(data[:5]) == "%PDF-" }
