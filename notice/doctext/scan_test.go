package doctext

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thuky/pdfium/pdfiumtest"
)

// recall is the share of the words of want that a recognised text has.
func recall(got, want string) float64 {
	have := map[string]int{}
	for _, w := range strings.Fields(got) {
		have[w]++
	}
	found, all := 0, 0
	for _, w := range strings.Fields(want) {
		all++
		if have[w] > 0 {
			have[w]--
			found++
		}
	}
	return float64(found) / float64(all)
}

func checkRecognised(t *testing.T, got Result, err error, kind string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join(append(append([]string{}, letter()...), letterEnd...), "\n")
	if share := recall(got.Text, want); share < 0.9 {
		t.Errorf("only %.0f %% of the words were recognised:\n%s", 100*share, got.Text)
	}
	if got.Kind != kind || !got.Scanned || !strings.Contains(got.Note, "kiểm tra lại số, ký hiệu") {
		t.Errorf("got kind %q, scanned %v, note %q", got.Kind, got.Scanned, got.Note)
	}
}

func TestScans(t *testing.T) {
	t.Parallel()
	pdf := convert(t, "x.docx", letterDocx(t), "pdf")
	photo := picturesOf(t, pdf, "jpeg")[0]
	signed := scanPDF(t, "Ky boi: Uy ban nhan dan huyen", photo)
	mixed := scanPDF(t, strings.Repeat("van ban co chu ", 40), photo)

	t.Run("without tesseract", func(t *testing.T) {
		t.Parallel()
		for name, data := range map[string][]byte{"a.jpg": photo, "a.png": picturesOf(t, pdf, "png")[0], "a.pdf": signed} {
			_, err := Text(t.Context(), name, data, Options{Environ: []string{}, Engine: pdfiumtest.Engine()})
			checkError(t, err, NeedsTool, name, "cài tesseract-ocr tesseract-ocr-vie", "hoặc dán chữ của công văn")
		}
	})
	t.Run("a text layer that is enough", func(t *testing.T) {
		t.Parallel()
		got, err := Text(t.Context(), "a.pdf", mixed, Options{Environ: []string{}, Engine: pdfiumtest.Engine()})
		if err != nil || got.Scanned || got.Note != "" || !strings.Contains(got.Text, "van ban co chu") {
			t.Errorf("got %+v, %v", got, err)
		}
	})
	t.Run("tesseract without Vietnamese", func(t *testing.T) {
		t.Parallel()
		dir := fakeTool(t, "tesseract", "echo 'List of languages (1):'; echo eng")
		_, err := Text(t.Context(), "a.jpg", photo, Options{Environ: []string{"PATH=" + dir + ":/bin:/usr/bin"}})
		checkError(t, err, NeedsTool, "tiếng Việt", "tesseract-ocr-vie")
	})
	t.Run("tesseract that fails", func(t *testing.T) {
		t.Parallel()
		dir := fakeTool(t, "tesseract", `if [ "$1" = --list-langs ]; then echo vie; else echo no >&2; exit 1; fi`)
		_, err := Text(t.Context(), "a.jpg", photo, Options{Environ: []string{"PATH=" + dir + ":/bin:/usr/bin"}})
		checkError(t, err, ToolFailed, "không nhận dạng được")
	})
	t.Run("tesseract that finds nothing", func(t *testing.T) {
		t.Parallel()
		dir := fakeTool(t, "tesseract", `if [ "$1" = --list-langs ]; then echo vie; else echo '|__ .'; fi`)
		_, err := Text(t.Context(), "a.jpg", photo, Options{Environ: []string{"PATH=" + dir + ":/bin:/usr/bin"}})
		checkError(t, err, NoText, "không nhận dạng được")
	})

	t.Run("photo", func(t *testing.T) {
		t.Parallel()
		need(t, "tesseract")
		got, err := Text(t.Context(), "a.jpg", photo, Options{})
		checkRecognised(t, got, err, KindImage)
	})
	t.Run("photo held sideways", func(t *testing.T) {
		t.Parallel()
		need(t, "tesseract")
		got, err := Text(t.Context(), "a.jpg", sideways(t, photo), Options{})
		checkRecognised(t, got, err, KindImage)
	})
	t.Run("signed scan as PDF", func(t *testing.T) {
		t.Parallel()
		need(t, "tesseract")
		got, err := Text(t.Context(), "a.pdf", signed, Options{Engine: pdfiumtest.Engine()})
		checkRecognised(t, got, err, KindPDF)
		if got.Pages != 1 {
			t.Errorf("%d pages", got.Pages)
		}
	})
}

// fakeTool makes a program of a few lines and gives its folder.
func fakeTool(t *testing.T, name, script string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// sideways stores a photo turned, with the note of a telephone about it.
func sideways(t *testing.T, photo []byte) []byte {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(photo))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, turned(m, 8), nil); err != nil { // 6 turns it back
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(out, b.Bytes()[2:]...)
}

// TestTurned: turning a picture as EXIF says brings its marked corner to the top left.
func TestTurned(t *testing.T) {
	t.Parallel()
	const w, h = 3, 2
	corner := map[int]image.Point{ // where the stored picture has what belongs to the top left
		1: {0, 0}, 2: {w - 1, 0}, 3: {w - 1, h - 1}, 4: {0, h - 1}, 5: {0, 0}, 6: {0, h - 1}, 7: {w - 1, h - 1}, 8: {w - 1, 0},
	}
	for turn, at := range corner {
		m := image.NewGray(image.Rect(0, 0, w, h))
		m.SetGray(at.X, at.Y, color.Gray{200})
		got := turned(m, turn)
		if r, _, _, _ := got.At(0, 0).RGBA(); r>>8 != 200 {
			t.Errorf("%d: the corner is elsewhere", turn)
		}
		if size := got.Bounds().Size(); (turn >= 5) != (size.X == h) {
			t.Errorf("%d: got the size %v", turn, size)
		}
	}
}
