package report

import (
	"slices"
	"testing"
	"time"

	"thuky/workday"
)

func TestAsks(t *testing.T) {
	t.Parallel()
	c := Campaign{}
	c.Assign("so", []string{"p1", "p2"})
	c.Assign("bo_trong", nil)
	person := func(id string, role Role, change func(*Person)) *Person {
		p := &Person{ID: id, Role: role}
		if change != nil {
			change(p)
		}
		return p
	}
	away := func(p *Person) { p.Away = &Away{StandIn: "p9", Since: time.Unix(1, 0)} }
	for _, test := range []struct {
		name     string
		question string
		person   *Person
		want     bool
	}{
		{"given", "so", person("p1", Staff, nil), true},
		{"given to an admin", "so", person("p2", Admin, nil), true},
		{"given to others", "so", person("p3", Staff, nil), false},
		{"stands in", "so", person("p9", Staff, func(p *Person) { p.StandsFor = []string{"p7", "p2"} }), true},
		{"stands in for somebody else", "so", person("p9", Staff, func(p *Person) { p.StandsFor = []string{"p7"} }), false},
		{"away", "so", person("p1", Staff, away), false},
		{"waits for an admin", "bo_trong", person("p1", Staff, nil), false},
		{"open to the staff", "khac", person("p1", Staff, nil), true},
		{"open to the staff, away", "khac", person("p1", Staff, away), false},
		{"open to the staff, an admin", "khac", person("p1", Admin, nil), false},
	} {
		if got := c.Asks(test.question, test.person); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

func TestAssign(t *testing.T) {
	t.Parallel()
	c := Campaign{}
	c.Assign("a", []string{"p1"})
	before := c
	c.Assign("a", []string{"p2", "p1"})
	c.Assign("b", []string{"p3"})
	if people, some := c.Assigned("a"); !some || !slices.Equal(people, []string{"p2", "p1"}) {
		t.Errorf("assigned: got %v, %v", people, some)
	}
	if people, _ := before.Assigned("a"); !slices.Equal(people, []string{"p1"}) {
		t.Errorf("a copy changed: %v", people)
	}
	c.Assign("a", []string{"p1"}, "p5", "p1")
	if got := c.Had("a"); !slices.Equal(got, []string{"p2", "p5"}) {
		t.Errorf("had it before: got %v", got)
	}
	c.Assign("b", nil)
	if got := c.Had("b"); !slices.Equal(got, []string{"p3"}) {
		t.Errorf("had it before nobody has: got %v", got)
	}
	c.Assign("c", []string{"p1", "p2", "p3"})
	c.Replace("c", "p2", "p4")
	if people, _ := c.Assigned("c"); !slices.Equal(people, []string{"p1", "p4", "p3"}) || !slices.Equal(c.Had("c"), []string{"p2"}) {
		t.Errorf("replaced: got %v, had %v", people, c.Had("c"))
	}
	c.Replace("c", "p1", "p3")
	if people, _ := c.Assigned("c"); !slices.Equal(people, []string{"p3", "p4"}) {
		t.Errorf("replaced by one who has it: got %v", people)
	}
	c.Unassign("c")
	c.Unassign("a")
	if _, some := c.Assigned("a"); some || len(c.Assignments) != 1 {
		t.Errorf("after Unassign: %v", c.Assignments)
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	last := workday.Date{Year: 2024, Month: 5, Day: 31}
	c := Campaign{Deadline: last, DeadlineHour: "11:00"}
	if day, hour := c.Due(); day != last || hour != "11:00" {
		t.Errorf("without an internal deadline: %v %q", day, hour)
	}
	c.Internal = workday.Date{Year: 2024, Month: 5, Day: 30}
	if day, hour := c.Due(); day != c.Internal || hour != "" {
		t.Errorf("with an internal deadline: %v %q", day, hour)
	}
}
