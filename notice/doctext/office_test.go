package doctext

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// TestOldWord: what LibreOffice opens comes out as from .docx, with its numbers.
func TestOldWord(t *testing.T) {
	t.Parallel()
	want := strings.Join(append(append([]string{}, letter()...), letterEnd...), "\n")
	for ext, filter := range map[string]string{"doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt"} {
		t.Run(ext, func(t *testing.T) {
			t.Parallel()
			old := convert(t, "x.docx", letterDocx(t), filter)
			got, err := Text(t.Context(), "công văn."+ext, old, Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := want
			if ext == "rtf" { // LibreOffice loses the levels of a list between writing and reading RTF
				want = strings.Replace(want, letterEnd[2], "III."+strings.TrimPrefix(letterEnd[2], "1."), 1)
				got.Text = strings.Replace(got.Text, letterEnd[2], "III."+strings.TrimPrefix(letterEnd[2], "1."), 1)
			}
			if got.Kind != KindOld || squeeze(got.Text) != squeeze(want) {
				t.Errorf("kind %q, text\n%s\nwant\n%s", got.Kind, got.Text, want)
			}
		})
	}
}

func TestOfficeFails(t *testing.T) {
	t.Parallel()
	path := func(script string) Options {
		return Options{Environ: []string{"PATH=" + fakeTool(t, "soffice", script) + ":/bin:/usr/bin"}}
	}
	rtf := []byte(`{\rtf1 x}`)
	_, err := Text(t.Context(), "a.rtf", rtf, path("echo hỏng >&2; exit 77"))
	checkError(t, err, ToolFailed, "LibreOffice", ".docx")
	_, err = Text(t.Context(), "a.rtf", rtf, path("exit 0"))
	checkError(t, err, Damaged, "LibreOffice", ".docx")

	// A LibreOffice that hangs is killed with all that it started.
	r := reader{name: "a.rtf", data: rtf, opts: path("sleep 600 & wait")}
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("enough")
	go cancel(stop)
	if _, err := r.office(ctx, ".rtf"); !errors.Is(err, stop) {
		t.Errorf("got %v, want that of the context", err)
	}
}
