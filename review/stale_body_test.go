package review

import (
	"slices"
	"strings"
	"testing"

	"thuky/report"
	"thuky/workday"
)

// TestBodiesOfTheSchool: a body that only the school's own table knows is found by its own
// name, the finding names its successor, and the citation of a document of its time is right.
func TestBodiesOfTheSchool(t *testing.T) {
	t.Parallel()
	table, err := report.ReadOrganisations("co-quan.toml", []byte(`
[[organisation]]
id = "xa-dong-sen"
name = "Ủy ban nhân dân xã Đồng Sen"
until = 2025-06-30
successors = ["xa-hoa-sen"]
[[organisation]]
id = "xa-hoa-sen"
name = "Ủy ban nhân dân xã Hoa Sen"
from = 2025-07-01
[[organisation]]
id = "hoi"
name = "Hội Khuyến học thôn Sen"
until = 2025-09-30
[[organisation]]
id = "hoi"
name = "Hội Khuyến học xóm Sen"
from = 2025-10-01
[[organisation]]
id = "huyen-sen-hong"
name = "Ủy ban nhân dân huyện Sen Hồng"
until = 2025-06-30
successors = ["xa-hoa-sen"]
`), report.ShippedOrganisations())
	if err != nil {
		t.Fatal(err)
	}
	text := headed("Thực hiện Công văn số 12/UBND-VX ngày 05 tháng 3 năm 2025 của UBND xã Đồng Sen về việc báo cáo công tác thư viện.\nI. KẾT QUẢ\nThư viện được sự giúp đỡ của Hội Khuyến học thôn Sen.") +
		"\nNơi nhận:\n- UBND xã Đồng Sen (báo cáo);\n- UBND huyện Sen Hồng;\n- UBND xã Hoa Sen;\n- Lưu: VT.\nHIỆU TRƯỞNG\nLê Thị Mận"
	find := func(in Input) (got []string) {
		for _, f := range Check(in) {
			if f.Code == StaleBody {
				got = append(got, string(f.Severity)+" "+f.Message)
			}
		}
		slices.Sort(got)
		return got
	}
	want := []string{
		"error «Hội Khuyến học thôn Sen» đổi tên từ ngày 1/10/2025; nay là Hội Khuyến học xóm Sen.",
		"error «UBND huyện Sen Hồng» không còn từ ngày 1/7/2025; nay là UBND xã Hoa Sen.",
		"error «UBND xã Đồng Sen» không còn từ ngày 1/7/2025; nay là UBND xã Hoa Sen.",
	}
	if got := find(Input{Text: FromPlain(text), Organisations: table}); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// what is shipped knows the district alone, and not by its name
	want = []string{"error «UBND huyện» không còn từ ngày 1/7/2025; nay là Ủy ban nhân dân xã (phường)."}
	if got := find(Input{Text: FromPlain(text)}); !slices.Equal(got, want) {
		t.Errorf("by what is shipped: %q", got)
	}
	// who asked for the report in its time is looked for under its name of today
	without := strings.NewReplacer("- UBND xã Hoa Sen;\n", "", "- UBND xã Đồng Sen (báo cáo);\n", "").Replace(text)
	missing := func(in Input) (got string) {
		for _, f := range Check(in) {
			if f.Code == RecipientMissing {
				got += f.Suggest
			}
		}
		return got
	}
	if got := missing(Input{Text: FromPlain(without), Organisations: table}); got != "- UBND xã Hoa Sen;" {
		t.Errorf("missing is %q", got)
	}
	if got := missing(Input{Text: FromPlain(text), Organisations: table}); got != "" {
		t.Errorf("missing is %q, and is there", got)
	}
	// on a day of their time nothing is wrong
	if got := find(Input{Text: FromPlain(text), Organisations: table, Date: workday.Date{Year: 2025, Month: 6, Day: 30}}); len(got) > 0 {
		t.Errorf("in their time: %q", got)
	}
}
