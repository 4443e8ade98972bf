package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// parts is a file whose sheets have been looked over: none is larger than the limits.
type parts struct {
	name   string
	data   []byte
	files  map[string]*zip.File
	sheets []*scan
}

// scan is what was seen of a sheet without reading its values.
type scan struct {
	name     string
	hidden   bool
	merged   []area
	formulas []cell // at most maxTold and one
	count    int    // formulas in all
}

// area is a rectangle of cells; lines from 1, columns from 0.
type area struct{ top, left, bottom int }

// cell is one cell.
type cell struct {
	name         string
	line, column int
}

// unpack opens the archive and looks the sheets over, so that nothing larger than the
// limits ever comes into memory as cells.
func unpack(name string, data []byte) (*parts, error) {
	p := &parts{name: name, data: data, files: map[string]*zip.File{}}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case errors.Is(err, zip.ErrInsecurePath): // no entry is ever written to disk
	case err != nil:
		return nil, &Error{textDamaged(name), err}
	}
	if len(z.File) > maxEntries {
		return nil, &Error{text: textBomb(name)}
	}
	all := uint64(0)
	for _, f := range z.File {
		if all += f.UncompressedSize64; f.UncompressedSize64 > maxPart || all > maxUnpacked {
			return nil, &Error{text: textBomb(name)}
		}
		if f.Flags&1 != 0 {
			return nil, &Error{text: textProtected(name)}
		}
		if _, again := p.files[f.Name]; !again {
			p.files[f.Name] = f
		}
	}
	if p.files["xl/workbook.xml"] == nil {
		if p.files["xl/workbook.bin"] != nil {
			return nil, &Error{text: textOld(name)}
		}
		return nil, &Error{text: textNoSpreadsheet(name)}
	}
	return p, p.look()
}

// look finds the sheets and looks over each.
func (p *parts) look() error {
	var book struct {
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			Other string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := p.read("xl/workbook.xml", &book); err != nil {
		return err
	}
	if err := p.read("xl/_rels/workbook.xml.rels", &links); err != nil {
		return err
	}
	for _, s := range book.Sheets {
		target := ""
		for _, l := range links.All {
			if l.ID == s.ID && s.ID != "" || l.ID == s.Other && s.Other != "" {
				target = path.Join("xl", l.Target)
				if strings.HasPrefix(l.Target, "/") {
					target = strings.TrimPrefix(path.Clean(l.Target), "/")
				}
			}
		}
		found := &scan{name: s.Name, hidden: s.State != "" && s.State != "visible"}
		if p.files[target] == nil {
			continue // a chart, or nothing
		}
		if err := p.scan(target, found); err != nil {
			return err
		}
		p.sheets = append(p.sheets, found)
	}
	return nil
}

// read reads a small part whole.
func (p *parts) read(part string, into any) error {
	f := p.files[part]
	if f == nil {
		return &Error{text: textMissing(p.name, part)}
	}
	body, err := f.Open()
	if err == nil {
		err = xml.NewDecoder(io.LimitReader(body, maxPart)).Decode(into)
		err = errors.Join(err, body.Close())
	}
	if err != nil {
		return &Error{textDamaged(p.name), fmt.Errorf("read %s: %w", part, err)}
	}
	return nil
}

// scan looks over a sheet: how far it reaches, which cells are merged, where formulas are.
func (p *parts) scan(part string, s *scan) error {
	body, err := p.files[part].Open()
	if err != nil {
		return &Error{textDamaged(p.name), err}
	}
	defer body.Close() //nolint:errcheck // only read
	d := xml.NewDecoder(body)
	line, last := 0, cell{}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &Error{textDamagedSheet(p.name, s.name, line), err}
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "row":
			line++
			if r := attribute(start, "r"); r != "" {
				if _, err := fmt.Sscanf(r, "%d", &line); err != nil {
					return &Error{textDamagedSheet(p.name, s.name, line), err}
				}
			}
			last = cell{line: line, column: -1}
		case "c":
			last = cell{line: line, column: last.column + 1, name: attribute(start, "r")}
			if last.name != "" {
				column, row, err := excelize.CellNameToCoordinates(last.name)
				if err != nil {
					return &Error{textDamagedSheet(p.name, s.name, line), err}
				}
				last.column, last.line = column-1, row
			}
			if last.column >= MaxColumns {
				return &Error{text: textTooWide(p.name, s.name, last.line, MaxColumns)}
			}
		case "f":
			if s.count++; len(s.formulas) <= maxTold {
				s.formulas = append(s.formulas, last)
			}
		case "mergeCell":
			s.merge(attribute(start, "ref"))
		}
		if line > MaxRows || last.line > MaxRows {
			return &Error{text: textTooLong(p.name, s.name, max(line, last.line), MaxRows)}
		}
	}
}

// maxMerged is how many merged cells are looked at.
const maxMerged = 5_000

// merge notes merged cells that reach over several rows.
func (s *scan) merge(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok || len(s.merged) >= maxMerged {
		return
	}
	left, top, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		return
	}
	_, bottom, err := excelize.CellNameToCoordinates(to)
	if err != nil || bottom <= top || left > MaxColumns {
		return
	}
	s.merged = append(s.merged, area{top, left - 1, min(bottom, MaxRows)})
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
