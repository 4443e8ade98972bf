package notice

import (
	"time"

	"thuky/workday"
)

// moment is a time as it is written: any part may be missing.
type moment struct {
	from, to         int
	day, month, year int
	clock            string // "15:04"
	weekday          int    // 1 Monday … 7 Sunday
	unsure           string // why a person should look, or ""
	missingYear      bool   // a year is written that cannot be meant
}

func (m moment) date() workday.Date {
	d, err := workday.NewDate(m.year, time.Month(m.month), m.day)
	if err != nil {
		return workday.Date{}
	}
	return d
}

// number reads 1 to width digits at i, with the letters that scanners take for
// digits; ok is false where none stand. A run that goes on is not a number.
func (s *sheet) number(i, width int) (n, end int, repaired, ok bool) {
	real, letters := 0, 0
	for end = i; end < len(s.z) && (end == i || s.gap[end] == gapNone); end++ {
		digit := 0
		switch c := s.z[end]; {
		case isDigit(c):
			digit, real = int(c-'0'), real+1
		case c == 'o':
			letters++
		case c == 'l' || c == 'i' || c == '|':
			digit, letters = 1, letters+1
		default:
			digit = -1
		}
		if digit < 0 {
			break
		}
		if end-i >= width {
			return s.plainNumber(i, width)
		}
		n = n*10 + digit
	}
	if letters > 0 && end < len(s.z) && isLetter(s.z[end]) && s.gap[end] == gapNone { // a word, not a slip
		return s.plainNumber(i, width)
	}
	return n, end, letters > 0, real > 0 || letters == 2 && width > 1
}

func (s *sheet) plainNumber(i, width int) (n, end int, repaired, ok bool) {
	for end = i; end < len(s.z) && isDigit(s.z[end]) && (end == i || s.gap[end] == gapNone); end++ {
		if end-i >= width {
			return 0, i, false, false
		}
		n = n*10 + int(s.z[end]-'0')
	}
	return n, end, false, end > i
}

// dayNumber reads a day. "1 5/6" and "05 (năm)" are days too.
func (s *sheet) dayNumber(i int) (n, end int, repaired, ok bool) {
	n, end, repaired, ok = s.number(i, 2)
	if !ok {
		return 0, i, false, false
	}
	if end == i+1 && end < len(s.z) && isDigit(s.z[end]) && s.gap[end] == gapSpace {
		if second, after, _, ok := s.plainNumber(end, 1); ok && n <= 3 && s.hasAny(after, "/", "thang") > after {
			n, end = n*10+second, after
		}
	}
	return n, s.wordsInBrackets(end), repaired, n >= 1 && n <= 31
}

// wordsInBrackets skips the "(năm)" of "05 (năm) ngày".
func (s *sheet) wordsInBrackets(i int) int {
	if s.byteAt(i) != '(' {
		return i
	}
	for k := i + 1; k < len(s.z) && k < i+20; k++ {
		if s.z[k] == ')' && k > i+1 {
			return k + 1
		}
		if !isLetter(s.z[k]) {
			break
		}
	}
	return i
}

// dayAndMonth reads a date from its day on: 31/5/2024, 31-5, 31 tháng 5 năm 2024.
// A day alone is read where nothing that looks like a month follows.
func (s *sheet) dayAndMonth(i int) (m moment, ok bool) {
	m.from = i
	day, end, repaired, ok := s.dayNumber(i)
	if !ok {
		return m, false
	}
	m.day, m.to = day, end
	if repaired {
		m.unsure = whySlip
	}
	sep := s.separator(end)
	if sep == end {
		return m, true
	}
	month, after, repaired, ok := s.number(sep, 2)
	switch {
	case ok && month >= 1 && month <= 12:
	case s.z[end] == 't': // "15 tháng báo cáo"
		return m, true
	default:
		if month, year, after, ok := s.gluedYear(sep); ok {
			m.month, m.year, m.to, m.unsure = month, year, after, whySlip
			return m, true
		}
		return m, false
	}
	if repaired {
		m.unsure = whySlip
	}
	m.month, m.to = month, s.wordsInBrackets(after)
	s.yearOf(&m)
	return m, true
}

// separator skips what stands between day and month, or gives i.
func (s *sheet) separator(i int) int {
	k := s.hasAny(i, "thang", "/thang", "-thang", "//", "/", "-", ".")
	if k == i {
		return i
	}
	if c := s.z[i]; (c == '.' || c == '-') && (s.gap[i] > gapNone || k < len(s.gap) && s.gap[k] > gapNone) {
		return i // the end of a sentence, or a dash between words
	}
	return k
}

// gluedYear reads the "62024" of "30/62024".
func (s *sheet) gluedYear(i int) (month, year, end int, ok bool) {
	for _, width := range []int{6, 5} {
		n, end, _, ok := s.plainNumber(i, width)
		if ok && end-i == width && plausibleYear(n%10000) && n/10000 >= 1 && n/10000 <= 12 {
			return n / 10000, n % 10000, end, true
		}
	}
	return 0, 0, i, false
}

// yearOf reads the year after day and month, if there is one.
func (s *sheet) yearOf(m *moment) {
	i := m.to
	k := s.hasAny(i, ",nam", "/nam", "nam", "/", "-", ".", ",")
	if k == i || k >= len(s.z) {
		return
	}
	if c := s.z[i]; c != 'n' && k == i+1 && c != '/' && (s.gap[k] > gapNone && c != '-' || s.gap[i] > gapNone && c == '-') {
		return
	}
	n, end, repaired, ok := s.number(k, 5)
	if !ok || !isDigit(s.z[k]) && !repaired {
		return
	}
	width := end - k
	switch {
	case width == 4 && plausibleYear(n):
		m.year, m.to = n, end
	case width == 2 && n >= 10 && s.z[i] != ',' && s.z[i] != '-':
		m.year, m.to = 2000+n, end
	case width >= 3 && s.z[i] != ',':
		m.to, m.missingYear, m.unsure = end, true, whyYear
		return
	default:
		return
	}
	if repaired {
		m.unsure = whySlip
	}
}

func plausibleYear(n int) bool { return n >= 1945 && n <= 2100 }

// clockAt reads a time of day: 16h30, 16 giờ 30 phút, 17g00, 8:05.
func (s *sheet) clockAt(i int) (clock string, end int, ok bool) {
	hour, end, _, ok := s.plainNumber(i, 2)
	if !ok || hour > 24 {
		return "", i, false
	}
	colon := s.byteAt(end) == ':'
	k := s.hasAny(end, "gio", "h", "g", ":")
	if k == end {
		return "", i, false
	}
	if !colon && k < len(s.z) && isLetter(s.z[k]) && s.gap[k] == gapNone && s.hasAny(k, "ngay", "cung", "hang", "thu", "cua", "truoc", "chieu", "sang") == k {
		return "", i, false // 16 gam, 3 hộ
	}
	minute, after, _, ok := s.plainNumber(k, 2)
	switch {
	case ok && after == k+2 && minute < 60 && s.hasAny(after, "/", "thang") == after:
		end = s.hasAny(after, "phut", "'", "p")
		if end < len(s.z) && end == after+1 && isLetter(s.z[end]) && s.gap[end] == gapNone {
			end = after
		}
	case colon:
		return "", i, false
	default:
		minute, end = 0, k
	}
	switch {
	case hour == 24:
		hour, minute = 23, 59
	case hour < 12 && s.hasAny(end, "chieu", "giochieu") > end: // "3 giờ chiều"
		hour += 12
	}
	return twoDigits(hour) + ":" + twoDigits(minute), end, true
}

func twoDigits(n int) string { return string([]byte{'0' + byte(n/10%10), '0' + byte(n%10)}) }

// weekdayAt reads "thứ Sáu", "thứ 6", "chủ nhật".
func (s *sheet) weekdayAt(i int) (weekday, end int, ok bool) {
	if k := s.hasAny(i, "chunhat"); k > i {
		return 7, k, true
	}
	k := s.hasAny(i, "thu")
	if k == i {
		return 0, i, false
	}
	for n, words := range [][]string{{"hai", "2"}, {"ba", "3"}, {"tu", "4"}, {"nam", "5"}, {"sau", "6"}, {"bay", "7"}} {
		if end := s.hasAny(k, words...); end > k && s.wordEnd(end) && !isDigit(s.byteAt(end)) {
			return n + 1, end, true
		}
	}
	return 0, i, false
}

// addMonths moves a date by months; a day that the month lacks becomes its last one.
func addMonths(d workday.Date, months int) workday.Date {
	first := time.Date(d.Year, d.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return dayOf(first.Year(), first.Month(), d.Day)
}

// dayOf gives the day of a month, or its last day when the month is shorter.
func dayOf(year int, month time.Month, day int) workday.Date {
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return workday.Date{Year: year, Month: month, Day: min(max(day, 1), last)}
}
