package cli

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"

	"thuky/conversation"
	"thuky/notice/doctext"
	"thuky/pdfium"
)

func TestExtractor(t *testing.T) {
	t.Parallel()
	engine := pdfium.NewEngine("")
	t.Cleanup(func() { _ = engine.Close() })
	extract := (&program{env: Env{Environ: []string{"PATH="}}}).extractor(engine)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 900, 1200))); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, data, text string
		want             conversation.ExtractProblem
	}{
		{"a.txt", "Số: 764/UBND-HC\n", "Số: 764/UBND-HC\n", ""},
		{"", "chữ", "chữ", ""},
		{"a.txt", "", "", conversation.FileEmpty},
		{"a.txt", " \n ", "", conversation.FileEmpty},
		{"a.png", "\x89PNG\r\n\x1a\n", "", conversation.FileBroken},
		{"a.png", picture.String(), "", conversation.FileNeedsOCR},
		{"a.rtf", `{\rtf1 x}`, "", conversation.FileNeedsSuit},
		{"a.docx", "PK\x03\x04", "", conversation.FileBroken},
		{"a.txt", string(make([]byte, doctext.MaxBytes+1)), "", conversation.FileTooLarge},
	} {
		text, problem, err := extract(t.Context(), tt.name, []byte(tt.data))
		if text != tt.text || problem != tt.want || err != nil {
			t.Errorf("%s %.10q: %q %q %v, want %q %q", tt.name, tt.data, text, problem, err, tt.text, tt.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, problem, err := extract(ctx, "a.rtf", []byte(`{\rtf1 x}`)); problem == "" && !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %q %v", problem, err)
	}
}
