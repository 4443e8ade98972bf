package doctext

import (
	"context"
	"encoding/xml"
	"strconv"
)

// letterLook is what is set about letters; zero fields are not set.
type letterLook struct {
	font         string
	size         int // half points
	bold, italic int8
}

// on and off of a switch that may also not be set.
const (
	setOn  int8 = 1
	setOff int8 = -1
)

// over lays more special settings over these.
func (l letterLook) over(m letterLook) letterLook {
	if m.font != "" {
		l.font = m.font
	}
	if m.size != 0 {
		l.size = m.size
	}
	if m.bold != 0 {
		l.bold = m.bold
	}
	if m.italic != 0 {
		l.italic = m.italic
	}
	return l
}

// paraLook is what is set about paragraphs; nil fields are not set. Lengths are twips.
type paraLook struct {
	align                      string
	first, before, after, line *int
	rule                       string // of line: "auto", "exact", "atLeast"
	outline                    *int
}

func (p paraLook) over(m paraLook) paraLook {
	if m.align != "" {
		p.align = m.align
	}
	for _, f := range []struct{ to, from **int }{{&p.first, &m.first}, {&p.before, &m.before}, {&p.after, &m.after}, {&p.outline, &m.outline}} {
		if *f.from != nil {
			*f.to = *f.from
		}
	}
	if m.line != nil {
		p.line, p.rule = m.line, m.rule
	}
	return p
}

// lookStyle is a style, as far as it sets a look.
type lookStyle struct {
	name, based string
	letter      letterLook
	para        paraLook
}

// looks are the looks that a document sets by styles.
type looks struct {
	byID     map[string]*lookStyle
	standard string
	defaults lookStyle
	fonts    map[string]string // of the theme: "minor", "major"

	path []string
	open *lookStyle
}

// looks reads styles and theme; either may be missing.
func (a archive) looks(ctx context.Context, styles, theme string) (*looks, error) {
	l := &looks{byID: map[string]*lookStyle{}, fonts: map[string]string{}}
	l.defaults.letter = letterLook{font: "Times New Roman", size: 20} // of a file that says nothing
	if theme != "" {
		if err := a.walk(ctx, theme, &themeFonts{fonts: l.fonts}); err != nil {
			return nil, err
		}
	}
	if styles == "" {
		return l, nil
	}
	return l, a.walk(ctx, styles, l)
}

func (l *looks) start(e xml.StartElement) {
	name := e.Name.Local
	switch name {
	case "style":
		l.open = &lookStyle{}
		id := attr(e, "styleId")
		l.byID[id] = l.open
		if def := attr(e, "default"); (def == "1" || def == "true") && attr(e, "type") == "paragraph" {
			l.standard = id
		}
	case "docDefaults":
		l.open = &l.defaults
	case "name":
		if l.open != nil && len(l.path) > 0 && l.path[len(l.path)-1] == "style" {
			l.open.name = value(e)
		}
	case "basedOn":
		if l.open != nil {
			l.open.based = value(e)
		}
	default:
		if l.open != nil && len(l.path) > 0 {
			switch l.path[len(l.path)-1] {
			case "rPr":
				l.letter(&l.open.letter, e)
			case "pPr":
				readPara(&l.open.para, e)
			}
		}
	}
	l.path = append(l.path, name)
}

func (l *looks) end(name string) {
	l.path = l.path[:len(l.path)-1]
	if name == "style" || name == "docDefaults" {
		l.open = nil
	}
}

func (l *looks) chars([]byte) {}

// letter reads a child of rPr.
func (l *looks) letter(to *letterLook, e xml.StartElement) {
	switch e.Name.Local {
	case "rFonts":
		for _, name := range []string{"ascii", "hAnsi"} {
			if theme := attr(e, name+"Theme"); theme != "" {
				if f := l.fonts[theme[:min(5, len(theme))]]; f != "" {
					to.font = f
					return
				}
			}
			if f := attr(e, name); f != "" {
				to.font = f
				return
			}
		}
	case "sz":
		if n, err := strconv.Atoi(value(e)); err == nil && n > 0 {
			to.size = n
		}
	case "b":
		to.bold = switched(e)
	case "i":
		to.italic = switched(e)
	}
}

func switched(e xml.StartElement) int8 {
	if on(e) {
		return setOn
	}
	return setOff
}

// readPara reads a child of pPr.
func readPara(to *paraLook, e xml.StartElement) {
	length := func(name string) *int {
		n, err := strconv.Atoi(attr(e, name))
		if err != nil {
			return nil
		}
		return &n
	}
	switch e.Name.Local {
	case "jc":
		switch v := value(e); v {
		case "left", "start":
			to.align = "left"
		case "right", "end":
			to.align = "right"
		case "both", "distribute":
			to.align = "both"
		case "center":
			to.align = "center"
		}
	case "ind":
		if n := length("firstLine"); n != nil {
			to.first = n
		} else if n := length("hanging"); n != nil {
			*n = -*n
			to.first = n
		}
	case "spacing":
		if n := length("before"); n != nil {
			to.before = n
		}
		if n := length("after"); n != nil {
			to.after = n
		}
		if n := length("line"); n != nil {
			to.line, to.rule = n, attr(e, "lineRule")
		}
	case "outlineLvl":
		to.outline = length("val")
	}
}

// of gives the look of a style with all that it is based on. "" is the standard one.
func (l *looks) of(id string) (name string, letter letterLook, para paraLook) {
	if id == "" {
		id = l.standard
	}
	var chain []*lookStyle
	for range maxBased {
		s := l.byID[id]
		if s == nil {
			break
		}
		chain = append(chain, s)
		id = s.based
	}
	letter, para = l.defaults.letter, l.defaults.para
	for i := len(chain) - 1; i >= 0; i-- {
		letter, para = letter.over(chain[i].letter), para.over(chain[i].para)
	}
	if len(chain) > 0 {
		name = chain[0].name
	}
	return name, letter, para
}

// run gives the look of the letters of a character style over another.
func (l *looks) run(under letterLook, id string) letterLook {
	var chain []*lookStyle
	for range maxBased {
		s := l.byID[id]
		if s == nil {
			break
		}
		chain = append(chain, s)
		id = s.based
	}
	for i := len(chain) - 1; i >= 0; i-- {
		under = under.over(chain[i].letter)
	}
	return under
}

// themeFonts reads the two fonts of a theme.
type themeFonts struct {
	fonts map[string]string
	open  string
}

func (t *themeFonts) start(e xml.StartElement) {
	switch e.Name.Local {
	case "minorFont":
		t.open = "minor"
	case "majorFont":
		t.open = "major"
	case "latin":
		if face := attr(e, "typeface"); t.open != "" && face != "" {
			t.fonts[t.open] = face
		}
	}
}

func (t *themeFonts) end(name string) {
	if name == "minorFont" || name == "majorFont" {
		t.open = ""
	}
}

func (t *themeFonts) chars([]byte) {}

// pageField looks for the field of the page number in a header or footer.
type pageField struct {
	looks *looks
	style string
	para  paraLook
	path  []string
	found bool
	align string
}

func (f *pageField) start(e xml.StartElement) {
	switch name := e.Name.Local; name {
	case "p":
		f.style, f.para = "", paraLook{}
	case "pStyle":
		f.style = value(e)
	case "fldSimple":
		f.see(attr(e, "instr"))
	default:
		if len(f.path) > 0 && f.path[len(f.path)-1] == "pPr" {
			readPara(&f.para, e)
		}
	}
	f.path = append(f.path, e.Name.Local)
}

func (f *pageField) end(string) { f.path = f.path[:len(f.path)-1] }

func (f *pageField) chars(text []byte) {
	if len(f.path) > 0 && f.path[len(f.path)-1] == "instrText" {
		f.see(string(text))
	}
}

// see takes the instruction of a field.
func (f *pageField) see(instruction string) {
	for word := range fields(instruction) {
		if word == "PAGE" && !f.found {
			f.found = true
			_, _, para := f.looks.of(f.style)
			if f.align = para.over(f.para).align; f.align == "" {
				f.align = "left"
			}
		}
	}
}
