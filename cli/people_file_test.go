package cli

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever the bytes, a list is people with names or says what is wrong.
func FuzzReadList(f *testing.F) {
	for _, s := range []string{
		"họ tên,vai,tổ,xưng hô\nLê Thị Mận,staff,tổ 3,cô\n", "sep=;\nname;unit\n\"A \"\"B\"\" C\";x\n", "\xff\xfeh\x00", "\xfe\xff\x00h",
		"ten\tto\na b\t\x00", "họ tên\n\"", "\xef\xbb\xbf", "Hä vµ tªn\nNguyÔn", "ho dem,ten\nLê,Mơ\n", ",,,\n,,\nname\n", "name,name\nx,y",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l := readList(data)
		if len(l.rows) == 0 && len(l.problems) == 0 {
			t.Fatal("neither people nor a problem")
		}
		for _, row := range l.rows {
			if row.line < 1 || !utf8.ValidString(row.person.Name) || strings.ContainsAny(row.person.Name+row.person.Unit, "\n\x00=") {
				t.Errorf("row %+v", row)
			}
		}
		for _, p := range l.problems {
			if p.why == "" || textListProblem(p) == "" {
				t.Errorf("problem %+v", p)
			}
		}
	})
}
