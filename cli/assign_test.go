package cli_test

import (
	"errors"
	"strings"
	"testing"

	"thuky/report"
	"thuky/storage"
	"thuky/storage/boltstore"
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

// TestProgressCounts: a question that was given to several is done when all of them have
// answered, and what somebody wrote who does not have it any more does not count.
func TestProgressCounts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("chia.toml", assignedTemplate)
	list := d.file("nguoi.csv", "ten,to,vai_tro\nĐỗ Văn Tùng,\"tổ 1, kế toán\",staff\nTrần Thị Mận,tổ 3,staff\nLê Thị Ươm,Tổ 3,staff\n")
	d.must("person", "import", list)
	d.must("campaign", "open", "--template", template)
	s, err := boltstore.Open(d.path("thuky.db"))
	if err != nil {
		t.Fatal(err)
	}
	answer := func(tx storage.Tx, question, person string) error {
		return tx.PutAnswer(report.Answer{Campaign: "chia-2026-1", Question: question, Person: person, Author: person, Value: report.NumberValue(3), Revision: 1})
	}
	err = s.Update(t.Context(), func(tx storage.Tx) error {
		ids := map[string]string{}
		for p, err := range tx.People() {
			if err != nil {
				return err
			}
			ids[p.Name] = p.ID
		}
		// Cô Mận has answered hers, and the accountant's before it was his.
		return errors.Join(answer(tx, "lop", ids["Trần Thị Mận"]), answer(tx, "tien", ids["Trần Thị Mận"]))
	})
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	type row struct{ Questions, Answered int }
	if got := decode[row](t, d.must("campaign", "show", "chia-2026-1", "--json")); got != (row{3, 0}) {
		t.Errorf("show: %+v", got)
	}
	if got := decode[[]row](t, d.must("campaign", "list", "--json")); len(got) != 1 || got[0] != (row{3, 0}) {
		t.Errorf("list: %+v", got)
	}
	got := d.must("campaign", "show", "chia-2026-1")
	for _, want := range []string{"1.  chưa ", "2.  chưa đủ", "3.  chưa "} {
		if !strings.Contains(got, want) {
			t.Errorf("show has no %q:\n%s", want, got)
		}
	}
}
