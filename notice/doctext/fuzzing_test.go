package doctext

import (
	"archive/zip"
	"bytes"
	"testing"

	"thuky/fuzztest"
)

// TestFuzzTargets gives each fuzz target of this package some inputs.
func TestFuzzTargets(t *testing.T) {
	t.Parallel()
	fuzztest.Run(t)
}

// FuzzNames: parts of a Word file and of a spreadsheet may have any names, twice the same, with dots,
// slashes and zero bytes in them, and lead to any others.
func FuzzNames(f *testing.F) {
	f.Add("word/document.xml", "../word/document.xml", "word/document.xml")
	f.Add("word/document.xml", "word/document.xml", "/word/document.xml")
	f.Add(`word\document.xml`, "[content_types].XML", "file:///etc/passwd")
	f.Add("WORD/Document.xml", "word/", "//word//./document.xml")
	f.Add("\x00", "\xff", "%2e%2e/word/document.xml")
	f.Add("xl/workbook.xml", "_rels/.rels", "#")
	f.Fuzz(func(t *testing.T, one, other, target string) {
		whole := word(p("A"), "", "")
		relations := `<Relationships ` + nsRels + `><Relationship Id="r1" Type="` + office + `officeDocument" Target="` + target + `"/></Relationships>`
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, part := range [][2]string{
			{"[Content_Types].xml", whole["[Content_Types].xml"]}, {"_rels/.rels", relations}, {one, whole["word/document.xml"]}, {other, whole["word/document.xml"]},
		} {
			w, err := z.CreateHeader(&zip.FileHeader{Name: part[0]})
			if err != nil {
				return // a name that no zip has
			}
			if _, err := w.Write([]byte(part[1])); err != nil {
				return // a folder
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"x.docx", one} {
			got, err := Text(t.Context(), name, b.Bytes(), Options{Environ: []string{}})
			checkFuzzed(t, got, err)
		}
	})
}
