package cli_test

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const smallOutline = `BÁO CÁO
Công tác thư viện năm học 2025-2026

I. CƠ SỞ VẬT CHẤT
1. Số đầu sách: ......... cuốn
2. Trường có phòng đọc riêng không?
II. KIẾN NGHỊ, ĐỀ XUẤT
`

// TestTemplateImport: an outline becomes a template that passes its check, is opened and
// answered, and prints in the order of the outline.
func TestTemplateImport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	out := d.path("thu-vien.toml")
	code, stdout, stderr := d.run("template", "import", d.file("de-cuong.txt", smallOutline), "-o", out)
	if code != 0 || !strings.Contains(stdout, "2 phần, 3 câu hỏi") || !strings.Contains(stderr, "dòng 5: đoán: số nguyên, vì có chữ «cuốn»") {
		t.Fatalf("exit %d\n%s\n%s", code, stdout, stderr)
	}
	if got := d.must("template", "check", out); !strings.Contains(got, "Mẫu “thu-vien” có 2 phần, 3 câu hỏi") {
		t.Errorf("check: %s", got)
	}
	chat := d.lines("1200", "có", "Không", "1", "gửi").must("chat", "--template", out, "--period", "năm học 2025-2026")
	for _, want := range []string{"Thầy/cô cho biết số đầu sách ạ?", "Trường có phòng đọc riêng không ạ?", "Thầy/cô có kiến nghị, đề xuất gì không ạ?"} {
		if !strings.Contains(chat, want) {
			t.Errorf("the chat does not ask %q:\n%s", want, chat)
		}
	}
	draft := d.must("render", "--campaign", "thu-vien-2026-1", "--format", "md", "-o", "-")
	at := 0
	for _, want := range []string{"năm học 2025-2026", "CƠ SỞ VẬT CHẤT", "Số đầu sách", "1.200 cuốn", "Trường có phòng đọc riêng", "Có", "KIẾN NGHỊ, ĐỀ XUẤT", "Không"} {
		i := strings.Index(draft[at:], want)
		if i < 0 {
			t.Fatalf("the draft lacks %q behind what came before:\n%s", want, draft)
		}
		at += i
	}

	// What is there is not written over.
	if code, _, stderr := d.run("template", "import", d.path("de-cuong.txt"), "-o", out); code != 1 || !strings.Contains(stderr, "--force") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	d.must("template", "import", d.path("de-cuong.txt"), "-o", out, "--force", "--id", "tv")
	if source, err := os.ReadFile(out); err != nil || !strings.Contains(string(source), `= "tv"`) {
		t.Errorf("%v\n%s", err, source)
	}
}

// TestTemplateImport_json: everything that a page or a script needs.
func TestTemplateImport_json(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	type note struct{ Place, Text string }
	type result struct {
		ID, Title, Kind, File, Source string
		Sections, Questions           int
		Notes                         []note
	}
	got := decode[result](t, d.lines(strings.Split(smallOutline, "\n")...).must("template", "import", "--json", "-"))
	if got.ID != "thu-vien" || got.Kind != "outline" || got.Sections != 2 || got.Questions != 3 || got.File != "" || !strings.Contains(got.Source, "[[sections]]") || len(got.Notes) == 0 {
		t.Errorf("%+v", got)
	}
	// An id that the library has is left alone.
	taken := decode[result](t, d.lines("BÁO CÁO", "Kết quả công tác dân vận 6 tháng", "I. KẾT QUẢ").must("template", "import", "--json", "-"))
	if taken.ID == "dan-van-6-thang" {
		t.Errorf("the id of a shipped template: %+v", taken)
	}
}

// TestTemplateImport_word: the numbers that Word computes are those of the outline.
func TestTemplateImport_word(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	level := func(n int, format, text string) string {
		return `<w:lvl w:ilvl="` + string(rune('0'+n)) + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/></w:lvl>`
	}
	item := func(n int, words string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + string(rune('0'+n)) + `"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>` + words + `</w:t></w:r></w:p>`
	}
	const head = `<?xml version="1.0"?><w:%s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="numbering.xml"
			Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/></Relationships>`,
		"word/numbering.xml": strings.Replace(head, "%s", "numbering", 1) + `<w:abstractNum w:abstractNumId="0">` + level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)") +
			`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
		"word/document.xml": strings.Replace(head, "%s", "document", 1) + `<w:body>` + item(0, "KẾT QUẢ") + item(1, "Đội ngũ") + item(2, "Số giáo viên") + item(2, "Số nhân viên") + item(0, "KIẾN NGHỊ") +
			`</w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	code, source, stderr := d.run("template", "import", d.file("de-cuong.docx", b.String()))
	for _, want := range []string{`heading = "KẾT QUẢ"`, `heading = "Đội ngũ"`, `"a) Số giáo viên: {{so_giao_vien}}"`, `"b) Số nhân viên: {{so_nhan_vien}}"`, `heading = "KIẾN NGHỊ"`} {
		if !strings.Contains(source, want) {
			t.Errorf("exit %d: no %s in\n%s\n%s", code, want, source, stderr)
		}
	}
	if !strings.Contains(stderr, "đoạn 3: đoán: số nguyên") {
		t.Errorf("notes: %s", stderr)
	}
}

// TestTemplateImport_excel: a list is known by what is in it, whatever it is called.
func TestTemplateImport_excel(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	f := excelize.NewFile()
	for cell, value := range map[string]string{"A1": "STT", "B1": "Câu hỏi", "C1": "Loại", "A2": "1", "B2": "Số lớp", "C2": "số nguyên"} {
		if err := f.SetCellStr("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if got := d.must("template", "import", d.file("cau-hoi.dat", b.String())); !strings.Contains(got, `prompt = "Thầy/cô cho biết số lớp ạ?"`) {
		t.Errorf("got %s", got)
	}
	for name, c := range map[string]struct{ content, want string }{
		"a.xlsx": {"Câu hỏi", "a.xlsx: đây không phải bảng tính Excel"},
		"b.docx": {"\x00\x01\x02\x00", "b.docx"},
		"c.txt":  {"", "c.txt: tệp rỗng"},
		"d.txt":  {"...", "d.txt: không thấy đề mục nào"},
		"e.txt":  {"ỦY BAN NHÂN DÂN XÃ HOA SEN\nTUYỆT MẬT\nSố: 5/UBND\nI. KẾT QUẢ\n", "MẬT"},
	} {
		code, stdout, stderr := d.run("template", "import", d.file(name, c.content))
		if code != 1 || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: exit %d %q %q, want …%s…", name, code, stdout, stderr, c.want)
		}
	}
	if code, _, stderr := d.run("template", "import", "--as", "x", d.path("d.txt")); code != 2 || !strings.Contains(stderr, "outline") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}
