package vntext

import "strings"

// Roman gives n in Roman numerals, "" for n < 1. Sections of reports are
// numbered so (Nghị định 30/2020/NĐ-CP, Phụ lục I).
func Roman(n int) string {
	var b strings.Builder
	for _, step := range []struct {
		value int
		sign  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for ; n >= step.value; n -= step.value {
			b.WriteString(step.sign)
		}
	}
	return b.String()
}
