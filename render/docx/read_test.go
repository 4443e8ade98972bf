package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// node is an element of a part, read back without the writer's help.
type node struct {
	name     string // local name
	attrs    map[string]string
	children []*node
	text     string
}

// openParts reads every part of a file and checks the shape of the archive.
func openParts(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("open the docx: %v", err)
	}
	parts := map[string][]byte{}
	for i, f := range z.File {
		if i == 0 && f.Name != "[Content_Types].xml" {
			t.Errorf("first entry is %s, want [Content_Types].xml", f.Name)
		}
		if f.Modified.Year() != 1980 {
			t.Errorf("%s has the time %v, want the fixed one", f.Name, f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	return parts
}

// parse reads a part strictly.
func parse(t testing.TB, name string, part []byte) *node {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(part))
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%s is not well formed: %v", name, err)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.children = append(top.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
	if len(root.children) != 1 {
		t.Fatalf("%s has %d roots", name, len(root.children))
	}
	return root.children[0]
}

// walk visits n and all below it.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, c := range n.children {
		c.walk(visit)
	}
}

func (n *node) child(names ...string) *node {
	for _, name := range names {
		var found *node
		for _, c := range n.children {
			if c.name == name {
				found = c
				break
			}
		}
		if found == nil {
			return &node{}
		}
		n = found
	}
	return n
}

// paragraph is one w:p as a reader of the file sees it.
type paragraph struct {
	style, text string
	italic      []string // texts of italic runs
	marked      []string // texts of highlighted runs
}

// paragraphs reads all paragraphs of a document in order, tables included.
func paragraphs(t testing.TB, data []byte) []paragraph {
	t.Helper()
	var list []paragraph
	parse(t, "word/document.xml", openParts(t, data)["word/document.xml"]).walk(func(n *node) {
		if n.name != "p" {
			return
		}
		p := paragraph{style: n.child("pPr", "pStyle").attrs["val"]}
		for _, r := range n.children {
			if r.name != "r" {
				continue
			}
			text := ""
			for _, c := range r.children {
				switch c.name {
				case "t":
					text += c.text
				case "tab":
					text += "\t"
				case "br":
					text += "\n"
				}
			}
			p.text += text
			if r.child("rPr", "i").name != "" {
				p.italic = append(p.italic, text)
			}
			if r.child("rPr", "highlight").name != "" {
				p.marked = append(p.marked, text)
			}
		}
		list = append(list, p)
	})
	return list
}

// textsOf gives the texts of the paragraphs of some styles.
func textsOf(list []paragraph, styles ...string) []string {
	var texts []string
	for _, p := range list {
		for _, s := range styles {
			if p.style == s {
				texts = append(texts, p.text)
			}
		}
	}
	return texts
}

func joined(list []paragraph) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.text + "\n")
	}
	return b.String()
}
