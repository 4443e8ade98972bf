package notice

import "strconv"

// waitAt reads a length of time with what it counts from: "05 ngày làm việc kể từ
// ngày nhận được công văn này".
func (s *sheet) waitAt(f found, j int, in sentence) (found, bool) {
	n, end, _, ok := s.plainNumber(j, 3)
	if !ok || n == 0 {
		return f, false
	}
	end = s.wordsInBrackets(end)
	unit, k := s.unitAt(end)
	if unit == "" {
		return f, false
	}
	count := strconv.Itoa(n)
	if unit == "hours" {
		if m := s.hasAny(k, "hoac", "/", "-"); m > k {
			if other, after, _, ok := s.plainNumber(m, 3); ok {
				if u, last := s.unitAt(after); u == unit {
					count, k = count+" or "+strconv.Itoa(other), last
				}
			}
		}
	}
	f.wait, f.unit, f.to = n, unit, k
	if unit == "weeks" || unit == "months" {
		return f, false
	}
	anchor, to := s.anchorAt(k, in)
	if anchor == "" {
		switch {
		case s.orderedOnReceipt(in.from, f.from):
			anchor = " after receipt"
		case unit == "hours" && f.cue.kind != cueBy:
			anchor = " after event"
		default:
			return f, false
		}
		to = k
	}
	f.rule, f.to = unit+":"+count+anchor, to
	return f, true
}

func (s *sheet) unitAt(i int) (unit string, end int) {
	for _, u := range []struct{ word, unit string }{
		{"ngaylamviec", "workdays"}, {"ngay", "days"}, {"gio", "hours"}, {"tieng", "hours"}, {"tuan", "weeks"}, {"thang", "months"},
	} {
		if s.has(i, u.word) {
			return u.unit, i + len(u.word)
		}
	}
	if s.has(i, "h") && s.wordEnd(i+1) && !isDigit(s.byteAt(i+1)) {
		return "hours", i + 1
	}
	return "", i
}

// anchorAt reads what a length of time counts from.
func (s *sheet) anchorAt(k int, in sentence) (anchor string, end int) {
	k = s.hasAny(k, ",", "(")
	j := s.hasAny(k, "truockhi", "truocngay", "truocthoidiem", "sovoi")
	if j > k && !isDigit(s.byteAt(j)) {
		return " before event", s.phraseEnd(j, in.to, 60)
	}
	j = s.hasAny(k, "duoctinhke", "tinhtu", "ketu", "saukhi", "sau", "tukhi", "tungay", "ke", "tu")
	if j == k || s.has(k, "ke") && !s.has(k, "ketu") && !s.has(k, "kengay") {
		return "", k
	}
	j = s.hasAny(j, "tu")
	end = s.phraseEnd(j, in.to, 70)
	near := min(in.to, j+48)
	switch {
	case s.contains(j, near, "nhanduoc", "nhanvanban", "nhancongvan"):
		at := s.find("nhan", j, near)
		if s.receivesThis(at, min(in.to, at+40)) {
			return " after receipt", end
		}
	case s.contains(j, near, "chotsolieu", "khoaso"):
		return " after data-cutoff", end
	case s.contains(j, near, "ketthucthang", "ketthucquy", "ketthucnam", "ketthucky", "ketthuctuan", "hetthang", "hetquy", "hetnam", "hetky", "ngaycuoicung", "ngaycuoiky",
		"ngaycuoithang", "ngaycuoiquy", "ketthucngay", "cuoikybaocao", "ketthucsauthang", "ketthuc6thang", "ketthuc06thang"):
		return " after period-end", end
	}
	return " after event", end
}

// receivesThis tells that what is received is the notice itself.
func (s *sheet) receivesThis(from, to int) bool {
	k := s.hasAny(from, "nhanduoc", "nhan")
	k = s.hasAny(k, "cac", "daydu")
	return s.hasAny(k, "vanban", "congvan", "thongbao", "kehoach", "congdien", "chithi", "huongdan", "quyetdinh", "yeucau", "chidao") > k && k < to
}

// orderedOnReceipt finds "kể từ ngày nhận được công văn này, trong 05 ngày".
func (s *sheet) orderedOnReceipt(from, to int) bool {
	at := s.last(from, to, "nhanduoc")
	return at >= 0 && s.receivesThis(at, to) && s.contains(max(from, at-20), at, "tu", "sau", "ngay")
}

// rangeAt reads "từ ngày 1 đến ngày 5 hằng tháng" and "từ ngày 3/6 đến hết ngày 7/6/2024".
func (s *sheet) rangeAt(f found, j int, in sentence) (found, bool) {
	if _, end, ok := s.clockAt(j); ok {
		j = s.afterClock(end)
	}
	j = s.skipDayWord(j)
	if !isDigit(s.byteAt(j)) {
		return f, false
	}
	first, ok := s.dayAndMonth(j)
	if !ok {
		return f, false
	}
	k := s.hasAny(first.to, ",den", "denhet", "den", "toi", "-")
	if k == first.to {
		return f, false
	}
	k = s.skipFillers(k)
	clock, end, timed := s.clockAt(k)
	if timed {
		k = s.afterClock(end)
	}
	last, ok := s.dayAndMonth(s.skipDayWord(k))
	if !ok {
		return f, false
	}
	if timed {
		last.clock = clock
	}
	f.firstDay, f.when, f.to = first, last, last.to
	if last.month != 0 {
		f.noYear = last.year == 0
		return f, true
	}
	next := s.hasAny(last.to, "cua", ",")
	if end := s.hasAny(next, append([]string{"thangsau", "thangketiep", "thangtieptheo"}, everyMonth...)...); end > next && first.month == 0 {
		f.rule, f.to = "monthly:"+strconv.Itoa(first.day)+"-"+strconv.Itoa(last.day), end
		return f, true
	}
	if s.contains(in.from, f.from, everyMonth...) && first.month == 0 && !s.unitFollows(last.to) {
		f.rule = "monthly:" + strconv.Itoa(first.day) + "-" + strconv.Itoa(last.day)
		return f, true
	}
	return f, false
}
