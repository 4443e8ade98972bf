package docx

import (
	"fmt"
	"strconv"
	"strings"

	"thuky/render"
	"thuky/render/wordml"
	"thuky/vntext"
)

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
	x.rule(int(min(length, textColumn)*0.4), textColumn, underTitle, true)
}

// photo writes a picture and its caption, which stay together. n counts the pictures of the
// text.
func (x *xml) photo(b *render.Photo, number, n int) {
	if number == 0 {
		x.paragraph(styleCaption, "", append(b.Runs(), render.Run{Text: " " + render.PhotoLost, Mark: true}), false)
		return
	}
	wide, high := wordml.FitPicture(b.File.Width, b.File.Height, textColumn*wordml.EMUPerTwip)
	x.open(stylePhoto, "")
	x.raw(`<w:r>`)
	x.buf = wordml.AppendPicture(x.buf, "w", n, relation(number), strings.Join(strings.Fields(vntext.Clean(b.Text())), " "), wide, high)
	x.raw(`</w:r></w:p>`)
	x.paragraph(styleCaption, "", b.Runs(), false)
}
