package filekind

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"
	"unicode/utf16"
)

// maxEntries is how many parts a document may have.
const maxEntries = 10_000

// Macros tells whether a document brings programs along: macros of Office, old or new, and
// whatever is hidden in a zip file that is not a document through and through.
func Macros(k Kind, data []byte) bool {
	switch k.MIME {
	case Docx.MIME, Xlsx.MIME, Pptx.MIME, Odt.MIME, Ods.MIME:
		return zipMacros(data)
	case Doc.MIME, Xls.MIME, Ppt.MIME:
		return bytes.Contains(data, wide("_VBA_PROJECT")) || bytes.Contains(data, wide("Macros"))
	}
	return false
}

// zipMacros looks at the names of the parts only: none of them is unpacked.
func zipMacros(data []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) > maxEntries {
		return true // no document that Office opens without repair
	}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		switch base := path.Base(name); {
		case strings.HasPrefix(base, "vbaproject"), strings.HasPrefix(base, "vbadata"), strings.HasPrefix(name, "basic/"), strings.HasPrefix(name, "scripts/"):
			return true
		}
		switch path.Ext(name) {
		case ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".scr", ".com", ".jar", ".ps1", ".lnk", ".hta", ".msi":
			return true
		}
	}
	return false
}

// wide writes a name as the old documents hold it.
func wide(name string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(name)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return b
}
