package wordform

import (
	"slices"
	"strconv"
	"strings"

	"thuky/render"
	"thuky/render/wordml"
	"thuky/vntext"
)

// paragraph is one that is written in the place of a placeholder.
type paragraph struct {
	level int // of a heading, 0 for none
	list  bool
	runs  []render.Run
	table *render.Table // in its place; nil for none
}

// styles are the ids of the styles of the form that have names of ours, "" for none.
type styles struct{ section, question, list string }

// The order of children that the schema wants. Word calls a file damaged where it is broken.
var (
	propsOrder = strings.Fields("pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens " +
		"kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents " +
		"suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange")
	lookOrder = strings.Fields("ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden " +
		"color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath")
)

// prop is one child of a pPr or an rPr, as it is written.
type prop struct{ name, raw string }

// propsOf gives the children of an element.
func (f *part) propsOf(parent int) (all []prop) {
	for i := f.all[parent].child; i != 0; i = f.all[i].next {
		all = append(all, prop{f.nameOf(i), string(f.data[f.all[i].start:f.all[i].end])})
	}
	return all
}

// without leaves some out.
func without(all []prop, names ...string) []prop {
	return slices.DeleteFunc(slices.Clone(all), func(p prop) bool { return slices.Contains(names, p.name) })
}

// with puts one in its place, instead of one of its name.
func with(all []prop, order []string, p prop) []prop {
	all = without(all, p.name)
	rank := slices.Index(order, p.name)
	at := slices.IndexFunc(all, func(other prop) bool { return slices.Index(order, other.name) > rank })
	if at < 0 {
		for at = len(all); at > 0 && !slices.Contains(order, all[at-1].name); at-- { // what the schema does not know comes last
		}
	}
	return slices.Insert(all, at, p)
}

// joined writes an element with its children, "" where there are none.
func joined(prefix, name string, all []prop) string {
	if len(all) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("<" + prefix + ":" + name + ">")
	for _, p := range all {
		b.WriteString(p.raw)
	}
	b.WriteString("</" + prefix + ":" + name + ">")
	return b.String()
}

// restyled gives an rPr with what a run has beside it. The run is bold, italic or marked
// on top of what the rPr says.
func restyled(look, prefix string, r render.Run) string {
	if !r.Bold && !r.Italic && !r.Mark {
		return look
	}
	all := lookProps(look, prefix)
	on := func(names ...string) {
		for _, name := range names {
			all = with(all, lookOrder, prop{name, "<" + prefix + ":" + name + "/>"})
		}
	}
	if r.Bold {
		on("b", "bCs")
	}
	if r.Italic {
		on("i", "iCs")
	}
	if r.Mark {
		all = with(all, lookOrder, prop{"highlight", "<" + prefix + ":highlight " + prefix + `:val="yellow"/>`})
	}
	return joined(prefix, "rPr", all)
}

// lookProps reads the children of an rPr that stands alone. What it was before a tracked
// change is left out: a new run has no past.
func lookProps(look, prefix string) []prop {
	if look == "" {
		return nil
	}
	f := &part{data: []byte(look), prefix: prefix}
	var err error
	if f.all, err = scan(f.data); err != nil {
		return nil // unreachable: it is an element of a part that was read
	}
	return without(f.propsOf(0), "rPrChange")
}

// withoutPast gives an rPr without what it was before a tracked change.
func withoutPast(look, prefix string) string {
	if !strings.Contains(look, "rPrChange") {
		return look
	}
	return joined(prefix, "rPr", lookProps(look, prefix))
}

// layout is the look of the paragraphs that come in the place of one.
type layout struct {
	part   *part
	styles styles
	props  int    // the pPr of the paragraph, 0 for none
	look   string // the rPr of the placeholder
	own    []prop // of the pPr: all but what only one paragraph may have
}

func (w *filler) layout(props int, look string) layout {
	l := layout{part: w.part, styles: w.styles, props: props, look: look}
	if props != 0 {
		l.own = w.part.propsOf(props)
	}
	return l
}

// style gives the style of ours that the form has for a paragraph, "" for none.
func (l layout) style(p paragraph) string {
	switch {
	case p.level == 1:
		return l.styles.section
	case p.level == 2:
		return l.styles.question
	case p.list:
		return l.styles.list
	}
	return ""
}

// maxKept is the length in letters up to which the last paragraph is kept whole: as much
// as stands on one page with what follows.
const maxKept = 2000

// paragraph gives the pPr of one of the paragraphs. Only the first begins a page, only the
// last is kept with what follows and ends a section.
func (l layout) paragraph(p paragraph, first, last bool) string {
	prefix := l.part.prefix
	all := l.own
	if style := l.style(p); style != "" {
		kept := all[:0:0]
		for _, one := range all {
			if one.name == "keepNext" || one.name == "keepLines" || one.name == "pageBreakBefore" || one.name == "sectPr" {
				kept = append(kept, one)
			}
		}
		all = with(kept, propsOrder, prop{"pStyle", "<" + prefix + ":pStyle " + prefix + `:val="` + style + `"/>`})
	}
	if !first {
		all = without(all, "pageBreakBefore", "pPrChange")
		for i, one := range all {
			if one.name == "rPr" {
				all = slices.Clone(all)
				all[i].raw = joined(prefix, "rPr", without(lookProps(one.raw, prefix), "ins", "del", "moveFrom", "moveTo"))
			}
		}
	}
	switch {
	case !last:
		all = without(all, "keepNext", "keepLines", "sectPr")
	case len([]rune(render.Plain(p.runs))) > maxKept:
		all = without(all, "keepLines")
	}
	if p.level > 0 && l.style(p) == "" {
		for _, name := range []string{"keepNext", "keepLines"} {
			all = with(all, propsOrder, prop{name, "<" + prefix + ":" + name + "/>"})
		}
		all = with(all, propsOrder, prop{"outlineLvl", "<" + prefix + ":outlineLvl " + prefix + `:val="` + strconv.Itoa(p.level-1) + `"/>`})
	}
	return joined(prefix, "pPr", all)
}

// layRuns gives the runs of a paragraph their looks. A style of ours for headings is bold
// by itself.
func (w *filler) layRuns(l layout, p paragraph) (all []run) {
	prefix := l.part.prefix
	for _, r := range p.runs {
		look := l.look
		if l.style(p) != "" {
			look = ""
			if p.level > 0 {
				if !r.Bold {
					look = "<" + prefix + ":rPr><" + prefix + ":b " + prefix + `:val="0"/><` + prefix + ":bCs " + prefix + `:val="0"/></` + prefix + ":rPr>"
				}
				r.Bold = false
			}
		}
		laid := run{restyled(look, prefix, r), vntext.Clean(r.Text)}
		if n := len(all); n > 0 && all[n-1].look == laid.look {
			all[n-1].text += laid.text
			continue
		}
		all = append(all, laid)
	}
	return all
}

// readStyles finds the styles of ours in the part with the styles of a form.
func readStyles(data []byte) (found styles) {
	if !strings.Contains(string(data), "ND30 ") {
		return found
	}
	f := &part{data: data}
	var err error
	if f.all, err = scan(data); err != nil {
		return found
	}
	for i := range f.all {
		if f.all[i].kind != kindStyle {
			continue
		}
		id, name := valueOf(f.tagOf(i), "styleId"), ""
		if n := f.childOf(i, kindName); n != 0 {
			name = valueOf(f.tagOf(n), "val")
		}
		if strings.ContainsAny(id, `"'<>&`) {
			continue
		}
		switch name {
		case wordml.StyleSection:
			found.section = id
		case wordml.StyleQuestion:
			found.question = id
		case wordml.StyleList:
			found.list = id
		}
	}
	return found
}
