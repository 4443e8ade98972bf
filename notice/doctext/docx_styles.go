package doctext

import (
	"context"
	"encoding/xml"
	"strconv"
)

// listPlace says where in which list a paragraph stands, as far as it says so itself.
type listPlace struct {
	num   int // number of the list; 0 is expressly none, unset says nothing
	level int // 0 to 8, or unset
}

const unset = -1

var noList = listPlace{unset, unset}

// read takes <w:numId> or <w:ilvl>.
func (l *listPlace) read(e xml.StartElement) {
	n, err := strconv.Atoi(value(e))
	if err != nil || n < 0 {
		return
	}
	switch e.Name.Local {
	case "numId":
		l.num = n
	case "ilvl":
		l.level = min(n, maxLevel)
	}
}

// style is what matters here of a paragraph style or a list style.
type style struct {
	based string
	list  listPlace
}

// styles are the styles of a document by their ids; standard is that of a paragraph without one.
type styles struct {
	byID     map[string]*style
	standard string

	open *style
	path []string
}

// maxBased is how far styles are followed; two may be based on each other.
const maxBased = 20

func (a archive) styles(ctx context.Context, part string) (*styles, error) {
	s := &styles{byID: map[string]*style{}}
	if part == "" {
		return s, nil
	}
	return s, a.walk(ctx, part, s)
}

func (s *styles) start(e xml.StartElement) {
	s.path = append(s.path, e.Name.Local)
	if e.Name.Local == "style" {
		s.open = &style{list: noList}
		id := attr(e, "styleId")
		s.byID[id] = s.open
		if def := attr(e, "default"); (def == "1" || def == "true") && attr(e, "type") == "paragraph" {
			s.standard = id
		}
		return
	}
	if s.open == nil {
		return
	}
	switch e.Name.Local {
	case "basedOn":
		s.open.based = value(e)
	case "numId", "ilvl":
		if n := len(s.path); n >= 3 && s.path[n-2] == "numPr" && s.path[n-3] == "pPr" {
			s.open.list.read(e)
		}
	}
}

func (s *styles) end(name string) {
	s.path = s.path[:len(s.path)-1]
	if name == "style" {
		s.open = nil
	}
}

func (s *styles) chars([]byte) {}

// list gives the list that a style stands in, by itself or by what it is based on.
func (s *styles) list(id string) (place listPlace, owner string) {
	place = noList
	for range maxBased {
		st := s.byID[id]
		if st == nil {
			break
		}
		if place.level == unset {
			place.level = st.list.level
		}
		if st.list.num != unset {
			place.num = st.list.num
			return place, id
		}
		id = st.based
	}
	return place, ""
}

// membership is the place of a paragraph in the lists of the document.
type membership struct {
	num    int       // number of the list; 0 for none
	level  int       // or unset: the list says by the style
	styles [2]string // whose level the list may know: its own, and the one that set the list
}

// place joins what a paragraph says itself with what its style says.
func (s *styles) place(id string, own listPlace) membership {
	if id == "" {
		id = s.standard
	}
	of, owner := s.list(id)
	m := membership{num: own.num, level: own.level, styles: [2]string{id, owner}}
	if own.num == unset {
		m.num = max(of.num, 0)
		if m.level == unset && of.level != unset {
			m.level = of.level
		}
	} else if own.level == unset {
		m.level = 0
		if own.num == of.num {
			m.level = of.level
		}
	}
	return m
}
