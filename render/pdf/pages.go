package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"

	"thuky/pdfium"
)

// drawing is what Pages is asked for.
type drawing struct {
	file        sum
	from, count int
	dpi         int
}

// sheets are pages as PNG, and how many the file has.
type sheets struct {
	pages [][]byte
	total int
}

// Pages draws pages of a PDF as PNG: count of them, or as many as there are, from page
// from on, which counts from 0. total is the number of pages of the file. The resolution
// is held between MinDPI and MaxDPI, the count under MaxPages. Errors are *Error, or the
// cause of ctx.
func (c *Converter) Pages(ctx context.Context, pdf []byte, from, count, dpi int) (pages [][]byte, total int, err error) {
	want := drawing{sha256.Sum256(pdf), max(from, 0), min(max(count, 0), MaxPages), min(max(dpi, MinDPI), MaxDPI)}
	if s, ok := c.drawn(want); ok {
		return s.pages, s.total, nil
	}
	s, err := c.draws.do(ctx, want, func(ctx context.Context) (sheets, error) { return c.draw(ctx, pdf, want) })
	return s.pages, s.total, err
}

// Draft is PDF and Pages in one: pages of a .docx.
func (c *Converter) Draft(ctx context.Context, docx []byte, from, count, dpi int) (pages [][]byte, total int, err error) {
	pdf, err := c.PDF(ctx, docx)
	if err != nil {
		return nil, 0, err
	}
	return c.Pages(ctx, pdf, from, count, dpi)
}

// drawn gives what is wanted if all of it is kept.
func (c *Converter) drawn(want drawing) (sheets, bool) {
	all, ok := c.kept.get(entry{file: want.file, dpi: countOnly})
	if !ok {
		return sheets{}, false
	}
	s := sheets{total: all.pages}
	for page := want.from; page < min(want.from+want.count, s.total); page++ {
		v, ok := c.kept.get(entry{want.file, want.dpi, page})
		if !ok {
			return sheets{}, false
		}
		s.pages = append(s.pages, v.data)
	}
	return s, true
}

// draw draws what is not kept of what is wanted.
func (c *Converter) draw(ctx context.Context, pdf []byte, want drawing) (sheets, error) {
	var s sheets
	err := c.engine.Open(ctx, pdf, func(d *pdfium.Document) error {
		s.total = d.Pages()
		c.kept.put(entry{file: want.file, dpi: countOnly}, value{pages: s.total})
		for page := want.from; page < min(want.from+want.count, s.total); page++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			at := entry{want.file, want.dpi, page}
			if v, ok := c.kept.get(at); ok {
				s.pages = append(s.pages, v.data)
				continue
			}
			var picture bytes.Buffer
			if err := d.Draw(page, want.dpi, pdfium.Colour, func(m image.Image) error { return encode(&picture, m) }); err != nil {
				return err
			}
			s.pages = append(s.pages, picture.Bytes())
			c.kept.put(at, value{data: picture.Bytes()})
		}
		return nil
	})
	switch {
	case ctx.Err() != nil:
		return sheets{}, context.Cause(ctx)
	case err != nil:
		return sheets{}, &Error{Failed, textNotDrawn, err}
	}
	return s, nil
}

// encode writes a picture as PNG: in shades of grey where it has no colour, which
// takes less than half of the bytes.
func encode(b *bytes.Buffer, m image.Image) error {
	if rgba, ok := m.(*image.RGBA); ok {
		if grey := greyOf(rgba); grey != nil {
			m = grey
		}
	}
	if err := png.Encode(b, m); err != nil {
		return fmt.Errorf("encode a page: %w", err)
	}
	return nil
}

// greyOf gives the picture in grey, nil if it has a colour.
func greyOf(m *image.RGBA) *image.Gray {
	size := m.Bounds().Size()
	grey := image.NewGray(image.Rect(0, 0, size.X, size.Y))
	for y := range size.Y {
		row := m.Pix[y*m.Stride:][:4*size.X]
		to := grey.Pix[y*grey.Stride:]
		for x := range size.X {
			r := row[4*x]
			if row[4*x+1] != r || row[4*x+2] != r {
				return nil
			}
			to[x] = r
		}
	}
	return grey
}
