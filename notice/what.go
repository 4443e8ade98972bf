package notice

import "strings"

// things are what can be handed in.
var things = []string{
	"baocao", "phieu", "danhsach", "bang", "kehoach", "solieu", "thongtin", "duthao", "dexuat", "ykien", "vanban", "bienban", "bieu", "ketqua", "thuyetminh", "noidung", "dangky",
	"dulieu", "tailieu", "nhucau", "chuongtrinh", "phuongan", "totrinh", "banghi", "ban",
}

// what names the thing that a deadline is for, in the words of the notice.
func (r *reader) what(f found) string {
	at := sentenceAt(r.all, f.from)
	in := r.all[at].around(f.from)
	text := r.thing(span{in.head, f.from}, true)
	if text == "" {
		text = r.thing(span{f.to, in.to}, false)
	}
	for k := at - 1; text == "" && k >= 0 && k > at-6; k-- {
		before := r.all[k].around(r.all[k].to)
		text = r.thing(span{before.head, before.to}, true)
	}
	if folded := squeeze(text); (folded == "baocao" || folded == "") && strings.HasPrefix(squeeze(r.Subject), "baocao") && strings.IndexByte("bB", r.Subject[0]) >= 0 {
		return r.Subject
	}
	if text == "" && r.Subject != "" {
		return r.Subject
	}
	return text
}

// thing finds what is handed in within a stretch: behind the verb ("gửi danh sách …"),
// or in front of it ("báo cáo … gửi về").
func (r *reader) thing(in span, last bool) string {
	find := r.firstWord
	if last {
		find = r.lastWord
	}
	verb, word := find(in.from, in.to, handWords)
	if verb < 0 {
		return ""
	}
	from := verb
	switch word {
	case "gui", "goi", "nop", "trinh", "cungcap", "phanhoi", "bao", "chuyenve", "capnhat":
		from = verb + len(word)
		if !r.thingAt(from) {
			from = r.thingBefore(in.from, verb)
		}
	case "baocao":
		if r.hasAny(verb+6, "ve", "cho", "gui", "trinh", "len") > verb+6 && !r.hasAny2(verb+6, "veviec", "vecongtac", "vetinhhinh", "veketqua", "vethuc") {
			if k := r.thingBefore(in.from, verb); k >= 0 {
				from = k
			}
		}
	case "ykien":
		if r.endsWith(verb, "gop") || r.endsWith(verb, "thamgia") {
			from = verb
		}
	}
	if from < 0 && (word == "phanhoi" || word == "cungcap" || word == "capnhat") {
		from = verb
	}
	if from < 0 {
		return ""
	}
	to := r.thingEnd(from, in.to)
	for to > from && strings.IndexByte(",;:.(-", r.z[to-1]) >= 0 {
		to--
	}
	if from >= to {
		return ""
	}
	return lowerFirst(r.text(from, to))
}

func (r *reader) hasAny2(i int, words ...string) bool { return r.hasAny(i, words...) > i }

func (r *reader) thingAt(i int) bool {
	i = r.hasAny(i, "cac", "nhung", "toanbo", "01", "02", "mot", "daydu")
	for _, word := range things {
		if r.has(i, word) && r.isThing(i, word) {
			return true
		}
	}
	return false
}

// isThing tells a thing from its look-alikes without marks: bản and ban, bảng and bằng.
func (r *reader) isThing(i int, word string) bool {
	if !r.wordStart(i) || !r.wordEnd(i+len(word)) {
		return false
	}
	if word == "ban" || word == "bang" {
		c := r.rune(i + 1)
		return c == 'ả' || c == 'Ả'
	}
	return true
}

// thingBefore finds the thing that the clause before a verb begins with, or -1.
func (r *reader) thingBefore(from, to int) int {
	place, _ := r.firstThing(max(from, to-220), to)
	return place
}

func (r *reader) firstThing(from, to int) (int, string) {
	start := from
	for k := to; k > from; k-- {
		if c := r.z[k-1]; c == ';' || c == '.' || c == ':' && to-k > 3 {
			start = k
			break
		}
	}
	place, which := -1, ""
	for _, word := range things {
		for k := r.find(word, start, to); k >= 0; k = r.find(word, k+1, to) {
			if r.isThing(k, word) {
				if place < 0 || k < place {
					place, which = k, word
				}
				break
			}
		}
	}
	return place, which
}

// thingEnd ends the name of a thing: where it is sent, when, how.
func (r *reader) thingEnd(from, end int) int {
	for i := from + 4; i < end && i < from+220; i++ {
		c := r.z[i]
		if c == ';' || c == ':' || c == ',' && i > from+30 || c == '.' && (i+1 >= end || r.gap[i+1] > gapNone) {
			return i
		}
		if !r.wordStart(i) {
			continue
		}
		if r.hasAny(i, "gui", "nop", "dungthoihan", "dunghan", "truocngay", "chamnhat", "theomau", "theobieumau", "bangvanban", "(theo", "(kem", "(qua", "dinhkem", "quadiachi", "trenhethong", "truoc") > i && i > from+5 {
			return i
		}
		if k := r.hasAny(i, "ve", "cho", "den", "toi", "len"); k > i && r.wordEnd(k) && r.officeAt(k) {
			return i
		}
		if r.has(i, "de") && r.wordEnd(i+2) && r.rune(i+1) == 'ể' {
			return i
		}
	}
	return min(end, from+220)
}

// officeAt tells that an office stands at i, not a matter.
func (r *reader) officeAt(i int) bool {
	return r.hasAny(i, "bo", "so", "phong", "ubnd", "uyban", "vanphong", "ban", "truong", "cuc", "vu", "thutuong", "trungtam", "doan", "hoidong", "huyen", "tinh", "dang", "cong", "diachi", "nganhang", "tram", "tong", "thuongtruc", "hieutruong", "phohieu", "giamdoc", "chutich", "totruong", "mattran", "huyen", "tinhdoan", "lien", "quy") > i &&
		(r.upper(i) || !r.upper(0))
}

func lowerFirst(text string) string {
	runes := []rune(text)
	if len(runes) > 1 && strings.ToLower(string(runes[1])) == string(runes[1]) {
		return strings.ToLower(string(runes[0])) + string(runes[1:])
	}
	return text
}
