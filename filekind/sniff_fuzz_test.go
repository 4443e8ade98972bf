package filekind

import (
	"slices"
	"testing"
)

// FuzzSniff: of any bytes under any name it is said what they are, and whether they bring
// programs along, and a kind that is known has an ending and a type.
func FuzzSniff(f *testing.F) {
	f.Add("a.docx", []byte("PK\x03\x04\x14\x00\x00\x00\x00\x00"))
	f.Add("a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Add("a.pdf", []byte("%PDF-1.7\n"))
	f.Add("a.csv", []byte("họ tên;vai\n"))
	f.Add("a.rtf", []byte(`{\rtf1`))
	f.Add("", []byte{})
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		kind, ok := Sniff(name, data)
		if ok && (kind.MIME == "" || len(kind.Ends) == 0 || slices.Contains(kind.Ends, "")) {
			t.Errorf("%q: %+v", name, kind)
		}
		for _, k := range []Kind{kind, Docx, Doc, Odt} {
			Macros(k, data)
		}
	})
}
