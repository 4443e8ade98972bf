package review

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"thuky/report"
	"thuky/workday"
)

// round is a campaign by its period and the number of its notice.
func round(period, notice string) report.Campaign {
	c := report.Campaign{ID: period, Period: period}
	if notice != "" {
		c.Notice = &report.Notice{Kind: "công văn", Number: notice}
	}
	return c
}

func quotes(found []StaleWords) string {
	var list []string
	for _, f := range found {
		list = append(list, f.Quote)
	}
	return strings.Join(list, " | ")
}

// TestStale: what is named between bars, and nothing else, is out of date.
func TestStale(t *testing.T) {
	t.Parallel()
	type round2 struct{ now, former report.Campaign }
	yearly := round2{round("06 tháng đầu năm 2024", "764/UBND-HC"), round("06 tháng đầu năm 2023", "512/UBND-HC")}
	halves := round2{round("06 tháng cuối năm 2024", ""), round("06 tháng đầu năm 2024", "")}
	turn := round2{round("6 tháng đầu năm 2025", ""), round("06 tháng cuối năm 2024", "")}
	quarters := round2{round("quý II năm 2025", ""), round("quý I năm 2025", "")}
	months := round2{round("tháng 6 năm 2025", ""), round("tháng 5 năm 2025", "")}
	terms := round2{round("học kỳ II năm học 2024-2025", ""), round("học kỳ I năm học 2024-2025", "")}
	school := round2{round("năm học 2024-2025", ""), round("năm học 2023-2024", "")}
	alone := round2{round("06 tháng đầu năm 2024", ""), report.Campaign{}}
	bare := round2{report.Campaign{}, report.Campaign{}}
	tests := []struct {
		name  string
		round round2
		text  string
		want  string
	}{
		{"a year", yearly, "Trong năm 2023 nhà trường đã vận động được 12 triệu đồng.", "năm 2023"},
		{"this year", yearly, "Trong năm 2024 nhà trường đã vận động được 12 triệu đồng.", ""},
		{"without marks", yearly, "trong nam 2023 nha truong da to chuc 3 buoi", "nam 2023"},
		{"half-year with its year", yearly, "Kết quả 06 tháng đầu năm 2023 đạt 98%.", "06 tháng đầu năm 2023"},
		{"half-year of this year", yearly, "Kết quả 6 tháng đầu năm 2024 đạt 98%.", ""},
		{"slash before the year", yearly, "Kết quả 6 tháng đầu năm/2023.", "6 tháng đầu năm/2023"},
		{"a day", yearly, "Hội nghị được tổ chức vào ngày 23 tháng 3 năm 2023 tại trường.", "ngày 23 tháng 3 năm 2023"},
		{"a short day", yearly, "Họp phụ huynh 15/5/2023, có 320 người dự.", "15/5/2023"},
		{"a month", yearly, "Từ tháng 3/2023 các tổ đã họp 4 lần.", "tháng 3/2023"},
		{"the end of the year before counts with this one", yearly, "Ngày 20/12/2023 chi bộ họp.", ""},
		{"the notice of last time", yearly, "Thực hiện Công văn số 512/UBND-HC ngày 28 tháng 5 năm 2023 của Ủy ban nhân dân.", "Công văn số 512/UBND-HC ngày 28 tháng 5 năm 2023"},
		{"the notice with other signs", yearly, "theo công văn số 512 / ubnd – hc", "công văn số 512 / ubnd – hc"},
		{"the notice of this time", yearly, "Thực hiện Công văn số 764/UBND-HC ngày 28 tháng 5 năm 2024.", ""},
		{"a longer number", yearly, "Công văn số 1512/UBND-HC.", ""},
		{"school year that is over", yearly, "Xếp loại viên chức năm học 2021-2022: 30 người.", "năm học 2021-2022"},
		{"school year that reaches into the period", yearly, "Xếp loại viên chức năm học 2023 - 2024: 30 người.", ""},
		{"several", yearly, "Năm 2023 trường có 32 viên chức.\nTrong 6 tháng đầu năm 2023, chi bộ kết nạp 01 đảng viên ngày 03/02/2023.", "Năm 2023 | 6 tháng đầu năm 2023 | ngày 03/02/2023"},
		{"a plan of last year", yearly, "Kế hoạch số 14/KH-THHS ngày 10/01/2023 về công tác dân vận năm 2023.", "năm 2023"},
		{"no marks composed", yearly, norm.NFD.String("Trong năm 2023, trường"), norm.NFD.String("năm 2023")},

		{"law", yearly, "Thực hiện Luật Giáo dục năm 2019, Luật Phòng thủ dân sự năm 2023 và các văn bản hướng dẫn.", ""},
		{"law with a change", yearly, "Luật Viên chức năm 2010, sửa đổi, bổ sung năm 2023.", ""},
		{"decree", yearly, "Nghị định số 30/2023/NĐ-CP ngày 05 tháng 3 năm 2023 của Chính phủ.", ""},
		{"directive", yearly, "Chỉ thị số 33/CT-TTg ngày 26 tháng 11 năm 2022 của Thủ tướng Chính phủ; Kế hoạch số 22-KH/BDVHU ngày 01 tháng 4 năm 2023.", ""},
		{"directive with a year in its title", yearly, "Chỉ thị số 05/CT-UBND ngày 02/02/2023 về nhiệm vụ trọng tâm công tác dân vận năm 2023.", ""},
		{"a directive and what was done", yearly, "Thực hiện Chỉ thị số 33/CT-TTg, trong năm 2023 nhà trường đã tổ chức 5 buổi.", "năm 2023"},
		{"programmes", yearly, "Đề án giai đoạn 2021-2023, nhiệm kỳ 2020-2025, Chương trình GDPT 2018, giai đoạn (2022 - 2023).", ""},
		{"compared", yearly, "Tăng 12% so với cùng kỳ năm 2023; giảm 2 em so với năm 2023.", ""},
		{"compared with too long ago", yearly, "Tăng 12% so với năm 2022.", "năm 2022"},
		{"last year beside this", yearly, "Đã tổng kết công tác năm 2023 và triển khai nhiệm vụ năm 2024.", ""},
		{"both a year later", round2{round("06 tháng đầu năm 2025", ""), round("06 tháng đầu năm 2024", "")}, "Đã tổng kết công tác năm 2023 và triển khai nhiệm vụ năm 2024.", "năm 2023 | năm 2024"},
		{"far back", yearly, "Trường thành lập năm 1998, đạt chuẩn quốc gia năm 2019.", ""},
		{"since", yearly, "Từ năm 2023 đến nay, trường không có đơn thư; có hiệu lực từ ngày 01/7/2023.", ""},
		{"births", yearly, "Trẻ sinh năm 2023 ra lớp đạt 30%.", ""},
		{"figures that look like years", yearly, "Thư viện có 2023 quyển; kinh phí 2.023 triệu đồng; điểm 20,23.", ""},
		{"next year", yearly, "Phương hướng năm 2025.", ""},

		{"the other half", halves, "Trong 06 tháng đầu năm 2024, trường đã tổ chức 3 buổi.", "06 tháng đầu năm 2024"},
		{"the other half without a year", halves, "6 tháng đầu năm, trường đã tổ chức 3 buổi.", "6 tháng đầu năm"},
		{"compared with the other half", halves, "Tăng 5% so với 06 tháng đầu năm 2024.", ""},
		{"days of the other half", halves, "Ngày 20/3/2024 họp tổ; ngày 20/6/2024 bàn giao.", "Ngày 20/3/2024"},
		{"the year goes on", halves, "Năm 2024 trường có 32 viên chức.", ""},
		{"over the turn of the year", turn, "06 tháng cuối năm 2024 trường đã tổ chức 3 buổi, năm 2024 có 2 đoàn.", "06 tháng cuối năm 2024 | năm 2024"},
		{"what is to come", turn, "Phương hướng, nhiệm vụ 06 tháng cuối năm.", ""},
		{"quarter", quarters, "Trong quý I/2025 trường tiếp 3 lượt; quý II năm 2025 tiếp 4 lượt; Quý 1 không có đơn.", "quý I/2025 | Quý 1"},
		{"month", months, "Trong tháng 5, tổ chức 2 buổi. Từ tháng 5 đến tháng 9 nghỉ hè. Ngày 12 tháng 5 họp. Tháng 6 có 3 buổi.", "tháng 5"},
		{"months are no matter in other reports", quarters, "Trong tháng 2, tổ chức 2 buổi.", ""},
		{"term", terms, "Trong học kỳ I, có 30 học sinh giỏi; HKI năm học 2024-2025; so với học kì 1 tăng 3 em.", "học kỳ I | HKI năm học 2024-2025"},
		{"this term", terms, "Trong học kỳ II, có 30 học sinh giỏi.", ""},
		{"school year", school, "Năm học 2023-2024 trường có 20 lớp; năm học 2024-2025 có 21 lớp, tăng so với năm học 2023-2024.", "Năm học 2023-2024"},
		{"the first year of the school year", school, "Khai giảng ngày 05/9/2024; trung tuần tháng 12 năm 2024.", ""},
		{"a day of the school year before", school, "Khai giảng ngày 05/9/2023.", "ngày 05/9/2023"},

		{"without a former one", alone, "Trong năm 2023, 06 tháng cuối năm 2023; năm 2024.", "năm 2023 | 06 tháng cuối năm 2023"},
		{"nothing known", bare, "Trong năm 2023, học kỳ I.", ""},
		{"empty", yearly, "", ""},
	}
	for _, tt := range tests {
		found := Stale(tt.text, tt.round.now, tt.round.former)
		if got := quotes(found); got != tt.want {
			t.Errorf("%s: got  %q\nwant %q", tt.name, got, tt.want)
		}
		checkPlaces(t, tt.text, found)
	}
}

type failer interface{ Errorf(string, ...any) }

// checkPlaces: every finding is a whole piece of the text, in order.
func checkPlaces(t failer, text string, found []StaleWords) {
	end := 0
	for _, f := range found {
		if f.Start < end || f.End <= f.Start || f.End > len(text) || text[f.Start:f.End] != f.Quote || f.Why == "" {
			t.Errorf("%+v is no place of %q", f, text)
			return
		}
		if utf8.ValidString(text) && !utf8.ValidString(f.Quote) {
			t.Errorf("%+v cuts a letter", f)
		}
		end = f.End
	}
}

// pieces are what the texts of the property test are made of.
var pieces = []string{
	"năm", "2023", "2024", "20", "ngày", "tháng", "/", "-", " – ", "06 tháng đầu năm", "quý I", "học kỳ II", "HKI", "5", "12", "31",
	"năm học", "so với", "Luật", "số 512/UBND-HC", "giai đoạn", "\n", ";", ". ", ", trong", "từ", "đến nay", "\u0301", "İ", "ﬁ", "\xff", "Đ", "\u00a0",
}

func TestStaleProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.OneOf(rapid.SampledFrom(pieces), rapid.Just(" "), rapid.StringN(0, 3, -1))).Draw(t, "text"), "")
		periods := rapid.SampledFrom([]string{"06 tháng đầu năm 2024", "quý I năm 2024", "tháng 12 năm 2023", "học kỳ I năm học 2023-2024", "năm học 2024-2025", "năm 2024", "", "x"})
		now, former := round(periods.Draw(t, "now"), "1/A"), round(periods.Draw(t, "former"), "512/UBND-HC")
		found := Stale(text, now, former)
		checkPlaces(t, text, found)
		// A text is never out of date for want of its own words.
		if len(Stale("Nhà trường thực hiện tốt.", now, former)) > 0 {
			t.Errorf("nothing is named there")
		}
	})
}

func FuzzStale(f *testing.F) {
	f.Add("Trong 06 tháng đầu năm 2023, ngày 31/5/2023", "06 tháng đầu năm 2024", "06 tháng đầu năm 2023", "512/UBND-HC")
	f.Add("HKI (2023-2024) \xff\u0301", "học kỳ II năm học 2023-2024", "", "[/(")
	f.Add("00/00/2023 ngày 99 tháng 99 năm 2023", "tháng 99 năm 2024", "quý 0", "-/-")
	f.Fuzz(func(t *testing.T, text, now, former, number string) {
		checkPlaces(t, text, Stale(text, round(now, ""), round(former, number)))
	})
}

func BenchmarkStale(b *testing.B) {
	text := strings.Repeat("Chi ủy, nhà trường luôn quan tâm chỉ đạo quán triệt triển khai Chỉ thị số 33/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ trong 06 tháng đầu năm 2023.\n", 10)
	now, former := round("06 tháng đầu năm 2024", ""), round("06 tháng đầu năm 2023", "512/UBND-HC")
	for b.Loop() {
		Stale(text, now, former)
	}
}

func TestPeriodBegin(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"06 tháng đầu năm 2024": "2024-01-01", "6 tháng cuối năm 2024": "2024-07-01", "9 tháng năm 2024": "2024-01-01",
		"quý III năm 2024": "2024-07-01", "tháng 11/2024": "2024-11-01", "học kỳ I năm học 2024-2025": "2024-08-01",
		"học kỳ II năm học 2024-2025": "2025-01-01", "năm học 2024-2025": "2024-08-01", "năm 2024": "2024-01-01", "đột xuất": "",
	} {
		day, ok := periodOf(report.Campaign{Period: words}).begin()
		if got := day.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%s: got %s, %v; want %s", words, got, ok, want)
		}
	}
	if p := periodOf(report.Campaign{Period: "quý I", Deadline: workday.Date{Year: 2025, Month: 3, Day: 20}}); p.first != 2025 {
		t.Errorf("a period without a year is of %d, want that of the deadline", p.first)
	}
}
