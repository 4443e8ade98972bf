package wordform_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"thuky/render/wordform"
	"thuky/report"
	"thuky/vntext"
)

// TestProblems: what is wrong with the placeholders is said with the words around it.
func TestProblems(t *testing.T) {
	t.Parallel()
	body := p("{{noi_dung}}")
	table := func(rows ...string) string { return `<w:tbl><w:tblPr/>` + strings.Join(rows, "") + `</w:tbl>` }
	control := func(props, inner string) string {
		return `<w:sdt><w:sdtPr>` + props + `</w:sdtPr><w:sdtContent>` + inner + `</w:sdtContent></w:sdt>`
	}
	box := func(inner string) string {
		return `<w:p><w:r><w:pict><v:textbox><w:txbxContent>` + inner + `</w:txbxContent></v:textbox></w:pict></w:r></w:p>`
	}
	for name, c := range map[string]struct {
		form        *file
		fatal       bool
		text, quote string
		where       string
	}{
		"unknown":             {newFile(p("Kỳ {{perod}} này") + body), true, "{{period}}", "Kỳ {{perod}} này", ""},
		"unknown, none near":  {newFile(p("{{abcdefgh}}") + body), true, "Không có chỗ điền {{abcdefgh}}", "{{abcdefgh}}", ""},
		"not closed":          {newFile(p("Kỳ {{period báo cáo") + body), true, "chưa có «}}»", "Kỳ {{period báo cáo", ""},
		"not opened":          {newFile(p("Kỳ period}} báo cáo") + body), true, "không có «{{»", "Kỳ period}} báo cáo", ""},
		"no name":             {newFile(p("a {{ }} b") + body), true, "không phải một chỗ điền", "a {{ }} b", ""},
		"odd name":            {newFile(p("a {{period:x}} b") + body), true, "không phải một chỗ điền", "a {{period:x}} b", ""},
		"over two paragraphs": {newFile(p("a {{per") + p("iod}} b") + body), true, "chưa có «}}»", "a {{per", ""},
		"block not closed":    {newFile(p("{{#viec}}") + p("{{.}}") + body), true, "chưa được đóng", "{{#viec}}", ""},
		"block not opened":    {newFile(p("{{/viec}}") + body), true, "không có chỗ mở", "{{/viec}}", ""},
		"blocks crossed":      {newFile(p("{{#viec}}") + p("{{?place}}") + p("{{/viec}}") + p("{{/place}}") + body), true, "{{?place}} chưa được đóng", "{{?place}}", ""},
		"block in a line":     {newFile(p("Gồm {{#viec}}{{.}}, {{/viec}}") + body), true, "ôm trọn đoạn", "Gồm {{#viec}}{{.}}, {{/viec}}", ""},
		"block apart":         {newFile(p("{{#viec}}") + table(row(p("a")), row(p("{{/viec}}"))) + body), true, "không cùng một chỗ", "{{#viec}}", ""},
		"block over cells":    {newFile(table(row(p("a")), row(p("{{#viec}}")+table(row(p("{{/viec}}")))+p("")), row(p("b"))) + body), true, "không cùng một chỗ", "{{#viec}}", ""},
		"block into a box":    {newFile(`<w:p><w:r><w:t>{{#viec}}</w:t></w:r><w:r><w:pict><w:txbxContent>` + p("{{/viec}}") + `</w:txbxContent></w:pict></w:r></w:p>` + body), true, "không cùng một chỗ", "{{#viec}}", ""},
		"whole table":         {newFile(table(row(p("{{#viec}}{{.}}"), p("{{/viec}}"))) + body), true, "ít nhất một hàng", "{{#viec}}{{.}}", ""},
		"note in a block":     {newFile(p("{{#viec}}") + `<w:p><w:r><w:t>{{.}}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>` + p("{{/viec}}") + body), true, "không được có chú thích", "{{#viec}}", ""},
		"picture in a block":  {newFile(p("{{#viec}}") + `<w:p><w:r><w:drawing/></w:r></w:p>` + p("{{/viec}}") + body), true, "không được có hình", "{{#viec}}", ""},
		"item outside":        {newFile(p("{{.}}") + body), true, "trong phần lặp", "{{.}}", ""},
		"count outside":       {newFile(p("{{?place}}") + p("{{stt}}") + p("{{/place}}") + body), true, "trong phần lặp", "{{stt}}", ""},
		"no body":             {newFile(p("{{subject}}")), true, "Thiếu {{noi_dung}}", "", ""},
		"nothing":             {newFile(p("Chào")), true, "Thiếu {{noi_dung}}", "", ""},
		"body twice":          {newFile(body + body), true, "hai lần", "{{noi_dung}}", ""},
		"body not alone":      {newFile(p("Nội dung: {{noi_dung}}")), true, "đứng một mình", "Nội dung: {{noi_dung}}", ""},
		"body in a box":       {newFile(box(body)), true, "hộp chữ", "{{noi_dung}}", ""},
		"body in a header":    {newFile(p("")).related("rId7", "header", "header1.xml", "header", `<w:hdr `+wordSpaces+`>`+body+`</w:hdr>`), true, "phải ở thân văn bản", "{{noi_dung}}", "đầu trang"},
		"body repeated":       {newFile(p("{{#viec}}") + body + p("{{/viec}}")), true, "không được ở trong phần lặp", "{{noi_dung}}", ""},
		"body as a block":     {newFile(p("{{#noi_dung}}") + p("{{/noi_dung}}") + body), true, "không lặp được", "{{#noi_dung}}", ""},
		"body in plain text":  {newFile(control(`<w:text/>`, body)), true, "chữ trơn", "{{noi_dung}}", ""},
		"bound control":       {newFile(control(`<w:dataBinding w:xpath="/a"/><w:text/>`, p("{{period}}")) + body), true, "ghi đè", "{{period}}", ""},
		"field":               {newFile(`<w:p><w:fldSimple w:instr=" TITLE "><w:r><w:t>{{period}}</w:t></w:r></w:fldSimple></w:p>` + body), false, "trong một trường", "{{period}}", ""},
		"single braces":       {newFile(p("Kỳ {period} này") + body), false, "{{period}}", "Kỳ {period} này", ""},
		"tracked":             {newFile(`<w:p><w:ins w:id="1"><w:r><w:t>a</w:t></w:r></w:ins></w:p>` + body), false, "vết sửa", "", ""},
		"comment":             {newFile(`<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>` + body), false, "lời bình", "", ""},
		"out of reach":        {newFile(`<w:p><w:r><w:drawing><a:t>{{period}}</a:t></w:drawing></w:r></w:p>` + body), false, "không điền được", "", ""},
		"no subject":          {newFile(body), false, "{{subject}} (trích yếu)", "", ""},
		"no addressees":       {newFile(body), false, "{{addressees}}", "", ""},
		"footer":              {newFile(body).related("rId7", "footer", "footer1.xml", "footer", `<w:ftr `+wordSpaces+`>`+p("{{trang}}")+`</w:ftr>`), true, "Không có chỗ điền {{trang}}", "{{trang}}", "cuối trang"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := wordform.Check(c.form.bytes(t), []*report.Template{readTemplate(t, twoSections)})
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(got.Problems, func(p report.FormProblem) bool {
				return p.Fatal == c.fatal && strings.Contains(p.Text, c.text) && p.Quote == c.quote && p.Where == c.where
			})
			if i < 0 {
				t.Errorf("not said: %q; said: %+v", c.text, got.Problems)
			}
			if got.Usable() == c.fatal {
				t.Errorf("usable: got %v", got.Usable())
			}
			for _, p := range got.Problems {
				if vntext.NFC(p.Text) != p.Text || strings.Contains(p.Text, "  ") || strings.Contains(p.Text, "!") {
					t.Errorf("bad words: %q", p.Text)
				}
			}
		})
	}
}

// TestManyTemplates: a form for all reports may only have what all know.
func TestManyTemplates(t *testing.T) {
	t.Parallel()
	other := readTemplate(t, strings.NewReplacer(`id = "t"`, `id = "u"`, `title = "Thử"`, `title = "Khác"`, "so_hs", "so_gv").Replace(twoSections))
	all := []*report.Template{readTemplate(t, twoSections), other}
	form := newFile(p("{{so_hs}}") + p("{{noi_dung}}")).bytes(t)
	got, err := wordform.Check(form, all)
	if err != nil || got.Usable() || !strings.Contains(got.Problems[0].Text, "không có trong mẫu báo cáo «Khác»") {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err = wordform.Check(form, all[:1]); err != nil || !got.Usable() {
		t.Errorf("for one: got %+v, %v", got, err)
	}
	if want := []string{"so_hs", "noi_dung"}; !slices.Equal(got.Fields, want) {
		t.Errorf("fields: got %q, want %q", got.Fields, want)
	}
}

// TestNoBodyButAll: a form that has a place for every answer needs no body.
func TestNoBodyButAll(t *testing.T) {
	t.Parallel()
	all := []*report.Template{readTemplate(t, twoSections)}
	got, err := wordform.Check(newFile(p("{{nhan_xet}}")+p("{{so_hs}} {{viec}}")+p("{{kien_nghi}}")).bytes(t), all)
	if err != nil || !got.Usable() {
		t.Errorf("got %+v, %v", got, err)
	}
	got, err = wordform.Check(newFile(p("{{nhan_xet}}")+p("{{so_hs}}")).bytes(t), all)
	if err != nil || got.Usable() || !strings.Contains(got.Problems[0].Text, "còn thiếu: {{viec}}, {{kien_nghi}}.") {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestRefused: what no form can be is refused with words that say what to do.
func TestRefused(t *testing.T) {
	t.Parallel()
	good := func() *file { return newFile(p("{{noi_dung}}")) }
	rel := func(kind, target, mode string) *file {
		f := good()
		f.data["word/_rels/document.xml.rels"] = strings.Replace(f.data["word/_rels/document.xml.rels"], "</Relationships>",
			`<Relationship Id="rIdX" Type="`+relBase+kind+`" Target="`+target+`" TargetMode="`+mode+`"/></Relationships>`, 1)
		return f
	}
	types := func(old, new string) *file {
		f := good()
		f.data["[Content_Types].xml"] = strings.Replace(f.data["[Content_Types].xml"], old, new, 1)
		return f
	}
	xml := func(change func(string) string) *file {
		f := good()
		f.data["word/document.xml"] = change(f.data["word/document.xml"])
		return f
	}
	field := func(instr string) *file {
		return newFile(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + instr[:3] + `</w:instrText></w:r><w:r><w:instrText>` + instr[3:] + `</w:instrText></w:r></w:p>` + p("{{noi_dung}}"))
	}
	many := good()
	for i := range 1100 {
		many.put(fmt.Sprintf("word/x%d.xml", i), "<x/>")
	}
	whole := good().bytes(t)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":             {nil, "Tệp rỗng"},
		"text":              {[]byte("xin chào"), "không phải tệp Word"},
		"old Word":          {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 2000)...), "đời cũ"},
		"too large":         {append([]byte("PK"), make([]byte, 6<<20)...), "lớn quá 5 MB"},
		"cut off":           {whole[:len(whole)-40], "bị hỏng"},
		"damaged":           {bytes.Replace(whole, whole[60:70], []byte("0123456789"), 1), "bị hỏng"},
		"wrong checksum":    {crooked(t), "bị hỏng"},
		"bomb":              {good().put("word/media/a.xml", strings.Repeat("a", 65<<20)).bytes(t), "quá lớn"},
		"large part":        {newFile(p("{{noi_dung}}") + strings.Repeat(p("aaaaaaaaaaaa"), 130_000)).bytes(t), "quá lớn"},
		"many files":        {many.bytes(t), "quá lớn"},
		"nested deep":       {newFile(strings.Repeat("<w:x>", 500) + strings.Repeat("</w:x>", 500) + p("{{noi_dung}}")).bytes(t), "không đọc được"},
		"macros":            {good().put("word/vbaProject.bin", "x").bytes(t), "macro"},
		"docm":              {types("document.main+xml", "document.macroEnabled.main+xml").bytes(t), "macro"},
		"buttons":           {good().put("customUI/customUI.xml", "<x/>").bytes(t), "macro"},
		"dotx":              {types("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml").bytes(t), ".dotx"},
		"embedded":          {good().put("word/embeddings/oleObject1.bin", "x").bytes(t), "đối tượng nhúng"},
		"ole":               {rel("oleObject", "a.bin", "Internal").bytes(t), "đối tượng nhúng"},
		"a file as text":    {rel("aFChunk", "a.html", "Internal").bytes(t), "đối tượng nhúng"},
		"linked ole":        {rel("oleObject", "file:///c:/a.xls", "External").bytes(t), "từ ngoài"},
		"linked picture":    {rel("image", "http://a.example/a.png", "External").bytes(t), "hình liên kết"},
		"attached template": {rel("attachedTemplate", "file:///c:/a.dotm", "External").bytes(t), "tệp mẫu ở ngoài"},
		"link to a file":    {rel("hyperlink", "file:///c:/a.exe", "External").bytes(t), "từ ngoài"},
		"dde":               {field(" DDEAUTO c:\\a.exe").bytes(t), "từ ngoài"},
		"include":           {newFile(`<w:p><w:fldSimple w:instr="INCLUDETEXT a"/></w:p>` + p("{{noi_dung}}")).bytes(t), "từ ngoài"},
		"declaration": {xml(func(s string) string {
			return strings.Replace(s, "<w:document", `<!DOCTYPE a [<!ENTITY b "c">]><w:document`, 1)
		}).bytes(t), "không đọc được"},
		"strict": {xml(func(s string) string {
			return strings.Replace(s, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", 1)
		}).bytes(t), "không chọn Strict"},
		"not well formed": {xml(func(s string) string { return strings.Replace(s, "<w:sectPr>", "<w:sectPr a=b>", 1) }).bytes(t), "bị hỏng"},
		"unbalanced":      {xml(func(s string) string { return strings.Replace(s, "</w:body>", "", 1) }).bytes(t), "không đọc được"},
		"no XML":          {xml(func(string) string { return "x" }).bytes(t), "không đọc được"},
		"UTF-16":          {xml(func(s string) string { return "\xff\xfe" + s }).bytes(t), "bị hỏng"},
		"no text":         {types("", "").put("_rels/.rels", "<Relationships/>").bytes(t), "không phải tệp Word"},
		"twice":           {twice(t), "bị hỏng"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := wordform.Check(c.data, []*report.Template{readTemplate(t, twoSections)})
			var refused *wordform.Refused
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want a refusal with %q", err, c.want)
			}
			if vntext.NFC(err.Error()) != err.Error() || strings.Contains(err.Error(), "  ") {
				t.Errorf("bad words: %q", err)
			}
		})
	}
	if _, err := wordform.Check(rel("hyperlink", "https://hoasen.example", "External").bytes(t), nil); err != nil {
		t.Errorf("a link to a page: %v", err)
	}
}

// twice is a file that has its text two times, for programs to choose.
func twice(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f := newFile(p("{{noi_dung}}"))
	for _, name := range append(f.names, "Word/Document.xml") {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f.data[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// crooked is a file one part of which is not what its checksum says.
func crooked(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f := newFile(p("{{noi_dung}}"))
	for _, name := range append(f.names, "word/media/a.png") {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f.data[name] + "\n<!-- hình -->")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	i := bytes.LastIndex(b.Bytes(), []byte("<!-- hình"))
	b.Bytes()[i+5] ^= 1
	return b.Bytes()
}
