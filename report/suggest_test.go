package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSuggestAssignments(t *testing.T) {
	t.Parallel()
	tm := mustRead(t, suggestTemplate)
	people := []Person{
		{ID: "p1", Name: "Đỗ Văn Tùng", Unit: "Tổ 3, kế toán", Role: Staff},
		{ID: "p2", Name: "Trần Thị Mận", Unit: "to 3", Role: Staff},
		{ID: "p3", Name: "Lê Thị Ươm", Unit: "văn phòng", Role: Admin},
		{ID: "p4", Name: "Phạm Văn Ổi", Role: Staff},
	}
	last := func(as ...Assignment) *Campaign { return &Campaign{Assignments: as} }
	for _, test := range []struct {
		name string
		last *Campaign
		want []Assignment
	}{
		{"from the units, by given name", nil, []Assignment{
			{Question: "tien", People: []string{"p1"}}, {Question: "lop", People: []string{"p2", "p1"}}, {Question: "hai", People: []string{"p1", "p3"}},
		}},
		{"the last campaign comes first, in its order", last(
			Assignment{Question: "lop", People: []string{"p4", "p2"}}, Assignment{Question: "y_kien", People: []string{"p4"}},
		), []Assignment{
			{Question: "tien", People: []string{"p1"}}, {Question: "lop", People: []string{"p4", "p2"}}, {Question: "hai", People: []string{"p1", "p3"}}, {Question: "y_kien", People: []string{"p4"}},
		}},
		{"who has left is not asked", last(
			Assignment{Question: "lop", People: []string{"p9", "p4"}}, Assignment{Question: "tien", People: []string{"p9"}}, Assignment{Question: "y_kien", People: []string{"p9"}},
		), []Assignment{
			{Question: "tien", People: []string{"p1"}}, {Question: "lop", People: []string{"p4"}}, {Question: "hai", People: []string{"p1", "p3"}},
		}},
		{"what waited for an admin, and what is not in the template", last(
			Assignment{Question: "lop", People: nil}, Assignment{Question: "cu", People: []string{"p1"}}, Assignment{Question: "tong", People: []string{"p1"}},
		), []Assignment{
			{Question: "tien", People: []string{"p1"}}, {Question: "lop", People: []string{"p2", "p1"}}, {Question: "hai", People: []string{"p1", "p3"}},
		}},
	} {
		if diff := cmp.Diff(test.want, SuggestAssignments(tm, people, test.last)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if got := SuggestAssignments(tm, nil, nil); len(got) != 0 {
		t.Errorf("without people: got %v", got)
	}
}

const suggestTemplate = head + `
[[sections]]
id = "mot"
heading = "MỘT"
  [[sections.questions]]
  id = "tien"
  type = "integer"
  prompt = "Số tiền?"
  role = "Kế toán"
  [[sections.questions]]
  id = "lop"
  type = "integer"
  prompt = "Số lớp?"
  role = "tổ 3"
  [[sections.questions]]
  id = "hai"
  type = "text"
  prompt = "Việc chung?"
  role = "kế toán,  Văn phòng"
  [[sections.questions]]
  id = "y_kien"
  type = "text"
  prompt = "Ý kiến?"
  role = "thư viện"
  [[sections.questions]]
  id = "tong"
  type = "integer"
  prompt = "Tổng?"
  compute = "tien + lop"
  role = "kế toán"
`
