package doctext

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thuky/render"
	"thuky/render/docx"
	"thuky/report"
	"thuky/workday"
)

// TestOwnDrafts: what our own writer makes is read back with every paragraph, in order.
func TestOwnDrafts(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../../templates/dan-van-6-thang.toml")
	if err != nil {
		t.Fatal(err)
	}
	template, err := report.ReadTemplate("dan-van-6-thang.toml", source)
	if err != nil {
		t.Fatal(err)
	}
	in := render.Input{
		Template: template,
		School:   report.School{Name: "Trường Tiểu học Hoa Sen", Superior: "UBND XÃ HOA SEN", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG"},
		Campaign: report.Campaign{
			ID: "c1", Period: "06 tháng đầu năm 2026", Opened: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC),
			Notice: &report.Notice{Kind: "công văn", Number: "764/UBND-HC", Issued: workday.Date{Year: 2026, Month: 5, Day: 28}, Issuer: "Ủy ban nhân dân xã Hoa Sen", Subject: "báo cáo kết quả"},
		},
	}
	for i, q := range template.Questions() {
		if q.Computed() {
			continue
		}
		a := report.Answer{Campaign: "c1", Question: q.ID, Person: "p1", At: time.Unix(int64(i), 0)}
		switch q.Type {
		case "integer", "decimal", "percent":
			a.Value = report.NumberValue(float64(i))
		case "longtext":
			a.Value = report.TextValue(fmt.Sprintf("Đoạn %d.1: phối hợp với ban, ngành.\n- Đoạn %d.2: vận động Nhân dân.", i, i))
		default:
			a.Value = report.TextValue(fmt.Sprintf("Kế hoạch số %02d-KH/ĐU", i))
		}
		in.Answers = append(in.Answers, a)
	}
	d := render.Build(in)
	var file bytes.Buffer
	if err := docx.Write(&file, d); err != nil {
		t.Fatal(err)
	}
	got, err := Text(t.Context(), "du-thao.docx", file.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	rest := got.Text
	find := func(text string) {
		_, after, ok := strings.Cut(rest, text)
		if !ok {
			t.Errorf("%q is missing, or not in its place", text)
			return
		}
		rest = after
	}
	for _, s := range template.Sections {
		find(s.Heading)
		for _, q := range s.Questions {
			for _, a := range in.Answers {
				if a.Question != q.ID || q.Type != "longtext" {
					continue
				}
				for line := range strings.SplitSeq(*a.Value.Text, "\n") {
					find(strings.TrimPrefix(line, "- "))
				}
			}
		}
	}
	for _, want := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "764/UBND-HC", "HIỆU TRƯỞNG", "Nơi nhận:"} {
		if !strings.Contains(got.Text, want) {
			t.Errorf("no %q in\n%s", want, got.Text)
		}
	}
}

// TestLines: of an own draft the lines are those that the checks of a draft see, but for
// the head, whose two columns are read by rows, and white space at the ends.
func TestLines(t *testing.T) {
	t.Parallel()
	run := func(text string) []render.Run { return []render.Run{{Text: text}} }
	d := &render.Document{Blocks: []render.Block{
		&render.Title{Kind: "BÁO CÁO", Subject: run("Kết quả")},
		&render.Addressees{Label: "Kính gửi:", Items: [][]render.Run{run("- Một;"), run("- Hai.")}},
		&render.Heading{Level: 1, Number: "I.", Runs: []render.Run{{Text: "KẾT QUẢ:", Bold: true}, {Text: " Không"}}},
		&render.Paragraph{Runs: []render.Run{{Text: "Mở “"}, {Text: "Ngày hội", Italic: true}, {Text: "”. "}}},
		&render.ListItem{Runs: run("- Xong.")},
		&render.Recipients{Label: "Nơi nhận:", Items: [][]render.Run{run("- Lưu: VT.")}},
		&render.Signature{Titles: []string{"HIỆU TRƯỞNG"}, Name: "Lê Thị Mận"},
	}}
	var file bytes.Buffer
	if err := docx.Write(&file, d); err != nil {
		t.Fatal(err)
	}
	got, err := Lines(t.Context(), "x.docx", file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, p := range render.ForReview(d).Paragraphs {
		want = append(want, strings.TrimSpace(p.Text))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}

	_, err = Lines(t.Context(), "x.pdf", []byte("%PDF-1.4"))
	checkError(t, err, Unsupported, "x.pdf", "Word")
	_, err = Lines(t.Context(), "x.docx", nil)
	checkError(t, err, Empty, "x.docx")
}

func BenchmarkDocx(b *testing.B) {
	var body strings.Builder
	for i := range 600 { // about twenty pages
		body.WriteString(item(1, i%3, strings.Repeat("nhà trường phối hợp với ban, ngành, đoàn thể; ", 4)))
	}
	file := pack(b, word(body.String(), shape(0, lvl(0, "upperRoman", "%1.", ""), lvl(1, "decimal", "%1.%2.", ""), lvl(2, "lowerLetter", "%3)", ""))+num(1, 0, ""), ""))
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := Text(b.Context(), "x.docx", file, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
