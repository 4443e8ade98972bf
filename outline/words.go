package outline

import (
	"regexp"
	"strings"
)

// What words tell. All of it is compared in small letters, with marks.

// periods are the times that a report is about; in a template they become {{period}}.
var periods = regexp.MustCompile(`(?i)(?:học k[ỳìì] (?:I{1,2}|1|2)\b[\s,–-]*)?(?:đầu |cuối )?năm học:? \d{4}\s*[-–]\s*\d{4}|` +
	`(?:0?[3-9]|ba|sáu|chín) tháng (?:(?:đầu|cuối) )?năm \d{4}|quý (?:IV|I{1,3}|[1-4])(?:[/,]? ?năm \d{4}|/\d{4})|` +
	`tháng \d{1,2}(?:/\d{4}| năm \d{4})|học k[ỳì] (?:I{1,2}|1|2)\b|năm \d{4}`)

// blankPeriods are those of forms: "Năm học 20… – 20…".
var blankPeriods = regexp.MustCompile(`(?i)(?:học k[ỳì]\s*(?:[.…]\s?){2,}\s*)?năm(?: học)?:?\s*(?:20)?(?:[.…]\s?){2,}(?:\s*[-–]\s*(?:20)?(?:[.…]\s?)*)?`)

// abbreviations stay in capitals where a heading in capitals is spoken.
var abbreviations = setOf(`UBND HĐND MTTQ THCS THPT TH MN GDĐT GD-ĐT GD&ĐT BGDĐT SGDĐT PGDĐT CNTT ATGT BHYT BHXH BHTN GVCN CMHS PHHS PCCC QCDC CBQL CBGV
	CBGVNV CBCCVC HS GV NV CSVC GDPT XHHGD XMC PCGD CCHC CĐS TNTP TNTT TTCM BGH TDTT VSMT ATTP QĐ NĐ-CP TTg CT I II III IV V VI`)

// instructions are words with which an outline says what to write.
var instructions = []string{"nêu", "trình bày", "đánh giá", "báo cáo", "thống kê", "liệt kê", "mô tả", "phân tích", "ghi", "cho biết", "kể", "nói", "kèm", "lưu ý", "cần"}

// spokenVerbs begin headings that are orders already.
var spokenVerbs = []string{"nêu", "trình bày", "đánh giá", "báo cáo", "thống kê", "liệt kê", "mô tả", "phân tích", "ghi", "cho biết", "kể"}

// counts begin what is answered by a whole number.
var counts = []string{"tổng số", "số lượng", "sĩ số", "tổng cộng số", "số lượt", "bao nhiêu"}

// notCounts follow "số" where it is no count.
var notCounts = setOf(`hiệu liệu điện nhà tài công quyết kí ký tiền fax cmnd cccd phận trang seri chứng thứ thuế bảo tk đt tờ`)

// breakdowns make one number too few.
var breakdowns = []string{"theo từng", "chia theo", "phân theo", "từng khối", "từng lớp", "từng đợt", "từng môn", "theo khối", "theo lớp", "theo môn", "mỗi lớp", "mỗi khối"}

// shares begin what is answered by a percentage.
var shares = []string{"tỷ lệ", "tỉ lệ", "phần trăm", "tỷ trọng", "tỉ trọng"}

// identities are answered in one line.
var identities = []string{
	"họ và tên", "họ tên", "tên trường", "tên đơn vị", "tên người", "số điện thoại", "điện thoại", "email", "e-mail", "thư điện tử", "địa chỉ",
	"chức vụ", "người báo cáo", "người lập", "số công văn", "số quyết định", "số kế hoạch", "website", "số tài khoản", "đơn vị",
}

// openers begin headings and are no names, whatever follows.
var openers = setOf(`số tổng tỷ tỉ việc các những kết tình thực công hoạt nội phần danh thống`)

// doings begin headings that say what is done; spoken, they take "việc" before them.
var doings = []string{
	"triển khai", "thực hiện", "tổ chức", "xây dựng", "đẩy mạnh", "tăng cường", "phối hợp", "duy trì", "ứng dụng", "đổi mới", "nâng cao", "quản lý",
	"tuyên truyền", "giáo dục", "phát triển", "chăm sóc", "bồi dưỡng", "kiểm tra", "huy động", "rà soát", "giải quyết", "bảo đảm", "đảm bảo",
}

// units are words behind a blank that say what is counted.
var units = map[string]string{
	"người": integer, "lớp": integer, "học sinh": integer, "hs": integer, "em": integer, "trường": integer, "giáo viên": integer, "gv": integer, "nhân viên": integer,
	"viên chức": integer, "đồng": integer, "đ": integer, "buổi": integer, "lượt": integer, "lượt người": integer, "phòng": integer, "cuốn": integer, "quyển": integer, "bộ": integer,
	"máy": integer, "chiếc": integer, "cái": integer, "tiết": integer, "giải": integer, "hồ sơ": integer, "đơn": integer, "vụ": integer, "văn bản": integer, "cuộc": integer,
	"đề tài": integer, "sáng kiến": integer, "đảng viên": integer, "đoàn viên": integer, "đội viên": integer, "tổ": integer, "nhóm": integer, "trẻ": integer, "cháu": integer,
	"triệu đồng": decimal, "nghìn đồng": decimal, "m²": decimal, "m2": decimal, "ha": decimal, "%": percent, "điểm": decimal, "km": decimal, "tháng": integer, "năm": integer, "ngày": integer,
}

// roles name the unit or duty that a question is about, the more special ones first.
var roles = []struct {
	words []string
	role  string
}{
	{[]string{"thanh tra nhân dân"}, "ban thanh tra nhân dân"},
	{[]string{"kế toán", "quyết toán", "tài chính", "ngân sách", "thu chi", "thu, chi", "khoản thu", "học phí", "kinh phí"}, "kế toán"},
	{[]string{"y tế", "sức khỏe", "sức khoẻ", "dịch bệnh", "bhyt", "tiêm chủng"}, "y tế"},
	{[]string{"thư viện"}, "thư viện"},
	{[]string{"thiết bị"}, "thiết bị"},
	{[]string{"văn thư", "lưu trữ"}, "văn thư"},
	{[]string{"công đoàn"}, "chủ tịch công đoàn"},
	{[]string{"tổng phụ trách", "đội thiếu niên", "đội tntp", "sao nhi đồng", "công tác đội"}, "tổng phụ trách Đội"},
	{[]string{"đoàn thanh niên"}, "bí thư Đoàn Thanh niên"},
	{[]string{"tổ trưởng", "tổ chuyên môn"}, "tổ trưởng"},
	{[]string{"chủ nhiệm"}, "giáo viên chủ nhiệm"},
	{[]string{"phổ cập"}, "phụ trách phổ cập"},
	{[]string{"phó hiệu trưởng"}, "phó hiệu trưởng"},
	{[]string{"hiệu trưởng"}, "hiệu trưởng"},
}

// stopWords end the words by which a notice is known.
var stopWords = setOf(`ở của tại năm quý tháng đến giai theo kỳ đầu cuối trên về`)

// leadIns stand before the first item of a list on its line: "Trong đó: + Trường chuyên".
var leadIns = regexp.MustCompile(`(?i)^((?:gồm|bao gồm|trong đó|chia ra|cụ thể|trong đó có)\s*:?)\s*([-–—+•*])\s*`)

// dashes begin items of a list.
var dashes = regexp.MustCompile(`^([-–—+•*▪●○])\s*(\S)`)

// The names of the question types.
const (
	text     = "text"
	longtext = "longtext"
	integer  = "integer"
	table    = "table"
	decimal  = "decimal"
	percent  = "percent"
	date     = "date"
	choice   = "choice"
	choices  = "choices"
	yesno    = "yesno"
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// vntextWords cuts a text into its words, without the signs around them.
func vntextWords(s string) (words []string) {
	for w := range strings.FieldsSeq(s) {
		if w = strings.Trim(w, ",.;:()“”\"'…/-–"); w != "" {
			words = append(words, w)
		}
	}
	return words
}

func joinWords(words []string) string { return strings.Join(words, " ") }

// begins tells whether a text in small letters begins with one of the phrases, as whole words.
func begins(text string, phrases []string) bool {
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(text, p); ok && (rest == "" || !letterFirst(rest)) {
			return true
		}
	}
	return false
}

// holds tells whether one of the phrases stands in a text in small letters, as whole
// words, and gives the first of the list that does.
func holds(text string, phrases []string) (string, bool) {
	for _, p := range phrases {
		for at := 0; ; {
			i := strings.Index(text[at:], p)
			if i < 0 {
				break
			}
			i += at
			at = i + len(p)
			if !letterLast(text[:i]) && !letterFirst(text[at:]) {
				return p, true
			}
		}
	}
	return "", false
}
