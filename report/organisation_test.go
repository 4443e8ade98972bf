package report

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thuky/workday"
)

func onDay(t *testing.T, text string) workday.Date {
	t.Helper()
	d, err := workday.ParseISO(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ownBodies is the table of an invented school.
const ownBodies = `
[[organisation]]
id = "ubnd-huyen-sen-hong"
name = "Ủy ban nhân dân huyện Sen Hồng"
until = 2025-06-30
successors = ["ubnd-xa-hoa-sen", "ubnd-xa-hoa-ly"]

[[organisation]]
id = "ubnd-xa-hoa-ly"
name = "Ủy ban nhân dân xã Hoa Ly"
from = "1/7/2025"

[[organisation]]
id = "ubnd-xa-dong-sen"
name = "Ủy ban nhân dân xã Đồng Sen"
until = 2025-06-30
successors = ["ubnd-xa-hoa-sen"]

[[organisation]]
id = "ubnd-xa-hoa-sen"
name = "Ủy ban nhân dân xã Hoa Sen"
from = 2025-07-01

[[organisation]]
id = "truong"
kind = "school"
name = "Trường Tiểu học Đồng Sen 1"
symbol = "THĐS1"
place = "Sen Hồng"
superior = "ubnd-huyen-sen-hong"
until = 2025-06-30

[[organisation]]
id = "truong"
kind = "school"
name = "Trường Tiểu học Hoa Sen"
symbol = "THHS"
place = "Hoa Sen"
superior = "ubnd-xa-hoa-sen"
from = 2025-07-01
`

func ownTable(t *testing.T) *Organisations {
	t.Helper()
	table, err := ReadOrganisations("co-quan.toml", []byte(ownBodies), ShippedOrganisations())
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestNameOn(t *testing.T) {
	t.Parallel()
	table := ownTable(t)
	before, after := onDay(t, "2024-05-31"), onDay(t, "2026-05-31")
	for _, c := range []struct {
		name string
		day  workday.Date
		want string
	}{
		{"UBND xã Đồng Sen", after, "UBND xã Hoa Sen"},
		{"ỦY BAN NHÂN DÂN XÃ ĐỒNG SEN", after, "ỦY BAN NHÂN DÂN XÃ HOA SEN"},
		{"Uỷ ban nhân dân xã Đồng Sen", after, "Ủy ban nhân dân xã Hoa Sen"},
		{"UBND xã Đồng Sen", before, "UBND xã Đồng Sen"},
		{"UBND xã Hoa Sen", after, "UBND xã Hoa Sen"},
		{"UBND xã Hoa Ly", before, "UBND huyện Sen Hồng"},     // it was made of nothing else
		{"UBND xã Hoa Sen", before, "UBND xã Hoa Sen"},        // of two: nobody can tell
		{"UBND huyện Sen Hồng", after, "UBND huyện Sen Hồng"}, // two took its place
		{"Phòng Nội vụ", after, "Phòng Văn hóa - Xã hội"},
		{"Phòng LĐ-TB&XH", onDay(t, "2025-03-15"), "Phòng Nội vụ"},
		{"Phòng GD&ĐT", after, "Phòng GD&ĐT"},
		{"Sở GDĐT Tiền Giang", after, "Sở GD&ĐT tỉnh Đồng Tháp"},
		{"Bộ LĐTBXH", after, "Bộ Nội vụ"},
		{"Trường Tiểu học Đồng Sen 1", after, "Trường Tiểu học Hoa Sen"},
		{"Chi bộ nhà trường", after, "Chi bộ nhà trường"},
		{"", after, ""},
		{"UBND xã Đồng Sen", workday.Date{}, "UBND xã Đồng Sen"},
	} {
		if got := table.NameOn(c.name, c.day); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.name, c.day, got, c.want)
		}
	}
	var none *Organisations
	if got := none.NameOn("Phòng Nội vụ", after); got != "Phòng Nội vụ" {
		t.Errorf("without a table: %s", got)
	}
}

func TestNamesOn(t *testing.T) {
	t.Parallel()
	table, after := ownTable(t), onDay(t, "2026-05-31")
	for line, want := range map[string]string{
		"Phòng Nội vụ (báo cáo)":                     "Phòng Văn hóa - Xã hội (báo cáo)",
		"UBND xã Đồng Sen, Phòng Nội vụ (để b/c)":    "UBND xã Hoa Sen, Phòng Văn hóa - Xã hội (để b/c)",
		"BGH (thay Phòng Nội vụ), Công đoàn":         "BGH (thay Phòng Nội vụ), Công đoàn",
		"Phòng Nội vụ huyện Sen Hồng":                "Phòng Nội vụ huyện Sen Hồng", // of a place: not known
		" Phòng Nội vụ ;":                            " Phòng Văn hóa - Xã hội ;",
		"{{org.superior}} (báo cáo), )(Phòng Nội vụ": "{{org.superior}} (báo cáo), )(Phòng Nội vụ",
		"": "",
	} {
		if got := table.NamesOn(line, after); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestSchoolOn(t *testing.T) {
	t.Parallel()
	today := School{Name: "Trường Tiểu học Hoa Sen", Superior: "UBND XÃ HOA SEN", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG", Organisations: ownTable(t)}
	old := today.On(onDay(t, "2024-05-31"))
	if got, want := []string{old.Name, old.Superior, old.Symbol, old.Place, old.SignerTitle},
		[]string{"Trường Tiểu học Đồng Sen 1", "UBND HUYỆN SEN HỒNG", "THĐS1", "Sen Hồng", "HIỆU TRƯỞNG"}; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
	if now := today.On(onDay(t, "2025-07-01")); now != today {
		t.Errorf("today is %+v", now)
	}
	// settings of the old time lead to the names of today
	if now := old.On(onDay(t, "2026-01-01")); now != today {
		t.Errorf("from the old settings: %+v", now)
	}
	if got := today.Organisation("superior", onDay(t, "2025-07-01")); got != "UBND xã Hoa Sen" {
		t.Errorf("the superior in a text is %q", got)
	}
	if got := today.Organisation("ubnd-xa-dong-sen", onDay(t, "2025-07-01")); got != "Ủy ban nhân dân xã Hoa Sen" {
		t.Errorf("the body by its id is %q", got)
	}
	if got := today.Organisation("khong-co", onDay(t, "2025-07-01")); got != "" {
		t.Errorf("an unknown body is %q", got)
	}
	// of a superior alone the table may know
	other := School{Name: "Trường Tiểu học Hoa Mai", Superior: "UBND XÃ ĐỒNG SEN", Organisations: today.Organisations}
	if got := other.On(onDay(t, "2026-01-01")).Superior; got != "UBND XÃ HOA SEN" {
		t.Errorf("the superior is %q", got)
	}
	if schools, listed := other.Listed(); !schools || listed {
		t.Errorf("listed: %v %v", schools, listed)
	}
}

func TestNoticeDated(t *testing.T) {
	t.Parallel()
	table := ownTable(t)
	n := &Notice{Kind: "công văn", Number: "12/UBND", Issued: onDay(t, "2024-05-01"), Issuer: "UBND xã Hoa Ly"}
	if got := n.Dated(table).Issuer; got != "UBND huyện Sen Hồng" || n.Issuer != "UBND xã Hoa Ly" {
		t.Errorf("cited %q, kept %q", got, n.Issuer)
	}
	n.Issuer = "UBND huyện Sen Hồng"
	if got := n.Dated(table); got != n {
		t.Errorf("what was right became %+v", got)
	}
	var none *Notice
	if none.Dated(table) != nil {
		t.Error("no notice became one")
	}
}

func TestGone(t *testing.T) {
	t.Parallel()
	table := ownTable(t)
	day := onDay(t, "2026-01-01")
	for name, want := range map[string]Gone{
		"UBND huyện":                 {onDay(t, "2025-06-30"), "Ủy ban nhân dân xã (phường)", false},
		"UBND huyện Sen Hồng":        {onDay(t, "2025-06-30"), "UBND xã Hoa Sen, UBND xã Hoa Ly", false},
		"Trường Tiểu học Đồng Sen 1": {onDay(t, "2025-06-30"), "Trường Tiểu học Hoa Sen", true},
	} {
		if got, ok := table.Gone(name, day); !ok || got != want {
			t.Errorf("%s: %+v %v, want %+v", name, got, ok, want)
		}
	}
	if got, ok := table.Gone("Phòng Nội vụ huyện Sen Hồng", day); !ok || got.Then != "Phòng Văn hóa - Xã hội thuộc Ủy ban nhân dân xã" {
		t.Errorf("of a sort: %+v %v", got, ok)
	}
	for _, name := range []string{"UBND xã Hoa Sen", "Sở Nội vụ", "Sở Nội vụ tỉnh Sen", "Chi bộ", ""} {
		if got, ok := table.Gone(name, day); ok {
			t.Errorf("%s is gone: %+v", name, got)
		}
	}
	if got, ok := table.Gone("UBND huyện", onDay(t, "2025-06-30")); ok {
		t.Errorf("on the last day: %+v", got)
	}
}

// TestOrganisationMistakes: every mistake is told with its line, and an example of what is right.
func TestOrganisationMistakes(t *testing.T) {
	t.Parallel()
	entry := func(lines ...string) string { return "[[organisation]]\n" + strings.Join(lines, "\n") + "\n" }
	for _, c := range []struct{ name, file, want string }{
		{"syntax", "[[organisation]]\nid = ubnd\n", "t.toml:2: sai cú pháp TOML"},
		{"unknown key", entry(`id = "a"`, `nam = "A"`), "t.toml:3: khóa «nam» không có; gần nhất: «name»"},
		{"unknown table", "[[organization]]\nid = \"a\"\n", "t.toml:1: khóa «organization» không có; gần nhất: «organisation»"},
		{"no table", "organisation = 3\n", "t.toml:1: khóa «organisation» phải là các bảng «[[organisation]]»"},
		{"no id", entry(`name = "A"`), `t.toml:1: thiếu khóa «id», ví dụ: id = "ubnd-xa-hoa-sen"`},
		{"no name", entry(`id = "a"`), `t.toml:1: thiếu khóa «name», ví dụ: name = "Ủy ban`},
		{"wrong id", entry(`id = "UBND xã"`, `name = "A"`), "t.toml:2: id «UBND xã» chỉ được gồm a-z, 0-9 và «-»"},
		{"reserved id", entry(`id = "superior"`, `name = "A"`), "t.toml:2: id «superior» dành cho cơ quan chủ quản"},
		{"wrong kind", entry(`id = "a"`, `name = "A"`, `kind = "xã"`), "t.toml:4: kind «xã» không có; dùng một trong: body, any, school"},
		{"superior of a body", entry(`id = "a"`, `name = "A"`, `superior = "a"`), "t.toml:4: khóa «superior» chỉ dùng cho trường"},
		{"no such day", entry(`id = "a"`, `name = "A"`, `until = "31/6/2025"`), `t.toml:4: «until» phải là một ngày có thật, không phải «31/6/2025»; ví dụ until = 2025-06-30 hoặc until = "30/6/2025"`},
		{"a day without its year", entry(`id = "a"`, `name = "A"`, `until = "30/6"`), "t.toml:4: «until» phải là một ngày có thật"},
		{"a number for a day", entry(`id = "a"`, `name = "A"`, `until = 2025`), "t.toml:4: khóa «until» phải là ngày, ví dụ until = 2025-06-30"},
		{"ends before it begins", entry(`id = "a"`, `name = "A"`, `from = 2025-07-01`, `until = 2025-06-30`), "t.toml:5: ngày cuối 30/6/2025 đứng trước ngày đầu 1/7/2025"},
		{"successors without an end", entry(`id = "a"`, `name = "A"`, `successors = ["b"]`) + entry(`id = "b"`, `name = "B"`), "t.toml:4: có «successors» mà không có «until»; thêm ngày cuối cùng còn tên này, ví dụ until = 2025-06-30"},
		{"unknown successor", entry(`id = "a"`, `name = "A"`, `until = 2025-06-30`, `successors = ["ubnd-dong-thap-x"]`), "t.toml:5: không có cơ quan nào có id «ubnd-dong-thap-x»; thêm [[organisation]] với id ấy, hoặc sửa id; gần nhất: «ubnd-dong-thap»"},
		{"unknown superior", entry(`id = "a"`, `name = "A"`, `kind = "school"`, `superior = "b"`), "t.toml:5: không có cơ quan nào có id «b»"},
		{"its own successor", entry(`id = "a"`, `name = "A"`, `until = 2025-06-30`, `successors = ["a"]`), "t.toml:5: «a» không thể thay cho chính mình"},
		{"overlap", entry(`id = "a"`, `name = "A"`, `until = 2025-07-15`) + entry(`id = "a"`, `name = "B"`, `from = 2025-07-01`), "t.toml:5: «a» đã có tên khác ở dòng 1 trong cùng thời gian; mỗi ngày chỉ có một tên: ghi ngày cuối của tên trước, ví dụ until = 2025-06-30"},
		{"two kinds", entry(`id = "a"`, `name = "A"`, `until = 2025-06-30`) + entry(`id = "a"`, `name = "B"`, `kind = "any"`, `from = 2025-07-01`), "t.toml:5: «a» có kind khác ở dòng 1"},
		{"successors before the end", entry(`id = "a"`, `name = "A"`, `until = 2025-06-30`, `successors = ["b"]`) + entry(`id = "a"`, `name = "A2"`, `from = 2025-07-01`) + entry(`id = "b"`, `name = "B"`), "t.toml:5: «a» còn một tên sau đó ở dòng 6"},
		{"ended before", entry(`id = "a"`, `name = "A"`, `until = 2025-06-30`, `successors = ["b"]`) + entry(`id = "b"`, `name = "B"`, `until = 2024-01-01`), "t.toml:5: cơ quan thay thế «b» chỉ có đến ngày 1/1/2024, không sau ngày 30/6/2025"},
		{"circle", entry(`id = "a"`, `name = "A"`, `until = 2025-06-30`, `successors = ["b"]`) + entry(`id = "b"`, `name = "B"`, `until = 2026-01-01`, `successors = ["c"]`) + entry(`id = "c"`, `name = "C"`, `until = 2027-01-01`, `successors = ["a"]`), "t.toml:5: các cơ quan thay nhau thành vòng: a → b → c → a; hãy bỏ một «successors»"},
		{"NUL", "x\x00", "t.toml:1: tệp có ký tự rỗng"},
		{"too large", strings.Repeat("#\n", MaxOrganisationsFile/2+1), "t.toml:1: tệp cơ quan lớn hơn 1 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadOrganisations("t.toml", []byte(c.file), ShippedOrganisations())
			var bad *OrganisationsError
			if !errors.As(err, &bad) || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if bad != nil && len(bad.Problems) > 1 {
				t.Errorf("one mistake is told more than once:\n%v", err)
			}
		})
	}
}

// TestOverShipped: an id of the file takes the place of what is shipped under it.
func TestOverShipped(t *testing.T) {
	t.Parallel()
	table, err := ReadOrganisations("t.toml", []byte("\ufeff[[organisation]]\nid = \"phong-noi-vu\"\nkind = \"any\"\nname = \"Phòng Nội vụ\"\n"), ShippedOrganisations())
	if err != nil {
		t.Fatal(err)
	}
	if got, gone := table.Gone("Phòng Nội vụ", onDay(t, "2026-01-01")); gone {
		t.Errorf("still gone: %+v", got)
	}
	if empty, err := ReadOrganisations("t.toml", []byte(" \n"), ShippedOrganisations()); err != nil || len(empty.All()) != len(ShippedOrganisations().All()) {
		t.Errorf("an empty file: %v", err)
	}
}

// TestOneNameADay: on every day a body has one name at most, and the way of its successors
// ends, for the shipped table and for any other that can be read.
func TestOneNameADay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		table := ShippedOrganisations()
		if file := drawOrganisations(t); rapid.Bool().Draw(t, "own") {
			var err error
			if table, err = ReadOrganisations("t.toml", []byte(file), nil); err != nil {
				t.Skip("not a table")
			}
		}
		day := workday.Date{Year: 2024, Month: 12, Day: 31}.AddDays(rapid.IntRange(0, 400).Draw(t, "day"))
		for id, names := range table.byID {
			held := 0
			for _, o := range names {
				if o.holds(day) {
					held++
				}
			}
			now := table.On(id, day) // ends
			if held > 1 || held == 1 && (len(now) != 1 || now[0].ID != id) {
				t.Fatalf("%s on %s: %d names, %v", id, day, held, now)
			}
			for _, o := range now {
				if !o.holds(day) {
					t.Fatalf("%s on %s led to %s, which was not there", id, day, o.Name)
				}
			}
			for _, o := range names {
				if name := table.NameOn(o.Name, day); table.NameOn(name, day) != name {
					t.Fatalf("%s on %s became %s, and that another", o.Name, day, name)
				}
			}
		}
	})
}

func drawOrganisations(t *rapid.T) string {
	var b strings.Builder
	ids := []string{"a", "b", "c", "d"}
	for range rapid.IntRange(1, 6).Draw(t, "entries") {
		id := rapid.SampledFrom(ids).Draw(t, "id")
		b.WriteString("[[organisation]]\nid = \"" + id + "\"\nname = \"" + strings.ToUpper(id) + rapid.SampledFrom([]string{"", " 1", " 2"}).Draw(t, "name") + "\"\n")
		first := workday.Date{Year: 2025, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 300).Draw(t, "first"))
		if rapid.Bool().Draw(t, "from") {
			b.WriteString("from = " + first.String() + "\n")
		}
		if rapid.Bool().Draw(t, "until") {
			b.WriteString("until = " + first.AddDays(rapid.IntRange(0, 100).Draw(t, "length")).String() + "\n")
			if rapid.Bool().Draw(t, "successor") {
				b.WriteString("successors = [\"" + rapid.SampledFrom(ids).Draw(t, "next") + "\"]\n")
			}
		}
	}
	return b.String()
}

func FuzzReadOrganisations(f *testing.F) {
	f.Add([]byte(ownBodies))
	f.Add([]byte("[[organisation]]\nid = 1\n"))
	f.Add([]byte("organisation = [1]\n"))
	day := workday.Date{Year: 2025, Month: 7, Day: 1}
	f.Fuzz(func(t *testing.T, source []byte) {
		table, err := ReadOrganisations("t.toml", source, nil)
		if err != nil {
			return
		}
		for _, o := range table.All() {
			table.On(o.ID, day)
			table.NamesOn(o.Name, day)
			table.Gone(o.Name, day)
		}
	})
}

func TestCampaignDay(t *testing.T) {
	t.Parallel()
	june, july := onDay(t, "2025-06-20"), onDay(t, "2025-07-02")
	opened := onDay(t, "2025-07-01")
	// half past eleven in the evening of 30 June in London is the next morning here
	c := Campaign{Opened: time.Date(2025, 6, 30, 23, 30, 0, 0, time.UTC)}
	if got := c.Day(); got != opened {
		t.Errorf("opened: %s", got)
	}
	if c.Deadline = july; c.Day() != july {
		t.Errorf("due: %s", c.Day())
	}
	if c.Date = june; c.Day() != june {
		t.Errorf("dated: %s", c.Day())
	}
}

// TestOrganisationsOfTheDocs: what the manual shows can be read.
func TestOrganisationsOfTheDocs(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile("../docs/ten-co-quan.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(manual), "```toml\n")
	example, _, ok := strings.Cut(example, "```")
	if !ok {
		t.Fatal("no example")
	}
	if _, err := ReadOrganisations("ten-co-quan.md", []byte(example), ShippedOrganisations()); err != nil {
		t.Error(err)
	}
	for _, f := range organisationFields {
		if !strings.Contains(string(manual), "`"+f.key+"`") {
			t.Errorf("the manual does not speak of %s", f.key)
		}
	}
}
