package conversation

import (
	"strings"

	"thuky/vntext"
)

// surnames begin most names of people in Vietnam, folded. Whoever has another is asked
// twice at worst.
var surnames = set(
	"nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly", "dinh", "dao", "doan", "trinh", "truong",
	"lam", "mai", "to", "luong", "cao", "chau", "ta", "luu", "la", "thai", "ha", "kieu", "quach", "vuong", "trieu", "nong", "hua", "lo", "quang", "cam", "sung", "giang",
	"vang", "ma", "thao", "au", "an", "bach", "chu", "cu", "dam", "dong", "han", "khong", "khuc", "kim", "lai", "lieu", "lu", "luc", "mac", "nghiem", "ninh", "ong", "phi", "phung",
	"pho", "son", "tang", "thach", "than", "tong", "trang", "tu", "tua", "uong", "van", "vi", "viem", "be", "ban", "dieu", "hoa", "hau", "la", "leo", "quan", "sam", "ton", "y",
)

// sentenceWords stand in what people say and not in names: as they are written with their
// marks, and without, where no name looks like them.
var (
	sentenceWords = set(
		"không", "chưa", "rồi", "gì", "sao", "xin", "chào", "hỏi", "gửi", "nộp", "báo", "giúp", "biết", "muốn", "tôi", "với", "cái", "nào", "vậy", "của", "được", "người", "nhầm",
		"tên", "phải", "sẽ", "đã", "đang", "là", "làm", "cần", "hiểu", "trả", "lời", "câu", "này", "cho", "thấy", "bấm", "vào", "ở", "đâu", "mình", "các", "nhận", "mới", "có", "sai", "đó", "kia", "trường", "thầy", "cô",
	)
	plainSentenceWords = set(
		"khong", "chua", "roi", "gi", "sao", "xin", "chao", "hoi", "gui", "nop", "bao", "giup", "biet", "muon", "toi", "voi", "cai", "nao", "vay", "cua", "nguoi", "nham", "ten", "phai", "se",
		"tra", "loi", "cau", "cho", "thay", "bam", "vao", "duoc", "hieu", "lam", "co", "minh", "sai", "day", "em", "can", "dau", "the",
	)
)

// sentencePairs are pairs of words without marks that no name has.
var sentencePairs = set("bao cao", "la sao", "la gi", "tra loi", "cau hoi", "gui gi", "lam sao", "lam gi", "nhu the", "the nao")

// saidNotNamed tells whether words are plainly something else than a name: a sentence, or an
// order. Of short words and of what begins with a surname it takes two to tell.
func saidNotNamed(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 {
		return false
	}
	surname := surnames[vntext.Fold(words[0])] && !sentenceWords[vntext.NFC(words[0])]
	if order, ok := parseOrder(name); ok && !surname && order.Text == "" && order.Name == "" {
		return true
	}
	marked, plain := 0, 0
	for i, w := range words {
		if i > 0 && sentencePairs[vntext.NFC(words[i-1]+" "+w)] {
			return true
		}
		switch lower := vntext.NFC(w); {
		case sentenceWords[lower]: // in small letters: Được, Là and Sao are names
			marked++
		case plainSentenceWords[lower] && lower == vntext.Fold(lower):
			plain++
		}
	}
	if marked == 0 && plain > 0 && name != vntext.Fold(name) && strings.ToLower(name) != vntext.Fold(name) {
		plain = 0 // with marks elsewhere: these words would have theirs
	}
	if surname {
		return marked >= 2 || plain >= 2 && len(words) >= 4
	}
	return marked >= 1 || plain >= 2 || plain == 1 && len(words) > 4
}
