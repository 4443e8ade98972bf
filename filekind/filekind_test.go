package filekind

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFileName: what is left of a name is safe to save under.
func FuzzFileName(f *testing.F) {
	f.Add("../../etc/pass\x00wd", []byte("%PDF-"))
	f.Add(strings.Repeat("ế", 200)+".pdf", []byte("\x89PNG\r\n\x1a\n"))
	f.Add("...", []byte("{\\rtf"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		kind, ok := Sniff(name, data)
		if !ok {
			return
		}
		got := kind.Named(name, "Tệp")
		if got == "" || len(got) > maxName+10 || !utf8.ValidString(got) || strings.ContainsAny(got, "/\\:*?\"<>|\x00\r\n") || strings.HasPrefix(got, ".") {
			t.Fatalf("%q became %q", name, got)
		}
	})
}
