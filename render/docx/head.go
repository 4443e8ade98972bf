package docx

import (
	"thuky/render"
	"thuky/vntext"
)

// head writes the top of page 1 as a table of two rows: names, then number and
// date, so that these share a line however many lines the school's name takes.
func (x *xml) head(b *render.Head) {
	x.table(headLeft, headRight)

	x.raw(rowStart)
	x.cell(headLeft)
	for _, line := range splitName(vntext.Clean(b.Superior), faceRegular) {
		x.line(styleSuperior, line)
	}
	last := ""
	for _, line := range splitName(vntext.Clean(b.School), faceBold) {
		x.line(styleSchool, line)
		last = line
	}
	x.rule(nameRule(last), headLeft, false)
	x.raw(cellEnd)
	x.cell(headRight)
	x.line(styleCountry, b.Country)
	x.line(styleMotto, b.Motto)
	x.rule(int(textWidth(faceBold, 14, b.Motto)*twipsPerPoint), headRight, false)
	x.raw(cellEnd + rowEnd)

	x.raw(rowStart)
	x.cell(headLeft)
	x.line(styleNumber, b.Number)
	x.raw(cellEnd)
	x.cell(headRight)
	x.date(b.Date)
	x.raw(cellEnd + rowEnd + tableEnd)
}

// date writes place and date. The decree has them at 13 to 14 points: the smaller
// size keeps those of a place with a long name on one line.
func (x *xml) date(text string) {
	text = vntext.Clean(text)
	if textWidth(faceItalic, 14, text) <= headRight/twipsPerPoint {
		x.line(styleDate, text)
		return
	}
	x.open(styleDate, "")
	x.raw(`<w:r><w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>`)
	x.text(text)
	x.raw(`</w:r></w:p>`)
}

// nameRule gives the length of the line under the name of the school, in twips:
// between a third and a half of the name's last line.
func nameRule(line string) int {
	const share, least = 0.45, 40
	return int(max(share*textWidth(faceBold, headSize, line), least) * twipsPerPoint)
}

// signature writes the recipients beside the signature. The row is never split, and
// the paragraphs before it are kept with it.
func (x *xml) signature(to *render.Recipients, sign *render.Signature) {
	if to == nil && sign == nil {
		return
	}
	x.open(styleGap, `<w:keepNext/>`)
	x.raw(`</w:p>`)
	x.table(signLeft, signRight)
	x.raw(rowStart)
	x.cell(signLeft)
	if to != nil {
		x.line(styleTo, to.Label)
		for _, item := range to.Items {
			x.paragraph(styleToList, "", item, false)
		}
	} else {
		x.line(styleTo, "")
	}
	x.raw(cellEnd)
	x.cell(signRight)
	if sign != nil {
		for _, title := range sign.Titles {
			x.line(stylePost, title)
		}
		const linesToSign = 4
		for range linesToSign {
			x.line(stylePost, "")
		}
		x.line(styleName, sign.Name)
	} else {
		x.line(styleName, "")
	}
	x.raw(cellEnd + rowEnd + tableEnd)
}
