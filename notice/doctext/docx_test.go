package doctext

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	nsWord = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`
	nsRels = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	mime   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// parts are the parts of a Word file for a test.
type parts map[string]string

// pack makes a zip of parts.
func pack(t testing.TB, p parts) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// word makes a Word file of a body and, unless empty, numbering and styles.
func word(body, numbering, styles string) parts {
	p := parts{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + mime + `document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="` + mime + `numbering+xml"/><Override PartName="/word/styles.xml" ContentType="` + mime + `styles+xml"/></Types>`,
		"_rels/.rels":       `<Relationships ` + nsRels + `><Relationship Id="r1" Type="` + office + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document ` + nsWord + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
	}
	links := ""
	if numbering != "" {
		links += `<Relationship Id="r1" Type="` + office + `numbering" Target="numbering.xml"/>`
		p["word/numbering.xml"] = `<w:numbering ` + nsWord + `>` + numbering + `</w:numbering>`
	}
	if styles != "" {
		links += `<Relationship Id="r2" Type="` + office + `styles" Target="/word/styles.xml"/>`
		p["word/styles.xml"] = `<w:styles ` + nsWord + `>` + styles + `</w:styles>`
	}
	p["word/_rels/document.xml.rels"] = `<Relationships ` + nsRels + `>` + links + `</Relationships>`
	return p
}

func p(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

// item is a paragraph in a list.
func item(num, level int, text string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, num, text)
}

func styled(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

// lvl is a level of an abstract list; extra may hold further elements.
func lvl(at int, format, text, extra string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/><w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`, at, format, extra, text, 720*(at+1))
}

func shape(id int, levels ...string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, strings.Join(levels, ""))
}

func num(id, of int, overrides string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, of, overrides)
}

func readLines(t *testing.T, file parts) []string {
	t.Helper()
	got, err := Text(t.Context(), "công văn.docx", pack(t, file), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got.Kind != KindWord {
		t.Errorf("kind %q, want docx", got.Kind)
	}
	return strings.Split(got.Text, "\n")
}

func TestDocxBody(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		want       []string
	}{
		{"runs, tabs, breaks", `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="10"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">Kính </w:t></w:r><w:r><w:t>gửi:</w:t><w:tab/><w:t>A</w:t><w:br/><w:t>B</w:t></w:r></w:p>`, []string{"Kính gửi:\tA", "B"}},
		{"no-break hyphen", `<w:p><w:r><w:t>764/UBND</w:t><w:noBreakHyphen/><w:t>HC</w:t><w:softHyphen/></w:r></w:p>`, []string{"764/UBND-HC"}},
		{"empty paragraphs", p("A") + `<w:p/>` + p("B"), []string{"A", "", "B"}},
		{"decomposed letters", p("Kê\u0301t"), []string{"Kết"}},
		{"deleted and moved", `<w:p><w:r><w:t>trước ngày </w:t></w:r><w:del><w:r><w:delText>30</w:delText><w:t>30</w:t></w:r></w:del><w:ins><w:r><w:t>31</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>xx</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>/5</w:t></w:r></w:moveTo></w:p>`, []string{"trước ngày 31/5"}},
		{"deleted mark", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Hai đoạn </w:t></w:r></w:p>` + p("thành một") + p("Sau"), []string{"Hai đoạn thành một", "Sau"}},
		{"deleted mark at the end", p("A") + `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>B</w:t></w:r></w:p>`, []string{"A", "B"}},
		{"earlier properties", `<w:p><w:pPr><w:pPrChange><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:pPrChange></w:pPr><w:r><w:t>A</w:t></w:r></w:p>` + p("B"), []string{"A", "B"}},
		{"hidden", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t><w:tab/></w:r><w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>hiện</w:t></w:r></w:p>`, []string{"hiện"}},
		{"field", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>28/5/2024</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="X"><w:r><w:t>!</w:t></w:r></w:fldSimple></w:p>`, []string{"28/5/2024!"}},
		{"link, tag, content control", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:r><w:t>A</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>B</w:t></w:r></w:smartTag><w:sdt><w:sdtContent><w:r><w:t>C</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>`, []string{"ABC"}},
		{"symbols", `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>x</w:t><w:sym w:font="Z" w:char="E123"/></w:r></w:p>`, []string{"✓x"}},
		{"text box once, after its paragraph", `<w:p><w:r><w:t>Trước </w:t><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + p("Hộp") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p("Hộp") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>sau</w:t></w:r></w:p>`, []string{"Trước sau", "Hộp"}},
		{"old text box", `<w:p><w:r><w:pict><v:textbox><w:txbxContent>` + p("Số: 1") + p("A") + `</w:txbxContent></v:textbox></w:pict></w:r></w:p>`, []string{"", "Số: 1", "A"}[1:]},
		{"footnote mark", `<w:p><w:r><w:t>A</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`, []string{"A"}},
		{"data table", table([]string{p("TT"), p("Tên")}, []string{p("1"), p("Tổ 1") + `<w:p/>`}), []string{"TT\tTên", "1\tTổ 1"}},
		{"heading table", table([]string{p("UBND HUYỆN A") + p("TRƯỜNG B"), p("CỘNG HÒA") + p("Độc lập")}, []string{p("Số: 1/B"), p("A, ngày 1")}), []string{"UBND HUYỆN A", "TRƯỜNG B", "CỘNG HÒA", "Độc lập", "Số: 1/B\tA, ngày 1"}},
		{"table in a table", table([]string{table([]string{p("a"), p("b")}) + `<w:p/>`, p("c")}), []string{"a\tb", "c"}},
		{"deleted row", `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + p("xóa") + `</w:tc></w:tr><w:tr><w:tc>` + p("còn") + `</w:tc></w:tr></w:tbl>`, []string{"còn"}},
		{"math", `<w:p><m:oMath xmlns:m="m"><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>`, []string{"x=1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, readLines(t, word(tt.body, "", ""))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func table(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl><w:tblPr/>")
	for _, cells := range rows {
		b.WriteString("<w:tr>")
		for _, c := range cells {
			b.WriteString("<w:tc><w:tcPr/>" + c + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

func TestDocxNumbering(t *testing.T) {
	t.Parallel()
	outline := shape(0, lvl(0, "upperRoman", "%1.", ""), lvl(1, "decimal", "%2.", ""), lvl(2, "lowerLetter", "%3)", ""), lvl(3, "bullet", "-", ""))
	deep := shape(0, lvl(0, "decimal", "%1.", ""), lvl(1, "decimal", "%1.%2.", ""), lvl(2, "lowerRoman", "(%3)", ""))
	tests := []struct {
		name, body, numbering, styles string
		want                          []string
	}{
		{
			"outline", item(1, 0, "A") + item(1, 1, "B") + item(1, 1, "C") + item(1, 2, "D") + item(1, 3, "E") + item(1, 0, "F") + item(1, 1, "G"), outline + num(1, 0, ""), "",
			[]string{"I. A", "1. B", "2. C", "a) D", "- E", "II. F", "1. G"},
		},
		{
			"levels joined", item(1, 0, "A") + item(1, 1, "B") + item(1, 2, "C") + item(1, 2, "D") + item(1, 1, "E") + item(1, 0, "F") + item(1, 1, "G"), deep + num(1, 0, ""), "",
			[]string{"1. A", "1.1. B", "(i) C", "(ii) D", "1.2. E", "2. F", "2.1. G"},
		},
		{
			"a level before those above it", item(1, 1, "A") + item(1, 0, "B"), deep + num(1, 0, ""), "",
			[]string{"1.1. A", "1. B"},
		},
		{
			"two lists of one shape count on", item(1, 0, "A") + item(2, 0, "B"), deep + num(1, 0, "") + num(2, 0, ""), "",
			[]string{"1. A", "2. B"},
		},
		{
			"start override", item(1, 0, "A") + item(2, 0, "B") + item(2, 0, "C") + item(1, 0, "D"), deep + num(1, 0, "") + num(2, 0, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>`), "",
			[]string{"1. A", "5. B", "6. C", "7. D"},
		},
		{
			"level override", item(1, 0, "A"), deep + num(1, 0, `<w:lvlOverride w:ilvl="0">`+lvl(0, "upperLetter", "Phần %1:", "")+`</w:lvlOverride>`), "",
			[]string{"Phần A: A"},
		},
		{
			"never restarts", item(1, 0, "A") + item(1, 1, "B") + item(1, 0, "C") + item(1, 1, "D"), shape(0, lvl(0, "upperRoman", "%1.", ""), lvl(1, "decimal", "%2.", `<w:lvlRestart w:val="0"/>`)) + num(1, 0, ""), "",
			[]string{"I. A", "1. B", "II. C", "2. D"},
		},
		{
			"legal", item(1, 0, "A") + item(1, 1, "B"), shape(0, lvl(0, "upperRoman", "%1.", ""), lvl(1, "decimal", "%1.%2", `<w:isLgl/>`)) + num(1, 0, ""), "",
			[]string{"I. A", "1.1 B"},
		},
		{
			"none and zeros", item(1, 0, "A") + item(1, 1, "B"), shape(0, lvl(0, "none", "", ""), lvl(1, "decimalZero", "%2/", `<w:suff w:val="nothing"/>`)) + num(1, 0, ""), "",
			[]string{"A", "01/B"},
		},
		{
			"bullets", item(1, 0, "A") + item(1, 1, "B") + item(1, 2, "C"), shape(0, lvl(0, "bullet", "\uf0b7", ""), lvl(1, "bullet", "o", ""), lvl(2, "bullet", "+", "")) + num(1, 0, ""), "",
			[]string{"• A", "• B", "+ C"},
		},
		{
			"an empty item counts", item(1, 0, "A") + item(1, 0, "") + item(1, 0, "C"), deep + num(1, 0, ""), "",
			[]string{"1. A", "", "3. C"},
		},
		{
			"a deleted item does not", item(1, 0, "A") + `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:t>B</w:t></w:r></w:del></w:p>` + item(1, 0, "C"), deep + num(1, 0, ""), "",
			[]string{"1. A", "2. C"},
		},
		{
			"by styles", styled("H1", "A") + styled("H2", "B") + styled("Mine", "C") + styled("Off", "D"),
			shape(0, lvl(0, "upperRoman", "%1.", `<w:pStyle w:val="H1"/>`), lvl(1, "decimal", "%2.", `<w:pStyle w:val="H2"/>`)) + num(3, 0, ""),
			`<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>` +
				`<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>` +
				`<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="H2"/></w:style>` +
				`<w:style w:type="paragraph" w:styleId="Off"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>`,
			[]string{"I. A", "1. B", "2. C", "D"},
		},
		{
			"by the standard style", p("A"), deep + num(1, 0, ""), `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`,
			[]string{"1. A"},
		},
		{
			"off for one paragraph", item(1, 0, "A") + item(0, 0, "B"), deep + num(1, 0, ""), "",
			[]string{"1. A", "B"},
		},
		{
			"by a list style", item(1, 0, "A"), `<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>` + lvl(0, "upperRoman", "%1-", "") + `</w:abstractNum>` + num(1, 1, "") + num(2, 2, ""),
			`<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`,
			[]string{"I- A"},
		},
		{
			"a list that is not there", item(9, 0, "A"), deep + num(1, 7, ""), "",
			[]string{"A"},
		},
		{
			"styles based on each other", styled("A", "x"), deep + num(1, 0, ""), `<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>`,
			[]string{"x"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, readLines(t, word(tt.body, tt.numbering, tt.styles))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLetters(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "a", 26: "z", 27: "aa", 52: "zz", 53: "aaa", 0: "0"} {
		if got := letterNumber(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

// TestDocxElsewhere: the text may be in another part than usual.
func TestDocxElsewhere(t *testing.T) {
	t.Parallel()
	file := word(p("A"), "", "")
	file["word/document2.xml"] = strings.ReplaceAll(file["word/document.xml"], "A", "Đúng")
	file["_rels/.rels"] = strings.ReplaceAll(file["_rels/.rels"], "document.xml", "document2.xml")
	if got := readLines(t, file); got[0] != "Đúng" {
		t.Errorf("got %q", got)
	}
	delete(file, "_rels/.rels")
	if got := readLines(t, file); got[0] != "A" {
		t.Errorf("without links: got %q", got)
	}
}

func TestDocxBroken(t *testing.T) {
	t.Parallel()
	change := func(part, content string) parts {
		file := word(item(1, 0, "A"), shape(0, lvl(0, "decimal", "%1.", ""))+num(1, 0, ""), `<w:style/>`)
		file[part] = content
		return file
	}
	missing := word(p("A"), "", "")
	delete(missing, "word/document.xml")
	tests := []struct {
		name   string
		file   parts
		reason Reason
		want   string
	}{
		{"cut off", change("word/document.xml", "<w:document>\n<w:body>\n<w:p><w:r><w:t>A"), Damaged, "word/document.xml, dòng 3"},
		{"wrong nesting", change("word/document.xml", "<w:document><w:body></w:document>"), Damaged, "word/document.xml, dòng 1"},
		{"numbering is no XML", change("word/numbering.xml", "xin chào < >"), Damaged, "word/numbering.xml"},
		{"styles are no XML", change("word/styles.xml", "<w:styles"), Damaged, "word/styles.xml"},
		{"links are no XML", change("_rels/.rels", "<x"), Damaged, "_rels/.rels"},
		{"another encoding", change("word/document.xml", `<?xml version="1.0" encoding="utf-16"?><w:document/>`), Damaged, "word/document.xml"},
		{"too deep", change("word/document.xml", strings.Repeat("<w:a>", 600)+strings.Repeat("</w:a>", 600)), Damaged, "word/document.xml"},
		{"no text part", missing, Damaged, "thiếu word/document.xml"},
		{"no text", word("", "", ""), NoText, "không tìm thấy chữ"},
		{"empty part", change("word/document.xml", ""), NoText, "không tìm thấy chữ"},
		{"bomb of a part", change("word/document.xml", "<w:document>"+strings.Repeat(" ", maxPart)+"</w:document>"), TooLarge, "bung ra"},
		{"bomb of text", change("word/document.xml", "<w:document><w:body>"+strings.Repeat(p(strings.Repeat("x", 1000)), maxText/900)+"</w:body></w:document>"), TooLarge, "bung ra"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Text(t.Context(), "hỏng.docx", pack(t, tt.file), Options{})
			checkError(t, err, tt.reason, "hỏng.docx", tt.want)
		})
	}
}

// checkError wants an error for people, with words.
func checkError(t *testing.T, err error, reason Reason, want ...string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *Error", err)
	}
	if e.Reason != reason {
		t.Errorf("reason %d, want %d: %v (%v)", e.Reason, reason, e, e.Unwrap())
	}
	for _, w := range want {
		if !strings.Contains(e.Error(), w) {
			t.Errorf("got %q, want %q in it", e.Error(), w)
		}
	}
	if strings.Contains(e.Error(), "\n") {
		t.Errorf("more than one line: %q", e.Error())
	}
}

func TestDocxCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	file := word(strings.Repeat(p("A"), 10000), "", "")
	if _, err := Text(ctx, "x.docx", pack(t, file), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that of the context", err)
	}
}

// FuzzDocx feeds the walker of Word's text; short seeds, because go test minimises long ones for minutes.
func FuzzDocx(f *testing.F) {
	f.Add(`<p><pPr><numPr><ilvl val="1"/><numId val="1"/></numPr></pPr><r><t>A</t></r></p>`)
	f.Add(`<tbl><tr><tc><p><r><t>a</t></r></p></tc></tr></tbl>`)
	f.Add(`<tr><tc><txbxContent></txbxContent></tc></tr>`)
	f.Add(`<p><r><p><tr><r><t>x</t></r></tr></p></r></p><tc/><del/>`)
	f.Add(`<p><pPr><pStyle val="H"/><rPr><del/></rPr></pPr></p>`)
	numbering := shape(0, lvl(0, "upperRoman", "%1.", ""), lvl(1, "decimal", "%1.%2.", "")) + num(1, 0, "")
	style := `<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
	f.Fuzz(func(t *testing.T, body string) {
		got, err := Text(t.Context(), "x.docx", pack(t, word(body, numbering, style)), Options{Environ: []string{}})
		checkFuzzed(t, got, err)
	})
}

// FuzzNumbering feeds the reader of lists and styles.
func FuzzNumbering(f *testing.F) {
	f.Add(`<abstractNum abstractNumId="0"><lvl ilvl="0"><lvlText val="%1%"/></lvl></abstractNum><num numId="1"><abstractNumId val="0"/></num>`, "")
	f.Add(`<num numId="1"><lvlOverride ilvl="70"><startOverride val="99999999999"/></lvlOverride></num>`, `<style styleId="H"><basedOn val="H"/></style>`)
	f.Fuzz(func(t *testing.T, numbering, styles string) {
		body := item(1, 0, "A") + item(1, 1, "B") + styled("H", "C")
		got, err := Text(t.Context(), "x.docx", pack(t, word(body, numbering, styles)), Options{Environ: []string{}})
		checkFuzzed(t, got, err)
	})
}
