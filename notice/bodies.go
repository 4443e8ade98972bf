package notice

// bodies begin the names of those who issue notices. The longer one stands first.
var bodies = []string{
	"uybannhandan", "ubnd", "chutichuybannhandan", "chutichubnd", "thutuongchinhphu", "phothutuong", "botruong", "bogiaoduc", "bo", "vanphong", "so", "phong", "tongcuc", "cuc", "chicuc",
	"vu", "bantochuc", "bandanvan", "bantuyengiao", "banthuongvu", "banchaphanh", "banchidao", "bangiamhieu", "banquanly", "ban", "hoidong", "hdnd", "thuongtruc", "hoi", "lienhoi", "doan", "tinhdoan",
	"huyendoan", "thanhdoan", "xadoan", "thidoan", "doi", "danguy", "dangbo", "huyenuy", "tinhuy", "thanhuy", "thiuy", "quanuy", "chibo", "congdoan", "liendoan", "tongliendoan", "truong", "trungtam",
	"tram", "thanhtra", "toaan", "vienkiemsat", "baohiemxahoi", "nganhang", "uybandantoc", "uybanmattran", "uyban", "mattran", "bch", "btv", "congan", "quansu", "hocvien", "daihoc",
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
		if s.has(i, word) && s.wordEnd(i+len(word)) && !s.has(i, "phongchong") {
			return i + len(word)
		}
	}
	return i
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
	limit := r.bodyFrom
	if r.id.from > 3 {
		limit = min(limit, r.labelStart(r.id.from))
	}
	for i := 0; i < limit; i++ {
		if skip := r.mottoAt(i); skip > i {
			i = skip - 1
			continue
		}
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
