package docx_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// order is the sequence of children that the WordprocessingML schema wants. Word
// calls a file corrupt where it is broken.
var order = map[string]string{
	"pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs " +
		"suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing " +
		"mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
	"rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing " +
		"w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
	"tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
	"tcPr":  "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
	"sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote " +
		"titlePg textDirection bidi rtlGutter docGrid",
	"style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply " +
		"rsid pPr rPr tblPr trPr tcPr tblStylePr",
	"settings": "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl " +
		"footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping decimalSymbol listSeparator",
	"tbl":         "tblPr tblGrid tr",
	"tr":          "tblPrEx trPr tc",
	"tc":          "tcPr tbl p",
	"tblCellMar":  "top left start bottom right end",
	"pBdr":        "top left bottom right between bar",
	"styles":      "docDefaults latentStyles style",
	"docDefaults": "rPrDefault pPrDefault",
	"r":           "rPr t tab br fldChar instrText",
	"p":           "pPr r",
	"body":        "p tbl sectPr",
}

// free are elements whose children may repeat and mix after the first ones.
var free = []string{"r", "body", "tc"}

// problems checks what the schema says about a tree, as far as order tells it.
func problems(root *node) []string {
	var list []string
	root.walk(func(n *node) {
		if sequence, ok := order[n.name]; ok {
			names := strings.Fields(sequence)
			last := -1
			for _, c := range n.children {
				at := slices.Index(names, c.name)
				switch {
				case at < 0:
					list = append(list, fmt.Sprintf("%s in %s", c.name, n.name))
				case at < last && !slices.Contains(free, n.name):
					list = append(list, fmt.Sprintf("%s in %s behind %s", c.name, n.name, names[last]))
				}
				last = max(last, at)
			}
		}
		switch n.name {
		case "tc":
			if len(n.children) == 0 || n.children[len(n.children)-1].name != "p" {
				list = append(list, "a tc does not end with a paragraph")
			}
		case "body":
			if k := len(n.children); k < 2 || n.children[k-1].name != "sectPr" || n.children[k-2].name != "p" {
				list = append(list, "the body does not end with a paragraph and sectPr")
			}
		case "r", "p":
			for i, c := range n.children {
				if strings.HasSuffix(c.name, "Pr") && i > 0 {
					list = append(list, c.name+" is not first")
				}
			}
		case "t":
			if strings.ContainsAny(n.text, "\n\r\t") {
				list = append(list, fmt.Sprintf("line end or tab in %q", n.text))
			}
		case "spacing":
			if n.attrs["line"] != "" && n.attrs["lineRule"] == "" {
				list = append(list, "spacing without lineRule")
			}
		}
		for name, value := range n.attrs {
			if value == "" {
				list = append(list, fmt.Sprintf("empty %s of %s", name, n.name))
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
	parse(t, "styles", parts["word/styles.xml"]).walk(func(n *node) {
		if n.name == "style" {
			if styles[n.attrs["styleId"]] {
				t.Errorf("style %s twice", n.attrs["styleId"])
			}
			styles[n.attrs["styleId"]] = true
		}
	})
	for name, part := range parts {
		root := parse(t, name, part)
		for _, problem := range problems(root) {
			t.Errorf("%s: %s", name, problem)
		}
		root.walk(func(n *node) {
			switch n.name {
			case "pStyle", "basedOn", "next":
				if !styles[n.attrs["val"]] {
					t.Errorf("%s names the style %q, which is not there", name, n.attrs["val"])
				}
			case "Override":
				if _, ok := parts[strings.TrimPrefix(n.attrs["PartName"], "/")]; !ok {
					t.Errorf("content type of %s, which is not there", n.attrs["PartName"])
				}
			}
		})
	}
	for rels, folder := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word/"} {
		parse(t, rels, parts[rels]).walk(func(n *node) {
			if n.name == "Relationship" {
				if _, ok := parts[folder+n.attrs["Target"]]; !ok {
					t.Errorf("%s points at %s, which is not there", rels, n.attrs["Target"])
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
