package report_test

import (
	"slices"
	"testing"
	"time"

	"thuky/report"
	"thuky/workday"
)

const boardTemplate = `
id = "bang"
title = "Bảng"
kind = "BÁO CÁO"
symbol = "BC"
subject = "Bảng"
recipients = ["Lưu: VT"]
[[sections]]
id = "a"
heading = "A"
[[sections.questions]]
id = "hs"
type = "integer"
prompt = "Bao nhiêu?"
[[sections.questions]]
id = "nu"
type = "integer"
prompt = "Bao nhiêu nữ?"
check = "nu <= hs"
[[sections.questions]]
id = "vi_sao"
type = "longtext"
prompt = "Vì sao nhiều nữ?"
when = "nu > 10"
required = false
`

func boardOf(t *testing.T, c report.Campaign, shares ...report.Share) *report.Board {
	t.Helper()
	template, err := report.ReadTemplate("bang.toml", []byte(boardTemplate))
	if err != nil {
		t.Fatal(err)
	}
	return report.NewBoard(c, template, shares)
}

func number(question, person string, f float64) report.Answer {
	return report.Answer{Question: question, Person: person, Author: person, Revision: 1, Value: report.NumberValue(f)}
}

func TestCells(t *testing.T) {
	t.Parallel()
	all := []string{"hs", "nu", "vi_sao"}
	carried := number("nu", "p1", 4)
	carried.Carried = true
	back := report.Return{Question: "hs", At: time.Unix(1, 0)}
	skip := report.Answer{Question: "hs", Skipped: true, Reason: "chưa đếm"}
	accepted := skip
	accepted.Accepted = true
	for name, test := range map[string]struct {
		share report.Share
		late  bool
		want  []report.CellState
	}{
		"nothing yet":        {report.Share{Asked: all}, false, []report.CellState{"waiting", "waiting", "waiting"}},
		"late":               {report.Share{Asked: all}, true, []report.CellState{"late", "late", "late"}},
		"answered":           {report.Share{Asked: all, Answers: []report.Answer{number("hs", "p1", 9), carried}}, true, []report.CellState{"answered", "carried", "moot"}},
		"applies":            {report.Share{Asked: all, Answers: []report.Answer{number("nu", "p1", 11)}}, false, []report.CellState{"waiting", "answered", "waiting"}},
		"returned":           {report.Share{Asked: all[:1], Answers: []report.Answer{number("hs", "p1", 9)}, Returns: []report.Return{back}}, true, []report.CellState{"returned", "", ""}},
		"skipped":            {report.Share{Asked: all[:1], Answers: []report.Answer{skip}}, false, []report.CellState{"pending", "", ""}},
		"accepted":           {report.Share{Asked: all[:1], Answers: []report.Answer{accepted}}, false, []report.CellState{"skipped", "", ""}},
		"another's by now":   {report.Share{Asked: all[1:2], Answers: []report.Answer{number("hs", "p1", 9)}}, false, []report.CellState{"aside", "waiting", ""}},
		"away":               {report.Share{Asked: all[:1], Person: report.Person{Away: &report.Away{}}}, true, []report.CellState{"", "", ""}},
		"away, and answered": {report.Share{Asked: all[:1], Person: report.Person{Away: &report.Away{}}, Answers: []report.Answer{number("hs", "p1", 9)}}, true, []report.CellState{"answered", "", ""}},
	} {
		b := boardOf(t, report.Campaign{}, test.share)
		if got := b.Cells(b.Shares[0], test.late); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// TestMark: every change of an answer has another mark.
func TestMark(t *testing.T) {
	t.Parallel()
	a, b := number("hs", "p1", 9), number("hs", "p1", 9)
	b.Revision = 2
	back := func(at int64) []report.Return { return []report.Return{{Question: "hs", At: time.Unix(at, 0)}} }
	seen := map[string]bool{}
	for _, s := range []report.Share{
		{},
		{Answers: []report.Answer{a}},
		{Answers: []report.Answer{b}},
		{Answers: []report.Answer{a}, Returns: back(1)},
		{Answers: []report.Answer{a}, Returns: back(2)},
	} {
		if mark := s.Mark("hs"); seen[mark] {
			t.Errorf("the mark %q twice", mark)
		} else {
			seen[mark] = true
		}
	}
}

func TestBoardRead(t *testing.T) {
	t.Parallel()
	b := boardOf(t, report.Campaign{}, report.Share{Asked: []string{"hs", "nu"}, Answers: []report.Answer{number("hs", "p1", 9), number("nu", "p1", 5)}})
	s, today := b.Shares[0], workday.Date{Year: 2026, Month: 11, Day: 27}
	read := func(question, text string, reading int) (float64, *report.Unfit) {
		v, unfit := b.Read(s, b.Template.Question(question), text, reading, today)
		if unfit != nil {
			return 0, unfit
		}
		return *v.Number, nil
	}
	if got, unfit := read("nu", "8 em", 0); got != 8 || unfit != nil {
		t.Errorf("a number: got %v, %+v", got, unfit)
	}
	if _, unfit := read("nu", "nhiều", 0); unfit == nil || unfit.Problem == nil {
		t.Errorf("no number: got %+v", unfit)
	}
	if _, unfit := read("nu", "10", 0); unfit == nil || unfit.Problem != nil || *unfit.Value.Number != 10 {
		t.Errorf("more than there are: got %+v", unfit)
	}
	if _, unfit := read("nu", "5/6", 0); unfit == nil || len(unfit.Readings) != 1 {
		t.Errorf("in doubt: got %+v", unfit)
	}
	if got, unfit := read("nu", "5/6", 1); got != 5 || unfit != nil {
		t.Errorf("chosen: got %v, %+v", got, unfit)
	}
	if _, unfit := read("nu", "5/6", 2); unfit == nil {
		t.Error("a reading that there is not is taken")
	}
	if clashes := b.Clashes(s, number("hs", "p1", 3)); len(clashes) != 1 || clashes[0].Question.ID != "nu" {
		t.Errorf("clashes: %+v", clashes)
	}
	if clashes := b.Clashes(s, number("hs", "p1", 7)); len(clashes) != 0 {
		t.Errorf("no clash: %+v", clashes)
	}
}

func TestDeadlineFault(t *testing.T) {
	t.Parallel()
	today := workday.Date{Year: 2026, Month: 11, Day: 27}
	c := report.Campaign{Deadline: today.AddDays(7), DeadlineHour: "11:00"}
	for _, test := range []struct {
		days     int
		hour     string
		internal bool
		want     report.DeadlineFault
	}{
		{-1, "", false, report.DayPast},
		{0, "", false, ""},
		{0, "09:00", false, report.HourPast},
		{0, "09:01", false, ""},
		{800, "", false, report.DayFar},
		{8, "", false, ""},
		{8, "", true, report.AfterDeadline},
		{7, "", true, report.AfterDeadline},
		{7, "11:00", true, ""},
		{6, "", true, ""},
	} {
		if got := c.DeadlineFault(test.internal, today.AddDays(test.days), test.hour, today, "09:00"); got != test.want {
			t.Errorf("%+v: got %q", test, got)
		}
	}
	if report.Over(workday.Date{}, "", today, "09:00") {
		t.Error("no day is over")
	}
}

func TestUnits(t *testing.T) {
	t.Parallel()
	people := []report.Person{
		{ID: "1", Name: "Lê Thị Mai", Unit: "Tổ 2, kế toán"},
		{ID: "2", Name: "Vũ Văn An", Unit: "tổ 2"},
		{ID: "3", Name: "Lê Thị Mai", Unit: "tổ 1"},
		{ID: "4", Name: "Đỗ Bình"},
	}
	var got []string
	for _, u := range report.Units(people) {
		got = append(got, u.Name)
		got = append(got, u.People...)
	}
	if want := []string{"kế toán", "1", "tổ 1", "3", "tổ 2", "2", "1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := report.DistinctName(people, people[2]); got != "Lê Thị Mai (tổ 1)" {
		t.Errorf("got %q", got)
	}
}
