package doctext

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf16"
)

// format is what a file is by its first bytes.
type format int

const (
	formatText format = iota
	formatPDF
	formatZip
	formatOLE // .doc, .xls, .ppt, and every Office file behind a password
	formatRTF
	formatPNG
	formatJPEG
	formatHEIC
	formatOtherImage
	formatHTML
	formatArchive
)

// signatures are the first bytes of files. Earlier ones win.
var signatures = []struct {
	first  string
	format format
}{
	{"PK\x03\x04", formatZip},
	{"PK\x05\x06", formatZip},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", formatOLE},
	{`{\rtf`, formatRTF},
	{"\x89PNG\r\n\x1a\n", formatPNG},
	{"\xff\xd8\xff", formatJPEG},
	{"GIF8", formatOtherImage},
	{"II*\x00", formatOtherImage},
	{"MM\x00*", formatOtherImage},
	{"BM", formatOtherImage},
	{"Rar!\x1a\x07", formatArchive},
	{"7z\xbc\xaf\x27\x1c", formatArchive},
	{"\x1f\x8b\x08", formatArchive},
}

// pdfWithin is how far behind the beginning a PDF may begin; mail programs put
// lines of their own before it.
const pdfWithin = 1024

// sniff tells the format of a file from its bytes.
func sniff(data []byte) format {
	if bytes.Contains(data[:min(len(data), pdfWithin)], []byte("%PDF-")) {
		return formatPDF
	}
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.first)) && (s.first != "BM" || bytes.IndexByte(data[:min(len(data), 64)], 0) >= 0) {
			return s.format
		}
	}
	if len(data) >= 12 && string(data[4:8]) == "ftyp" {
		return formatHEIC
	}
	if len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" {
		return formatOtherImage
	}
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 512)], "\xef\xbb\xbf \t\r\n"))
	if bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")) {
		return formatHTML
	}
	return formatText
}

// isMarkdown tells whether a name is one of a Markdown file.
func isMarkdown(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return true
	}
	return false
}

// hasUTF16 tells whether the data holds a name as the directory of an OLE file spells it.
func hasUTF16(data []byte, name string) bool {
	var b []byte
	for _, u := range utf16.Encode([]rune(name)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return bytes.Contains(data, b)
}
