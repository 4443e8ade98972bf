package vntext

import "testing"

func TestRoman(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{-1: "", 0: "", 1: "I", 3: "III", 4: "IV", 7: "VII", 9: "IX", 14: "XIV", 19: "XIX", 40: "XL", 99: "XCIX", 444: "CDXLIV", 2024: "MMXXIV"} {
		if got := Roman(n); got != want {
			t.Errorf("Roman(%d) = %q, want %q", n, got, want)
		}
	}
}
