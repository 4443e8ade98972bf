package html_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thuky/render"
	"thuky/render/html"
	"thuky/report"
	"thuky/vntext"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t rapid.TB, d *render.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, d); err != nil {
		t.Fatalf("write: %v", err)
	}
	return b.String()
}

const template = `
id = "thu-vien"
title = "Báo cáo công tác thư viện"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Kết quả công tác thư viện {{period}}"
addressees = ["Phòng Văn hóa - Xã hội xã Hoa Sen"]
recipients = ["BGH, Công đoàn (để biết)", "Lưu: VT"]
opening = ["{{school}} báo cáo như sau:"]
[[sections]]
id = "ket_qua"
heading = "KẾT QUẢ"
  [[sections.questions]]
  id = "viec"
  type = "longtext"
  heading = "Việc đã làm"
  prompt = "Việc?"
  [[sections.questions]]
  id = "sach"
  type = "integer"
  prompt = "Bao nhiêu sách?"
  print = "Thư viện có {{sach}} quyển."
  [[sections.questions]]
  id = "kho"
  type = "text"
  heading = "Khó khăn"
  prompt = "Khó?"
[[sections]]
id = "kien_nghi"
heading = "KIẾN NGHỊ"
  [[sections.questions]]
  id = "kien_nghi"
  type = "text"
  prompt = "Kiến nghị?"
`

func sample(t *testing.T) *render.Document {
	t.Helper()
	read, err := report.ReadTemplate("template.toml", []byte(template))
	if err != nil {
		t.Fatal(err)
	}
	return render.Build(render.Input{
		Template: read,
		School:   report.School{Name: "Trường Tiểu học Hoa Sen", Superior: "UBND XÃ HOA SEN", Symbol: "THHS", Place: "Hoa Sen", SignerTitle: "HIỆU TRƯỞNG", Signer: "Lê Thị Mận"},
		Campaign: report.Campaign{ID: "c1", Period: "quý II năm 2026", Opened: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)},
		Answers: []report.Answer{
			{Question: "viec", Person: "p1", Value: report.TextValue("Mở “*Ngày hội đọc sách*” cho <lớp 1> & 2.\n- Xếp lại kệ sách;\n- Dán nhãn."), Revision: 1},
			{Question: "viec", Person: "p2", Value: report.TextValue("Cho mượn sách.")},
			{Question: "sach", Person: "p1", Value: report.NumberValue(1250)},
			{Question: "kien_nghi", Person: "p2", Value: report.TextValue("Không")},
		},
	})
}

func TestGolden(t *testing.T) {
	t.Parallel()
	several := &render.Document{Blocks: []render.Block{
		&render.Addressees{Label: "Kính gửi:", Items: [][]render.Run{{{Text: "- Một;"}}, {{Text: "- Hai."}}}, Source: render.Source{Place: "addressees"}},
		&render.Heading{Level: 9, Number: "a)", Runs: []render.Run{{Text: "Sâu", Bold: true, Italic: true}, {Text: "[…]", Mark: true}}},
		&render.Paragraph{Runs: []render.Run{{Text: "đậm", Bold: true}, {Text: " thường "}, {Text: "cả hai", Bold: true, Italic: true}}, Source: render.Source{Persons: []string{"p1", "p2"}}},
		&render.Paragraph{Runs: []render.Run{{Text: " "}}},
		&render.ListItem{Runs: []render.Run{{Text: "- Cuối."}}},
		&render.Table{
			Source: render.Source{Place: "questions.lop", Question: "lop", Persons: []string{"p1", "p2"}}, Caption: "Các <lớp>",
			Columns: []render.TableColumn{
				{Runs: []render.Run{{Text: "TT", Bold: true}}, Align: render.Center},
				{Runs: []render.Run{{Text: "Tên lớp", Bold: true}}, Align: render.Left},
				{Runs: []render.Run{{Text: "Số tiết ", Bold: true}, {Text: "[…]", Mark: true}}, Align: render.Right},
			},
			Rows: []render.TableRow{
				{Person: "p1", Cells: [][]render.Run{{{Text: "1"}}, {{Text: "Tin học "}, {Text: "cơ bản", Italic: true}}, {{Text: "12"}}}},
				{Person: "p2", Cells: [][]render.Run{{{Text: "2"}}, {{Text: "A & B"}}, nil}},
			},
			Totals: [][]render.Run{{{Text: "Tổng cộng", Bold: true}}, nil, {{Text: "12", Bold: true}}},
		},
		&render.Signature{Titles: []string{"KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"}},
	}}
	for name, d := range map[string]*render.Document{"report": sample(t), "rare": several, "empty": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, file := write(t, d), "testdata/"+name+".html"
			if *update {
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
				t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
			}
		})
	}
}

// readLines reads the HTML, which is to be well-formed, and gives the text and the
// attributes of every line.
func readLines(t rapid.TB, text string) (lines []string, attributes []map[string]string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	depth, in := 0, 0 // in: the depth of the line we are in
	caption := false  // names a table and is not printed
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return lines, attributes
		} else if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, text)
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			caption = token.Name.Local == "caption"
			all := map[string]string{}
			for _, a := range token.Attr {
				all[a.Name.Local] = a.Value
			}
			if all["data-line"] != "" {
				if in != 0 {
					t.Fatalf("a line within a line: %s", text)
				}
				in = depth
				lines, attributes = append(lines, ""), append(attributes, all)
			}
		case xml.EndElement:
			if depth == in {
				in = 0
			}
			depth--
			caption = false
		case xml.CharData:
			if in != 0 {
				lines[len(lines)-1] += string(token)
			} else if strings.TrimSpace(string(token)) != "" && !caption {
				t.Fatalf("%q stands in no line: %s", token, text)
			}
		}
	}
}

// checkLines proves that the lines are those that the checks of a draft count.
func checkLines(t rapid.TB, d *render.Document) {
	t.Helper()
	text := write(t, d)
	if again := write(t, d); again != text {
		t.Fatalf("the same document gave other bytes")
	}
	lines, attributes := readLines(t, text)
	want := render.ForReview(d).Paragraphs
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d: %s", len(lines), len(want), text)
	}
	flat := strings.NewReplacer("\n", " ", "\t", " ")
	for i, line := range lines {
		if clean := flat.Replace(vntext.Clean(want[i].Text)); line != clean {
			t.Fatalf("line %d: got %q, want %q", i+1, line, clean)
		}
		a, n := attributes[i], strconv.Itoa(i+1)
		if a["data-line"] != n || a["id"] != "d-"+n || a["data-question"] != want[i].Source.Question || a["data-person"] != want[i].Source.Person {
			t.Fatalf("line %d: %v, want those of %+v", i+1, a, want[i].Source)
		}
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	checkLines(t, sample(t))

	words := rapid.StringOfN(rapid.SampledFrom([]rune("aệ <>&\"'=/!-\n\t]\\;#`")), 0, 12, -1)
	runs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) render.Run {
		return render.Run{Text: words.Draw(t, "text"), Bold: rapid.Bool().Draw(t, "bold"), Italic: rapid.Bool().Draw(t, "italic"), Mark: rapid.Bool().Draw(t, "mark")}
	}), 0, 3)
	items := rapid.SliceOfN(runs, 0, 3)
	block := rapid.Custom(func(t *rapid.T) render.Block {
		s := render.Source{
			Place:    rapid.SampledFrom([]string{"head", "questions.mot", "questions.mot.heading", `sections."<x>`}).Draw(t, "place"),
			Question: rapid.SampledFrom([]string{"", "mot", `<"&'>`}).Draw(t, "question"),
			Persons:  rapid.SampledFrom([][]string{nil, {"p1"}, {"p1", "p2"}, {`"<&>`}}).Draw(t, "persons"),
		}
		text := func(name string) string { return words.Draw(t, name) }
		switch rapid.IntRange(0, 8).Draw(t, "type") {
		case 0:
			return &render.Head{Source: s, Superior: text("superior"), School: text("school"), Number: text("number"), Country: text("country"), Motto: text("motto"), Date: text("date")}
		case 1:
			return &render.Title{Source: s, Kind: text("kind"), Subject: runs.Draw(t, "subject")}
		case 2:
			return &render.Addressees{Source: s, Label: "Kính gửi:", Items: items.Draw(t, "items")}
		case 3:
			return &render.Heading{Source: s, Level: rapid.IntRange(1, 3).Draw(t, "level"), Number: "I.", Runs: runs.Draw(t, "runs")}
		case 4:
			return &render.Paragraph{Source: s, Runs: runs.Draw(t, "runs")}
		case 5:
			return &render.ListItem{Source: s, Runs: runs.Draw(t, "runs")}
		case 6:
			table := &render.Table{Source: s, Caption: text("caption"), Columns: []render.TableColumn{{Runs: runs.Draw(t, "head"), Align: render.Right}, {Align: render.Left}}}
			for _, person := range rapid.SliceOfN(rapid.SampledFrom([]string{"", "p1", "p2"}), 0, 3).Draw(t, "rows") {
				table.Rows = append(table.Rows, render.TableRow{Person: person, Cells: [][]render.Run{runs.Draw(t, "cell"), runs.Draw(t, "cell")}})
			}
			if rapid.Bool().Draw(t, "totals") {
				table.Totals = [][]render.Run{runs.Draw(t, "cell"), runs.Draw(t, "cell")}
			}
			return table
		case 7:
			return &render.Recipients{Source: s, Label: "Nơi nhận:", Items: items.Draw(t, "items")}
		default:
			return &render.Signature{Source: s, Titles: rapid.SliceOfN(words, 0, 2).Draw(t, "titles"), Name: text("name")}
		}
	})
	rapid.Check(t, func(rt *rapid.T) {
		checkLines(rt, &render.Document{Blocks: rapid.SliceOfN(block, 0, 6).Draw(rt, "blocks")})
	})
}

// TestClasses: the package comment, from which the stylesheet is made, names every class.
func TestClasses(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("html.go")
	if err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile("table.go")
	if err != nil {
		t.Fatal(err)
	}
	comment, code, _ := strings.Cut(string(source), "package html")
	code += string(table)
	for _, class := range regexp.MustCompile(`\bd-[a-z]+`).FindAllString(code, -1) {
		if !strings.Contains(comment, class) {
			t.Errorf("%s is not in the package comment", class)
		}
	}
}

type brokenWriter struct{}

var errBroken = errors.New("no room")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteFails(t *testing.T) {
	t.Parallel()
	if err := html.Write(brokenWriter{}, &render.Document{}); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want %v", err, errBroken)
	}
}
