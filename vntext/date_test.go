package vntext

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The reference day of all tables is Tuesday 28/5/2024.
func parseAt2024(s string) (Date, bool) { return ParseDate(s, 2024, 5, 28) }

func TestParseDate(t *testing.T) {
	t.Parallel()
	day := func(y, m, d int) Date { return Date{Year: y, Month: m, Day: d} }
	guessed := func(y, m, d int) Date { return Date{Year: y, Month: m, Day: d, NoYear: true, Ambiguous: true} }
	for in, want := range map[string]Date{
		"3/1/2024":                       day(2024, 1, 3),
		"03-01-2024":                     day(2024, 1, 3),
		"3.1.24":                         day(2024, 1, 3),
		"3.1.2024.":                      day(2024, 1, 3),
		"3 / 1 / 2024":                   day(2024, 1, 3),
		"3–1–2024":                       day(2024, 1, 3),
		"31-5/2024":                      day(2024, 5, 31),
		"2/9/1945":                       day(1945, 9, 2),
		"29/2/2024":                      day(2024, 2, 29),
		"31/12/99":                       day(2099, 12, 31),
		"2024-05-31":                     day(2024, 5, 31),
		"2024/5/31":                      day(2024, 5, 31),
		"ngày 03 tháng 01 năm 2024":      day(2024, 1, 3),
		"Ngày 03 Tháng 01 Năm 2024":      day(2024, 1, 3),
		"NGÀY 03 THÁNG 01 NĂM 2024":      day(2024, 1, 3),
		"ngay 31 thang 5 nam 2024":       day(2024, 5, 31),
		"31 tháng 5 năm 2024":            day(2024, 5, 31),
		"31 tháng 5, 2024":               day(2024, 5, 31),
		"31 tháng 5/2024":                day(2024, 5, 31),
		"ngày 31/5/2024":                 day(2024, 5, 31),
		"ngày 31/5 năm 2024":             day(2024, 5, 31),
		"mùng 3 tháng 2 năm 2024":        day(2024, 2, 3),
		"mồng 3/2/2024":                  day(2024, 2, 3),
		"ngày mùng 3 tháng 2 năm 2024":   day(2024, 2, 3),
		"ngày 5 tháng năm năm 2024":      day(2024, 5, 5),
		"ngay 5 thang nam nam 2024":      day(2024, 5, 5),
		"ngày 5 tháng tư năm 2024":       day(2024, 4, 5),
		"ngày 5 tháng mười năm 2024":     day(2024, 10, 5),
		"ngày 5 tháng mười một năm 2024": day(2024, 11, 5),
		"ngày 5 tháng mười hai năm 2024": day(2024, 12, 5),
		"ngày ba mươi mốt tháng năm năm hai nghìn không trăm hai mươi tư": day(2024, 5, 31),
		"ngày mười lăm tháng 6 năm 2024":                                  day(2024, 6, 15),
		"thứ Sáu, ngày 31/5/2024":                                         day(2024, 5, 31),
		"thứ sáu 31/5/2024":                                               day(2024, 5, 31),
		"T6 31/5/2024":                                                    day(2024, 5, 31),
		"chủ nhật 2/6/2024":                                               day(2024, 6, 2),
		"CN 2/6/2024":                                                     day(2024, 6, 2),
		"thứ hai 31/5/2024":                                               {Year: 2024, Month: 5, Day: 31, Ambiguous: true},
		"dạ 31/5/2024 ạ":                                                  day(2024, 5, 31),
		"31/5 năm nay":                                                    day(2024, 5, 31),
		"31/5 năm ngoái":                                                  day(2023, 5, 31),
		"ngày 31 tháng 5 năm sau":                                         day(2025, 5, 31),

		"hôm nay": day(2024, 5, 28), "Hôm nay.": day(2024, 5, 28), "hom nay": day(2024, 5, 28), "hôm  qua": day(2024, 5, 27),
		"hôm kia": day(2024, 5, 26), "mai": day(2024, 5, 29), "ngày mai": day(2024, 5, 29), "ngay mai": day(2024, 5, 29), "ngày kia": day(2024, 5, 30),

		"31/5":                  guessed(2024, 5, 31),
		"31.5":                  guessed(2024, 5, 31),
		"31-5":                  guessed(2024, 5, 31),
		"31 tháng 5":            guessed(2024, 5, 31),
		"ngày 31 tháng 5":       guessed(2024, 5, 31),
		"ngay 31 thang 5":       guessed(2024, 5, 31),
		"31 thang nam":          guessed(2024, 5, 31),
		"20/11":                 guessed(2024, 11, 20),
		"28/11":                 guessed(2023, 11, 28),
		"29/11":                 guessed(2023, 11, 29),
		"5/1":                   guessed(2024, 1, 5),
		"29/2":                  guessed(2024, 2, 29),
		"ngày 15":               guessed(2024, 5, 15),
		"ngày 5":                guessed(2024, 6, 5),
		"mùng 3":                guessed(2024, 6, 3),
		"ngày 5 tháng sau":      guessed(2024, 6, 5),
		"ngày 31 tháng này":     guessed(2024, 5, 31),
		"ngày 5 tháng trước":    guessed(2024, 4, 5),
		"ngay 5 thang sau":      guessed(2024, 6, 5), // without marks this is June
		"thứ sáu":               guessed(2024, 5, 31),
		"thứ ba":                guessed(2024, 5, 28),
		"t2":                    guessed(2024, 6, 3),
		"thứ sáu tuần này":      guessed(2024, 5, 31),
		"thứ hai tuần này":      guessed(2024, 5, 27),
		"chủ nhật tuần này":     guessed(2024, 6, 2),
		"CN tuần sau":           guessed(2024, 6, 9),
		"thu sau tuan toi":      guessed(2024, 6, 7),
		"thứ sáu tuần trước":    guessed(2024, 5, 24),
		"cuối tháng":            guessed(2024, 5, 31),
		"cuối tháng này":        guessed(2024, 5, 31),
		"cuối tháng sau":        guessed(2024, 6, 30),
		"cuối tháng 2":          guessed(2024, 2, 29),
		"cuối tháng 2 năm 2025": guessed(2025, 2, 28),
		"cuối tháng 2/2025":     guessed(2025, 2, 28),
		"giữa tháng 6":          guessed(2024, 6, 15),
		"giữa năm":              guessed(2024, 6, 30),
		"cuối năm":              guessed(2024, 12, 31),
		"hết năm 2025":          guessed(2025, 12, 31),
		"cuối năm sau":          guessed(2025, 12, 31),
	} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			got, ok := parseAt2024(in)
			if !ok {
				t.Fatalf("ParseDate(%q) refused, want %v", in, want)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("ParseDate(%q) (-want +got):\n%s", in, diff)
			}
		})
	}
}

func TestParseDate_refuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", " ", "abc", "31", "5/2024", "tháng 5", "tháng 5 năm 2024", "năm 2024", "ngày", "mai sau", "không", "31/2", "31/2/2024", "29/2/2023",
		"30/2", "0/5/2024", "00/5/2024", "32/1/2024", "31/4", "1/13/2024", "1/0/2024", "12/31/2024", "1/1/1", "1/1/123", "1/1/12345", "1/1/0001",
		"1/1/1700", "1/1/2300", "2024-13-01", "2024-02-30", "2024-5", "2024/5/31/1", "1/2/3/4", "31//5", "/31/5", "31/5/", "-31/5", "31,5", "1.234,5",
		"31 5", "31 5 2024", "mùng 11 tháng 2", "mùng 15", "ngày 32", "ngày 123", "ngày 10 tháng 3 âm lịch", "10/3 âl", "tháng giêng", "5 tháng sau",
		"5 tháng này", "thứ chín", "thứ 9", "thứ sáu tuần", "thứ sáu mươi", "cuối", "cuối tuần", "cuối tháng 13", "cuối ngày 5", "trước ngày 31/5/2024", "31/5/2024 17:00",
		"từ 1/5 đến 31/5", "26/32", strings.Repeat("1/", 300), "ngày \xff", "thứ", "t", "cn cn", "hai mươi", "ngày hai mươi tháng",
	} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			if d, ok := parseAt2024(in); ok {
				t.Errorf("ParseDate(%q) = %v, want refusal", in, d)
			}
		})
	}
}

func TestParseDate_nearestYear(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in        string
		ref, want [3]int
	}{
		{"31/12", [3]int{2025, 1, 3}, [3]int{2024, 12, 31}},
		{"5/1", [3]int{2024, 12, 28}, [3]int{2025, 1, 5}},
		{"29/2", [3]int{2025, 6, 1}, [3]int{2024, 2, 29}},
		{"29/2", [3]int{2026, 6, 1}, [3]int{2028, 2, 29}},
		{"29/2", [3]int{1900, 3, 1}, [3]int{1904, 2, 29}},
		{"1/7", [3]int{2024, 1, 1}, [3]int{2024, 7, 1}},
		{"ngày 31", [3]int{2024, 2, 10}, [3]int{2024, 1, 31}},
		{"ngày 31", [3]int{2024, 6, 12}, [3]int{2024, 5, 31}},
		{"ngày 30", [3]int{2025, 1, 10}, [3]int{2024, 12, 30}},
	} {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			got, ok := ParseDate(tt.in, tt.ref[0], tt.ref[1], tt.ref[2])
			want := Date{Year: tt.want[0], Month: tt.want[1], Day: tt.want[2], NoYear: true, Ambiguous: true}
			if !ok || got != want {
				t.Errorf("ParseDate(%q, %v) = %v %v, want %v", tt.in, tt.ref, got, ok, want)
			}
		})
	}
}

func TestParseDate_withoutReferenceDay(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"31/5", "hôm nay", "ngày 5", "thứ sáu", "cuối tháng", "31/5 năm nay", "ngày 5 tháng này", "31 tháng 5"} {
		if d, ok := ParseDate(in, 0, 0, 0); ok {
			t.Errorf("ParseDate(%q) without a reference day = %v", in, d)
		}
	}
	for _, in := range []string{"31/5/2024", "2024-05-31", "ngày 31 tháng 5 năm 2024", "thứ sáu 31/5/24"} {
		if d, ok := ParseDate(in, 2024, 2, 30); !ok || d != (Date{Year: 2024, Month: 5, Day: 31}) {
			t.Errorf("ParseDate(%q) without a reference day = %v %v", in, d, ok)
		}
	}
}

func TestLongDate(t *testing.T) {
	t.Parallel()
	for want, in := range map[string][3]int{
		"ngày 05 tháng 6 năm 2024":  {2024, 6, 5},
		"ngày 01 tháng 01 năm 2024": {2024, 1, 1},
		"ngày 10 tháng 02 năm 2024": {2024, 2, 10},
		"ngày 31 tháng 3 năm 2024":  {2024, 3, 31},
		"ngày 31 tháng 10 năm 2024": {2024, 10, 31},
		"ngày 24 tháng 12 năm 2024": {2024, 12, 24},
	} {
		if got := LongDate(in[0], in[1], in[2]); got != want {
			t.Errorf("LongDate(%v) = %q, want %q", in, got, want)
		}
	}
}

func drawDay(t *rapid.T, label string) time.Time {
	return midnight(minYear, 1, 1).AddDate(0, 0, rapid.IntRange(0, 400*365).Draw(t, label))
}

func TestLongDate_readBackProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := dateOf(drawDay(t, "day"))
		ref := dateOf(drawDay(t, "ref"))
		long := LongDate(d.Year, d.Month, d.Day)
		for _, text := range []string{long, Upper(long), Fold(long), d.midnight().Format("2/1/2006"), d.midnight().Format("02-01-2006"), d.midnight().Format(time.DateOnly)} {
			if got, ok := ParseDate(text, ref.Year, ref.Month, ref.Day); !ok || got != d {
				t.Fatalf("ParseDate(%q) = %v %v, want %v", text, got, ok, d)
			}
		}
	})
}

func TestParseDate_nearestYearProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ref := midnight(2000, 1, 1).AddDate(0, 0, rapid.IntRange(0, 36500).Draw(t, "ref"))
		want := ref.AddDate(0, 0, rapid.IntRange(-180, 180).Draw(t, "off"))
		got, ok := ParseDate(want.Format("2/1"), ref.Year(), int(ref.Month()), ref.Day())
		if !ok || !got.midnight().Equal(want) || !got.NoYear || !got.Ambiguous {
			t.Fatalf("ParseDate(%q) at %s = %v %v", want.Format("2/1"), ref.Format(time.DateOnly), got, ok)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{
		"3.1.24", "ngày 03 tháng 01 năm 2024", "31/5", "hôm nay", "thứ sáu tuần sau", "cuối tháng 2/2025", "2024-05-31", "ngay 5 thang nam nam 2024",
		"mùng 3", "29/2", "ngày ba mươi mốt tháng mười hai năm hai nghìn", "CN, 2–6–2024", "31/5 năm ngoái", "\xff1/1",
	} {
		f.Add(s, 2024, 5, 28)
	}
	f.Add("31/5", 0, 0, 0)
	f.Add("hôm qua", 1800, 1, 1)
	f.Add("cuối năm sau", 2199, 12, 31)
	f.Fuzz(func(t *testing.T, s string, y, m, d int) {
		got, ok := ParseDate(s, y, m, d)
		if !ok {
			if got != (Date{}) {
				t.Errorf("ParseDate(%q) refused but gave %v", s, got)
			}
			return
		}
		if !got.valid() || got.NoYear && !got.Ambiguous {
			t.Errorf("ParseDate(%q) = %v", s, got)
		}
		back, ok := ParseDate(LongDate(got.Year, got.Month, got.Day), y, m, d)
		if !ok || back != (Date{Year: got.Year, Month: got.Month, Day: got.Day}) {
			t.Errorf("ParseDate(%q) = %v, read back %v", s, got, back)
		}
	})
}
