package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"thuky/vntext"
)

// Limits on the archive, so that a small file cannot unfold into a huge one.
const (
	maxEntries = 4000
	maxUnfold  = 48 << 20 // bytes of all parts that are read
	maxStyles  = 70_000   // Excel's own limit is below it
	maxStrings = 500_000
)

var (
	errBomb = errors.New("the parts of the file are too large")
	errCell = errors.New("a cell that cannot be")
)

// book is an .xlsx, opened.
type book struct {
	*reader
	files   map[string]*zip.File
	left    int64 // bytes that may still be unfolded
	shared  []string
	styles  []style // by number
	shower  shower
	from04  bool   // days count from 1904
	folder  string // of the workbook, for the targets of its relations
	targets map[string]relation
}

// relation is where another part is.
type relation struct{ kind, target string }

// xlsx reads a workbook. The parts are walked token by token, and nothing is kept of
// them but the words of cells: a library that builds the sheet in memory can be made to
// build one of 16,384 columns and a million rows by a file of two cells.
func (r *reader) xlsx(data []byte) ([]Sheet, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written to disk
		return nil, r.damaged(err)
	}
	if len(z.File) > maxEntries {
		return nil, r.fail(TooLarge, textManyWords(r.name), nil)
	}
	b := &book{reader: r, files: map[string]*zip.File{}, left: maxUnfold}
	for _, f := range z.File {
		if _, again := b.files[f.Name]; !again {
			b.files[f.Name] = f
		}
	}
	sheets, err := b.read()
	var told *Error
	switch {
	case errors.Is(err, errBomb):
		return nil, r.fail(TooLarge, textManyWords(r.name), err)
	case err != nil && !errors.As(err, &told):
		return nil, r.damaged(err)
	}
	return sheets, err
}

func (b *book) read() ([]Sheet, error) {
	root, err := b.relations("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	workbook := "xl/workbook.xml"
	for _, r := range root {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			workbook = r.target
		}
	}
	if b.files[workbook] == nil {
		if b.files["xl/workbook.bin"] != nil {
			return nil, b.fail(Unsupported, textOld(b.name), nil)
		}
		return nil, b.fail(Unsupported, textNotSheet(b.name), nil)
	}
	b.folder = path.Dir(workbook)
	if b.targets, err = b.relations(path.Join(b.folder, "_rels", path.Base(workbook)+".rels"), b.folder); err != nil {
		return nil, err
	}
	listed, err := b.workbook(workbook)
	if err != nil {
		return nil, err
	}
	for _, r := range b.targets {
		switch {
		case strings.HasSuffix(r.kind, "/sharedStrings"):
			err = b.strings(r.target)
		case strings.HasSuffix(r.kind, "/styles"):
			err = b.formats(r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	var sheets []Sheet
	for _, one := range listed {
		s := Sheet{Name: vntext.Clean(one.name), Hidden: one.hidden}
		row := 0
		if err := b.sheet(one.part, &s, &row); err != nil {
			if damage := (*xml.SyntaxError)(nil); errors.As(err, &damage) || errors.Is(err, errCell) {
				return nil, b.fail(Damaged, textDamagedSheet(b.name, s.Name, row+1), err)
			}
			return nil, err
		}
		if len(s.Rows) > 0 {
			sheets = append(sheets, s)
		}
	}
	if len(sheets) == 0 {
		return nil, b.fail(Empty, textEmpty(b.name), nil)
	}
	return sheets, nil
}

// walk gives every token of a part. Of a part that is not there it gives none.
func (b *book) walk(part string, see func(t xml.Token) error) error {
	f := b.files[part]
	if f == nil {
		return nil
	}
	if f.Flags&1 != 0 {
		return b.fail(Protected, textProtected(b.name), nil)
	}
	body, err := f.Open()
	if err != nil {
		return err
	}
	defer body.Close() //nolint:errcheck // it was only read
	d := xml.NewDecoder(&metered{body, b})
	for {
		t, err := d.RawToken() // keeps no stack of what is open
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := see(t); err != nil {
			return err
		}
	}
}

// metered counts what is unfolded.
type metered struct {
	io.Reader
	book *book
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if m.book.left -= int64(n); m.book.left < 0 {
		return 0, errBomb
	}
	return n, err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relations reads where parts are, by id.
func (b *book) relations(part, folder string) (map[string]relation, error) {
	all := map[string]relation{}
	err := b.walk(part, func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && len(all) < maxEntries {
			target := attribute(e, "Target")
			if rest, ok := strings.CutPrefix(target, "/"); ok {
				target = rest
			} else {
				target = path.Join(folder, target)
			}
			all[attribute(e, "Id")] = relation{attribute(e, "Type"), target}
		}
		return nil
	})
	return all, err
}

// listedSheet is a sheet as the workbook lists it.
type listedSheet struct {
	name, part string
	hidden     bool
}

func (b *book) workbook(part string) (list []listedSheet, err error) {
	err = b.walk(part, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbookPr":
			b.from04 = attribute(e, "date1904") == "1" || attribute(e, "date1904") == "true"
		case "sheet":
			state := attribute(e, "state")
			hidden := state == "hidden" || state == "veryHidden"
			if hidden && !b.limits.Hidden {
				return nil
			}
			if len(list) >= b.limits.Sheets {
				return b.fail(TooLarge, textManySheets(b.name, b.limits.Sheets), nil)
			}
			if r, ok := b.targets[relationID(e)]; ok && strings.HasSuffix(r.kind, "/worksheet") {
				list = append(list, listedSheet{attribute(e, "name"), r.target, hidden})
			}
		}
		return nil
	})
	return list, err
}

// relationID is r:id, which is another attribute than a plain id.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// strings reads the texts that cells point at.
func (b *book) strings(part string) error {
	var text strings.Builder
	inText, phonetic := false, false
	return b.walk(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
			case "rPh":
				phonetic = true
			case "t":
				inText = !phonetic
			}
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "rPh":
				phonetic = false
			case "si":
				if len(b.shared) >= maxStrings {
					return errBomb
				}
				b.shared = append(b.shared, text.String())
			}
		}
		return nil
	})
}

// sheet reads the cells of one sheet, and says how far it has come.
func (b *book) sheet(part string, s *Sheet, row *int) error {
	if b.files[part] == nil {
		return errors.New("a sheet is missing")
	}
	var c cell
	line, column := -1, -1
	return b.walk(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				line, column = line+1, -1
				if n, err := strconv.Atoi(attribute(t, "r")); err == nil && n > 0 {
					line = n - 1
				}
				*row = max(line, 0)
			case "c":
				column++
				c = cell{kind: attribute(t, "t"), style: attribute(t, "s")}
				if name := attribute(t, "r"); name != "" {
					at, ok := placeOf(name)
					if !ok {
						return errCell
					}
					column = at.Column
				}
			case "f":
				if len(s.Formulas) < maxFormulas {
					s.Formulas = append(s.Formulas, Place{*row, max(column, 0)})
				}
			case "v", "t":
				c.inside = true
			case "rPh":
				c.phonetic = true
			case "mergeCell":
				s.merge(attribute(t, "ref"))
			}
		case xml.CharData:
			if c.inside && !c.phonetic {
				c.text.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v", "t":
				c.inside = false
			case "rPh":
				c.phonetic = false
			case "c":
				return b.put(s, *row, max(column, 0), b.words(&c))
			}
		}
		return nil
	})
}

// merge notes cells made one that reach over several rows.
func (s *Sheet) merge(ref string) {
	from, to, _ := strings.Cut(ref, ":")
	first, ok := placeOf(from)
	last, also := placeOf(to)
	if ok && also && last.Row > first.Row && len(s.Merged) < maxMerged {
		s.Merged = append(s.Merged, Area{first, last})
	}
}

// placeOf reads "AB12".
func placeOf(ref string) (p Place, ok bool) {
	column := 0
	for i, c := range ref {
		if c < 'A' || c > 'Z' || i > 2 {
			row, err := strconv.Atoi(ref[i:])
			return Place{row - 1, column - 1}, i > 0 && err == nil && row > 0
		}
		column = column*26 + int(c-'A') + 1
	}
	return p, false
}
