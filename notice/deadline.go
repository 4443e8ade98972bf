package notice

import "strings"

// cueKind says what may follow the words that announce a deadline.
type cueKind int

const (
	cueBy     cueKind = iota // a date, a rule or a length of time
	cueLabel                 // the same, with words between: "thời hạn gửi báo cáo là ngày …"
	cueWithin                // a length of time: "trong vòng 05 ngày"
	cueAt                    // only what comes back regularly: "vào thứ Sáu hằng tuần"
	cueRange                 // "từ ngày … đến ngày …"
	cueDay                   // "ngày 15/6 là hạn cuối"
	cueUntil                 // "hết ngày", "trong ngày": a date, and as often the end of a period of data
	cueSoon                  // "báo cáo ngay khi …"
)

type cue struct {
	word string // folded
	kind cueKind
	// before tells that the wording is "trước": the day itself may be too late.
	before bool
}

// cues are the words that announce a deadline. A new wording is one line here and a
// case in testdata. Of two that begin alike the longer one stands first.
var cues = []cue{
	{"truocngay", cueBy, true},
	{"truoc", cueBy, true},
	{"trehon", cueWithin, false},
	{"trenhat", cueBy, false},
	{"trongngay", cueUntil, false},
	{"trongthoihan", cueWithin, false},
	{"trongthoigian", cueWithin, false},
	{"trongkhoangthoigian", cueWithin, false},
	{"trongvong", cueWithin, false},
	{"trong", cueWithin, false},
	{"tungay", cueRange, false},
	{"tu", cueRange, false},
	{"thoihan", cueLabel, false},
	{"thoigiannop", cueLabel, false},
	{"thoigiangui", cueLabel, false},
	{"thoigiannhan", cueLabel, false},
	{"thoigianbaocao", cueLabel, false},
	{"thoigiantiepnhan", cueLabel, false},
	{"thoidiemgui", cueLabel, false},
	{"thoidiemnop", cueLabel, false},
	{"toida", cueWithin, false},
	{"chamnhat", cueBy, false},
	{"muonnhat", cueBy, false},
	{"hancuoi", cueLabel, false},
	{"hanchot", cueLabel, false},
	{"hannop", cueLabel, false},
	{"hangui", cueLabel, false},
	{"hanbaocao", cueLabel, false},
	{"hethan", cueLabel, false},
	{"hetngay", cueUntil, false},
	{"han", cueLabel, false},
	{"khongqua", cueBy, false},
	{"khongmuonhon", cueBy, false},
	{"khongchamhon", cueBy, false},
	{"khongtrehon", cueBy, false},
	{"ngay", cueDay, false},
	{"vao", cueAt, false},
	{"luc", cueAt, false},
	{"hangngay(", cueAt, false},
	{"denhetngay", cueUntil, false},
	{"den", cueUntil, false},
	{"deadline", cueLabel, false},
	{"baocaongaykhi", cueSoon, false},
	{"baocaongaysaukhi", cueSoon, false},
	{"sau", cueWithin, false},
	{"itnhat", cueWithin, false},
	{"toithieu", cueWithin, false},
}

// cuesBy groups the cues by their first letter.
var cuesBy = groupCues()

func groupCues() *[256][]cue {
	var groups [256][]cue
	for _, c := range cues {
		groups[c.word[0]] = append(groups[c.word[0]], c)
	}
	return &groups
}

// found is what may be a deadline: a cue with its date or rule.
type found struct {
	from, to int
	cue      cue
	when     moment
	rule     string
	// wait and unit are the length of time of a relative rule: 5 "workdays".
	wait int
	unit string
	// noYear tells that the text gives day and month only, once.
	noYear bool
	// monthEnd tells that the day is the last one of the month that is named.
	monthEnd bool
	// firstDay is the beginning of a range.
	firstDay moment
	today    bool // "trong ngày", "cùng ngày"
	// thisMonth tells that the day is one of the month of issue: "ngày 30 tháng này".
	thisMonth bool
}

// search finds what may be deadlines, in the order of the text.
func (s *sheet) search(all []sentence) []found {
	var hits []found
	for i := 0; i < len(s.z); i++ {
		group := cuesBy[s.z[i]]
		if group == nil || s.gap[i] == gapNone && !s.wordStart(i) && !s.has(i, "truocngay") {
			continue
		}
		for _, c := range group {
			if !s.has(i, c.word) {
				continue
			}
			in := all[sentenceAt(all, i)].around(i)
			if f, ok := s.hit(i, c, in); ok {
				hits = append(hits, s.twins(f, in)...)
				i = hits[len(hits)-1].to - 1
				break
			}
		}
	}
	return hits
}

// twins reads the second date of "trước ngày 15/6 và 15/12 hằng năm"; what is said
// behind it goes for both.
func (s *sheet) twins(f found, in sentence) []found {
	k := s.hasAny(f.to, "va", "hoac", "&")
	if k == f.to || f.when.month == 0 || f.when.year != 0 || f.cue.kind == cueRange || f.unit != "" {
		return []found{f}
	}
	k = s.hasAny(k, "truoc")
	m, ok := s.dayAndMonth(s.skipDayWord(k))
	if !ok || m.month == 0 {
		return []found{f}
	}
	g := f
	g.from, g.rule, g.noYear = m.from, "", false
	g, ok = s.dateRule(g, m, span{in.from, f.from})
	if !ok {
		return []found{f}
	}
	if g.when.year != 0 {
		f.when.year, f.noYear, f.rule = g.when.year, false, ""
	} else if kind, _, _ := strings.Cut(g.rule, ":"); g.rule != "" {
		f.rule, f.noYear = kind+":"+twoDigits(f.when.month)+"-"+twoDigits(f.when.day), false
	}
	return []found{f, g}
}

// hit reads what follows the cue at i.
func (s *sheet) hit(i int, c cue, in sentence) (found, bool) {
	f := found{from: i, cue: c}
	j := i + len(c.word)
	left := span{in.from, i}
	switch c.kind {
	case cueRange:
		return s.rangeAt(f, j, in)
	case cueSoon:
		if !s.isImmediate(i) {
			return f, false
		}
		f.to, f.rule = s.phraseEnd(j, in.to, 60), "immediately after event"
		return f, true
	case cueDay:
		return s.dayIsLimit(f, j)
	case cueWithin:
		if !s.wordEnd(j) {
			return f, false
		}
		return s.waitAt(f, s.skipFillers(j), in)
	case cueLabel:
		if !s.wordEnd(j) || c.word == "han" && s.rune(i+1) != 'ạ' && s.rune(i+1) != 'a' && s.rune(i+1) != 'Ạ' {
			return f, false
		}
		if k := s.labelEnd(j, in.to); k > j || s.skipFillers(j) > j || isDigit(s.byteAt(j)) {
			return s.whenAt(f, s.skipFillers(k), left)
		}
		return f, false
	case cueAt:
		if !s.wordEnd(j) && s.z[j-1] != '(' {
			return f, false
		}
	case cueUntil:
		if c.word == "den" && (!s.wordEnd(j) || !s.has(j, "het") && !s.has(j, "truoc") && !s.endsWith(i, "tunay")) {
			return f, false
		}
	}
	k := s.skipFillers(j)
	if c.kind == cueBy {
		if g, ok := s.waitAt(f, k, in); ok {
			return g, true
		}
	}
	f, ok := s.whenAt(f, k, left)
	if ok && c.kind == cueAt && f.rule == "" && !s.handsIn(left) {
		return f, false
	}
	return f, ok
}

// isImmediate looks for the mark of "ngay" (at once), which the folded text shares
// with "ngày" (day).
func (s *sheet) isImmediate(i int) bool {
	k := i + len("baocaonga") - 1
	return s.rune(k) == 'a' || s.rune(k) == 'A'
}

// skipFillers skips the small words between a cue and its date.
func (s *sheet) skipFillers(i int) int {
	for {
		k := s.hasAny(i, "chamnhat", "muonnhat", "nhat", "la:", "vao", "truoc", "luc", "hoi", "het", "cuoingay", "den", "thoidiem",
			"buoi", "sang", "chieu", "khoang", "itnhat", "toithieu", "toida", "trongvong", "trong", "sau", "khongqua", "cuacac", "(", ":", "*", "\"", "_", "-")
		if k == i {
			k = s.skipDayWord(i)
		}
		if k == i && s.has(i, "la") && s.byteAt(i+2) != 'm' {
			k = i + 2
		}
		if k == i || k >= len(s.z) {
			return i
		}
		i = k
	}
}

// skipDayWord skips "ngày", also as scanners misread it, in front of a date.
func (s *sheet) skipDayWord(i int) int {
	k := s.hasAny(i, "ngay", "ngav", "nqay", "ngaj")
	if k > i && (isDigit(s.byteAt(k)) || s.hasAny(k, "thu", "chunhat", "o", "l", "i", "(", ":", "ngay", "lamviec") > k) {
		return k
	}
	return i
}

// labelEnd skips the words between "thời hạn" and its date: at most a few, and none
// that announces another deadline.
func (s *sheet) labelEnd(i, end int) int {
	for k := i; k < min(end, i+70); k++ {
		switch c := s.z[k]; {
		case isDigit(c) && s.wordStart(k):
			return k
		case c == '.' && s.gap[k+1] > gapNone || c == ';':
			return i
		case s.wordStart(k) && s.hasAny(k, "truoc", "chamnhat", "muonnhat", "trong", "tungay", "khongqua", "hetngay", "sau", "thoihan") > k:
			return i
		case s.wordStart(k) && s.hasAny(k, "thuhai", "thuba", "thutu", "thunam", "thusau", "thubay", "chunhat") > k && s.wordStart(k+3):
			return k
		}
	}
	return i
}

// dayIsLimit reads "ngày 15/1 là hạn cuối".
func (s *sheet) dayIsLimit(f found, j int) (found, bool) {
	m, ok := s.dayAndMonth(j)
	if !ok || m.month == 0 {
		return f, false
	}
	k := s.hasAny(m.to, "lahancuoi", "lahanchot", "lathoihan", "lahan", "lahethan", "(hancuoi", "(hanchot", "phaigui", "phainop", "lahetthoihan")
	if k == m.to {
		return f, false
	}
	f.when, f.to, f.noYear = m, k, m.year == 0
	return f, true
}

// phraseEnd is the end of the words that go with a rule: at a comma, a bracket or
// the end of the sentence, and not far.
func (s *sheet) phraseEnd(i, end, most int) int {
	k := i
	for ; k < end && k < i+most; k++ {
		if c := s.z[k]; c == ',' || c == ';' || c == ')' || c == ':' || c == '.' && (k+1 >= end || s.gap[k+1] > gapNone) {
			return k
		}
	}
	for k > i && !s.wordStart(k) {
		k--
	}
	return k
}

// span is a stretch of the folded text.
type span struct{ from, to int }
