package review

import "testing"

// TestDash_gap: the dash in a mark of missing content is the program's, not the writer's.
func TestDash_gap(t *testing.T) {
	t.Parallel()
	text := FromPlain("BÁO CÁO\nKết quả\nI. KẾT QUẢ\n[Chưa có nội dung: số học sinh đọc sách – lý do: thư viện chưa mở]\nCông tác dân vận – xã hội được quan tâm.")
	var got []string
	for _, f := range Check(Input{Text: text}) {
		if f.Code == Dash {
			got = append(got, f.Quote)
		}
	}
	if len(got) != 1 || got[0] != "dân vận – xã hội" {
		t.Errorf("got %q, want one, of the writer's dash", got)
	}
}
