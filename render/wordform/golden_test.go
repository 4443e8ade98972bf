package wordform_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads testdata/*.txtar: the body of a form, further styles, the answer
// where it is not the usual report, and the body that comes of it. In want the paragraphs stand on lines of their own.
func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files (%v)", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := &txtar.Archive{Comment: archive.Comment}
			form, in := newFile(""), small(t)
			for _, f := range archive.Files {
				switch f.Name {
				case "form":
					form = newFile(string(f.Data))
					want.Files = append(want.Files, f)
				case "classes": // the answer of a report with a table
					in = classes(t, string(f.Data))
					want.Files = append(want.Files, f)
				case "styles":
					form.data["word/styles.xml"] = strings.Replace(form.data["word/styles.xml"], "</w:styles>", string(f.Data)+"</w:styles>", 1)
					want.Files = append(want.Files, f)
				}
			}
			parts := checked(t, form.bytes(t), in)
			_, body, _ := strings.Cut(string(parts["word/document.xml"]), "<w:body>")
			body, _, _ = strings.Cut(body, "<w:sectPr>")
			want.Files = append(want.Files, txtar.File{Name: "want", Data: []byte(strings.ReplaceAll(body, "</w:p><w:p>", "</w:p>\n<w:p>"))})
			if *update {
				if err := os.WriteFile(name, txtar.Format(want), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(want))); diff != "" {
				t.Errorf("%s (-want +got; -update rewrites it):\n%s", name, diff)
			}
		})
	}
}
