package pdfium_test

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thuky/pdfium"
	"thuky/pdfium/pdfiumtest"
)

func TestMain(m *testing.M) { os.Exit(pdfiumtest.Main(m)) }

const words = "BT /F 12 Tf 50 700 Td (So 12/UBND, ngay 5 thang 6) Tj ET"

// TestSlow: when the context ends in the midst of a page, Open gives its cause, and the
// engine goes on with the next file.
func TestSlow(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	enough := errors.New("enough")
	// PDFium takes seconds for so many strings. Where the end comes late the outcome is the same.
	slow := pdfiumtest.Page("BT /F 8 Tf " + strings.Repeat("1 1 Td (x y z a b c d e f) Tj ", 200000) + "ET")
	err := pdfiumtest.Engine().Open(ctx, slow, func(d *pdfium.Document) error {
		time.AfterFunc(50*time.Millisecond, func() { cancel(enough) })
		_, err := d.Text(0)
		<-ctx.Done()
		return err
	})
	if !errors.Is(err, enough) {
		t.Errorf("got %v, want the cause", err)
	}
	err = pdfiumtest.Engine().Open(t.Context(), pdfiumtest.Page(words), func(d *pdfium.Document) error {
		if text, err := d.Text(0); err != nil || text != "So 12/UBND, ngay 5 thang 6" || d.Pages() != 1 {
			t.Errorf("got %q, %v of %d pages", text, err, d.Pages())
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestWaiting: who waits for a turn waits no longer than their context, and learns that
// it was the context.
func TestWaiting(t *testing.T) {
	t.Parallel()
	err := pdfiumtest.Engine().Open(t.Context(), pdfiumtest.Page(""), func(*pdfium.Document) error {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		return pdfiumtest.Engine().Open(ctx, pdfiumtest.Page(""), func(*pdfium.Document) error { return errors.New("it had a turn") })
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that of the context", err)
	}
}

func TestDamaged(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"nothing": nil, "no PDF": []byte("xin chào"), "torn": pdfiumtest.Page(words)[:30]} {
		err := pdfiumtest.Engine().Open(t.Context(), data, func(*pdfium.Document) error { return nil })
		if err == nil || errors.Is(err, pdfium.ErrEngine) || errors.Is(err, pdfium.ErrProtected) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestDraw(t *testing.T) {
	t.Parallel()
	page := pdfiumtest.Page("1 0 0 rg 0 421 595 421 re f") // the upper half is red
	err := pdfiumtest.Engine().Open(t.Context(), page, func(d *pdfium.Document) error {
		look := func(ink pdfium.Ink, dpi, width int, top string) {
			t.Helper()
			err := d.Draw(0, dpi, ink, func(m image.Image) error {
				if m.Bounds().Dx() != width {
					t.Errorf("at %d dpi it is %d pixels wide, want %d", dpi, m.Bounds().Dx(), width)
				}
				r, g, b, _ := m.At(width/2, 10).RGBA()
				if got := map[bool]string{true: "colour", false: "grey"}[r != g || g != b]; got != top {
					t.Errorf("the top is %s, want %s", got, top)
				}
				if r, g, b, _ := m.At(width/2, m.Bounds().Dy()-10).RGBA(); r != 0xffff || g != r || b != r {
					t.Error("the foot is not white")
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
		look(pdfium.Colour, 72, 595, "colour")
		look(pdfium.Grey, 144, 1190, "grey")
		look(pdfium.Grey, 1200, 4959, "grey") // too fine: 600 are the most
		if n, err := d.Objects(0); n != 1 || err != nil {
			t.Errorf("%d objects, %v", n, err)
		}
		if fills, err := d.PictureFills(0, 0.1); fills || err != nil {
			t.Errorf("a rectangle is no picture: %v", err)
		}
		if err := d.Draw(1, 72, pdfium.Colour, func(image.Image) error { return nil }); err == nil {
			t.Error("there is no page 2")
		}
		stop := errors.New("stop")
		if err := d.Draw(0, 72, pdfium.Colour, func(image.Image) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("got %v, want that of the user of the picture", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestEngineKept: the compiled engine is kept for the next start.
func TestEngineKept(t *testing.T) {
	t.Parallel()
	dir := os.Getenv(pdfiumtest.CacheVariable)
	if dir == "" {
		dir = t.TempDir()
	}
	for range 2 {
		e := pdfium.NewEngine(dir)
		defer e.Close() //nolint:errcheck // nothing is kept
		if err := e.Open(t.Context(), pdfiumtest.Page(""), func(*pdfium.Document) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if made, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(made) != 1 {
			t.Fatalf("the folder has %v, %v", made, err)
		}
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	e := pdfium.NewEngine("")
	for range 2 {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := e.Open(t.Context(), pdfiumtest.Page(""), nil); !errors.Is(err, pdfium.ErrEngine) {
		t.Errorf("got %v, want that of the engine", err)
	}
}
