package docx

import (
	"thuky/render"
)

// sideColumn is the width between the margins of a page that lies on its side, in twips.
const sideColumn = 16838 - 1701 - 850

// Of the sections of a file all but the first go on counting pages and show the number on
// their first page, too.
const (
	sectionStart = `<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>`
	upright      = `<w:pgSz w:w="11906" w:h="16838"/>`
	onSide       = `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`
	margins      = `<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>`
	firstEnd     = `<w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>`
	laterEnd     = `<w:cols w:space="720"/></w:sectPr>`
)

// sections tells which blocks stand on pages that lie on their side: wide tables, with the
// headings over them.
type sections struct {
	grids map[int]grid // of the tables
	side  []bool
}

func sectionsOf(blocks []render.Block) sections {
	s := sections{grids: map[int]grid{}, side: make([]bool, len(blocks))}
	for i, b := range blocks {
		t, ok := b.(*render.Table)
		if !ok {
			continue
		}
		g := gridOf(t)
		s.grids[i] = g
		if !g.wide {
			continue
		}
		s.side[i] = true
		for j := i - 1; j >= 0; j-- {
			if _, heading := blocks[j].(*render.Heading); !heading {
				break
			}
			s.side[j] = true
		}
	}
	return s
}

// paper writes what ends the pages of one kind before those of the other begin.
type paper struct {
	x     *xml
	side  bool // the pages now
	begun bool // something stands on them
	later bool // a section has ended
}

// turn ends the pages when those that follow lie otherwise.
func (p *paper) turn(side bool) {
	if p.begun && side != p.side {
		p.shut()
		p.later = true
	}
	p.side, p.begun = side, true
}

// anew ends the pages; those that follow count from 1 again.
func (p *paper) anew() {
	p.shut()
	p.side, p.begun, p.later = false, true, false
}

// shut ends the pages in a paragraph that takes no room.
func (p *paper) shut() {
	p.x.raw(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>`)
	p.end()
	p.x.raw(`</w:pPr></w:p>`)
}

// end writes the properties of the pages that end here.
func (p *paper) end() {
	p.x.raw(sectionStart)
	if p.side {
		p.x.raw(onSide)
	} else {
		p.x.raw(upright)
	}
	p.x.raw(margins)
	if p.later {
		p.x.raw(laterEnd)
	} else {
		p.x.raw(firstEnd)
	}
}
