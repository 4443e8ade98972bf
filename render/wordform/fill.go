package wordform

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"thuky/render"
	"thuky/render/wordml"
	"thuky/vntext"
)

// filler writes a part again with values.
type filler struct {
	part   *part
	fields map[string]render.FormField
	body   []paragraph
	styles styles
	out    []byte
	// first and runs are the placeholder of the paragraph that becomes several, and what comes
	// in its place.
	first *tag
	runs  []run
}

// run is a piece of text in one look.
type run struct {
	look string // the rPr element, "" for none
	text string
}

// scope is what a block is repeated for.
type scope struct {
	outer *scope
	value render.FormValue
	count int
}

// fill gives the part with values in it.
func (w *filler) fill() []byte {
	w.out = make([]byte, 0, len(w.part.data)+16<<10)
	w.emit(0, len(w.part.data), w.part.events, nil, false)
	return w.out
}

func (w *filler) write(all ...string) {
	for _, s := range all {
		w.out = append(w.out, s...)
	}
}

// emit copies a piece of the part, with what happens in it. again tells that it stands
// there already.
func (w *filler) emit(from, to int, events []*event, s *scope, again bool) {
	for _, e := range events {
		if e.copies && !again || e.start < from || e.end > to {
			continue
		}
		w.out = append(w.out, w.part.data[from:e.start]...)
		from = e.end
		switch e.do {
		case doText:
			w.text(e, s)
		case doLines:
			w.lines(e, s, again)
		case doBlock:
			w.block(e, s, again)
		}
	}
	w.out = append(w.out, w.part.data[from:to]...)
}

// field gives what a placeholder stands for.
func (w *filler) field(name string, s *scope) render.FormField {
	if s != nil {
		for at := s; at != nil; at = at.outer {
			if cell, ok := at.value.Cells[name]; ok {
				return render.FormField{Lines: [][]render.Run{cell}}
			}
		}
		text := ""
		switch name {
		case render.FormItem:
			return render.FormField{Lines: [][]render.Run{s.value.Runs}}
		case render.FormCount:
			text = strconv.Itoa(s.count)
		case render.FormPerson:
			text = s.value.Person
		}
		if text != "" {
			return render.FormField{Lines: [][]render.Run{{{Text: text}}}}
		}
	}
	return w.fields[name]
}

// block repeats what stands in it, or leaves it out.
func (w *filler) block(e *event, s *scope, again bool) {
	start := len(w.out)
	f := w.field(e.block.open.name, s)
	switch e.block.open.sort {
	case sortIf:
		if len(f.Lines) > 0 {
			w.emit(e.start, e.end, e.inner, s, again)
		}
	default:
		for i, item := range f.Items {
			w.emit(e.start, e.end, e.inner, &scope{s, item, i + 1}, again || i > 0)
		}
	}
	if len(w.out) > start {
		return
	}
	if !again {
		for _, i := range e.keep {
			w.out = append(w.out, w.part.data[w.part.all[i].start:w.part.all[i].end]...)
		}
	}
	if e.filler {
		w.write("<", w.part.prefix, ":p/>")
	}
}

// text writes a t element in which placeholders stand.
func (w *filler) text(e *event, s *scope) {
	f := w.part
	t := &f.all[e.element]
	base := f.look(t.parent)
	name := string(tagName(f.data[f.all[t.parent].start+1:]))
	open := f.data[t.start:t.inner]
	var text []byte
	first := true
	flush := func(last bool) {
		switch {
		case first:
			w.openText(open, text)
			w.out = append(append(w.out, text...), f.data[t.tail:t.end]...)
			first = false
		case len(text) > 0:
			w.write("<", f.prefix, `:t xml:space="preserve">`)
			w.out = append(w.out, text...)
			w.write("</", f.prefix, ":t>")
		}
		text = text[:0]
	}
	put := func(r run) {
		if r.look == base && !strings.ContainsAny(r.text, "\n\t") {
			text = wordml.AppendEscaped(text, r.text)
			return
		}
		flush(false)
		if r.look == base {
			w.out = wordml.AppendText(w.out, f.prefix, r.text)
			return
		}
		w.write("</", name, "><", name, ">", r.look)
		w.out = wordml.AppendText(w.out, f.prefix, r.text)
		w.write("</", name, "><", name, ">", base)
	}
	from := t.inner
	for _, c := range e.cuts {
		text = append(text, f.data[from:c.from]...)
		from = c.to
		if c.tag == nil {
			continue
		}
		if c.tag == w.first {
			text = text[:0] // only spaces: it is alone
			for _, r := range w.runs {
				put(r)
			}
			continue
		}
		field := w.field(c.tag.name, s)
		if field.Within != nil {
			field.Lines = [][]render.Run{field.Within}
		}
		for i, line := range field.Lines {
			if i > 0 {
				put(run{base, "\n"})
			}
			for _, r := range line {
				put(w.run(r, base))
			}
		}
	}
	text = append(text, f.data[from:t.tail]...)
	flush(true)
}

// openText writes the start tag of a t element. Spaces at the ends of its text count.
func (w *filler) openText(tag, text []byte) {
	if len(text) > 0 && (text[0] == ' ' || text[len(text)-1] == ' ') && !bytes.Contains(tag, []byte("xml:space")) {
		w.out = append(w.out, tag[:len(tag)-1]...)
		w.write(` xml:space="preserve">`)
		return
	}
	w.out = append(w.out, tag...)
}

// run gives a run of a value the look of what stands around it, and its own.
func (w *filler) run(r render.Run, base string) run {
	return run{restyled(base, w.part.prefix, r), vntext.Clean(r.Text)}
}

// look gives the rPr of an r element, "" for none.
func (f *part) look(r int) string {
	if i := f.childOf(r, kindRPr); i != 0 {
		return string(f.data[f.all[i].start:f.all[i].end])
	}
	return ""
}

// lines writes a paragraph that is one placeholder: the text of the report, or a value of
// several lines, each a paragraph.
func (w *filler) lines(e *event, s *scope, again bool) {
	f := w.part
	p := &f.all[e.element]
	var all []paragraph
	if e.tag.name == render.FormBody {
		all = w.body
	} else {
		field := w.field(e.tag.name, s)
		for _, line := range field.Lines {
			all = append(all, paragraph{runs: line})
		}
		if field.Table != nil {
			all = []paragraph{{table: field.Table}}
		} else if len(all) < 2 {
			w.emit(e.start, e.end, e.inner, s, again)
			return
		}
	}
	leaf := &f.all[e.tag.line.leaf[e.tag.from]]
	l := w.layout(f.childOf(e.element, kindPPr), f.look(leaf.parent))
	// The first takes the place of the placeholder, so that all else in its paragraph stays.
	rest := p.inner
	if l.props != 0 {
		rest = f.all[l.props].end
	}
	all = apart(all)
	for i, para := range all {
		if para.table != nil {
			w.table(para.table, withoutPast(l.look, f.prefix))
			continue
		}
		props := l.paragraph(para, i == 0, i == len(all)-1)
		if i == 1 {
			l.look = withoutPast(l.look, f.prefix)
		}
		runs := w.layRuns(l, para)
		if i == 0 {
			w.emit(p.start, p.inner, e.inner, s, again)
			w.write(props)
			w.first, w.runs = e.tag, runs
			w.emit(rest, p.end, e.inner, s, again)
			w.first, w.runs = nil, nil
			continue
		}
		w.write("<", f.prefix, ":p>", props)
		for _, r := range runs {
			if r.text == "" {
				continue
			}
			w.write("<", f.prefix, ":r>", r.look)
			w.out = wordml.AppendText(w.out, f.prefix, r.text)
			w.write("</", f.prefix, ":r>")
		}
		w.write("</", f.prefix, ":p>")
	}
}

// apart puts an empty paragraph before a table that would come first, between two, and
// behind one that would come last: Word joins tables that touch, and wants a paragraph at
// the end of a cell and of a section.
func apart(all []paragraph) []paragraph {
	var list []paragraph
	for i, para := range all {
		if para.table != nil && (i == 0 || all[i-1].table != nil) {
			list = append(list, paragraph{})
		}
		list = append(list, para)
	}
	if n := len(all); n > 0 && all[n-1].table != nil {
		list = append(list, paragraph{})
	}
	return list
}

// bodyOf gives the text of a report: what stands between its head and its end.
func bodyOf(d *render.Document) []paragraph {
	var all []paragraph
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case *render.Heading:
			runs := slices.Concat([]render.Run{{Text: b.Number + " ", Bold: true}}, b.Runs)
			all = append(all, paragraph{level: min(b.Level, 2), runs: runs})
		case *render.Paragraph:
			all = append(all, paragraph{runs: b.Runs})
		case *render.ListItem:
			all = append(all, paragraph{list: true, runs: b.Runs})
		case *render.Table:
			all = append(all, paragraph{table: b})
		}
	}
	return all
}
