package report

import (
	"math"
	"strings"

	"thuky/vntext"
)

// maxNumber is the largest number taken: above it float64 counts no single units.
const maxNumber = 1 << 53

// readNumber reads a number and the unit behind it. A strange unit asks for a
// read-back, as do words that are not sure, none at all, and what looks like a telephone; a ratio whose percent does not add up is a problem.
func readNumber(q *Question, text string) (n vntext.Number, confirm bool, problem *Problem) {
	text = strings.TrimSpace(vntext.Clean(text))
	if text == "" {
		return n, false, q.problem(Empty)
	}
	n, ok := vntext.ParseNumber(text)
	if confirm = likePhone(text); !ok {
		if n, confirm, ok = aroundNumber(text); !ok && NilText(text) {
			n, confirm, ok = vntext.Number{}, true, true // "ko có" is none, or not yet
		}
	}
	if !ok || math.IsNaN(n.Value) || math.Abs(n.Value) > maxNumber {
		return n, false, q.problem(NotNumber)
	}
	if n.Of != nil {
		if *n.Of == 0 || math.IsNaN(*n.Of) {
			return n, false, q.problem(NotNumber)
		}
		if n.Percent != nil && math.Abs(ratio(n)-*n.Percent) > 0.1 {
			p := q.problem(RatioWrong)
			p.Example = vntext.FormatNumber(ratio(n)) + "%"
			return n, false, p
		}
		confirm = true
	}
	return n, confirm || strangeUnit(q, n.Unit), nil
}

// ratio gives Value/Of in percent, two decimals.
func ratio(n vntext.Number) float64 { return round(n.Value/(*n.Of)*100, 2) }

// strangeUnit tells whether the unit typed is not the question's. Any word is
// harmless where the question names no unit.
func strangeUnit(q *Question, typed string) bool {
	typed, want := plainUnit(typed), plainUnit(q.Unit)
	if typed == "" || want == "" || typed == "%" && q.Type == "percent" {
		return false
	}
	return !strings.Contains(want, typed) && !strings.HasPrefix(typed, want) && !sameUnit(typed, want, q.Unit)
}

var unitSpellings = strings.NewReplacer("²", "2", "³", "3", " vuong", "2", " khoi", "3", " ", "")

// plainUnit makes one of the spellings of a unit: "m²", "m2", "m vuông".
func plainUnit(unit string) string { return unitSpellings.Replace(vntext.Fold(unit)) }

// round rounds half away from zero to so many decimals.
func round(f float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	if r := math.Round(f*scale) / scale; !math.IsInf(r, 0) && !math.IsNaN(r) {
		return r
	}
	return f
}

// limit checks min and max.
func (q *Question) limit(f float64) *Problem {
	if low, ok := numberOf(q.Min); ok && f < low {
		return q.problem(TooSmall)
	}
	if high, ok := numberOf(q.Max); ok && f > high {
		return q.problem(TooLarge)
	}
	return nil
}

// numberOf reads a number of the template file.
func numberOf(written any) (float64, bool) {
	switch n := written.(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, true
	case int:
		return float64(n), true
	}
	return 0, false
}

func numberOperand(v Value) any {
	if v.Number == nil {
		return nil
	}
	return *v.Number
}

// numberResult takes a finite number that an expression gave.
func numberResult(out any, decimals int) (float64, bool) {
	f, ok := numberOf(out)
	if !ok || math.IsNaN(f) || math.Abs(f) > maxNumber {
		return 0, false
	}
	f = round(f, decimals)
	return f + 0, true // no negative zero
}
