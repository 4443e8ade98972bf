package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"thuky/report"
)

var names = Names{Photo: "Ảnh", Document: "Tệp"}

// corners is a picture whose corners are red, green, blue and white, clockwise from the top
// left, so that it shows which way it was turned.
func corners(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 0, 0, 255}
			switch left, top := x < w/2, y < h/2; {
			case !left && top:
				c = color.RGBA{0, 255, 0, 255}
			case !left && !top:
				c = color.RGBA{0, 0, 255, 255}
			case left && !top:
				c = color.RGBA{255, 255, 255, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// look names the corners of a JPEG, clockwise from the top left.
func look(t *testing.T, data []byte) string {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b := m.Bounds()
	name := func(x, y int) string {
		r, g, bl, _ := m.At(x, y).RGBA()
		switch {
		case r > 0x8000 && g > 0x8000:
			return "w"
		case r > 0x8000:
			return "r"
		case g > 0x8000:
			return "g"
		case bl > 0x8000:
			return "b"
		}
		return "?"
	}
	l, r, u, d := b.Min.X+b.Dx()/8, b.Max.X-1-b.Dx()/8, b.Min.Y+b.Dy()/8, b.Max.Y-1-b.Dy()/8
	return name(l, u) + name(r, u) + name(r, d) + name(l, d)
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// exif is Exif data with an orientation, and words that must not stay.
func exif(order byteOrder, orientation uint16) []byte {
	mark := "II"
	if order.String() == "BigEndian" {
		mark = "MM"
	}
	b := []byte("Exif\x00\x00" + mark)
	b = order.AppendUint16(b, 42)
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	entry := func(tag, kind uint16, count, value uint32) {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, kind)
		b = order.AppendUint32(b, count)
		b = order.AppendUint32(b, value)
	}
	entry(0x010F, 2, 4, 0) // the maker
	at := len(b)
	entry(0x0112, 3, 1, 0)
	order.PutUint16(b[at+8:], orientation)
	return append(b, "GPS 10.7769 N 106.7009 E"...)
}

func withExif(data, exif []byte) []byte {
	segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(exif)+2))
	return append(append(append([]byte{}, data[:2]...), append(segment, exif...)...), data[2:]...)
}

// TestUpright: however the camera was held, the picture stands as it was seen, and nothing of
// what the camera wrote beside it is kept.
func TestUpright(t *testing.T) {
	t.Parallel()
	raw := corners(64, 32)
	want := map[uint16]string{0: "rgbw", 1: "rgbw", 2: "grwb", 3: "bwrg", 4: "wbgr", 5: "rwbg", 6: "wrgb", 7: "bgrw", 8: "gbwr", 9: "rgbw"}
	for orientation, look1 := range want {
		for _, order := range []byteOrder{binary.LittleEndian, binary.BigEndian} {
			data := withExif(jpegOf(t, raw), exif(order, orientation))
			k, refusal := Prepare("IMG_1.JPG", names, data)
			if refusal != "" {
				t.Fatalf("orientation %d: %s", orientation, refusal)
			}
			if got := look(t, k.Data); got != look1 {
				t.Errorf("orientation %d: corners %s, want %s", orientation, got, look1)
			}
			if got := look(t, k.Thumb); got != look1 {
				t.Errorf("orientation %d: corners of the small one %s, want %s", orientation, got, look1)
			}
			if wide := k.File.Width > k.File.Height; wide != (orientation < 5 || orientation > 8) {
				t.Errorf("orientation %d: %d × %d", orientation, k.File.Width, k.File.Height)
			}
			for _, rest := range []string{"Exif", "GPS", "106.7009"} {
				if bytes.Contains(k.Data, []byte(rest)) || bytes.Contains(k.Thumb, []byte(rest)) {
					t.Errorf("orientation %d: %q is kept", orientation, rest)
				}
			}
		}
	}
}

// smallWebP is a picture of 1 × 1 pixels.
const smallWebP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="

// document makes a zip file of parts.
func document(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range parts {
		w, err := z.Create(part)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("<x/>")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hugePNG says that it has many pixels, and has none.
func hugePNG(w, h uint32, depth byte) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	head = binary.BigEndian.AppendUint32(head, h)
	head = append(head, depth, 6, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

const ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

func wide(text string) string {
	var b strings.Builder
	for _, c := range text {
		b.WriteString(string([]byte{byte(c), 0}))
	}
	return b.String()
}

func TestPrepare(t *testing.T) {
	t.Parallel()
	webp, err := base64.StdEncoding.DecodeString(smallWebP)
	if err != nil {
		t.Fatal(err)
	}
	var animated bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.White, color.Black})
	if err := gif.EncodeAll(&animated, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	photo, shot := jpegOf(t, corners(40, 30)), pngOf(t, corners(40, 30))
	word := document(t, "[Content_Types].xml", "word/document.xml")
	for _, tt := range []struct {
		name    string
		data    []byte
		kind    string
		keeps   string // the name
		refusal report.FileRefusal
	}{
		{"IMG_1.JPG", photo, "jpg", "IMG_1.jpg", ""},
		{"", photo, "jpg", "Ảnh.jpg", ""},
		{"", []byte("%PDF-1.7\n"), "pdf", "Tệp.pdf", ""},
		{"man-hinh.png", shot, "jpg", "man-hinh.jpg", ""},
		{"ảnh\u202Egpj.exe", shot, "jpg", "ảnhgpj.jpg", ""},
		{"../../etc/passwd", photo, "jpg", "passwd.jpg", ""},
		{strings.Repeat("ế", 200) + ".png", shot, "jpg", "", ""},
		{"x.webp", webp, "jpg", "x.jpg", ""},
		{"x.gif", animated.Bytes(), "jpg", "x.jpg", ""},
		{"ke-hoach.pdf", []byte("%PDF-1.7\n…"), "pdf", "ke-hoach.pdf", ""},
		{"ke-hoach.jpg", []byte("%PDF-1.7\n…"), "pdf", "ke-hoach.jpg.pdf", ""},
		{"Kế hoạch.docx", word, "docx", "Kế hoạch.docx", ""},
		{"so-lieu.xlsx", document(t, "[Content_Types].xml", "xl/workbook.xml"), "xlsx", "so-lieu.xlsx", ""},
		{"bai.pptx", document(t, "[Content_Types].xml", "ppt/presentation.xml"), "pptx", "bai.pptx", ""},
		{"cu.doc", []byte(ole + wide("WordDocument")), "doc", "cu.doc", ""},

		{"trong.jpg", nil, "", "", report.FileEmpty},
		{"to.pdf", append([]byte("%PDF-"), make([]byte, report.MaxFileSize)...), "", "", report.FileTooBig},
		{"iphone.jpg", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "", "", report.FileHEIC},
		{"hong.jpg", photo[:len(photo)/2], "", "", report.FileBroken},
		{"hong.png", shot[:60], "", "", report.FileBroken},
		{"dau.jpg", photo[:4], "", "", report.FileBroken},
		{"bom.png", hugePNG(60_000, 60_000, 8), "", "", report.FileHuge},
		{"bom.png", hugePNG(50_000, 100, 8), "", "", report.FileHuge},
		{"bom.png", hugePNG(5_000, 5_000, 16), "", "", report.FileHuge},
		{"macro.docx", document(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "", "", report.FileMacros},
		{"macro.docm", document(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "", "", report.FileMacros},
		{"an.xlsx", document(t, "[Content_Types].xml", "xl/workbook.xml", "xl/x.exe"), "", "", report.FileMacros},
		{"cut.docx", word[:len(word)-10], "", "", report.FileMacros},
		{"macro.doc", []byte(ole + wide("WordDocument") + wide("_VBA_PROJECT")), "", "", report.FileMacros},
		{"ma.exe", []byte("MZ\x90\x00\x03"), "", "", report.FileUnknown},
		{"trang.html", []byte("<!DOCTYPE html><script>"), "", "", report.FileUnknown},
		{"anh.svg", []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "", "", report.FileUnknown},
		{"anh.jpg", []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "", "", report.FileUnknown},
		{"nen.zip", document(t, "a.txt"), "", "", report.FileUnknown},
		{"scan.tif", []byte("II*\x00\x08\x00\x00\x00"), "", "", report.FileUnknown},
		{"ghi.txt", []byte("chữ"), "", "", report.FileUnknown},
	} {
		k, refusal := Prepare(tt.name, names, tt.data)
		if refusal != tt.refusal || k.File.Kind != tt.kind {
			t.Errorf("%.30q: got %q, refusal %q; want %q, %q", tt.name, k.File.Kind, refusal, tt.kind, tt.refusal)
			continue
		}
		if tt.refusal != "" {
			continue
		}
		if tt.keeps != "" && k.File.Name != tt.keeps {
			t.Errorf("%.30q is named %q, want %q", tt.name, k.File.Name, tt.keeps)
		}
		if k.File.Size != int64(len(k.Data)) || len(k.File.Hash) != 64 || (k.Thumb != nil) != k.File.Photo() {
			t.Errorf("%.30q: kept %+v, %d bytes, small %d", tt.name, k.File, len(k.Data), len(k.Thumb))
		}
		if again, _ := Prepare(tt.name, names, tt.data); again.File != k.File {
			t.Errorf("%.30q: another time it is %+v", tt.name, again.File)
		}
	}
}

// TestSizes: a photo of a telephone becomes one that fits a report, with room around nothing
// transparent.
func TestSizes(t *testing.T) {
	t.Parallel()
	k, refusal := Prepare("lon.jpg", names, jpegOf(t, corners(4000, 3000)))
	if refusal != "" || k.File.Width != longEdge || k.File.Height != longEdge*3/4 {
		t.Fatalf("got %+v, %s", k.File, refusal)
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(k.Thumb))
	if err != nil || size.Width != thumbEdge || size.Height != thumbEdge*3/4 {
		t.Errorf("the small one is %d × %d, %v", size.Width, size.Height, err)
	}
	if k, refusal = Prepare("dai.png", names, pngOf(t, corners(3, 9000))); refusal != "" || k.File.Width != 1 || k.File.Height != longEdge {
		t.Errorf("a line: got %+v, %s", k.File, refusal)
	}
	if k, refusal = Prepare("to.png", names, pngOf(t, corners(3199, 1700))); refusal != "" || look(t, k.Data) != "rgbw" || look(t, k.Thumb) != "rgbw" {
		t.Errorf("not twice as long: got %+v, %s", k.File, refusal)
	}
	clear := image.NewRGBA(image.Rect(0, 0, 20, 20))
	if k, refusal = Prepare("trong-suot.png", names, pngOf(t, clear)); refusal != "" || look(t, k.Data) != "wwww" {
		t.Errorf("a transparent picture is not white: %s", refusal)
	}
}

// FuzzPrepare: whatever comes is refused or becomes a file whose picture can be shown.
func FuzzPrepare(f *testing.F) {
	f.Add("a.jpg", withExif(jpegOf(f, corners(16, 8)), exif(binary.BigEndian, 6)))
	f.Add("a.png", pngOf(f, corners(8, 16)))
	f.Add("a.png", hugePNG(9, 9, 8))
	f.Add("a.docx", document(f, "[Content_Types].xml", "word/document.xml"))
	f.Add("a.pdf", []byte("%PDF-1.4"))
	f.Add("a.doc", []byte(ole+wide("WordDocument")))
	if webp, err := base64.StdEncoding.DecodeString(smallWebP); err == nil {
		f.Add("a.webp", webp)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		k, refusal := Prepare(name, names, data)
		if refusal != "" {
			if k.Data != nil || k.File.Hash != "" {
				t.Fatalf("refused (%s) and kept: %+v", refusal, k.File)
			}
			return
		}
		if k.File.Name == "" || k.File.Family() == "" || k.File.Hash == "" {
			t.Fatalf("kept %+v", k.File)
		}
		if !k.File.Photo() {
			return
		}
		for _, shown := range [][]byte{k.Data, k.Thumb} {
			m, err := jpeg.Decode(bytes.NewReader(shown))
			if err != nil {
				t.Fatal(err)
			}
			if edge := max(m.Bounds().Dx(), m.Bounds().Dy()); edge > longEdge {
				t.Fatalf("%d pixels long", edge)
			}
		}
	})
}

func BenchmarkPrepare(b *testing.B) {
	data := jpegOf(b, corners(4000, 3000))
	b.ReportAllocs()
	for b.Loop() {
		if _, refusal := Prepare("anh.jpg", names, data); refusal != "" {
			b.Fatal(refusal)
		}
	}
}
