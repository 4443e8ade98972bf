package notice

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// levels are the words for places of the State, as they stand in a name.
var levels = []struct {
	folded, word string
	district     bool // is named with its level: "thị xã Đồng Xoài"
}{
	{"thanhpho", "thành phố", false},
	{"tp", "thành phố", false},
	{"tinh", "tỉnh", false},
	{"thixa", "thị xã", true},
	{"tx", "thị xã", true},
	{"huyen", "huyện", true},
	{"quan", "quận", true},
	{"thitran", "thị trấn", true},
	{"phuong", "phường", true},
	{"xa", "xã", true},
	{"dackhu", "đặc khu", true},
}

// smallWords stay small inside a name that was written in capitals.
var smallWords = map[string]bool{
	"và": true, "của": true, "các": true, "tỉnh": true, "huyện": true, "xã": true, "thị": true, "trấn": true, "phường": true, "quận": true, "về": true, "cho": true,
}

// smallPairs are the second syllables of words of which only the first takes a capital.
var smallPairs = map[string]string{
	"uỷ": "ban", "nhân": "dân", "giáo": "dục", "đào": "tạo", "văn": "hóa hoá phòng thư", "thể": "thao", "du": "lịch", "xã": "hội", "nội": "vụ", "tư": "pháp", "tài": "chính nguyên",
	"kế": "hoạch", "môi": "trường", "công": "nghệ thương đoàn an", "khoa": "học", "thông": "tin", "truyền": "thông", "nông": "nghiệp", "phát": "triển", "lao": "động", "thương": "binh",
	"dân": "vận tộc", "tổ": "chức", "tuyên": "giáo", "chính": "phủ trị", "chấp": "hành", "thường": "vụ trực", "trung": "ương tâm", "hội": "đồng", "tiểu": "học",
	"chi": "bộ đoàn cục", "huyện": "ủy uỷ đoàn", "tỉnh": "ủy uỷ đoàn", "thành": "ủy uỷ đoàn phố", "thị": "ủy uỷ đoàn", "thủ": "tướng", "ủy": "ban viên",
	"mầm": "non", "cơ": "sở", "đầu": "tư", "y": "tế", "phòng": "chống", "bộ": "trưởng", "chủ": "tịch", "kiểm": "tra định sát lâm", "thanh": "tra", "mặt": "trận", "liên": "đoàn hiệp", "đảng": "ủy bộ uỷ", "phụ": "nữ",
	"lưu": "trữ", "thi": "đua", "khen": "thưởng", "đô": "thị", "kinh": "tế", "hạ": "tầng", "giao": "thông", "vận": "tải", "nhà": "giáo trường nước", "cán": "bộ", "quản": "lý", "thiên": "tai", "khu": "vực", "trẻ": "em", "chất": "lượng",
	"khảo": "thí", "đại": "học", "sư": "phạm", "cao": "đẳng", "việc": "làm", "an": "toàn ninh", "thực": "phẩm", "xây": "dựng", "ngân": "hàng", "quân": "sự", "bảo": "hiểm vệ",
}

// properName writes a name in capitals as it is written in running text.
func properName(name string) string {
	words := strings.Fields(name)
	for i, word := range words {
		if strings.EqualFold(word, "UBND") {
			words[i] = "ỦY BAN NHÂN DÂN"
		}
		if strings.EqualFold(word, "BCH") {
			words[i] = "BAN CHẤP HÀNH"
		}
	}
	words = strings.Fields(strings.Join(words, " "))
	before, place := "", false
	for i, word := range words {
		lower := strings.ToLower(word)
		short := utf8.RuneCountInString(word) <= 8 && strings.IndexFunc(word, isVowel) < 0
		switch {
		case i == 0 && !short:
			words[i] = capital(lower)
		case short && unicode.IsLetter(firstRune(word)): // TNCS, TP
			words[i] = word
		case place:
			words[i] = capital(lower)
		case lower == "nhân" && before == "ban", lower == "dân" && before == "nhân", smallWords[lower] && !(lower == "xã" && nextIs(words, i, "hội")):
			words[i] = lower
		case strings.Contains(" "+smallPairs[before]+" ", " "+lower+" ") && smallPairs[before] != "":
			words[i] = lower
		case lower == "thành" && nextIs(words, i, "phố"), lower == "phố" && before == "thành":
			words[i] = lower
		default:
			words[i] = capital(lower)
		}
		if (nextIs(words, i, "ủy") || nextIs(words, i, "uỷ") || nextIs(words, i, "đoàn")) && lower != "phố" {
			before = lower
			continue
		}
		if lower == "huyện" || lower == "tỉnh" || lower == "phường" || lower == "quận" || lower == "trấn" || lower == "phố" && before == "thành" ||
			lower == "xã" && !nextIs(words, i, "hội") && before != "văn" {
			place = true
		}
		before = lower
	}
	return strings.Join(words, " ")
}

// properPlace writes "TỈNH CAO BẰNG" as "tỉnh Cao Bằng".
func properPlace(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, word := range words {
		if i > 0 && !(word == "phố" && words[0] == "thành") && !(i == 1 && words[0] == "thị" && (word == "xã" || word == "trấn")) {
			words[i] = capital(word)
		}
	}
	return strings.Join(words, " ")
}

func isVowel(r rune) bool { return strings.IndexByte("aeiouy", foldRune(r)) >= 0 }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func nextIs(words []string, i int, word string) bool {
	return i+1 < len(words) && strings.ToLower(words[i+1]) == word
}

func capital(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	out := string(unicode.ToUpper(r)) + word[size:]
	if k := strings.IndexByte(out, '-'); k > 0 && k+1 < len(out) {
		return out[:k+1] + capital(out[k+1:])
	}
	return out
}

// standing are the bodies that act for the whole that is named above them.
var standing = map[string]bool{"banthuongvu": true, "banthuongtruc": true, "banchaphanh": true}

// withParent adds to a name what its superior says about the place: "Sở Giáo dục và
// Đào tạo" under "UBND TỈNH BÌNH DƯƠNG" is that of Bình Dương.
func withParent(name, parent string) (full string, took bool) {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	folded := squeeze(parent)
	switch {
	case strings.HasPrefix(folded, "doitntp") && first == "hội":
		if rest, ok := strings.CutPrefix(name, "Hội đồng "); ok && !strings.HasPrefix(rest, "Đội") {
			return "Hội đồng Đội " + rest + " (" + properName(parent) + ")", true
		}
	case strings.Contains(folded, "uybannhandan") || strings.Contains(folded, "ubnd"):
		if first != "sở" && first != "phòng" && first != "ban" && first != "thanh" && first != "văn" {
			return name, false
		}
		place, level, district := placeOf(parent)
		if place == "" || strings.Contains(squeeze(name), squeeze(place)) {
			return name, false
		}
		if district || first != "sở" && level != "" {
			return name + " " + level + " " + place, true
		}
		return name + " " + place, true
	case strings.HasPrefix(folded, "truong") && (first == "phòng" || first == "khoa"):
		return name + " " + properName(parent), true
	case first == "ban" && (folded != "" && standing[squeeze(name)]) || first == "thường":
		return name + " " + properName(parent), true
	case strings.HasPrefix(folded, "doantncs") && strings.HasPrefix(squeeze(name), "banchaphanh"):
		return "Ban Chấp hành " + properName(parent) + strings.TrimPrefix(name, "Ban Chấp hành"), true
	case first == "ban" || first == "văn" || first == "ủy":
		for _, head := range []string{"tinhuy", "huyenuy", "thanhuy", "thiuy", "quanuy", "danguy", "dangbo"} {
			if strings.HasPrefix(folded, head) && !strings.Contains(squeeze(name), folded) {
				return name + " " + properName(parent), true
			}
		}
	}
	return name, false
}

// placeOf gives the name and the level of the place in "UBND TX. ĐỒNG XOÀI".
func placeOf(parent string) (place, level string, district bool) {
	words := strings.Fields(strings.ReplaceAll(parent, ".", ". "))
	for i := range words {
		for _, l := range levels {
			for n := 1; n <= 2 && i+n < len(words); n++ {
				if strings.TrimSuffix(squeeze(strings.Join(words[i:i+n], " ")), ".") == l.folded {
					name := strings.Join(words[i+n:], " ")
					for j, word := range strings.Fields(name) {
						if j == 0 {
							name = capital(strings.ToLower(word))
						} else {
							name += " " + capital(strings.ToLower(word))
						}
					}
					return name, l.word, l.district
				}
			}
		}
	}
	return "", "", false
}
