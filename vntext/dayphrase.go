package vntext

import (
	"strings"
	"time"
)

// relativeDay reads "hôm nay", "hôm qua", "mai".
func (p *dateParser) relativeDay() (Date, bool) {
	var words []string
	for _, t := range p.tokens {
		words = append(words, t.text)
	}
	days, ok := relativeDays[strings.Join(words, " ")]
	if !ok || p.ref.Year == 0 {
		return Date{}, false
	}
	p.at = len(p.tokens)
	return dateOf(p.ref.midnight().AddDate(0, 0, days)), true
}

// weekday reads "thứ sáu", "t6", "chủ nhật", "cn".
func (p *dateParser) weekday() (time.Weekday, bool) {
	first, second := p.peek(0), p.peek(1)
	switch {
	case first.text == "cn":
		p.at++
		return time.Sunday, true
	case (first.text == "chủ" || first.text == "chu") && (second.text == "nhật" || second.text == "nhat"):
		p.at += 2
		return time.Sunday, true
	case first.text == "thứ" || first.text == "thu" || first.text == "t" && !second.spaced:
		day, ok := weekdayWords[second.text]
		if ok {
			p.at += 2
		}
		return day, ok
	}
	return 0, false
}

// weekdayOnly reads "thứ sáu tuần này", "cn tuần sau", and "thứ sáu" as the next one, today included.
// The week begins on Monday.
func (p *dateParser) weekdayOnly() (Date, bool) {
	weekday, ok := p.weekday()
	if !ok || p.ref.Year == 0 {
		return Date{}, false
	}
	today := p.ref.midnight()
	ahead := (int(weekday) - int(today.Weekday()) + 7) % 7
	if t := p.peek(0); t.text == "tuần" || t.text == "tuan" {
		p.at++
		step, ok := p.step(true)
		if !ok {
			return Date{}, false
		}
		ahead = 7*step + (int(weekday)+6)%7 - (int(today.Weekday())+6)%7
	}
	return p.filled(dateOf(today.AddDate(0, 0, ahead))), true
}

// partOf reads "giữa tháng", "cuối tháng", "giữa năm", "cuối năm", with "này", "sau" or a number behind, as
// the Civil Code defines them (article 146): the 15th, the last day, the end of June, the end of the year.
func (p *dateParser) partOf() (Date, bool) {
	if p.ref.Year == 0 {
		return Date{}, false
	}
	middle := p.word(middleWords)
	if !middle && !p.word(endWords) {
		return Date{}, false
	}
	d := p.ref
	switch {
	case p.word(monthWords):
		if step, ok := p.step(p.marked); ok {
			d, _ = p.monthFromRef(d, step)
		} else if p.at < len(p.tokens) {
			if d.Month, ok = p.month(); !ok || d.Month < 1 || d.Month > 12 {
				return Date{}, false
			}
			if p.at < len(p.tokens) {
				if d, ok = p.year(d); !ok {
					return Date{}, false
				}
			}
		}
		d.Day = 15
		if !middle {
			d.Day = midnight(d.Year, d.Month+1, 0).Day()
		}
	case p.word(yearWords):
		if step, ok := p.step(true); ok {
			d.Year += step
		} else if p.at < len(p.tokens) {
			if d.Year, ok = p.digits(4); !ok {
				return Date{}, false
			}
		}
		d.Month, d.Day = 12, 31
		if middle {
			d.Month, d.Day = 6, 30
		}
	default:
		return Date{}, false
	}
	return p.filled(d), true
}

func (p *dateParser) filled(d Date) Date {
	d.NoYear, d.Ambiguous = true, true
	return d
}
