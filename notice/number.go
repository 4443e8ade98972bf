package notice

import "strings"

// kindCodes are the abbreviations of named types in a ký hiệu. A công văn of the
// State has none; CV is the Party's.
var kindCodes = map[string]string{
	"kh": "kế hoạch", "tb": "thông báo", "ct": "chỉ thị", "qd": "quyết định", "hd": "hướng dẫn", "cd": "công điện", "gm": "giấy mời", "cv": "công văn",
	"nq": "nghị quyết", "bc": "báo cáo", "ttr": "tờ trình", "tt": "thông tư", "ttlt": "thông tư liên tịch", "nd": "nghị định", "kl": "kết luận", "ctr": "chương trình",
	"qyd": "quy định", "qc": "quy chế", "tc": "thông cáo", "pa": "phương án", "da": "đề án",
}

// identifier is số and ký hiệu as they stand in the text.
type identifier struct {
	from, to int
	slip     bool // letters stand where digits belong
}

// value gives the identifier without stray spaces and with plain hyphens.
func (s *sheet) value(id identifier) string {
	var b strings.Builder
	number := true
	for i := id.from; i < id.to; i++ {
		r := s.rune(i)
		switch {
		case s.z[i] == '-' || s.z[i] == '/':
			number = number && s.z[i] == '/' && i+1 < id.to && isDigit(s.z[i+1])
			r = rune(s.z[i])
		case number && (r == 'o' || r == 'O'):
			r = '0'
		case number && (r == 'l' || r == 'I' || r == 'i' || r == '|'):
			r = '1'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// identifierAt reads 764/UBND-HC, 09/2019/NĐ-CP, 22-KH/BDVHU at i.
func (s *sheet) identifierAt(i int) (id identifier, ok bool) {
	id.from = i
	k, digits := i, 0
	for ; k < len(s.z) && k < i+6 && (k == i || s.gap[k] == gapNone); k++ {
		if c := s.z[k]; isDigit(c) {
			digits++
		} else if c == 'o' || c == 'l' || c == 'i' || c == '|' {
			id.slip = true
		} else {
			break
		}
	}
	if k == i || digits == 0 && k > i+1 {
		return id, false
	}
	if c := s.byteAt(k); 'a' <= c && c <= 'h' && s.gap[k] == gapNone && (s.byteAt(k+1) == '/' || s.byteAt(k+1) == '-') { // 30c/NQ-CP
		k++
	}
	first := s.byteAt(k)
	if first != '/' && first != '-' {
		return id, false
	}
	k++
	if first == '/' && s.isYear(k) {
		k += 5
	}
	letters, slash, start := 0, first == '/', k
	for ; k < len(s.z); k++ {
		c := s.z[k]
		if k > start && s.gap[k] > gapNone && !s.joins(k) {
			break
		}
		switch {
		case c == '/':
			slash = true
		case isLetter(c) && c != zOther, c == '&', isDigit(c) && letters > 0:
			letters++
		case c == '-':
		case c == '.' && k+1 < len(s.z) && isLetter(s.z[k+1]) && s.gap[k+1] == gapNone:
		default:
			c = 0
		}
		if c == 0 || c == '.' && s.z[k] != '.' || !s.codeByte(k) {
			break
		}
	}
	for k > start && (s.z[k-1] == '-' || s.z[k-1] == '/' || s.z[k-1] == '.') {
		k--
	}
	id.to = k
	if s.hasAny(start, "thang", "ngay", "nam") > start {
		return id, false
	}
	return id, letters >= 2 && slash && k-start <= 60
}

func (s *sheet) codeByte(k int) bool {
	c := s.z[k]
	return isLetter(c) && c != zOther || isDigit(c) || c == '&' || c == '-' || c == '/' || c == '.'
}

func (s *sheet) isYear(k int) bool {
	n, end, _, ok := s.plainNumber(k, 4)
	return ok && end == k+4 && plausibleYear(n) && s.byteAt(end) == '/'
}

// joins tells whether an identifier goes on over the gap before k: a hyphen or slash
// stands on one side, and a code (no small word) on the other.
func (s *sheet) joins(k int) bool {
	if s.gap[k] >= gapBlank {
		return false
	}
	if c := s.z[k]; c == '/' {
		return true
	} else if c == '-' || c == '&' {
		return s.code(k + 1)
	}
	c := s.z[k-1]
	return c == '/' || (c == '-' || c == '&') && s.code(k)
}

// code tells that a word written as a code stands at k: UBND, GDTrH.
func (s *sheet) code(k int) bool {
	end := k
	for end < len(s.z) && isLetter(s.z[end]) && (end == k || s.gap[end] == gapNone) {
		end++
	}
	return end >= k+2 && s.upper(k) && s.upper(end-1) || end == k+1 && s.upper(k) && s.gap[k] == gapNone
}

// code of the type in the identifier, folded, or "".
func (s *sheet) typeCode(id identifier) string {
	rest := s.z[id.from:id.to]
	cut := strings.IndexAny(rest, "/-")
	if cut < 0 {
		return ""
	}
	if rest[cut] == '-' { // the Party: 22-KH/BDVHU
		code, _, _ := strings.Cut(rest[cut+1:], "/")
		return code
	}
	rest = rest[cut+1:]
	if len(rest) > 5 && isDigit(rest[0]) {
		_, rest, _ = strings.Cut(rest, "/")
	}
	code, _, _ := strings.Cut(rest, "-")
	return code
}

// labelAt reads the "Số:" in front of an identifier: where the identifier begins.
func (s *sheet) labelAt(i int) (end int, colon bool) {
	if !s.has(i, "so") || !s.wordStart(i) {
		return i, false
	}
	k := i + 2
	if end := s.hasAny(k, ":", ";", ".:", "."); end > k {
		return end, s.z[k] == ':' || s.z[k] == ';'
	}
	return k, false
}

// readNumber finds the number of the notice itself, not one that it cites.
func (r *reader) readNumber() {
	if id, found, blank := r.headNumber(); found {
		r.setNumber(id)
		return
	} else if blank {
		r.doubt("number", whyBlank)
		return
	}
	if r.formal {
		return
	}
	if id, ok := r.toldNumber(); ok {
		r.setNumber(id)
		r.doubt("number", whyOwnNumber)
	}
}

func (r *reader) setNumber(id identifier) {
	if id.from == 0 {
		id = r.titleMention(id)
	}
	r.id = id
	r.Number = r.value(id)
	if more := r.moreNumbers(id.to); more > id.to { // 1888/BTP-VP, 1889/BTP-VP và 1890/BTP-VP
		r.id.to = more
		r.Number = r.text(id.from, more)
	}
	r.Evidence["number"] = r.span(id.from, r.id.to)
	if id.slip {
		r.doubt("number", whySlip)
	}
}

// titleMention finds the number again in a title such as "Công văn số … ngày … về
// việc …", which says more than a bare number on top.
func (r *reader) titleMention(id identifier) identifier {
	for _, in := range r.all[:min(len(r.all), 8)] {
		for _, word := range kindWords {
			k := in.head + len(word)
			if !r.has(in.head, word) {
				continue
			}
			k, _ = r.labelAt(k)
			if other, ok := r.identifierAt(k); ok && r.value(other) == r.value(id) {
				return other
			}
		}
	}
	return id
}

func (r *reader) moreNumbers(i int) int {
	for {
		k := r.hasAny(i, ",", "va", ";")
		if k == i {
			return i
		}
		k, _ = r.labelAt(k)
		id, ok := r.identifierAt(k)
		if !ok {
			return i
		}
		i = id.to
	}
}

// headNumber looks in the head of the notice. blank tells that a place for the number
// is there and empty.
func (r *reader) headNumber() (id identifier, ok, blank bool) {
	if id, ok := r.identifierAt(0); ok && r.wordEnd(id.to) {
		return id, true, false
	}
	for i := 0; i < min(len(r.z), max(r.bodyFrom, 500)); i++ {
		k, colon := r.labelAt(i)
		if k == i {
			continue
		}
		own := colon || r.gap[i] >= gapLine && (r.upper(i) || i < r.bodyFrom) || r.byteAt(i-1) == '|' || r.formal && r.upper(i) && !r.afterKind(i)
		if !own || r.inBrackets(i) {
			continue
		}
		for k < len(r.z) && (r.z[k] == '.' || r.z[k] == zDots || r.z[k] == '_') {
			k++
		}
		if id, ok := r.identifierAt(k); ok {
			r.formal = r.formal || r.gap[i] >= gapLine && r.upper(i)
			r.headTo = max(r.headTo, id.to)
			return id, true, false
		}
		if colon && (r.byteAt(k) == '/' || r.byteAt(k) == '-') {
			return id, false, true
		}
	}
	return id, false, false
}

func (r *reader) inBrackets(i int) bool {
	for k := i - 1; k >= 0 && k > i-60; k-- {
		if r.z[k] == '(' {
			return true
		}
		if r.z[k] == ')' {
			return false
		}
	}
	return false
}

var kindWords = []string{
	"congvan", "vanban", "kehoach", "thongbao", "chithi", "quyetdinh", "huongdan", "congdien", "giaymoi", "thongtulientich", "thongtu", "nghidinh", "thongtri", "nghiquyet", "cacvanban",
}

// afterKind gives whether the name of a kind stands right before i.
func (r *reader) afterKind(i int) bool { return r.kindBefore(i) < i }

func (r *reader) kindBefore(i int) int {
	for _, word := range kindWords {
		if r.endsWith(i, word) {
			return i - len(word)
		}
	}
	return i
}

// toldNumber finds the number in a text that tells of a notice.
func (r *reader) toldNumber() (id identifier, ok bool) {
	for i := 0; i < len(r.z); i++ {
		if c := r.z[i]; !isDigit(c) || i > 0 && isDigit(r.z[i-1]) && r.gap[i] == gapNone {
			continue
		}
		id, ok := r.identifierAt(i)
		if !ok {
			if id, ok = r.bareNumber(i); !ok {
				continue
			}
		}
		if r.tellsOwn(id) {
			return id, true
		}
		i = id.to - 1
	}
	return id, false
}

// bareNumber reads the "3628" of "có Công văn số 3628 chỉ đạo …".
func (r *reader) bareNumber(i int) (id identifier, ok bool) {
	_, end, _, ok := r.plainNumber(i, 5)
	if !ok || end < i+2 || !r.endsWith(i, "so") || !r.afterKind(i-2) || !r.wordEnd(end) || r.byteAt(end) == '/' || r.byteAt(end) == '-' || r.byteAt(end) == '.' || r.byteAt(end) == '%' {
		return id, false
	}
	return identifier{from: i, to: end}, true
}

// tellsOwn tells that the identifier is that of the notice the text is about.
func (r *reader) tellsOwn(id identifier) bool {
	k := id.from
	if r.endsWith(k, "so") {
		k -= 2
	}
	if r.byteAt(k-1) == '(' {
		k--
	}
	for _, urgent := range []string{"khan", "hoatoc", "hoatocso", "thuongkhan"} {
		if r.endsWith(k, urgent) {
			k -= len(urgent)
		}
	}
	kind := r.kindBefore(k)
	if kind == k {
		return false
	}
	in := r.all[sentenceAt(r.all, kind)].around(kind)
	if kind == in.from || kind == in.head { // a title: "Công văn số … ngày … của …"
		return kind < 400
	}
	if r.byteAt(kind-1) == '(' && kind-1 == in.from && in.to >= len(r.z)-2 {
		return true
	}
	before := max(in.from, kind-12)
	if r.endsWith(kind, "(theo") && kind-5 == in.from {
		return in.to > len(r.z)-90
	}
	if r.endsWith(kind, "cac") {
		kind -= 3
	}
	for _, word := range []string{"banhanh", "vuaco", "daco", "co", "phathanh", "kybanhanh", "daky", "vuaky", "toanvan", "dagui", "vuagui", "kyvanban", "ra"} {
		if r.endsWith(kind, word) {
			return !r.contains(in.from, kind, "cancu", "nhanduoc", "thuchien") || r.contains(in.from, kind, "thuchiennghiem")
		}
	}
	if r.endsWith(kind, "kemtheo") && !r.contains(before, kind, "banhanh") {
		return !r.contains(in.from, kind, "banhanhkemtheo")
	}
	if r.endsWith(kind, "tai") && kind-3 == in.from {
		return r.contains(id.to, in.to, "denghi", "yeucau") && kind < 600
	}
	return isRegulation(r.typeCode(id)) && (r.provision(in, kind) || r.newsOf(in, kind, id))
}

// newsOf tells that the text tells of a circular: "(Trích Thông tư …)", "Xem chi tiết
// tại Thông tư … có hiệu lực", "quy định tại Điều 13 Nghị định …, cụ thể như sau:".
func (r *reader) newsOf(in sentence, kind int, id identifier) bool {
	if r.endsWith(kind, "trich") || r.endsWith(kind, "xemchitiettai") || r.endsWith(kind, "xemthem") {
		return true
	}
	return r.contains(max(in.from, kind-12), kind, "taidieu") && r.contains(id.to, in.to, "nhusau") && kind < 400
}

func isRegulation(code string) bool { return code == "tt" || code == "ttlt" || code == "nd" }

// provision tells that the text is an article of a circular: "(Điều 11 Thông tư …".
func (r *reader) provision(in sentence, kind int) bool {
	k := r.hasAny(in.from, "(")
	return r.has(k, "dieu") && kind-k < 12 && r.contains(kind, in.to, "cohieuluc")
}
