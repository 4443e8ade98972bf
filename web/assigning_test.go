package web_test

import (
	"net/http"
	"strings"
	"testing"

	"thuky/storage"
)

// TestAssigning: questions, sections, units, everybody, nobody; more people; a stale page.
func TestAssigning(t *testing.T) {
	t.Parallel()
	s := newSite(t, withWorkdays)
	admin, _, _, _ := s.team()
	s.update(func(tx storage.Tx) error {
		for _, name := range []string{"Lê Thị Mai", "Phạm Văn Cường"} {
			p, err := tx.Person(s.idOf(tx, name))
			if err != nil {
				return err
			}
			p.Unit = "tổ 1"
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
	c := s.openCensus("tháng 11")
	s.says("Lê Thị Mai", "alo")
	mai, cuong := s.person("Lê Thị Mai").ID, s.person("Phạm Văn Cường").ID
	path := "/quan-ly/bao-cao/" + c.ID + "/giao"
	holders := func(question string) string { now := s.stored(c.ID); return now.Holders(question) }
	admin.get(path).says(t, "page", "tổ 1 (2 người)", "Cả trường", "Phạm Văn Cường", "(cả mục, 4 câu)", `name="da.hoc_sinh" value="all"`)
	for _, tt := range []struct {
		name   string
		fields []string
		says   string
	}{
		{"nobody chosen", []string{"cau", "nu", "da.nu", "all"}, "chọn người, tổ"},
		{"no question", []string{"cho", mai}, "chọn ít nhất một câu"},
		{"a unit that is gone", []string{"cau", "nu", "da.nu", "all", "cho", "unit:tổ 9"}, "tổ này không còn ai"},
		{"added to nobody", []string{"cau", "nu", "da.nu", "all", "cho", ":all", "them", "1"}, "cần chọn một người"},
		{"as it is", []string{"cau", "nu", "da.nu", "all", "cho", ":all"}, "đã giao như vậy rồi"},
	} {
		got := admin.post(path, tt.fields...)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d", tt.name, got.status)
		}
		got.says(t, tt.name, tt.says)
	}
	admin.post(path, "muc", "1", "da.hinh_thuc", "all", "da.xep_loai", "all", "da.nhan_xet", "all", "cho", mai).says(t, "section", "Đã giao lại")
	if holders("hinh_thuc") != mai || holders("xep_loai") != mai || holders("nhan_xet") != mai || holders("nu") != "all" {
		t.Errorf("section: %+v", s.stored(c.ID).Assignments)
	}
	if heard := s.heard("Phạm Văn Cường"); strings.Count(heard, "không còn") > 1 {
		t.Errorf("told more than once:\n%s", heard)
	}
	admin.post(path, "cau", "xep_loai", "cau", "nu", "da.xep_loai", mai, "da.nu", "all", "cho", cuong, "them", "1")
	if holders("xep_loai") != mai+" "+cuong || holders("nu") != cuong {
		t.Errorf("added: %q, %q", holders("xep_loai"), holders("nu"))
	}
	admin.post(path, "cau", "nhan_xet", "da.nhan_xet", mai, "cho", "unit:tổ 1").says(t, "unit", "tổ 1 (2 người)")
	admin.post(path, "cau", "nu", "da.nu", cuong, "cho", ":nobody").says(t, "nobody", "chưa giao ai – chưa có ai trả lời")
	stale := admin.post(path, "cau", "nu", "da.nu", cuong, "cho", mai)
	if stale.status != http.StatusConflict || holders("nu") != "nobody" {
		t.Errorf("stale: got %d, now %q", stale.status, holders("nu"))
	}
	stale.says(t, "stale", "vừa được người khác thay đổi", `name="da.nu" value="nobody"`, `value="nu" checked`, `value="`+mai+`" selected`)
	admin.get("/quan-ly/nhat-ky?viec=assign").says(t, "audit", "«cả trường → Lê Thị Mai»", "«Phạm Văn Cường → chưa giao ai»")
}
