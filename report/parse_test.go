package report

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"thuky/workday"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

var today = workday.Date{Year: 2024, Month: 5, Day: 20}

// one reads a template with a single question of the given inline TOML keys.
func one(t testing.TB, typ, keys string) *Question {
	t.Helper()
	if keys != "" {
		keys = ", " + keys
	}
	tm := mustRead(t, head+`sections = [{questions = [{id = "q", type = "`+typ+`", prompt = "Hỏi?"`+keys+`}]}]`)
	return tm.Question("q")
}

const head = `id = "mau"
title = "Mẫu"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Thử {{period}}"
`

func mustRead(t testing.TB, source string) *Template {
	t.Helper()
	tm, err := ReadTemplate("mau.toml", []byte(source))
	if err != nil {
		t.Fatalf("read template:\n%v", err)
	}
	return tm
}

// TestParse runs testdata/parse/<type>.txt for every registered type. A line
// "? keys" starts a question, a line "words => result" is a case.
func TestParse(t *testing.T) {
	t.Parallel()
	for _, typ := range Types() {
		t.Run(typ, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join("testdata", "parse", typ+".txt")
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("every question type has cases: %v", err)
			}
			var q *Question
			cases := 0
			lines := strings.Split(string(data), "\n")
			for i, line := range lines {
				if keys, ok := strings.CutPrefix(line, "?"); ok {
					q = one(t, typ, strings.TrimSpace(keys))
					continue
				}
				words, want, ok := strings.Cut(line, " =>")
				if !ok || strings.HasPrefix(line, "#") {
					continue
				}
				cases++
				text := words
				if strings.HasPrefix(words, `"`) {
					if text, err = strconv.Unquote(words); err != nil {
						t.Fatalf("%s:%d: %v", file, i+1, err)
					}
				}
				reading, problem := q.Parse(text, today)
				got := describe(q, reading, problem)
				lines[i] = words + " => " + got
				if got != strings.TrimSpace(want) && !*update {
					t.Errorf("%s:%d: %s\n got %s\nwant %s", file, i+1, words, got, strings.TrimSpace(want))
				}
			}
			if cases < 5 {
				t.Errorf("%s: %d cases, want at least 5", file, cases)
			}
			if *update {
				if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// describe writes a reading or a problem on one line.
func describe(q *Question, r Reading, p *Problem) string {
	if p != nil {
		s := "! " + string(p.Code)
		switch p.Code {
		case TooSmall, TooLarge, TooLong:
			s += " " + strings.TrimSpace(p.Min+" … "+p.Max)
		case RatioWrong:
			s += " " + p.Example
		case BadPattern:
			s += " " + p.Pattern
		}
		return s
	}
	s := strconv.Quote(q.Bare(r.Value))
	if r.Confirm {
		s += " confirm"
	}
	for _, other := range r.Others {
		s += " or " + strconv.Quote(q.Bare(other))
	}
	return s
}

func TestTextIsKeptCharacterForCharacter(t *testing.T) {
	t.Parallel()
	const words = "Còn “một số ít” *viên chức*  – chưa sâu sắc;\n- Tập, SGK, BHYT... {{school}} \\ <b>&amp;</b> 100%"
	for _, typ := range []string{"text", "longtext"} {
		q := one(t, typ, "")
		r, problem := q.Parse(" \n"+words+"\n ", today)
		if problem != nil || q.Format(r.Value) != words {
			t.Errorf("%s: got %q, %v, want %q", typ, q.Format(r.Value), problem, words)
		}
	}
}

func TestTextLength(t *testing.T) {
	t.Parallel()
	for typ, limit := range map[string]int{"text": MaxText, "longtext": MaxLongText} {
		q := one(t, typ, "")
		if _, problem := q.Parse(strings.Repeat("ế", limit), today); problem != nil {
			t.Errorf("%s of %d characters: got %v, want none", typ, limit, problem)
		}
		if _, problem := q.Parse(strings.Repeat("ế", limit+1), today); problem == nil || problem.Code != TooLong {
			t.Errorf("%s of %d characters: got %v, want too-long", typ, limit+1, problem)
		}
	}
}

// FuzzParse checks for every type that no words panic, that a value is of its
// type and in its limits, and that texts lose nothing but the space around them.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"26/32 (81,25%)", "1.234,5", "98,5%", "31/5", "ngày 31 tháng 5", "có ạ", "dung", "1, 3 và 2", "tất cả",
		"Không", "hai mươi sáu", "-0", "1e308", "\x00\xff", "1 2 3", "và và", "99999999999999999999", "29/2/2023", " va ",
	} {
		f.Add(s)
	}
	questions := []*Question{
		one(f, "text", `pattern = '[^x]*'`), one(f, "longtext", ""), one(f, "integer", `min = 0, max = 100, unit = "người"`),
		one(f, "decimal", `unit = "m²"`), one(f, "percent", "min = 0, max = 100"), one(f, "date", `min = "2020-01-01"`),
		one(f, "choice", `choices = ["Hoàn thành tốt", "Hoàn thành", "3"]`),
		one(f, "choices", `choices = ["Kinh tế, văn hóa và xã hội", "Khác", "1 buổi"]`), one(f, "yesno", ""),
	}
	f.Fuzz(func(t *testing.T, words string) {
		for _, q := range questions {
			r, problem := q.Parse(words, today)
			if problem != nil {
				if !r.Value.IsZero() || r.Confirm || r.Others != nil {
					t.Fatalf("%s: %q: a problem and a reading", q.Type, words)
				}
				continue
			}
			if r.Value.IsZero() || kindOf(q.Type).operand(r.Value) == nil {
				t.Fatalf("%s: %q: no value of the type", q.Type, words)
			}
			if q.Format(r.Value) == "" || !utf8.ValidString(q.Format(r.Value)) {
				t.Fatalf("%s: %q prints as %q", q.Type, words, q.Format(r.Value))
			}
			if r.Value.Number != nil && q.limit(*r.Value.Number) != nil {
				t.Fatalf("%s: %q: %v is beyond its limits", q.Type, words, *r.Value.Number)
			}
			if len(r.Others) > 3 || len(r.Others) > 0 && !r.Confirm {
				t.Fatalf("%s: %q: %d other readings, confirm %v", q.Type, words, len(r.Others), r.Confirm)
			}
		}
	})
}
