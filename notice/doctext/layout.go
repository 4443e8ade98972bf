package doctext

import (
	"context"
)

// Draft is a Word file with what it looks like, as far as the layout of official
// documents is about it.
type Draft struct {
	Paragraphs []Paragraph // those with words, in the order of reading
	Pages      []Page      // one for each section
}

// Paragraph is a line of the text: a paragraph, or a part of one that was divided by a
// line break. Its number, where Word counts, is part of the text.
type Paragraph struct {
	Text   string   // NFC
	Italic [][2]int // parts in italics, in bytes of Text
	Style  string   // name of its style
	Level  int      // of the outline, from 1; 0 for text
	Look   Look
	// Table is the table that it stands in, nil for none; Row and Column count from 0.
	Table       *Table
	Row, Column int
	Grid        int // the column, with those counted that cells before it reach over
}

// Table is the size of a table.
type Table struct{ Rows, Columns int }

// Look is how the words of a paragraph look. A mixed look is that of most letters.
type Look struct {
	Font         string
	OtherFonts   []string // that other letters have
	Size         float64  // points
	Bold, Italic bool
	Align        string  // "left", "center", "right", "both"
	FirstLine    float64 // indent of the first line, millimetres; hanging is below 0
	Before       float64 // points
	After        float64 // points
	Line         float64 // line spacing in lines; 0 where it is set in points
}

// Page is the page of a section. Lengths are in millimetres.
type Page struct {
	Width, Height            float64
	Top, Bottom, Left, Right float64
	Number                   string // where the page number stands: "header", "footer", "" for nowhere
	NumberAlign              string // "left", "center", "right"
	NumberFirst              bool   // it stands on the first page of the section, too
}

// ReadDraft reads a Word file with its layout. Errors are those of Text.
func ReadDraft(ctx context.Context, name string, data []byte) (Draft, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, readLimit, errReadLimit)
	defer cancel()
	r := reader{name: shortName(name), data: data}
	d, err := r.draft(ctx)
	if err != nil {
		return Draft{}, r.told(ctx, err)
	}
	return d, nil
}

func (r *reader) draft(ctx context.Context) (Draft, error) {
	switch {
	case len(r.data) == 0:
		return Draft{}, r.fail(Empty, textEmpty(r.name))
	case len(r.data) > MaxBytes:
		return Draft{}, r.fail(TooLarge, textTooLarge(r.name, len(r.data)))
	}
	a, err := r.unzip()
	if err != nil {
		return Draft{}, err
	}
	main, err := a.mainPart()
	if err != nil {
		return Draft{}, err
	}
	l, err := a.links(main)
	if err != nil {
		return Draft{}, err
	}
	lists, err := a.styles(ctx, l.find("styles", a.files))
	if err != nil {
		return Draft{}, err
	}
	n, err := a.numbering(ctx, l.find("numbering", a.files))
	if err != nil {
		return Draft{}, err
	}
	looks, err := a.looks(ctx, l.find("styles", a.files), l.find("theme", a.files))
	if err != nil {
		return Draft{}, err
	}
	b := newLayout(lists, newCounter(n, lists), looks)
	if err := a.walk(ctx, main, b); err != nil {
		return Draft{}, err
	}
	return Draft{b.done, a.pages(ctx, l, b, looks)}, nil
}

// pages puts the page numbers of headers and footers into the sections.
func (a archive) pages(ctx context.Context, l links, b *layout, looks *looks) []Page {
	var pages []Page
	var last section
	for _, s := range b.sections {
		if len(s.refs) == 0 { // those of the section before go on
			s.refs = last.refs
		}
		last = s
		for _, ref := range s.refs {
			f := pageField{looks: looks}
			part := l.byID(ref.id, a.files)
			if part == "" || a.walk(ctx, part, &f) != nil || !f.found { // a broken header hides no text
				continue
			}
			switch {
			case ref.kind == "first" && s.titlePage:
				s.page.NumberFirst = true
			case ref.kind == "default":
				s.page.Number, s.page.NumberAlign = ref.where, f.align
				s.page.NumberFirst = s.page.NumberFirst || !s.titlePage
			}
		}
		pages = append(pages, s.page)
	}
	return pages
}
