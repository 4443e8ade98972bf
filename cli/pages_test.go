package cli

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thuky/pdfium"
	"thuky/render"
	"thuky/render/docx"
	"thuky/render/pdf"
)

func TestFirstPages(t *testing.T) {
	t.Parallel()
	engine := pdfium.NewEngine("")
	t.Cleanup(func() { _ = engine.Close() })
	maker := func(path string) func() ([][]byte, error) {
		p := program{env: Env{Environ: []string{"PATH=" + path, "HOME=" + t.TempDir()}}}
		c := p.pageMaker(engine)
		t.Cleanup(func() {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
		var b bytes.Buffer
		err := docx.Write(&b, &render.Document{Blocks: []render.Block{&render.Title{Kind: "BÁO CÁO", Subject: []render.Run{{Text: "Kết quả"}}}}})
		if err != nil {
			t.Fatal(err)
		}
		return func() ([][]byte, error) { return firstPages(c)(t.Context(), b.Bytes(), 1) }
	}
	if _, err := maker("")(); !errors.Is(err, pdf.ErrNoOffice) || !strings.Contains(err.Error(), "libreoffice-writer-nogui") {
		t.Errorf("not installed: got %v", err)
	}
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "soffice"), []byte("#!/bin/sh\necho hỏng >&2\nexit 7\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := maker(bin)(); err == nil || !strings.Contains(err.Error(), "hỏng") {
		t.Errorf("broken: got %v, want the reason for the log", err)
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI must have soffice; “make test” installs it")
		}
		t.Skip("LibreOffice is not installed; “make test” installs it where it can")
	}
	pages, err := maker(os.Getenv("PATH"))()
	if err != nil || len(pages) != 1 || !bytes.HasPrefix(pages[0], []byte("\x89PNG")) || len(pages[0]) > 1<<20 {
		t.Errorf("got %d pages, %v", len(pages), err)
	}
}
