package docx

//go:generate go run genwidths.go

// face is a cut of the font.
type face int

const (
	faceRegular face = iota
	faceBold
	faceItalic
)

// The widths taken for characters without one in the table: an average letter,
// and nothing for combining marks.
const (
	otherWidth = unitsPerEm / 2
	wideWidth  = unitsPerEm // East Asian letters and emoji
)

// textWidth gives the width of a text on one line, in points.
func textWidth(f face, size float64, text string) float64 {
	units := 0
	for _, c := range text {
		units += runeWidth(f, c)
	}
	return float64(units) * size / unitsPerEm
}

func runeWidth(f face, c rune) int {
	at := 0
	for _, r := range widthRanges {
		if c >= r[0] && c <= r[1] {
			return int(widths[f][at+int(c-r[0])])
		}
		at += int(r[1]-r[0]) + 1
	}
	switch {
	case c >= 0x300 && c < 0x370:
		return 0
	case c >= 0x2e80:
		return wideWidth
	}
	return otherWidth
}
