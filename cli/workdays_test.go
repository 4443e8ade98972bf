package cli_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type dateOnly struct {
	Date string `json:"date"`
}

func TestWorkdaysAdd(t *testing.T) {
	t.Parallel()
	six := []string{"THUKY_CALENDAR_REST_DAYS=CN"}
	for _, tt := range []struct {
		args string
		env  []string
		want string
		note string // in what is said on standard error; "" for nothing
	}{
		{"2024-05-28 3", nil, "2024-05-31", ""},
		{"28/5/2024 3", nil, "2024-05-31", ""},
		{"28/05/2024 +3", nil, "2024-05-31", ""},
		{"2024-05-02 3", nil, "2024-05-06", ""}, // Saturday 4 May is worked
		{"2024-06-14 2", nil, "2024-06-18", ""},
		{"2024-06-14 2", six, "2024-06-17", ""},
		{"2024-06-14 2", []string{"THUKY_CALENDAR_REST_DAYS=T7,CN"}, "2024-06-18", ""},
		{"2026-08-28 1", nil, "2026-09-03", ""}, // the swap of 2026
		{"2024-05-31 -3", nil, "2024-05-28", ""},
		{"2024-05-31 -- -3", nil, "2024-05-28", ""},
		{"2024-06-01 0", nil, "2024-06-01", ""},
		{"2024-06-01 1", nil, "2024-06-03", ""},
		{"2027-01-29 5", nil, "2027-02-12", "năm 2027 mới là dự kiến"},
		{"2028-12-29 1", nil, "2029-01-02", "Chưa có lịch nghỉ năm 2028"},
		{"2024-05-28 10000", nil, "2064-03-27", "Các năm sau đó đến 2050 cũng vậy"},
		{"1990-05-31 1", nil, "1990-06-01", "Không có lịch nghỉ năm 1990"},
	} {
		t.Run(tt.args, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.env = append(d.env, tt.env...)
			args := append([]string{"workdays", "add"}, strings.Fields(tt.args)...)
			code, stdout, stderr := d.run(args...)
			if code != 0 || stdout != tt.want+"\n" {
				t.Errorf("exit %d, got %q, want %s\n%s", code, stdout, tt.want, stderr)
			}
			if (tt.note == "") != (stderr == "") || !strings.Contains(stderr, tt.note) {
				t.Errorf("said %q, want %q", stderr, tt.note)
			}
			code, asJSON, _ := d.run(append([]string{"workdays", "add", "--json"}, args[2:]...)...)
			if got := decode[dateOnly](t, asJSON); code != 0 || got.Date+"\n" != stdout {
				t.Errorf("exit %d, JSON %s", code, asJSON)
			}
		})
	}
	t.Run("the flag at any place", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		for _, args := range []string{"workdays add 2024-05-31 -3 --json", "workdays add --json 2024-05-31 -3", "--db x.db workdays add 2024-05-31 --json -3"} {
			if got := decode[map[string]string](t, d.must(strings.Fields(args)...)); len(got) != 1 || got["date"] != "2024-05-28" {
				t.Errorf("%s: got %v", args, got)
			}
		}
	})
}

func TestWorkdays_wrongUsage(t *testing.T) {
	t.Parallel()
	for args, want := range map[string][]string{
		"workdays":                                     {"add, list"},
		"workdays ad":                                  {"“add”"},
		"workdays add":                                 {"thiếu NGÀY"},
		"workdays add 2024-05-28":                      {"thiếu N", "NGÀY N"},
		"workdays add 2024-05-28 3 4":                  {"thừa “4”"},
		"workdays add 2024-02-30 3":                    {"NGÀY", "“2024-02-30”", "31/5/2024"},
		"workdays add 28/5 3":                          {"NGÀY", "“28/5”"},
		"workdays add 2024-05-28 ba":                   {"N:", "“ba”", "ví dụ 3"},
		"workdays add 2024-05-28 1.5":                  {"“1.5”"},
		"workdays add 2024-05-28 10001":                {"-10000 đến 10000"},
		"workdays add 2024-05-28 -10001":               {"-10000 đến 10000"},
		"workdays add 2024-05-28 99999999999999999999": {"10000"},
		"workdays add 2024-05-28 3 --jsn":              {"--json"},
		"workdays list":                                {"thiếu NĂM"},
		"workdays list 26":                             {"“26”", "ví dụ 2026"},
		"workdays list nay":                            {"“nay”"},
		"workdays list 2101":                           {"2000 đến 2100"},
		"workdays list 2026 2027":                      {"thừa"},
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := newDesk(t).run(strings.Fields(args)...)
			if code != 2 || stdout != "" {
				t.Errorf("exit %d, printed %q", code, stdout)
			}
			checkFirstLine(t, stderr, want)
		})
	}
	d := newDesk(t)
	if code, _, stderr := d.run("workdays", "add", "", "3"); code != 2 || !strings.Contains(stderr, "31/5/2024") {
		t.Errorf("no date: exit %d, %s", code, stderr)
	}
	if code, _, stderr := d.run("workdays", "add", "9999-12-31", "3"); code != 1 || !strings.Contains(stderr, "năm 9999") {
		t.Errorf("out of the calendar: exit %d, %s", code, stderr)
	}
}

type listed struct{ Date, Name, Kind string }

func TestWorkdaysList(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	text := d.must("workdays", "list", "2026")
	for _, want := range []string{
		"2026-01-01  T5  nghỉ lễ", "2026-01-02  T6  hoán đổi", "2026-01-10  T7  làm bù", "2026-04-27  T2  nghỉ bù", "2026-11-24  T3  nghỉ lễ   Ngày Văn hóa Việt Nam\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	if lines := strings.Count(text, "\n"); lines != 17 {
		t.Errorf("%d lines, want 17:\n%s", lines, text)
	}
	_, text, note := d.run("workdays", "list", "2027")
	if !strings.Contains(note, "dự kiến") || !strings.Contains(text, "(mùng 2) [dự kiến]") || !strings.Contains(text, "Ngày Chiến thắng [theo luật]") {
		t.Errorf("%s\n%s", note, text)
	}
	if got := decode[[]listed](t, d.must("workdays", "list", "--json", "2040")); len(got) < 12 {
		t.Errorf("a year without a schedule: %v", got)
	}
	d.env = append(d.env, "THUKY_CALENDAR_REST_DAYS=CN")
	for _, day := range decode[[]listed](t, d.must("workdays", "list", "2026", "--json")) {
		if day.Kind == "swapped" || day.Kind == "make-up" {
			t.Errorf("swapped where Saturday is worked: %v", day)
		}
	}
}

// TestWorkdaysList_facts: the list is the collected facts.
func TestWorkdaysList_facts(t *testing.T) {
	t.Parallel()
	const file = "../../shared/data/holidays.json"
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s, with the collected facts, is not here", file)
	}
	var facts struct {
		Days []struct{ Date, Name, Kind, Reason string }
	}
	if err = errors.Join(err, json.Unmarshal(data, &facts)); err != nil {
		t.Fatal(err)
	}
	var want, got []listed
	for _, f := range facts.Days {
		kind := map[string]string{
			"holiday/statutory": "holiday", "compensated/rest-day-clash": "compensated", "compensated/swap": "swapped", "swapped-work/swap": "make-up",
		}[f.Kind+"/"+f.Reason]
		want = append(want, listed{f.Date, f.Name, kind})
	}
	d := newDesk(t)
	for _, year := range []string{"2024", "2025", "2026", "2027"} {
		got = append(got, decode[[]listed](t, d.must("workdays", "list", year, "--json"))...)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-facts +list):\n%s", diff)
	}
}

// TestCalendarFolder: an organisation's own files are laid over the shipped ones.
func TestCalendarFolder(t *testing.T) {
	t.Parallel()
	folder := func(t *testing.T, files map[string]string) *desk {
		d := newDesk(t)
		if err := os.Mkdir(d.path("lich"), 0o700); err != nil {
			t.Fatal(err)
		}
		for name, text := range files {
			d.file(filepath.Join("lich", name), text)
		}
		d.env = append(d.env, "THUKY_CALENDAR_FOLDER="+d.path("lich"))
		return d
	}
	t.Run("used", func(t *testing.T) {
		t.Parallel()
		d := folder(t, map[string]string{
			"a.txt":  "17/12/2026 | nghi\u0309 le\u0302\u0303 | Ngh\u1ec9 ba\u0303o\n", // decomposed letters
			"b.txt":  "23/11/2026 | hoán đổi | Nghỉ dịp 24/11 | đổi với: 28/11/2026\n",
			"c.txt":  "năm 2027 | chính thức\n1/1/2027 | nghỉ lễ | Tết Dương lịch\n",
			"d.md":   "không phải lịch",
			".e.txt": "không phải lịch",
		})
		for args, want := range map[string]string{
			"2026-12-16 1": "2026-12-18", "2026-11-20 1": "2026-11-25", "2026-11-27 1": "2026-11-28", "2027-02-05 1": "2027-02-08",
		} {
			if got := d.must(append([]string{"workdays", "add"}, strings.Fields(args)...)...); got != want+"\n" {
				t.Errorf("%s: got %s, want %s", args, got, want)
			}
		}
		if text := d.must("workdays", "list", "2026"); !strings.Contains(text, "2026-11-28  T7  làm bù    Làm bù cho 23/11") || !strings.Contains(text, "Nghỉ bão") {
			t.Errorf("got %s", text)
		}
		if text := d.bare().must("doctor"); !strings.Contains(text, "✓ Lịch nghỉ: có lịch chính thức đến hết năm 2027; nghỉ hằng tuần: T7,CN") {
			t.Errorf("got %s", text)
		}
	})
	t.Run("mistakes", func(t *testing.T) {
		t.Parallel()
		d := folder(t, map[string]string{"a.txt": "# lịch\n31/2/2026 | nghỉ lễ | x\n1/6/2026 | nghỉ lễ | y\n", "b.txt": "1/6/2026 | xả hơi | y\n"})
		for _, command := range []string{"workdays list 2026", "workdays add 2026-01-01 1"} {
			code, stdout, stderr := d.run(strings.Fields(command)...)
			if code != 1 || stdout != "" {
				t.Errorf("exit %d, printed %q", code, stdout)
			}
			for _, want := range []string{"a.txt:2: “31/2/2026”", "31/8/2026", "b.txt:1: ", "“xả hơi”"} {
				if !strings.Contains(stderr, want) {
					t.Errorf("lacks %q: %s", want, stderr)
				}
			}
		}
		if code, text, _ := d.bare().run("doctor"); code != 1 || !strings.Contains(text, "✗ Lịch nghỉ") || !strings.Contains(text, "a.txt:2") || !strings.Contains(text, "docs/calendar.md") {
			t.Errorf("exit %d: %s", code, text)
		}
	})
	t.Run("many mistakes", func(t *testing.T) {
		t.Parallel()
		d := folder(t, map[string]string{"a.txt": strings.Repeat("x\n", 50)})
		_, _, stderr := d.run("workdays", "list", "2026")
		if strings.Count(stderr, "\n") != 21 || !strings.Contains(stderr, "và 30 lỗi khác") {
			t.Errorf("got %s", stderr)
		}
	})
	t.Run("too large", func(t *testing.T) {
		t.Parallel()
		d := folder(t, map[string]string{"a.txt": strings.Repeat("#", 2<<20)})
		code, _, stderr := d.run("workdays", "list", "2026")
		if code != 1 || !strings.Contains(stderr, "1 MB") {
			t.Errorf("exit %d: %s", code, stderr)
		}
	})
	t.Run("a folder called like a file", func(t *testing.T) {
		t.Parallel()
		d := folder(t, nil)
		if err := os.Mkdir(d.path("lich/2027.txt"), 0o700); err != nil {
			t.Fatal(err)
		}
		d.must("workdays", "list", "2026")
	})
	t.Run("no folder", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.env = append(d.env, "THUKY_CALENDAR_FOLDER="+d.path("lich"))
		code, _, stderr := d.run("workdays", "list", "2026")
		if code != 1 || !strings.Contains(stderr, "calendar.folder") {
			t.Errorf("exit %d: %s", code, stderr)
		}
	})
}

func TestRestDays(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	six := d.file("six.toml", "[calendar]\nrest_days = [\"CN\"]\n")
	if got := d.must("--config", six, "workdays", "add", "2024-06-14", "2"); got != "2024-06-17\n" {
		t.Errorf("got %s", got)
	}
	for _, text := range []string{`[]`, `["T7"]`, `["T6", "CN"]`, `["thứ Bảy"]`} {
		code, _, stderr := d.run("--config", d.file("bad.toml", "[calendar]\nrest_days = "+text+"\n"), "workdays", "list", "2026")
		if code != 1 || !strings.Contains(stderr, `["T7", "CN"]`) || !strings.Contains(stderr, "calendar.rest_days") {
			t.Errorf("%s: exit %d, %s", text, code, stderr)
		}
	}
	code, _, stderr := d.run("--config", d.file("text.toml", "[calendar]\nrest_days = \"CN\"\n"), "workdays", "list", "2026")
	if code != 1 || !strings.Contains(stderr, "rest_days") {
		t.Errorf("a text: exit %d, %s", code, stderr)
	}
	d.env = append(d.env, "THUKY_CALENDAR_REST_DAYS=T8")
	if code, _, stderr := d.run("workdays", "list", "2026"); code != 1 || !strings.Contains(stderr, "T8") {
		t.Errorf("variable: exit %d, %s", code, stderr)
	}
}

// TestStoredDays: a day that an admin corrected in chat counts on the command line, too.
func TestStoredDays(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	template := d.file("hop-nho.toml", small)
	out := d.lines("ngày nghỉ 4/12/2026: kỷ niệm trường", "dời hạn 7/12/2026", "lịch nghỉ").must("chat", "--template", template)
	for _, want := range []string{"✓ Thứ Sáu 4/12/2026: nghỉ, «kỷ niệm trường»", "hạn nội bộ thứ Năm 3/12/2026, hạn nộp thứ Hai 7/12/2026", "T6 4/12: kỷ niệm trường (trường ghi)"} {
		if !strings.Contains(out, want) {
			t.Errorf("chat says no %q:\n%s", want, out)
		}
	}
	if got := d.must("workdays", "add", "2026-12-03", "1"); got != "2026-12-07\n" {
		t.Errorf("add: %q", got)
	}
	if got := d.must("workdays", "list", "2026"); !strings.Contains(got, "2026-12-04  T6  nghỉ lễ") {
		t.Errorf("list: %s", got)
	}
	if got := d.must("campaign", "show", "hop-nho-2026-1"); !strings.Contains(got, "7/12/2026 (hạn nội bộ 3/12/2026)") {
		t.Errorf("show: %s", got)
	}
	if got := d.must("campaign", "deadline", "hop-nho-2026-1", "8/12/2026"); !strings.Contains(got, "(hạn nội bộ 7/12/2026)") ||
		strings.Contains(got, "T6 4/12/2026") {
		t.Errorf("deadline: %s", got)
	}
}
