package pdf

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
)

// What LibreOffice writes anew each time, all of it at the end of the file and not packed.
var (
	createdMark = regexp.MustCompile(`/CreationDate\(D:(\d{14})`)
	identity    = regexp.MustCompile(`/ID \[ <([0-9A-F]{32})>\s+<([0-9A-F]{32})> \]\s+/DocChecksum /([0-9A-F]{32})`)

	docxCreated = regexp.MustCompile(`<dcterms:created[^>]*>(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z<`)
)

// tailSize is how far from the end that is looked for: the table of places, which stands
// between, takes 20 bytes an object.
const tailSize = 256 << 10

// stamp makes the PDF depend on nothing but the .docx, in place: it is said to have been
// made when the report was, and its number in the file comes from the digest. A PDF
// that does not look as expected stays as it is.
func stamp(pdf, docx []byte, digest sum) {
	tail := pdf[max(0, len(pdf)-tailSize):]
	found, at := identity.FindSubmatchIndex(tail), created(docx)
	if found == nil || at == "" {
		return
	}
	when := createdMark.FindAllSubmatchIndex(tail, -1)
	if len(when) != 1 { // not where it should be, or a text that looks like it
		return
	}
	copy(tail[when[0][2]:when[0][3]], at)
	name := fmt.Appendf(nil, "%X", digest[:16])
	for i := 2; i < len(found); i += 2 {
		copy(tail[found[i]:found[i+1]], name)
	}
}

// maxProperties is how much of a .docx's properties is read; our own take 1 KiB.
const maxProperties = 64 << 10

// created gives when a .docx says that it was made, as a PDF writes it, "" for unknown.
func created(docx []byte) string {
	files, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return ""
	}
	f, err := files.Open("docProps/core.xml")
	if err != nil {
		return ""
	}
	defer f.Close() //nolint:errcheck // it was only read
	properties, err := io.ReadAll(io.LimitReader(f, maxProperties))
	if err != nil {
		return ""
	}
	m := docxCreated.FindSubmatch(properties)
	if m == nil {
		return ""
	}
	return string(bytes.Join(m[1:], nil))
}
