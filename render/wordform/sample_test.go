package wordform_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"thuky/render"
	"thuky/render/docx"
	"thuky/render/wordform"
	"thuky/render/wordml/wordmltest"
	"thuky/report"
	"thuky/workday"
)

const twoSections = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả công tác thư viện {{period}}"
addressees = ["UBND xã Hoa Sen"]
recipients = ["Phòng Văn hóa - Xã hội (báo cáo)", "BGH, Công đoàn (để biết)"]
opening = ["Thực hiện {{notice}}."]
[[sections]]
id = "a"
heading = "NỘI DUNG"
  [[sections.questions]]
  id = "nhan_xet"
  type = "longtext"
  heading = "Nhận xét"
  prompt = "Nhận xét?"
  [[sections.questions]]
  id = "so_hs"
  type = "integer"
  prompt = "Số học sinh?"
  unit = "em"
  [[sections.questions]]
  id = "viec"
  type = "choices"
  prompt = "Việc đã làm?"
  choices = ["Đọc sách", "Vẽ tranh", "Thi viết"]
[[sections]]
id = "b"
heading = "KIẾN NGHỊ, ĐỀ XUẤT"
  [[sections.questions]]
  id = "kien_nghi"
  type = "longtext"
  prompt = "Kiến nghị?"
`

var school = report.School{
	Name: "Trường Tiểu học Hoa Sen", Superior: "UBND XÃ HOA SEN", Symbol: "THHS",
	Place: "Hoa Sen", SignerTitle: "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG", Signer: "Lê Thị Mận",
}

var campaign = report.Campaign{
	ID: "c1", Period: "06 tháng đầu năm 2026", Opened: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC),
	Notice: &report.Notice{
		Kind: "công văn", Number: "764/UBND-HC", Issued: workday.Date{Year: 2026, Month: 5, Day: 28},
		Issuer: "Ủy ban nhân dân xã Hoa Sen", Subject: "báo cáo công tác thư viện 06 tháng đầu năm 2026",
	},
}

func readTemplate(t testing.TB, source string) *report.Template {
	t.Helper()
	template, err := report.ReadTemplate("t.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// small is a report with something of everything.
func small(t testing.TB) render.Input {
	t.Helper()
	answer := func(question, person string, v report.Value) report.Answer {
		return report.Answer{Campaign: "c1", Question: question, Person: person, Value: v, At: time.Unix(1, 0)}
	}
	return render.Input{
		Template: readTemplate(t, twoSections), Campaign: campaign, School: school,
		Names: map[string]string{"p1": "Trần Văn Nam", "p2": "Vũ Thị Lan"},
		Order: map[string][]string{"nhan_xet": {"p1", "p2"}, "so_hs": {"p1", "p2"}},
		Answers: []report.Answer{
			answer("nhan_xet", "p1", report.TextValue("Sách & báo <mới> đủ *cho mọi lớp*.\n- Phòng đọc sạch.")),
			answer("nhan_xet", "p2", report.TextValue("Học sinh đọc nhiều.")),
			answer("so_hs", "p1", report.NumberValue(1200)),
			answer("so_hs", "p2", report.NumberValue(34)),
			answer("viec", "p1", report.ListValue([]string{"Đọc sách", "Thi viết"})),
			answer("kien_nghi", "p1", report.TextValue("Không")),
		},
	}
}

// reference is a report as long as the reference report.
func reference(t testing.TB) render.Input {
	t.Helper()
	source, err := os.ReadFile("../../templates/dan-van-6-thang.toml")
	if err != nil {
		t.Fatal(err)
	}
	in := render.Input{Template: readTemplate(t, string(source)), Campaign: campaign, School: school}
	for i, q := range in.Template.Questions() {
		if q.Computed() {
			continue
		}
		a := report.Answer{Campaign: "c1", Question: q.ID, Person: "p1", At: time.Unix(int64(i), 0)}
		switch q.Type {
		case "longtext":
			var lines []string
			for n := range 4 {
				lines = append(lines, fmt.Sprintf("Đoạn %d.%d: ", i, n)+strings.Repeat("nhà trường phối hợp với “*ban, ngành, đoàn thể*” tổ chức tuyên truyền, vận động Nhân dân thực hiện tốt chủ trương; ", 2+(i+n)%4)+"được ủng hộ.")
			}
			a.Value = report.TextValue(strings.Join(lines, "\n"))
		case "text", "choice":
			a.Value = report.TextValue(fmt.Sprintf("Kế hoạch số %02d-KH/ĐU ngày 10 tháng 3 năm 2026", i))
		default:
			a.Value = report.NumberValue(float64(i))
		}
		in.Answers = append(in.Answers, a)
	}
	return in
}

const (
	wordSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" mc:Ignorable="w14"`
	relBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"
	section = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`
)

// file is a Word file in the making: its parts in order.
type file struct {
	names []string
	data  map[string]string
}

func (f *file) put(name, data string) *file {
	if _, ok := f.data[name]; !ok {
		f.names = append(f.names, name)
	}
	f.data[name] = data
	return f
}

func (f *file) bytes(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range f.names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2026, 3, 4, 5, 6, 8, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.data[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// newFile is a Word file with a body. extra are further parts by their relation: "header".
func newFile(body string) *file {
	f := &file{data: map[string]string{}}
	f.put("[Content_Types].xml", xmlHead+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`+
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`)
	f.put("_rels/.rels", xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="`+relBase+`officeDocument" Target="word/document.xml"/></Relationships>`)
	f.put("word/document.xml", xmlHead+`<w:document `+wordSpaces+`><w:body>`+body+section+`</w:body></w:document>`)
	f.put("word/_rels/document.xml.rels", xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="`+relBase+`styles" Target="styles.xml"/></Relationships>`)
	f.put("word/styles.xml", xmlHead+`<w:styles `+wordSpaces+`><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>`+
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`)
	return f
}

// related adds a part that the text refers to.
func (f *file) related(id, kind, name, contentType, data string) *file {
	f.put("word/"+name, data)
	f.data["word/_rels/document.xml.rels"] = strings.Replace(f.data["word/_rels/document.xml.rels"], "</Relationships>",
		`<Relationship Id="`+id+`" Type="`+relBase+kind+`" Target="`+name+`"/></Relationships>`, 1)
	if contentType != "" {
		f.data["[Content_Types].xml"] = strings.Replace(f.data["[Content_Types].xml"], "</Types>",
			`<Override PartName="/word/`+name+`" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.`+contentType+`+xml"/></Types>`, 1)
	}
	return f
}

// p is a paragraph of runs.
func p(runs ...string) string {
	var b strings.Builder
	b.WriteString("<w:p>")
	for _, r := range runs {
		b.WriteString(`<w:r><w:t xml:space="preserve">` + r + `</w:t></w:r>`)
	}
	b.WriteString("</w:p>")
	return b.String()
}

func partsOf(t testing.TB, data []byte) (names []string, parts map[string][]byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return names, parts
}

// fill prints a report in a form.
func fill(t testing.TB, form []byte, in render.Input) []byte {
	t.Helper()
	d := built(t, form, in)
	var b bytes.Buffer
	if err := wordform.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func built(t testing.TB, form []byte, in render.Input) *render.Document {
	t.Helper()
	f, err := wordform.Read(form)
	if err != nil {
		t.Fatal(err)
	}
	in.Form = &report.WordForm{Data: form, Fields: f.Fields()}
	return render.Build(in)
}

// checked prints a report in a form and checks the result: well formed, in the order of
// the schema, no id twice, and all parts that hold no placeholder as they were.
func checked(t testing.TB, form []byte, in render.Input) map[string][]byte {
	t.Helper()
	data := fill(t, form, in)
	namesBefore, before := partsOf(t, form)
	names, after := partsOf(t, data)
	if strings.Join(names, " ") != strings.Join(namesBefore, " ") {
		t.Errorf("parts: got %v, want %v", names, namesBefore)
	}
	for name, part := range after {
		if !strings.HasSuffix(name, ".xml") || !strings.HasPrefix(name, "word/") {
			if !bytes.Equal(part, before[name]) {
				t.Errorf("%s has changed", name)
			}
			continue
		}
		root := wordmltest.Parse(t, name, part)
		for _, problem := range append(wordmltest.Problems(root), wordmltest.Duplicates(root)...) {
			t.Errorf("%s: %s", name, problem)
		}
		if bytes.Contains(bytes.ReplaceAll(part, []byte("<w:delText>{{"), nil), []byte("{{")) {
			t.Errorf("%s has a placeholder left: %s", name, part)
		}
	}
	return after
}

// textOf gives the paragraphs of a part as people read them.
func textOf(t testing.TB, part []byte) []string {
	t.Helper()
	var all []string
	wordmltest.Parse(t, "part", part).Walk(func(n *wordmltest.Node) {
		if n.Name == "p" && strings.HasSuffix(n.Space, "wordprocessingml/2006/main") {
			all = append(all, words(n))
		}
	})
	return all
}

func words(n *wordmltest.Node) string {
	var b strings.Builder
	for _, c := range n.Children {
		switch c.Name {
		case "t":
			b.WriteString(c.Text)
		case "tab":
			b.WriteString("\t")
		case "br":
			b.WriteString("\n")
		case "pPr", "rPr", "del", "moveFrom", "p":
		case "txbxContent", "Fallback":
		default:
			b.WriteString(words(c))
		}
	}
	return b.String()
}

func starter(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, render.FormStarter(school)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
