package notice

import "strings"

// bodies begin the names of those who issue notices. The longer one stands first.
var bodies = []string{
	"uybannhandan", "ubnd", "chutichuybannhandan", "chutichubnd", "thutuongchinhphu", "phothutuong", "botruong", "bogiaoduc", "bo", "vanphong", "so", "phong", "tongcuc", "cuc", "chicuc",
	"vu", "bantochuc", "bandanvan", "bantuyengiao", "banthuongvu", "banchaphanh", "banchidao", "bangiamhieu", "banquanly", "ban", "hoidong", "hoi", "lienhoi", "doan", "tinhdoan",
	"huyendoan", "thanhdoan", "xadoan", "thidoan", "doi", "danguy", "dangbo", "huyenuy", "tinhuy", "thanhuy", "thiuy", "quanuy", "chibo", "congdoan", "liendoan", "tongliendoan", "truong", "trungtam",
	"tram", "thanhtra", "toaan", "vienkiemsat", "baohiemxahoi", "ngan hang", "nganhang", "uybandantoc", "uybanmattran", "uyban", "mattran", "bch", "btv", "congan", "quansu", "hocvien", "daihoc",
}

// ministries carry commas or "và" in their names.
var ministries = []string{
	"bovanhoa,thethaovadulich", "bolaodong-thuongbinhvaxahoi", "bogiaoducvadaotao", "bothongtinvatruyenthong", "bonongnghiepvaphattriennongthon", "bokehoachvadautu",
	"botainguyenvamoitruong", "bokhoahocvacongnghe", "bonongnghiepvamoitruong", "sovanhoa,thethaovadulich", "sovanhoa,thethao", "phongvanhoa-xahoi",
}

func (s *sheet) bodyAt(i int) int {
	if !s.wordStart(i) {
		return i
	}
	for _, word := range ministries {
		if s.has(i, word) {
			return i + len(word)
		}
	}
	for _, word := range bodies {
		if s.has(i, word) && s.wordEnd(i+len(word)) {
			return i + len(word)
		}
	}
	return i
}

// readIssuer takes the head of the notice, else the one who orders in the text.
func (r *reader) readIssuer() {
	if r.formal {
		if r.headIssuer() {
			return
		}
		if r.motto >= 0 {
			return
		}
	} else if (r.id.to > 0 && r.id.from < r.bodyFrom || r.address > 0) && r.headIssuer() {
		return
	}
	r.toldIssuer()
}

// piece is one line or column of the head.
type piece struct{ from, to int }

// headPieces are the lines in capitals above the number, without the motto.
func (r *reader) headPieces() []piece {
	end := r.bodyFrom
	if r.id.to > 0 && r.id.from > 3 {
		end = min(end, r.labelStart(r.id.from))
	}
	if k := r.find("v/v", 0, end); k > 3 {
		end = k
	}
	var pieces []piece
	add := func(from, to int) {
		for from < to && !isLetter(r.z[from]) {
			from++
		}
		for to > from && !isLetter(r.z[to-1]) && !isDigit(r.z[to-1]) && r.z[to-1] != ')' {
			to--
		}
		if from < to && r.capitals(from, to) {
			pieces = append(pieces, piece{from, to})
		}
	}
	cells := r.contains(0, end, "|")
	from := 0
	for i := 0; i < end; {
		skip := r.mottoAt(i)
		switch {
		case skip > i:
			add(from, i)
			from, i = skip, skip
		case i > from && (r.gap[i] == gapBlank || r.gap[i] == gapLine && (!cells || !r.capitals(from, i)) || r.has(i, "--") || r.z[i] == '|' || r.z[i] == '_' || r.wideGap(i)):
			add(from, i)
			from = i
			i++
		default:
			i++
		}
	}
	add(from, end)
	return pieces
}

// splitPieces cuts "UBND TỈNH … SỞ …" in two.
func (r *reader) splitPieces(pieces []piece) []piece {
	var all []piece
	for _, p := range pieces {
		if r.hasAny(p.from, "ubnd", "uybannhandan") > p.from {
			for i := p.from + 8; i < p.to; i++ {
				if r.wordStart(i) && r.hasAny(i, "sogiaoduc", "sonoivu", "soyte", "sotaichinh", "sovanhoa", "sokhoahoc", "sokehoach", "soxaydung", "solaodong", "sonongnghiep", "phong", "truong", "vanphong", "ban") > i && r.wordStart(i+2) == r.has(i, "so") {
					all = append(all, piece{p.from, i})
					p.from = i
					break
				}
			}
		}
		all = append(all, p)
	}
	return all
}

// capitalBody finds a name in capitals in a line that holds more.
func (r *reader) capitalBody() []piece {
	for i := 0; i < r.bodyFrom; i++ {
		if !r.upper(i) || !r.upper(i+1) || r.bodyAt(i) == i {
			continue
		}
		end := i
		for end < r.bodyFrom && (r.upper(end) || r.z[end] == ',' || r.z[end] == '-' || r.z[end] == '&') && r.gap[end] < gapLine {
			end++
		}
		for end > i && !isLetter(r.z[end-1]) {
			end--
		}
		if end-i > 6 {
			return []piece{{i, end}}
		}
	}
	return nil
}

// mottoAt skips Quốc hiệu and Tiêu ngữ, and the Party's head, at i.
func (s *sheet) mottoAt(i int) int {
	if !s.wordStart(i) {
		return i
	}
	if k := s.hasAny(i, "conghoaxahoichunghiavietnam", "dangcongsanvietnam", "conghoaxahoichu"); k > i {
		return k
	}
	if s.has(i, "doclap") {
		for k := i; k < len(s.z) && k < i+34; k++ {
			if s.has(k, "hanhphuc") {
				return k + len("hanhphuc")
			}
		}
	}
	return i
}

// wideGap tells that two columns meet before i.
func (s *sheet) wideGap(i int) bool {
	if s.gap[i] != gapSpace {
		return false
	}
	from, to := int(s.at[i-1])+1, int(s.at[i])
	if to-from >= 3 {
		return true
	}
	for _, r := range s.src[from:to] {
		if r == '\t' {
			return true
		}
	}
	return false
}

// capitals tells that [from, to) is written in capitals.
func (s *sheet) capitals(from, to int) bool {
	upper, lower := 0, 0
	for i := from; i < to; i++ {
		if isLetter(s.z[i]) {
			if s.upper(i) {
				upper++
			} else {
				lower++
			}
		}
	}
	return upper >= 3 && upper >= 6*lower
}

// headIssuer joins the lines of the head to a name.
func (r *reader) headIssuer() bool {
	pieces := r.splitPieces(r.headPieces())
	if _, _, name := r.heading(); name == "công điện" {
		if r.telegramIssuer() {
			return true
		}
	}
	last := -1
	for i, p := range pieces {
		if r.isHeadingPiece(p) {
			break
		}
		if r.bodyAt(p.from) > p.from {
			last = i
		}
	}
	if last < 0 {
		if pieces = r.capitalBody(); len(pieces) == 0 {
			return false
		}
		last = 0
	}
	end := last
	for end+1 < len(pieces) && r.bodyAt(pieces[end+1].from) == pieces[end+1].from && !r.isHeadingPiece(pieces[end+1]) && r.adjacent(pieces[end], pieces[end+1]) {
		end++ // a long name on two lines
	}
	if last > 0 && r.hasAny(pieces[last-1].from, "banchaphanh", "banthuongvu", "bch", "btv") > pieces[last-1].from &&
		r.hasAny(pieces[last].from, "doan", "dang", "hoi", "congdoan") > pieces[last].from {
		last--
	}
	first := last
	name := r.name(pieces[last].from, pieces[end].to, pieces[last:end+1])
	if last > 0 {
		var parent strings.Builder
		for i := 0; i < last; i++ {
			parent.WriteString(r.text(pieces[i].from, pieces[i].to) + " ")
		}
		var took bool
		if name, took = withParent(name, strings.TrimSpace(parent.String())); took {
			first = 0
		}
	}
	r.Issuer = name
	r.Evidence["issuer"] = r.span(pieces[first].from, pieces[end].to)
	if squeeze(name) == "uybannhandan" {
		r.completeCommittee()
	}
	return true
}

// completeCommittee says of which place the Ủy ban nhân dân is, where the head lost it.
func (r *reader) completeCommittee() {
	for i := r.find("uybannhandan", 0, len(r.z)); i >= 0; i = r.find("uybannhandan", i+1, len(r.z)) {
		if r.extendCommittee(i, i+len("uybannhandan")) {
			return
		}
	}
	for i := r.find("diabantinh", 0, len(r.z)); i >= 0; i = r.find("diabantinh", i+1, len(r.z)) {
		if r.extendCommittee(i, i+len("diaban")) {
			return
		}
	}
}

// extendCommittee takes the level and the name behind i, if they are there.
func (r *reader) extendCommittee(from, i int) bool {
	k := r.hasAny(i, "tinh", "thanhpho", "huyen", "thixa", "quan", "thitran", "xa", "phuong")
	if k == i {
		return false
	}
	end := k
	for end < len(r.z) && end < k+24 && isLetter(r.z[end]) && (!r.wordStart(end) || r.upper(end) && (end == k || r.gap[end] == gapSpace)) {
		end++
	}
	for end > k && !r.wordStart(end) {
		end--
	}
	if end-k < 3 || !r.upper(k) {
		return false
	}
	r.Issuer = "Ủy ban nhân dân " + properPlace(r.text(i, end))
	r.Evidence["issuer"] = r.span(from, end)
	return true
}

func (r *reader) isHeadingPiece(p piece) bool {
	for _, kind := range kinds {
		if end := p.from + len(kind.word); r.has(p.from, kind.word) && r.wordEnd(end) {
			return true
		}
	}
	return false
}

// adjacent tells that nothing but separators, and the motto of the other column,
// stands between two pieces.
func (r *reader) adjacent(a, b piece) bool {
	for i := a.to; i < b.from; i++ {
		if skip := r.mottoAt(i); skip > i {
			i = skip - 1
			continue
		}
		if isLetter(r.z[i]) || isDigit(r.z[i]) {
			return false
		}
	}
	return true
}

func (r *reader) name(from, to int, pieces []piece) string {
	words := make([]string, 0, len(pieces))
	for _, p := range pieces {
		words = append(words, r.text(p.from, p.to))
	}
	return properName(strings.Join(words, " "))
}

// telegramIssuer reads who sends a công điện: "CÔNG ĐIỆN / BỘ TRƯỞNG BỘ …".
func (r *reader) telegramIssuer() bool {
	_, to, _ := r.heading()
	limit := min(len(r.z), to+260)
	for i := to; i < limit; i++ {
		if !r.upper(i) || r.hasAny(i, "botruong", "chutich", "thutuong", "bantruong", "giamdoc", "truongban", "banchihuy", "vanphong") == i || !r.wordStart(i) {
			continue
		}
		end := i
		for end < limit && (!isLetter(r.z[end]) || r.upper(end)) && !(r.z[end] == '-' && r.gap[end] > gapNone) && r.z[end] != ':' && !(r.has(end, "dien") && r.wordEnd(end+4)) {
			if end > i && r.gap[end] >= gapLine && r.capitals(i, end) && r.z[end] == '-' {
				break
			}
			end++
		}
		for end > i && r.upper(end-1) && end < len(r.z) && !r.wordStart(end) {
			end--
		}
		if !r.capitals(i, end) {
			return false
		}
		r.Issuer = properName(r.text(i, end))
		r.Evidence["issuer"] = r.span(i, end)
		return true
	}
	return false
}

// orders are what an issuer does in a text that tells of a notice; faint are the words
// that others do as well.
var orders = []string{
	"tran trongdenghi", "trantrongdenghi", "kinhdenghi", "denghi", "yeucau", "dabanhanh", "vuabanhanh", "banhanh", "vuaco", "dacovanban", "dacocongvan", "covanban", "cocongvan", "cothongbao",
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
		for _, small := range []string{"trantrong", "kinh", "vua", "da", "tieptuc", "ciing", "cung", "se", "da co", "vandang", "cũng", "nghiem tuc", "dang"} {
			if r.endsWith(k, small) && r.wordStart(k-len(small)) {
				k -= len(small)
			}
		}
		return k
	}
	return i
}
