package doctext

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// Limits on archives, so that a small file cannot unfold into a huge one.
const (
	maxEntries = 4000     // files in an archive
	maxPart    = 32 << 20 // bytes of one part, unpacked
)

// errBomb tells that a part is larger than maxPart.
var errBomb = errors.New("part of the archive is too large")

// archive is a Word file, opened.
type archive struct {
	reader *reader
	files  map[string]*zip.File
}

// unzip opens an archive.
func (r *reader) unzip() (archive, error) {
	a := archive{reader: r, files: map[string]*zip.File{}}
	z, err := zip.NewReader(bytes.NewReader(r.data), int64(len(r.data)))
	switch {
	case errors.Is(err, zip.ErrInsecurePath): // no entry is ever written to disk
	case err != nil:
		return a, r.failFor(Damaged, textDamaged(r.name), err)
	}
	if len(z.File) > maxEntries {
		return a, r.fail(TooLarge, textBomb(r.name))
	}
	for _, f := range z.File {
		if _, again := a.files[f.Name]; !again {
			a.files[f.Name] = f
		}
	}
	return a, nil
}

// zip finds out what is in an archive, and reads it.
func (r *reader) zip(ctx context.Context) (Result, error) {
	a, err := r.unzip()
	if err != nil {
		return Result{}, err
	}
	switch {
	case a.files["xl/workbook.xml"] != nil || a.files["xl/workbook.bin"] != nil:
		return Result{}, r.fail(Unsupported, textSpreadsheet(r.name))
	case a.files["ppt/presentation.xml"] != nil:
		return Result{}, r.fail(Unsupported, textSlides(r.name))
	case a.files["mimetype"] != nil:
		return r.openDocument(ctx, a)
	case a.files["[Content_Types].xml"] != nil || a.files["word/document.xml"] != nil:
		return r.docx(ctx, a)
	default:
		return Result{}, r.fail(Unsupported, textZip(r.name))
	}
}

// openDocument reads an .odt, through LibreOffice.
func (r *reader) openDocument(ctx context.Context, a archive) (Result, error) {
	kind, err := a.part("mimetype")
	switch {
	case err != nil:
		return Result{}, err
	case bytes.HasPrefix(kind, []byte("application/vnd.oasis.opendocument.text")):
		return r.office(ctx, ".odt")
	case bytes.HasPrefix(kind, []byte("application/vnd.oasis.opendocument.spreadsheet")):
		return Result{}, r.fail(Unsupported, textSpreadsheet(r.name))
	case bytes.HasPrefix(kind, []byte("application/vnd.oasis.opendocument.presentation")):
		return Result{}, r.fail(Unsupported, textSlides(r.name))
	}
	return Result{}, r.fail(Unsupported, textZip(r.name))
}

// open gives a part for reading. It ends in errBomb when the part goes on too long.
func (a archive) open(name string) (io.ReadCloser, error) {
	f := a.files[name]
	switch {
	case f == nil:
		return nil, a.reader.fail(Damaged, textMissingPart(a.reader.name, name))
	case f.Flags&1 != 0:
		return nil, a.reader.fail(Protected, textProtected(a.reader.name))
	case f.UncompressedSize64 > maxPart:
		return nil, a.bomb(errBomb)
	}
	body, err := f.Open()
	if err != nil {
		return nil, a.reader.failFor(Damaged, textDamaged(a.reader.name), fmt.Errorf("open %s: %w", name, err))
	}
	return &limited{body, maxPart}, nil
}

// part reads a small part whole.
func (a archive) part(name string) ([]byte, error) {
	body, err := a.open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(body)
	if err = errors.Join(err, body.Close()); err != nil {
		if errors.Is(err, errBomb) {
			return nil, a.bomb(err)
		}
		return nil, a.reader.failFor(Damaged, textDamaged(a.reader.name), fmt.Errorf("read %s: %w", name, err))
	}
	return data, nil
}

func (a archive) bomb(cause error) error {
	return a.reader.failFor(TooLarge, textBomb(a.reader.name), cause)
}

// limited is a reader that fails, rather than ends, at its limit.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errBomb
	}
	return n, err
}
