package cli_test

import (
	"strings"
	"testing"
)

// TestDoctorOrganisations: doctor says when the superior of the settings is no more, when
// the school has another name, and what is wrong with the file, with its line.
func TestDoctorOrganisations(t *testing.T) {
	t.Parallel()
	const school = `
[[organisation]]
id = "ubnd-xa-dong-sen"
name = "Ủy ban nhân dân xã Đồng Sen"
until = 2025-06-30
successors = ["ubnd-xa-hoa-sen"]
[[organisation]]
id = "ubnd-xa-hoa-sen"
name = "Ủy ban nhân dân xã Hoa Sen"
from = 2025-07-01
[[organisation]]
id = "truong"
kind = "school"
name = "Trường Tiểu học Đồng Sen"
until = 2025-06-30
[[organisation]]
id = "truong"
kind = "school"
name = "Trường Tiểu học Hoa Sen"
from = 2025-07-01
`
	for _, tt := range []struct{ name, file, config, state, found, advice string }{
		{"shipped alone", "", "", "ok", "tên trong bảng có sẵn; cơ quan chủ quản “UBND XÃ HOA SEN” còn dùng được", ""},
		{"district", "", `superior = "UBND HUYỆN SEN HỒNG"`, "warning", "cơ quan chủ quản “UBND HUYỆN SEN HỒNG” không còn từ ngày 1/7/2025", "Sửa school.superior thành"},
		{"any district", "", `superior = "UBND HUYỆN"`, "warning", "cơ quan chủ quản “UBND HUYỆN” không còn từ ngày 1/7/2025; nay là Ủy ban nhân dân xã (phường)", "Sửa school.superior thành"},
		{"own file", school, `superior = "UBND XÃ ĐỒNG SEN"`, "warning", "cơ quan chủ quản “UBND XÃ ĐỒNG SEN” không còn từ ngày 1/7/2025; nay là UBND xã Hoa Sen", `Sửa school.superior = "UBND XÃ HOA SEN".`},
		{"renamed", school, `name = "Trường Tiểu học Đồng Sen"`, "warning", "trường “Trường Tiểu học Đồng Sen” nay có tên “Trường Tiểu học Hoa Sen”", `Sửa school.name = "Trường Tiểu học Hoa Sen".`},
		{"not in the file", school, `name = "Trường Tiểu học Hoa Mai"`, "warning", "không có “Trường Tiểu học Hoa Mai”", "Ghi school.name đúng"},
		{"fine", school, "", "ok", "kể cả tệp", ""},
		{"a slip", "[[organisation]]\nid = \"a\"\n", "", "error", "co-quan.toml:1: thiếu khóa «name»", "docs/ten-co-quan.md"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			config := "[school]\n" + tt.config + "\n"
			if tt.file != "" {
				config += "organisations = '" + d.file("co-quan.toml", tt.file) + "'\n"
			}
			code, out, _ := d.run("doctor", "--json", "--config", d.file("config.toml", config))
			type found struct{ Subject, State, Found, Advice string }
			for _, f := range decode[[]found](t, out) {
				if f.Subject != "Tên cơ quan" {
					continue
				}
				if f.State != tt.state || !strings.Contains(f.Found, tt.found) || !strings.Contains(f.Advice, tt.advice) || tt.state == "ok" && f.Advice != "" {
					t.Errorf("exit %d, got %+v", code, f)
				}
				return
			}
			t.Errorf("exit %d, no check of the names: %s", code, out)
		})
	}
}

// TestOrganisationsFile: every command that prints names refuses a file with a mistake, and
// says where it is.
func TestOrganisationsFile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := d.file("co-quan.toml", "[[organisation]]\nid = \"a\"\nname = \"A\"\nuntil = \"31/6/2025\"\n")
	config := d.file("config.toml", "[school]\norganisations = '"+file+"'\n")
	code, _, stderr := d.run("check", "--config", config, d.file("x.txt", "BÁO CÁO"))
	if code != 1 || !strings.Contains(stderr, "co-quan.toml:4: «until» phải là một ngày có thật") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	code, _, stderr = d.run("check", "--config", d.file("none.toml", "[school]\norganisations = \"khong-co.toml\"\n"), d.file("x.txt", "BÁO CÁO"))
	if code != 1 || !strings.Contains(stderr, "Không đọc được tệp tên cơ quan khong-co.toml") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// TestTemplateBodies: the check of a template says which bodies nobody knows, and which
// recipients are no more.
func TestTemplateBodies(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := d.file("mau.toml", `
id = "mau"
title = "Mẫu"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Công tác thư viện"
recipients = ["{{org.ubnd-xa-hoa-sen}}", "{{org.superior}}", "UBND huyện Sen Hồng (báo cáo)", "Phòng Nội vụ", "Lưu: VT"]
[[sections]]
id = "a"
heading = "MỘT"
  [[sections.questions]]
  id = "mot"
  type = "text"
  prompt = "Một?"
`)
	code, stdout, stderr := d.run("template", "check", file)
	if code != 0 || !strings.Contains(stdout, "mau") || !strings.Contains(stderr, "{{org.ubnd-xa-hoa-sen}}") || !strings.Contains(stderr, "“UBND huyện Sen Hồng (báo cáo)” không còn từ ngày 1/7/2025") ||
		strings.Contains(stderr, "superior") || strings.Contains(stderr, "Phòng Nội vụ") {
		t.Errorf("exit %d\n%s\n%s", code, stdout, stderr)
	}
}

// TestRenderNames: a report that is rendered has the names of its day in its head and among
// its recipients, and cites the notice with those of the notice's day.
func TestRenderNames(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	config := d.file("config.toml", "[school]\nsuperior = \"UBND XÃ ĐỒNG SEN\"\norganisations = '"+d.file("co-quan.toml", `
[[organisation]]
id = "ubnd-xa-dong-sen"
name = "Ủy ban nhân dân xã Đồng Sen"
until = 2025-06-30
successors = ["ubnd-xa-hoa-sen"]
[[organisation]]
id = "ubnd-xa-hoa-sen"
name = "Ủy ban nhân dân xã Hoa Sen"
from = 2025-07-01
`)+"'\n")
	template := d.file("mau.toml", strings.NewReplacer(
		`recipients = ["Lưu: VT"]`, `recipients = ["UBND xã Đồng Sen (báo cáo)", "{{org.ubnd-xa-dong-sen}}", "Lưu: VT"]`,
		`opening = [`, `opening = ["Thực hiện {{notice}}.", `,
	).Replace(small))
	d.must("campaign", "open", "--config", config, "--template", template, "--period", "năm 2026", "--notice-number", "12/UBND-VX", "--notice-date", "5/3/2025",
		"--notice-issuer", "UBND xã Hoa Sen", "--notice-subject", "báo cáo kết quả họp")
	type campaign struct {
		ID string `json:"id"`
	}
	id := decode[[]campaign](t, d.must("campaign", "list", "--json", "--config", config))[0].ID
	text := d.must("render", "--config", config, "--campaign", id, "--format", "md")
	for _, want := range []string{"UBND XÃ HOA SEN", "của UBND xã Đồng Sen về việc báo cáo kết quả họp", "UBND xã Hoa Sen (báo cáo);", "Ủy ban nhân dân xã Hoa Sen;"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "ĐỒNG SEN") {
		t.Errorf("the old superior is in\n%s", text)
	}
}
