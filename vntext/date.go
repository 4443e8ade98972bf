package vntext

import (
	"strconv"
	"strings"
	"time"
)

// Date is a day as a person wrote it.
type Date struct {
	Year, Month, Day int
	NoYear           bool // the year was not written: it was filled in from the reference day
	Ambiguous        bool // something was filled in or does not fit; show the reading before using it
}

// ParseDate reads one day, the day always before the month: "3/1/2024", "03-01-2024", "3.1.24",
// "ngày 03 tháng 01 năm 2024", "31/5", "thứ Sáu 31/5", "mùng 3 tháng 2 năm 2024", "hôm nay", "thứ sáu
// tuần sau", "cuối tháng", with or without marks, and ISO "2024-05-31". A missing year or month is the
// one that brings the date nearest to the reference day. Days that do not exist, lunar dates and any
// other text are false, and so is what needs a reference day when that is none.
func ParseDate(s string, refYear, refMonth, refDay int) (Date, bool) {
	text, ok := prepare(s)
	if !ok {
		return Date{}, false
	}
	p := dateParser{
		numberParser: numberParser{tokens: splitDots(tokenize(text, false))},
		marked:       Fold(text) != text,
		ref:          Date{Year: refYear, Month: refMonth, Day: refDay},
	}
	if !p.ref.valid() {
		p.ref = Date{}
	}
	for _, read := range []func() (Date, bool){p.relativeDay, p.weekdayOnly, p.partOf, p.written} {
		p.at = 0
		if d, ok := read(); ok && p.at == len(p.tokens) && d.valid() {
			return d, true
		}
	}
	return Date{}, false
}

// splitDots undoes the joining of "3.1.24" into one number.
func splitDots(tokens []token) []token {
	var split []token
	for _, t := range tokens {
		for t.kind == tokenNumber {
			i := strings.IndexAny(t.text, ".,")
			if i < 0 {
				break
			}
			split = append(split, token{tokenNumber, t.text[:i], t.spaced}, token{tokenSymbol, t.text[i : i+1], false})
			t = token{tokenNumber, t.text[i+1:], false}
		}
		split = append(split, t)
	}
	return split
}

type dateParser struct {
	numberParser
	ref    Date // no date where its year is 0
	marked bool // the text is not written without marks
}

// written = [ weekday [ "," ] ] ( ISO | day month [ year ] )
func (p *dateParser) written() (Date, bool) {
	weekday, hasWeekday := p.weekday()
	if hasWeekday {
		p.symbol(",")
	}
	d, ok := p.dayMonth()
	if ok && hasWeekday && weekday != d.midnight().Weekday() {
		d.Ambiguous = true
	}
	return d, ok
}

func (p *dateParser) dayMonth() (Date, bool) {
	named := p.word(dayWords)
	early := p.word(earlyWords)
	named = named || early
	if t := p.peek(0); !named && t.kind == tokenNumber && len(t.text) == 4 {
		return p.iso()
	}
	day, ok := p.day()
	if !ok || early && day > 10 {
		return Date{}, false
	}
	d := Date{Day: day}
	if named && p.at == len(p.tokens) {
		return p.nearest(d, 0, 2)
	}
	separated := p.separator("/-.")
	if p.word(monthWords) {
		if step, ok := p.step(p.marked); ok && named {
			return p.monthFromRef(d, step)
		}
	} else if !separated {
		return Date{}, false
	}
	if d.Month, ok = p.month(); !ok {
		return Date{}, false
	}
	if p.at == len(p.tokens) {
		return p.nearest(d, 8, 0) // 29/2 may lie eight years off
	}
	return p.year(d)
}

// year = ( "/" | "," | "năm" ) year | "năm" ( "nay" | "ngoái" | "sau" )
func (p *dateParser) year(d Date) (_ Date, ok bool) {
	separated := p.separator("/-.,")
	if p.word(yearWords) {
		if step, ok := p.step(true); ok {
			d.Year = p.ref.Year + step
			return d, p.ref.Year != 0
		}
	} else if !separated {
		return Date{}, false
	}
	t := p.peek(0)
	switch {
	case t.kind == tokenWord:
		w := wordReader{p: &p.numberParser}
		year, ok := w.whole()
		d.Year = int(year)
		return d, ok && w.other == nil
	case t.kind == tokenNumber && len(t.text) == 4:
		d.Year, ok = p.digits(4)
	case t.kind == tokenNumber && len(t.text) == 2:
		d.Year, ok = p.digits(2)
		d.Year += 2000
	}
	return d, ok
}

func (p *dateParser) iso() (d Date, ok bool) {
	if d.Year, ok = p.digits(4); !ok || !p.separator("/-.") {
		return Date{}, false
	}
	if d.Month, ok = p.digits(2); !ok || !p.separator("/-.") {
		return Date{}, false
	}
	d.Day, ok = p.digits(2)
	return d, ok
}

// separator reads one of the characters in; every dash is '-'.
func (p *dateParser) separator(in string) bool {
	t := p.peek(0)
	if t.kind != tokenSymbol {
		return false
	}
	if t.text == "–" || t.text == "−" {
		t.text = "-"
	}
	if !strings.Contains(in, t.text) {
		return false
	}
	p.at++
	return true
}

// digits reads a whole number of at most so many digits.
func (p *dateParser) digits(most int) (int, bool) {
	t := p.peek(0)
	if t.kind != tokenNumber || len(t.text) > most {
		return 0, false
	}
	n, err := strconv.Atoi(t.text)
	if err != nil {
		return 0, false // unreachable: the tokenizer gives only digits
	}
	p.at++
	return n, true
}

// day reads "05" or "mười lăm".
func (p *dateParser) day() (int, bool) {
	if n, ok := p.digits(2); ok {
		return n, true
	}
	w := wordReader{p: &p.numberParser}
	n, _, ok := w.group(false)
	return int(n), ok && w.other == nil
}

// month reads "05" or "năm". Its words are read apart from other numbers: "tháng mười năm 2024" is October.
func (p *dateParser) month() (int, bool) {
	if n, ok := p.digits(2); ok {
		return n, true
	}
	if p.word(tenWords) {
		if n := digitWords[p.peek(0).text]; n == 1 || n == 2 {
			p.at++
			return 10 + n, true
		}
		return 10, true
	}
	t := p.peek(0)
	n, ok := digitWords[t.text]
	if t.text == "tư" || t.text == "tu" {
		n, ok = 4, true
	}
	p.at++
	return n, ok
}

// step reads "này", "trước", "sau" as the last word. Where later is false, "sau" is sáu (6).
func (p *dateParser) step(later bool) (int, bool) {
	t := p.peek(0)
	step, ok := relativeSteps[t.text]
	if !ok || p.at+1 < len(p.tokens) || t.text == "sau" && !later {
		return 0, false
	}
	p.at++
	return step, true
}

func (p *dateParser) monthFromRef(d Date, step int) (Date, bool) {
	first := midnight(p.ref.Year, p.ref.Month+step, 1)
	d.Year, d.Month = first.Year(), int(first.Month())
	d.NoYear, d.Ambiguous = true, true
	return d, p.ref.Year != 0
}

// nearest fills in the year (and the month where there is none) so that the date lies nearest to the
// reference day, at most so many years or months off. Of two as near, the later one.
func (p *dateParser) nearest(d Date, years, months int) (best Date, ok bool) {
	if p.ref.Year == 0 {
		return Date{}, false
	}
	far := func(d Date) time.Duration { return d.midnight().Sub(p.ref.midnight()).Abs() }
	consider := func(c Date) {
		if c.valid() && (!ok || far(c) <= far(best)) {
			best, ok = c, true
		}
	}
	for step := -years; step <= years && d.Month != 0; step++ {
		consider(Date{Year: p.ref.Year + step, Month: d.Month, Day: d.Day})
	}
	for step := -months; step <= months && d.Month == 0; step++ {
		if c, ok := p.monthFromRef(d, step); ok {
			consider(c)
		}
	}
	best.NoYear, best.Ambiguous = true, true
	return best, ok
}
