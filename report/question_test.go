package report

import (
	"testing"

	"thuky/workday"
)

func TestFormat(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ, keys      string
		value          Value
		format, bare   string
		formatsNothing Value // of another type
	}{
		{"integer", `unit = "học sinh"`, NumberValue(1234), "1.234", "1.234 học sinh", TextValue("1234")},
		{"decimal", `unit = "m²"`, NumberValue(1234.5), "1.234,5", "1.234,5 m²", YesValue(true)},
		{"percent", `unit = "%"`, NumberValue(98.5), "98,5%", "98,5%", TextValue("98,5")},
		{"percent", ``, NumberValue(100), "100%", "100%", Value{}},
		{"date", ``, DateValue(workday.Date{Year: 2024, Month: 6, Day: 5}), "ngày 05 tháng 6 năm 2024", "ngày 05 tháng 6 năm 2024", NumberValue(1)},
		{"yesno", ``, YesValue(true), "Có", "Có", TextValue("có")},
		{"yesno", ``, YesValue(false), "Không", "Không", Value{}},
		{"choice", `choices = ["Tốt", "Khá"]`, TextValue("Tốt"), "Tốt", "Tốt", ListValue([]string{"Tốt"})},
		{"choices", `choices = ["Tốt", "Khá"]`, ListValue([]string{"Tốt", "Khá"}), "Tốt, Khá", "Tốt, Khá", TextValue("Tốt")},
		{"text", `unit = "lớp"`, TextValue("5A"), "5A", "5A lớp", NumberValue(5)},
		{"longtext", ``, TextValue("a\nb"), "a\nb", "a\nb", YesValue(true)},
	} {
		q := one(t, c.typ, c.keys)
		if got := q.Format(c.value); got != c.format {
			t.Errorf("%s: format %q, want %q", c.typ, got, c.format)
		}
		if got := q.Bare(c.value); got != c.bare {
			t.Errorf("%s: bare %q, want %q", c.typ, got, c.bare)
		}
		if got := q.Bare(c.formatsNothing); got != "" {
			t.Errorf("%s: a value of another type prints %q", c.typ, got)
		}
	}
}

func TestDefaultValue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ typ, keys, want string }{
		{"integer", `default = 26`, "26"},
		{"decimal", `default = 26`, "26"},
		{"percent", `default = 98.5`, "98,5%"},
		{"date", `default = 2024-05-31`, "ngày 31 tháng 5 năm 2024"},
		{"date", `default = "2024-05-31"`, "ngày 31 tháng 5 năm 2024"},
		{"yesno", `default = false`, "Không"},
		{"choice", `choices = ["Tốt", "Khá"], default = "Khá"`, "Khá"},
		{"choices", `choices = ["Tốt", "Khá"], default = ["Khá", "Tốt"]`, "Tốt, Khá"},
		{"text", `default = " Không "`, "Không"},
		{"longtext", `default = "a\nb"`, "a\nb"},
	} {
		q := one(t, c.typ, c.keys)
		v, ok := q.DefaultValue()
		if got := q.Format(v); !ok || got != c.want {
			t.Errorf("%s with %s: got %q, %v, want %q", c.typ, c.keys, got, ok, c.want)
		}
	}
	if _, ok := one(t, "text", "").DefaultValue(); ok {
		t.Error("a question without default has one")
	}
}

func TestQuestionsOfATemplate(t *testing.T) {
	t.Parallel()
	tm, q := householdWith(t, "text", `prompt = "?", required = false`)
	if got := len(tm.Questions()); got != 12 {
		t.Errorf("%d questions, want 12", got)
	}
	if i, s := tm.SectionOf(q); i != 0 || s != &tm.Sections[0] {
		t.Errorf("section %d, %p", i, s)
	}
	if q.Needed() || !tm.Question("a").Needed() || tm.Question("không có") != nil {
		t.Error("needed, or unknown questions")
	}
	if !tm.Question("tong").Computed() || q.Computed() {
		t.Error("computed")
	}
	if got := tm.Names(); len(got) != 7+12 {
		t.Errorf("names %q", got)
	}
	// The slice is the caller's.
	tm.Questions()[0] = nil
	if tm.Questions()[0] == nil {
		t.Error("the caller changed the template")
	}
}
