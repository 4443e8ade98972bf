package bot

import (
	"testing"

	"thuky/render"
	"thuky/report"
	"thuky/workday"
)

// TestBasisOfNames: a table of organisations leaves the fingerprint of a report alone, by
// which an approved version is known, until a name that is printed changes.
func TestBasisOfNames(t *testing.T) {
	t.Parallel()
	template, err := report.ReadTemplate("t.toml", []byte(`
id = "t"
title = "Thử"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Công tác thư viện"
recipients = ["UBND xã Hoa Sen (báo cáo)"]
[[sections]]
id = "a"
heading = "MỘT"
  [[sections.questions]]
  id = "mot"
  type = "text"
  prompt = "Một?"
`))
	if err != nil {
		t.Fatal(err)
	}
	in := render.Input{
		Template: template, School: report.School{Name: "Trường Tiểu học Hoa Sen", Superior: "UBND HUYỆN SEN HỒNG", OrganisationsFile: ""},
		Campaign: report.Campaign{ID: "c1", Date: workday.Date{Year: 2026, Month: 5, Day: 31}},
	}
	before := basis(in)
	in.School.Organisations, in.School.OrganisationsFile = report.ShippedOrganisations(), "co-quan.toml"
	if basis(in) != before {
		t.Error("a table that changes no name outdates what was approved")
	}
	seen := map[string]bool{before: true}
	for _, file := range []string{
		"[[organisation]]\nid = \"a\"\nname = \"UBND huyện Sen Hồng\"\nuntil = 2025-06-30\nsuccessors = [\"b\"]\n[[organisation]]\nid = \"b\"\nname = \"UBND xã Sen\"\n",
		"[[organisation]]\nid = \"a\"\nname = \"UBND xã Hoa Sen\"\nuntil = 2025-06-30\nsuccessors = [\"b\"]\n[[organisation]]\nid = \"b\"\nname = \"UBND xã Sen\"\n",
	} {
		if in.School.Organisations, err = report.ReadOrganisations("t.toml", []byte(file), report.ShippedOrganisations()); err != nil {
			t.Fatal(err)
		}
		if b := basis(in); seen[b] {
			t.Errorf("another name in print, and the same fingerprint: %s", file)
		} else {
			seen[b] = true
		}
	}
}
