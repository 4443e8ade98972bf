package report

import (
	"slices"
	"strings"

	"thuky/vntext"
)

// What people write around a number, folded. The words of nearNumber leave a doubt which
// number is meant.
var (
	beforeNumber = []string{"da", "thua", "vang", "em", "co", "la", "duoc", "tong", "so", "cong", "tat", "ca", "gom"}
	nearNumber   = []string{"khoang", "tam", "do", "chung", "gan", "hon", "uoc", "ngot", "tren", "duoi"}
	afterNumber  = []string{"a", "nhe", "nha", "nhen", "oi"}
)

var (
	nearMarks  = strings.NewReplacer("~", " ", "≈", " ", "?", " ")
	phoneMarks = strings.NewReplacer(" ", "", ".", "", "-", "", "\u00a0", "")
)

// maxAround is how many words may stand before a number.
const maxAround = 5

// aroundNumber reads a number with words around it that are no unit: "dạ có 12 ạ", "khoảng 12
// em". near tells that the words are not sure of it.
func aroundNumber(text string) (n vntext.Number, near, ok bool) {
	if len(text) > 100 {
		return n, false, false
	}
	near = strings.ContainsAny(text, "~≈?") || strings.Contains(strings.ToLower(vntext.NFC(text)), wordAbout)
	words := strings.Fields(nearMarks.Replace(strings.TrimRight(text, " ,;:.?")))
	for len(words) > 1 && slices.Contains(afterNumber, vntext.Fold(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	for i := 0; i <= maxAround && i < len(words); i++ {
		if n, ok := vntext.ParseNumber(strings.Join(words[i:], " ")); ok {
			return n, near, true
		}
		switch first := vntext.Fold(strings.TrimRight(words[i], ":")); {
		case slices.Contains(nearNumber, first):
			near = true
		case !slices.Contains(beforeNumber, first):
			return n, false, false
		}
	}
	return n, false, false
}

// likePhone tells whether a text is a number of a telephone: "0912 345 678", "+84912345678".
func likePhone(text string) bool {
	text = phoneMarks.Replace(strings.TrimSpace(text))
	digits := strings.TrimPrefix(text, "+")
	if strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) {
		return false
	}
	return strings.HasPrefix(digits, "0") && (len(digits) == 10 || len(digits) == 11) ||
		strings.HasPrefix(digits, "84") && len(digits) == 11
}

// The units that count people, and what people write for them, all as plainUnit makes them.
var (
	peopleUnits = []string{"nguoi", "hocsinh", "vienchuc", "giaovien", "canbo", "nhanvien", "tre", "chau", "doanvien", "dangvien", "phuhuynh", "chamehocsinh"}
	peopleWords = []string{"em", "e", "nguoi", "ng", "chau", "ban", "thayco", "thay", "co", "dongchi", "dc"}
	peopleShort = []string{"hs", "h/s", "gv", "nv", "cb", "cbql", "vc"}
)

// sameUnit tells whether a unit was typed another way: by its first letters, or by what people
// are counted with.
func sameUnit(typed, want, unit string) bool {
	initials := ""
	for _, word := range strings.Fields(vntext.Fold(unit)) {
		initials += word[:1]
	}
	switch {
	case len(initials) > 1 && strings.ReplaceAll(typed, "/", "") == initials:
		return true
	case !slices.Contains(peopleUnits, want):
		return false
	case want == "nguoi" && (slices.Contains(peopleUnits, typed) || slices.Contains(peopleShort, typed)):
		return true
	}
	return slices.Contains(peopleWords, typed)
}
