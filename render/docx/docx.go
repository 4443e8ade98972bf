// Package docx writes a render.Document as a Word file in the layout of Nghị định
// 30/2020/NĐ-CP. It is a small OOXML writer of our own: the libraries tried for it
// break the schema or the layout. The same document gives the same bytes.
package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"time"

	"thuky/render"
)

// zipTime is the time of every entry, the earliest that a zip file can hold.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes the document as a .docx file.
func Write(w io.Writer, d *render.Document) error {
	z := zip.NewWriter(w)
	for _, part := range []struct {
		name string
		data []byte
	}{
		{"[Content_Types].xml", []byte(contentTypes)},
		{"_rels/.rels", []byte(packageRels)},
		{"word/document.xml", body(d)},
		{"word/_rels/document.xml.rels", []byte(documentRels)},
		{"word/styles.xml", []byte(styles)},
		{"word/settings.xml", []byte(settings)},
		{"word/header1.xml", []byte(header)},
		{"docProps/core.xml", core(d)},
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return fmt.Errorf("write %s of the docx: %w", part.name, err)
		}
		if _, err := f.Write(part.data); err != nil {
			return fmt.Errorf("write %s of the docx: %w", part.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("finish the docx: %w", err)
	}
	return nil
}
