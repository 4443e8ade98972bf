// Package wordform prints a render.Document in a Word file of the school's own. The file
// has placeholders; all else in it stays byte for byte, which is why it is not taken apart
// into a tree and put together again, but copied with other bytes at the places of the
// placeholders.
//
// Where to look: package.go is the zip file and what is refused, scan.go finds the
// elements of a part, line.go and tags.go the placeholders in a paragraph, part.go what
// a block repeats, appendix.go the photos behind it all, plan.go what happens where, fill.go writes it, look.go the looks of what
// is written. check.go tells the maker of a form what is wrong with it.
package wordform

import (
	"fmt"
	"io"
	"slices"

	"thuky/render"
)

// Form is a Word file that was read. It may be used by several at once.
type Form struct {
	file  *container
	parts []*part
	looks styles
}

// Read reads a form, a .docx file. What cannot be one at all is a *Refused; what is wrong
// with the placeholders, Check tells.
func Read(data []byte) (*Form, error) {
	file, err := open(data)
	if err != nil {
		return nil, err
	}
	f := &Form{file: file}
	for _, name := range file.parts {
		raw, err := file.read(name)
		if err != nil {
			return nil, err
		}
		p, err := readPart(name, raw)
		if err != nil {
			return nil, &Refused{textOddXML, err}
		}
		f.parts = append(f.parts, p)
	}
	if f.looks, err = f.styles(); err != nil {
		return nil, err
	}
	return f, nil
}

// styles reads the styles of ours that the form has.
func (f *Form) styles() (styles, error) {
	if f.file.looks == "" {
		return styles{}, nil
	}
	data, err := f.file.read(f.file.looks)
	if err != nil {
		return styles{}, err
	}
	return readStyles(data), nil
}

// Fields are the placeholders of the form, each once.
func (f *Form) Fields() []string {
	var all []string
	for _, p := range f.parts {
		for _, name := range p.names() {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// Write writes a document in its form.
func Write(w io.Writer, d *render.Document) error {
	f, err := Read(d.Form.Data)
	if err != nil {
		return fmt.Errorf("read the form: %w", err)
	}
	return f.Fill(w, d)
}

// Fill writes the form with a document in it. The same document gives the same bytes.
func (f *Form) Fill(w io.Writer, d *render.Document) error {
	changed := map[string][]byte{}
	body := bodyOf(d)
	for _, p := range f.parts {
		if len(p.tags) == 0 {
			continue
		}
		filler := &filler{part: p, fields: d.Form.Fields, body: body, styles: f.looks}
		changed[p.name] = filler.fill()
	}
	more, err := f.appendices(d, changed)
	if err != nil {
		return err
	}
	return f.file.write(w, changed, more)
}
