package wordform

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"thuky/render"
	"thuky/render/wordml"
	"thuky/vntext"
)

// The photos of a report stand in appendices behind all that the form has, on new pages of its
// last section: the form says nothing of them.

// added is a part that the form does not have.
type added struct {
	name string
	data []byte
}

// The parts of the file that name the others.
const typesPart = "[Content_Types].xml"

func (c *container) relsPart() string {
	folder, file := path.Split(c.main)
	return folder + "_rels/" + file + ".rels"
}

// appendices puts the photos of a document behind the text, and gives the parts that come with
// them. Of a file whose parts are written in a way that we cannot add to, nothing is changed.
func (f *Form) appendices(d *render.Document, changed map[string][]byte) ([]added, error) {
	if len(d.Photos()) == 0 {
		return nil, nil
	}
	main := f.parts[0] // the part with the text is the first
	text := changed[main.name]
	if text == nil {
		text = main.data
	}
	rels, err := f.file.read(f.file.relsPart())
	if err != nil {
		return nil, err
	}
	types, err := f.file.read(typesPart)
	if err != nil {
		return nil, err
	}
	at := textEnd(text, main.prefix)
	relsEnd, typesEnd := bytes.LastIndex(rels, []byte("</Relationships>")), bytes.LastIndex(types, []byte("</Types>"))
	if at < 0 || relsEnd < 0 || typesEnd < 0 {
		return nil, nil
	}
	var parts []added
	var moreRels, moreTypes strings.Builder
	numbers := map[string]int{}
	for _, hash := range d.Photos() {
		data := d.Pictures[hash]
		if len(data) == 0 {
			continue
		}
		n := len(parts) + 1
		name := "media/thuky-anh" + strconv.Itoa(n) + ".jpg"
		whole := path.Join(path.Dir(main.name), name)
		if f.file.files[whole] != nil || bytes.Contains(rels, []byte(photoRelation(n)+`"`)) {
			return nil, nil // a form made of a report of ours: it has photos of its own
		}
		parts = append(parts, added{whole, data})
		numbers[hash] = n
		fmt.Fprintf(&moreRels, `<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="%s"/>`, photoRelation(n), name)
		fmt.Fprintf(&moreTypes, `<Override PartName="/%s" ContentType="image/jpeg"/>`, whole)
	}
	w := appendixWriter{prefix: main.prefix, numbers: numbers, room: roomOf(text[at:], main.prefix)}
	w.blocks(d.Blocks)
	changed[main.name] = insert(text, at, w.out)
	changed[f.file.relsPart()] = insert(rels, relsEnd, []byte(moreRels.String()))
	changed[typesPart] = insert(types, typesEnd, []byte(moreTypes.String()))
	return parts, nil
}

func photoRelation(n int) string { return "rIdThukyAnh" + strconv.Itoa(n) }

func insert(data []byte, at int, more []byte) []byte {
	return append(append(append(make([]byte, 0, len(data)+len(more)), data[:at]...), more...), data[at:]...)
}

// textEnd is where the body ends, before the properties of its last section; -1 for nowhere.
func textEnd(data []byte, prefix string) int {
	end := bytes.LastIndex(data, []byte("</"+prefix+":body>"))
	if end < 0 {
		return -1
	}
	last := 0 // behind the last paragraph, table, or what holds them
	for _, name := range []string{"p", "tbl", "sdt", "customXml"} {
		if i := bytes.LastIndex(data[:end], []byte("</"+prefix+":"+name+">")); i >= 0 {
			last = max(last, i+len("</"+prefix+":"+name+">"))
		}
	}
	if i := bytes.Index(data[last:end], []byte("<"+prefix+":sectPr")); i >= 0 {
		return last + i
	}
	return end
}

// roomOf is the width between the margins of the last section, in EMU.
func roomOf(section []byte, prefix string) int {
	const usual = 160 * wordml.EMUPerMM
	number := func(element, attribute string) int {
		m := regexp.MustCompile(`<` + prefix + `:` + element + `\b[^>]*\b` + prefix + `:` + attribute + `="(\d{1,5})"`).FindSubmatch(section)
		if m == nil {
			return -1
		}
		n, _ := strconv.Atoi(string(m[1]))
		return n
	}
	page, left, right := number("pgSz", "w"), number("pgMar", "left"), number("pgMar", "right")
	if page < 0 || left < 0 || right < 0 || page-left-right < 2000 {
		return usual
	}
	return (page - left - right) * wordml.EMUPerTwip
}

// appendixWriter writes the blocks of appendices in looks of their own: the form has none.
type appendixWriter struct {
	prefix  string
	numbers map[string]int // of the pictures, by hash
	room    int
	drawn   int
	out     []byte
}

func (w *appendixWriter) blocks(all []render.Block) {
	for _, b := range all {
		switch b := b.(type) {
		case *render.Appendix:
			bold := []render.Run{{Text: b.Label, Bold: true}}
			w.paragraph(`<w:pageBreakBefore/><w:spacing w:before="0" w:after="0"/>`, true, bold)
			w.paragraph(`<w:spacing w:before="0" w:after="0"/>`, true, b.Title)
			w.paragraph(`<w:spacing w:before="0" w:after="120"/>`, true, []render.Run{{Text: b.Reference, Italic: true}})
		case *render.Photo:
			n := w.numbers[b.File.Hash]
			if n == 0 {
				w.paragraph(`<w:spacing w:before="0" w:after="160"/>`, false, append(b.Runs(), render.Run{Text: " " + render.PhotoLost, Mark: true}))
				continue
			}
			w.drawn++
			wide, high := wordml.FitPicture(b.File.Width, b.File.Height, w.room)
			w.open(`<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>`, true)
			w.tags(`<w:r>`)
			const first = 900_000 // above the ids of the pictures that a form has
			w.out = wordml.AppendPicture(w.out, w.prefix, first+w.drawn, photoRelation(n), strings.Join(strings.Fields(vntext.Clean(b.Text())), " "), wide, high)
			w.tags(`</w:r></w:p>`)
			w.paragraph(`<w:keepLines/><w:spacing w:before="0" w:after="160"/>`, false, b.Runs())
		}
	}
}

// tags writes mark-up with the prefix of the form in place of "w".
func (w *appendixWriter) tags(markup string) {
	if w.prefix != "w" {
		markup = strings.NewReplacer("<w:", "<"+w.prefix+":", "</w:", "</"+w.prefix+":", " w:", " "+w.prefix+":").Replace(markup)
	}
	w.out = append(w.out, markup...)
}

// open begins a centred paragraph; next keeps it with the one after it.
func (w *appendixWriter) open(props string, next bool) {
	keep := ""
	if next {
		keep = `<w:keepNext/>`
	}
	w.tags(`<w:p><w:pPr>` + keep + props + `<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>`)
}

func (w *appendixWriter) paragraph(props string, next bool, runs []render.Run) {
	w.open(props, next)
	for _, r := range runs {
		w.tags(`<w:r><w:rPr>`)
		if r.Bold {
			w.tags(`<w:b/><w:bCs/>`)
		}
		if r.Italic {
			w.tags(`<w:i/><w:iCs/>`)
		}
		w.tags(`<w:sz w:val="28"/><w:szCs w:val="28"/>`)
		if r.Mark {
			w.tags(`<w:highlight w:val="yellow"/>`)
		}
		w.tags(`</w:rPr>`)
		w.out = wordml.AppendText(w.out, w.prefix, vntext.Clean(r.Text))
		w.tags(`</w:r>`)
	}
	w.tags(`</w:p>`)
}
