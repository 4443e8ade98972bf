package notice

import "strconv"

// nextWords say "the one after": tháng sau, năm kế tiếp.
var nextWords = []string{"saulienke", "lienkesau", "lienketiep", "ketiep", "tieptheo", "tiepsau", "lienke", "kesau", "sau", "toi"}

var (
	everyMonth = []string{"hangthang", "moithang", "tungthang", "cacthang"}
	everyYear  = []string{"hangnam", "moinam", "tungnam"}
	everyWeek  = []string{"hangtuan", "moituan", "tungtuan", "cactuan"}
	everyDay   = []string{"hangngay", "moingay", "tungngay", "cacngay"}
)

var weekdayNames = [...]string{1: "mon", 2: "tue", 3: "wed", 4: "thu", 5: "fri", 6: "sat", 7: "sun"}

// whenAt reads a date, a time or a rule at j. left is what stands before the cue in
// its sentence.
func (s *sheet) whenAt(f found, j int, left span) (found, bool) {
	clock, end, timed := s.clockAt(j)
	if timed {
		f.when.from, f.when.clock, j = j, clock, s.afterClock(end)
		f.to = end
		if k := s.hasAny(j, everyDay...); k > j {
			f.rule, f.to = "daily:"+clock, k
			return f, true
		}
		if k := s.sameDay(j); k > j {
			f.today, f.to = true, k
			return f, true
		}
	}
	if g, ok := s.workdayAt(f, j); ok {
		return g, true
	}
	if weekday, end, ok := s.weekdayAt(j); ok {
		if g, ok := s.weekdayRule(f, weekday, end, left); ok {
			return s.lateClock(g), true
		}
		k := s.hasAny(end, ",ngay", "(ngay", "ngay", "(", ",")
		m, ok := s.dayAndMonth(k)
		if !ok || m.month == 0 {
			return f, false
		}
		m.clock, m.weekday = f.when.clock, weekday
		return s.dateRule(f, m, left)
	}
	if g, ok := s.monthEnd(f, j); ok {
		return g, true
	}
	m, ok := s.dayAndMonth(j)
	if !ok {
		if timed && s.contains(max(left.from, left.to-60), left.to, everyDay...) {
			f.rule = "daily:" + clock
			return f, true
		}
		return f, false
	}
	m.clock = f.when.clock
	if m.month == 0 {
		return s.dayRule(f, m, left)
	}
	return s.dateRule(f, m, left)
}

func (s *sheet) afterClock(i int) int {
	for {
		k := s.hasAny(i, ",", "-", "(", ")", "'", "cua", "phut", "buoisang", "buoichieu", "sang", "chieu", "trong", "vao")
		if k == i {
			k = s.skipDayWord(i)
		}
		if k == i {
			return i
		}
		i = k
	}
}

func (s *sheet) sameDay(i int) int { return s.hasAny(i, "cungngay", "homnay", "ngayhomnay") }

// lateClock reads a time of day behind the date: "ngày 15/6 (trước 16 giờ 30)".
func (s *sheet) lateClock(f found) found {
	if f.when.clock != "" {
		return f
	}
	k := s.hasAny(f.to, ",", "(")
	k = s.hasAny(k, "truocluc", "truoc", "luc", "vao", "chamnhat", "vaoluc")
	if k == f.to {
		return f
	}
	k = s.hasAny(k, "la", "luc")
	if clock, end, ok := s.clockAt(k); ok && s.hasAny(s.afterClock(end), "thu", "hang") == s.afterClock(end) && !isDigit(s.byteAt(s.afterClock(end))) {
		f.when.clock, f.to = clock, end
	}
	return f
}

// dateRule decides what a day with a month means: once, or every year.
func (s *sheet) dateRule(f found, m moment, left span) (found, bool) {
	f.when, f.to = m, m.to
	if m.year != 0 {
		return s.lateClock(f), true
	}
	day := twoDigits(m.month) + "-" + twoDigits(m.day)
	j := s.hasAny(m.to, "cua", ",")
	switch k := s.hasAny(j, everyYear...); {
	case k > j:
		f.rule, f.to = "yearly:"+day, k
		return f, true
	case s.has(j, "nam"):
		after := j + len("nam")
		if k := s.hasAny(after, nextWords...); k > after && !s.has(k, "khi") {
			f.rule, f.to = "yearly-next:"+day, s.hasAny(k, "nambaocao", "kybaocao")
			return f, true
		}
		if k := s.hasAny(after, "baocao", "do"); k > after {
			f.rule, f.to = "yearly:"+day, k
			return f, true
		}
		if k := s.hasAny(after, "nay", "hientai"); k > after {
			f.to = k
		}
	case s.hasAny(j, "kybaocao", "kythongbao") > j:
		f.rule, f.to = "yearly:"+day, s.hasAny(j, "kybaocao", "kythongbao")
		return f, true
	}
	if s.contains(left.from, left.to, "hangnam", "moinam", "dinhkynam") || s.contains(max(left.from, left.to-120), left.to, "dinhky") {
		f.rule = "yearly:" + day
		return f, true
	}
	f.noYear = true
	return s.lateClock(f), true
}

// dayRule decides what a day without a month means.
func (s *sheet) dayRule(f found, m moment, left span) (found, bool) {
	f.when, f.to = m, m.to
	day := twoDigits(m.day)
	j := s.hasAny(m.to, "cuacac", "cua", "trong", ",")
	if k := s.hasAny(j, everyMonth...); k > j {
		f.rule, f.to = "monthly:"+day, k
		return f, true
	}
	if !s.has(j, "thang") {
		if s.contains(left.from, left.to, append([]string{"baocaothang"}, everyMonth...)...) && s.wordEnd(m.to) && !s.unitFollows(m.to) {
			f.rule = "monthly:" + day
			return f, true
		}
		return f, false
	}
	j += len("thang")
	if k := s.hasAny(j, "nay"); k > j {
		f.thisMonth, f.to = true, k
		return s.lateClock(f), true
	}
	if k := s.hasAny(j, nextWords...); k > j && !s.has(k, "khi") {
		f.rule, f.to = "next-month:"+day, s.hasAny(k, "thangbaocao", "kybaocao", "cuathangbaocao", "cuakybaocao")
		return f, true
	}
	if k := s.hasAny(j, "dautiencua", "dautien", "daucua", "dau"); k > j {
		k = s.hasAny(k, "moi", "hang", "tung")
		if s.has(k, "quy") {
			k += len("quy")
			f.rule, f.to = "next-quarter-first-month:"+day, s.hasAny(s.hasAny(k, nextWords...), "quybaocao")
			return f, true
		}
	}
	if k := s.hasAny(j, "cuoicungcua", "cuoicung", "cuoicua", "cuoi"); k > j {
		k = s.hasAny(k, "moi", "hang", "tung", "cac")
		if end := s.hasAny(k, "quybaocao", "quy"); end > k {
			f.rule, f.to = "quarter-last-month:"+day, end
			return f, true
		}
		if end := s.hasAny(k, "kybaocao", "ky"); end > k {
			f.rule, f.to = "period-last-month:"+day, end
			return f, true
		}
		return f, false
	}
	f.rule, f.to = "monthly:"+day, s.hasAny(j, "baocao", "do")
	return f, true
}

// unitFollows tells that a number counts something and is no day.
func (s *sheet) unitFollows(i int) bool {
	return i < len(s.z) && (isLetter(s.z[i]) || s.z[i] == '%' || s.z[i] == '/')
}

// weekdayRule reads what comes back every week.
func (s *sheet) weekdayRule(f found, weekday, end int, left span) (found, bool) {
	f.when.weekday, f.to = weekday, end
	j := s.hasAny(end, "cua", ",", "(")
	if k := s.hasAny(j, everyWeek...); k > j {
		f.rule, f.to = "weekly:"+weekdayNames[weekday], k
		return f, true
	}
	if s.has(j, "tuan") {
		j += len("tuan")
		if k := s.hasAny(j, nextWords...); k > j {
			f.rule, f.to = "weekly-next:"+weekdayNames[weekday], s.hasAny(k, "tuanbaocao")
			return f, true
		}
		if k := s.hasAny(j, "baocao"); k > j {
			f.rule, f.to = "weekly:"+weekdayNames[weekday], k
			return f, true
		}
	}
	if s.hasAny(j, "ngay", "(", ",") == j && !isDigit(s.byteAt(j)) && s.contains(left.from, left.to, append([]string{"baocaotuan"}, everyWeek...)...) {
		f.rule = "weekly:" + weekdayNames[weekday]
		return f, true
	}
	return f, false
}

// workdayAt reads "ngày làm việc tiếp theo", "ngày làm việc đầu tiên của tháng sau".
func (s *sheet) workdayAt(f found, j int) (found, bool) {
	k := s.hasAny(j, "ngaylamviec", "lamviec")
	if k == j {
		return f, false
	}
	n := 1
	switch end := s.hasAny(k, "tieptheo", "ketiep", "lienke", "sau", "dautien"); {
	case end > k:
		k = end
	case s.has(k, "thu"):
		days, end, _, ok := s.plainNumber(k+len("thu"), 2)
		if !ok || days == 0 {
			return f, false
		}
		n, k = days, end
	default:
		return f, false
	}
	f.rule, f.wait, f.unit = "workdays:"+strconv.Itoa(n)+" after period-end", n, "workdays"
	f.to = s.phraseEnd(k, min(len(s.z), k+40), 40)
	return f, true
}

// monthEnd reads "cuối tháng 6/2024" and "hết tháng 6 năm 2024".
func (s *sheet) monthEnd(f found, j int) (found, bool) {
	k := s.hasAny(j, "ngaycuoicungcuathang", "ngaycuoithang", "cuoithang", "thang")
	if k == j || f.cue.kind == cueUntil || f.cue.kind == cueAt {
		return f, false
	}
	month, end, _, ok := s.number(k, 2)
	if !ok || month < 1 || month > 12 {
		return f, false
	}
	m := moment{from: j, to: end, month: month, day: 31, clock: f.when.clock, unsure: whyMonthEnd}
	s.yearOf(&m)
	if m.year == 0 || s.has(j, "thang") && !s.has(j-3, "het") {
		return f, false
	}
	f.when, f.to, f.monthEnd = m, m.to, true
	return f, true
}
