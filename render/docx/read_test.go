package docx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"thuky/render/wordml/wordmltest"
)

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

func parse(t testing.TB, name string, part []byte) *wordmltest.Node {
	t.Helper()
	return wordmltest.Parse(t, name, part)
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
	parse(t, "word/document.xml", openParts(t, data)["word/document.xml"]).Walk(func(n *wordmltest.Node) {
		if n.Name != "p" {
			return
		}
		p := paragraph{style: n.Child("pPr", "pStyle").Attrs["val"]}
		for _, r := range n.Children {
			if r.Name != "r" {
				continue
			}
			text := ""
			for _, c := range r.Children {
				switch c.Name {
				case "t":
					text += c.Text
				case "tab":
					text += "\t"
				case "br":
					text += "\n"
				}
			}
			p.text += text
			if r.Child("rPr", "i").Name != "" {
				p.italic = append(p.italic, text)
			}
			if r.Child("rPr", "highlight").Name != "" {
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
