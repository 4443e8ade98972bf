package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thuky/workday"
)

// answers are values by question id.
type answers map[string]Value

func (a answers) get(id string) (Value, bool) {
	v, ok := a[id]
	return v, ok
}

func number(f float64) Value { return NumberValue(f) }

var full = answers{
	"a": number(6), "b": number(26), "x": number(12.5), "p": number(98.5), "co": YesValue(true),
	"muc": TextValue("Tốt"), "nhom": ListValue([]string{"Một", "Ba"}),
	"ngay": DateValue(workday.Date{Year: 2024, Month: 5, Day: 31}), "chu": TextValue("lớp"), "an": number(3),
}

func with(base answers, more answers) answers {
	all := answers{}
	for k, v := range base {
		all[k] = v
	}
	for k, v := range more {
		all[k] = v
		if v.IsZero() {
			delete(all, k)
		}
	}
	return all
}

// householdWith is a template with a question of every type to name in the
// expressions of its last question, q.
func householdWith(t testing.TB, typ, keys string) (*Template, *Question) {
	t.Helper()
	tm := mustRead(t, head+`
[[sections]]
questions = [
  {id = "a", type = "integer", prompt = "?"},
  {id = "b", type = "integer", prompt = "?"},
  {id = "x", type = "decimal", prompt = "?"},
  {id = "p", type = "percent", prompt = "?"},
  {id = "co", type = "yesno", prompt = "?"},
  {id = "muc", type = "choice", prompt = "?", choices = ["Tốt", "Khá", "Đạt"]},
  {id = "nhom", type = "choices", prompt = "?", choices = ["Một", "Hai", "Ba"]},
  {id = "ngay", type = "date", prompt = "?"},
  {id = "chu", type = "text", prompt = "?"},
  {id = "an", type = "integer", prompt = "?", when = "co"},
  {id = "tong", type = "integer", compute = "a + b"},
  {id = "q", type = "`+typ+`", `+keys+`},
]
`)
	return tm, tm.Question("q")
}

func TestApplies(t *testing.T) {
	t.Parallel()
	gone := Value{}
	for _, c := range []struct {
		when    string
		answers answers
		want    bool
	}{
		{`a > 5`, full, true},
		{`a > 6`, full, false},
		{`a > 6 or b >= 26`, full, true},
		{`x == 12.5 and p < 100`, full, true},
		{`a % 4 == 2`, full, true},
		{`co`, full, true},
		{`not co`, full, false},
		{`co == false`, full, false},
		{`muc == "Tốt"`, full, true},
		{`muc != "Khá"`, full, true},
		{`muc in ["Khá", "Đạt"]`, full, false},
		{`"Ba" in nhom`, full, true},
		{`not ("Hai" in nhom)`, full, true},
		{`len(nhom) == 2`, full, true},
		{`any(nhom, # == "Một")`, full, true},
		{`ngay >= "2024-01-01" and ngay < "2024-06-01"`, full, true},
		{`hasPrefix(chu, "lớ")`, full, true},
		{`chu matches "^l"`, full, true},
		{`tong == 32`, full, true},
		{`x + 0.1 + 0.2 == 12.8`, full, true}, // 12.799999999999999 in binary
		{`x + 0.1 + 0.2 > 12.8`, full, false},

		// Not answered is nil, and can be asked for.
		{`a == nil`, answers{}, true},
		{`a == nil`, full, false},
		{`nil != a`, full, true},
		{`chu == nil or chu == "lớp"`, answers{}, true},
		{`a != nil and a > 5`, answers{}, false},
		{`(a ?? 0) > 5`, answers{}, false},
		{`(a ?? 0) > 5`, full, true},
		{`nhom == nil`, answers{}, true},
		{`co ?? false`, answers{}, false},

		// What cannot be decided applies: better asked than lost.
		{`a > 5`, answers{}, true},
		{`not co`, answers{}, true},
		{`co`, answers{}, true},
		{`muc == "Tốt"`, answers{}, true},
		{`muc != "Tốt"`, answers{}, true},
		{`"Ba" in nhom`, answers{}, true},
		{`tong > 5`, with(full, answers{"b": gone}), true},
		{`a / b > 100`, with(full, answers{"b": number(0)}), true},
		// One side decides alone.
		{`a > 5 or muc == "Tốt"`, answers{"a": number(6)}, true},
		{`a > 5 and muc == "Tốt"`, answers{"a": number(5)}, false},

		// A question that does not apply counts as not answered ...
		{`an == nil`, with(full, answers{"co": YesValue(false)}), true},
		{`an != nil`, full, true},
		// ... and what hangs on it alone does not apply either.
		{`an > 1`, full, true},
		{`an > 1`, with(full, answers{"co": YesValue(false)}), false},
		{`an > 1 and a > 1`, with(full, answers{"co": YesValue(false), "a": gone}), true},
		// A value of another type, from an older template, is no answer.
		{`a == nil`, with(full, answers{"a": TextValue("sáu")}), true},
	} {
		tm, q := householdWith(t, "text", `prompt = "?", when = '`+c.when+`'`)
		if got := tm.Applies(q, c.answers.get); got != c.want {
			t.Errorf("when %s with %d answers: got %v, want %v", c.when, len(c.answers), got, c.want)
		}
		if tm.Applies(tm.Question("a"), c.answers.get) != true {
			t.Error("a question without when does not apply")
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		check   string
		value   Value
		answers answers
		want    bool
	}{
		{`q == a + b`, number(32), full, true},
		{`q == a + b`, number(33), full, false},
		{`q == tong`, number(33), full, false},
		{`q <= a`, number(7), full, false},
		{`q == a + b`, number(33), answers{"a": number(6)}, true}, // not yet decidable
		{`q == a`, number(33), answers{}, true},
		{`q != a`, number(33), answers{}, true},
		{`q == a + b`, Value{}, full, true},
		{`a / q > 1`, number(0), full, true}, // a division by zero decides nothing
		{`q > 5 and q == a`, number(1), answers{}, false},
		{`q == an`, number(1), with(full, answers{"co": YesValue(false)}), true},
		{`q == an`, number(1), full, false},
		{`q > 0`, number(1), with(full, answers{"q": number(-1)}), true}, // the value given, not the stored one
	} {
		tm, q := householdWith(t, "integer", `prompt = "?", check = '`+c.check+`'`)
		got, message := tm.Check(q, c.value, c.answers.get)
		if got != c.want || got == (message != "") {
			t.Errorf("check %s of %v: got %v, %q, want %v", c.check, c.value.Number, got, message, c.want)
		}
	}
}

func TestCheckMessage(t *testing.T) {
	t.Parallel()
	tm, q := householdWith(t, "integer", `prompt = "?", check = "q == a * 1000", check_message = "{{q}} chưa bằng {{a}} lần {{x}}, kỳ {{period}}"`)
	_, got := tm.Check(q, number(1234), with(full, answers{"x": Value{}}).get)
	if want := "1.234 chưa bằng 6 lần …, kỳ …"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCompute(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ, compute string
		answers      answers
		want         string // "" for no value
	}{
		{"integer", "a + b", full, "32"},
		{"integer", "tong * 2", full, "64"},
		{"integer", "sum([a, b])", full, "32"},
		{"integer", "max(a, b)", full, "26"},
		{"integer", "round(b / a)", full, "4"},
		{"integer", "len(nhom)", full, "2"},
		{"integer", "a - b", full, "-20"},
		{"integer", "a - a", full, "0"},
		{"integer", "a * 1000", full, "6.000"},
		{"integer", "co ? a : b", full, "6"},
		{"integer", "a + (an ?? 0)", with(full, answers{"co": YesValue(false)}), "6"},
		{"integer", "a + (an ?? 0)", full, "9"},
		{"decimal", "x + 0.1 + 0.2", full, "12,8"},
		{"decimal", "b / a", full, "4,333333"},
		{"percent", "a / (a + b) * 100", full, "18,75%"},
		{"percent", "a / b * 100", full, "23,08%"},
		{"percent", "p", full, "98,5%"},
		{"text", `a > 0 ? "có " + string(a * 1000) + " lớp" : ""`, full, "có 6.000 lớp"},
		{"text", `string(x) + "; " + string(co) + "; " + string(nhom)`, full, "12,5; Có; Một, Ba"},
		{"text", `upper(chu)`, full, "LỚP"},
		{"text", `join(nhom, " và ")`, full, "Một và Ba"},
		{"yesno", "a > b", full, "Không"},
		{"date", "ngay", full, "ngày 31 tháng 5 năm 2024"},
		{"date", "chu", full, ""},
		// No operand, no value.
		{"integer", "a + b", answers{"a": number(6)}, ""},
		{"integer", "tong * 2", answers{"a": number(6)}, ""},
		{"percent", "a / b * 100", with(full, answers{"b": number(0)}), ""},
		{"integer", "a % b", with(full, answers{"b": number(0)}), ""},
		{"text", `"có " + string(a)`, answers{}, ""},
		{"text", `muc == "Tốt" ? "x" : "y"`, answers{}, ""},
		{"integer", "a ** 400", full, ""},
		{"integer", "co ? a : nil", with(full, answers{"co": YesValue(false)}), ""},
	} {
		tm, q := householdWith(t, c.typ, `compute = '`+c.compute+`'`)
		v, ok := tm.Compute(q, c.answers.get)
		if got := q.Format(v); got != c.want || ok != (c.want != "") {
			t.Errorf("compute %s: got %q, %v, want %q", c.compute, got, ok, c.want)
		}
	}
}

// TestComputeEmptyText: an empty text is a value, not a gap.
func TestComputeEmptyText(t *testing.T) {
	t.Parallel()
	tm, q := householdWith(t, "text", `compute = 'a > 0 ? "" : "x"'`)
	if v, ok := tm.Compute(q, full.get); !ok || v.IsZero() || q.Bare(v) != "" {
		t.Errorf("got %v, %v, want an empty text", v, ok)
	}
}

func TestChecksNaming(t *testing.T) {
	t.Parallel()
	tm, _ := householdWith(t, "integer", `prompt = "?", check = "q < tong"`)
	ids := func(id string) (list []string) {
		for _, q := range tm.ChecksNaming(tm.Question(id)) {
			list = append(list, q.ID)
		}
		return list
	}
	for id, want := range map[string][]string{
		"a": {"tong", "q"}, "co": {"an"}, "tong": {"q"}, "q": nil, "chu": nil,
	} {
		if diff := cmp.Diff(want, ids(id)); diff != "" {
			t.Errorf("naming %s (-want +got):\n%s", id, diff)
		}
	}
}

// TestLongChains: each question hangs on the two before it; without a memory
// this would take longer than the universe.
func TestLongChains(t *testing.T) {
	t.Parallel()
	source := head + "[[sections]]\nquestions = [\n{id = \"n0\", type = \"integer\", prompt = \"?\"},\n{id = \"n1\", type = \"integer\", prompt = \"?\"},\n"
	for i := 2; i < 90; i++ {
		source += "{id = \"n" + itoa(i) + "\", type = \"integer\", compute = \"n" + itoa(i-1) + " + n" + itoa(i-2) + " - n" + itoa(i-2) + "\", when = \"n" + itoa(i-1) + " > 0 and n" + itoa(i-2) + " > 0\"},\n"
	}
	tm := mustRead(t, source+"]\n")
	v, ok := tm.Compute(tm.Question("n89"), answers{"n0": number(1), "n1": number(2)}.get)
	if !ok || *v.Number != 2 {
		t.Errorf("got %v, %v, want 2", v, ok)
	}
}

func itoa(i int) string { return numberText(number(float64(i))) }

func BenchmarkApplies(b *testing.B) {
	for _, c := range []struct{ name, keys string }{
		{"without when", `prompt = "?"`},
		{"yesno", `prompt = "?", when = "co"`},
		{"two", `prompt = "?", when = "a > 5 and muc == 'Tốt'"`},
		{"chained", `prompt = "?", when = "an > 1"`},
	} {
		b.Run(c.name, func(b *testing.B) {
			tm, q := householdWith(b, "text", c.keys)
			b.ReportAllocs()
			for b.Loop() {
				tm.Applies(q, full.get)
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	tm, q := householdWith(b, "integer", `prompt = "?", check = "a + b + q == 40"`)
	v := number(8)
	b.ReportAllocs()
	for b.Loop() {
		tm.Check(q, v, full.get)
	}
}

func BenchmarkParse(b *testing.B) {
	for typ, words := range map[string]string{
		"text": "Trường có hai điểm lẻ", "integer": "1.234 học sinh", "percent": "98,5%", "date": "31/5/2024", "yesno": "dạ có ạ",
	} {
		b.Run(typ, func(b *testing.B) {
			q := one(b, typ, "")
			b.ReportAllocs()
			for b.Loop() {
				q.Parse(words, today)
			}
		})
	}
}

func BenchmarkReadTemplate(b *testing.B) {
	source := []byte(head + "[[sections]]\nquestions = [\n{id = \"a\", type = \"integer\", prompt = \"?\", check = \"a > 0\"},\n]\n")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadTemplate("mau.toml", source); err != nil {
			b.Fatal(err)
		}
	}
}

// TestConcurrentUse is for the race detector: one template serves all chats.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	tm, q := householdWith(t, "integer", `prompt = "?", when = "an > 1 and muc == 'Tốt'", check = "q == tong"`)
	for _, set := range []answers{full, with(full, answers{"a": number(1)}), {}} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range 100 {
				first, _ := tm.Check(q, number(32), set.get)
				again, _ := tm.Check(q, number(32), set.get)
				if first != again || !tm.Applies(q, set.get) {
					t.Error("answers of another chat are seen")
				}
			}
		})
	}
}
