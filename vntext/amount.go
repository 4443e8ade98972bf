package vntext

import (
	"math"
	"strconv"
	"strings"
)

// amount is one number without what may stand around it.
type amount struct {
	value  float64
	other  *float64
	dotted bool   // value takes a dot for the decimal point
	words  bool   // written in words
	unit   string // a number word that is rather the unit: the "năm" of "hai mươi năm"
}

// asPercent settles a doubt the way a percent is meant: 98.125% is not ninety-eight thousand.
func (a amount) asPercent() (percent float64, dotted bool) {
	if a.other != nil && math.Abs(*a.other) < math.Abs(a.value) {
		return *a.other, true
	}
	return a.value, a.dotted
}

func (a amount) wholeFirst() amount {
	switch {
	case a.other == nil || a.value == math.Trunc(a.value) && *a.other == math.Trunc(*a.other):
	case a.value == math.Trunc(a.value):
		a.other = nil
	case *a.other == math.Trunc(*a.other):
		value := a.value
		a.value, a.other, a.dotted = *a.other, &value, false
	}
	return a
}

func (p *numberParser) amount() (amount, bool) {
	if minusWords[p.peek(0).text] && p.peek(1).kind == tokenNumber {
		p.at++
		a, ok := p.digitAmount()
		return a.negative(), ok
	}
	sign, bullet := p.sign()
	a, ok := p.digitAmount()
	if !ok {
		if sign != "" {
			return amount{}, false
		}
		return p.wordAmount()
	}
	switch {
	case sign == "" || sign == "+":
		return a, true
	case bullet && a.other == nil: // "- 5" begins a list as often as it means below zero
		if a.value != 0 {
			a.setOther(-a.value)
		}
		return a, true
	}
	return a.negative(), !bullet
}

func (a amount) negative() amount {
	a.value = negative(a.value)
	if a.other != nil {
		a.setOther(negative(*a.other))
	}
	return a
}

// sign reads a sign in front of digits. A dash with a space behind it may be a bullet.
func (p *numberParser) sign() (sign string, bullet bool) {
	t := p.peek(0)
	if t.kind != tokenSymbol || p.peek(1).kind != tokenNumber {
		return "", false
	}
	switch t.text {
	case "+", "-", "−", "–":
		p.at++
		return t.text, t.text != "−" && p.peek(0).spaced && t.text != "+"
	}
	return "", false
}

func negative(f float64) float64 {
	if f == 0 {
		return 0
	}
	return -f
}

// digitAmount = literal { scale [ literal | "rưỡi" ] }
func (p *numberParser) digitAmount() (amount, bool) {
	t := p.peek(0)
	if t.kind != tokenNumber {
		return amount{}, false
	}
	first, second, ok := readLiteral(t.text)
	if !ok {
		return amount{}, false
	}
	p.at++
	scale, doubtful := p.scale()
	a := amount{value: first.scaled(scale), dotted: first.dotted}
	if second != nil {
		other := second.scaled(scale)
		a.other = &other
	}
	if doubtful {
		a.setOther(first.scaled(0))
	}
	switch {
	case scale == 0 && second == nil && first.whole() && p.word(halfWords):
		a.value += 0.5
		return a, true
	case scale == 0 || !first.whole() || a.other != nil:
		return a, true
	}
	return p.compound(a, scale)
}

// compound reads what follows "1tr" in "1tr2", "1 triệu 200 nghìn", "2 triệu rưỡi".
func (p *numberParser) compound(a amount, scale int) (amount, bool) {
	for {
		unit := math.Pow10(scale)
		if p.word(halfWords) {
			a.value += unit / 2
			return a, true
		}
		t := p.peek(0)
		if t.kind != tokenNumber {
			return a, true
		}
		literal, second, ok := readLiteral(t.text)
		if !ok || second != nil {
			return amount{}, false
		}
		p.at++
		smaller, _ := p.scale()
		if smaller > 0 {
			if smaller >= scale || !literal.whole() || literal.scaled(smaller) >= unit {
				return amount{}, false
			}
			a.value += literal.scaled(smaller)
			scale = smaller
			continue
		}
		if !literal.whole() || len(literal.digits) > 3 || len(literal.digits) > scale {
			return amount{}, false
		}
		plain := a.value + literal.scaled(0)
		a.value += literal.scaled(scale - len(literal.digits))
		if t.spaced && plain != a.value { // "2 triệu 5" is mostly 2,5 triệu
			a.setOther(plain)
		}
		return a, true
	}
}

func (a *amount) setOther(f float64) { a.other = &f }

// scale reads "nghìn", "k", "tr", "nghìn tỷ" and gives the power of ten.
func (p *numberParser) scale() (power int, doubtful bool) {
	t := p.peek(0)
	power, ok := scaleWords[t.text]
	if t.kind != tokenWord || !ok {
		return 0, false
	}
	p.at++
	if next := p.peek(0); power < 9 && power > 1 && billionWords[next.text] {
		p.at++
		power += 9
	}
	return power, doubtfulScale[t.text]
}

// literal is a decimal number as typed: digits × 10^exp.
type literal struct {
	digits string
	exp    int // 0 or negative
	dotted bool
}

func (l literal) whole() bool { return l.exp == 0 }

// scaled gives the float64 nearest to the literal times a power of ten.
func (l literal) scaled(power int) float64 {
	f, err := strconv.ParseFloat(l.digits+"e"+strconv.Itoa(l.exp+power), 64)
	if err != nil {
		return math.Inf(1)
	}
	return f
}

// readLiteral reads digits with '.', ',' and ' ' among them; second is the other reading, if any.
func readLiteral(s string) (first literal, second *literal, ok bool) {
	dots, commas, spaces := strings.Count(s, "."), strings.Count(s, ","), strings.Count(s, " ")
	switch {
	case dots+commas+spaces == 0:
		return literal{digits: s}, nil, true
	case spaces > 0:
		if dots+commas > 1 {
			return literal{}, nil, false
		}
		return readGrouped(s, " ", strings.LastIndexAny(s, ".,"))
	case dots > 0 && commas > 0:
		point := strings.LastIndexAny(s, ".,")
		group := "."
		if s[point] == '.' {
			group = ","
		}
		return readGrouped(s, group, point)
	case dots+commas > 1:
		return readGrouped(s, s[strings.IndexAny(s, ".,"):][:1], -1)
	}
	point := strings.IndexAny(s, ".,")
	decimal := literal{digits: s[:point] + s[point+1:], exp: point + 1 - len(s), dotted: s[point] == '.'}
	if len(s)-point-1 != 3 || point > 3 || s[0] == '0' {
		return decimal, nil, true
	}
	grouped := literal{digits: s[:point] + s[point+1:]}
	switch {
	case !decimal.dotted:
		return decimal, &grouped, true
	case s[len(s)-1] == '0': // nobody writes 2 as 2.000
		return grouped, nil, true
	}
	return grouped, &decimal, true
}

// readGrouped reads digits in groups of three, with the decimal sign at point (-1: none).
func readGrouped(s, group string, point int) (literal, *literal, bool) {
	whole, fraction, dotted := s, "", false
	if point >= 0 {
		whole, fraction, dotted = s[:point], s[point+1:], s[point] == '.'
	}
	groups := strings.Split(whole, group)
	for i, g := range groups {
		if strings.Trim(g, "0123456789") != "" || i > 0 && len(g) != 3 || i == 0 && (len(g) == 0 || len(g) > 3) {
			return literal{}, nil, false
		}
	}
	if len(groups) < 2 || groups[0][0] == '0' || strings.Trim(fraction, "0123456789") != "" {
		return literal{}, nil, false
	}
	return literal{digits: strings.Join(groups, "") + fraction, exp: -len(fraction), dotted: dotted}, nil, true
}
