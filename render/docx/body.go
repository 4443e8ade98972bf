package docx

import (
	"strconv"
	"strings"

	"thuky/render"
)

// The page, in twips (1/1440 inch): A4, margins 20/20/30/15 mm.
const (
	textColumn = 9355 // 165 mm between the margins

	headLeft, headRight = 3685, 5670 // 65 and 100 mm

	signColumn = 3850 // of the recipients, beside 5505 of the signature

	underTitle = 200 // between the line under a title and the text

	twipsPerPoint = 20
)

// lastParagraph must stand between a table and the section's properties; it takes no room.
const lastParagraph = `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>`

// body writes word/document.xml.
func body(d *render.Document, pictures media) []byte {
	size := 8 << 10
	for _, b := range d.Blocks {
		size += len(b.Text())*9/8 + 200
	}
	x := newXML(size)
	x.raw(xmlStart + `<w:document ` + wordMain + ` ` + relSpace + `><w:body>`)
	to, sign := signatureOf(d.Blocks)
	last := lastText(d.Blocks)
	pages := sectionsOf(d.Blocks)
	paper := paper{x: x}
	drawn, signed := 0, false
	finish := func() { // what the text ends with
		if !signed {
			paper.turn(false)
			x.gap(true)
			x.moreRecipients(x.signature(to, sign, textColumn), textColumn)
			signed = true
		}
	}
	for i, b := range d.Blocks {
		switch b.(type) {
		case *render.Recipients, *render.Signature: // they come behind the text
		case *render.Appendix, *render.Photo: // and these behind them
		default:
			paper.turn(pages.side[i])
		}
		keep := ""
		if i == last {
			keep = keepWithSignature(b)
		}
		switch b := b.(type) {
		case *render.Head:
			x.head(b)
		case *render.Title:
			x.title(b)
		case *render.Addressees:
			x.addressees(b)
		case *render.Heading:
			style := styleSection
			if b.Level > 1 {
				style = styleQuestion
			}
			runs := append([]render.Run{{Text: b.Number + " ", Bold: true}}, b.Runs...)
			x.paragraph(style, keep, runs, true)
		case *render.Paragraph:
			x.paragraph(styleText, keep, b.Runs, false)
		case *render.ListItem:
			x.paragraph(styleList, keep, b.Runs, false)
		case *render.Table:
			g := pages.grids[i]
			if i != last || len(g.widths) == 0 {
				x.dataTable(b, g, nil)
				x.gap(false)
				continue
			}
			var rest [][]render.Run
			column := 0
			x.dataTable(b, g, func(width int) {
				rest, column = x.signature(to, sign, width), width
			})
			x.moreRecipients(rest, column)
			signed = true
		case *render.Appendix:
			finish()
			paper.anew()
			x.appendix(b)
		case *render.Photo:
			drawn++
			x.photo(b, pictures.number[b.File.Hash], drawn)
		}
	}
	finish()
	x.raw(lastParagraph)
	paper.end()
	x.raw(`</w:body></w:document>`)
	return x.buf
}

// signatureOf gives what stands at the end of the text.
func signatureOf(blocks []render.Block) (to *render.Recipients, sign *render.Signature) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *render.Recipients:
			to = b
		case *render.Signature:
			sign = b
		}
	}
	return to, sign
}

// lastText gives the position of the last paragraph before the signature, or -1.
func lastText(blocks []render.Block) int {
	last := -1
	for i, b := range blocks {
		switch b.(type) {
		case *render.Heading, *render.Paragraph, *render.ListItem, *render.Table, *render.Title, *render.Addressees:
			last = i
		}
	}
	return last
}

// maxKeptLines is the length up to which the last paragraph goes to the next page
// whole. Of a longer one Word takes the last lines along.
//
// BUG: LibreOffice takes all of it along, and where it fills a page, leaves the
// signature alone on the next.
const maxKeptLines = 6

// keepWithSignature keeps the last paragraph together and with what follows, so
// that the signature never stands alone on a page.
func keepWithSignature(b render.Block) string {
	width := textWidth(faceRegular, 14, b.Text())
	if int(width*twipsPerPoint)/textColumn >= maxKeptLines {
		return `<w:keepNext/>`
	}
	return `<w:keepNext/><w:keepLines/>`
}

// title writes the kind, the subject and the line under it.
func (x *xml) title(b *render.Title) {
	x.line(styleKind, b.Kind)
	x.paragraph(styleSubject, "", b.Subject, false)
	length := textWidth(faceBold, 14, render.Plain(b.Subject)) * twipsPerPoint
	if strings.HasPrefix(render.Plain(b.Subject), "{{") { // a form: how long it will be is not known
		length = textColumn * 0.7
	}
	x.rule(int(min(length, textColumn)*0.4), textColumn, underTitle, false)
}

// addressees writes "Kính gửi": one beside the label, several under each other
// behind it.
func (x *xml) addressees(b *render.Addressees) {
	const label = 1701
	names := label + int((textWidth(faceRegular, 14, b.Label)+4)*twipsPerPoint)
	hanging := `<w:tabs><w:tab w:val="left" w:pos="` + strconv.Itoa(names) + `"/></w:tabs>` +
		`<w:ind w:left="` + strconv.Itoa(names) + `" w:hanging="` + strconv.Itoa(names-label) + `"/>`
	runs := []render.Run{{Text: b.Label}}
	if len(b.Items) == 1 {
		x.paragraph(styleAddressee, hanging, append(append(runs, render.Run{Text: "\t"}), b.Items[0]...), false)
		x.gap(false)
		return
	}
	x.paragraph(styleAddressee, hanging, runs, false)
	for _, item := range b.Items {
		x.paragraph(styleAddressee, `<w:ind w:left="`+strconv.Itoa(names)+`" w:firstLine="0"/>`, item, false)
	}
	x.gap(false)
}
