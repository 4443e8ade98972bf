package review

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"thuky/vntext"
	"thuky/workday"
)

// checkFindings: every finding is of a known code and severity, at a place that is there,
// and what it quotes and would replace is whole.
func checkFindings(t failer, text Text, found []Finding) {
	for _, f := range found {
		if !slices.ContainsFunc(rules, func(r rule) bool { return r.code == f.Code }) || !slices.Contains(severities, f.Severity) || f.Message == "" {
			t.Errorf("%+v is of no known kind", f)
			return
		}
		if f.Place.Paragraph < 1 || f.Place.Paragraph > len(text.Paragraphs) {
			t.Errorf("%+v is nowhere", f)
			return
		}
		p := text.Paragraphs[f.Place.Paragraph-1].Text
		if f.Place.Start < 0 || f.Place.End < f.Place.Start || f.Place.End > len(p) || !utf8.ValidString(p[f.Place.Start:f.Place.End]) {
			t.Errorf("%+v cuts %q", f, p)
			return
		}
		for _, s := range []string{f.Quote, f.Message, f.Suggest, f.Place.Heading} {
			if !utf8.ValidString(s) || vntext.NFC(s) != s {
				t.Errorf("%+v holds half a letter", f)
			}
		}
		if e := f.Edit; e != nil {
			if e.Line == "" || e.Start < 0 || e.End < e.Start || e.End > len(e.Line) || !utf8.ValidString(e.Line[:e.Start]+e.New+e.Line[e.End:]) {
				t.Errorf("%+v cannot be carried out: %+v", f, *e)
			}
		}
	}
}

// FuzzCheck: any text may come in. Short seeds, because go test minimises long ones for
// minutes.
func FuzzCheck(f *testing.F) {
	f.Add("I. A\n\nIII. b\n\n1) x\n\n9) y\n\nChỉ thị số 33/CTTTg, ngày 31/2/2024 của A của B về “x\n\n“*a* (3/4 9%) gồm 1 2 3: ...,...")
	f.Add("Số: /BC-\nBÁO CÁO\nx\nNơi nhận:\n- a\nHIỆU TRƯỞNG\n\xff\u0301a\u0301 thứ Hai ngày 05 tháng 6 năm 2026 V/v QĐ-UBND 12-QĐ/TW 5-A/B")
	f.Add(strings.Repeat("a b c d e f g h i k l m n o. ", 4))
	f.Add("32 viên chức, gồm 2 nam, 31 nữ; 26/32 (85%). toàn trường có 4 lớp học. hòa hoá xữ đuợc nghành UBND đảng")
	f.Fuzz(func(t *testing.T, text string) {
		for _, read := range []func(string) Text{FromPlain, FromMarkdown} {
			parsed := read(text)
			for _, p := range parsed.Paragraphs {
				if strings.TrimSpace(p.Text) == "" || !utf8.ValidString(p.Text) || strings.Contains(p.Text, "\n") {
					t.Fatalf("a poor paragraph: %q", p.Text)
				}
				for _, s := range p.Italic {
					if s.Start < 0 || s.End < s.Start || s.End > len(p.Text) {
						t.Fatalf("italics %+v in %q", s, p.Text)
					}
				}
			}
			found := Check(Input{Text: parsed, Date: workday.Date{Year: 2026, Month: time.June, Day: 1}, Former: &parsed})
			checkFindings(t, parsed, found)
		}
	})
}

// TestLong: a long text takes no more than its share, however often it repeats itself.
func TestLong(t *testing.T) {
	t.Parallel()
	line := "Nhà trường phối hợp với cha mẹ học sinh thực hiện tốt công tác phòng chống đuối nước trong dịp hè.\n\n"
	text := FromPlain(strings.Repeat(line, 4000))
	checkFindings(t, text, Check(Input{Text: text}))
	if found := Check(Input{}); len(found) > 0 {
		t.Errorf("of nothing: %+v", found)
	}
}
