package docx

import (
	"slices"
	"strings"
)

const (
	headSize = 13 // points
	// headWidth is the room for a name in the left column of the head, in points.
	headWidth = headLeft/twipsPerPoint - 4
)

// bodyTypes are what the names of schools and their superiors begin with, longer
// ones first: a long name is best broken behind it.
var bodyTypes = []string{
	"SỞ GIÁO DỤC VÀ ĐÀO TẠO",
	"ỦY BAN NHÂN DÂN",
	"TRƯỜNG TIỂU HỌC, TRUNG HỌC CƠ SỞ VÀ TRUNG HỌC PHỔ THÔNG",
	"TRƯỜNG PHỔ THÔNG DÂN TỘC NỘI TRÚ TRUNG HỌC CƠ SỞ VÀ TRUNG HỌC PHỔ THÔNG",
	"TRƯỜNG PHỔ THÔNG DÂN TỘC BÁN TRÚ TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ",
	"TRƯỜNG PHỔ THÔNG DÂN TỘC BÁN TRÚ TRUNG HỌC CƠ SỞ",
	"TRƯỜNG PHỔ THÔNG DÂN TỘC BÁN TRÚ TIỂU HỌC",
	"TRƯỜNG PHỔ THÔNG DÂN TỘC NỘI TRÚ",
	"TRƯỜNG PHỔ THÔNG DÂN TỘC BÁN TRÚ",
	"TRƯỜNG TRUNG HỌC CƠ SỞ VÀ TRUNG HỌC PHỔ THÔNG",
	"TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ",
	"TRƯỜNG TRUNG HỌC PHỔ THÔNG CHUYÊN",
	"TRƯỜNG TRUNG HỌC PHỔ THÔNG",
	"TRƯỜNG TRUNG HỌC CƠ SỞ",
	"TRƯỜNG THCS VÀ THPT",
	"TRƯỜNG THCS & THPT",
	"TRƯỜNG THCS&THPT",
	"TRƯỜNG TH VÀ THCS",
	"TRƯỜNG TH & THCS",
	"TRƯỜNG TH&THCS",
	"TRƯỜNG TIỂU HỌC",
	"TRƯỜNG MẦM NON",
	"TRƯỜNG MẪU GIÁO",
	"TRƯỜNG THCS",
	"TRƯỜNG THPT",
}

// oneWord are words of two syllables, which are best not broken.
var oneWord = []string{
	"DÂN TỘC", "PHỔ THÔNG", "BÁN TRÚ", "NỘI TRÚ", "TIỂU HỌC", "TRUNG HỌC", "CƠ SỞ", "MẦM NON", "MẪU GIÁO", "GIÁO DỤC", "ĐÀO TẠO", "ỦY BAN", "NHÂN DÂN",
	"THÀNH PHỐ", "THỊ XÃ", "QUỐC TẾ", "XÃ HỘI", "VĂN HÓA",
}

// splitName breaks a name into lines for the left column of the head: behind the
// type of body where it has one, else, and within the parts, into the fewest lines
// that fit and among those the most even.
func splitName(name string, f face) []string {
	words := strings.Fields(name)
	name = strings.Join(words, " ")
	if name == "" {
		return nil
	}
	if textWidth(f, headSize, name) <= headWidth {
		return []string{name}
	}
	for _, kind := range bodyTypes {
		if rest, ok := strings.CutPrefix(name, kind+" "); ok {
			return append(splitEven(strings.Fields(kind), f), splitEven(strings.Fields(rest), f)...)
		}
	}
	return splitEven(words, f)
}

// splitEven breaks words into lines. Fewer lines weigh more than even ones, a word of two
// syllables that is broken more than a line, and a line that overflows (one endless word)
// more than all.
func splitEven(words []string, f face) []string {
	type breaks struct {
		cost float64
		next int // where the following line begins
	}
	const perLine, broken, overflow, loose = 1e7, 1.5e7, 1e9, 2e3
	best := make([]breaks, len(words)+1)
	for i := len(words) - 1; i >= 0; i-- {
		for j := i + 1; j <= len(words); j++ {
			width := textWidth(f, headSize, strings.Join(words[i:j], " "))
			cost := best[j].cost + perLine + (headWidth-width)*(headWidth-width)
			if width > headWidth {
				if j > i+1 {
					break
				}
				cost += overflow
			}
			switch words[j-1] {
			case "VÀ", "&", "-":
				cost += loose // these belong to the line that follows
			}
			if j < len(words) && slices.Contains(oneWord, words[j-1]+" "+words[j]) {
				cost += broken
			}
			if slices.Contains(words[min(i+1, j):j], "-") {
				cost += 10 * loose // what it joins is best on two lines
			}
			if best[i].next == 0 || cost < best[i].cost {
				best[i] = breaks{cost, j}
			}
		}
	}
	var lines []string
	for i := 0; i < len(words); i = best[i].next {
		lines = append(lines, strings.Join(words[i:best[i].next], " "))
	}
	return lines
}
