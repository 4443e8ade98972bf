package vntext

import "time"

// All Vietnamese this package says or understands. The tables are never changed.

var (
	digitNames = [10]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

	// What a digit is called behind "mươi".
	onesNames = [10]string{"", "mốt", "hai", "ba", "tư", "lăm", "sáu", "bảy", "tám", "chín"}
)

const (
	wordTen      = "mười"
	wordTens     = "mươi"
	wordHundred  = "trăm"
	wordOdd      = "linh"
	wordThousand = "nghìn"
	wordMillion  = "triệu"
	wordBillion  = "tỷ"
	wordPoint    = "phẩy"
	wordMinus    = "âm"
	wordYear     = "năm"

	textNoNumber = "không xác định"
	longDateForm = "ngày %02d tháng %s năm %d"
)

// Words that read as a digit, with and without marks.
var digitWords = map[string]int{
	"không": 0, "khong": 0, "một": 1, "mot": 1, "hai": 2, "ba": 3, "bốn": 4, "bon": 4, "năm": 5, "nam": 5,
	"sáu": 6, "sau": 6, "bảy": 7, "bẩy": 7, "bay": 7, "tám": 8, "tam": 8, "chín": 9, "chin": 9,
}

// Words that read as a digit only behind tens ("hai mươi tư", "hai tư").
var onesWords = map[string]int{"mốt": 1, "tư": 4, "tu": 4, "lăm": 5, "lam": 5, "nhăm": 5, "nham": 5}

// A lone word that is a digit only when it carries its marks: bare, it is too often something else.
var doubtfulAlone = map[string]bool{"nam": true, "sau": true}

// Powers of ten behind an amount in digits.
var scaleWords = map[string]int{
	"chục": 1, "chuc": 1, "trăm": 2, "tram": 2, "nghìn": 3, "nghin": 3, "ngàn": 3, "ngan": 3, "k": 3,
	"vạn": 4, "triệu": 6, "trieu": 6, "tr": 6, "tỷ": 9, "tỉ": 9, "ty": 9, "ti": 9,
}

// "2 tram" may be 200 or two stations (trạm).
var doubtfulScale = map[string]bool{"tram": true}

var (
	tenWords     = map[string]bool{"mười": true, "muoi": true}
	tensWords    = map[string]bool{"mươi": true, "muoi": true, "chục": true, "chuc": true}
	hundredWords = map[string]bool{"trăm": true, "tram": true}
	oddWords     = map[string]bool{"linh": true, "lẻ": true, "le": true}
	billionWords = map[string]bool{"tỷ": true, "tỉ": true, "ty": true, "ti": true}
	halfWords    = map[string]bool{"rưỡi": true, "ruoi": true, "rưởi": true}
	pointWords   = map[string]bool{"phẩy": true, "phảy": true, "phay": true}
	minusWords   = map[string]bool{"âm": true, "am": true, "trừ": true, "tru": true}
	yearWords    = map[string]bool{"năm": true, "nam": true}
	dayWords     = map[string]bool{"ngày": true, "ngay": true}
	monthWords   = map[string]bool{"tháng": true, "thang": true}
	earlyWords   = map[string]bool{"mùng": true, "mung": true, "mồng": true, "mong": true}
	ofWords      = map[string]bool{"trên": true, "tren": true, "trong": true}
)

// Scales of an amount written in words.
var wordScales = map[string]int64{
	"nghìn": 1e3, "nghin": 1e3, "ngàn": 1e3, "ngan": 1e3, "vạn": 1e4, "triệu": 1e6, "trieu": 1e6,
}

// What may stand between a count and its percent: "26/32, đạt tỷ lệ 81,25%".
var linkWords = map[string]bool{
	"đạt": true, "dat": true, "chiếm": true, "chiem": true, "tỷ": true, "tỉ": true, "ty": true, "ti": true,
	"lệ": true, "le": true, "là": true, "la": true, "bằng": true, "bang": true, "=": true, ",": true, ";": true, ":": true, "-": true, "–": true,
}

// Words that are part of an amount, so what begins with them is no unit: "12 phẩy năm", "5 mươi".
var notUnits = map[string]bool{
	"không": true, "khong": true, "một": true, "mot": true, "hai": true, "ba": true, "bốn": true, "bon": true, "sáu": true, "bảy": true,
	"tám": true, "chín": true, "mười": true, "mươi": true, "muoi": true, "mốt": true, "tư": true, "lăm": true, "linh": true, "lẻ": true,
	"phẩy": true, "phay": true, "chấm": true, "rưỡi": true, "ruoi": true, "rưởi": true, "trăm": true, "tỷ": true, "tỉ": true,
	"phần": true, "phan": true, "hoặc": true, "hay": true, "đến": true, "den": true,
}

// Units that may follow an amount in words. A closed list, because most number words are also other
// words: "năm nay" is not 5, "không biết" is not 0, "ba mẹ" is not 3.
var countable = []string{
	"người", "em", "học sinh", "giáo viên", "cán bộ", "viên chức", "nhân viên", "phụ huynh", "cha mẹ", "lớp", "trường",
	"khối", "tổ", "đoàn viên", "đảng viên", "hội viên", "đội viên", "đồng", "lượt", "buổi", "cuộc", "lần", "đợt",
	"ngày", "tháng", "năm", "tuần", "giờ", "tiết", "phút", "điểm", "bài", "bộ", "cái", "chiếc", "quyển", "cuốn",
	"suất", "hộ", "đơn", "vụ", "văn bản", "kế hoạch", "sáng kiến", "giải", "phòng", "máy", "mô hình", "công trình",
}

// Words of courtesy around an answer.
var (
	courtesyBefore = []string{"dạ", "da", "vâng", "thưa", "thầy", "cô", "là", "có", "tổng số", "tổng cộng", "tất cả"}
	courtesyAfter  = []string{"ạ", "nhé", "nha"}
)

// Days counted from today.
var relativeDays = map[string]int{
	"hôm nay": 0, "hom nay": 0, "bữa nay": 0, "bua nay": 0, "hôm qua": -1, "hom qua": -1, "hôm kia": -2, "hom kia": -2,
	"mai": 1, "ngày mai": 1, "ngay mai": 1, "hôm sau": 1, "ngày kia": 2, "ngay kia": 2, "mốt": 2, "ngày mốt": 2, "ngay mot": 2,
}

// "tháng này", "năm ngoái", "năm sau".
var relativeSteps = map[string]int{
	"nay": 0, "này": 0, "ngoái": -1, "ngoai": -1, "trước": -1, "truoc": -1, "sau": 1, "tới": 1, "toi": 1,
}

// The word behind "thứ".
var weekdayWords = map[string]time.Weekday{
	"2": time.Monday, "hai": time.Monday, "3": time.Tuesday, "ba": time.Tuesday,
	"4": time.Wednesday, "tư": time.Wednesday, "tu": time.Wednesday, "5": time.Thursday, "năm": time.Thursday, "nam": time.Thursday,
	"6": time.Friday, "sáu": time.Friday, "sau": time.Friday, "7": time.Saturday, "bảy": time.Saturday, "bay": time.Saturday,
}

var (
	middleWords = map[string]bool{"giữa": true, "giua": true}
	endWords    = map[string]bool{"cuối": true, "cuoi": true, "hết": true, "het": true}
)
