// Package doctext turns the file of an official notice into text: plain text, Word,
// PDF, and pictures of paper. It looks at the bytes, never only at the name.
//
// It is not pure: old Word files go through LibreOffice and pictures through
// tesseract, where these are installed. PDF needs neither.
package doctext

import (
	"context"
	"strings"
	"time"

	"thuky/pdfium"
)

// Kinds of files.
const (
	KindText     = "txt"
	KindMarkdown = "md"
	KindWord     = "docx"
	KindPDF      = "pdf"
	KindOld      = "doc"   // .doc, .rtf and .odt, read through LibreOffice
	KindImage    = "image" // PNG and JPEG
)

// Limits on foreign files.
const (
	MaxBytes = 20 << 20 // of a file
	MaxPages = 200      // of a PDF
	MaxScans = 20       // pages that are recognised as pictures; each takes seconds

	maxText = 8 << 20 // bytes of text that may come out
)

// readLimit ends the reading of one file when the caller sets no earlier end.
const readLimit = 4 * time.Minute

// Options are what Text may use. The zero value will do.
type Options struct {
	// Environ is the environment ("NAME=value") of the programs that are called, and
	// its PATH is where they are looked for. Nil is the environment of this process.
	Environ []string

	// Engine reads PDF files. Nil starts one for the call and closes it, which costs
	// seconds; whoever reads many files keeps one.
	Engine *pdfium.Engine
}

// Result is a file as text.
type Result struct {
	// Text is NFC with \n at line ends. Of plain text nothing else was changed.
	Text string

	Kind    string // one of the Kind constants
	Pages   int    // of a PDF; 0 where the file knows none
	Scanned bool   // some of the text was recognised from pictures: figures may be wrong

	// Note tells the reader, in Vietnamese, what to keep in mind about the text; mostly "".
	Note string
}

// Text reads a file. The name is for messages and tells Markdown from plain text.
// Errors are *Error, worded for the person who sent the file, except for the end of
// ctx, which is returned as it is.
func Text(ctx context.Context, name string, data []byte, opts Options) (Result, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, readLimit, errReadLimit)
	defer cancel()
	r := reader{name: shortName(name), data: data, opts: opts}
	result, err := r.read(ctx)
	if err != nil {
		return Result{}, r.told(ctx, err)
	}
	if strings.TrimSpace(result.Text) == "" {
		return Result{}, r.fail(NoText, textNoText(r.name))
	}
	return result, nil
}

// reader is the reading of one file.
type reader struct {
	name string
	data []byte
	opts Options
}

func (r *reader) read(ctx context.Context) (Result, error) {
	switch {
	case len(r.data) == 0:
		return Result{}, r.fail(Empty, textEmpty(r.name))
	case len(r.data) > MaxBytes:
		return Result{}, r.fail(TooLarge, textTooLarge(r.name, len(r.data)))
	}
	switch f := sniff(r.data); f {
	case formatPDF:
		return r.pdf(ctx)
	case formatZip:
		return r.zip(ctx)
	case formatOLE:
		return r.ole(ctx)
	case formatRTF:
		return r.office(ctx, ".rtf")
	case formatPNG, formatJPEG:
		return r.picture(ctx, f)
	case formatHEIC, formatOtherImage:
		return Result{}, r.fail(Unsupported, textOtherImage(r.name))
	case formatHTML:
		return Result{}, r.fail(Unsupported, textHTML(r.name))
	case formatArchive:
		return Result{}, r.fail(Unsupported, textArchive(r.name))
	default:
		return r.plain()
	}
}
