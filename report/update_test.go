package report_test

import (
	"strings"
	"testing"

	"thuky/report"
	"thuky/workday"
)

// versionOf reads a template of some questions, each "id type" and more keys.
func versionOf(t testing.TB, questions ...string) *report.Template {
	t.Helper()
	text := "id = \"m\"\ntitle = \"M\"\nkind = \"BÁO CÁO\"\nsymbol = \"BC\"\nsubject = \"M\"\n[[sections]]\nid = \"a\"\nheading = \"A\"\n"
	for _, q := range questions {
		id, rest, _ := strings.Cut(q, " ")
		kind, more, _ := strings.Cut(rest, " ")
		text += "[[sections.questions]]\nid = \"" + id + "\"\ntype = \"" + kind + "\"\n"
		if !strings.Contains(more, "prompt =") {
			text += "prompt = \"" + id + "?\"\n"
		}
		text += strings.ReplaceAll(more, "; ", "\n") + "\n"
	}
	tmpl, err := report.ReadTemplate("m.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

func TestCompare(t *testing.T) {
	t.Parallel()
	old := versionOf(t, "a text", "b integer", "c choice choices = [\"x\", \"y\"]", "d text")
	updated := versionOf(t, "a text heading = \"Tên mới\"", "b decimal", "c choice choices = [\"x\", \"z\"]", "e text")
	c := report.Compare(old, updated)
	ids := func(list []*report.Question) (s string) {
		for _, q := range list {
			s += q.ID
		}
		return s
	}
	if ids(c.Added) != "e" || ids(c.Removed) != "d" || ids(c.Changed) != "bc" || c.None() {
		t.Errorf("added %s, removed %s, changed %s", ids(c.Added), ids(c.Removed), ids(c.Changed))
	}
	if c := report.Compare(old, old); !c.None() {
		t.Errorf("the same: %+v", c)
	}
}

func TestFits(t *testing.T) {
	t.Parallel()
	value := func(v report.Value) report.Answer { return report.Answer{Value: v} }
	for _, test := range []struct {
		was, now string
		a        report.Answer
		want     bool
	}{
		{"q text", "q longtext", value(report.TextValue("một")), true},
		{"q text", "q integer", value(report.TextValue("12")), false},
		{"q integer", "q decimal", value(report.NumberValue(12)), true},
		{"q decimal", "q integer", value(report.NumberValue(12.5)), false},
		{"q decimal", "q integer", value(report.NumberValue(12)), true},
		{"q decimal", "q percent", value(report.NumberValue(12)), false},
		{"q integer", "q integer max = 10", value(report.NumberValue(12)), false},
		{"q integer unit = \"người\"", "q integer unit = \"lượt\"", value(report.NumberValue(12)), false},
		{"q choice choices = [\"x\", \"y\"]", "q choice choices = [\"y\", \"z\"]", value(report.TextValue("x")), false},
		{"q choice choices = [\"x\", \"y\"]", "q choice choices = [\"y\", \"z\"]", value(report.TextValue("y")), true},
		{"q choices choices = [\"x\", \"y\"]", "q choices choices = [\"y\", \"z\"]", value(report.ListValue([]string{"x", "y"})), false},
		{"q choices choices = [\"x\", \"y\"]", "q choices choices = [\"x\", \"y\", \"z\"]", value(report.ListValue([]string{"x", "y"})), true},
		{"q choice choices = [\"x\", \"y\"]", "q text", value(report.TextValue("x")), false},
		{"q date", "q date", value(report.DateValue(workday.Date{Year: 2026, Month: 5, Day: 28})), true},
		{"q date", "q text", value(report.DateValue(workday.Date{Year: 2026, Month: 5, Day: 28})), false},
		{"q table columns = [{id = \"a\", heading = \"A\", type = \"text\"}]", "q table columns = [{id = \"b\", heading = \"B\", type = \"date\"}, {id = \"a\", heading = \"Á\", type = \"text\"}]", value(report.TableValue([]report.Row{{"a": report.TextValue("x")}})), true},
		{"q table columns = [{id = \"a\", heading = \"A\", type = \"text\"}]", "q table columns = [{id = \"a\", heading = \"A\", type = \"integer\"}]", value(report.TableValue([]report.Row{{"a": report.TextValue("x")}})), false},
		{"q table columns = [{id = \"a\", heading = \"A\", type = \"text\"}]", "q table columns = [{id = \"b\", heading = \"B\", type = \"text\"}]", value(report.TableValue([]report.Row{{"a": report.TextValue("x")}})), false},
		{"q table columns = [{id = \"a\", heading = \"A\", type = \"text\"}]", "q table columns = [{id = \"b\", heading = \"B\", type = \"text\"}]", value(report.TextValue("Không")), true},
		{"q yesno", "q yesno", value(report.YesValue(false)), true},
		{"q text required = false", "q text", report.Answer{Skipped: true}, false},
		{"q text", "q text required = false", report.Answer{Skipped: true, Reason: "x"}, true},
	} {
		was, now := versionOf(t, test.was).Question("q"), versionOf(t, test.now).Question("q")
		if got := now.Fits(was, test.a); got != test.want {
			t.Errorf("%s → %s, %+v: got %v", test.was, test.now, test.a, got)
		}
	}
}
