package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"thuky/conversation"
	"thuky/render"
	"thuky/report"
	"thuky/workday"
)

const tableReport = `
-- bang.toml --
id = "bang"
title = "Báo cáo"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Bồi dưỡng"
[[sections]]
id = "a"
heading = "MỘT"
  [[sections.questions]]
  id = "truoc"
  type = "text"
  prompt = "Trước?"
  required = false
  [[sections.questions]]
  id = "lop"
  type = "table"
  prompt = "Các lớp?"
  columns = [
    { id = "ten", heading = "Tên lớp", type = "text" },
    { id = "tiet", heading = "Số tiết", type = "integer", total = true },
    { id = "chi", heading = "Kinh phí", type = "decimal", total = true },
    { id = "ngay", heading = "Ngày", type = "date" },
  ]
  [[sections.questions]]
  id = "sau"
  type = "text"
  prompt = "Sau?"
  required = false
`

// drawCells draws the cells of a row as somebody would type them; the first is never empty.
func drawCells(t *rapid.T) []string {
	name := rapid.StringOfN(rapid.SampledFrom([]rune("aăBđ ệ*.,'\"0")), 1, 12, -1).Draw(t, "name")
	cells := []string{"Lớp " + strings.TrimSpace(name) + "x", "", "", ""}
	if rapid.Bool().Draw(t, "count") {
		cells[1] = fmt.Sprint(rapid.IntRange(0, 999).Draw(t, "sessions"))
	}
	if rapid.Bool().Draw(t, "money") {
		cells[2] = fmt.Sprintf("%d,%d", rapid.IntRange(0, 5000).Draw(t, "whole"), rapid.IntRange(1, 9).Draw(t, "tenth"))
	}
	if rapid.Bool().Draw(t, "day") {
		cells[3] = fmt.Sprintf("%d/%d/2026", rapid.IntRange(1, 28).Draw(t, "d"), rapid.IntRange(1, 12).Draw(t, "m"))
	}
	return cells
}

func line(cells []string, divider string) string {
	typed := slices.Clone(cells)
	for i, c := range typed {
		if strings.HasPrefix(c, `"`) || strings.Contains(c, ";") {
			typed[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
	}
	return strings.Join(typed, divider)
}

// TestTable_anyOrder types, pastes, changes, deletes and edits rows in any order, goes away
// and comes back: what is stored, and printed, is what was typed.
func TestTable_anyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlay(t, txtar.Parse([]byte(tableReport)))
		said := func(text string) string {
			p.sent++
			return p.step(conversation.Event{Kind: conversation.Said, Text: text, Message: fmt.Sprint("m", p.sent)})
		}
		p.step(conversation.Event{Kind: conversation.Opened, Campaign: "bang-1"})
		said("bỏ qua")
		var rows [][]string
		type sent struct {
			message string
			at      int // its row, while nothing has moved or changed it
		}
		var edits []sent
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			op := rapid.IntRange(0, 7).Draw(rt, "op")
			if len(rows) == 0 && op > 2 {
				op = 0
			}
			switch op {
			case 0: // one line
				cells := drawCells(rt)
				said(line(cells, rapid.SampledFrom([]string{";", "; ", "\t"}).Draw(rt, "divider")))
				edits = append(edits, sent{fmt.Sprint("m", p.sent), len(rows)})
				rows = append(rows, cells)
			case 1: // cell by cell
				cells := drawCells(rt)
				for _, c := range cells {
					if c == "" {
						c = "-"
					}
					said(c)
				}
				rows = append(rows, cells)
			case 2: // pasted
				var lines []string
				for range rapid.IntRange(2, 4).Draw(rt, "pasted") {
					cells := drawCells(rt)
					rows, lines = append(rows, cells), append(lines, line(cells, "\t"))
				}
				said(strings.Join(lines, "\n"))
			case 3: // a row anew, in one line
				n, cells := rapid.IntRange(0, len(rows)-1).Draw(rt, "row"), drawCells(rt)
				said(fmt.Sprintf("sua dong %d: %s", n+1, line(cells, "; ")))
				rows[n] = cells
				edits = nil
			case 4: // one cell of a row
				n, column := rapid.IntRange(0, len(rows)-1).Draw(rt, "row"), rapid.IntRange(0, 3).Draw(rt, "column")
				cells := drawCells(rt)
				said(fmt.Sprintf("Sửa dòng %d", n+1))
				rows[n] = slices.Clone(rows[n])
				for i := range 4 {
					switch {
					case i != column:
						said("giữ nguyên")
					case cells[i] == "":
						said("-")
						rows[n][i] = ""
					default:
						said(cells[i])
						rows[n][i] = cells[i]
					}
				}
				edits = nil
			case 5:
				if len(rows) > 1 {
					n := rapid.IntRange(0, len(rows)-1).Draw(rt, "row")
					said(fmt.Sprintf("xoa dong %d", n+1))
					rows = slices.Delete(rows, n, n+1)
					edits = nil
				}
			case 6: // an edited message
				if len(edits) > 0 {
					e := rapid.SampledFrom(edits).Draw(rt, "edit")
					cells := drawCells(rt)
					p.step(conversation.Event{Kind: conversation.Edited, Message: e.message, Text: line(cells, "; ")})
					if unique(rows, rows[e.at]) {
						rows[e.at] = cells
					} else { // which of two rows alike the message was cannot be told
						rows = stored(t, p)
						edits = nil
					}
				}
			case 7: // away and back
				switch rapid.IntRange(0, 2).Draw(rt, "away") {
				case 0:
					said("tạm dừng")
					said("tiếp")
				case 1:
					said("xem lại")
					said("sửa 2")
				default:
					said("quay lại")
					said("sửa 2")
				}
			}
		}
		said("xong")
		if diff := cmp.Diff(rows, stored(t, p)); diff != "" {
			rt.Fatal(diff)
		}
		q := p.world.template["bang-1"].Question("lop")
		d := render.Build(render.Input{Template: p.world.template["bang-1"], Answers: []report.Answer{p.world.answers["lop"]}})
		var printed [][]string
		for _, b := range d.Blocks {
			if table, ok := b.(*render.Table); ok {
				for _, r := range table.Rows {
					var cells []string
					for _, runs := range r.Cells[1:] {
						text := ""
						for _, run := range runs {
							if run.Italic {
								text += "*" + run.Text + "*"
							} else {
								text += run.Text
							}
						}
						cells = append(cells, text)
					}
					printed = append(printed, cells)
				}
			}
		}
		var want [][]string
		for _, row := range p.world.answers["lop"].Value.Table {
			var cells []string
			for i := range q.Columns {
				cells = append(cells, q.CellText(row, i))
			}
			want = append(want, cells)
		}
		if diff := cmp.Diff(want, printed); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// stored are the cells of the answer, or of the table that is being written, as they were
// typed.
func stored(t *testing.T, p *play) [][]string {
	t.Helper()
	state, err := conversation.Decode(p.state)
	if err != nil {
		t.Fatal(err)
	}
	rows := p.world.answers["lop"].Value.Table
	if state.Table != nil {
		rows = state.Table.Rows
	}
	var all [][]string
	for _, row := range rows {
		cells := []string{"", "", "", ""}
		if v := row["ten"].Text; v != nil {
			cells[0] = *v
		}
		if v := row["tiet"].Number; v != nil {
			cells[1] = fmt.Sprint(*v)
		}
		if v := row["chi"].Number; v != nil {
			cells[2] = strings.Replace(fmt.Sprintf("%.1f", *v), ".", ",", 1)
		}
		if v := row["ngay"].Date; v != nil {
			cells[3] = fmt.Sprintf("%d/%d/%d", v.Day, v.Month, v.Year)
		}
		all = append(all, cells)
	}
	return all
}

func unique(rows [][]string, row []string) bool {
	n := 0
	for _, r := range rows {
		if slices.Equal(r, row) {
			n++
		}
	}
	return n == 1
}

// TestTable_newColumns: a half-written table goes on with another version of its template,
// or is kept as words where it does not fit.
func TestTable_newColumns(t *testing.T) {
	t.Parallel()
	read := func(columns string) *report.Template {
		source, _, _ := strings.Cut(tableReport, "    { id = \"tiet\"")
		_, rest, _ := strings.Cut(tableReport, "type = \"date\" },\n")
		tmpl, err := report.ReadTemplate("bang.toml", []byte(strings.TrimPrefix(source, "\n-- bang.toml --\n")+columns+rest))
		if err != nil {
			t.Fatal(err)
		}
		return tmpl
	}
	old := read(`{ id = "tiet", heading = "Số tiết", type = "integer" },`)
	r, problem := old.Question("lop").Parse("5A; 12\n5B", workday.Date{Year: 2026, Month: 5, Day: 1})
	if problem != nil {
		t.Fatal(problem)
	}
	state := conversation.State{
		V: 1, Phase: conversation.Asking, Campaign: "bang-1", Question: "lop", Seq: 5,
		Table: &conversation.Table{Rows: r.Value.Table, Cells: report.Row{"ten": report.TextValue("5C")}, Column: "tiet"},
	}
	next, lost := state.Update("bang-1", old, read(`{ id = "them", heading = "Thêm", type = "text" }, { id = "tiet", heading = "Số tiết", type = "integer" },`))
	if lost != nil || next.Table == nil || len(next.Table.Rows) != 2 || next.Seq != 6 {
		t.Errorf("a column more: lost %v, state %+v", lost, next)
	}
	for name, columns := range map[string]string{"a column less": "", "another type": `{ id = "tiet", heading = "Số tiết", type = "yesno" },`} {
		next, lost := state.Update("bang-1", old, read(columns))
		if len(lost) != 1 || lost[0].Text != "5A; 12\n5B;\n5C;" || next.Table != nil {
			t.Errorf("%s: lost %v, table %+v", name, lost, next.Table)
		}
	}
}
