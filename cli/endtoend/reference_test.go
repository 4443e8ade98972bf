package endtoend

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// settings make the installation the school of the reference report.
func (s *seed) settings() []string {
	return []string{
		"THUKY_SCHOOL_NAME=" + s.school,
		"THUKY_SCHOOL_SYMBOL=" + s.symbol,
		"THUKY_SCHOOL_PLACE=" + s.place,
		"THUKY_SCHOOL_SIGNER=" + s.signer,
	}
}

// open opens the campaign that the reference report answers.
func (s *seed) open(t *testing.T, o *office) (id string) {
	t.Helper()
	o.run(t, "", "campaign", "open", "--template", "dan-van-6-thang", "--period", s.period,
		"--notice-kind", s.kind, "--notice-number", s.number, "--notice-date", s.issued,
		"--notice-issuer", s.issuer, "--notice-subject", s.subject)
	list := decode[[]struct{ ID string }](t, o.run(t, "", "campaign", "list", "--json"))
	if len(list) != 1 {
		t.Fatalf("campaigns: got %d, want 1", len(list))
	}
	return list[0].ID
}

// script is what a person types: every paragraph as its own message, "xong"
// after a long answer, "1" for «Ghi "Không"», and "gửi" at the end.
func (s *seed) script(t *testing.T, asked []askedQuestion) []string {
	t.Helper()
	answers := s.answers(t)
	var script []string
	for _, q := range asked {
		messages, ok := answers[q.ID]
		if !ok {
			t.Fatalf("no answer for question %s", q.ID)
		}
		delete(answers, q.ID)
		script = append(script, messages...)
		switch {
		case len(messages) == 1 && messages[0] == "Không":
			script = append(script, "1")
		case q.Type == "longtext":
			script = append(script, "xong")
		}
	}
	if len(answers) > 0 {
		t.Fatalf("answers without a question: %v", answers)
	}
	return append(script, "gửi")
}

// TestReferenceReportInTheTerminal answers the whole reference report on a pipe
// and reads the .docx back.
func TestReferenceReportInTheTerminal(t *testing.T) {
	t.Parallel()
	s := readSeed(t)
	o := newOffice(t, s.settings()...)
	id := s.open(t, o)
	script := s.script(t, o.questions(t, "dan-van-6-thang"))
	out := o.run(t, strings.Join(script, "\n")+"\n", "chat", "--template", "dan-van-6-thang", "--out", "drafts")
	files, err := filepath.Glob(filepath.Join(o.dir, "drafts", "*.docx"))
	if err != nil || len(files) != 1 {
		t.Fatalf("drafts: %v %v\n%s", files, err, out)
	}
	if !strings.Contains(out, filepath.Base(files[0])) {
		t.Errorf("the path of the draft is not printed:\n%s", out[max(0, len(out)-600):])
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	s.check(t, readDocx(t, data))
	s.checkPages(t, o, id)
}

// checkPages prints the report with LibreOffice and looks at the pages.
func (s *seed) checkPages(t *testing.T, o *office, campaign string) {
	t.Helper()
	for _, tool := range []string{"soffice", "pdftotext", "pdffonts", "pdfinfo"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is missing; make test installs it", tool)
			}
			t.Logf("pages not looked at: %s is not installed (make test installs it)", tool)
			return
		}
	}
	o.programs()
	pdf := filepath.Join(o.dir, "report.pdf")
	o.run(t, "", "render", "--campaign", campaign, "--format", "pdf", "-o", pdf)
	tool := func(name string, args ...string) string {
		t.Helper()
		out, err := exec.Command(name, args...).Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return string(out)
	}
	if info := tool("pdfinfo", pdf); !regexp.MustCompile(`(?m)^Pages:\s+10$`).MatchString(info) {
		t.Errorf("want 10 pages:\n%s", info)
	}
	for _, line := range strings.Split(strings.TrimSpace(tool("pdffonts", pdf)), "\n")[2:] {
		if name := strings.Fields(line)[0]; !strings.Contains(name, "LiberationSerif") && !strings.Contains(name, "Tinos") && !strings.Contains(name, "Times") {
			t.Errorf("font %s: marks are set in another font than the rest", name)
		}
	}
	pages := strings.Split(tool("pdftotext", "-layout", pdf, "-"), "\f")
	last := pages[9]
	if !strings.Contains(last, s.signer) || !strings.Contains(last, "KIẾN NGHỊ, ĐỀ XUẤT") {
		t.Errorf("the signature stands alone:\n%s", last)
	}
	for i, page := range pages[:10] {
		number := strings.TrimSpace(strings.SplitN(page, "\n", 2)[0])
		if i == 0 && number == "1" || i > 0 && number != strconv.Itoa(i+1) {
			t.Errorf("page %d begins with %q, want its number on every page but the first", i+1, number)
		}
	}
	for _, words := range []string{"Thường xuyên xây dựng đội ngũ", "“Hoàn thành xuất sắc nhiệm vụ”"} {
		if !strings.Contains(strings.Join(strings.Fields(strings.Join(pages, " ")), " "), words) {
			t.Errorf("the pages have no %q: marks are lost", words)
		}
	}
}

// check compares the finished report with the reference, paragraph by paragraph
// and in order. What differs is named here, and nothing else may:
//
//   - the head is the legal one (the reference lost it when it was copied);
//   - sections are numbered without the missing IV: V, VI, VII are IV, V, VI;
//   - "1. ưu điểm" begins with a capital;
//   - words between *…* are italic and lose their stars;
//   - the last line takes "./.";
//   - number and date are blank for the clerk;
//   - Nơi nhận names today's office instead of the former Phòng Nội vụ.
func (s *seed) check(t *testing.T, got []paragraph) {
	t.Helper()
	var want []paragraph
	add := func(text string) {
		want = append(want, paragraph{text: strings.ReplaceAll(text, "*", ""), italic: starred(text)})
	}
	for _, line := range s.opening {
		add(line)
	}
	roman := []string{"I", "II", "III", "IV", "V", "VI"}
	for i, section := range s.sections {
		heading := roman[i] + ". " + section.heading
		if section.inline != "" {
			heading += ": " + section.inline + "./."
		}
		add(heading)
		for j, part := range section.parts {
			if part.heading != "" {
				h := part.heading
				if h == "ưu điểm" {
					h = "Ưu điểm"
				}
				add(fmt.Sprintf("%d. %s", j+1, h))
			}
			for _, line := range part.text {
				add(line)
			}
		}
	}
	// The body begins after the title block and ends before the signature.
	from, to := -1, -1
	for i, p := range got {
		if from < 0 && p.text == want[0].text {
			from = i
		}
		if p.text == want[len(want)-1].text {
			to = i + 1
		}
	}
	if from < 0 || to < from {
		t.Fatalf("the body was not found: first %q, last %q", want[0].text, want[len(want)-1].text)
	}
	body := got[from:to]
	for i := range min(len(body), len(want)) {
		if body[i].text != want[i].text {
			t.Fatalf("paragraph %d:\n got %q\nwant %q", i+1, body[i].text, want[i].text)
		}
		if want[i].italic != "" && body[i].italic != want[i].italic {
			t.Errorf("paragraph %d: italics %q, want %q", i+1, body[i].italic, want[i].italic)
		}
	}
	if len(body) != len(want) {
		t.Fatalf("got %d paragraphs of the body, want %d", len(body), len(want))
	}
	t.Logf("%d paragraphs of the reference report, character for character", len(want))

	head := text(got[:from])
	for _, line := range []string{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO",
		"/BC-" + s.symbol, s.place + ", ngày",
		"Kết quả thực hiện công tác dân vận ở đơn vị " + s.period,
	} {
		if !strings.Contains(head, line) {
			t.Errorf("the head has no %q:\n%s", line, head)
		}
	}
	foot := text(got[to:])
	for _, line := range []string{"Nơi nhận:", "- Chi bộ nhà trường (báo cáo);", "- Lưu: VT.", "HIỆU TRƯỞNG", s.signer} {
		if !strings.Contains(foot, line) {
			t.Errorf("the foot has no %q:\n%s", line, foot)
		}
	}
}

func text(list []paragraph) string {
	lines := make([]string, len(list))
	for i, p := range list {
		lines[i] = p.text
	}
	return strings.Join(lines, "\n")
}

// starred are the words between stars.
func starred(text string) string {
	var out strings.Builder
	for i, part := range strings.Split(text, "*") {
		if i%2 == 1 {
			out.WriteString(part)
		}
	}
	return out.String()
}
