package wordform

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// Limits, so that a small file cannot unfold into a huge one.
const (
	MaxFile    = 5 << 20  // bytes of a form
	maxEntries = 1000     // files in it
	maxPart    = 8 << 20  // bytes of a part that is read, unpacked
	maxTotal   = 64 << 20 // bytes of all, unpacked
)

// addedTime is the time of parts that we add: the earliest that a zip file can hold.
var addedTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Refused says why a file cannot be a form at all. Its text is Vietnamese, for whoever
// sent the file.
type Refused struct {
	text  string
	cause error // for the log; may be nil
}

func (e *Refused) Error() string { return e.text }

func (e *Refused) Unwrap() error { return e.cause }

func refuse(text string) error { return &Refused{text: text} }

// errTooLarge: a part goes on longer than it may.
var errTooLarge = errors.New("a part is too large")

// container is a .docx file that holds nothing dangerous, by what its parts say.
type container struct {
	zip   *zip.Reader
	files map[string]*zip.File
	main  string   // the part with the text
	parts []string // main, and what may have placeholders beside it
	looks string   // the part with the styles, "" for none
}

// stories are the kinds of parts that placeholders may stand in.
var stories = []string{"header", "footer", "footnotes", "endnotes"}

func open(data []byte) (*container, error) {
	switch {
	case len(data) == 0:
		return nil, refuse(textEmptyFile)
	case len(data) > MaxFile:
		return nil, refuse(textFileLarge(MaxFile >> 20))
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")): // what .doc and files with a password begin with
		return nil, refuse(textOldWord)
	case !bytes.HasPrefix(data, []byte("PK")):
		return nil, refuse(textNotWord)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written to disk
		return nil, &Refused{textDamaged, err}
	}
	c := &container{zip: z, files: map[string]*zip.File{}}
	if err := c.list(); err != nil {
		return nil, err
	}
	if err := c.contentTypes(); err != nil {
		return nil, err
	}
	return c, c.relations()
}

// list enters the files, as long as they are of a sound number and size.
func (c *container) list() error {
	if len(c.zip.File) > maxEntries {
		return refuse(textBomb)
	}
	var total uint64
	seen := map[string]bool{}
	for _, f := range c.zip.File {
		total += f.UncompressedSize64
		name := strings.ToLower(f.Name)
		switch {
		case f.UncompressedSize64 > maxTotal || total > maxTotal:
			return refuse(textBomb)
		case f.Flags&1 != 0:
			return refuse(textOldWord)
		case seen[name] || f.Method != zip.Store && f.Method != zip.Deflate:
			return refuse(textDamaged)
		case strings.HasSuffix(name, "vbaproject.bin") || strings.HasSuffix(name, "vbadata.xml") || strings.HasPrefix(name, "customui/"):
			return refuse(textMacros)
		case strings.Contains(name, "/embeddings/") || strings.Contains(name, "/activex/"):
			return refuse(textEmbedded)
		}
		seen[name] = true
		c.files[f.Name] = f
	}
	return nil
}

// read unpacks a part.
func (c *container) read(name string) ([]byte, error) {
	f := c.files[name]
	if f == nil {
		return nil, &Refused{textDamaged, fmt.Errorf("no part %q", name)}
	}
	data, err := unpack(f, maxPart)
	if err != nil {
		if errors.Is(err, errTooLarge) {
			return nil, &Refused{textBomb, err}
		}
		return nil, &Refused{textDamaged, fmt.Errorf("part %q: %w", name, err)}
	}
	return data, nil
}

func unpack(f *zip.File, limit uint64) ([]byte, error) {
	if f.UncompressedSize64 > limit {
		return nil, errTooLarge
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	data := make([]byte, f.UncompressedSize64)
	if _, err = io.ReadFull(r, data); err == nil {
		// The checksum is compared where the part ends.
		switch n, end := io.ReadFull(r, make([]byte, 1)); {
		case n > 0:
			err = errTooLarge
		case !errors.Is(end, io.EOF):
			err = end
		}
	}
	return data, errors.Join(err, r.Close())
}

// contentTypes refuses what says of itself that it is more than a document.
func (c *container) contentTypes() error {
	const name = "[Content_Types].xml"
	if c.files[name] == nil {
		return refuse(textNotWord)
	}
	data, err := c.read(name)
	if err != nil {
		return err
	}
	var types struct {
		Types []struct {
			Type string `xml:"ContentType,attr"`
		} `xml:",any"`
	}
	if err := xml.Unmarshal(data, &types); err != nil {
		return &Refused{textDamaged, err}
	}
	for _, t := range types.Types {
		kind := strings.ToLower(t.Type)
		switch {
		case strings.Contains(kind, "macroenabled") || strings.Contains(kind, "vbaproject"):
			return refuse(textMacros)
		case strings.Contains(kind, "oleobject") || strings.Contains(kind, "activex"):
			return refuse(textEmbedded)
		case strings.Contains(kind, "wordprocessingml.template.main"):
			return refuse(textDotx)
		}
	}
	return nil
}

// relation is one line of a .rels part.
type relation struct {
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// kind is the last word of the type.
func (r relation) kind() string { return r.Type[strings.LastIndexByte(r.Type, '/')+1:] }

// relations reads every .rels part: what points outside or at programs is refused, and the
// parts that hold text are found.
func (c *container) relations() error {
	var all []string
	for name := range c.files {
		if strings.HasSuffix(strings.ToLower(name), ".rels") {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	byPart := map[string][]relation{}
	for _, name := range all {
		data, err := c.read(name)
		if err != nil {
			return err
		}
		var rels struct {
			List []relation `xml:"Relationship"`
		}
		if err := xml.Unmarshal(data, &rels); err != nil {
			return &Refused{textDamaged, fmt.Errorf("%s: %w", name, err)}
		}
		for _, r := range rels.List {
			if text := dangerous(r); text != "" {
				return refuse(text)
			}
		}
		byPart[name] = rels.List
	}
	for _, r := range byPart["_rels/.rels"] {
		if r.kind() == "officeDocument" {
			c.main = target("", r.Target)
		}
	}
	if c.files[c.main] == nil {
		return refuse(textNotWord)
	}
	if strings.HasPrefix(c.main, "xl/") || strings.HasPrefix(c.main, "ppt/") {
		return refuse(textNotWord)
	}
	c.parts = []string{c.main}
	folder, file := path.Split(c.main)
	for _, r := range byPart[folder+"_rels/"+file+".rels"] {
		name := target(folder, r.Target)
		if r.kind() == "styles" && c.files[name] != nil {
			c.looks = name
		}
		if slices.Contains(stories, r.kind()) && c.files[name] != nil && !slices.Contains(c.parts, name) {
			c.parts = append(c.parts, name)
		}
	}
	return nil
}

// dangerous says what is wrong with a relation, "" for nothing. Links that a reader may
// click stay: heads of schools have their addresses in them.
func dangerous(r relation) string {
	if strings.EqualFold(r.Mode, "External") {
		scheme, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(r.Target)), ":")
		switch {
		case r.kind() == "hyperlink" && (scheme == "http" || scheme == "https" || scheme == "mailto"):
			return ""
		case r.kind() == "attachedTemplate":
			return textAttached
		case r.kind() == "image":
			return textLinkedPicture
		}
		return textExternal
	}
	switch kind := strings.ToLower(r.kind()); kind {
	case "vbaproject", "wordvbadata", "keymapcustomizations", "attachedtoolbars", "extensibility":
		return textMacros
	case "oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument":
		return textEmbedded
	}
	return ""
}

// target gives the part that a relation of a part in a folder points at.
func target(folder, name string) string {
	if rest, ok := strings.CutPrefix(name, "/"); ok {
		return path.Clean(rest)
	}
	return path.Join(folder, name)
}

// verify unpacks everything, so that a file that is damaged or lies about its sizes is
// known before it is kept.
func (c *container) verify() error {
	for _, f := range c.zip.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if _, err := unpack(f, maxTotal); err != nil {
			text := textDamaged
			if errors.Is(err, errTooLarge) {
				text = textBomb
			}
			return &Refused{text, fmt.Errorf("part %q: %w", f.Name, err)}
		}
	}
	return nil
}

// write copies the file with other bytes for some parts, and more of them at its end. All
// others are copied as they are packed.
func (c *container) write(w io.Writer, changed map[string][]byte, more []added) error {
	z := zip.NewWriter(w)
	if err := z.SetComment(c.zip.Comment); err != nil {
		return err
	}
	for _, f := range c.zip.File {
		data, ours := changed[f.Name]
		if !ours {
			if err := z.Copy(f); err != nil {
				return fmt.Errorf("copy %s: %w", f.Name, err)
			}
			continue
		}
		p, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified})
		if err != nil {
			return fmt.Errorf("write %s: %w", f.Name, err)
		}
		if _, err := p.Write(data); err != nil {
			return fmt.Errorf("write %s: %w", f.Name, err)
		}
	}
	for _, part := range more { // JPEGs do not get smaller
		p, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Store, Modified: addedTime})
		if err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
		if _, err := p.Write(part.data); err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("finish the docx: %w", err)
	}
	return nil
}
