package wordform

import (
	"bytes"
	"errors"
	"fmt"
)

// kind is what an element is, as far as it matters here.
type kind uint8

const (
	other kind = iota
	kindP
	kindPPr
	kindR
	kindRPr
	kindT
	kindTbl
	kindTr
	kindTc
	kindBody
	kindStory // hdr, ftr, footnote, endnote: must hold a paragraph, as a cell must
	kindSdt
	kindSdtPr
	kindSdtContent
	kindTextBox
	kindSectPr
	kindBreak    // ends a line: br, cr
	kindTab      // tab, ptab
	kindThing    // stands in the text and is none: a picture, a note, a field's mark
	kindPicture  // a thing that is drawn
	kindNote     // a thing that points into another part: foot- and endnotes, comments
	kindUnseen   // text in it is not shown: deleted, moved away, the fallback of something
	kindRevision // ins, del and their like
	kindBookmark
	kindInstr // instrText
	kindField // fldSimple
	kindBinding
	kindPlainText // a content control that holds no paragraphs
	kindID        // id: within sdtPr it must be unique
	kindStyle
	kindName
)

const (
	wordSpace     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	fallbackSpace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// wordKinds are the elements of WordprocessingML.
var wordKinds = map[string]kind{
	"p": kindP, "pPr": kindPPr, "r": kindR, "rPr": kindRPr, "t": kindT, "tbl": kindTbl, "tr": kindTr, "tc": kindTc, "body": kindBody,
	"hdr": kindStory, "ftr": kindStory, "footnote": kindStory, "endnote": kindStory,
	"sdt": kindSdt, "sdtPr": kindSdtPr, "sdtContent": kindSdtContent, "txbxContent": kindTextBox, "sectPr": kindSectPr,
	"br": kindBreak, "cr": kindBreak, "tab": kindTab, "ptab": kindTab,
	"noBreakHyphen": kindThing, "softHyphen": kindThing, "sym": kindThing, "pgNum": kindThing, "fldChar": kindThing,
	"footnoteRef": kindThing, "endnoteRef": kindThing, "separator": kindThing, "continuationSeparator": kindThing, "ruby": kindThing,
	"drawing": kindPicture, "pict": kindPicture, "object": kindPicture,
	"footnoteReference": kindNote, "endnoteReference": kindNote, "commentReference": kindNote, "commentRangeStart": kindNote, "commentRangeEnd": kindNote,
	"del": kindUnseen, "moveFrom": kindUnseen, "ins": kindRevision, "moveTo": kindRevision,
	"bookmarkStart": kindBookmark, "bookmarkEnd": kindBookmark,
	"instrText": kindInstr, "fldSimple": kindField, "dataBinding": kindBinding, "text": kindPlainText, "id": kindID,
	"style": kindStyle, "name": kindName,
}

// element is one element of a part: <start … inner> … <tail … end>. An empty one has
// inner, tail and end at one place. The links are places in the list of elements, 0 for
// none: the first element is the part's own, and nobody's child or brother.
type element struct {
	kind                    kind
	start, inner, tail, end int
	parent, child, next     int
}

// Limits of what one part may hold, so that no file takes long.
const (
	maxElements = 400_000
	maxDepth    = 200
)

// errXML: a part is no XML, or of a kind that Word does not write.
var errXML = errors.New("not the XML of a Word file")

// scan finds the elements of a part. It is no validator: what Word would refuse may pass,
// but every place it gives is one of a well-nested element.
func scan(data []byte) ([]element, error) {
	s := scanner{data: data}
	if err := s.run(); err != nil {
		return nil, err
	}
	return s.all, nil
}

type scanner struct {
	data   []byte
	pos    int
	all    []element
	open   []int  // the elements around pos
	last   []int  // beside open: the last child so far
	scopes []bind // namespaces in force
}

// bind is a prefix and what it stands for.
type bind struct {
	prefix, space string
	depth         int
}

func (s *scanner) run() error {
	for {
		i := bytes.IndexByte(s.data[s.pos:], '<')
		if i < 0 {
			break
		}
		s.pos += i
		var err error
		switch rest := s.data[s.pos:]; {
		case bytes.HasPrefix(rest, []byte("<?")):
			err = s.skip("?>")
		case bytes.HasPrefix(rest, []byte("<!--")):
			err = s.skip("-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			err = s.skip("]]>")
		case bytes.HasPrefix(rest, []byte("<!")):
			err = fmt.Errorf("a declaration at %d: %w", s.pos, errXML)
		case bytes.HasPrefix(rest, []byte("</")):
			err = s.endTag()
		default:
			err = s.startTag()
		}
		if err != nil {
			return err
		}
	}
	if len(s.open) > 0 || len(s.all) == 0 {
		return fmt.Errorf("an element has no end: %w", errXML)
	}
	return nil
}

func (s *scanner) skip(end string) error {
	i := bytes.Index(s.data[s.pos:], []byte(end))
	if i < 0 {
		return fmt.Errorf("no %s behind %d: %w", end, s.pos, errXML)
	}
	s.pos += i + len(end)
	return nil
}

// tagEnd gives the place behind the tag that begins at pos. A > may stand in a value.
func (s *scanner) tagEnd() (int, error) {
	quote := byte(0)
	for i := s.pos; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1, nil
		}
	}
	return 0, fmt.Errorf("the tag at %d has no end: %w", s.pos, errXML)
}

func (s *scanner) startTag() error {
	end, err := s.tagEnd()
	if err != nil {
		return err
	}
	depth := len(s.open)
	if depth == 0 && len(s.all) > 0 || depth >= maxDepth || len(s.all) >= maxElements {
		return fmt.Errorf("too many elements at %d: %w", s.pos, errXML)
	}
	tag := s.data[s.pos:end]
	name := tagName(tag[1:])
	if len(name) == 0 {
		return fmt.Errorf("no name at %d: %w", s.pos, errXML)
	}
	if bytes.Contains(tag, []byte("xmlns")) {
		for a := range attributes(tag) {
			if prefix, ok := bytes.CutPrefix(a.name, []byte("xmlns")); ok && (len(prefix) == 0 || prefix[0] == ':') {
				s.scopes = append(s.scopes, bind{string(bytes.TrimPrefix(prefix, []byte(":"))), string(a.value), depth})
			}
		}
	}
	at := len(s.all)
	e := element{kind: s.kindOf(name), start: s.pos, inner: end, tail: end, end: end}
	if depth > 0 {
		e.parent = s.open[depth-1]
		if before := s.last[depth-1]; before == 0 {
			s.all[e.parent].child = at
		} else {
			s.all[before].next = at
		}
		s.last[depth-1] = at
	}
	s.all = append(s.all, e)
	s.pos = end
	if tag[len(tag)-2] == '/' {
		s.close(depth)
		return nil
	}
	s.open, s.last = append(s.open, at), append(s.last, 0)
	return nil
}

func (s *scanner) endTag() error {
	end, err := s.tagEnd()
	if err != nil {
		return err
	}
	depth := len(s.open) - 1
	if depth < 0 {
		return fmt.Errorf("an end without a start at %d: %w", s.pos, errXML)
	}
	e := &s.all[s.open[depth]]
	if !bytes.Equal(tagName(s.data[s.pos+2:end]), tagName(s.data[e.start+1:e.inner])) {
		return fmt.Errorf("the end of another element at %d: %w", s.pos, errXML)
	}
	e.tail, e.end = s.pos, end
	s.open, s.last = s.open[:depth], s.last[:depth]
	s.close(depth)
	s.pos = end
	return nil
}

// close forgets the namespaces of elements at a depth.
func (s *scanner) close(depth int) {
	n := len(s.scopes)
	for n > 0 && s.scopes[n-1].depth >= depth {
		n--
	}
	s.scopes = s.scopes[:n]
}

func (s *scanner) kindOf(name []byte) kind {
	prefix, local, ok := bytes.Cut(name, []byte(":"))
	if !ok {
		prefix, local = nil, name
	}
	for i := len(s.scopes) - 1; i >= 0; i-- {
		if s.scopes[i].prefix != string(prefix) {
			continue
		}
		switch s.scopes[i].space {
		case wordSpace:
			return wordKinds[string(local)]
		case fallbackSpace:
			if string(local) == "Fallback" {
				return kindUnseen
			}
		}
		break
	}
	return other
}

// tagName gives the name that a tag begins with.
func tagName(tag []byte) []byte {
	if i := bytes.IndexAny(tag, " \t\r\n/>"); i >= 0 {
		return tag[:i]
	}
	return tag
}

// attribute is one of a tag. From and to are its place in it, with the space before.
type attribute struct {
	name, value []byte // the value as it is written
	from, to    int
}

// attributes gives those of a tag, as far as it can be read.
func attributes(tag []byte) func(yield func(attribute) bool) {
	return func(yield func(attribute) bool) {
		for i := 1 + len(tagName(tag[1:])); i < len(tag); {
			from := i
			for i < len(tag) && isSpace(tag[i]) {
				i++
			}
			equals := bytes.IndexByte(tag[i:], '=')
			if equals < 0 {
				return
			}
			name := bytes.TrimRight(tag[i:i+equals], " \t\r\n")
			i += equals + 1
			for i < len(tag) && isSpace(tag[i]) {
				i++
			}
			if i >= len(tag) || tag[i] != '"' && tag[i] != '\'' {
				return
			}
			length := bytes.IndexByte(tag[i+1:], tag[i])
			if length < 0 {
				return
			}
			value := tag[i+1 : i+1+length]
			i += length + 2
			if !yield(attribute{name, value, from, i}) {
				return
			}
		}
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// valueOf gives the value of an attribute by its local name, "" for none.
func valueOf(tag []byte, local string) string {
	for a := range attributes(tag) {
		if _, name, ok := bytes.Cut(a.name, []byte(":")); ok && string(name) == local || string(a.name) == local {
			return string(a.value)
		}
	}
	return ""
}
