package docx_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"thuky/render"
	"thuky/report"
	"thuky/workday"
)

// needOffice skips the test where LibreOffice or poppler is not installed; the
// machine that decides must have them.
func needOffice(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"soffice", "pdftotext", "pdffonts"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("CI must have %s (LibreOffice Writer and poppler-utils): %v", tool, err)
			}
			t.Skipf("%s is not installed; the pages are not checked", tool)
		}
	}
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// convert turns documents into PDF with one start of LibreOffice, and gives the
// folder of the files.
func convert(t *testing.T, documents map[string]*render.Document) string {
	t.Helper()
	needOffice(t)
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir}
	for name, d := range documents {
		file := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(file, write(t, d), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	run(t, "soffice", args...)
	return dir
}

// pages gives the text of each page.
func pages(t *testing.T, file string) []string {
	t.Helper()
	text := run(t, "pdftotext", "-layout", "-enc", "UTF-8", file, "-")
	return strings.Split(strings.TrimSuffix(text, "\f"), "\f")
}

var pageNumber = regexp.MustCompile(`^\s*(\d+)\s*\n`)

func TestPages(t *testing.T) {
	t.Parallel()
	documents := map[string]*render.Document{"full": render.Build(shipped(t))}
	city := single(t, "Một.")
	city.School.Place, city.Campaign.Date = "Thành phố Hồ Chí Minh", workday.Date{Year: 2026, Month: 12, Day: 31}
	documents["city"] = render.Build(city)
	nothing := shipped(t)
	nothing.Answers = nil
	documents["gaps"] = render.Build(nothing)
	// Texts that end at every height of a page, and last paragraphs of many lengths.
	for n := 14; n < 30; n++ {
		documents[fmt.Sprintf("short-%02d", n)] = render.Build(single(t, strings.TrimSpace(strings.Repeat("Thân bài một dòng.\n", n))))
	}
	for n := 3; n < 44; n += 4 {
		last := strings.Repeat("Thân bài có nhiều dòng nối nhau trong một đoạn văn dài; ", n)
		documents[fmt.Sprintf("long-%02d", n)] = render.Build(single(t, strings.Repeat("Thân bài một dòng.\n", 14)+last))
	}
	for n := 12; n < 24; n += 2 {
		documents[fmt.Sprintf("nil-%02d", n)] = render.Build(withProposal(t, strings.TrimSpace(strings.Repeat("Thân bài một dòng.\n", n))))
	}
	dir := convert(t, documents)

	for name := range documents {
		t.Run(name, func(t *testing.T) {
			list := pages(t, filepath.Join(dir, name+".pdf"))
			for i, page := range list {
				found := pageNumber.FindStringSubmatch(page)
				switch {
				case i == 0 && found != nil:
					t.Errorf("page 1 shows the number %s", found[1])
				case i > 0 && (found == nil || found[1] != fmt.Sprint(i+1)):
					t.Errorf("page %d shows the number %q", i+1, found)
				}
				if i > 0 && len(strings.Fields(page)) < 2 {
					t.Errorf("page %d is empty", i+1)
				}
			}
			last := list[len(list)-1]
			before, _, ok := strings.Cut(last, "Nơi nhận:")
			if !ok {
				t.Fatalf("the last page has no signature:\n%s", last)
			}
			if len(list) > 1 && len(strings.Fields(before)) < 3 {
				t.Errorf("the signature stands alone on page %d:\n%s", len(list), last)
			}
		})
	}

	t.Run("long date", func(t *testing.T) {
		if line := lineWith(pages(t, filepath.Join(dir, "city.pdf"))[0], "Thành phố Hồ Chí Minh"); !strings.Contains(line, "Số:") || !strings.Contains(line, "tháng 12 năm 2026") {
			t.Errorf("number and date are not on one line: %q", line)
		}
	})
	t.Run("fonts", func(t *testing.T) {
		for line := range strings.Lines(run(t, "pdffonts", filepath.Join(dir, "full.pdf"))) {
			if strings.HasPrefix(line, "name") || strings.HasPrefix(line, "---") {
				continue
			}
			if !regexp.MustCompile(`^[A-Z]{6}\+(Tinos|LiberationSerif|TimesNewRoman)`).MatchString(line) || !strings.Contains(line, " yes ") {
				t.Errorf("font is no Times, or not embedded: %s", line)
			}
		}
	})
	t.Run("text", func(t *testing.T) {
		list := pages(t, filepath.Join(dir, "full.pdf"))
		if len(list) < 8 || len(list) > 16 {
			t.Errorf("a report of this length takes %d pages", len(list))
		}
		got := strings.Join(strings.Fields(strings.Join(list, " ")), " ")
		for _, want := range []string{
			"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TRƯỜNG TIỂU HỌC", "Độc lập - Tự do - Hạnh phúc",
			"Ủy ban nhân dân xã Hoa Sen về việc báo cáo", "phối hợp với “ban, ngành, đoàn thể” tổ chức", "Lưu: VT.", "Lê Thị Mận",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("the pages do not show %q", want)
			}
		}
		number, date := lineWith(list[0], "Số:"), lineWith(list[0], "Hoa Sen, ngày")
		if number == "" || number != date {
			t.Errorf("number and date are not on one line: %q, %q", number, date)
		}
	})
}

func lineWith(page, words string) string {
	for line := range strings.Lines(page) {
		if strings.Contains(line, words) {
			return line
		}
	}
	return ""
}

// withProposal is a report that ends in a heading with "Không".
func withProposal(t *testing.T, text string) render.Input {
	t.Helper()
	in := single(t, text)
	in.Template = readTemplate(t, []byte(oneQuestion+"[[sections]]\nid = \"b\"\nheading = \"KIẾN NGHỊ, ĐỀ XUẤT\"\n[[sections.questions]]\nid = \"b\"\ntype = \"longtext\"\nprompt = \"Kiến nghị?\"\n"))
	in.Answers = append(in.Answers, report.Answer{Question: "b", Person: "p1", Value: report.TextValue("Không")})
	return in
}

// TestTablePages: the headings stand on every page of a table, wide tables lie on their
// side with the headings over them, and the pages go on counting.
func TestTablePages(t *testing.T) {
	t.Parallel()
	dir := convert(t, map[string]*render.Document{"tables": render.Build(tables(t, 45)), "short": render.Build(tables(t, 2))})
	for _, name := range []string{"tables", "short"} {
		file := filepath.Join(dir, name+".pdf")
		sizes := run(t, "pdfinfo", "-f", "1", "-l", "30", file)
		var shape strings.Builder
		for i, page := range pages(t, file) {
			size := regexp.MustCompile(fmt.Sprintf(`Page +%d size: +(\d+)`, i+1)).FindStringSubmatch(sizes)
			side := strings.HasPrefix(size[1], "84") // points of the long edge
			if side {
				shape.WriteByte('s')
			} else {
				shape.WriteByte('u')
			}
			if number := pageNumber.FindStringSubmatch(page); i > 0 && (number == nil || number[1] != fmt.Sprint(i+1)) {
				t.Errorf("%s: page %d shows the number %q", name, i+1, number)
			}
			flat := strings.Join(strings.Fields(page), " ")
			if side && (!strings.Contains(flat, "Nội dung") || !strings.Contains(flat, "Ghi chú")) || !side && i < 3 && name == "tables" && !strings.Contains(flat, "Họ và tên") {
				t.Errorf("%s: page %d has no headings of its table:\n%s", name, i+1, page)
			}
			if strings.Contains(flat, "II. KINH PHÍ") && !side {
				t.Errorf("%s: the heading of the wide table stands on page %d, before it", name, i+1)
			}
		}
		if !regexp.MustCompile(`^u+s+u$`).MatchString(shape.String()) {
			t.Errorf("%s: the pages lie as %s, want upright, on their side, upright", name, shape.String())
		}
	}
}
