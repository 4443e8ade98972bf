package render_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/render"
	"thuky/report"
	"thuky/review"
)

const tableTemplate = `
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Việc"
[[sections]]
id = "a"
heading = "MỘT"
  [[sections.questions]]
  id = "lop"
  type = "table"
  heading = "Các lớp"
  prompt = "Lớp?"
  columns = [{ id = "ten", heading = "Tên lớp", type = "text" }, { id = "so", heading = "Số tiết", type = "integer", total = true }]
`

func tableOf(name string, sessions float64) report.Value {
	return report.TableValue([]report.Row{{"ten": report.TextValue(name), "so": report.NumberValue(sessions)}})
}

// TestTable: what the checks, the comparison of two drafts and the JSON see of a table.
func TestTable(t *testing.T) {
	t.Parallel()
	in := render.Input{Template: readTemplate(t, []byte(tableTemplate)), Answers: []report.Answer{
		{Question: "lop", Person: "p1", Value: tableOf("Tin học", 12)}, {Question: "lop", Person: "p2", Value: tableOf("Tiếng Anh", 8)},
	}}
	d := render.Build(in)
	at := slices.IndexFunc(d.Blocks, func(b render.Block) bool { _, ok := b.(*render.Table); return ok })
	if at < 0 {
		t.Fatal("no table")
	}
	const text = "TT | Tên lớp | Số tiết\n1 | Tin học | 12\n2 | Tiếng Anh | 8\nTổng cộng |  | 20"
	if got := d.Blocks[at].Text(); got != text {
		t.Errorf("got %q, want %q", got, text)
	}
	var cells []string
	for _, p := range render.ForReview(d).Paragraphs {
		if p.Part == review.Table {
			cells = append(cells, p.Text+" "+p.Source.Question+" "+p.Source.Person)
		}
	}
	want := "TT lop ,Tên lớp lop ,Số tiết lop ,1 lop p1,Tin học lop p1,12 lop p1,2 lop p2,Tiếng Anh lop p2,8 lop p2,Tổng cộng lop ,20 lop "
	if got := strings.Join(cells, ","); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	in.Answers[1].Value = tableOf("Tiếng Anh", 9)
	var pieces []string
	for _, c := range render.Diff(d, render.Build(in)) {
		if c.Kind == render.Edited {
			for _, p := range c.Pieces {
				if p.Kind != render.Same {
					pieces = append(pieces, string(p.Kind)+" "+p.Text)
				}
			}
		}
	}
	if diff := cmp.Diff([]string{"removed 8", "added 9", "removed 20", "added 21"}, pieces); diff != "" {
		t.Error(diff)
	}

	b, err := json.Marshal(d.Blocks[at])
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		Type, Text, Caption string
		Columns             []render.TableColumn
		Rows                []render.TableRow
		Totals              [][]render.Run
	}
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if back.Type != "table" || back.Text != text || back.Caption != "Các lớp" || len(back.Columns) != 3 || back.Columns[2].Align != render.Right ||
		back.Rows[1].Person != "p2" || render.Plain(back.Rows[1].Cells[1]) != "Tiếng Anh" || render.Plain(back.Totals[2]) != "20" {
		t.Errorf("got %s", b)
	}
}
