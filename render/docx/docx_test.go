package docx_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thuky/render"
	"thuky/render/docx"
	"thuky/render/wordml/wordmltest"
	"thuky/report"
	"thuky/vntext"
	"thuky/workday"
)

func TestPartsFollowTheSchema(t *testing.T) {
	t.Parallel()
	full := shipped(t)
	gaps := full
	gaps.Answers, gaps.Campaign.Notice, gaps.Campaign.Period = nil, nil, ""
	deputy := full
	deputy.School.SignerTitle = "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG"
	deputy.School.Name = "Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai"
	deputy.Template = readTemplate(t, []byte(strings.Replace(oneQuestion, "recipients", "addressees = [\"UBND xã\", \"Phòng\"]\nrecipients", 1)))
	deputy.School.Place = "Thành phố Hồ Chí Minh và vùng lân cận"
	bare := render.Input{Template: full.Template}
	for name, in := range map[string]render.Input{"full": full, "gaps": gaps, "deputy": deputy, "bare": bare, "nil": single(t, "Không")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkParts(t, write(t, render.Build(in)))
		})
	}
	t.Run("empty", func(t *testing.T) {
		t.Parallel()
		checkParts(t, write(t, &render.Document{}))
	})
}

func TestSameInputSameBytes(t *testing.T) {
	t.Parallel()
	in := shipped(t)
	first := write(t, render.Build(in))
	slices.Reverse(in.Answers)
	if second := write(t, render.Build(in)); !bytes.Equal(first, second) {
		t.Error("two writes of one report differ")
	}
	if len(first) > 40<<10 {
		t.Errorf("a full report takes %d bytes", len(first))
	}
}

func TestLayout(t *testing.T) {
	t.Parallel()
	in := single(t, "Một *hai* ba.\n- Bốn")
	in.School.Name = "Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai"
	in.School.SignerTitle = "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG"
	in.Campaign.Number, in.Campaign.Date = "7", workday.Date{Year: 2026, Month: 2, Day: 5}
	in.Campaign.Period = ""
	data := write(t, render.Build(in))
	list := paragraphs(t, data)
	for style, want := range map[string][]string{
		"CoQuanChuQuan": {"UBND XÃ HOA SEN"},
		"CoQuanBanHanh": {"TRƯỜNG TIỂU HỌC", "VÀ TRUNG HỌC CƠ SỞ", "NGUYỄN THỊ MINH KHAI"},
		"QuocHieu":      {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		"TieuNgu":       {"Độc lập - Tự do - Hạnh phúc"},
		"SoKyHieu":      {"Số: 07/BC-THHS"},
		"DiaDanhNgay":   {"Hoa Sen, ngày 05 tháng 02 năm 2026"},
		"TenLoai":       {"BÁO CÁO"},
		"TrichYeu":      {"Kết quả công tác thư viện [Chưa có: kỳ báo cáo]"},
		"MucLaMa":       {"I. NỘI DUNG"},
		"NoiDung":       {"Một hai ba."},
		"GachDauDong":   {"- Bốn./."},
		"NoiNhanTu":     {"Nơi nhận:"},
		"NoiNhanDS":     {"- Phòng Văn hóa - Xã hội (báo cáo);", "- BGH, Công đoàn (để biết);", "- Lưu: VT."},
		"ChucVuKy":      {"KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "", "", "", ""},
		"HoTenKy":       {"Lê Thị Mận"},
	} {
		if diff := cmp.Diff(want, textsOf(list, style)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", style, diff)
		}
	}
	for _, p := range list {
		switch p.style {
		case "NoiDung":
			if !slices.Equal(p.italic, []string{"hai"}) {
				t.Errorf("italic: %q", p.italic)
			}
		case "TrichYeu":
			if !slices.Equal(p.marked, []string{"[Chưa có: kỳ báo cáo]"}) {
				t.Errorf("highlighted: %q", p.marked)
			}
		}
	}
	core := string(openParts(t, data)["docProps/core.xml"])
	for _, want := range []string{"<dc:creator>Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai<", ">2026-02-05T00:00:00Z<", "<dc:title>BÁO CÁO Kết quả"} {
		if !strings.Contains(core, want) {
			t.Errorf("core properties have no %s:\n%s", want, core)
		}
	}
}

// TestSignatureIsKept: what makes the signature follow the text to the next page.
func TestSignatureIsKept(t *testing.T) {
	t.Parallel()
	body := parse(t, "document", openParts(t, write(t, render.Build(single(t, "Một.\nHai."))))["word/document.xml"]).Child("body")
	var kinds []string
	for _, n := range body.Children {
		what := n.Name + " " + n.Child("pPr", "pStyle").Attrs["val"]
		for _, keep := range []string{"keepNext", "keepLines"} {
			if n.Child("pPr", keep).Name != "" {
				what += " " + keep
			}
		}
		if n.Name == "tbl" {
			n.Walk(func(c *wordmltest.Node) {
				if c.Name == "tr" && c.Child("trPr", "cantSplit").Name == "" {
					t.Error("a row may be split")
				}
			})
		}
		kinds = append(kinds, what)
	}
	want := []string{"p NoiDung", "p NoiDung keepNext keepLines", "p KhoangCach keepNext", "tbl ", "p ", "sectPr "}
	if diff := cmp.Diff(want, kinds[len(kinds)-len(want):]); diff != "" {
		t.Errorf("end of the body (-want +got):\n%s", diff)
	}
}

// TestEveryParagraphOnce is the rule that no answer is lost or doubled.
func TestEveryParagraphOnce(t *testing.T) {
	t.Parallel()
	in := shipped(t)
	list := paragraphs(t, write(t, render.Build(in)))
	texts := textsOf(list, "NoiDung", "GachDauDong")
	for _, a := range in.Answers {
		if q := in.Template.Question(a.Question); a.Value.Text == nil || q.Type != "longtext" {
			continue
		}
		for line := range strings.SplitSeq(*a.Value.Text, "\n") {
			line = strings.ReplaceAll(line, "*", "")
			n := 0
			for _, text := range texts {
				if text == line || text == line+"/." {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%d times: %q", n, line)
			}
		}
	}
}

func TestAnyText(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("aăâệƯđ &<>\"']]>\t\n-*.\x00\x01\x0b\x7f\ufffe\u200b\u0301\u0323👍🏽‍")), rapid.Rune()))
	template := readTemplate(t, []byte(oneQuestion))
	rapid.Check(t, func(rt *rapid.T) {
		text := letters.Draw(rt, "text")
		in := render.Input{
			Template: template, Campaign: report.Campaign{Period: text}, School: report.School{Name: text, SignerTitle: text},
			Answers: []report.Answer{{Question: "a", Person: "p", Value: report.TextValue(text)}},
		}
		checkForeign(t, write(t, render.Build(in)), text)
	})
}

func TestTorture(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"markup":   `a & b < c > d " e ' f ]]> <w:p/> &amp; &#10;`,
		"nfd":      "Tie\u0302\u0301ng Vie\u0323\u0302t",
		"emoji":    "tốt 👍🏽 👨‍👩‍👧 🇻🇳 hết",
		"long":     strings.Repeat("chữ ", 5000),
		"endless":  strings.Repeat("ă", 20000),
		"controls": "a\x00b\x01c\x08d\x0ce\x1bf\u0085g\u2028h\ufeffi\ufffej",
		"broken":   "a\xffb\xc3",
		"lines":    "một\r\nhai\rba\n\n\nbốn",
		"tab":      "một\thai",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkParts(t, write(t, render.Build(single(t, text))))
			checkForeign(t, write(t, render.Build(single(t, text))), text)
		})
	}
	// A document that did not come from Build.
	raw := &render.Document{Title: "a\x00\n<", Creator: "&\x1f", Blocks: []render.Block{
		&render.Head{School: "A\nB\x00"}, &render.Title{Kind: "K\n", Subject: []render.Run{{Text: "a\nb\tc\x02"}}},
		&render.Paragraph{Runs: []render.Run{{Text: "x\ny"}, {}}}, &render.Signature{Titles: []string{"\x00"}},
		&render.Table{}, &render.Table{Columns: []render.TableColumn{{Runs: []render.Run{{Text: "a\nb"}}}, {}}, Rows: []render.TableRow{{}, {Cells: [][]render.Run{nil, nil, nil}}}, Totals: [][]render.Run{{{Text: "x"}}}},
	}}
	checkParts(t, write(t, raw))
}

// checkForeign checks that a text stands in the file: clean, composed, each line.
func checkForeign(t *testing.T, data []byte, text string) {
	t.Helper()
	list := paragraphs(t, data)
	all := joined(list)
	for _, r := range all {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			t.Errorf("control %U from %q", r, text)
		}
	}
	if vntext.NFC(all) != all {
		t.Errorf("not composed: from %q", text)
	}
	for line := range strings.SplitSeq(vntext.Clean(text), "\n") {
		line = strings.TrimRight(strings.TrimSpace(line), ".")
		if !strings.Contains(line, "*") && !strings.Contains(all, line) {
			t.Errorf("%q is not in the file", line)
		}
	}
}

// brokenWriter fails after n bytes.
type brokenWriter struct{ n int }

var errBroken = errors.New("disk full")

func (w *brokenWriter) Write(p []byte) (int, error) {
	if w.n -= len(p); w.n < 0 {
		return 0, errBroken
	}
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	t.Parallel()
	d := render.Build(shipped(t))
	for _, n := range []int{0, 1000, 5000} {
		if err := docx.Write(&brokenWriter{n}, d); !errors.Is(err, errBroken) {
			t.Errorf("after %d bytes: got %v, want %v", n, err, errBroken)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	d := render.Build(shipped(b))
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		if err := docx.Write(&buf, d); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReport is the whole way from answers to the file.
func BenchmarkReport(b *testing.B) {
	in := shipped(b)
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		if err := docx.Write(&buf, render.Build(in)); err != nil {
			b.Fatal(err)
		}
	}
}
