package report_test

import (
	"slices"
	"strings"
	"testing"

	"thuky/report"
	"thuky/workday"
)

const pasted = `id = "b"
title = "B"
kind = "BÁO CÁO"
symbol = "BC"
subject = "B"
[[sections]]
id = "a"
heading = "A"
  [[sections.questions]]
  id = "lop"
  type = "table"
  prompt = "Các lớp?"
  columns = [
    { id = "ten", heading = "Tên lớp", type = "text" },
    { id = "tiet", heading = "Số tiết", type = "integer", total = true },
    { id = "chi", heading = "Kinh phí (triệu đồng)", type = "decimal", total = true },
    { id = "ty_le", heading = "Tỷ lệ", type = "percent" },
    { id = "ngay", heading = "Ngày", type = "date" },
    { id = "dat", heading = "Đạt", type = "yesno" },
  ]
`

func pastedTable(t testing.TB) *report.Question {
	t.Helper()
	tmpl, err := report.ReadTemplate("b.toml", []byte(pasted))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl.Question("lop")
}

var pastedOn = workday.Date{Year: 2026, Month: 11, Day: 28}

// TestParseCell_asSheetsShow: what spreadsheets and people put into cells.
func TestParseCell_asSheetsShow(t *testing.T) {
	t.Parallel()
	q := pastedTable(t)
	const name, lessons, money, share, day, passed = 0, 1, 2, 3, 4, 5
	for _, tt := range []struct {
		column     int
		text, want string // a final "?" is read back; "!" and a code is a problem
	}{
		{name, "#N/A", "!sheet-error"},
		{name, "=VLOOKUP(A2;B:C;2)", "!sheet-error"},
		{name, "#####", "!sheet-error"},
		{name, "=5B", "=5B"},
		{name, "# 1", "# 1"},
		{lessons, "#DIV/0!", "!sheet-error"},
		{lessons, "=SUM(B2:B9)", "!sheet-error"},
		{lessons, "12.0", "12"},
		{lessons, "1.2", "!not-integer"},
		{money, "12 triệu", "12?"},
		{money, "12,5tr", "12,5?"},
		{money, "500 nghìn", "0,5?"},
		{money, "1,2 tỷ", "1.200?"},
		{money, "120.000.000 đồng", "120?"},
		{money, "120.000.000", "120.000.000?"},
		{money, "12,5", "12,5"},
		{share, "0,95", "0,95%?"},
		{share, "0,95%", "0,95%"},
		{share, "95", "95%"},
		{day, "45443", "31/5/2024?"},
		{day, "2026-05-31 00:00", "31/5/2026"},
		{day, "31/5/2026 07:30", "31/5/2026"},
		{day, "31-May-26", "31/5/2026"},
		{day, "5/31/2026", "31/5/2026?"},
		{day, "31/02/2026", "!no-such-day"},
		{day, "99999", "!not-date"},
		{passed, "x", "Có"},
		{passed, "✓", "Có"},
		{passed, "Đạt", "Có"},
		{passed, "chưa đạt", "Không"},
		{passed, "0", "Không"},
		{passed, "y tế", "!not-yesno"},
	} {
		r, problem := q.ParseCell(tt.column, tt.text, pastedOn)
		got := q.CellText(report.Row{q.Columns[tt.column].ID: r.Value}, tt.column)
		if r.Confirm {
			got += "?"
		}
		if problem != nil {
			got = "!" + string(problem.Code)
		}
		if got != tt.want {
			t.Errorf("%s: %q: got %q, want %q", q.Columns[tt.column].Heading, tt.text, got, tt.want)
		}
	}
}

// TestGuessRows_awkward: lines over and between the rows, and what chats make of tabs.
func TestGuessRows_awkward(t *testing.T) {
	t.Parallel()
	q := pastedTable(t)
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"numbers of the columns":         {"Tên lớp\tSố tiết\tKinh phí\tTỷ lệ\tNgày\tĐạt\n(1)\t(2)\t(3)\t(4)\t(5)\t(6)=(2)/(3)\nA\t1\t2\t3\t\t", []string{"A; 1; 2; 3%; ;"}},
		"and without brackets":           {"Tên lớp\tSố tiết\tKinh phí\tTỷ lệ\tNgày\tĐạt\n1\t2\t3\t4\t5\t6\nA\t1\t2\t3\t\t", []string{"A; 1; 2; 3%; ;"}},
		"with letters":                   {"STT\tTên lớp\tSố tiết\tKinh phí\tTỷ lệ\tNgày\tĐạt\nA\tB\t1\t2\t3\t4\t5\n1\tA\t1\t2\t3\t\tx", []string{"A; 1; 2; 3%; ; Có"}},
		"a row that looks like them":     {"Tên lớp\tSố tiết\tKinh phí\n1\t2\t3\n2\t3\t4", []string{"1; 2; 3; ; ;", "2; 3; 4; ; ;"}},
		"two lines of headings":          {"TT\tTên lớp\tThời lượng\t\tTỷ lệ\n\t\tSố tiết\tKinh phí\t\n1\tA\t2\t3\t4", []string{"A; 2; 3; 4%; ;"}},
		"Roman numbers and blank ones":   {"I\tKhối 1\t5\t\t\t\t\n1\tA\t2\t\t\t\t\n\tB\t3\t\t\t\tx", []string{"Khối 1; 5; ; ; ;", "A; 2; ; ; ;", "B; 3; ; ; ; Có"}},
		"sums of parts":                  {"A\t2\nCộng\t2\nB\t3\nCộng\t3\nTổng số:\t5", []string{"A; 2; ; ; ;", "B; 3; ; ; ;"}},
		"sums behind":                    {"Số tiết\tTên lớp\tKinh phí\n2\tA\t3\n2\tTổng cộng\t3", []string{"A; 2; 3; ; ;"}},
		"only a sum":                     {"Tổng cộng\t9", []string{"Tổng cộng; 9; ; ; ;"}},
		"a name that begins like a sum":  {"A\t2\nTổng phụ trách Đội\t3", []string{"A; 2; ; ; ;", "Tổng phụ trách Đội; 3; ; ; ;"}},
		"bars":                           {"| Tên lớp | Số tiết | Kinh phí |\n|---|:--:|---|\n| A | 1 | 2 |", []string{"A; 1; 2; ; ;"}},
		"gaps":                           {"A   12  1,5\nB   13  2", []string{"A; 12; 1,5; ; ;", "B; 13; 2; ; ;"}},
		"gaps that are not the same":     {"A   12  1,5\nB   13", []string{`"A 12 1,5"; ; ; ; ;`, `"B 13"; ; ; ; ;`}},
		"blank lines, half-empty ones":   {"A;12;;;31/5/2026;x\n\n;;;;;\nB;", []string{"A; 12; ; ; 31/5/2026; Có", "B; ; ; ; ;"}},
		"a title above, merged downward": {"TRƯỜNG HOA SEN\t\t\nDANH SÁCH\t\t\nTên lớp\tSố tiết\tKinh phí\nA\t1\t2\n\t3\t4", []string{"A; 1; 2; ; ;", "; 3; 4; ; ;"}},
	} {
		r, problem := q.GuessRows(report.SplitRows(tt.text), pastedOn)
		if problem != nil {
			t.Errorf("%s: %+v", name, problem.Cells)
			continue
		}
		var got []string
		for _, row := range r.Rows {
			got = append(got, strings.Join(strings.Fields(q.RowText(row)), " "))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
		placed, _ := q.PlaceRows(report.SplitRows(tt.text))
		if again, problem := q.ReadRows(placed, pastedOn); problem != nil || len(again.Rows) != len(r.Rows) {
			t.Errorf("%s: placed: %q, %+v", name, placed, problem)
		}
	}
}

// TestGuessRows_sumsOff: a line of sums that the rows do not come to is told; one among
// several is not, for they may be those of parts.
func TestGuessRows_sumsOff(t *testing.T) {
	t.Parallel()
	q := pastedTable(t)
	for name, tt := range map[string]struct {
		text string
		want []report.SumOff
	}{
		"right":   {"A\t2\t1,5\nB\t3\t1\nTổng\t5\t2,5", nil},
		"wrong":   {"A\t2\t1,5\nB\t3\t1\nTổng\t6\t2,5", []report.SumOff{{"Số tiết", "6", "5"}}},
		"ordered": {"Kinh phí\tTên lớp\tSố tiết\n1\tA\t1\n2\tB\t2\n4\tTổng cộng\t3", []report.SumOff{{"Kinh phí (triệu đồng)", "4", "3"}}},
		"parts":   {"A\t2\nCộng\t2\nB\t3\nCộng\t3", nil},
		"empty":   {"A\t2\nTổng\t", nil},
	} {
		lines := report.SplitRows(tt.text)
		r, problem := q.GuessRows(lines, pastedOn)
		if problem != nil || !slices.Equal(r.Off, tt.want) {
			t.Errorf("%s: got %+v, %+v", name, r.Off, problem)
		}
		placed, reading := q.PlaceRows(lines)
		if got := q.SumsOff(placed, reading, pastedOn); !slices.Equal(got, tt.want) {
			t.Errorf("%s, placed: got %+v", name, got)
		}
	}
}
