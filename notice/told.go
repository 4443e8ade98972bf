package notice

import "strings"

// orders are what an issuer does in a text that tells of a notice; faint are the words
// that others do as well.
var orders = []string{
	"trantrongdenghi", "kinhdenghi", "denghi", "yeucau", "dabanhanh", "vuabanhanh", "banhanh", "vuaco", "dacovanban", "dacocongvan", "covanban", "cocongvan", "cothongbao",
	"coykien", "phathanh", "vuaphathanh", "vuakybanhanh", "dakyvanban", "dakycongvan", "dakybanhanh", "kyvanban", "vuaky", "trieutap", "vanchuanhan", "vuaravanban", "ravanban", "racongvan",
	"cocongdien", "cokehoach", "cochithi",
}

var faint = []string{"giao", "chidao", "huongdan", "thongbao", "tochuc"}

// toldIssuer finds who orders: "… của Ban Dân vận Trung ương về việc", "Bộ Tư pháp đã
// ban hành", "Sở … yêu cầu".
func (r *reader) toldIssuer() {
	if r.id.to > 0 && r.afterKind(r.labelStart(r.id.from)) {
		if k := r.find("cua", r.id.to, min(len(r.z), r.id.to+34)); k >= 0 && r.bodyAt(k+3) > k+3 && !r.contains(r.id.to, k, ".", ";") {
			for _, stop := range []string{"veviec", "v/v", "gui", "ve", "huongdan", "denghi", "yeucau", "quydinh"} {
				if end := r.find(stop, k+6, min(len(r.z), k+100)); end >= 0 && r.wordStart(end) && !r.contains(k, end, ",ngay") {
					r.setIssuer(k+3, end)
					return
				}
			}
		}
	}
	if r.regulation {
		return
	}
	for _, words := range [][]string{orders, faint} {
		for _, in := range r.all[:min(len(r.all), 40)] {
			for i := in.from; i < in.to; i++ {
				if !r.mayBegin(i, in) {
					continue
				}
				if end := r.orderEnd(i, in.to, words); end > i {
					r.setIssuer(i, r.withoutPerson(i, end))
					return
				}
			}
		}
	}
}

// surnames begin the names of persons, which follow an office: "Chủ tịch UBND tỉnh
// Nguyễn Văn A".
var surnames = map[string]bool{
	"Nguyễn": true, "Trần": true, "Lê": true, "Phạm": true, "Hoàng": true, "Huỳnh": true, "Phan": true, "Vũ": true, "Võ": true, "Đặng": true, "Bùi": true, "Đỗ": true,
	"Hồ": true, "Ngô": true, "Dương": true, "Lý": true, "Lương": true, "Đinh": true, "Trịnh": true, "Mai": true, "Tô": true, "Hà": true, "Cao": true, "Đoàn": true, "Tạ": true, "Thái": true, "Châu": true,
}

// withoutPerson ends a name before the person who signs for it.
func (r *reader) withoutPerson(from, to int) int {
	words := 0
	for k := to; k > from; k-- {
		if !r.wordStart(k) || k == to {
			continue
		}
		if !r.upper(k) {
			return to
		}
		words++
		end := k + 1
		for end < to && !r.wordStart(end) {
			end++
		}
		if words >= 3 && words <= 4 && surnames[r.text(k, end)] && !r.endsWith(k, "tp") && !r.endsWith(k, "tp.") && !r.endsWith(k, "pho") {
			return k
		}
	}
	return to
}

func (r *reader) labelStart(i int) int {
	if r.endsWith(i, "so:") {
		return i - 3
	}
	if r.endsWith(i, "so") {
		return i - 2
	}
	return i
}

func (r *reader) setIssuer(from, to int) {
	for to > from && (r.z[to-1] == ',' || r.z[to-1] == '-') {
		to--
	}
	r.Issuer = strings.TrimSpace(r.text(from, to))
	if r.capitals(from, to) && r.Issuer == strings.ToUpper(r.Issuer) {
		r.Issuer = properName(r.Issuer)
	}
	r.Evidence["issuer"] = r.span(from, to)
}

// mayBegin tells that the one who orders may be named at i: where a clause begins, or
// behind an office ("Phó giám đốc").
func (r *reader) mayBegin(i int, in sentence) bool {
	if i != in.head && i != in.from {
		switch r.byteAt(i - 1) {
		case ',', ';', ':', '.', ')':
		default:
			if !r.endsWith(i, "giamdoc") && !r.endsWith(i, "theo") && !r.endsWith(i, "truongphong") || !r.wordStart(i) {
				return false
			}
		}
	}
	end := r.bodyAt(i)
	if end == i {
		return false
	}
	return !r.contains(max(in.from, i-30), i, "congvanso", "vanbanso", "quyetdinhso") || r.byteAt(i-1) == ','
}

// orderEnd gives the end of the name at i when an order follows it, else i.
func (r *reader) orderEnd(i, end int, words []string) int {
	from := r.bodyAt(i)
	for k := from; k < min(end, i+95); k++ {
		if r.z[k] == '.' && r.gap[k+1] > gapNone && r.fullStop(k+1) || r.z[k] == ';' || r.z[k] == ':' || r.z[k] == '"' {
			return i
		}
		if r.z[k] == ',' && (k+1 >= len(r.z) || r.hasAny(k+1, words...) == k+1 && !r.upper(k+1) || r.has(k+1, "ngay")) {
			if !r.contains(i, k, "vanhoa") {
				return i
			}
			continue
		}
		if !r.wordStart(k) {
			continue
		}
		verb := r.hasAny(k, words...)
		if verb == k || !r.wordEnd(verb) {
			continue
		}
		word := r.z[k:verb]
		if k < i+4 || word == "giao" && (r.has(verb, "duc") || r.has(verb, "thong")) || word == "huongdan" && r.has(verb, "cua") {
			continue
		}
		if word == "tochuc" && !r.has(verb, "le") && !r.has(verb, "hoi") || r.endsWith(k, "cua") || r.endsWith(k, "theo") {
			return i
		}
		if k-i <= 3 || (k-from == 0 && k-i < 6) { // "Bộ yêu cầu": which one is not said
			return i
		}
		for _, small := range []string{"trantrong", "kinh", "vua", "da", "tieptuc", "cung", "se", "vandang", "dang"} {
			if r.endsWith(k, small) && r.wordStart(k-len(small)) {
				k -= len(small)
			}
		}
		return k
	}
	return i
}
