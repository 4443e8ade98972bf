package doctext

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"thuky/pdfium"
	"thuky/pdfium/pdfiumtest"
)

func TestPDF(t *testing.T) {
	t.Parallel()
	docx := letterDocx(t)
	file := convert(t, "x.docx", docx, "pdf")
	got, err := Text(t.Context(), "công văn.pdf", file, Options{Engine: pdfiumtest.Engine()})
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
		again, err := Text(t.Context(), "x", append([]byte("Content-Type: application/pdf\r\n\r\n"), file...), Options{Engine: pdfiumtest.Engine()})
		if err != nil || again.Text != got.Text {
			t.Errorf("got %+v, %v", again, err)
		}
	})
	t.Run("torn", func(t *testing.T) {
		t.Parallel()
		_, err := Text(t.Context(), "x.pdf", file[:len(file)/3], Options{Engine: pdfiumtest.Engine()})
		checkError(t, err, Damaged, "x.pdf", "tải về chưa hết")
	})
	t.Run("hardly begun", func(t *testing.T) {
		t.Parallel()
		_, err := Text(t.Context(), "x.pdf", file[:20], Options{Engine: pdfiumtest.Engine()})
		checkError(t, err, Damaged, "x.pdf")
	})
	t.Run("behind a password", func(t *testing.T) {
		t.Parallel()
		locked := convert(t, "x.docx", docx, `pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"sen"}}`)
		_, err := Text(t.Context(), "x.pdf", locked, Options{Engine: pdfiumtest.Engine()})
		checkError(t, err, Protected, "mật khẩu")
	})
	t.Run("many pages", func(t *testing.T) {
		t.Parallel()
		long := pack(t, word(strings.Repeat(`<w:p><w:r><w:t>Trang</w:t><w:br w:type="page"/></w:r></w:p>`, MaxPages+1), "", ""))
		_, err := Text(t.Context(), "x.pdf", convert(t, "x.docx", long, "pdf"), Options{Engine: pdfiumtest.Engine()})
		checkError(t, err, TooLarge, "trang")
	})
	t.Run("cancelled", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Text(ctx, "x.pdf", file, Options{Engine: pdfiumtest.Engine()}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want that of the context", err)
		}
	})
}

// TestPDFSlow: a file that takes too long is given up, and the engine goes on with the next one.
func TestPDFSlow(t *testing.T) {
	t.Parallel()
	// PDFium takes seconds for so many strings, on which the end comes.
	slow := pdfiumtest.Page("BT /F 8 Tf " + strings.Repeat("1 1 Td (x y z a b c d e f) Tj ", 200000) + "ET")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := Text(ctx, "x.pdf", slow, Options{Engine: pdfiumtest.Engine()}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want that of the context", err)
	}
	got, err := Text(t.Context(), "y.pdf", pdfiumtest.Page("BT /F 12 Tf 50 700 Td (So 12/UBND, ngay 5 thang 6) Tj ET"), Options{Engine: pdfiumtest.Engine()})
	if err != nil || got.Text != "So 12/UBND, ngay 5 thang 6" {
		t.Errorf("the next file: got %+v, %v", got, err)
	}
}

func TestEngineClosed(t *testing.T) {
	t.Parallel()
	e := pdfium.NewEngine("")
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	_, err := Text(t.Context(), "x.pdf", []byte("%PDF-1.4"), Options{Engine: e})
	checkError(t, err, ToolFailed, "bộ đọc PDF")
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

// FuzzPDF: any bytes that call themselves a PDF are read or refused in words.
func FuzzPDF(f *testing.F) {
	f.Add(pdfiumtest.Page("BT /F 12 Tf 50 700 Td (So 12) Tj ET"))
	f.Add(pdfiumtest.Page("q 1 0 0 1 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 -1e9]>>endobj\ntrailer<</Root 1 0 R/Encrypt<</Filter/Standard/V 9>>>>\n%%EOF\n"))
	f.Add([]byte("%PDF-"))
	options := Options{Engine: pdfiumtest.Engine(), Environ: []string{}}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Text(t.Context(), "x.pdf", append([]byte("%PDF-1.4\n"), data...), options)
		checkFuzzed(t, got, err)
	})
}
