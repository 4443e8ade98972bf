package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thuky/workday"
)

const staffColumns = `columns = [
  {id = "ten", heading = "Họ và tên", type = "text"}, {id = "tiet", heading = "Số tiết", type = "integer", total = true},
  {id = "kinh_phi", heading = "Kinh phí (đồng)", type = "decimal", total = true}, {id = "ti_le", heading = "Tỉ lệ (%)", type = "percent"},
  {id = "ngay", heading = "Ngày", type = "date"}, {id = "xong", heading = "Hoàn thành", type = "yesno"}]`

// drawRow draws a row with something in it.
func drawRow(t *rapid.T, q *Question) Row {
	row := Row{}
	for i, c := range q.Columns {
		if !rapid.Bool().Draw(t, "filled") && (i < len(q.Columns)-1 || len(row) > 0) {
			continue
		}
		switch c.Type {
		case "text":
			text := rapid.StringOf(rapid.RuneFrom([]rune("aBđế 0;\"-'.,\t\n*"))).Draw(t, "text")
			r, problem := q.ParseCell(i, text, today)
			if problem != nil || r.Value.IsZero() {
				r.Value = TextValue(`"`)
			}
			row[c.ID] = r.Value
		case "integer":
			row[c.ID] = NumberValue(float64(rapid.IntRange(-2000, 2_000_000).Draw(t, "integer")))
		case "decimal", "percent":
			row[c.ID] = NumberValue(float64(rapid.IntRange(-99_999, 9_999_999).Draw(t, "thousandths")) / 1000)
		case "date":
			day := workday.Date{Year: 2024, Month: 1, Day: 1}
			row[c.ID] = DateValue(day.AddDays(rapid.IntRange(-500, 500).Draw(t, "days")))
		case "yesno":
			row[c.ID] = YesValue(rapid.Bool().Draw(t, "yes"))
		}
	}
	return row
}

// TestTable_typedAgain: what a table prints as, typed, is the same table; as JSON, too.
func TestTable_typedAgain(t *testing.T) {
	t.Parallel()
	wide, narrow := one(t, "table", staffColumns), one(t, "table", `columns = [{id = "ten", heading = "Tên", type = "text"}]`)
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.SampledFrom([]*Question{wide, narrow}).Draw(t, "table")
		rows := make([]Row, rapid.IntRange(1, 6).Draw(t, "rows"))
		for i := range rows {
			rows[i] = drawRow(t, q)
		}
		v := TableValue(rows)
		text := q.Format(v)
		if !strings.ContainsAny(text, ";\n") && NilText(text) {
			t.Skip("a lone nil word is no row")
		}
		r, problem := q.Parse(text, today)
		if problem != nil {
			t.Fatalf("%q: %+v", text, problem)
		}
		if diff := cmp.Diff(v, r.Value); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
		b, err := json.Marshal(v)
		var back Value
		if err == nil {
			err = json.Unmarshal(b, &back)
		}
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(v, back); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestGuessRows(t *testing.T) {
	t.Parallel()
	q := one(t, "table", `columns = [{id = "ten", heading = "Họ và tên", type = "text"}, {id = "tiet", heading = "Số tiết (tiết)", type = "integer", total = true}, {id = "ti_le", heading = "Tỉ lệ (%)", type = "percent"}]`)
	const plain = "An; 12; 95%\nBình; 8;"
	for _, c := range []struct{ name, text, want, notes string }{
		{"bare", "An; 12; 95\nBình; 8", plain, ""},
		{"headings", "Họ và tên\tSố tiết\tTỉ lệ\nAn\t12\t95\nBình\t8", plain, "headings"},
		{"headings in another order", "STT\tTi le (%)\tHO VA TEN:\tGhi chú\tSố tiết\n1\t95\tAn\tx\t12\n2\t\tBình\t\t8\n", plain, "headings ignored Ghi chú"},
		{"shortened headings", "Họ và tên; Số tiết dạy; Tỉ l\nAn; 12; 95\nBình; 8;", plain, "headings"},
		{"a title above", "Trường Tiểu học Hoa Sen\n\nDANH SÁCH\t\t\t\nTT\tHọ và tên\tSố tiết\tTỉ lệ\n1\tAn\t12\t95\n2\tBình\t8\n\tTổng cộng\t20\n", plain, "headings sums"},
		{"a column missing", "Họ và tên\tSố tiết\nAn\t12\nBình\t8", "An; 12;\nBình; 8;", "headings missing Tỉ lệ (%)"},
		{"numbers of rows", "4\tAn\t12\t95\n5\tBình\t8\t\n", plain, "numbers"},
		{"numbers with dots", "1.; An; 12; 95\n2.; Bình; 8;", plain, "numbers"},
		{"one row with its number", "1; An; 12; 95", "An; 12; 95%", "numbers"},
		{"sums", "An;12;95\nBình;8\nTổng số:;20", plain, "sums"},
		{"a row that is called Tổng", "Tổng;12;95", "Tổng; 12; 95%", ""},
	} {
		r, problem := q.GuessRows(SplitRows(c.text), today)
		if problem != nil {
			t.Errorf("%s: %+v", c.name, problem)
			continue
		}
		var notes []string
		for _, n := range []struct {
			on   bool
			name string
		}{{r.Headings, "headings"}, {r.Numbers, "numbers"}, {r.Sums, "sums"}, {r.Missing != nil, "missing " + strings.Join(r.Missing, ", ")}, {r.Ignored != nil, "ignored " + strings.Join(r.Ignored, ", ")}} {
			if n.on {
				notes = append(notes, n.name)
			}
		}
		if got := q.Format(TableValue(r.Rows)); got != c.want || strings.Join(notes, " ") != c.notes {
			t.Errorf("%s: got\n%s\n%v, want\n%s\n%s", c.name, got, notes, c.want, c.notes)
		}
	}
}

func TestTable_problems(t *testing.T) {
	t.Parallel()
	q := one(t, "table", staffColumns)
	_, problem := q.Parse("An; x; 1\nBình; 1; 2; 3; 31/2/2024; có; gì; nữa\n"+strings.Repeat("a", MaxCell+1)+"\nCát; 1,5", today)
	if problem == nil || problem.Code != BadCells || problem.Wrong != 4 {
		t.Fatalf("got %+v", problem)
	}
	var got []string
	for _, c := range problem.Cells {
		code := ProblemCode("")
		if c.Problem != nil {
			code = c.Problem.Code
		}
		got = append(got, fmt.Sprint(c.Row, " ", c.Column, " ", c.Cells, " ", c.Heading, " ", code))
	}
	want := []string{"0 1 0 Số tiết not-number", "1 -1 8  ", "2 0 0 Họ và tên too-long", "3 1 0 Số tiết not-integer"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, problem := q.Parse(strings.Repeat("An\n", MaxRows+1), today); problem == nil || problem.Code != TooManyRows {
		t.Errorf("%d rows: %+v", MaxRows+1, problem)
	}
	if r, problem := q.Parse("An; 1; 1.234", today); problem != nil || *r.Value.Table[0]["kinh_phi"].Number != 1234 {
		t.Errorf("got %+v, %+v", r, problem)
	}
	if r, _ := q.GuessRows(SplitRows("An; 1; 1.234; 5; 3/4"), today); len(r.Doubts) != 2 || r.Doubts[0].Typed != "1.234" || r.Doubts[1].Column != 4 {
		t.Errorf("doubts %+v", r.Doubts)
	}
}

func TestTable_sums(t *testing.T) {
	t.Parallel()
	q := one(t, "table", staffColumns)
	r, problem := q.Parse("An; 12; 0,1\nBình; ; 0,2\nCát; 8;", today)
	if problem != nil {
		t.Fatal(problem)
	}
	if got, want := q.Summary(r.Value), "3 dòng, tổng Số tiết: 20, tổng Kinh phí (đồng): 0,3"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	none := TextValue("Không")
	mine, theirs := Answer{Value: r.Value}, Answer{Value: TableValue([]Row{{"ten": TextValue("Dũng")}})}
	if v, ok := Combine(q, []Answer{mine, {Value: none}, theirs}); !ok || q.Summary(v) != "4 dòng, tổng Số tiết: 20, tổng Kinh phí (đồng): 0,3" {
		t.Errorf("got %q", q.Summary(v))
	}
	if v, ok := Combine(q, []Answer{{Value: none}, {Value: none}}); !ok || q.Summary(v) != "Không" {
		t.Errorf("got %q", q.Summary(v))
	}
	if got := q.Lacking(r.Value.Table[1]); strings.Join(got, ", ") != "Số tiết, Tỉ lệ (%), Ngày, Hoàn thành" {
		t.Errorf("lacking %q", got)
	}
}

// TestTable_expressions: a table is a list of maps.
func TestTable_expressions(t *testing.T) {
	t.Parallel()
	rows := func(text string) Value {
		r, problem := one(t, "table", staffColumns).Parse(text, today)
		if problem != nil {
			t.Fatal(problem)
		}
		return r.Value
	}
	full := rows("An; 12; 0,1; 5; 1/5/2024; có\nBình; 8; 0,2; 6; 2/5/2024; không")
	holes := rows("An; 12\nBình; ; 0,2")
	for _, c := range []struct {
		when  string
		value Value
		want  bool
	}{
		{`len(bang) == 2`, full, true},
		{`len(bang) == 0`, TextValue("Không"), true},
		{`bang == nil`, Value{}, true},
		{`bang == nil`, full, false},
		{`len(bang) > 5`, Value{}, true}, // undecided
		{`sum(bang, .tiet) == 20`, full, true},
		{`sum(bang, .kinh_phi) == 0.3`, full, true},
		{`sum(bang, .tiet) > 20`, holes, true}, // an empty cell is nil
		{`sum(bang, .tiet ?? 0) > 20`, holes, false},
		{`all(bang, .tiet > 7)`, full, true},
		{`all(bang, .tiet >= 8.000000000001)`, full, true},
		{`any(bang, .ten == "Bình")`, full, true},
		{`any(bang, .ten == "Cát")`, full, false},
		{`all(bang, .tiet > .kinh_phi)`, full, true},
		{`all(bang, .ten < "C")`, full, true},
		{`all(bang, .ten != .ngay)`, full, true},
		{`count(bang, .xong == true) == 1`, full, true},
		{`count(bang, .xong) == 1`, full, true},
		{`any(bang, .tiet / 0 > 1)`, full, true}, // undecided
		{`any(bang, .tiet % 5 == 2)`, full, true},
		{`any(bang, .tiet / 4 == 3)`, full, true},
		{`count(bang, .ngay >= "2024-05-02") == 1`, full, true},
		{`count(bang, .tiet == nil) == 1`, holes, true},
	} {
		tm := mustRead(t, head+"[[sections]]\nquestions = [\n{id = \"bang\", type = \"table\", prompt = \"?\", "+strings.ReplaceAll(staffColumns, "\n", "")+"},\n"+
			`{id = "q", type = "text", prompt = "?", when = '`+c.when+`'}`+"]\n")
		get := answers{"bang": c.value}
		if c.value.IsZero() {
			delete(get, "bang")
		}
		if got := tm.Applies(tm.Question("q"), get.get); got != c.want {
			t.Errorf("%s: got %v", c.when, got)
		}
	}
}

// TestExamples: the templates that the documentation tells people to copy are right.
func TestExamples(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../docs/examples/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		mustRead(t, string(source))
	}
}

func FuzzSplitRows(f *testing.F) {
	q := one(f, "table", staffColumns)
	for _, s := range []string{"An; 12; 95,5%", "\"a;\"\"b\"\tc\n\td", "Họ và tên\tSố tiết\n1\tAn\t2", "1;a\n2;b", "\"", "\x00;\xff\n;", "Tổng;1\nTổng;2", "a | b\nc | d", "a  b\nc  d", "An;45443;0,5", "A\tB\n(1)\t(2)\nx\t1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, row := range SplitRows(text) {
			for _, cell := range row {
				if strings.ContainsAny(cell, "\n\t") || cell != strings.TrimSpace(cell) {
					t.Fatalf("cell %q", cell)
				}
			}
		}
		r, problem := q.GuessRows(SplitRows(text), today)
		if problem != nil {
			if len(r.Rows) > 0 {
				t.Fatal("a problem and rows")
			}
			return
		}
		if len(r.Rows) == 0 {
			return
		}
		v := TableValue(r.Rows)
		again, problem := q.Parse(q.Format(v), today)
		if problem != nil {
			t.Fatalf("%q: %+v", q.Format(v), problem)
		}
		if diff := cmp.Diff(v, again.Value); diff != "" {
			t.Fatal(diff)
		}
	})
}
