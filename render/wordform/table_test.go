package wordform_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/render"
	"thuky/render/wordml/wordmltest"
	"thuky/report"
	"thuky/workday"
)

const withTable = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Việc"
[[sections]]
id = "a"
heading = "NỘI DUNG"
  [[sections.questions]]
  id = "lop"
  type = "table"
  prompt = "Lớp?"
  columns = [{ id = "ten", heading = "Tên lớp", type = "text" }, { id = "tiet", heading = "Số tiết", type = "integer", total = true }]
`

// TestTable: in a form a table is a table, in the text of the report and where its
// placeholder has a paragraph for itself; within a block it is repeated for each row.
func TestTable(t *testing.T) {
	t.Parallel()
	tmpl, err := report.ReadTemplate("t.toml", []byte(withTable))
	if err != nil {
		t.Fatal(err)
	}
	r, problem := tmpl.Question("lop").Parse("A *b* <c>; 12\nD; 8", workday.Date{Year: 2026, Month: 5, Day: 1})
	if problem != nil {
		t.Fatal(problem)
	}
	in := render.Input{Template: tmpl, Answers: []report.Answer{{Question: "lop", Person: "p1", Value: r.Value}}, Names: map[string]string{"p1": "Mận"}}
	for name, c := range map[string]struct {
		form string
		want []string // a line for each paragraph outside of tables, and for each row
	}{
		"text":          {`<w:p><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>{{noi_dung}}</w:t></w:r></w:p>`, []string{"I. NỘI DUNG", "TT|Tên lớp|Số tiết", "1|A b <c>|12", "2|D|8", "Tổng cộng|20", ""}},
		"alone":         {`<w:p><w:r><w:t>{{lop}}</w:t></w:r></w:p><w:p><w:r><w:t>Hết</w:t></w:r></w:p>`, []string{"", "TT|Tên lớp|Số tiết", "1|A b <c>|12", "2|D|8", "Tổng cộng|20", "", "Hết"}},
		"within":        {`<w:p><w:r><w:t>Lớp: {{lop}}.</w:t></w:r></w:p>`, []string{"Lớp: A *b* <c>; 12\nD; 8."}},
		"column alone":  {`<w:p><w:r><w:t>{{lop.ten}}</w:t></w:r></w:p>`, []string{"A b <c>", "D"}},
		"column within": {`<w:p><w:r><w:t>Lớp: {{ Lop.Ten }}, {{lop.tiet}} tiết, cộng {{lop.tiet.tong}}.</w:t></w:r></w:p>`, []string{"Lớp: A b <c>, D, 12, 8 tiết, cộng 20."}},
		"columns of a row": {
			`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>Lớp</w:t></w:r></w:p></w:tc></w:tr><w:tr>` +
				`<w:tc><w:p><w:r><w:t>{{#lop}}{{stt}}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{lop.ten}}</w:t></w:r></w:p></w:tc>` +
				`<w:tc><w:p><w:r><w:t>{{lop.tiet}} tiết{{/lop}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>`,
			[]string{"Lớp", "1|A b <c>|12 tiết", "2|D|8 tiết", ""},
		},
		"column repeated": {`<w:p><w:r><w:t>{{#lop.ten}}</w:t></w:r></w:p><w:p><w:r><w:t>{{stt}}. {{.}}</w:t></w:r></w:p><w:p><w:r><w:t>{{/lop.ten}}</w:t></w:r></w:p>`, []string{"1. A b <c>", "2. D"}},
		"block":           {`<w:p><w:r><w:t>{{#lop}}</w:t></w:r></w:p><w:p><w:r><w:t>{{stt}}. {{.}} ({{person}})</w:t></w:r></w:p><w:p><w:r><w:t>{{/lop}}</w:t></w:r></w:p>`, []string{"1. A b <c>; 12 (Mận)", "2. D; 8 (Mận)"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parts := checked(t, newFile(c.form).bytes(t), in)
			root := wordmltest.Parse(t, "document", parts["word/document.xml"])
			var got []string
			for _, n := range root.Child("body").Children {
				switch n.Name {
				case "p":
					got = append(got, words(n))
				case "tbl":
					for _, row := range n.Children {
						var cells []string
						for _, cell := range row.Children {
							if cell.Name == "tc" {
								cells = append(cells, words(cell.Child("p")))
							}
						}
						if cells != nil {
							got = append(got, strings.Join(cells, "|"))
						}
					}
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
