package review

// Rule is a code with what it means.
type Rule struct {
	Code     Code
	Severity Severity // unless the finding says otherwise
	Title    string   // Vietnamese, a few words
}

// Rules lists all codes, those that matter most first within a severity.
func Rules() []Rule { return append([]Rule(nil), rules...) }

func severityOf(code Code) Severity {
	for _, r := range rules {
		if r.Code == code {
			return r.Severity
		}
	}
	return Hint // unreachable: a test looks every code up
}

// The codes of findings, beside those of StaleWords. They are stable.
const (
	HeadingGap    Code = "heading-gap"
	HeadingRepeat Code = "heading-repeat"
	HeadingOrder  Code = "heading-order"
	HeadingCase   Code = "heading-case"
	SectionEmpty  Code = "section-empty"
	BrokenLine    Code = "sentence-broken"

	IdentifierForm  Code = "identifier-form"
	IdentifierParty Code = "identifier-party"
	IdentifierMixed Code = "identifier-mixed"

	CitationKind       Code = "citation-kind"
	CitationDate       Code = "citation-date"
	CitationFuture     Code = "citation-future"
	CitationTitle      Code = "citation-title"
	CitationIssuer     Code = "citation-issuer"
	CitationIncomplete Code = "citation-incomplete"
	CitationNoNumber   Code = "citation-symbol"
	CitationSo         Code = "citation-so"
	CitationComma      Code = "citation-comma"
	CitationRepeat     Code = "citation-repeat"
	CitationLate       Code = "citation-late"

	NumberMissing Code = "number-missing"
	NumberForm    Code = "number-form"
	DateMissing   Code = "date-missing"
	HeadMissing   Code = "head-missing"
)

var rules = []Rule{
	{HeadingGap, Error, "thiếu số thứ tự của mục"},
	{HeadingRepeat, Error, "trùng số thứ tự của mục"},
	{HeadingOrder, Error, "số thứ tự của mục không theo thứ tự"},
	{SectionEmpty, Error, "mục không có nội dung"},
	{IdentifierForm, Error, "số, ký hiệu viết sai"},
	{IdentifierMixed, Error, "một văn bản, hai cách ghi số, ký hiệu"},
	{CitationDate, Error, "một văn bản, hai ngày ban hành"},
	{BrokenLine, Error, "câu bị ngắt giữa chừng"},
	{HeadingCase, Error, "đề mục viết thường chữ đầu"},

	{CitationKind, Warning, "tên loại không khớp ký hiệu"},
	{CitationFuture, Warning, "văn bản có ngày sau ngày của báo cáo"},
	{CitationTitle, Warning, "trích yếu của một văn bản ghi khác nhau"},
	{CitationIssuer, Warning, "cơ quan ban hành ghi lẫn lộn"},
	{IdentifierParty, Warning, "lẫn dạng ký hiệu của Đảng và của Nhà nước"},
	{CitationIncomplete, Warning, "viện dẫn lần đầu chưa đủ"},
	{CitationNoNumber, Warning, "viện dẫn thiếu ký hiệu"},
	{CitationSo, Warning, "viện dẫn thiếu chữ “số”"},
	{CitationComma, Warning, "thừa dấu phẩy trước ngày của văn bản"},
	{NumberForm, Warning, "dòng số, ký hiệu chưa đúng thể thức"},

	{NumberMissing, Hint, "chưa có số văn bản"},
	{DateMissing, Hint, "chưa có ngày ban hành"},
	{HeadMissing, Hint, "thiếu phần đầu văn bản"},
	{CitationLate, Hint, "văn bản chỉ được nhắc ở phần nhiệm vụ"},
	{CitationRepeat, Hint, "viện dẫn đầy đủ lặp lại"},
}
