package doctext

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
)

// maxPhoto is the most pixels of a photo; cameras make up to 50 million.
const maxPhoto = 64 << 20

// picture recognises a photo or a scan.
func (r *reader) picture(ctx context.Context, f format) (Result, error) {
	config, err := decodeConfig(r.data, f)
	switch {
	case err != nil:
		return Result{}, r.failFor(Damaged, textDamaged(r.name), err)
	case config.Width*config.Height > maxPhoto: // each side has at most 31 bits
		return Result{}, r.fail(TooLarge, textHugeImage(r.name, config.Width, config.Height))
	}
	ocr, err := r.findOCR(ctx)
	if err != nil {
		return Result{}, err
	}
	data, err := r.upright(f)
	if err != nil {
		return Result{}, err
	}
	text, err := ocr.text(ctx, data, 0)
	if err != nil {
		return Result{}, err
	}
	if letters(text) == 0 {
		return Result{}, r.fail(NoText, textOCRFailed(r.name))
	}
	return Result{Text: tidy(text), Kind: KindImage, Scanned: true, Note: textScannedNote}, nil
}

func decodeConfig(data []byte, f format) (image.Config, error) {
	if f == formatPNG {
		return png.DecodeConfig(bytes.NewReader(data))
	}
	return jpeg.DecodeConfig(bytes.NewReader(data))
}

// upright gives the picture as one holds it. Telephones store a photo as the sensor
// saw it and note how it was held, which tesseract does not look at.
func (r *reader) upright(f format) ([]byte, error) {
	turn := 1
	if f == formatJPEG {
		turn = orientation(r.data)
	}
	if turn == 1 {
		return r.data, nil
	}
	stored, err := jpeg.Decode(bytes.NewReader(r.data))
	if err != nil {
		return nil, r.failFor(Damaged, textDamaged(r.name), err)
	}
	var b bytes.Buffer
	if err := writePNG(&b, turned(stored, turn)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// turned gives a grey copy of a picture in one of the eight ways of EXIF.
func turned(m image.Image, turn int) image.Image {
	size := m.Bounds().Size()
	w, h := size.X, size.Y
	if turn >= 5 {
		w, h = h, w
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range size.Y {
		for x := range size.X {
			tx, ty := x, y
			switch turn {
			case 2:
				tx = size.X - 1 - x
			case 3:
				tx, ty = size.X-1-x, size.Y-1-y
			case 4:
				ty = size.Y - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = size.Y-1-y, x
			case 7:
				tx, ty = size.Y-1-y, size.X-1-x
			case 8:
				tx, ty = y, size.X-1-x
			}
			grey, _ := color.GrayModel.Convert(m.At(m.Bounds().Min.X+x, m.Bounds().Min.Y+y)).(color.Gray) // what the model gives
			out.SetGray(tx, ty, grey)
		}
	}
	return out
}

// orientation reads how a JPEG was held, 1 to 8 as EXIF counts; 1, upright, when it does not say.
func orientation(data []byte) int {
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker, size := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == 0xda || size < 2 || at+2+size > len(data) { // the picture itself begins
			return 1
		}
		body := data[at+4 : at+2+size]
		if marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return exifOrientation(body[6:])
		}
		at += 2 + size
	}
	return 1
}

// exifOrientation reads tag 0x0112 of the first directory.
func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := int64(order.Uint16(tiff[at:]))
	for i := range entries {
		e := at + 2 + i*12
		if e+12 > int64(len(tiff)) {
			return 1
		}
		if order.Uint16(tiff[e:]) == 0x0112 {
			if v := int(order.Uint16(tiff[e+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
	}
	return 1
}

// writePNG writes a picture for tesseract; speed counts, size does not.
func writePNG(w io.Writer, m image.Image) error {
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(w, m); err != nil {
		return fmt.Errorf("encode a page: %w", err)
	}
	return nil
}
