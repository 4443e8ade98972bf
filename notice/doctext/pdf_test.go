package doctext

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klippa-app/go-pdfium"
)

func TestPDF(t *testing.T) {
	t.Parallel()
	docx := letterDocx(t)
	file := convert(t, "x.docx", docx, "pdf")
	got, err := Text(t.Context(), "công văn.pdf", file, Options{Engine: theEngine()})
	if err != nil {
		t.Fatal(err)
	}
	if got.Kind != KindPDF || got.Pages != 1 || got.Scanned || got.Note != "" {
		t.Errorf("got %+v", got)
	}
	want := strings.Join(append(append([]string{}, letter()...), letterEnd...), "\n")
	if squeeze(got.Text) != squeeze(want) {
		t.Errorf("got\n%s\nwant\n%s", got.Text, want)
	}

	t.Run("with a mail's line before it", func(t *testing.T) {
		t.Parallel()
		again, err := Text(t.Context(), "x", append([]byte("Content-Type: application/pdf\r\n\r\n"), file...), Options{Engine: theEngine()})
		if err != nil || again.Text != got.Text {
			t.Errorf("got %+v, %v", again, err)
		}
	})
	t.Run("torn", func(t *testing.T) {
		t.Parallel()
		_, err := Text(t.Context(), "x.pdf", file[:len(file)/3], Options{Engine: theEngine()})
		checkError(t, err, Damaged, "x.pdf", "tải về chưa hết")
	})
	t.Run("hardly begun", func(t *testing.T) {
		t.Parallel()
		_, err := Text(t.Context(), "x.pdf", file[:20], Options{Engine: theEngine()})
		checkError(t, err, Damaged, "x.pdf")
	})
	t.Run("behind a password", func(t *testing.T) {
		t.Parallel()
		locked := convert(t, "x.docx", docx, `pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"sen"}}`)
		_, err := Text(t.Context(), "x.pdf", locked, Options{Engine: theEngine()})
		checkError(t, err, Protected, "mật khẩu")
	})
	t.Run("many pages", func(t *testing.T) {
		t.Parallel()
		long := pack(t, word(strings.Repeat(`<w:p><w:r><w:t>Trang</w:t><w:br w:type="page"/></w:r></w:p>`, MaxPages+1), "", ""))
		_, err := Text(t.Context(), "x.pdf", convert(t, "x.docx", long, "pdf"), Options{Engine: theEngine()})
		checkError(t, err, TooLarge, "trang")
	})
	t.Run("cancelled", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Text(ctx, "x.pdf", file, Options{Engine: theEngine()}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want that of the context", err)
		}
	})
}

// TestPDFSlow: a page that takes too long is given up, and the engine goes on with the next file.
func TestPDFSlow(t *testing.T) {
	t.Parallel()
	engine := theEngine()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	// PDFium takes seconds for so many strings. The end comes in the midst of it, and
	// where it comes late the outcome is the same.
	r := reader{name: "x.pdf", data: drawnPDF("BT /F 8 Tf " + strings.Repeat("1 1 Td (x y z a b c d e f) Tj ", 200000) + "ET")}
	err := engine.use(ctx, func(in pdfium.Pdfium) error {
		time.AfterFunc(50*time.Millisecond, cancel)
		_, err := r.pdfPages(ctx, in, &scans{reader: &r})
		<-ctx.Done()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that of the context", err)
	}
	got, err := Text(t.Context(), "y.pdf", drawnPDF("BT /F 12 Tf 50 700 Td (So 12/UBND, ngay 5 thang 6) Tj ET"), Options{Engine: engine})
	if err != nil || got.Text != "So 12/UBND, ngay 5 thang 6" {
		t.Errorf("the next file: got %+v, %v", got, err)
	}
}

// drawnPDF makes a PDF of one page out of what is drawn on it.
func drawnPDF(draw string) []byte {
	return []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n" +
		"4 0 obj<</Length " + strconv.Itoa(len(draw)) + ">>stream\n" + draw + "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
}

// TestEngineWaiting: who waits for a turn waits no longer than their context, and
// learns that it was the context.
func TestEngineWaiting(t *testing.T) {
	t.Parallel()
	engine := theEngine()
	err := engine.use(t.Context(), func(pdfium.Pdfium) error {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		r := reader{name: "x.pdf", data: drawnPDF(""), opts: Options{Engine: engine}}
		_, err := r.pdf(ctx)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that of the context", err)
	}
}

// TestEngineKept: the compiled engine is kept for the next start.
func TestEngineKept(t *testing.T) {
	t.Parallel()
	dir := os.Getenv(engineCache)
	if dir == "" {
		dir = t.TempDir()
	}
	for range 2 {
		e := NewEngine(dir)
		defer e.Close()
		if _, err := e.start(); err != nil {
			t.Fatal(err)
		}
		if made, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(made) != 1 {
			t.Fatalf("the folder has %v, %v", made, err)
		}
	}
}

func TestEngineClosed(t *testing.T) {
	t.Parallel()
	e := NewEngine("")
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if err := e.Close(); err != nil {
		t.Errorf("again: %v", err)
	}
	_, err := Text(t.Context(), "x.pdf", []byte("%PDF-1.4"), Options{Engine: e})
	checkError(t, err, ToolFailed, "bộ đọc PDF")
}

// TestOwnFolder: code is read back only from where nobody else can have put it.
func TestOwnFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if !ownFolder(filepath.Join(dir, "a", "b")) {
		t.Error("a new folder is ours")
	}
	if err := os.Chmod(filepath.Join(dir, "a"), 0o777); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && ownFolder(filepath.Join(dir, "a")) {
		t.Error("others may write there")
	}
	if file := filepath.Join(dir, "f"); os.WriteFile(file, nil, 0o600) != nil || ownFolder(file) || ownFolder("") {
		t.Error("no folder")
	}
}

func TestPageText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		page       int
		want       string
	}{
		{"hyphen at a line end", "Chỉ thị số 33/CT\x02TTg ngày \r\n26", 1, "Chỉ thị số 33/CT-TTg ngày\n26"},
		{"number at the top", "2 \r\nđơn vị", 2, "đơn vị"},
		{"number at the foot", "đơn vị\r\n\r\n 3\r\n", 3, "đơn vị"},
		{"another number", "4\r\nđơn vị", 3, "4\nđơn vị"},
		{"on page 1 none", "1\r\nđơn vị", 1, "1\nđơn vị"},
		{"nothing else", "2", 2, "2"},
	}
	for _, tt := range tests {
		if got := pageText(tt.text, tt.page); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
