package html

import (
	"strconv"

	"thuky/render"
)

// appendix begins the photos of a question. Every one of its lines is a line.
func (p *printer) appendix(s render.Source, b *render.Appendix) {
	p.raw(`<div class="d-appendix">`, "\n")
	p.text("p", "d-kind", s, b.Label)
	p.runs("p", "d-subject", s, b.Title)
	p.text("p", "d-reference", s, b.Reference)
	p.raw("</div>\n")
}

// photo writes a picture with its caption. Where the pictures are is the page's to say;
// without a place the caption stands alone.
func (p *printer) photo(s render.Source, b *render.Photo) {
	p.raw(`<figure class="d-photo">`, "\n")
	if src := p.pictures(b.File.Hash); src != "" {
		p.raw(`<img loading="lazy"`)
		p.attribute("src", src)
		p.attribute("alt", b.Text())
		if b.File.Width > 0 && b.File.Height > 0 { // nothing moves while it loads
			p.attribute("width", strconv.Itoa(b.File.Width))
			p.attribute("height", strconv.Itoa(b.File.Height))
		}
		p.raw(">\n")
	}
	p.runs("figcaption", "", s, b.Runs())
	p.raw("</figure>\n")
}
