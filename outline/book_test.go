package outline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"thuky/outline"
	"thuky/report"
)

// sheet makes a sheet of lines with "|" between the cells.
func sheet(name string, lines ...string) outline.Sheet {
	s := outline.Sheet{Name: name}
	for i, line := range lines {
		if line == "" {
			continue
		}
		cells := strings.Split(line, "|")
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		s.Rows = append(s.Rows, outline.Row{Line: i + 1, Cells: cells})
	}
	return s
}

func bookOf(t *testing.T, sheets ...outline.Sheet) *outline.Result {
	t.Helper()
	r, err := outline.Spreadsheet(outline.Book{Sheets: sheets}, outline.Options{Name: "bang.xlsx"})
	if err != nil {
		t.Fatal(err)
	}
	checkSource(t, r)
	return r
}

// noted tells whether a note of the result holds the words.
func noted(r *outline.Result, words string) bool {
	return slices.ContainsFunc(r.Notes, func(n outline.Note) bool { return strings.Contains(n.String(), words) })
}

// TestForm maps every part of an XLSForm that a template has, too.
func TestForm(t *testing.T) {
	t.Parallel()
	no := false
	yesNo := sheet("choices", "list_name|name|label::English|label::Tiếng Việt", "co|c|Yes|Có", "co|k|No|Không", "muc|t|Good|Tốt", "muc|d|Fine|Đạt", "mon|v|V|Văn", "mon|o|T|Toán", "mot|x|X|Một")
	for _, c := range []struct {
		name string
		rows []string // type|name|label|hint|required|relevant|constraint|constraint_message|calculation|default|appearance
		want report.Question
		note string
	}{
		{"text", []string{"text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, ""},
		{"text of several lines", []string{"text|y|Ý kiến||||||||multiline"}, report.Question{ID: "y", Type: "longtext", Heading: "Ý kiến", Prompt: "Thầy/cô cho biết ý kiến ạ?", Required: &no}, ""},
		{"integer", []string{"integer|n|Trường có bao nhiêu lớp?"}, report.Question{ID: "n", Type: "integer", Prompt: "Trường có bao nhiêu lớp ạ?", Required: &no}, ""},
		{"decimal", []string{"decimal|s|Diện tích sân"}, report.Question{ID: "s", Type: "decimal", Prompt: "Thầy/cô cho biết diện tích sân ạ?", Required: &no}, ""},
		{"date", []string{"date|d|Ngày họp"}, report.Question{ID: "d", Type: "date", Prompt: "Thầy/cô cho biết ngày họp ạ?", Required: &no}, ""},
		{"select_one", []string{"select_one muc|m|Xếp loại"}, report.Question{ID: "m", Type: "choice", Choices: []string{"Tốt", "Đạt"}, Prompt: "Xếp loại: thầy/cô chọn ý nào ạ?", Required: &no}, ""},
		{"select_one of yes and no", []string{"select_one co|m|Có bếp ăn không?|||||||c"}, report.Question{ID: "m", Type: "yesno", Prompt: "Có bếp ăn không ạ?", Required: &no, Default: true}, ""},
		{"select_multiple", []string{"select_multiple mon|m|Các môn|||||||v o"}, report.Question{ID: "m", Type: "choices", Choices: []string{"Văn", "Toán"}, Prompt: "Các môn: thầy/cô chọn những ý nào ạ?", Required: &no, Default: []any{"Văn", "Toán"}}, ""},
		{"or_other", []string{"select_one muc or_other|m|Xếp loại"}, report.Question{ID: "m", Type: "choice", Choices: []string{"Tốt", "Đạt"}, Prompt: "Xếp loại: thầy/cô chọn ý nào ạ?", Required: &no}, "dòng 2: bỏ: «or_other»"},
		{"acknowledge", []string{"acknowledge|a|Đã đọc kỹ"}, report.Question{ID: "a", Type: "yesno", Prompt: "Đã đọc kỹ: có hay không ạ?", Required: &no}, ""},
		{"required", []string{"text|ten|Họ tên||yes"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?"}, ""},
		{"required by a formula", []string{"text|ten|Họ tên||${a} > 1"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 2: bỏ: required"},
		{"hint", []string{"text|ten|Họ tên|Ghi <b>đủ</b> dấu"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Help: "Ghi đủ dấu", Required: &no}, ""},
		{"note", []string{"note|g|Đọc kỹ hướng dẫn", "text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Help: "Đọc kỹ hướng dẫn", Required: &no}, "dòng 2: lưu ý: ghi chú"},
		{"constraint", []string{"integer|n|Số lớp|||| . >= 1 and . <= 60|Từ 1 đến 60"}, report.Question{ID: "n", Type: "integer", Prompt: "Thầy/cô cho biết số lớp ạ?", Required: &no, Check: "n >= 1 and n <= 60", CheckMessage: "Từ 1 đến 60"}, ""},
		{"constraint by a pattern", []string{"text|p|Điện thoại||||regex(., '0[0-9]{9}')"}, report.Question{ID: "p", Type: "text", Prompt: "Thầy/cô cho biết điện thoại ạ?", Required: &no, Pattern: "0[0-9]{9}"}, ""},
		{"constraint that is not had", []string{"date|d|Ngày họp||||. <= today()"}, report.Question{ID: "d", Type: "date", Prompt: "Thầy/cô cho biết ngày họp ạ?", Required: &no}, "dòng 2: bỏ: constraint «. <= today()»: chưa dùng được hàm today(…)"},
		{"default", []string{"integer|n|Số lớp|||||||20"}, report.Question{ID: "n", Type: "integer", Prompt: "Thầy/cô cho biết số lớp ạ?", Required: &no, Default: int64(20)}, ""},
		{"default that is none", []string{"integer|n|Số lớp|||||||nhiều"}, report.Question{ID: "n", Type: "integer", Prompt: "Thầy/cô cho biết số lớp ạ?", Required: &no}, "dòng 2: bỏ: giá trị «nhiều» không phải số nguyên"},
		{"appearance", []string{"integer|n|Số lớp||||||||numbers"}, report.Question{ID: "n", Type: "integer", Prompt: "Thầy/cô cho biết số lớp ạ?", Required: &no}, "dòng 2: bỏ: cách hiển thị «numbers»"},
		{"another's answer in the words", []string{"text|ten|Họ tên", "integer|n|${ten} dạy bao nhiêu lớp?"}, report.Question{ID: "n", Type: "integer", Prompt: "{{ten}} dạy bao nhiêu lớp ạ?", Required: &no}, ""},
		{"a type that is not had", []string{"geopoint|g|Vị trí", "text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 2: bỏ: loại «geopoint» chưa hỏi được trong chat, câu «Vị trí»"},
		{"data about the phone", []string{"start|s", "text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 2: bỏ: loại «start»"},
		{"a list that is not there", []string{"select_one mot|m|Chọn", "text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 2: bỏ: câu «m» dùng danh sách «mot»"},
		{"a repeat", []string{"begin repeat|r|Từng lớp", "text|ten|Họ tên", "end repeat"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 2: bỏ: nhóm lặp «Từng lớp» chỉ hỏi một lượt"},
		{"no name", []string{"text||Họ tên", "text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 2: bỏ: câu loại «text» không có «name»"},
		{"a name twice", []string{"text|ten|Họ tên", "text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 3: bỏ: «name» «ten» đã dùng"},
		{"relevant", []string{"select_one co|b|Có bếp ăn không?", "integer|n|Số suất ăn|||selected(${b}, 'c')"}, report.Question{ID: "n", Type: "integer", Prompt: "Thầy/cô cho biết số suất ăn ạ?", Required: &no, When: "b == true"}, ""},
		{"relevant of the group", []string{"select_one muc|m|Xếp loại", "begin group|g|Lý do|||${m} = 'd'", "text|ly|Lý do|||${m} != ''", "end group"}, report.Question{ID: "ly", Type: "text", Prompt: "Thầy/cô cho biết lý do ạ?", Required: &no, When: `(m == "Đạt") and (m != nil)`}, ""},
		{"relevant on what is not had", []string{"geopoint|g|Vị trí", "text|ten|Họ tên|||${g} != ''"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 3: bỏ: relevant «${g} != ''»: không có câu «g»"},
		{"calculate", []string{"integer|a|Số nam", "integer|b|Số nữ", "calculate|c|Tổng|||||| ${a} + ${b}"}, report.Question{ID: "c", Type: "decimal", Prompt: "Tổng", Compute: "a + b"}, "dòng 4: lưu ý: câu tự tính"},
		{"calculate of words", []string{"text|a|Tên", "calculate|c|Lời chào||||||concat('Thầy ', ${a})"}, report.Question{ID: "c", Type: "text", Prompt: "Lời chào", Compute: `"Thầy " + string(a)`}, ""},
		{"calculate that is not had", []string{"calculate|c|Tổng||||||pulldata('a', 'b', 'c', 'd')", "text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 2: bỏ: calculate"},
		{"calculate of two kinds", []string{"integer|a|Số nam", "calculate|c|Tổng||||||if(${a} > 1, ${a}, 'ít')", "text|ten|Họ tên"}, report.Question{ID: "ten", Type: "text", Prompt: "Thầy/cô cho biết họ tên ạ?", Required: &no}, "dòng 3: bỏ: calculate"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			survey := sheet("survey", append([]string{"type|name|label|hint|required|relevant|constraint|constraint_message|calculation|default|appearance"}, c.rows...)...)
			r := bookOf(t, survey, yesNo)
			if r.Kind != outline.KindXLSForm {
				t.Fatalf("read as %s", r.Kind)
			}
			q := r.Template.Question(c.want.ID)
			if q == nil {
				t.Fatalf("no question %s:\n%s", c.want.ID, r.Template.Source())
			}
			got := report.Question{
				ID: q.ID, Type: q.Type, Prompt: q.Prompt, Heading: q.Heading, Help: q.Help, Pattern: q.Pattern, Choices: q.Choices, When: q.When,
				Check: q.Check, CheckMessage: q.CheckMessage, Compute: q.Compute, Default: q.Default,
			}
			if !q.Needed() {
				got.Required = &no
			}
			if diff := cmp.Diff(c.want, got, cmpopts.IgnoreUnexported(report.Question{})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if c.note != "" && !noted(r, c.note) {
				t.Errorf("no note %q in %q", c.note, r.Notes)
			}
		})
	}
}

// TestExpressions: the language of forms in that of templates.
func TestExpressions(t *testing.T) {
	t.Parallel()
	rows := []string{
		"type|name|label|relevant|calculation", "integer|a|A", "integer|b-c|B", "decimal|f|F", "text|s|S", "select_one muc|m|M", "select_multiple muc|l|L", "select_one co|y|Y", "date|d|D",
	}
	for source, want := range map[string]string{
		"${a} = 1":                            "a == 1",
		"${a} != 1 or ${b-c} < .5":            "a != 1 or b_c < 0.5",
		"(${a} + ${b-c}) * 2 > ${f} div 3":    "(a + b_c) * 2 > f / 3",
		"${a} - (${b-c} - 1) = 0":             "a - (b_c - 1) == 0",
		"${a} mod 2 = 0":                      "a % 2 == 0",
		"-${a} < -1":                          "-a < -1",
		"${a} = 1 and (${a} = 2 or ${a} = 3)": "a == 1 and (a == 2 or a == 3)",
		"not(${a} = 1)":                       "not (a == 1)",
		"${s} = 'x y'":                        `s == "x y"`,
		`'x' = ${s}`:                          `s == "x"`,
		"${a} = '5'":                          "a == 5",
		"5 < ${a}":                            "5 < a",
		"${s} != ''":                          "s != nil",
		"${m} = 't'":                          `m == "Tốt"`,
		"selected(${m}, 't')":                 `m == "Tốt"`,
		"selected(${l}, 'd')":                 `"Đạt" in l`,
		"not(selected(${l}, 'd'))":            `not ("Đạt" in l)`,
		"count-selected(${l}) >= 2":           "len(l) >= 2",
		"${y} = 'c'":                          "y == true",
		"${y} = 'k'":                          "y == false",
		"string-length(${s}) > 3":             "len(s) > 3",
		"round(${f}) = int(${f})":             "round(f) == int(f)",
		"max(${a}, ${b-c}) > 1":               "max(a, b_c) > 1",
		"coalesce(${a}, 0) > 1":               "(a ?? 0) > 1",
		"if(${a} > 1, 2, 3) = 2":              "(a > 1 ? 2 : 3) == 2",
		"${d} >= date('2026-01-01')":          `d >= "2026-01-01"`,
		"true()":                              "true",
		"${m} = 'zzz'":                        "!câu «m» không có lựa chọn «zzz»",
		"${l} = 't'":                          "!selected",
		"${a} + 1":                            "!kiểu dữ liệu",
		"${a} = ":                             "!bị cụt",
		"(${a} = 1":                           "!thiếu dấu ngoặc đóng",
		"${a} = 'x":                           "!thiếu dấu nháy đóng",
		"${a = 1":                             "!thiếu dấu }",
		"${zz} = 1":                           "!không có câu «zz»",
		"${a} = 1 ${a}":                       "!chưa dùng được",
		"../a = 1":                            "!chưa dùng được",
		"${s} > 1":                            "!kiểu dữ liệu",
		"position(..) = 1":                    "!chưa dùng được",
		"jr:choice-name(${m}, '${m}') = 'x'":  "!chưa dùng được hàm jr:choice-name(…)",
		strings.Repeat("(", 60) + "1" + strings.Repeat(")", 60) + " = 1": "!lồng nhau",
	} {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			form := append(slices.Clone(rows), "text|x|X|"+source)
			r := bookOf(t, sheet("survey", form...), sheet("choices", "list_name|name|label", "co|c|Có", "co|k|Không", "muc|t|Tốt", "muc|d|Đạt"))
			got := r.Template.Question("x").When
			if why, refused := strings.CutPrefix(want, "!"); refused {
				if got != "" || !noted(r, why) {
					t.Errorf("got %q and notes %q, want it refused: %s", got, r.Notes, why)
				}
			} else if got != want {
				t.Errorf("got %q, want %q; notes %q", got, want, r.Notes)
			}
		})
	}
}

// TestFormSections: groups are sections, those within are headings, and what is in none
// has a section of its own.
func TestFormSections(t *testing.T) {
	t.Parallel()
	r := bookOf(t, sheet("survey",
		"type|name|label|media::image", "text|a|A|x.png", "begin group|g|Phần một", "note|n|Chào", "begin group|h|Nhóm con", "text|b|B", "end group", "text|c|C", "end group",
		"begin_group|leer|Phần rỗng", "end_group", "text|d|D", "end group",
	), sheet("settings", "form_title|form_id", "Báo cáo thư viện|tv"), sheet("Ghi chú", "x|y"))
	var got []string
	for _, s := range r.Template.Sections {
		line := s.Heading + ":"
		for _, q := range s.Questions {
			line += " " + q.ID + "(" + q.Heading + ")"
		}
		got = append(got, line)
	}
	want := []string{"NỘI DUNG BÁO CÁO: a()", "Phần một: b(Nhóm con) c()", "NỘI DUNG BÁO CÁO: d()"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if r.Template.Title != "Báo cáo thư viện" || r.Template.ID != "thu-vien" {
		t.Errorf("%q %q", r.Template.Title, r.Template.ID)
	}
	for _, words := range []string{"các cột chưa dùng được của «survey»: media", "«Phần rỗng» không có câu hỏi", "trang tính «Ghi chú»", "dòng 13: bỏ: «end group»"} {
		if !noted(r, words) {
			t.Errorf("no note %q in %q", words, r.Notes)
		}
	}
}

// TestList: a list of questions with its columns.
func TestList(t *testing.T) {
	t.Parallel()
	r := bookOf(t, sheet("Câu hỏi",
		"KHẢO SÁT BẾP ĂN BÁN TRÚ", "",
		"STT|Nội dung|Loại|Lựa chọn|Đơn vị tính|Bắt buộc|Ghi chú|Người phụ trách|Tối thiểu|Tối đa|Kỳ trước",
		"I|CƠ SỞ VẬT CHẤT",
		"1|Diện tích bếp|số thập phân||m²|x|Chỉ tính phần có mái|kế toán|10|500|120.5",
		"2|Bếp một chiều|Có/Không",
		"3|Nguồn nước|chọn một|Nước máy; Giếng khoan; Khác||x",
		"II|NGƯỜI NẤU ĂN",
		"4|Số người nấu ăn|||người|x||||4|vài",
		"5|Trường thuê công ty nào?|văn bản ngắn",
		"6|Đánh giá chất lượng bữa ăn|thang điểm",
		"7|Xếp loại|chọn một|Tốt",
		"|||chỗ thừa|||||x",
	))
	var got []string
	for _, s := range r.Template.Sections {
		got = append(got, s.Heading)
		for _, q := range s.Questions {
			got = append(got, fmt.Sprintf("  %s %s %q %v %v %v %v %q %q", q.ID, q.Type, q.Unit, q.Needed(), q.Min, q.Max, q.Default, q.Role, q.Help))
		}
	}
	want := []string{
		"CƠ SỞ VẬT CHẤT",
		`  dien_tich_bep decimal "m²" true 10 500 120.5 "kế toán" "Chỉ tính phần có mái"`,
		`  bep_mot_chieu yesno "" false <nil> <nil> <nil> "" ""`,
		`  nguon_nuoc choice "" true <nil> <nil> <nil> "" ""`,
		"NGƯỜI NẤU ĂN",
		`  so_nguoi_nau_an integer "người" true 0 4 <nil> "" ""`,
		`  truong_thue_cong_ty_nao text "" false <nil> <nil> <nil> "" ""`,
		`  danh_gia_chat_luong_bua_an longtext "" false <nil> <nil> <nil> "" ""`,
		`  xep_loai text "" false <nil> <nil> <nil> "" ""`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if r.Template.Subject != "Khảo sát bếp ăn bán trú" || r.Kind != outline.KindList {
		t.Errorf("%q %s", r.Template.Subject, r.Kind)
	}
	for _, words := range []string{"dòng 9: bỏ: giá trị «vài»", "dòng 11: đoán: không hiểu loại «thang điểm»", "dòng 12: đoán: câu chọn chưa có", "dòng 13: bỏ: dòng không có câu hỏi"} {
		if !noted(r, words) {
			t.Errorf("no note %q in %q", words, r.Notes)
		}
	}
	q := r.Template.Question("dien_tich_bep")
	if *q.Print != "Diện tích bếp: {{dien_tich_bep}} m²." {
		t.Errorf("prints %q", *q.Print)
	}
}

// TestSheetWithoutNames: a sheet without a row of names is read as an outline.
func TestSheetWithoutNames(t *testing.T) {
	t.Parallel()
	r := bookOf(t, sheet("Sheet1", "I|KẾT QUẢ", "1|Công tác tuyên truyền", "2|Số buổi họp: ......", "", "II|KIẾN NGHỊ"))
	if len(r.Template.Sections) != 2 || r.Template.Sections[0].Questions[1].Type != "integer" || !noted(r, "dòng 3: đoán: số nguyên") {
		t.Errorf("%q\n%s", r.Notes, r.Template.Source())
	}
}

// TestBooksRefused: books with nothing to ask say what would be right.
func TestBooksRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sheets []outline.Sheet
		want   string
	}{
		"empty":      {nil, "bang.xlsx: bảng tính không có nội dung"},
		"hidden":     {[]outline.Sheet{{Name: "a", Hidden: true, Rows: sheet("a", "I|X").Rows}}, "không có nội dung"},
		"list":       {[]outline.Sheet{sheet("a", "STT|Câu hỏi|Loại")}, "bang.xlsx: dòng 1: dưới dòng tiêu đề không có câu hỏi"},
		"form":       {[]outline.Sheet{sheet("survey", "type|name|label", "geopoint|g|Vị trí")}, "trang «survey» không có câu hỏi"},
		"many":       {[]outline.Sheet{sheet("a", append([]string{"STT|Câu hỏi"}, slices.Repeat([]string{"1|Số lớp"}, 1_100)...)...)}, "bang.xlsx: dòng 1002: quá 1000 câu hỏi"},
		"many forms": {[]outline.Sheet{sheet("survey", append([]string{"type|name|label"}, numbered(1_100)...)...)}, "quá 1000 câu hỏi"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := outline.Spreadsheet(outline.Book{Sheets: c.sheets}, outline.Options{Name: "bang.xlsx"}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want …%s…", err, c.want)
			}
		})
	}
}

func numbered(n int) (rows []string) {
	for i := range n {
		rows = append(rows, fmt.Sprintf("integer|n%d|Số %d", i, i))
	}
	return rows
}
