package doctext

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"

	"thuky/tool"
)

// ocr is tesseract, with Vietnamese.
type ocr struct {
	reader *reader
	path   string
}

// Limits of tesseract; a page takes one to eight seconds.
const (
	ocrListLimit = 10 * time.Second
	ocrPageLimit = 60 * time.Second
)

// findOCR gives tesseract, or the error that says what to install.
func (r *reader) findOCR(ctx context.Context) (*ocr, error) {
	path := tool.Find(r.opts.Environ, "tesseract")
	if path == "" {
		return nil, r.needs(Tesseract, textNeedOCR(r.name), nil)
	}
	languages, err := tool.Run(ctx, tool.Call{Path: path, Args: []string{"--list-langs"}, Environ: r.opts.Environ, Limit: ocrListLimit})
	if err != nil {
		return nil, r.needs(Tesseract, textNeedOCR(r.name), err)
	}
	for line := range strings.Lines(string(languages)) {
		if strings.TrimSpace(line) == "vie" {
			return &ocr{r, path}, nil
		}
	}
	return nil, r.needs(Tesseract, textNeedVietnamese(r.name), nil)
}

// FindOCR gives the path of the program that recognises scans and photos, or an
// *Error that says what to install.
func FindOCR(ctx context.Context, opts Options) (string, error) {
	r := reader{name: textAnyScan, opts: opts}
	o, err := r.findOCR(ctx)
	if err != nil {
		return "", err
	}
	return o.path, nil
}

// text recognises one picture. One thread: with more, tesseract spends its time on
// waiting for itself.
func (o *ocr) text(ctx context.Context, picture []byte, dpi int) (string, error) {
	r := o.reader
	args := []string{"stdin", "stdout", "-l", "vie"}
	if dpi > 0 {
		args = append(args, "--dpi", strconv.Itoa(dpi))
	}
	out, err := tool.Run(ctx, tool.Call{
		Path: o.path, Args: args, Environ: r.opts.Environ, Extra: []string{"OMP_THREAD_LIMIT=1"},
		Stdin: picture, Limit: ocrPageLimit,
	})
	switch {
	case errors.Is(err, tool.ErrSlow):
		return "", r.failFor(TooSlow, textOCRSlow(r.name), err)
	case ctx.Err() != nil:
		return "", context.Cause(ctx)
	case err != nil:
		return "", r.failFor(ToolFailed, textOCRFailed(r.name), err)
	}
	return recognised(string(out)), nil
}

// recognised drops what tesseract makes of ruled lines and specks: lines without a
// letter or a digit, runs of empty lines.
func recognised(text string) string {
	var kept []string
	blank := false
	for line := range strings.Lines(strings.ToValidUTF8(strings.ReplaceAll(text, "\f", "\n"), "")) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			blank = true
		case !strings.ContainsFunc(line, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }):
		default:
			if blank && len(kept) > 0 {
				kept = append(kept, "")
			}
			blank = false
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
