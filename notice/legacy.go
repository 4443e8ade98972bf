package notice

import (
	"strings"
	"unicode"

	"thuky/vntext"
)

// Names of the encodings from before Unicode that are still alive.
const (
	TCVN3 = "TCVN3"
	VNI   = "VNI"
)

// Legacy converts text in one of the fonts from before Unicode, TCVN3 (ABC) or VNI,
// and names which. It is not ok when the text does not look like one of them. The
// caller shows the result before it is used.
func Legacy(text string) (converted, encoding string, ok bool) {
	if isVietnamese(text) {
		return "", "", false
	}
	best := 0
	for _, font := range []struct {
		name    string
		convert func(string) string
		marks   string
	}{
		{TCVN3, FromTCVN3, tcvn3Marks},
		{VNI, FromVNI, vniMarks},
	} {
		marked := 0
		for _, word := range strings.Fields(text) {
			if strings.ContainsAny(word, font.marks) {
				marked++
			}
		}
		if marked < 2 {
			continue
		}
		read := font.convert(text)
		if n := commonIn(read); n >= 2 && n > best {
			best, converted, encoding, ok = n, read, font.name, true
		}
	}
	return converted, encoding, ok
}

// isVietnamese tells that letters stand in the text that only Unicode Vietnamese has.
func isVietnamese(text string) bool {
	for _, r := range vntext.NFC(text) {
		if r >= 0x1ea0 && r <= 0x1ef9 || strings.ContainsRune("ăĂđĐơƠưƯ", r) {
			return true
		}
	}
	return false
}

// commonList holds words that any Vietnamese page of some length has.
const commonList = "và của các về ngày tháng năm báo cáo nhân dân giáo dục đào tạo trường phòng sở được trong không có là một những gửi số học sinh công tác văn bản thực hiện kế hoạch đề nghị " +
	"độc lập tự do hạnh phúc cộng hòa xã hội chủ nghĩa việt nam ủy ban uỷ huyện tỉnh kính trước thông tổ chức yêu cầu kết quả theo quy định đơn vị"

// commonIn counts the different common words with marks in the text.
func commonIn(text string) int {
	seen := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if common[word] {
			seen[word] = true
		}
	}
	return len(seen)
}

var common = newCommon()

func newCommon() map[string]bool {
	words := map[string]bool{}
	for _, word := range strings.Fields(commonList) {
		for _, r := range word {
			if r > 0x7f {
				words[word] = true
			}
		}
	}
	return words
}

// tcvn3Marks stand in TCVN3 text and hardly ever in other text.
const tcvn3Marks = "©®¸µ¹»«¬ª¨§¶·¦£¤¥¢¡\u00adÖÞ×"

// tcvn3Table gives the letter for each byte. The capitals with tones have no bytes of
// their own: their font draws small letters large.
var tcvn3Table = newTCVN3()

func newTCVN3() [256]rune {
	var table [256]rune
	for at, code := range map[rune]string{
		0xa1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xb5: "àảãáạ", 0xbb: "ằẳẵắ", 0xc6: "ặầẩẫấậè", 0xce: "ẻẽéẹềểễếệìỉ", 0xdc: "ĩíịò", 0xe1: "ỏõóọồổỗốộờởỡớợù", 0xf1: "ủũúụừửữứựỳỷỹýỵ",
	} {
		for i, r := range []rune(code) {
			table[int(at)+i] = r
		}
	}
	return table
}

// FromTCVN3 converts TCVN3 (ABC) text whose bytes were taken for Latin-1.
func FromTCVN3(text string) string {
	out := []rune(text)
	for i, r := range out {
		if r < 256 && tcvn3Table[r] != 0 {
			out[i] = tcvn3Table[r]
		}
	}
	raise(out, []rune(text))
	return vntext.NFC(string(out))
}

// raise makes converted letters large in words whose plain letters all are.
func raise(out, from []rune) {
	for i := 0; i < len(out); {
		start, upper, lower := i, 0, 0
		for ; i < len(out) && unicode.IsLetter(out[i]); i++ {
			switch {
			case out[i] != from[i]:
			case unicode.IsUpper(out[i]):
				upper++
			default:
				lower++
			}
		}
		if lower == 0 && upper >= 2 {
			for k := start; k < i; k++ {
				out[k] = unicode.ToUpper(out[k])
			}
		}
		if i == start {
			i++
		}
	}
}

// vniMarks stand in VNI text behind a vowel.
const vniMarks = "øùûõïâáàåãäêéèúüëôöñØÙÛÕÏÂÁÀÅÃÄÊÉÈÚÜËÔÖÑ"

// VNI writes a vowel and behind it one sign for its marks.
var vniTone = map[rune]rune{'ù': '\u0301', 'ø': '\u0300', 'û': '\u0309', 'õ': '\u0303', 'ï': '\u0323'}

const (
	circumflex = '\u0302'
	breve      = '\u0306'
)

var vniRoof = map[rune][2]rune{
	'â': {circumflex, 0},
	'á': {circumflex, '\u0301'},
	'à': {circumflex, '\u0300'},
	'å': {circumflex, '\u0309'},
	'ã': {circumflex, '\u0303'},
	'ä': {circumflex, '\u0323'},
	'ê': {breve, 0},
	'é': {breve, '\u0301'},
	'è': {breve, '\u0300'},
	'ú': {breve, '\u0309'},
	'ü': {breve, '\u0303'},
	'ë': {breve, '\u0323'},
}

var vniAlone = map[rune]rune{'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ', 'ñ': 'đ', 'ô': 'ơ', 'ö': 'ư'}

// FromVNI converts VNI text whose bytes were taken for Latin-1.
func FromVNI(text string) string {
	var b strings.Builder
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		low := unicode.ToLower(r)
		if alone, ok := vniAlone[low]; ok {
			low = alone
			if r != unicode.ToLower(r) {
				low = unicode.ToUpper(alone)
			}
			r = low
		}
		b.WriteRune(r)
		if i+1 >= len(runes) {
			break
		}
		next := unicode.ToLower(runes[i+1])
		if tone := vniTone[next]; tone != 0 && strings.ContainsRune("aeoơuưyAEOƠUƯY", r) {
			b.WriteRune(tone)
			i++
		} else if roof, ok := vniRoof[next]; ok && (strings.ContainsRune("aA", r) || strings.ContainsRune("eoEO", r) && roof[0] == circumflex) {
			b.WriteRune(roof[0])
			if roof[1] != 0 {
				b.WriteRune(roof[1])
			}
			i++
		}
	}
	return vntext.NFC(b.String())
}
