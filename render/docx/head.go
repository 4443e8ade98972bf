package docx

import (
	"strconv"

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
	x.rule(nameRule(last), headLeft, 0, false)
	x.raw(cellEnd)
	x.cell(headRight)
	x.line(styleCountry, b.Country)
	x.line(styleMotto, b.Motto)
	x.rule(int(textWidth(faceBold, 14, b.Motto)*twipsPerPoint), headRight, 0, false)
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

// signature writes the recipients beside the signature, in a column of a width. The row is
// never split, and what stands before it is kept with it. Where there are more recipients
// than stand beside a signature the rest are given back, to follow under it on as many pages
// as they need.
func (x *xml) signature(to *render.Recipients, sign *render.Signature, width int) (rest [][]render.Run) {
	if to == nil && sign == nil {
		return nil
	}
	left := signLeft(width)
	x.table(left, width-left)
	x.raw(rowStart)
	x.cell(left)
	if to != nil {
		beside := besideSignature(to.Items, left)
		rest = to.Items[beside:]
		x.line(styleTo, to.Label)
		for _, item := range to.Items[:beside] {
			x.paragraph(styleToList, "", item, false)
		}
	} else {
		x.line(styleTo, "")
	}
	x.raw(cellEnd)
	x.cell(width - left)
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
	return rest
}

// signLeft is the part of a column that recipients beside a signature take.
func signLeft(width int) int { return width * signColumn / textColumn }

// moreRecipients writes those that do not stand beside the signature.
func (x *xml) moreRecipients(items [][]render.Run, width int) {
	for _, item := range items {
		x.paragraph(styleToList, `<w:ind w:right="`+strconv.Itoa(width-signLeft(width))+`"/>`, item, false)
	}
}

// The recipients that stand beside a signature, in lines: a list of up to maxBeside whole, of
// a longer one about as much as the signature is tall.
const (
	maxBeside = 30
	tall      = 10
)

// besideSignature tells how many recipients stand beside the signature.
func besideSignature(items [][]render.Run, width int) int {
	count := func(items [][]render.Run) (lines int, at int) {
		at = -1
		for i, item := range items {
			lines += 1 + int(textWidth(faceRegular, 11, render.Plain(item))*twipsPerPoint)/width
			if at < 0 && lines >= tall {
				at = i + 1
			}
		}
		return lines, at
	}
	if lines, at := count(items); lines > maxBeside {
		return at
	}
	return len(items)
}
