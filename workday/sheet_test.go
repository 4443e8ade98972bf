package workday

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestReadSheet(t *testing.T) {
	t.Parallel()
	got := mustSheet(t, "\uFEFF# lịch của trường\r\n\r\n"+
		"t2 31/8/2026 | Hoán đổi |  Nghỉ   dịp Quốc khánh | đổi với: T7 22/08/2026 | nguồn: Công văn 1\r\n"+
		"2026-11-24|bo\n"+
		"27/4/2026 | NGHỈ BÙ | Giỗ Tổ | bu cho: 2026-04-26 | khi nghi: cn, t7 | tình trạng: dự kiến\n"+
		"28/11/2026 | làm bù | Dạy bù | ghi chú: cả ngày: sáng, chiều | áp dụng: giáo viên\n"+
		"Năm 2028 | theo luật | chờ thông báo\n"+
		"3/1/2028 | nghi | Nghỉ đầu năm\n"+
		"8/1/2028 | lam bu | Dạy bù | bù cho: 5/1/2028 | tình trạng: chính thức\n"+
		"năm 2029")
	want := Sheet{
		Days: []Day{
			{Date: Date{2026, 8, 31}, Kind: Swapped, Name: "Nghỉ dịp Quốc khánh", Status: Official, Pair: Date{2026, 8, 22}, Source: "Công văn 1"},
			{Date: Date{2026, 11, 24}, Kind: Removed, Status: Official},
			{Date: Date{2026, 4, 27}, Kind: Compensated, Name: "Giỗ Tổ", Status: Provisional, For: Date{2026, 4, 26}, When: SaturdaySunday},
			{Date: Date{2026, 11, 28}, Kind: MakeUp, Name: "Dạy bù", Status: Official, Note: "cả ngày: sáng, chiều", Audience: "giáo viên"},
		},
		Years: []Year{
			{Year: 2028, Status: Statutory, Note: "chờ thông báo", Days: []Day{
				{Date: Date{2028, 1, 3}, Kind: Holiday, Name: "Nghỉ đầu năm", Status: Statutory},
				{Date: Date{2028, 1, 8}, Kind: MakeUp, Name: "Dạy bù", Status: Official, Pair: Date{2028, 1, 5}},
			}},
			{Year: 2029, Status: Official},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := mustSheet(t, ""); len(got.Days)+len(got.Years) != 0 {
		t.Errorf("nothing gives %+v", got)
	}
}

func TestReadSheet_problems(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, line, want string }{
		{"no such day", "31/2/2026 | nghỉ lễ | x", "“31/2/2026” không phải là một ngày"},
		{"no day", "hôm nay | nghỉ lễ | x", "31/8/2026 hoặc 2026-08-31"},
		{"only a bar", "|", "không phải là một ngày"},
		{"two digits of a year", "31/8/26 | nghỉ lễ | x", "từ năm 2000"},
		{"long day", "00031/8/2026 | nghỉ lễ | x", "không phải là một ngày"},
		{"year outside", "31/8/2206 | nghỉ lễ | x", "năm 2206"},
		{"weekday", "T3 31/8/2026 | nghỉ lễ | x", "là T2, không phải T3"},
		{"no weekday", "T9 31/8/2026 | nghỉ lễ | x", "không phải là một ngày"},
		{"no kind", "31/8/2026", "thiếu loại ngày"},
		{"empty kind", "31/8/2026 | | x", "thiếu loại ngày"},
		{"bad kind", "31/8/2026 | off | x", "không có loại ngày “off”"},
		{"no name", "31/8/2026 | nghỉ lễ", "thiếu tên"},
		{"bad part", "31/8/2026 | nghỉ lễ | x | mau: xanh", "không hiểu phần “mau: xanh”"},
		{"part without a colon", "31/8/2026 | nghỉ lễ | x | nguồn", "không hiểu phần"},
		{"part twice", "31/8/2026 | nghỉ lễ | x | nguồn: a | nguồn: b", "hai lần"},
		{"empty part", "31/8/2026 | nghỉ lễ | x | nguồn:", "còn trống"},
		{"part of another kind", "31/8/2026 | nghỉ lễ | x | đổi với: 22/8/2026", "không có phần “đổi với”"},
		{"status", "31/8/2026 | nghỉ lễ | x | tình trạng: chắc", "chính thức, theo luật, dự kiến"},
		{"rest days", "31/8/2026 | nghỉ lễ | x | khi nghỉ: T6", "T7,CN hoặc khi nghỉ: CN"},
		{"swap without its day", "31/8/2026 | hoán đổi | x", "cần ngày làm bù"},
		{"swap with a Wednesday", "31/8/2026 | hoán đổi | x | đổi với: 26/8/2026", "26/08/2026 là T4"},
		{"swap of a Sunday", "30/8/2026 | hoán đổi | x | đổi với: 22/8/2026", "là CN"},
		{"swap with itself", "29/8/2026 | hoán đổi | x | đổi với: 29/8/2026", "chính nó"},
		{"swap with no day", "31/8/2026 | hoán đổi | x | đổi với: thứ Bảy", "không phải là một ngày"},
		{"swap with a far year", "31/8/2026 | hoán đổi | x | đổi với: 22/8/0226", "năm 226"},
		{"make-up on a Monday", "31/8/2026 | làm bù | x", "phải là T7 hoặc CN"},
		{"make-up for a Sunday", "22/8/2026 | làm bù | x | bù cho: 23/8/2026", "là CN"},
		{"make-up for itself", "22/8/2026 | làm bù | x | đổi với: 22/8/2026", "chính nó"},
		{"compensation for nothing", "27/4/2026 | nghỉ bù | x", "cần ngày lễ được bù"},
		{"compensation for a Friday", "27/4/2026 | nghỉ bù | x | bù cho: 24/4/2026", "trùng T7 hoặc CN"},
		{"compensation on a Sunday", "26/4/2026 | nghỉ bù | x | bù cho: 25/4/2026", "là CN"},
		{"no year", "năm | chính thức", "không phải là một năm"},
		{"bad year", "năm tới | chính thức", "“tới” không phải là một năm"},
		{"far year", "năm 20277", "năm 20277"},
		{"status of a year", "năm 2027 | xong", "tình trạng “xong”"},
		{"not UTF-8", "31/8/2026 | nghỉ lễ | \xff", "UTF-8"},
		{"control", "31/8/2026 | nghỉ lễ | a\x00b", "UTF-8"},
		{"long", "31/8/2026 | nghỉ lễ | " + strings.Repeat("ă", maxLine), "quá dài"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, problems := ReadSheet("# đầu\n1/6/2026 | nghỉ lễ | trước\n" + tt.line + "\n2/6/2026 | nghỉ lễ | sau\n")
			if len(problems) != 1 || problems[0].Line != 3 || !strings.Contains(problems[0].String(), tt.want) || !strings.HasPrefix(problems[0].String(), "dòng 3: ") {
				t.Errorf("got %q, want line 3 with %q", problems, tt.want)
			}
			if strings.HasPrefix(tt.line, "năm") {
				return
			}
			if _, problem := ParseDay(tt.line); problem == nil || !strings.Contains(problem.String(), tt.want) || strings.HasPrefix(problem.String(), "dòng") {
				t.Errorf("alone: got %v, want %q", problem, tt.want)
			}
		})
	}
	for text, want := range map[string]string{
		"1/6/2026 | nghỉ lễ | a\n1/6/2026 | bỏ":                        "dòng 2: ngày 01/06/2026 đã có ở dòng 1",
		"năm 2027\nnăm 2027":                                           "dòng 2: năm 2027 đã có ở dòng 1",
		"năm 2027\n1/6/2026 | nghỉ lễ | a":                             "dòng 2: ngày 01/06/2026 không thuộc năm 2027",
		"năm 2027\n1/6/2027 | bỏ":                                      "dòng 2: lịch của cả một năm",
		strings.Repeat("\n", maxLines) + "1/6/2026 | nghỉ":             "quá dài",
		"năm 20x7\n1/6/2026 | nghỉ lễ | không báo thêm vì năm chưa rõ": "dòng 1:",
	} {
		_, problems := ReadSheet(text)
		if len(problems) != 1 || !strings.Contains(problems[0].String(), want) {
			t.Errorf("%.40q: got %q, want %q", text, problems, want)
		}
	}
}

// TestCorrections: what an admin adds, corrects and removes.
func TestCorrections(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		week   Week
		sheets []string
		want   map[string]Kind
	}{
		{"a day is added", 0, []string{"16/12/2026 | nghỉ lễ | Nghỉ bão"}, map[string]Kind{"2026-12-16": Holiday, "2026-12-17": ""}},
		{"a holiday added on a Sunday is compensated", 0, []string{"13/12/2026 | nghỉ lễ | Lễ"}, map[string]Kind{"2026-12-13": Holiday, "2026-12-14": Compensated}},
		{"but not where that is removed", 0, []string{"13/12/2026 | nghỉ lễ | Lễ\n14/12/2026 | bỏ"}, map[string]Kind{"2026-12-13": Holiday, "2026-12-14": "", "2026-12-15": ""}},
		{"a holiday is removed", 0, []string{"24/11/2026 | bỏ"}, map[string]Kind{"2026-11-24": ""}},
		{"with its compensation", 0, []string{"26/4/2026 | bỏ"}, map[string]Kind{"2026-04-26": Rest, "2026-04-27": ""}},
		{"a swap brings its make-up day", 0, []string{"23/11/2026 | hoán đổi | Nghỉ | đổi với: 28/11/2026"}, map[string]Kind{"2026-11-23": Swapped, "2026-11-28": MakeUp}},
		{"a make-up day brings its swap", 0, []string{"28/11/2026 | làm bù | Làm | bù cho: 23/11/2026"}, map[string]Kind{"2026-11-23": Swapped, "2026-11-28": MakeUp}},
		{"a make-up day alone", 0, []string{"28/11/2026 | làm bù | Dạy bù"}, map[string]Kind{"2026-11-28": MakeUp, "2026-11-23": ""}},
		{"removing the day off ends the swap", 0, []string{"31/8/2026 | bỏ"}, map[string]Kind{"2026-08-31": "", "2026-08-22": Rest}},
		{"removing the make-up day ends the swap", 0, []string{"22/8/2026 | bỏ"}, map[string]Kind{"2026-08-31": "", "2026-08-22": Rest}},
		{"a closed make-up day leaves the day off", 0, []string{"22/8/2026 | nghỉ | Bão"}, map[string]Kind{"2026-08-31": Swapped, "2026-08-22": Holiday}},
		{"a swap is moved", 0, []string{"31/8/2026 | hoán đổi | Nghỉ | đổi với: 5/9/2026"}, map[string]Kind{"2026-08-31": Swapped, "2026-08-22": Rest, "2026-09-05": MakeUp}},
		{"a make-up day is moved", 0, []string{"5/9/2026 | làm bù | Nghỉ | đổi với: 31/8/2026"}, map[string]Kind{"2026-08-31": Swapped, "2026-08-22": Rest, "2026-09-05": MakeUp}},
		{"a compensation is moved", 0, []string{"28/4/2026 | nghỉ bù | Bù | bù cho: 26/4/2026"}, map[string]Kind{"2026-04-27": "", "2026-04-28": Compensated}},
		{"the last sheet wins", 0, []string{"24/11/2026 | bỏ", "24/11/2026 | nghỉ lễ | Có nghỉ"}, map[string]Kind{"2026-11-24": Holiday}},
		{"and removes again", 0, []string{"16/12/2026 | nghỉ lễ | Nghỉ bão", "16/12/2026 | bỏ"}, map[string]Kind{"2026-12-16": ""}},
		{"for the other week only", 0, []string{"16/12/2026 | nghỉ lễ | Nghỉ | khi nghỉ: CN"}, map[string]Kind{"2026-12-16": ""}},
		{"for this week", SundayOnly, []string{"16/12/2026 | nghỉ lễ | Nghỉ | khi nghỉ: CN"}, map[string]Kind{"2026-12-16": Holiday}},
		{"a swap with Sunday, in a week of six days", SundayOnly, []string{"31/8/2026 | hoán đổi | Nghỉ | đổi với: 23/8/2026"}, map[string]Kind{"2026-08-31": Swapped, "2026-08-23": MakeUp}},
		{"no swap with Saturday there", SundayOnly, []string{"23/11/2026 | hoán đổi | Nghỉ | đổi với: 28/11/2026"}, map[string]Kind{"2026-11-23": "", "2026-11-28": ""}},
		{"a swap over New Year", 0, []string{"31/12/2026 | hoán đổi | Nghỉ | đổi với: 9/1/2027"}, map[string]Kind{"2026-12-31": Swapped, "2027-01-09": MakeUp}},
		{"a schedule that swaps with the next year", 0, []string{"năm 2029\n31/12/2029 | hoán đổi | Nghỉ | đổi với: 5/1/2030"}, map[string]Kind{"2029-12-31": Swapped, "2030-01-05": MakeUp}},
		{"a schedule that swaps with the last year", 0, []string{"năm 2030\n5/1/2030 | làm bù | Làm | bù cho: 31/12/2029"}, map[string]Kind{"2029-12-31": Swapped, "2030-01-05": MakeUp}},
		{
			"a whole year is replaced", 0,
			[]string{"24/11/2027 | bỏ\nnăm 2027 | chính thức\n5/2/2027 | nghỉ lễ | Tết\n6/2/2027 | nghỉ lễ | Tết\n9/2/2027 | nghỉ bù | Tết | bù cho: 6/2/2027"},
			map[string]Kind{"2027-02-04": "", "2027-02-05": Holiday, "2027-02-08": "", "2027-02-09": Compensated, "2027-02-10": "", "2027-01-01": "", "2026-11-24": Holiday},
		},
		{
			"compensation of a replaced year where Saturday is worked", SundayOnly,
			[]string{"năm 2027\n6/2/2027 | nghỉ lễ | Tết\n7/2/2027 | nghỉ lễ | Tết\n9/2/2027 | nghỉ bù | Tết | bù cho: 6/2/2027\n10/2/2027 | nghỉ bù | Tết | bù cho: 7/2/2027"},
			map[string]Kind{"2027-02-06": Holiday, "2027-02-08": Compensated, "2027-02-09": "", "2027-02-10": ""},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var sheets []Sheet
			for _, text := range tt.sheets {
				sheets = append(sheets, mustSheet(t, text))
			}
			c := mustCalendar(t, tt.week, sheets...)
			for text, want := range tt.want {
				d := mustISO(t, text)
				if got := c.Explain(d); got.Kind != want || c.IsWorking(d) == want.Off() {
					t.Errorf("%s: got %+v, want %q", text, got, want)
				}
			}
		})
	}
}

func TestCoverage_replaced(t *testing.T) {
	t.Parallel()
	c := mustCalendar(t, 0, mustSheet(t, "năm 2027 | chính thức | trừ dịp 30/4\nnăm 2028 | dự kiến | chờ tỉnh"))
	if got, note := c.Coverage(2027); got != Official || note != "Lịch nghỉ năm 2027 đã có thông báo chính thức, trừ dịp 30/4." {
		t.Errorf("got %s %q", got, note)
	}
	if got, note := c.Coverage(2028); got != Provisional || !strings.Contains(note, "(chờ tỉnh)") {
		t.Errorf("got %s %q", got, note)
	}
}

// TestNew_refuses: days that came past the reader are an error, not a strange calendar.
func TestNew_refuses(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]Sheet{
		"no date":       {Days: []Day{{Kind: Holiday, Name: "x"}}},
		"no kind":       {Days: []Day{{Date: Date{2026, 6, 1}, Name: "x"}}},
		"weekly rest":   {Days: []Day{{Date: Date{2026, 6, 1}, Kind: Rest, Name: "x"}}},
		"half a swap":   {Days: []Day{{Date: Date{2026, 6, 1}, Kind: Swapped, Name: "x"}}},
		"year":          {Years: []Year{{Year: 26}}},
		"removed":       {Years: []Year{{Year: 2027, Days: []Day{{Date: Date{2027, 6, 1}, Kind: Removed}}}}},
		"another year":  {Years: []Year{{Year: 2027, Days: []Day{{Date: Date{2026, 6, 1}, Kind: Holiday, Name: "x"}}}}},
		"bad in a year": {Years: []Year{{Year: 2027, Days: []Day{{Date: Date{2027, 6, 1}, Kind: Holiday}}}}},
	} {
		if c, err := New(0, Sheet{}, s); err == nil || c != nil || !strings.Contains(err.Error(), "sheet 2") {
			t.Errorf("%s: got %v, %v", name, c, err)
		}
	}
}

func TestWeek(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Week{
		"T7,CN": SaturdaySunday, "CN": SundayOnly, "cn, t7": SaturdaySunday, "T7 CN": SaturdaySunday, "T7+CN": SaturdaySunday, "CN,CN": SundayOnly,
	} {
		got, err := ParseWeek(text)
		if err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
		var back Week
		if data, err := got.MarshalText(); err != nil || back.UnmarshalText(data) != nil || back != want {
			t.Errorf("%v came back as %v from %s", got, back, data)
		}
	}
	for _, text := range []string{"", "T7", "T2,CN", "thứ Bảy", "CN,", ","} {
		got, err := ParseWeek(text)
		if (err == nil) != (text == "CN,") {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
}

// TestLine: what is written is read back as it was.
func TestLine_properties(t *testing.T) {
	t.Parallel()
	words := rapid.StringMatching(`[A-Za-zăâđêôơưạảã0-9.,:;()/–-]{1,12}( [A-Za-zĐđộệ0-9:]{1,8}){0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		date := Date{2000, 1, 1}.AddDays(rapid.IntRange(0, 36_000).Draw(t, "date"))
		weekend := date
		for !SaturdaySunday.Rests(weekend.Weekday()) {
			weekend = weekend.AddDays(1)
		}
		d := Day{
			Date: date, Kind: rapid.SampledFrom([]Kind{Holiday, Compensated, Swapped, MakeUp, Removed}).Draw(t, "kind"),
			Name:   words.Draw(t, "name"),
			Status: rapid.SampledFrom([]Status{Official, Statutory, Provisional}).Draw(t, "status"),
			When:   rapid.SampledFrom([]Week{0, SaturdaySunday, SundayOnly}).Draw(t, "when"),
		}
		for _, to := range []*string{&d.Source, &d.Note, &d.Audience} {
			if rapid.Bool().Draw(t, "more") {
				*to = words.Draw(t, "words")
			}
		}
		switch d.Kind {
		case Swapped:
			d.Pair = weekend
		case MakeUp:
			d.Date, d.Pair = weekend, date
		case Compensated:
			d.For = weekend
		}
		if d.check() != "" {
			t.Skip("no such day")
		}
		got, problem := ParseDay(d.Line())
		if problem != nil || got != d {
			t.Fatalf("%s\nproblem %v\n%s", d.Line(), problem, cmp.Diff(d, got))
		}
	})
	if got := (Day{Date: Date{2026, 11, 24}, Kind: Removed}).Line(); got != "T3 24/11/2026 | bỏ" {
		t.Errorf("got %q", got)
	}
	if got := (Day{Date: Date{2026, 12, 16}, Kind: Holiday, Name: "a|b\nc"}).Line(); got != "T4 16/12/2026 | nghỉ lễ | a/b c" {
		t.Errorf("got %q", got)
	}
}

// FuzzReadSheet: any text gives problems with words, or a sheet that makes a calendar
// and is read back from its own lines.
func FuzzReadSheet(f *testing.F) {
	for _, text := range []string{
		"", "T2 31/8/2026 | hoán đổi | Nghỉ dịp Quốc khánh | đổi với: 22/8/2026\n24/11/2026 | bỏ\nnăm 2027 | chính thức\n1/1/2027 | nghỉ lễ | Tết",
		"năm 2100\n31/12/2100 | nghỉ lễ | x\n", "26/12/2100 | nghỉ lễ | x\n1/1/2000|nghi|y", "27/4/2026 | nghỉ bù | x | bù cho: 26/4/2026 | khi nghỉ: CN",
		"2026-11-28 | làm bù | x | bù cho: 23/11/2026 | tình trạng: dự kiến | nguồn: a | ghi chú: b | áp dụng: c", "năm 2027 |", "|||", "\xff", "31/12/2100|nghi|a\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, problems := ReadSheet(text)
		for _, p := range problems {
			if p.Line < 1 || p.Text == "" || !utf8.ValidString(p.Text) || utf8.RuneCountInString(p.Text) > maxLine+500 {
				t.Errorf("problem %+v", p)
			}
		}
		if len(problems) > 0 {
			return
		}
		for _, week := range []Week{SaturdaySunday, SundayOnly} {
			if _, err := New(week, s); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range s.all() {
			if back, problem := ParseDay(d.Line()); problem != nil || back != d {
				t.Errorf("%+v was written %q and read %+v, %v", d, d.Line(), back, problem)
			}
		}
	})
}
