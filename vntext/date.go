package vntext

import (
	"strconv"
	"strings"
)

// Date is a day as a person wrote it.
type Date struct {
	Year, Month, Day int
	NoYear           bool // the year was not written: it is the one that lies nearest
	Ambiguous        bool // something was filled in or does not fit; show the reading before using it
}

const maxDateText = 200 // bytes; longer text is no date

// ParseDate reads one day, the day always before the month: "3/1/2024", "03-01-2024", "3.1.24",
// "ngày 03 tháng 01 năm 2024", "31/5", "thứ Sáu 31/5", "mùng 3 tháng 2 năm 2024", "hôm nay", "mai",
// with or without marks, and ISO "2024-05-31". What is left out is taken as near as possible to the
// day ref. Days that do not exist, lunar dates and any other text are false.
func ParseDate(s string, refYear, refMonth, refDay int) (Date, bool) {
	if len(s) > maxDateText {
		return Date{}, false
	}
	text := prepare(s)
	ref := 0
	if validDate(refYear, refMonth, refDay) {
		ref = dayNumber(refYear, refMonth, refDay)
	}
	if days, ok := relativeDays[strings.Join(strings.Fields(text), " ")]; ok {
		if ref == 0 {
			return Date{}, false
		}
		y, m, d := dateOfNumber(ref + days)
		return Date{Year: y, Month: m, Day: d}, true
	}
	p := dateParser{numberParser: numberParser{tokens: splitDots(tokenize(text, false))}, ref: ref}
	weekday := p.weekday()
	date, ok := p.date()
	if !ok || p.at < len(p.tokens) || !validDate(date.Year, date.Month, date.Day) {
		return Date{}, false
	}
	if weekday >= 0 && weekday != weekdayOf(date.Year, date.Month, date.Day) {
		date.Ambiguous = true
	}
	return date, true
}

// splitDots undoes the joining of "3.1.24" into one number.
func splitDots(tokens []token) []token {
	var split []token
	for _, t := range tokens {
		if t.kind != tokenNumber {
			split = append(split, t)
			continue
		}
		for {
			i := strings.IndexAny(t.text, ".,")
			if i < 0 {
				split = append(split, t)
				break
			}
			split = append(split, token{tokenNumber, t.text[:i], t.spaced}, token{tokenSymbol, t.text[i : i+1], false})
			t = token{tokenNumber, t.text[i+1:], false}
		}
	}
	return split
}

type dateParser struct {
	numberParser
	ref int // dayNumber of the reference day, 0 for none
}

// weekday reads "thứ sáu,", "t6", "chủ nhật", "cn" in front of a date; -1 where there is none.
func (p *dateParser) weekday() int {
	start := p.at
	day := -1
	first, second := p.peek(0), p.peek(1)
	switch {
	case first.text == "cn":
		day, p.at = 0, p.at+1
	case (first.text == "chủ" || first.text == "chu") && (second.text == "nhật" || second.text == "nhat"):
		day, p.at = 0, p.at+2
	case first.text == "thứ" || first.text == "thu" || first.text == "t" && !second.spaced:
		n, ok := weekdayWords[second.text]
		if !ok {
			return -1
		}
		day, p.at = n, p.at+2
	default:
		return -1
	}
	p.symbol(",")
	if p.at == len(p.tokens) {
		p.at = start
		return -1
	}
	return day
}

// date = ISO | day (sep | "tháng") month [(sep | "năm") year]
func (p *dateParser) date() (Date, bool) {
	named := p.word(dayWords)
	early := p.word(earlyWords)
	named = named || early
	first, digits, ok := p.number2()
	if !ok {
		return Date{}, false
	}
	if digits == 4 && !named {
		return p.iso(first)
	}
	if digits > 2 || early && first > 10 {
		return Date{}, false
	}
	d := Date{Day: first}
	if named && p.at == len(p.tokens) {
		return p.nearestMonth(d)
	}
	sep := p.separator()
	if sep == "" || p.word(monthWords) {
		if sep == "" && !p.lastWord(monthWords) && !p.word(monthWords) {
			return Date{}, false
		}
		sep = ""
		if step, ok := p.relative(); ok {
			return p.stepMonth(d, step)
		}
	}
	if d.Month, digits, ok = p.number2(); !ok || digits > 2 {
		return Date{}, false
	}
	if p.at == len(p.tokens) {
		return p.nearestYear(d)
	}
	return p.year(d, sep)
}

// lastWord tells whether the token just read is one of in.
func (p *dateParser) lastWord(in map[string]bool) bool {
	return p.at > 0 && in[p.tokens[p.at-1].text]
}

// year reads the year behind day and month; sep is what stood between those two.
func (p *dateParser) year(d Date, sep string) (Date, bool) {
	between := p.separator()
	if p.word(yearWords) {
		if step, ok := p.relative(); ok {
			if p.ref == 0 {
				return Date{}, false
			}
			year, _, _ := dateOfNumber(p.ref)
			d.Year = year + step
			return d, true
		}
	} else if between == "" || sep != "" && between != sep {
		return Date{}, false
	}
	t := p.peek(0)
	if t.kind != tokenNumber {
		return Date{}, false
	}
	year, err := strconv.Atoi(t.text)
	if err != nil {
		return Date{}, false
	}
	switch len(t.text) {
	case 4:
		d.Year = year
	case 2:
		d.Year = 2000 + year
	default:
		return Date{}, false
	}
	p.at++
	return d, true
}

func (p *dateParser) iso(year int) (d Date, ok bool) {
	sep := p.separator()
	d.Year = year
	if sep != "-" && sep != "/" && sep != "." {
		return Date{}, false
	}
	if d.Month, _, ok = p.number2(); !ok || p.separator() != sep {
		return Date{}, false
	}
	d.Day, _, ok = p.number2()
	return d, ok
}

func (p *dateParser) separator() string {
	switch t := p.peek(0); {
	case t.kind != tokenSymbol:
		return ""
	case t.text == "/" || t.text == "-" || t.text == "." || t.text == ",":
		p.at++
		return t.text
	case t.text == "–" || t.text == "−":
		p.at++
		return "-"
	}
	return ""
}

// number2 reads a day or month, in digits or words.
func (p *dateParser) number2() (n, digits int, ok bool) {
	t := p.peek(0)
	if t.kind == tokenNumber {
		n, err := strconv.Atoi(t.text)
		if err != nil {
			return 0, 0, false
		}
		p.at++
		return n, len(t.text), true
	}
	if t.text == "tư" || t.text == "tu" { // tháng tư
		p.at++
		return 4, 1, true
	}
	w := wordReader{p: &p.numberParser}
	group, _, ok := w.group(false)
	return int(group), 2, ok && w.other == nil && group <= 31
}

// relative reads "này", "trước", "sau".
func (p *dateParser) relative() (step int, ok bool) {
	// "tháng sáu" without marks is "sau" too: a bare one followed by more is the number
	t := p.peek(0)
	step, ok = relativeSteps[t.text]
	if ok && t.kind == tokenWord && p.at+1 == len(p.tokens) && t.text != "sau" {
		p.at++
		return step, true
	}
	return 0, false
}

func (p *dateParser) stepMonth(d Date, step int) (Date, bool) {
	if p.ref == 0 {
		return Date{}, false
	}
	year, month, _ := dateOfNumber(p.ref)
	months := year*12 + month - 1 + step
	d.Year, d.Month = months/12, months%12+1
	return d, true
}

func (p *dateParser) nearestMonth(d Date) (Date, bool) {
	if p.ref == 0 {
		return Date{}, false
	}
	var best Date
	for step := -2; step <= 2; step++ {
		if c, _ := p.stepMonth(d, step); validDate(c.Year, c.Month, c.Day) && p.nearer(c, best) {
			best = c
		}
	}
	best.NoYear, best.Ambiguous = true, true
	return best, true
}

func (p *dateParser) nearestYear(d Date) (Date, bool) {
	if p.ref == 0 {
		return Date{}, false
	}
	year, _, _ := dateOfNumber(p.ref)
	var best Date
	for d.Year = year - 8; d.Year <= year+8; d.Year++ { // 29/2 may lie eight years off
		if validDate(d.Year, d.Month, d.Day) && p.nearer(d, best) {
			best = d
		}
	}
	best.NoYear, best.Ambiguous = true, true
	return best, true
}

// nearer tells whether c lies nearer to the reference day than best; of equals the later one.
func (p *dateParser) nearer(c, best Date) bool {
	if best.Year == 0 {
		return true
	}
	far := func(d Date) int {
		n := dayNumber(d.Year, d.Month, d.Day) - p.ref
		return max(n, -n)
	}
	return far(c) <= far(best)
}
