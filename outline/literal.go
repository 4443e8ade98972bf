package outline

import (
	"strconv"
	"strings"

	"thuky/workday"
)

// literal makes the words of a cell a value of a question as a template holds it; nil,
// with a note, where they are none.
func (d *draft) literal(q *question, at, cell string) any {
	cell = strings.TrimSpace(cell)
	if q.Type == integer || q.Type == decimal || q.Type == percent {
		if f, err := strconv.ParseFloat(strings.TrimSuffix(cell, "%"), 64); err == nil {
			return numberLiteral(f)
		}
	}
	reading, problem := q.Parse(cell, workday.Date{Year: 2000, Month: 1, Day: 1})
	switch v := reading.Value; {
	case problem != nil || reading.Confirm && v.Number != nil:
	case v.Text != nil:
		return *v.Text
	case v.Number != nil:
		return numberLiteral(*v.Number)
	case v.Date != nil:
		return v.Date.String()
	case v.List != nil:
		return v.List
	case v.Yes != nil:
		return *v.Yes
	}
	q.note(at, textBadValue(cell, q.Type))
	return nil
}

// numberLiteral is a whole number where it can be.
func numberLiteral(f float64) any {
	if f == float64(int64(f)) && f < 1e15 && f > -1e15 {
		return int64(f)
	}
	return f
}
