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
	pictures := mediaOf(d)
	type part struct {
		name   string
		data   []byte
		method uint16
	}
	parts := []part{
		{"[Content_Types].xml", []byte(pictures.types()), zip.Deflate},
		{"_rels/.rels", []byte(packageRels), zip.Deflate},
		{"word/document.xml", body(d, pictures), zip.Deflate},
		{"word/_rels/document.xml.rels", []byte(pictures.rels()), zip.Deflate},
		{"word/styles.xml", []byte(styles), zip.Deflate},
		{"word/settings.xml", []byte(settings), zip.Deflate},
		{"word/header1.xml", []byte(header), zip.Deflate},
		{"docProps/core.xml", core(d), zip.Deflate},
	}
	for i, data := range pictures.data {
		parts = append(parts, part{"word/" + mediaName(i+1), data, zip.Store}) // JPEGs do not get smaller
	}
	for _, part := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: part.method, Modified: zipTime})
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
