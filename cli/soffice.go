package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// pdfLimit ends a LibreOffice that hangs.
const pdfLimit = 60 * time.Second

// findSoffice gives the path of LibreOffice, "" where there is none.
func findSoffice() string {
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// convertPDF turns a .docx into a PDF with LibreOffice, which gets a profile of its
// own: one that is open on the desktop would otherwise swallow the order.
func convertPDF(ctx context.Context, environ []string, document []byte) ([]byte, error) {
	soffice := findSoffice()
	if soffice == "" {
		return nil, failed(textNoSoffice, nil)
	}
	folder, err := os.MkdirTemp("", "thuky-pdf-*")
	if err != nil {
		return nil, failed(textCannotWrite(os.TempDir(), err), nil)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // the system clears its temporary files
	source := filepath.Join(folder, "draft.docx")
	if err := os.WriteFile(source, document, 0o600); err != nil {
		return nil, failed(textCannotWrite(folder, err), nil)
	}
	ctx, cancel := context.WithTimeout(ctx, pdfLimit)
	defer cancel()
	profile := url.URL{Scheme: "file", Path: filepath.Join(folder, "profile")}
	cmd := exec.CommandContext(ctx, soffice, "-env:UserInstallation="+profile.String(),
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir", folder, source)
	cmd.Env = environ
	cmd.Dir = folder
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	ownGroup(cmd) // soffice is a script: what it started must end with it
	cmd.WaitDelay = 2 * time.Second
	err = cmd.Run()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, failed(textPDFTooSlow, nil)
	case err != nil:
		return nil, failed(textPDFFailed, fmt.Errorf("%w: %s", err, bytes.TrimSpace(output.Bytes())))
	}
	pdf, err := os.ReadFile(filepath.Join(folder, "draft.pdf"))
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return nil, failed(textPDFFailed, fmt.Errorf("no PDF came out: %s", bytes.TrimSpace(output.Bytes())))
	}
	return pdf, nil
}
