package docx_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"thuky/outline"
	"thuky/render"
	"thuky/report"
	"thuky/workday"
)

// The gallery are reports whose pages were looked at, one by one, when they were made. With
// THUKY_GALLERY=FOLDER the test leaves their files and pages there, to be looked at again:
//
//	THUKY_GALLERY=/tmp/gallery go test ./render/docx -run TestGallery

// seedReport is the reference report, nil where it is not at hand: it holds names and stays
// outside the repository.
func seedReport(t *testing.T) *render.Input {
	t.Helper()
	data, err := os.ReadFile("../../../shared/seed/bao-cao-dan-van-2024.txt")
	if err != nil {
		return nil
	}
	text := norm.NFC.String(string(data))
	made, err := outline.Text(text, outline.Options{Name: "bao-cao.txt"})
	if err != nil {
		t.Fatal(err)
	}
	word := func(pattern string) string {
		m := regexp.MustCompile(pattern).FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("the reference report has no %s", pattern)
		}
		return strings.TrimSpace(m[1])
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	in := render.Input{
		Template: made.Template,
		Campaign: report.Campaign{
			ID: "1", Period: "06 tháng đầu năm 2024", Date: workday.Date{Year: 2024, Month: 5, Day: 31},
			Notice: &report.Notice{
				Kind: "công văn", Number: word(`Công văn số (\S+) ngày`), Issued: workday.Date{Year: 2024, Month: 5, Day: 28},
				Issuer: word(`của (Ủy ban nhân dân .+?) về việc`), Subject: word(`về việc (.+?)\.\n`),
			},
		},
		School: report.School{
			Name: word(`(?m)^(Trường .+?) báo cáo`), Superior: word(`của (Ủy ban nhân dân .+?) về việc`), Symbol: word(`Số: /BC-(\S+)`),
			Place: word(`(?m)^(.+?), ngày`), SignerTitle: "HIỆU TRƯỞNG", Signer: lines[len(lines)-1],
		},
	}
	for i, q := range made.Template.Questions() {
		if v, ok := q.DefaultValue(); ok {
			in.Answers = append(in.Answers, report.Answer{Campaign: "1", Question: q.ID, Person: "p", Value: v, At: time.Unix(int64(i), 0), Revision: 1})
		}
	}
	return &in
}

// longNames is a report all of whose names are as long as names get.
func longNames(t testing.TB) render.Input {
	t.Helper()
	in := single(t, "Nhà trường thực hiện đầy đủ nội dung yêu cầu.\n- Tổ chức tuyên truyền trong học sinh;\n- Phối hợp với các đoàn thể;\n+ Ban đại diện cha mẹ học sinh;\n+ Hội Khuyến học xã.\nKết quả đạt yêu cầu đề ra")
	in.Template = readTemplate(t, []byte(strings.NewReplacer(
		"Kết quả công tác thư viện {{period}}", "Kết quả thực hiện công tác phối hợp giữa nhà trường, gia đình và xã hội trong giáo dục đạo đức, lối sống, phòng ngừa bạo lực học đường cho học sinh dân tộc thiểu số {{period}}",
		`recipients = ["Phòng Văn hóa - Xã hội (báo cáo)",`, `addressees = ["Ủy ban nhân dân xã Nguyễn Thị Minh Khai", "Phòng Văn hóa - Xã hội xã Nguyễn Thị Minh Khai", "Ban Chỉ đạo phong trào Toàn dân đoàn kết xây dựng đời sống văn hóa xã Nguyễn Thị Minh Khai"]
recipients = ["Ban Chỉ đạo phong trào Toàn dân đoàn kết xây dựng đời sống văn hóa xã (báo cáo)",`,
	).Replace(oneQuestion)))
	in.School = report.School{
		Name:     "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai - Hoàng Văn Thụ",
		Superior: "Ủy ban nhân dân xã Nguyễn Thị Minh Khai", Symbol: "PTDTBTTH&THCSNTMK-HVT", Place: "Nguyễn Thị Minh Khai",
		SignerTitle: "TM. HỘI ĐỒNG TRƯỜNG\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", Signer: "Nguyễn Hoàng Phương Thảo Vy",
	}
	in.Campaign.Date = workday.Date{Year: 2026, Month: 12, Day: 31}
	return in
}

// wideEnd is a report whose last words are a wide table.
func wideEnd(t testing.TB, rows int) render.Input {
	t.Helper()
	in := tables(t, rows)
	source := strings.Replace(twoTables, `closing = ["Trên đây là báo cáo của {{school}}."]`, "", 1)
	source, _, _ = strings.Cut(source, "  [[sections.questions]]\n  id = \"ket\"")
	in.Template = readTemplate(t, []byte(source))
	return in
}

// tableEnd is a report whose last words are a table that stands upright.
func tableEnd(t testing.TB, rows int) render.Input {
	t.Helper()
	in := tables(t, rows)
	source := strings.Replace(twoTables, `closing = ["Trên đây là báo cáo của {{school}}."]`, "", 1)
	source, _, _ = strings.Cut(source, "[[sections]]\nid = \"b\"")
	in.Template = readTemplate(t, []byte(source))
	return in
}

// crowdedTable is a report with a table of eighteen columns, endless words, and a cell that is
// longer than a page.
func crowdedTable(t testing.TB) render.Input {
	t.Helper()
	var columns, row strings.Builder
	for i := range 18 {
		fmt.Fprintf(&columns, "    { id = \"c%d\", heading = \"Tiêu chí đánh giá số %d\", type = \"text\" },\n", i, i+1)
		row.WriteString("; Đạt yêu cầu")
	}
	before, _, _ := strings.Cut(oneQuestion, "  [[sections.questions]]")
	in := single(t, "")
	in.Template = readTemplate(t, []byte(before+"  [[sections.questions]]\n  id = \"a\"\n  type = \"table\"\n  prompt = \"Bảng?\"\n  columns = [\n"+columns.String()+"  ]\n"+
		"  [[sections.questions]]\n  id = \"b\"\n  type = \"table\"\n  prompt = \"Bảng?\"\n  columns = [\n    { id = \"x\", heading = \"Việc\", type = \"text\" },\n    { id = \"y\", heading = \"Kết quả\", type = \"text\" },\n  ]\n"))
	answer := func(id, text string) {
		r, problem := in.Template.Question(id).Parse(text, workday.Date{Year: 2026, Month: 5, Day: 1})
		if problem != nil {
			t.Fatalf("%s: %+v", id, problem)
		}
		in.Answers = append(in.Answers, report.Answer{Campaign: "c1", Question: id, Person: "p1", Value: r.Value, Revision: 1})
	}
	in.Answers = nil
	answer("a", strings.TrimPrefix(row.String(), "; ")+"\nhttps://vi-du.test/"+strings.Repeat("thumucratdai", 6)+strings.TrimPrefix(row.String(), "; Đạt yêu cầu")+"\n"+
		strings.Repeat(strings.TrimSpace(strings.Repeat("Nhà trường đã triển khai các nội dung theo yêu cầu. ", 9))+"; ", 6)+strings.TrimPrefix(row.String()[:len("; Đạt yêu cầu")*12], "; "))
	answer("b", "Ngắn; Xong\nDài; "+strings.TrimSpace(strings.Repeat("Nhà trường đã triển khai đầy đủ các nội dung theo yêu cầu của cấp trên. ", 6))+"\nCuối; Hết chữ")
	return in
}

// wideWithPhotos is a report whose text ends in a wide table, with an appendix behind it.
func wideWithPhotos(t testing.TB) *render.Document {
	t.Helper()
	d := render.Build(wideEnd(t, 6))
	shots := photos(t)
	for i, b := range shots.Blocks {
		if _, ok := b.(*render.Appendix); ok {
			d.Blocks = append(d.Blocks, shots.Blocks[i:]...)
			break
		}
	}
	d.Pictures = shots.Pictures
	return d
}

// manyRecipients is a report that goes to forty bodies.
func manyRecipients(t testing.TB) render.Input {
	t.Helper()
	in := single(t, strings.TrimSpace(strings.Repeat("Nhà trường đã triển khai đầy đủ các nội dung theo yêu cầu của cấp trên và đạt kết quả tốt.\n", 3)))
	var to []string
	for i := range 40 {
		to = append(to, fmt.Sprintf("%q", fmt.Sprintf("Trường Tiểu học số %d trong cụm chuyên môn (phối hợp)", i+1)))
	}
	in.Template = readTemplate(t, []byte(strings.Replace(oneQuestion, `"Phòng Văn hóa - Xã hội (báo cáo)"`, strings.Join(to, ", "), 1)))
	return in
}

// manyQuestions is a report with a section of two hundred questions, of which the last are empty,
// and a section in which nothing applies.
func manyQuestions(t testing.TB) render.Input {
	t.Helper()
	var b strings.Builder
	before, _, _ := strings.Cut(oneQuestion, "[[sections]]")
	b.WriteString(before + "[[sections]]\nid = \"a\"\nheading = \"NỘI DUNG\"\n")
	for i := range 200 {
		fmt.Fprintf(&b, "  [[sections.questions]]\n  id = \"q%d\"\n  type = \"text\"\n  heading = \"Nội dung thứ %d của đề cương\"\n  prompt = \"Câu %d?\"\n", i, i+1, i)
	}
	b.WriteString("[[sections]]\nid = \"b\"\nheading = \"KHÔNG ÁP DỤNG\"\n  [[sections.questions]]\n  id = \"z\"\n  type = \"text\"\n  prompt = \"Có?\"\n  when = \"false\"\n")
	b.WriteString("[[sections]]\nid = \"c\"\nheading = \"KIẾN NGHỊ, ĐỀ XUẤT\"\n  [[sections.questions]]\n  id = \"kn\"\n  type = \"longtext\"\n  prompt = \"Kiến nghị?\"\n")
	in := single(t, "")
	in.Template, in.Answers = readTemplate(t, []byte(b.String())), nil
	for i := range 190 {
		in.Answers = append(in.Answers, report.Answer{Campaign: "c1", Question: fmt.Sprintf("q%d", i), Person: "p1", Value: report.TextValue("Đã thực hiện xong.")})
	}
	in.Answers = append(in.Answers, report.Answer{Campaign: "c1", Question: "kn", Person: "p1", Value: report.TextValue("Không")})
	return in
}

// gallery are the reports to look at; those of whose parts a golden file is kept, and others.
func gallery(t *testing.T) (kept, others map[string]*render.Document) {
	t.Helper()
	endless := "Dẫn đường dẫn https://vi-du.test/" + strings.Repeat("thu-muc-rat-dai/", 30) + " và " + strings.Repeat("mộtchữdàikhôngcódấucách", 20) + " hết"
	kept = map[string]*render.Document{
		"one-page":   render.Build(single(t, "Thư viện mở cửa cả tuần.\nHọc sinh mượn 1.204 lượt sách, tăng 12% so với kỳ trước; không mất sách.\n- Mua 120 quyển sách mới;\n- Sửa 3 giá sách.\nPhòng đọc sạch, đủ ánh sáng")),
		"long-names": render.Build(longNames(t)),
		"table-end":  render.Build(tableEnd(t, 2)),
		"wide-end":   render.Build(wideEnd(t, 1)),
		"recipients": render.Build(manyRecipients(t)),
		"photos":     photos(t),
	}
	others = map[string]*render.Document{
		"tables":    render.Build(tables(t, 30)),
		"endless":   render.Build(single(t, endless)),
		"questions": render.Build(manyQuestions(t)),
		"crowded":   render.Build(crowdedTable(t)),
		"all":       wideWithPhotos(t),
	}
	for n := range 6 { // tables that end at every height at the foot of a page
		others[fmt.Sprintf("wide-%d", n)] = render.Build(wideEnd(t, 20+n))
		others[fmt.Sprintf("table-%d", n)] = render.Build(tableEnd(t, 14+n))
	}
	if in := seedReport(t); in != nil {
		others["reference"] = render.Build(*in)
	}
	return kept, others
}

// TestGallery: every report of the gallery keeps to the schema, has the parts that were looked
// at, and its pages are as they should be.
func TestGallery(t *testing.T) {
	t.Parallel()
	kept, all := gallery(t)
	for name, d := range kept {
		parts := openParts(t, write(t, d))
		var b strings.Builder
		for _, part := range []string{"word/document.xml", "word/header1.xml"} {
			b.WriteString("-- " + part + " --\n")
			writeTree(&b, parse(t, part, parts[part]), "")
		}
		golden(t, filepath.Join("testdata", "gallery", name+".txt"), b.String())
		all[name] = d
	}
	for _, d := range all {
		checkParts(t, write(t, d))
	}
	dir := convert(t, all)
	if keep := os.Getenv("THUKY_GALLERY"); keep != "" {
		for name := range all {
			run(t, "cp", filepath.Join(dir, name+".docx"), filepath.Join(dir, name+".pdf"), keep)
			run(t, "pdftoppm", "-r", "70", "-png", filepath.Join(dir, name+".pdf"), filepath.Join(keep, name))
		}
	}
	for name := range all {
		t.Run(name, func(t *testing.T) { checkPages(t, pages(t, filepath.Join(dir, name+".pdf"))) })
	}
}

// checkPages looks at what no page may be: without its number, empty, or with the signature
// alone. The first page, and that of every appendix, shows none, and the count begins anew.
func checkPages(t *testing.T, list []string) {
	t.Helper()
	number := 0
	for i, page := range list {
		number++
		if top := strings.Fields(page); i > 0 && len(top) > 1 && top[0]+" "+top[1] == "Phụ lục" {
			number = 1
		}
		found := pageNumber.FindStringSubmatch(page)
		switch {
		case number == 1 && found != nil:
			t.Errorf("page %d shows the number %s", i+1, found[1])
		case number > 1 && (found == nil || found[1] != fmt.Sprint(number)):
			t.Errorf("page %d, the number %d, shows %q", i+1, number, found)
		}
		if i > 0 && len(strings.Fields(page)) < 4 {
			t.Errorf("page %d is empty", i+1)
		}
		before, _, ends := strings.Cut(page, "Nơi nhận:")
		if ends && i > 0 && len(strings.Fields(before)) < 3 {
			t.Errorf("the signature stands alone on page %d:\n%s", i+1, page)
		}
	}
}

// golden compares a text with a file, and writes it where -update says so.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; -update rewrites it)\n%s", file, diff)
	}
}
