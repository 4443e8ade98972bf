package doctext

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// lookStyles has defaults of a theme, a standard style and styles upon it.
const lookStyles = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Nội dung"/><w:basedOn w:val="N"/><w:pPr><w:spacing w:after="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr>` +
	`<w:rPr><w:rFonts w:ascii="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="H"><w:name w:val="Mục"/><w:basedOn w:val="B"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
	`<w:style w:type="character" w:styleId="E"><w:name w:val="Nghiêng"/><w:rPr><w:i/></w:rPr></w:style>`

const theme = `<a:theme xmlns:a="a"><a:fontScheme><a:majorFont><a:latin typeface="Aptos Display"/></a:majorFont><a:minorFont><a:latin typeface="Aptos"/></a:minorFont></a:fontScheme></a:theme>`

const lookBody = `<w:p><w:r><w:t>Không kiểu</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>I. KẾT QUẢ</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:t xml:space="preserve"> Đọc </w:t></w:r><w:r><w:rPr><w:rStyle w:val="E"/></w:rPr><w:t>chậm</w:t></w:r>` +
	`<w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="30"/></w:rPr><w:t>!</w:t><w:br/><w:t>Dòng hai</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>Giữa</w:t></w:r></w:p>` +
	`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>trái</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>phải</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
	`<w:p><w:r><w:t>Hết</w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>` +
	`<w:sectPr><w:headerReference w:type="default" r:id="rH"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/><w:titlePg/></w:sectPr>`

const pageHeader = `<w:hdr xmlns:w="w"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \* MERGEFORMAT </w:instrText></w:r></w:p></w:hdr>`

func lookFile(body string) parts {
	f := word(body, "", lookStyles)
	f["word/theme/theme1.xml"] = theme
	f["word/header1.xml"] = pageHeader
	f["word/_rels/document.xml.rels"] = `<Relationships>` +
		`<Relationship Id="r1" Type="x/styles" Target="styles.xml"/><Relationship Id="r2" Type="x/theme" Target="theme/theme1.xml"/>` +
		`<Relationship Id="rH" Type="x/header" Target="header1.xml"/></Relationships>`
	return f
}

func TestReadDraft(t *testing.T) {
	t.Parallel()
	d, err := ReadDraft(t.Context(), "a.docx", pack(t, lookFile(lookBody)))
	if err != nil {
		t.Fatal(err)
	}
	small := &Table{Rows: 1, Columns: 2}
	plain := Look{Font: "Aptos", Size: 11, Align: "left", After: 8, Line: 259.0 / 240}
	text := Look{Font: "Times New Roman", Size: 14, Align: "both", FirstLine: 12.7, After: 6, Line: 259.0 / 240}
	heading := text
	heading.Bold = true
	other := text
	other.Font, other.Size = "Arial", 15
	centre := Look{Font: "Aptos", Size: 11, Italic: true, Align: "center", After: 8}
	want := []Paragraph{
		{Text: "Không kiểu", Style: "Normal", Look: plain},
		{Text: "I. KẾT QUẢ", Style: "Mục", Level: 1, Look: heading},
		{Text: "Đọc chậm!", Style: "Nội dung", Italic: [][2]int{{len("Đọc "), len("Đọc chậm")}}, Look: Look{
			Font: "Times New Roman", Size: 14, Italic: true, Align: "both", FirstLine: 12.7, After: 6, Line: 259.0 / 240,
		}},
		{Text: "Dòng hai", Style: "Nội dung", Look: other},
		{Text: "Giữa", Style: "Normal", Italic: [][2]int{{0, len("Giữa")}}, Look: centre},
		{Text: "trái", Style: "Normal", Look: plain, Table: small},
		{Text: "phải", Style: "Normal", Look: plain, Table: small, Column: 1, Grid: 1},
		{Text: "Hết", Style: "Normal", Look: plain},
	}
	for i := range max(len(want), len(d.Paragraphs)) {
		if i >= len(want) || i >= len(d.Paragraphs) || !reflect.DeepEqual(d.Paragraphs[i], want[i]) {
			t.Errorf("got %d paragraphs:\n%+v\nwant %d, at %d:\n%+v", len(d.Paragraphs), d.Paragraphs[min(i, len(d.Paragraphs)-1)], len(want), i, want[min(i, len(want)-1)])
		}
	}
	page := Page{Width: 210, Height: 297, Top: 20, Bottom: 20, Left: 30, Right: 15, Number: "header", NumberAlign: "center"}
	if len(d.Pages) != 2 || d.Pages[0] != page { // the second is that of every file of these tests
		t.Errorf("got %+v, want %+v", d.Pages, page)
	}
}

// TestReadDraftGrid: a column is counted with those that the cells before it reach over.
func TestReadDraftGrid(t *testing.T) {
	t.Parallel()
	cell := func(props, text string) string {
		return "<w:tc><w:tcPr>" + props + "</w:tcPr><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:tc>"
	}
	body := "<w:tbl><w:tr>" + cell(`<w:vMerge w:val="restart"/>`, "Lớp") + cell(`<w:gridSpan w:val="2"/>`, "Học sinh") + cell("", "Ghi chú") + "</w:tr>" +
		"<w:tr>" + cell("<w:vMerge/>", "") + cell("", "Tổng số") + cell("", "Nữ") + cell(`<w:gridSpan w:val="x"/>`, "-") + "</w:tr></w:tbl>"
	d, err := ReadDraft(t.Context(), "a.docx", pack(t, word(body, "", "")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range d.Paragraphs {
		got = append(got, fmt.Sprintf("%d %d %d %s", p.Row, p.Column, p.Grid, p.Text))
	}
	if want := "0 0 0 Lớp|0 1 1 Học sinh|0 2 3 Ghi chú|1 1 1 Tổng số|1 2 2 Nữ|1 3 3 -"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

// TestReadDraftNumbers: what Word counts is part of the text.
func TestReadDraftNumbers(t *testing.T) {
	t.Parallel()
	numbering := shape(0, lvl(0, "upperRoman", "%1.", "")) + num(1, 0, "")
	d, err := ReadDraft(t.Context(), "a.docx", pack(t, word(item(1, 0, "MỘT")+item(1, 0, "HAI"), numbering, "")))
	if err != nil || len(d.Paragraphs) != 2 || d.Paragraphs[1].Text != "II. HAI" {
		t.Errorf("got %+v, %v", d.Paragraphs, err)
	}
}

func TestReadDraftErrors(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"empty": nil, "no archive": []byte("PK\x03\x04x"), "no text": pack(t, parts{"a": "b"}), "broken": pack(t, lookFile("<w:p>"))} {
		_, err := ReadDraft(t.Context(), "a.docx", data)
		if e := (*Error)(nil); !errors.As(err, &e) || e.Error() == "" {
			t.Errorf("%s: got %v, want an error for people", name, err)
		}
	}
}

func FuzzReadDraft(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>A</w:t></w:r></w:p>`, `<w:style w:styleId="H"><w:basedOn w:val="H"/></w:style>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:sectPr><w:pgSz w:w="x"/></w:sectPr>`, lookStyles)
	f.Add(`<tc/><tr/><p><r><rPr><sz val="-1"/></rPr><t>`+"\u0301"+`</t><br/><t>b</t></r></p>`, `<rPr/><pPr/>`)
	f.Fuzz(func(t *testing.T, body, styles string) {
		file := lookFile(body)
		file["word/styles.xml"] = word("", "", styles)["word/styles.xml"]
		d, err := ReadDraft(t.Context(), "x.docx", pack(t, file))
		if e := (*Error)(nil); err != nil && !errors.As(err, &e) {
			t.Fatalf("an error without words: %v", err)
		}
		for _, p := range d.Paragraphs {
			if p.Text == "" || !utf8.ValidString(p.Text) {
				t.Fatalf("a poor text: %q", p.Text)
			}
			for _, i := range p.Italic {
				if i[0] < 0 || i[1] < i[0] || i[1] > len(p.Text) {
					t.Fatalf("italics %v in %q", i, p.Text)
				}
			}
		}
	})
}
