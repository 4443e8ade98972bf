package conversation

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thuky/report"
	"thuky/vntext"
)

// fieldWords are what the fields are called in a correction; the longer ones stand first.
var fieldWords = []struct {
	text  string
	field int
}{
	{"thời hạn nội bộ", fieldInternal},
	{"hạn nội bộ", fieldInternal},
	{"nội bộ", fieldInternal},
	{"số ký hiệu", fieldNumber},
	{"số công văn", fieldNumber},
	{"số hiệu", fieldNumber},
	{"số", fieldNumber},
	{"ngày chốt số liệu", fieldCutOff},
	{"chốt số liệu", fieldCutOff},
	{"ngày chốt", fieldCutOff},
	{"chốt", fieldCutOff},
	{"ngày ban hành", fieldIssued},
	{"ngày ký", fieldIssued},
	{"ngày", fieldIssued},
	{"cơ quan ban hành", fieldIssuer},
	{"nơi ban hành", fieldIssuer},
	{"cơ quan", fieldIssuer},
	{"trích yếu", fieldSubject},
	{"nội dung", fieldSubject},
	{"về việc", fieldSubject},
	{"kỳ báo cáo", fieldPeriod},
	{"kì báo cáo", fieldPeriod},
	{"kỳ", fieldPeriod},
	{"kì", fieldPeriod},
	{"dời hạn nội bộ", fieldInternal},
	{"đổi hạn nội bộ", fieldInternal},
	{"dời hạn nộp", fieldDeadline},
	{"đổi hạn nộp", fieldDeadline},
	{"dời hạn", fieldDeadline},
	{"đổi hạn", fieldDeadline},
	{"gia hạn", fieldDeadline},
	{"hạn nộp báo cáo", fieldDeadline},
	{"hạn nộp", fieldDeadline},
	{"hạn gửi", fieldDeadline},
	{"hạn cuối", fieldDeadline},
	{"thời hạn", fieldDeadline},
	{"hạn", fieldDeadline},
	{"mẫu báo cáo", fieldTemplate},
	{"mẫu", fieldTemplate},
	{"phân công", fieldPeople},
	{"loại văn bản", fieldKind},
	{"loại", fieldKind},
}

// correction is a typed wish to change a field. Without a value it is to be asked for.
type correction struct {
	field int
	value string
}

// maxCorrection is the longest that is read as one, in bytes.
const maxCorrection = 2000

// parseCorrection reads "7", "7: 5/6/2024 11 giờ", "sửa 7", "số: 764/UBND-HC", "hạn 5/6".
func parseCorrection(text string) (correction, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxCorrection {
		return correction{}, false
	}
	if rest, ok := cutPhrase(text, "sửa"); ok {
		text = strings.TrimSpace(rest)
	} else if rest, ok := strings.CutPrefix(text, "/sua"); ok {
		text = strings.TrimSpace(rest)
	}
	if rest, ok := cutPhrase(text, "mục"); ok {
		text = strings.TrimSpace(rest)
	}
	i := 0
	for i < len(text) && i < 3 && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if n, ok := wholeNumber(text[:i]); ok && n >= 1 && n <= lastField {
		rest := text[i:]
		r, _ := utf8.DecodeRuneInString(rest)
		if word, _, _ := strings.Cut(strings.TrimSpace(vntext.Fold(rest)), " "); i > 0 && (word == "thang" || word == "gio") {
			return correction{}, false // "06 tháng cuối năm 2026", "7 giờ 5/6"
		}
		if rest == "" || strings.ContainsRune(" :.)=-–\t\n", r) {
			return correction{n, valueOf(rest)}, true
		}
		return correction{}, false // "7/6/2024"
	}
	head, _, colon := strings.Cut(text, ":")
	for _, w := range fieldWords {
		if colon && len(head) <= 2*len(w.text) && spelled(strings.Join(strings.Fields(head), " "), w.text, vntext.Fold(w.text)) {
			return correction{w.field, valueOf(text[len(head):])}, true
		}
		if rest, ok := cutPhrase(text, w.text); ok {
			return correction{w.field, valueOf(rest)}, true
		}
	}
	return correction{}, false
}

// labelled tells whether what was typed while a field is asked for begins with the field
// itself, "7: 5/6" or "hạn 5/6". In "7 giờ 5/6", "7.6.2026", "06 tháng cuối năm 2026" and
// "Nội dung dân vận" the beginning belongs to the value.
func labelled(text string, field int) bool {
	text = strings.TrimSpace(text)
	if rest := strings.TrimLeft(text, "0123456789"); rest != text {
		return rest == "" || strings.ContainsRune(":)=", rune(rest[0])) || strings.HasPrefix(rest, ". ")
	}
	switch field {
	case fieldKind, fieldIssuer, fieldSubject, fieldPeriod:
		return strings.Contains(text, ":")
	}
	return true
}

// valueOf takes what joins a field and its value off the front.
func valueOf(rest string) string {
	rest = strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(":.)=–-", r) })
	for _, joint := range []string{"thành", "là"} {
		if after, ok := cutPhrase(rest, joint); ok && strings.TrimSpace(after) != "" {
			rest = after
			break
		}
	}
	return strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(rest), ":"))
}

// clearWords empty a field.
var clearWords = set("khong", "khong co", "ko", "bo", "bo trong", "trong", "xoa", "xoa di", "khong can")

// setText gives one of the fields of plain words a value; problem says why not.
func setText(c *report.Campaign, f int, value string) (problem string) {
	n := c.Notice
	value = strings.Join(strings.Fields(value), " ")
	if clearWords[vntext.Fold(strings.TrimRight(value, "."))] {
		value = ""
	}
	if utf8.RuneCountInString(value) > maxField {
		return textFieldLong(fieldLabels[f], maxField)
	}
	letters := strings.ContainsFunc(value, unicode.IsLetter)
	if value != "" && (!letters && f != fieldNumber || f == fieldNumber && !strings.ContainsFunc(value, unicode.IsDigit)) {
		return textFieldBad(f, value)
	}
	switch f {
	case fieldKind:
		if strings.ContainsFunc(value, unicode.IsDigit) {
			return textFieldBad(f, value)
		}
		n.Kind = strings.ToLower(value)
	case fieldNumber:
		n.Number = spaceless.ReplaceAllString(strings.TrimPrefix(strings.TrimPrefix(value, "Số:"), "số:"), "$1")
		n.Number = strings.TrimSpace(n.Number)
	case fieldIssuer:
		n.Issuer = value
	case fieldSubject:
		n.Subject = trimAbout(value)
	case fieldPeriod:
		c.Period = value
	case fieldSendTo:
		n.SendTo = value
	}
	return ""
}

var spaceless = regexp.MustCompile(`\s*([/-])\s*`)

// trimAbout takes "V/v" and "Về việc" off a subject.
func trimAbout(subject string) string {
	for _, about := range []string{"về việc", "v/v:", "v/v"} {
		if rest, ok := cutPhrase(subject, about); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(rest), ":"))
		}
	}
	return subject
}

// sameAssignments tells whether two suggestions are one.
func sameAssignments(a, b []report.Assignment) bool {
	return slices.EqualFunc(a, b, func(a, b report.Assignment) bool {
		return a.Question == b.Question && slices.Equal(a.People, b.People)
	})
}

// asksForReport finds, in a folded text, that something is to be handed in.
var asksForReport = regexp.MustCompile(`bao cao|so lieu|thong ke|tong hop|danh sach|cung cap|gop y|phieu|bieu mau`)

// doneWords end a notice, beside the commands: they are no part of one.
var doneWords = set("het", "het roi", "da het", "xong", "xong roi", "xong het roi", "vay la het", "the la het", "chi co vay", "du roi")

// What a pasted text is said to be.
var (
	pastedNoticeWords = set("cong van", "la cong van", "day la cong van", "do la cong van", "mo", "mo bao cao", "bao cao moi")
	pastedAnswerWords = set("cau tra loi", "tra loi", "la cau tra loi", "day la cau tra loi", "do la cau tra loi", "ghi lam cau tra loi", "noi dung")
	pastedDropWords   = set("bo", "bo di", "thoi", "huy", "huy bo", "gui nham", "gui nham bo di", "nham", "dan nham")
)
