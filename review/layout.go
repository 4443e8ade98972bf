package review

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"thuky/vntext"
)

// checkPages looks at paper, margins and page numbers (Nghị định 30/2020, Phụ lục I).
func checkPages(d *draft) {
	layout := d.in.Text.Layout
	if layout == nil {
		return
	}
	told := make(map[Code]bool) // one finding for all sections
	tell := func(code Code, message, suggest string) {
		if !told[code] {
			told[code] = true
			d.addWhole(code, message, suggest)
		}
	}
	letters := 0
	for i := range d.paras {
		letters += len(d.paras[i].words)
	}
	for i, p := range layout.Pages {
		upright := p.Width <= p.Height
		short, long := min(p.Width, p.Height), max(p.Width, p.Height)
		if p.Width > 0 && (math.Abs(short-210) > 1.5 || math.Abs(long-297) > 1.5) {
			tell(PageSize, textPageSize(p.Width, p.Height), "210 × 297 mm")
			continue
		}
		if !upright || p.Width == 0 {
			continue // a wide table on a page of its own
		}
		var wrong []string
		for _, m := range []struct {
			name            string
			is, least, most float64
		}{{"trên", p.Top, 20, 25}, {"dưới", p.Bottom, 20, 25}, {"trái", p.Left, 30, 35}, {"phải", p.Right, 15, 20}} {
			const slack = 0.6
			if m.is < m.least-slack || m.is > m.most+slack {
				wrong = append(wrong, fmt.Sprintf("%s %s mm", m.name, vntext.FormatNumber(m.is)))
			}
		}
		if len(wrong) > 0 {
			tell(PageMargins, textMargins(wrong), "trên 20–25, dưới 20–25, trái 30–35, phải 15–20 mm")
		}
		const onePage = 350 // words
		if i == 0 && letters > onePage {
			switch {
			case p.Number == "":
				tell(PageNumber, textNoPageNumber, "")
			case p.Number != "header" || p.NumberAlign != "center":
				tell(PageNumber, textPageNumberPlace, "")
			case p.NumberFirst:
				tell(PageNumber, textPageNumberFirst, "")
			}
		}
	}
}

// component is a part of the page with the looks that the decree gives it.
type component struct {
	name         string
	least, most  float64 // points
	bold, italic look
	align        string // "" for any
}

// look is whether something must, may or must not be.
type look int

const (
	may look = iota
	must
	mustNot
)

var (
	ofSuperior  = component{name: "tên cơ quan chủ quản", least: 12, most: 13, bold: mustNot, italic: mustNot, align: "center"}
	ofSchool    = component{name: "tên cơ quan ban hành", least: 12, most: 13, bold: must, italic: mustNot, align: "center"}
	ofCountry   = component{name: "Quốc hiệu", least: 12, most: 13, bold: must, italic: mustNot, align: "center"}
	ofMotto     = component{name: "Tiêu ngữ", least: 13, most: 14, bold: must, italic: mustNot, align: "center"}
	ofNumber    = component{name: "số, ký hiệu", least: 13, most: 13, bold: mustNot, italic: mustNot, align: "center"}
	ofDate      = component{name: "địa danh và ngày, tháng, năm", least: 13, most: 14, bold: mustNot, italic: must, align: "center"}
	ofTitle     = component{name: "tên loại văn bản", least: 13, most: 14, bold: must, italic: mustNot, align: "center"}
	ofSubject   = component{name: "trích yếu", least: 13, most: 14, bold: must, italic: mustNot, align: "center"}
	ofAddressee = component{name: "Kính gửi", least: 13, most: 14, bold: mustNot, italic: mustNot}
	ofHeading   = component{name: "đề mục", least: 13, most: 14, bold: must, italic: may}
	ofText      = component{name: "nội dung", least: 13, most: 14, bold: may, italic: may}
	ofTo        = component{name: "chữ «Nơi nhận:»", least: 12, most: 12, bold: must, italic: must}
	ofToList    = component{name: "danh sách nơi nhận", least: 11, most: 11, bold: mustNot, italic: mustNot}
	ofSignature = component{name: "chức vụ, họ tên người ký", least: 13, most: 14, bold: must, italic: mustNot, align: "center"}
)

// componentOf tells which component a paragraph is, nil for none of them.
func (d *draft) componentOf(i int) *component {
	p := &d.paras[i]
	f := vntext.Fold(p.Text)
	switch p.part {
	case Head:
		switch {
		case strings.HasPrefix(f, "cong hoa xa hoi"):
			return &ofCountry
		case strings.HasPrefix(f, "doc lap"):
			return &ofMotto
		case strings.HasPrefix(f, "so:") || strings.HasPrefix(f, "so "):
			return &ofNumber
		case dateLine.MatchString(p.Text):
			return &ofDate
		case isUpper(p.Text) && (superior(f) || i > 0 && ofPlace.MatchString(f) && superior(vntext.Fold(d.paras[i-1].Text))):
			return &ofSuperior
		case isUpper(p.Text):
			return &ofSchool
		}
	case Title:
		return &ofTitle
	case Subject:
		return &ofSubject
	case Addressees:
		return &ofAddressee
	case Heading:
		if p.level == 1 {
			return &ofHeading
		}
		return &ofText
	case Body, Item:
		return &ofText
	case Recipients:
		if strings.HasPrefix(f, "noi nhan") {
			return &ofTo
		}
		return &ofToList
	case Signature:
		return &ofSignature
	}
	return nil
}

// ofPlace begins the second line of a name that takes two: "ỦY BAN NHÂN DÂN" over "XÃ HOA SEN".
var ofPlace = regexp.MustCompile(`^(?:xa|phuong|dac khu|thi xa|quan|huyen|tinh|thanh pho|tp\.?) `)

// superior tells whether a line in capitals names the body over the school.
func superior(f string) bool {
	for _, begin := range []string{"ubnd", "uy ban", "so ", "phong ", "bo "} {
		if strings.HasPrefix(f, begin) {
			return true
		}
	}
	return false
}

// checkLooks looks at fonts, sizes and styles of the components. A slip that many
// paragraphs share is told once, at the first.
func checkLooks(d *draft) {
	if d.in.Text.Layout == nil {
		return
	}
	type slip struct {
		code    Code
		message string
		first   int
		count   int
		suggest string
	}
	var slips []*slip
	note := func(code Code, i int, message, suggest string) {
		for _, s := range slips {
			if s.code == code && s.message == message {
				s.count++
				return
			}
		}
		slips = append(slips, &slip{code, message, i, 1, suggest})
	}
	sizes := make(map[float64]int)
	for i := range d.paras {
		p := &d.paras[i]
		if p.Look == nil {
			continue
		}
		for _, font := range append([]string{p.Look.Font}, p.Look.OtherFonts...) {
			if font != "" && !strings.EqualFold(font, "Times New Roman") {
				note(Font, i, textFont(font), "Times New Roman")
			}
		}
		c := d.componentOf(i)
		if c == nil || p.part == Table {
			continue
		}
		if size := p.Look.Size; size > 0 && (size < c.least || size > c.most) {
			note(FontSize, i, textSize(c.name, size), sizeRange(c))
		} else if c == &ofText {
			sizes[size]++
		}
		switch {
		case c.bold == must && !p.Look.Bold:
			note(LayoutLook, i, textLook(c.name, "là chữ đậm"), "")
		case c.bold == mustNot && p.Look.Bold:
			note(LayoutLook, i, textLook(c.name, "là chữ không đậm"), "")
		}
		switch {
		case c.italic == must && !p.Look.Italic:
			note(LayoutLook, i, textLook(c.name, "là chữ nghiêng"), "")
		case c.italic == mustNot && p.Look.Italic:
			note(LayoutLook, i, textLook(c.name, "là chữ đứng"), "")
		}
		if c.align != "" && p.Look.Align != c.align {
			note(LayoutLook, i, textLook(c.name, "canh giữa"), "")
		}
	}
	for _, s := range slips {
		d.add(s.code, s.first, 0, len(d.paras[s.first].Text), textTimes(s.message, s.count), s.suggest)
	}
	if len(sizes) > 1 {
		var all []float64
		for size := range sizes {
			all = append(all, size)
		}
		slices.Sort(all)
		d.addWhole(FontSize, textSizesMixed(all), "")
	}
	d.checkTextBlock()
}

// checkTextBlock looks at how the text is set: justified, first lines indented, lines
// and paragraphs apart. Most paragraphs decide.
func (d *draft) checkTextBlock() {
	all, ragged, flush, tight, lines := 0, 0, 0, 0, 0
	first := -1
	for i := range d.paras {
		p := &d.paras[i]
		if p.part != Body || p.Look == nil || p.Look.Cell || len(p.words) < 15 {
			continue
		}
		if first < 0 {
			first = i
		}
		all++
		if p.Look.Align != "both" {
			ragged++
		}
		if p.Look.FirstLine < 9.5 || p.Look.FirstLine > 13.2 {
			flush++
		}
		if p.Look.Before+p.Look.After < 6 {
			tight++
		}
		if p.Look.Line != 0 && (p.Look.Line < 0.99 || p.Look.Line > 1.51) {
			lines++
		}
	}
	for _, w := range []struct {
		count   int
		message string
	}{{ragged, textRagged}, {flush, textFlush}, {tight, textTight}, {lines, textLines}} {
		if all > 0 && w.count*2 > all {
			d.add(LayoutText, first, 0, len(firstWords(d.paras[first].Text, 8)), w.message, "")
		}
	}
}

// checkMotto looks at the signs of Quốc hiệu and Tiêu ngữ.
func checkMotto(d *draft) {
	const motto = "Độc lập - Tự do - Hạnh phúc"
	for i := range d.paras {
		p := &d.paras[i]
		if p.part != Head {
			continue
		}
		f := vntext.Fold(p.Text)
		if at := strings.Index(f, "doc lap"); at >= 0 && strings.Contains(f, "hanh phuc") && !strings.Contains(p.Text, motto) {
			from := strings.Index(strings.ToLower(p.Text), "độc lập")
			if from < 0 {
				from = 0
			}
			d.add(HeadForm, i, from, len(p.Text), textMotto, motto)
		}
	}
}
