package conversation

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"thuky/notice"
	"thuky/report"
	"thuky/workday"
)

func TestParseCorrection(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]correction{
		"7":                                 {7, ""},
		"7.":                                {7, ""},
		"7: 5/6/2024 11 giờ":                {7, "5/6/2024 11 giờ"},
		"7 5/6":                             {7, "5/6"},
		"7) mai":                            {7, "mai"},
		"11: 2":                             {11, "2"},
		"sửa 7":                             {7, ""},
		"sua muc 7":                         {7, ""},
		"Sửa mục 7 thành 5/6/2024":          {7, "5/6/2024"},
		"/sua 3":                            {3, ""},
		"sửa hạn nộp: 5/6":                  {7, "5/6"},
		"số: 764/UBND-HC":                   {2, "764/UBND-HC"},
		"so 764/UBND-HC":                    {2, "764/UBND-HC"},
		"Số ký hiệu là 764/UBND-HC":         {2, "764/UBND-HC"},
		"hạn 5/6":                           {7, "5/6"},
		"han nop 5/6/2024 11h":              {7, "5/6/2024 11h"},
		"hạn nội bộ: 3/6":                   {8, "3/6"},
		"han noi bo 3/6":                    {8, "3/6"},
		"ngày 28/5/2024":                    {3, "28/5/2024"},
		"ngày chốt số liệu: 14/6":           {9, "14/6"},
		"chot so lieu 14/6":                 {9, "14/6"},
		"cơ quan ban hành: UBND xã Hoa Sen": {4, "UBND xã Hoa Sen"},
		"co quan UBND xa Hoa Sen":           {4, "UBND xa Hoa Sen"},
		"trích yếu: báo cáo: phần 1":        {5, "báo cáo: phần 1"},
		"kỳ báo cáo: quý II":                {6, "quý II"},
		"mẫu: 2":                            {10, "2"},
		"phan cong: tat ca":                 {11, "tat ca"},
		"loại: kế hoạch":                    {1, "kế hoạch"},
		"hạn":                               {7, ""},
		"8: không":                          {8, "không"},
	} {
		got, ok := parseCorrection(text)
		if !ok || got != want {
			t.Errorf("%q: got %+v, %v, want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "0", "12", "12: abc", "7/6/2024", "7a", "Sở Giáo dục: công văn", "sở giáo dục", "hân hạnh", "mở", "không", "sửa", "1.234.567", "100 em", "764/UBND-HC",
		"-1", "06 tháng cuối năm 2026", "7 giờ 5/6", "ngáy 5/6", "mâu 2", ":", "sửa:", strings.Repeat("số ", 2000),
	} {
		if got, ok := parseCorrection(text); ok && text != "1.234.567" {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestMoment(t *testing.T) {
	t.Parallel()
	today, of := workday.Date{Year: 2026, Month: 5, Day: 28}, &report.Notice{Issued: workday.Date{Year: 2024, Month: 5, Day: 28}}
	for text, want := range map[string]string{
		"5/6/2024 11 giờ":                  "2024-06-05 11:00",
		"5/6":                              "2024-06-05 ",
		"11h30 ngày 5/6":                   "2024-06-05 11:30",
		"11 giờ 15/6":                      "2024-06-15 11:00",
		"11 gio 30 phut ngay 5 thang 6":    "2024-06-05 11:30",
		"16g00, 5/6/2024":                  "2024-06-05 16:00",
		"2024-06-05 09:05":                 "2024-06-05 09:05",
		"trước 16 giờ ngày 05/6/2024":      "2024-06-05 16:00",
		"3 giờ chiều 5/6":                  "2024-06-05 15:00",
		"11h":                              " 11:00",
		"mai":                              "2026-05-29 ",
		"thứ sáu":                          "2026-05-29 ",
		"11 giờ mai":                       "2026-05-29 11:00",
		"thứ Tư, ngày 05 tháng 6 năm 2024": "2024-06-05 ",
		"hôm qua":                          "2026-05-27 ",
	} {
		day, hour, ok := momentNear(text, today, of)
		if got := day.String() + " " + hour; !ok || got != want {
			t.Errorf("%q: got %q, %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "31/2/2024", "25 giờ 5/6", "11h75 5/6", "sớm", "5/6/1524", "5/6/2024 5/7/2024", "trước", "11 giờ 31/2", "thêm 2 ngày", "thứ Hai 5/6/2024"} {
		if day, hour, ok := momentNear(text, today, of); ok {
			t.Errorf("%q is read as %s %s", text, day, hour)
		}
	}
}

// TestMoment_readBack: what the bot writes it also reads.
func TestMoment_readBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := workday.Date{Year: 2020, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 9000).Draw(t, "day"))
		hour := ""
		if minutes := rapid.IntRange(0, 24*60-1).Draw(t, "minutes"); minutes > 0 {
			hour = fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
		}
		got, at, ok := momentNear(momentText(day, hour), day.AddDays(40), nil)
		if !ok || got != day || at != hour {
			t.Fatalf("%q is read as %s %s, %v", momentText(day, hour), got, at, ok)
		}
	})
}

// TestMayBeSecret: what notice.Secret finds passes the quick look.
func TestMayBeSecret(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"MẬT", "TỐI MẬT\nSố: 5", "(TUYỆT MẬT)", "Độ mật: MẬT", "M Ậ T\nSố: 9", "MAT\nSo: 5", norm.NFD.String("TỐI MẬT\nSố: 5"),
		"| MẬT |", "MÂT\nSố: 1", "MËT", "MAÄT", "MMẬT MẬT", "MỤC LỤC\n\n     MẬT\n",
	} {
		if _, found := notice.Secret(text); found && !mayBeSecret(text) {
			t.Errorf("%q is not looked at", text)
		}
		if !mayBeSecret(text) {
			t.Errorf("%q", text)
		}
	}
	for _, text := range []string{"", "M", "Một trường", "bí mật", "MTT", "Mận", "M5T"} {
		if mayBeSecret(text) {
			t.Errorf("%q is looked at", text)
		}
	}
}

func TestLooksLikeNotice(t *testing.T) {
	t.Parallel()
	head := "ỦY BAN NHÂN DÂN XÃ HOA SEN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/UBND-VX   Hoa Sen, ngày 5 tháng 6 năm 2024\nV/v báo cáo\nKính gửi: Các trường.\n"
	body := strings.Repeat("Đề nghị các trường báo cáo kết quả trước ngày 31/5/2024. ", 4)
	for text, want := range map[string]bool{
		head + body: true,
		"bao cao\nSo: 12/UBND\nKinh gui: cac truong\nV/v bao cao ket qua\n" + body:              true,
		"ĐẢNG BỘ XÃ HOA SEN    ĐẢNG CỘNG SẢN VIỆT NAM\nSố: 12-CV/ĐU\nKính gửi: Chi bộ\n" + body: true,
		body + body: false,
		"Nhà trường có 32 viên chức.\n" + body + "\nKính gửi lời chào đến các thầy cô, ngày 5 tháng 6 năm 2024": false,
		strings.ReplaceAll(head+body, "\n", " "): true, // pasted from a page that lost its lines
		"Thực hiện Công văn số: 764/UBND-HC ngày 28 tháng 5 năm 2024, nhà trường kính gửi báo cáo như sau. " + body: false,
		"Số: 5": false,
		"":      false,
		"Thực hiện Công văn số 764/UBND-HC ngày 28 tháng 5 năm 2024, trường báo cáo như sau:\n" + body: false,
	} {
		if got := looksLikeNotice(text); got != want {
			t.Errorf("%.60q: got %v", text, got)
		}
	}
}

// TestLabelled: while a field is asked for, only what names it is taken off a value.
func TestLabelled(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		field int
		want  bool
	}{
		{"7: 5/6", fieldDeadline, true},
		{"7) 5/6", fieldDeadline, true},
		{"7. 5/6", fieldDeadline, true},
		{"hạn 5/6", fieldDeadline, true},
		{"7 giờ 5/6/2024", fieldDeadline, false},
		{"7.6.2026", fieldDeadline, false},
		{"7-6-2026", fieldDeadline, false},
		{"06 tháng cuối năm 2026", fieldPeriod, false},
		{"6: quý II", fieldPeriod, true},
		{"kỳ thi tốt nghiệp năm 2026", fieldPeriod, false},
		{"Nội dung công tác dân vận", fieldSubject, false},
		{"nội dung: công tác dân vận", fieldSubject, true},
	} {
		if got := labelled(c.text, c.field); got != c.want {
			t.Errorf("%q in field %d: got %v", c.text, c.field, got)
		}
	}
}

// FuzzCorrection: whatever is typed is read without a panic, names a field, and keeps
// within what was typed; no value of a moment is out of range.
func FuzzCorrection(f *testing.F) {
	for _, text := range []string{"7: 5/6/2024 11 giờ", "sửa 7", "số: 764/UBND-HC", "hạn 5/6", "/sua 3", "8: không", "11 giờ 15/6", "3 giờ chiều", "sửa mục 7 thành mai", "24h", "M Ậ T\nSố: 9", "TỐI MẬT"} {
		f.Add(text)
	}
	near := workday.Date{Year: 2024, Month: 5, Day: 28}
	f.Fuzz(func(t *testing.T, text string) {
		if c, ok := parseCorrection(text); ok && (c.field < 1 || c.field > lastField || len(c.value) > len(text)) {
			t.Errorf("%q: %+v", text, c)
		}
		if day, hour, ok := momentNear(text, near, nil); ok && (day.IsZero() && hour == "" || hour != "" && (len(hour) != 5 || hour > "23:59")) {
			t.Errorf("%q: %s %q", text, day, hour)
		}
		looksLikeNotice(text)
		if _, found := notice.Secret(text); found && !mayBeSecret(text) {
			t.Errorf("%q is marked as secret and not looked at", text)
		}
		in := &Intake{}
		in.Plan.Notice = &noticeForTest
		in = in.clone()
		for _, field := range []int{fieldKind, fieldNumber, fieldIssuer, fieldSubject, fieldPeriod} {
			_ = setText(&in.Plan, field, text)
		}
		if len([]rune(in.Plan.Notice.Subject)) > maxField || strings.Contains(in.Plan.Notice.Issuer, "\n") {
			t.Errorf("%q: %+v", text, in.Plan.Notice)
		}
	})
}

// TestIntakeClone: Step leaves the intake of the state it was given alone.
func TestIntakeClone(t *testing.T) {
	t.Parallel()
	in := &Intake{Stage: stageCheck, Words: map[int]string{7: "a"}, Fixed: map[int]bool{7: true}, Doubts: map[int][]string{7: {"x"}}}
	in.Plan.Notice = &noticeForTest
	was := in.clone()
	c := in.clone()
	c.Plan.Notice.Number = "9"
	delete(c.Words, 7)
	c.settle(8)
	p := c.plan()
	p.Doubt(report.FieldDeadline, "y")
	p.Doubt(report.FieldPeriod, "y")
	c.take(p)
	if diff := cmp.Diff(was, in); diff != "" {
		t.Errorf("-was +is:\n%s", diff)
	}
}

var noticeForTest = report.Notice{Kind: "công văn", Number: "1/UBND"}
