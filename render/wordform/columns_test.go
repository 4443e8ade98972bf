package wordform_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/render"
	"thuky/render/wordform"
	"thuky/report"
	"thuky/workday"
)

// columnsForm has a table with a row for each row of a table question, and sentences with
// its columns.
const columnsForm = `<w:p><w:r><w:t>Các lớp đã mở: {{lop.ten}} (cộng {{lop.tiet.tong}} tiết).</w:t></w:r></w:p>` +
	`<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/>` +
	`<w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/>` +
	`<w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="5000"/><w:gridCol w:w="3000"/></w:tblGrid>` +
	`<w:tr><w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>STT</w:t></w:r></w:p></w:tc>` +
	`<w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Lớp</w:t></w:r></w:p></w:tc>` +
	`<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Thời lượng</w:t></w:r></w:p></w:tc></w:tr>` +
	`<w:tr><w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{{#lop}}{{stt}}</w:t></w:r></w:p></w:tc>` +
	`<w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>Lớp {{lop.ten}} (</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>{{person}}</w:t></w:r><w:r><w:t>)</w:t></w:r></w:p></w:tc>` +
	`<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>{{lop.tiet}}{{/lop}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
	`<w:p><w:r><w:t>Danh sách lớp:</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{lop.ten}}</w:t></w:r></w:p>`

// classes is a report of one table, answered by some people.
func classes(t testing.TB, said ...string) render.Input {
	t.Helper()
	in := render.Input{Template: readTemplate(t, withTable), Campaign: campaign, School: school, Names: map[string]string{"p1": "Trần Văn Nam", "p2": "Vũ Thị Lan"}, Order: map[string][]string{"lop": {"p1", "p2"}}}
	for i, text := range said {
		r, problem := in.Template.Question("lop").Parse(text, workday.Date{Year: 2026, Month: 5, Day: 1})
		if problem != nil {
			t.Fatal(problem)
		}
		in.Answers = append(in.Answers, report.Answer{Campaign: "c1", Question: "lop", Person: []string{"p1", "p2"}[i], Value: r.Value})
	}
	return in
}

// TestColumns: a column stands cell by cell in a repeated row, in a list within a sentence,
// and line by line where it is alone.
func TestColumns(t *testing.T) {
	t.Parallel()
	head := []string{"STT", "Lớp", "Thời lượng"}
	for name, c := range map[string]struct {
		said  []string
		first string
		rows  []string
		last  []string
	}{
		"rows":            {[]string{"5A & 5B; 1200\n5C; 8"}, "Các lớp đã mở: 5A & 5B, 5C (cộng 1.208 tiết).", []string{"1", "Lớp 5A & 5B (Trần Văn Nam)", "1.200", "2", "Lớp 5C (Trần Văn Nam)", "8"}, []string{"5A & 5B", "5C"}},
		"two people":      {[]string{"5A; 12", "6A; 3"}, "Các lớp đã mở: 5A, 6A (cộng 15 tiết).", []string{"1", "Lớp 5A (Trần Văn Nam)", "12", "2", "Lớp 6A (Vũ Thị Lan)", "3"}, []string{"5A", "6A"}},
		"an empty cell":   {[]string{"5A; -\n-; 3"}, "Các lớp đã mở: 5A (cộng 3 tiết).", []string{"1", "Lớp 5A (Trần Văn Nam)", "", "2", "Lớp  (Trần Văn Nam)", "3"}, []string{"5A", ""}},
		"none":            {[]string{"Không"}, "Các lớp đã mở: Không (cộng 0 tiết).", []string{"1", "Lớp Không (Trần Văn Nam)", ""}, []string{"Không"}},
		"none of one":     {[]string{"Không", "6A; 3"}, "Các lớp đã mở: 6A (cộng 3 tiết).", []string{"1", "Lớp 6A (Vũ Thị Lan)", "3"}, []string{"6A"}},
		"nothing so far":  {nil, "Các lớp đã mở: […] (cộng […] tiết).", []string{"1", "Lớp […] ()", "[…]"}, []string{"[…]"}},
		"an empty column": {[]string{"-; 3"}, "Các lớp đã mở:  (cộng 3 tiết).", []string{"1", "Lớp  (Trần Văn Nam)", "3"}, []string{""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := classes(t, c.said...)
			form := newFile(columnsForm).bytes(t)
			got := textOf(t, checked(t, form, in)["word/document.xml"])
			want := slices.Concat([]string{c.first}, head, c.rows, []string{"Danh sách lớp:"}, c.last)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestColumns_check: the names of columns are known, and a slip in one is told.
func TestColumns_check(t *testing.T) {
	t.Parallel()
	tmpl := readTemplate(t, withTable)
	result, err := wordform.Check(newFile(columnsForm).bytes(t), []*report.Template{tmpl})
	if err != nil || !result.Usable() {
		t.Errorf("got %v, %+v", err, result.Problems)
	}
	result, err = wordform.Check(newFile(`<w:p><w:r><w:t>{{lop}} {{lop.tn}} {{lop.ten.tong}} {{lop.}}</w:t></w:r></w:p>`).bytes(t), []*report.Template{tmpl})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range result.Problems {
		if p.Fatal {
			all = append(all, p.Text)
		}
	}
	want := []string{
		"{{lop.}} không phải một chỗ điền. Giữa hai cặp ngoặc chỉ có một tên, như {{subject}}.",
		"Không có chỗ điền {{lop.tn}}. Có phải thầy/cô muốn viết {{lop.ten}} không ạ?",
		"Không có chỗ điền {{lop.ten.tong}}. Có phải thầy/cô muốn viết {{lop.tiet.tong}} không ạ?",
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
}
