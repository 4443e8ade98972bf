package docx_test

import (
	"fmt"
	"strings"
	"testing"

	"thuky/render/wordml/wordmltest"
)

// problems checks a part that we wrote: none of its attributes is empty either.
func problems(root *wordmltest.Node) []string {
	list := wordmltest.Problems(root)
	root.Walk(func(n *wordmltest.Node) {
		for name, value := range n.Attrs {
			if value == "" {
				list = append(list, fmt.Sprintf("empty %s of %s", name, n.Name))
			}
		}
	})
	return list
}

// checkParts checks every part of a file: well formed, in the schema's order, and
// pointing only at styles and parts that are there.
func checkParts(t *testing.T, data []byte) {
	t.Helper()
	parts := openParts(t, data)
	styles := map[string]bool{}
	parse(t, "styles", parts["word/styles.xml"]).Walk(func(n *wordmltest.Node) {
		if n.Name == "style" {
			if styles[n.Attrs["styleId"]] {
				t.Errorf("style %s twice", n.Attrs["styleId"])
			}
			styles[n.Attrs["styleId"]] = true
		}
	})
	for name, part := range parts {
		if strings.HasPrefix(name, "word/media/") {
			continue
		}
		root := parse(t, name, part)
		for _, problem := range problems(root) {
			t.Errorf("%s: %s", name, problem)
		}
		root.Walk(func(n *wordmltest.Node) {
			switch n.Name {
			case "pStyle", "basedOn", "next":
				if !styles[n.Attrs["val"]] {
					t.Errorf("%s names the style %q, which is not there", name, n.Attrs["val"])
				}
			case "Override":
				if _, ok := parts[strings.TrimPrefix(n.Attrs["PartName"], "/")]; !ok {
					t.Errorf("content type of %s, which is not there", n.Attrs["PartName"])
				}
			}
		})
	}
	for rels, folder := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word/"} {
		parse(t, rels, parts[rels]).Walk(func(n *wordmltest.Node) {
			if n.Name == "Relationship" {
				if _, ok := parts[folder+n.Attrs["Target"]]; !ok {
					t.Errorf("%s points at %s, which is not there", rels, n.Attrs["Target"])
				}
			}
		})
	}
}

// TestOrderFindsFaults proves that the check sees what it looks for.
func TestOrderFindsFaults(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{
		`<p><pPr><jc val="center"/><keepNext/></pPr></p>`,
		`<p><r><t>a</t><rPr/></r></p>`,
		`<tc><tcPr/></tc>`,
		`<body><p/></body>`,
		`<r><t>a` + "\n" + `b</t></r>`,
		`<pPr><spacing line="288"/></pPr>`,
		`<sectPr><pgSz w="1"/><headerReference id="1"/></sectPr>`,
		`<rPr><new/></rPr>`,
		`<pgSz orient=""/>`,
	} {
		if len(problems(parse(t, "fault", []byte(fault)))) == 0 {
			t.Errorf("no problem seen in %s", fault)
		}
	}
}
