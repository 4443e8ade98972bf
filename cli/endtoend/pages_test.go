package endtoend

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"thuky/pdfium/pdfiumtest"
)

// drawPages gives the installation a LibreOffice that prints every document as one page
// with a black square, at once. All the rest of the way to a picture is real.
func (o *office) drawPages(t testing.TB) {
	t.Helper()
	bin := filepath.Join(o.dir, "bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(bin, "page.pdf")
	if err := os.WriteFile(page, pdfiumtest.Page("0 0 0 rg 100 500 200 200 re f"), 0o600); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\nPATH=/usr/bin:/bin\nout=\nfor a; do case $last in --outdir) out=$a;; esac; last=$a; done\nmkdir -p \"$out\"\ncp '" + page + "' \"$out/document.pdf\"\n"
	if err := os.WriteFile(filepath.Join(bin, "soffice"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
}

// checkPicture tells whether a person saw the page of a draft.
func (c *cast) checkPicture(p *person) {
	c.t.Helper()
	all, _ := p.hear(p.ctx, 0)
	seen := 0
	for _, m := range all {
		if m.picture == nil {
			continue
		}
		seen++
		picture, err := png.Decode(bytes.NewReader(m.picture))
		if err != nil {
			c.t.Fatalf("%s: the picture: %v", p.name, err)
		}
		if b := picture.Bounds(); b.Dx() < 600 || b.Dy() < b.Dx() {
			c.t.Errorf("%s: a picture of %v", p.name, b)
		}
	}
	if seen == 0 {
		c.t.Errorf("%s sees no page of a draft\n%s", p.name, c.bot.stderr)
	}
}
