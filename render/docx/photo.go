package docx

import (
	"fmt"
	"strconv"
	"strings"

	"thuky/render"
)

// The room for a picture, in EMU (1/36000 mm): as wide as the text, and so high that two
// with their captions stand on a page, the heading of the appendix among them.
const (
	emuPerMM    = 36000
	emuPerTwip  = 635
	photoWidth  = textColumn * emuPerTwip
	photoHeight = 94 * emuPerMM
	// emuPerPixel is the largest that a pixel may become: 72 a inch.
	emuPerPixel = 12700
)

const drawingSpaces = `xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

// media are the pictures of a file, in the order in which they are printed.
type media struct {
	number map[string]int // by hash, from 1
	data   [][]byte
}

func mediaOf(d *render.Document) media {
	m := media{number: map[string]int{}}
	for _, hash := range d.Photos() {
		if data := d.Pictures[hash]; len(data) > 0 {
			m.data = append(m.data, data)
			m.number[hash] = len(m.data)
		}
	}
	return m
}

func mediaName(n int) string { return "media/image" + strconv.Itoa(n) + ".jpg" }

// relation is the id by which the text names a picture; those before are other parts.
func relation(n int) string { return "rIdAnh" + strconv.Itoa(n) }

// types are the content types of the file.
func (m media) types() string {
	if len(m.data) == 0 {
		return contentTypes
	}
	const before = `<Default Extension="rels"`
	return strings.Replace(contentTypes, before, `<Default Extension="jpg" ContentType="image/jpeg"/>`+before, 1)
}

// rels are the relations of the text.
func (m media) rels() string {
	var b strings.Builder
	for i := range m.data {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%simage" Target="%s"/>`, relation(i+1), relType, mediaName(i+1))
	}
	return strings.Replace(documentRels, `</Relationships>`, b.String()+`</Relationships>`, 1)
}

// appendix writes the top of an appendix.
func (x *xml) appendix(b *render.Appendix) {
	x.line(styleAppendix, b.Label)
	x.paragraph(styleAppendix, "", b.Title, true)
	x.line(styleAppendixOf, b.Reference)
	length := textWidth(faceItalic, 14, b.Reference) * twipsPerPoint
	x.rule(int(min(length, textColumn)*0.4), textColumn, true)
	x.paragraph(styleGap, `<w:keepNext/>`, nil, false)
}

// photo writes a picture and its caption, which stay together. n counts the pictures of the
// text.
func (x *xml) photo(b *render.Photo, number, n int) {
	if number == 0 {
		x.paragraph(styleCaption, "", append(b.Runs(), render.Run{Text: " " + render.PhotoLost, Mark: true}), false)
		return
	}
	wide, high := photoSize(b.File.Width, b.File.Height)
	extent := `cx="` + strconv.Itoa(wide) + `" cy="` + strconv.Itoa(high) + `"`
	x.open(stylePhoto, "")
	x.raw(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ` + extent + `/>` +
		`<wp:docPr id="`).number(n).raw(`" name="Picture `).number(n).raw(`" descr="`).plain(b.Text()).raw(`"/>` +
		`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>` +
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>` +
		`<pic:nvPicPr><pic:cNvPr id="`).number(n).raw(`" name="image`).number(number).raw(`.jpg"/><pic:cNvPicPr/></pic:nvPicPr>` +
		`<pic:blipFill><a:blip r:embed="` + relation(number) + `"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ` + extent + `/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`)
	x.paragraph(styleCaption, "", b.Runs(), false)
}

// photoSize fits a picture of so many pixels into the room for it, in EMU.
func photoSize(width, height int) (wide, high int) {
	if width <= 0 || height <= 0 {
		width, height = 4, 3
	} else {
		wide, high = width*emuPerPixel, height*emuPerPixel
	}
	if wide == 0 || wide > photoWidth {
		wide, high = photoWidth, max(1, photoWidth*height/width)
	}
	if high > photoHeight {
		wide, high = max(1, photoHeight*width/height), photoHeight
	}
	return wide, high
}
