package report

import (
	"testing"

	"pgregory.net/rapid"

	"thuky/workday"
)

func TestSuggestPeriod(t *testing.T) {
	t.Parallel()
	tests := []struct{ id, day, want string }{
		{"dan-van-6-thang", "2026-11-24", "06 tháng cuối năm 2026"},
		{"dan-van-6-thang", "2026-05-28", "06 tháng đầu năm 2026"},
		{"dan-van-6-thang", "2027-01-05", "06 tháng cuối năm 2026"},
		{"so-ket-hoc-ky-1", "2026-12-28", "học kỳ I năm học 2026-2027"},
		{"so-ket-hoc-ky-1", "2027-01-10", "học kỳ I năm học 2026-2027"},
		{"so-ket-hoc-ky-1", "2026-08-01", "học kỳ I năm học 2026-2027"},
		{"tong-ket-hoc-ky-2", "2027-05-20", "học kỳ II năm học 2026-2027"},
		{"tong-ket-nam-hoc", "2027-05-20", "năm học 2026-2027"},
		{"cai-cach-hanh-chinh", "2026-11-24", "quý IV năm 2026"},
		{"cai-cach-hanh-chinh", "2026-10-05", "quý III năm 2026"},
		{"cai-cach-hanh-chinh", "2027-01-31", "quý IV năm 2026"},
		{"cai-cach-hanh-chinh", "2026-03-31", "quý I năm 2026"},
	}
	for _, tt := range tests {
		day, err := workday.ParseISO(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := SuggestPeriod(&Template{ID: tt.id}, day); got != tt.want {
			t.Errorf("%s on %s: got %q, want %q", tt.id, tt.day, got, tt.want)
		}
	}
}

// TestCutOff: the table of Nghị định 09/2019/NĐ-CP, and periods that it does not know.
func TestCutOff(t *testing.T) {
	t.Parallel()
	for period, want := range map[string]string{
		"06 tháng đầu năm 2024":        "2024-06-14",
		"6 tháng đầu năm 2024":         "2024-06-14",
		"sáu tháng cuối năm 2024":      "2024-12-14",
		"9 tháng năm 2024":             "2024-09-14",
		"09 tháng đầu năm 2024":        "2024-09-14",
		"quý I năm 2024":               "2024-03-14",
		"Quý II/2024":                  "2024-06-14",
		"quý 3 năm 2024":               "2024-09-14",
		"quý IV năm 2024":              "2024-12-14",
		"tháng 5 năm 2024":             "2024-05-14",
		"tháng 05/2024":                "2024-05-14",
		"tháng 12 năm 2024":            "2024-12-14",
		"năm 2024":                     "2024-12-14",
		"cả năm 2024":                  "2024-12-14",
		"học kỳ I năm học 2024-2025":   "",
		"năm học 2024-2025":            "",
		"giai đoạn 2021-2025":          "",
		"từ năm 2021 đến năm 2024":     "",
		"3 tháng hè năm 2024":          "",
		"quý IV":                       "",
		"đợt thi đua chào mừng 20/11":  "",
		"":                             "",
		"tháng hành động năm 2024":     "",
		"tháng 13 năm 2024":            "",
		"Tuần lễ học tập suốt đời2024": "",
	} {
		got, ok := CutOff(period)
		if got.String() != want || ok != (want != "") {
			t.Errorf("%q: got %s, %v, want %q", period, got, ok, want)
		}
	}
}

// TestSuggestPeriod_cutOff: what is suggested is a period that has been reported on by
// the end of its year.
func TestSuggestPeriod_cutOff(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := workday.Date{Year: 2020, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 10_000).Draw(t, "day"))
		for _, id := range []string{"dan-van-6-thang", "cai-cach-hanh-chinh"} {
			period := SuggestPeriod(&Template{ID: id}, day)
			end, ok := CutOff(period)
			if !ok || end.Year < day.Year-1 || end.Year > day.Year {
				t.Fatalf("%s on %s: %q ends on %s, %v", id, day, period, end, ok)
			}
		}
	})
}

func TestNoticeSame(t *testing.T) {
	t.Parallel()
	first := &Notice{Number: "764/UBND-HC", Issuer: "Ủy ban nhân dân huyện Tân Lập"}
	for _, tt := range []struct {
		other          *Notice
		same, numbered bool
	}{
		{&Notice{Number: "764 /ubnd-hc", Issuer: "UỶ BAN NHÂN DÂN HUYỆN  TÂN LẬP"}, true, true},
		{&Notice{Number: "764/UBND-HC", Issuer: "Phòng Nội vụ"}, false, true},
		{&Notice{Number: "764/UBND-VX", Issuer: first.Issuer}, false, false},
		{&Notice{Issuer: first.Issuer}, false, false},
		{nil, false, false},
	} {
		if same, numbered := first.Same(tt.other), first.Numbered(tt.other); same != tt.same || numbered != tt.numbered {
			t.Errorf("%+v: same %v, numbered %v", tt.other, same, numbered)
		}
	}
	var none *Notice
	if none.Same(first) || none.Numbered(none) || (&Notice{}).Same(&Notice{}) {
		t.Error("a notice without a number is the same as another")
	}
}

func TestFitting(t *testing.T) {
	t.Parallel()
	library := []*Template{{ID: "a", Match: []string{"dân vận"}}, {ID: "b", Match: []string{"CCHC", "thư viện"}}, {ID: "c"}}
	for subject, want := range map[string]string{
		"báo cáo công tác DÂN VẬN 06 tháng": "a",
		"bao cao thu vien":                  "b",
		"dân vận trong thư viện":            "ab",
		"báo cáo công tác phòng cháy":       "",
		"":                                  "",
		"báo cáo kết quả CCHC quý I năm 2024": "b",
	} {
		got := ""
		for _, t := range Fitting(library, subject) {
			got += t.ID
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", subject, got, want)
		}
	}
}
