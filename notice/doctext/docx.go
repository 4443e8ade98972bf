package doctext

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// docx reads a Word file: the text of its body in the order of reading, with the
// numbers that Word computes for lists and headings. Headers, footers, footnotes,
// comments and what was deleted with changes tracked are left out.
func (r *reader) docx(ctx context.Context, a archive) (Result, error) {
	main, err := a.mainPart()
	if err != nil {
		return Result{}, err
	}
	links, err := a.links(main)
	if err != nil {
		return Result{}, err
	}
	s, err := a.styles(ctx, links.find("styles", a.files))
	if err != nil {
		return Result{}, err
	}
	n, err := a.numbering(ctx, links.find("numbering", a.files))
	if err != nil {
		return Result{}, err
	}
	b := newBody(s, newCounter(n, s))
	if err := a.walk(ctx, main, b); err != nil {
		return Result{}, err
	}
	return Result{Text: tidy(b.text()), Kind: KindWord}, nil
}

// mainPart finds the part that holds the text; nearly always word/document.xml.
func (a archive) mainPart() (string, error) {
	const usual = "word/document.xml"
	links, err := a.links("")
	if err != nil {
		return "", err
	}
	name := links.find("officeDocument", a.files)
	switch {
	case name == "" && a.files[usual] == nil:
		return "", a.reader.fail(Damaged, textMissingPart(a.reader.name, usual))
	case name == "":
		return usual, nil
	case !strings.HasSuffix(name, ".xml") || strings.HasPrefix(name, "visio/"):
		return "", a.reader.fail(Unsupported, textZip(a.reader.name))
	}
	return name, nil
}

// link points from one part of a Word file to another.
type link struct {
	ID       string `xml:"Id,attr"`
	Type     string `xml:"Type,attr"`
	Target   string `xml:"Target,attr"`
	External string `xml:"TargetMode,attr"`
}

// links are the links of a part whose folder is base.
type links struct {
	base string
	all  []link
}

// links reads the links of a part; "" is the file itself. A part without any has none.
func (a archive) links(part string) (links, error) {
	dir, file := path.Split(part)
	name := dir + "_rels/" + file + ".rels"
	l := links{base: dir}
	if a.files[name] == nil {
		return l, nil
	}
	data, err := a.part(name)
	if err != nil {
		return l, err
	}
	var parsed struct {
		All []link `xml:"Relationship"`
	}
	if err := xml.Unmarshal(data, &parsed); err != nil {
		return l, a.malformed(name, err)
	}
	l.all = parsed.All
	return l, nil
}

// find gives the part that a link of some kind leads to, "" for none.
func (l links) find(kind string, files map[string]*zip.File) string {
	for _, k := range l.all {
		if k.External == "External" || path.Base(k.Type) != kind {
			continue
		}
		name := strings.TrimPrefix(path.Join("/", l.base, k.Target), "/")
		if strings.HasPrefix(k.Target, "/") {
			name = strings.TrimPrefix(path.Clean(k.Target), "/")
		}
		if files[name] != nil {
			return name
		}
	}
	return ""
}

// visitor sees the elements of a part in order.
type visitor interface {
	start(e xml.StartElement)
	end(name string)
	chars(text []byte)
}

// Limits on the shape of a part.
const (
	maxDepth   = 500   // of elements in each other
	checkEvery = 10000 // tokens between two looks at the clock
)

var errDeep = errors.New("elements are nested too deep")

// walk sends a part through a visitor, piece by piece.
func (a archive) walk(ctx context.Context, part string, v visitor) error {
	body, err := a.open(part)
	if err != nil {
		return err
	}
	defer body.Close() //nolint:errcheck // only read
	d := xml.NewDecoder(body)
	depth := 0
	for i := 1; ; i++ {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errBomb):
			return a.bomb(err)
		case err != nil:
			return a.malformed(part, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return a.malformed(part, errDeep)
			}
			v.start(t)
		case xml.EndElement:
			depth--
			v.end(t.Name.Local)
		case xml.CharData:
			v.chars(t)
		}
		if s, ok := v.(interface{ full() bool }); ok && s.full() {
			return a.bomb(errBomb)
		}
	}
}

// malformed says in which line of which part the XML breaks.
func (a archive) malformed(part string, err error) error {
	var syntax *xml.SyntaxError
	line := 1
	if errors.As(err, &syntax) {
		line = syntax.Line
	}
	return a.reader.failFor(Damaged, textDamagedPart(a.reader.name, part, line), err)
}

// value gives the "val" of an element.
func value(e xml.StartElement) string { return attr(e, "val") }

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on tells whether a switch such as <w:vanish/> is on.
func on(e xml.StartElement) bool {
	switch value(e) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// byID gives the part that a link leads to, "" for none.
func (l links) byID(id string, files map[string]*zip.File) string {
	for _, k := range l.all {
		if k.ID == id && k.External != "External" {
			only := links{l.base, []link{k}}
			return only.find(path.Base(k.Type), files)
		}
	}
	return ""
}
