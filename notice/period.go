package notice

// readPeriod finds the time that is reported on: months or a quarter in the subject, a
// cut-off in the text, another period in the subject, or what a recurring report is called.
func (r *reader) readPeriod() {
	from, to, last, cut := r.cutOff()
	if cut {
		r.setCutOff(from, to, last)
	}
	if p, ok := r.Evidence["subject"]; ok {
		start, end, ok := r.periodIn(r.folded(p.Start), r.folded(p.End))
		if ok && (!cut || r.isDigitOrQuarter(start)) {
			r.setPeriod(start, end)
			return
		}
	}
	if cut {
		r.setPeriod(from, to)
		return
	}
	for i := range r.Deadlines {
		p := r.Evidence[deadlineField(i)]
		in := r.all[sentenceAt(r.all, r.folded(p.Start))]
		if from, to, ok := r.periodIn(in.from, in.to); ok {
			r.setPeriod(from, to)
			return
		}
	}
}

func (r *reader) setPeriod(from, to int) {
	r.Period = r.text(from, to)
	r.Evidence["period"] = r.span(from, to)
}

// isDigitOrQuarter tells "06 tháng đầu năm" and "quý I" from "năm học 2026 - 2027", in
// which more than one report falls.
func (r *reader) isDigitOrQuarter(i int) bool {
	return isDigit(r.z[i]) || r.has(i, "quy") || r.has(i, "sauthang")
}

// setCutOff keeps the last day of a cut-off. Without a year it is the one nearest to the
// notice.
func (r *reader) setCutOff(from, to int, last moment) {
	if last.day == 0 || last.missingYear {
		return
	}
	if last.year == 0 {
		if r.Issued.IsZero() {
			return
		}
		last.year = r.Issued.Year
		if last.month-int(r.Issued.Month) > 6 {
			last.year--
		}
	}
	if d := last.date(); !d.IsZero() {
		r.CutOff, r.CutOffQuote = d, r.text(from, to)
	}
}

// cutOff finds "tính đến ngày 20/8/2011" and "số liệu từ ngày … đến ngày …".
func (r *reader) cutOff() (from, to int, last moment, ok bool) {
	for i := r.bodyFrom; i < len(r.z); i++ {
		if c := r.z[i]; c != 't' && c != 'd' || !r.wordStart(i) {
			continue
		}
		switch {
		case r.has(i, "tinhden"):
			if m, ok := r.dateAfter(i + len("tinhden")); ok {
				return i, m.to, m, true
			}
		case r.has(i, "tungay") || r.has(i, "tu") && isDigit(r.byteAt(i+2)):
			k := r.skipDayWord(i + 2)
			first, ok := r.dayAndMonth(k)
			if !ok || first.month == 0 {
				continue
			}
			k = r.hasAny(first.to, "denhet", "den")
			if last, ok := r.dateAfter(k); ok && k > first.to && last.year != 0 && r.contains(max(r.bodyFrom, i-90), i, "solieu", "tinh", "giaidoan", "thongtin", "baocao") && !r.isDeadline(i) {
				return i, last.to, last, true
			}
		case r.has(i, "den"):
			m, ok := r.dateAfter(i + 3)
			if ok && m.year != 0 && r.contains(max(r.bodyFrom, i-60), i, "baocao", "ketqua", "solieu", "tinhhinh", "taidiaphuong") && !r.isDeadline(i) {
				return i, m.to, m, true
			}
			if k := r.hasAny(i+3, "hetthang", "thang"); k > i+3 && r.contains(max(r.bodyFrom, i-80), i, "tinhhinh", "ketqua", "solieu") {
				if m, ok := r.monthAt(k); ok {
					return i, m.to, m, true
				}
			}
		}
	}
	return 0, 0, last, false
}

// isDeadline tells that a deadline was read at i.
func (r *reader) isDeadline(i int) bool {
	at := int(r.at[i])
	for k := range r.Deadlines {
		if p := r.Evidence[deadlineField(k)]; p.Start <= at && at < p.End {
			return true
		}
	}
	return false
}

// dateAfter reads a date behind "hết", "ngày", "thời điểm".
func (r *reader) dateAfter(i int) (m moment, ok bool) {
	i = r.hasAny(i, "het")
	i = r.hasAny(i, "thoidiem")
	m, ok = r.dayAndMonth(r.skipDayWord(i))
	return m, ok && m.month != 0
}

// monthAt reads "10/2012" and "10 năm 2012" behind "tháng".
func (r *reader) monthAt(i int) (m moment, ok bool) {
	n, end, _, ok := r.plainNumber(i, 2)
	if !ok || n < 1 || n > 12 {
		return m, false
	}
	m = moment{from: i, to: end, month: n}
	r.yearOf(&m)
	return m, m.year != 0
}

// periodIn finds "06 tháng đầu năm 2024", "quý I/2024", "năm học 2026 - 2027".
func (r *reader) periodIn(from, to int) (start, end int, ok bool) {
	for i := from; i < to; i++ {
		if !r.wordStart(i) {
			continue
		}
		if n, k, _, ok := r.plainNumber(i, 2); ok && n > 0 && n <= 12 && r.has(k, "thang") {
			if k := r.hasAny(k+5, "daunam", "cuoinam"); r.endsWith(k, "nam") {
				return i, r.yearEnd(k, to), true
			}
		}
		k := r.hasAny(i, "quy", "thang", "hocky", "hocki", "giaidoan", "namhoc", "nam", "sauthangdaunam", "sauthangcuoinam")
		if k == i {
			continue
		}
		switch {
		case r.has(i, "sauthang"):
			return i, r.yearEnd(k, to), true
		case r.has(i, "giaidoan") || r.has(i, "namhoc"):
			if end := r.yearsEnd(k, to); end > k {
				return i, end, true
			}
		case r.has(i, "nam"):
			if n, end, _, ok := r.plainNumber(k, 4); ok && end == k+4 && plausibleYear(n) && end <= to {
				return i, end, true
			}
		case r.has(i, "thang"):
			if m, ok := r.monthAt(k); ok && m.to <= to {
				return i, m.to, true
			}
		default: // quý, học kỳ
			j := k
			for j < to && j < k+4 && (isRoman(r.z[j:j+1]) || isDigit(r.z[j])) && (j == k || r.gap[j] == gapNone) {
				j++
			}
			if j > k && r.wordEnd(j) {
				j = r.hasAny(j, "/", "nam", ",nam", "-")
				return i, r.yearEnd(j, to), true
			}
		}
	}
	return 0, 0, false
}

// yearEnd takes in the year at i, and a school year.
func (r *reader) yearEnd(i, to int) int {
	k := r.hasAny(i, "namhoc", "hoc", "nam")
	if end := r.yearsEnd(k, to); end > k {
		return end
	}
	if i > 0 && (r.z[i-1] == '/' || r.z[i-1] == '-') {
		return i - 1
	}
	return i
}

// yearsEnd reads "2024" or "2024 - 2025" at i.
func (r *reader) yearsEnd(i, to int) int {
	n, end, _, ok := r.plainNumber(i, 4)
	if !ok || end != i+4 || !plausibleYear(n) || end > to {
		return i
	}
	if k := r.hasAny(end, "-", "den"); k > end {
		if m, last, _, ok := r.plainNumber(k, 4); ok && last == k+4 && plausibleYear(m) && last <= to {
			return last
		}
	}
	return end
}
