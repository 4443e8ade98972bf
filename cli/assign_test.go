package cli_test

import (
	"strings"
	"testing"
)

const assignedTemplate = `
id = "chia"
title = "Báo cáo chia phần"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Chia phần"
[[sections]]
id = "so"
heading = "SỐ"
  [[sections.questions]]
  id = "tien"
  type = "integer"
  prompt = "Chi bao nhiêu tiền?"
  role = "Kế toán"
  [[sections.questions]]
  id = "lop"
  type = "integer"
  prompt = "Có bao nhiêu lớp?"
  role = "tổ 3"
  [[sections.questions]]
  id = "chung"
  type = "text"
  prompt = "Nhận xét chung?"
`

// TestOpenAssigned: a campaign is opened with the assignments that its template suggests.
func TestOpenAssigned(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("chia.toml", assignedTemplate)
	list := d.file("nguoi.csv", "ten,to,vai_tro\nĐỗ Văn Tùng,\"tổ 1, kế toán\",staff\nTrần Thị Mận,tổ 3,staff\nLê Thị Ươm,Tổ 3,staff\n")
	d.must("person", "import", list)
	got := d.must("campaign", "open", "--template", template)
	for _, want := range []string{"Phân công:", "câu 1  Đỗ Văn Tùng", "câu 2  Trần Thị Mận, Lê Thị Ươm", "câu 3  cả trường"} {
		if !strings.Contains(got, want) {
			t.Errorf("open prints no %q:\n%s", want, got)
		}
	}
	type view struct {
		Assignments []struct {
			Question string
			People   []string
		}
		People []struct {
			Name            string
			Asked, Answered int
		}
	}
	shown := decode[view](t, d.must("campaign", "show", "chia-2026-1", "--json"))
	if len(shown.Assignments) != 2 || shown.Assignments[1].Question != "lop" || len(shown.Assignments[1].People) != 2 ||
		len(shown.People) != 3 || shown.People[0].Asked != 2 {
		t.Errorf("show: %+v", shown)
	}
	if got := d.must("campaign", "show", "chia-2026-1"); !strings.Contains(got, "câu 2  Trần Thị Mận, Lê Thị Ươm") || !strings.Contains(got, "Đỗ Văn Tùng") {
		t.Errorf("show: %s", got)
	}
	if got := d.must("campaign", "open", "--template", template, "--assign", "none"); strings.Contains(got, "Phân công") {
		t.Errorf("--assign none: %s", got)
	}
	code, _, stderr := d.run("campaign", "open", "--template", template, "--assign", "sugested")
	if code != 2 {
		t.Errorf("--assign sugested: exit %d", code)
	}
	checkFirstLine(t, stderr, []string{"--assign", "suggested"})
}
