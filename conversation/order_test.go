package conversation

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/report"
)

func TestParseOrder(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Order{
		"tiến độ":                     {Task: taskProgress},
		"Tien do.":                    {Task: taskProgress},
		"/tiendo@thuky_bot":           {Task: taskProgress},
		"Duyệt":                       {Task: taskApprove},
		"duyet bao cao":               {Task: taskApprove},
		"ban thao":                    {Task: taskDraft},
		"xem câu 7":                   {Task: taskView, Number: 7},
		"xem 7":                       {Task: taskView, Number: 7},
		"/xem 7":                      {Task: taskView, Number: 7},
		"xem câu":                     {Task: taskView},
		"tra lai cau 7":               {Task: taskReturn, Number: 7},
		"Trả lại câu 7 Mận: ghi lại":  {Task: taskReturn, Number: 7, Name: "Mận", Text: "ghi lại"},
		"trả lại câu 7: số 5: sai":    {Task: taskReturn, Number: 7, Text: "số 5: sai"},
		"trả lại 7 cô Mận":            {Task: taskReturn, Number: 7, Text: "cô Mận"},
		"/tralai câu 7 Mận: ghi lại":  {Task: taskReturn, Number: 7, Name: "Mận", Text: "ghi lại"},
		"sửa hộ câu 2 Đỗ: a\n- b: c":  {Task: taskAmend, Number: 2, Name: "Đỗ", Text: "a\n- b: c"},
		"sua ho cau 2:\nhai\ndòng":    {Task: taskAmend, Number: 2, Text: "hai\ndòng"},
		"đồng ý bỏ qua câu 3 Lê Mận.": {Task: taskAccept, Number: 3, Text: "Lê Mận"},
		"làm lại":                     {Task: taskRework},
		"trả lại câu 99999":           {Task: taskReturn, Number: 99999},
	} {
		got, ok := parseOrder(text)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%q: %v, -want +got:\n%s", text, ok, diff)
		}
	}
	for _, text := range []string{
		"", "xem", "xem lại", "xem kỹ câu 7", "trả lời câu 7", "trà lại câu 7", "duyệt binh", "tiến độ chậm", "sửa 7", "sữa hộ 7",
		"trả lại câu 7a", "xem 7 8", "bỏ qua", "đồng ý", "/", "/xem", "/xemlai", "tiến", "Trả lại tiền thừa cho phụ huynh",
	} {
		if got, ok := parseOrder(text); ok {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	var shares []report.Share
	for _, name := range []string{"Lê Thị Mận", "Lê Thị Mẫn", "Trần Mận Đỗ", "Lò Văn Đỗ"} {
		shares = append(shares, report.Share{Person: report.Person{ID: name, Name: name}})
	}
	for typed, want := range map[string][]string{
		"Mận":        {"Lê Thị Mận"},
		"cô mận":     {"Lê Thị Mận"},
		"man":        {"Lê Thị Mận", "Lê Thị Mẫn"},
		"le thi man": {"Lê Thị Mận", "Lê Thị Mẫn"},
		"đỗ":         {"Trần Mận Đỗ", "Lò Văn Đỗ"},
		"lo do":      {"Lò Văn Đỗ"},
		"Tuyết":      nil,
		"":           nil,
		"cô":         nil,
	} {
		var got []string
		for _, s := range named(shares, typed) {
			got = append(got, s.Person.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -want +got:\n%s", typed, diff)
		}
	}
}

// FuzzParseOrder: whatever is typed is read without a panic, and an order keeps
// within what was typed.
func FuzzParseOrder(f *testing.F) {
	for _, text := range []string{"trả lại câu 7 Mận: ghi lại", "/tralai 7", "xem 7", "sửa hộ câu 2:\nhai", "duyệt", "đồng ý bỏ qua câu 3 :", "xem câu  7"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o, ok := parseOrder(text)
		if ok && (o.Task == "" || o.Number < 0 || len(o.Text)+len(o.Name) > len(text)) {
			t.Errorf("%q: %+v", text, o)
		}
	})
}
