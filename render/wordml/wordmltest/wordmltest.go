// Package wordmltest reads WordprocessingML back, without the help of its writers, and
// checks it against the order of elements that the schema wants.
package wordmltest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// Node is an element of a part.
type Node struct {
	Name     string // local name
	Space    string
	Attrs    map[string]string
	Children []*Node
	Text     string
}

// Parse reads a part strictly.
func Parse(t testing.TB, name string, part []byte) *Node {
	t.Helper()
	root, err := Read(part)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return root
}

// Read reads a part, or tells what is wrong with it.
func Read(part []byte) (*Node, error) {
	d := xml.NewDecoder(bytes.NewReader(part))
	root := &Node{}
	open := []*Node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("not well formed: %w", err)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &Node{Name: token.Name.Local, Space: token.Name.Space, Attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.Attrs[a.Name.Local] = a.Value
			}
			top.Children = append(top.Children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.Text += string(token)
		}
	}
	if len(root.Children) != 1 {
		return nil, fmt.Errorf("%d roots", len(root.Children))
	}
	return root.Children[0], nil
}

// Walk visits n and all below it.
func (n *Node) Walk(visit func(*Node)) {
	visit(n)
	for _, c := range n.Children {
		c.Walk(visit)
	}
}

// Child goes down by names; what is not there is an empty Node.
func (n *Node) Child(names ...string) *Node {
	for _, name := range names {
		i := slices.IndexFunc(n.Children, func(c *Node) bool { return c.Name == name })
		if i < 0 {
			return &Node{}
		}
		n = n.Children[i]
	}
	return n
}

// ranges may stand nearly everywhere, and what content controls and tracked changes hold.
const (
	marks  = " bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd permStart permEnd proofErr ins del moveFrom moveTo "
	blocks = "p tbl sdt customXml altChunk AlternateContent" + marks
)

// order is the sequence of children that the schema wants. Word calls a file corrupt
// where it is broken.
var order = map[string]string{
	"pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs " +
		"suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing " +
		"mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
	"rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing " +
		"w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
	"tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
	"tcPr":  "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
	"sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote " +
		"titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
	"style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply " +
		"rsid pPr rPr tblPr trPr tcPr tblStylePr",
	"settings": "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl " +
		"footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping decimalSymbol listSeparator",
	"tbl":         "tblPr tblGrid tr sdt" + marks,
	"tr":          "tblPrEx trPr tc sdt" + marks,
	"tc":          "tcPr " + blocks,
	"tblBorders":  "top left start bottom right end insideH insideV",
	"tblCellMar":  "top left start bottom right end",
	"pBdr":        "top left bottom right between bar",
	"styles":      "docDefaults latentStyles style",
	"docDefaults": "rPrDefault pPrDefault",
	"r": "rPr t delText tab br cr fldChar instrText delInstrText drawing pict object noBreakHyphen softHyphen sym lastRenderedPageBreak footnoteReference endnoteReference " +
		"commentReference annotationRef footnoteRef endnoteRef separator continuationSeparator pgNum ptab ruby AlternateContent dayShort monthShort yearShort dayLong monthLong yearLong",
	"p":           "pPr r hyperlink fldSimple sdt smartTag oMath oMathPara customXml AlternateContent subDoc bdo dir" + marks,
	"body":        blocks + " sectPr",
	"hdr":         blocks,
	"ftr":         blocks,
	"footnote":    blocks,
	"txbxContent": blocks,
	"sdt":         "sdtPr sdtEndPr sdtContent",
}

// free are elements whose children may repeat and mix after the first ones.
var free = []string{"r", "p", "body", "tc", "tr", "tbl", "hdr", "ftr", "footnote", "txbxContent", "rPr"}

// first are the children that come before all others.
var first = []string{"pPr", "rPr", "tcPr", "trPr", "tblPr", "tblPrEx", "tblGrid"}

// Problems checks what the schema says about a tree, as far as order tells it.
func Problems(root *Node) []string {
	var list []string
	root.Walk(func(n *Node) {
		if sequence, ok := order[n.Name]; ok && !strings.Contains(n.Space, "/drawingml/") && !strings.Contains(n.Space, "/math") {
			list = append(list, outOfOrder(n, strings.Fields(sequence))...)
		}
		switch n.Name {
		case "tc", "hdr", "ftr", "txbxContent":
			if at := lastBlock(n); at == nil || at.Name == "tbl" {
				list = append(list, "a "+n.Name+" does not end with a paragraph")
			}
		case "body":
			if k := len(n.Children); k < 2 || n.Children[k-1].Name != "sectPr" || n.Children[k-2].Name == "tbl" {
				list = append(list, "the body does not end with a paragraph and sectPr")
			}
		case "tbl":
			if n.Child("tr").Name == "" && n.Child("sdt").Name == "" && !strings.Contains(n.Space, "/drawingml/") {
				list = append(list, "a table has no row")
			}
		case "t":
			if strings.ContainsAny(n.Text, "\n\r\t") {
				list = append(list, fmt.Sprintf("line end or tab in %q", n.Text))
			}
			if n.Text != strings.TrimSpace(n.Text) && n.Attrs["space"] != "preserve" {
				list = append(list, fmt.Sprintf("spaces are lost in %q", n.Text))
			}
		case "spacing":
			if n.Attrs["line"] != "" && n.Attrs["lineRule"] == "" {
				list = append(list, "spacing without lineRule")
			}
		}
	})
	return list
}

func outOfOrder(n *Node, names []string) (list []string) {
	last, others := -1, false
	for _, c := range n.Children {
		if strings.Contains(c.Space, "schemas.microsoft.com/office/word/20") { // extensions, which readers may skip
			continue
		}
		at := slices.Index(names, c.Name)
		switch {
		case at < 0:
			list = append(list, fmt.Sprintf("%s in %s", c.Name, n.Name))
		case at < last && !slices.Contains(free, n.Name):
			list = append(list, fmt.Sprintf("%s in %s behind %s", c.Name, n.Name, names[last]))
		}
		last = max(last, at)
		if slices.Contains(first, c.Name) && others && slices.Contains(free, n.Name) {
			list = append(list, c.Name+" is not first")
		}
		others = others || !slices.Contains(first, c.Name)
	}
	return list
}

// lastBlock gives the last child that stands on the page.
func lastBlock(n *Node) *Node {
	for _, c := range slices.Backward(n.Children) {
		switch c.Name {
		case "p", "tbl", "sdt", "AlternateContent":
			return c
		}
	}
	return nil
}

// Duplicates are the ids that Word wants to be there once, and are there twice.
func Duplicates(root *Node) (list []string) {
	seen := map[string]bool{}
	root.Walk(func(n *Node) {
		id := ""
		switch n.Name {
		case "docPr":
			id = n.Attrs["id"]
		case "bookmarkStart":
			id = n.Attrs["name"]
		case "p", "tr":
			id = n.Attrs["paraId"]
		case "sdtPr":
			id = n.Child("id").Attrs["val"]
		}
		if id != "" && seen[n.Name+" "+id] {
			list = append(list, n.Name+" "+id)
		}
		seen[n.Name+" "+id] = true
	})
	return list
}
