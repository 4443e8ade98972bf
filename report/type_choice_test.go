package report

import (
	"testing"

	"thuky/workday"
)

// TestChoiceWithCourtesy: words of courtesy around a choice are no part of it,
// unless a choice has them itself.
func TestChoiceWithCourtesy(t *testing.T) {
	t.Parallel()
	q := &Question{ID: "x", Type: "choice", Choices: []string{"Tốt", "Khá", "Lớp A", "Dạ hội"}}
	for text, want := range map[string]string{
		"Khá ạ": "Khá", "dạ khá": "Khá", "Dạ, tốt ạ.": "Tốt", "vâng kha nhé": "Khá", "lop a": "Lớp A", "dạ hội": "Dạ hội",
		"dạ 2 ạ": "Khá", "ạ": "", "dạ": "Dạ hội",
	} {
		r, problem := q.Parse(text, workday.Date{})
		got := ""
		if problem == nil {
			got = *r.Value.Text
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	q = &Question{ID: "x", Type: "choices", Choices: []string{"Toán", "Tiếng Việt", "Anh"}}
	r, problem := q.Parse("Dạ Toán và Anh ạ", workday.Date{})
	if problem != nil || len(r.Value.List) != 2 {
		t.Errorf("got %v %v, want Toán and Anh", r.Value, problem)
	}
}
