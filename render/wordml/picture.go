package wordml

import "strconv"

// The room for a picture, in EMU (1/36000 mm).
const (
	EMUPerMM   = 36000
	EMUPerTwip = 635
	// PictureHeight is so high that two with their captions stand on a page, the heading of
	// the appendix among them.
	PictureHeight = 94 * EMUPerMM
	// largestPixel is the largest that a pixel may become: 72 an inch.
	largestPixel = 12700
)

// FitPicture fits a picture of so many pixels into a width in EMU and PictureHeight.
func FitPicture(width, height, room int) (wide, high int) {
	if width <= 0 || height <= 0 {
		width, height = 4, 3
	} else {
		wide, high = width*largestPixel, height*largestPixel
	}
	if wide == 0 || wide > room {
		wide, high = room, max(1, room*height/width)
	}
	if high > PictureHeight {
		wide, high = max(1, PictureHeight*width/height), PictureHeight
	}
	return wide, high
}

// AppendPicture appends what stands in a run for a picture: the drawing, which says itself
// what its prefixes mean. id counts the pictures of the text, relation names its bytes, alt
// are the words for whoever does not see it.
func AppendPicture(buf []byte, prefix string, id int, relation, alt string, wide, high int) []byte {
	n := strconv.Itoa(id)
	extent := `cx="` + strconv.Itoa(wide) + `" cy="` + strconv.Itoa(high) + `"`
	buf = append(buf, `<`+prefix+`:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" `+
		`distT="0" distB="0" distL="0" distR="0"><wp:extent `+extent+`/><wp:docPr id="`+n+`" name="Picture `+n+`" descr="`...)
	buf = AppendEscaped(buf, alt)
	return append(buf, `"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>`+
		`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:nvPicPr><pic:cNvPr id="`+n+`" name="Picture `+n+`"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="`+relation+`"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext `+extent+`/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`+
		`</pic:pic></a:graphicData></a:graphic></wp:inline></`+prefix+`:drawing>`...)
}
