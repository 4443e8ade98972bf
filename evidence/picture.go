package evidence

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"thuky/filekind"
	"thuky/report"
)

const (
	// longEdge is what a photo is made smaller to, in pixels: 250 a inch where it is 165 mm
	// wide. A report with twenty of them stays below 10 MB.
	longEdge  = 1600
	thumbEdge = 320
	quality   = 82
	// maxPixels is the largest picture that is decoded: a telephone makes 12 million, some
	// 50. A JPEG takes up to three bytes a pixel, anything else four.
	maxPixels = 50_000_000
	// maxHeavy is that of the formats that take more than that while they are decoded:
	// a progressive JPEG twelve bytes.
	maxHeavy = 16_000_000
	maxEdge  = 30_000
)

// drawn is a picture as it is kept.
type drawn struct {
	data, thumb   []byte
	width, height int
}

// format is how pictures of a kind are read. size reads nothing but the head.
type format struct {
	size   func([]byte) (image.Config, error)
	decode func([]byte) (image.Image, error)
	heavy  func([]byte) bool
}

func formatOf(k filekind.Kind) format {
	never, always := func([]byte) bool { return false }, func([]byte) bool { return true }
	switch k.MIME {
	case filekind.PNG.MIME:
		return format{
			func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }, deepPNG,
		}
	case filekind.GIF.MIME: // its first picture
		return format{
			func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return gif.Decode(bytes.NewReader(b)) }, never,
		}
	case filekind.WebP.MIME:
		return format{
			func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) }, always,
		}
	}
	return format{
		func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }, progressive,
	}
}

// deepPNG tells whether a PNG has 16 bits a colour.
func deepPNG(data []byte) bool { return len(data) > 24 && data[24] == 16 }

// picture decodes a photo and writes it anew.
func picture(k filekind.Kind, data []byte) (p drawn, refusal report.FileRefusal) {
	defer func() {
		if recover() != nil { // a decoder that stumbles over a damaged file
			p, refusal = drawn{}, report.FileBroken
		}
	}()
	f := formatOf(k)
	size, err := f.size(data)
	if err != nil || size.Width <= 0 || size.Height <= 0 {
		return drawn{}, report.FileBroken
	}
	limit := maxPixels
	if f.heavy(data) {
		limit = maxHeavy
	}
	if size.Width > maxEdge || size.Height > maxEdge || size.Width*size.Height > limit {
		return drawn{}, report.FileHuge
	}
	m, err := f.decode(data)
	if err != nil || m.Bounds().Empty() {
		return drawn{}, report.FileBroken
	}
	upright := turn(smaller(m, longEdge), orientation(k, data))
	p.width, p.height = upright.Bounds().Dx(), upright.Bounds().Dy()
	if p.data, err = encode(upright); err != nil {
		return drawn{}, report.FileBroken
	}
	if p.thumb, err = encode(smaller(upright, thumbEdge)); err != nil {
		return drawn{}, report.FileBroken
	}
	return p, ""
}

// smaller draws a picture on white, its long edge at most so many pixels.
func smaller(m image.Image, edge int) *image.RGBA {
	from := m.Bounds()
	w, h := from.Dx(), from.Dy()
	long := max(w, h)
	if long > edge {
		w, h = max(1, w*edge/long), max(1, h*edge/long)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if long <= edge {
		onWhite(out, m, from.Min)
		return out
	}
	near := boxed(m, long/edge)
	draw.ApproxBiLinear.Scale(out, out.Bounds(), near, near.Bounds(), draw.Src, nil)
	return out
}

// onWhite draws what of a picture begins at a point over all of out.
func onWhite(out *image.RGBA, m image.Image, at image.Point) {
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), m, at, draw.Over)
}

// boxed makes one pixel of every square of n × n, on white. It holds n lines of the large
// picture at a time: the scalers that look at every pixel take ten times as much.
func boxed(m image.Image, n int) *image.RGBA {
	from := m.Bounds()
	w, h := max(1, from.Dx()/n), max(1, from.Dy()/n)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	band := image.NewRGBA(image.Rect(0, 0, from.Dx(), min(n, from.Dy())))
	across := min(n, from.Dx())
	for y := range h {
		onWhite(band, m, image.Pt(from.Min.X, from.Min.Y+y*n))
		for x := range w {
			var sum [4]int
			for row := range band.Bounds().Dy() {
				line := band.Pix[row*band.Stride+x*n*4:]
				for i := range across * 4 {
					sum[i&3] += int(line[i])
				}
			}
			count := across * band.Bounds().Dy()
			for i, v := range sum {
				out.Pix[y*out.Stride+x*4+i] = uint8(v / count)
			}
		}
	}
	return out
}

// turn sets a picture upright that has one of the eight orientations of Exif.
func turn(m *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return m
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	outW, outH := w, h
	if orientation >= 5 {
		outW, outH = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, outW, outH))
	for y := range h {
		for x := range w {
			var tx, ty int
			switch orientation {
			case 2:
				tx, ty = w-1-x, y
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				tx, ty = x, h-1-y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			out.SetRGBA(tx, ty, m.RGBAAt(x, y))
		}
	}
	return out
}

func encode(m image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
