package wire

import (
	"strings"
	"testing"
)

func TestFileName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Báo cáo dân vận 6 tháng đầu năm 2024.docx": "Báo cáo dân vận 6 tháng đầu năm 2024.docx",
		"../../etc/passwd":         "passwd",
		`C:\tai lieu\bao cao.docx`: "bao cao.docx",
		"a\x00b\r\nc\".docx":       "abc-.docx",
		"":                         "tep",
		"...":                      "tep",
		"/":                        "tep",
		".docx":                    "docx",
		"\u202egnp.docx":           "gnp.docx",
		"a.":                       "a",
	} {
		if got := FileName(name); got != want {
			t.Errorf("FileName(%q) = %q, want %q", name, got, want)
		}
	}
	if got := FileName(strings.Repeat("ộ", 300) + ".docx"); len(got) > maxFileName || !strings.HasSuffix(got, "ộ.docx") {
		t.Errorf("long name: %q", got)
	}
}
