package notice

import "strings"

// handsIn tells whether something is handed in, and nothing else is done nearer.
func (s *sheet) handsIn(left span) bool {
	hand, _ := s.lastWord(left.from, left.to, handWords)
	if hand < 0 {
		return false
	}
	work, word := s.lastWord(hand+1, left.to, workWords)
	return work < 0 || !s.actsAlone(hand, work, word)
}

// actsAlone tells that the work word behind a hand-in word is an order of its own and
// not what the report is about.
func (s *sheet) actsAlone(hand, work int, word string) bool {
	if word == "hoanthanhviec" || word == "hoanthanhcongtac" {
		return true
	}
	if s.byteAt(work-1) == ';' || s.byteAt(work-1) == '.' {
		return true
	}
	for _, before := range []string{"phai", "can", "khantruong", "dukien", "duoc", "hoanthanh", "se"} {
		if s.endsWith(work, before) && s.wordStart(work-len(before)) {
			return true
		}
	}
	if s.byteAt(work-1) == ',' || s.endsWith(work, "va") {
		// "báo cáo kết quả tổ chức, triển khai …" goes on with its object; "gửi về
		// Phòng, tổ chức …" does not.
		return s.contains(hand, work, destinations...)
	}
	return false
}

// forHandIn tells whether the hit orders something to be handed in. maybe tells that a
// person might think so.
func (s *sheet) forHandIn(f found, all []sentence, nextHit int) (ok, maybe bool) {
	at := sentenceAt(all, f.from)
	in := all[at].around(f.from)
	left := span{in.from, f.from}
	if f.cue.kind == cueLabel { // "thời hạn nộp báo cáo: …" says itself what is handed in
		left.to = max(left.to, min(f.when.from, f.to))
	}
	clause := span{s.clauseStart(span{in.from, f.from}), f.from}
	if s.refused(f, in, clause) || at+1 < len(all) && s.isOverdue(all[at+1]) {
		return false, false
	}
	if hand, _ := s.lastWord(left.from, left.to, handWords); hand >= 0 {
		if s.isDossier(hand, f.from, left) {
			return false, false
		}
		return s.handsIn(left), false
	}
	work, _ := s.lastWord(left.from, left.to, workWords)
	right := span{f.to, s.rightEnd(f.to, min(in.to, nextHit))}
	if hand, _ := s.firstWord(right.from, right.to, handWords); hand < 0 {
		if busy, _ := s.firstWord(right.from, right.to, workWords); busy < 0 { // one verb for several dates
			right.to = s.rightEnd(f.to, in.to)
		}
	}
	if work < 0 {
		if hand, _ := s.firstWord(right.from, right.to, handWords); hand >= 0 {
			return !s.isDossier(hand, right.to, right), false
		}
	}
	if busy, _ := s.firstWord(right.from, right.to, workWords); busy >= 0 {
		return false, false
	}
	if work < 0 || f.rule != "" {
		if s.leadOrders(all, at, f) {
			return true, false
		}
	}
	return false, work < 0 && f.cue.kind == cueBy && f.when.month != 0
}

// clauseStart is where the part of the sentence before a deadline begins.
func (s *sheet) clauseStart(left span) int {
	for k := left.to; k > left.from; k-- {
		if c := s.z[k-1]; c == ',' || c == ';' || c == ':' || c == '(' {
			return k
		}
	}
	return left.from
}

// rightEnd ends what a deadline in front rules: at a semicolon (unless "đồng thời"
// goes on), and before what it is all for.
func (s *sheet) rightEnd(from, to int) int {
	for k := from; k < to; k++ {
		if s.z[k] == ';' && !s.has(k+1, "dongthoi") && !s.has(k+1, "va") {
			return k
		}
	}
	return to
}

// refused tells the ways of writing that name a date and order nothing by it.
func (s *sheet) refused(f found, in sentence, clause span) bool {
	before := span{max(in.from, f.from-48), f.from}
	switch {
	case s.contains(clause.from, clause.to, "khong") && !s.contains(clause.from, clause.to, "khongqua", "khongmuon", "khongcham", "khongtre"),
		s.contains(in.from, min(in.to, in.from+24), "truocdo,") && s.contains(in.from, f.from, "congvan", "vanban", "yeucau", "denghi"),
		s.isCutOff(before, "chotsolieu", "thoigianchot", "solieutinh", "solieuduoctinh", "tinhden", "tinhtu", "laysolieu", "solieuden", "thoidiemtinh", "tronggiaidoan", "trongkhoang"),
		s.contains(clause.from, clause.to, "dachotsolieu", "hieuluc"),
		s.contains(in.from, f.from, "setonghop", "seduoc"), s.isDone(in.from, f.from):
		return true
	}
	if f.cue.before && s.wordStart(f.from) {
		before := strings.ToLower(s.text(max(in.from, f.from-12), f.from))
		for _, word := range []string{"phát sinh", "tuyển dụng", "ban hành", "xảy ra", "bổ nhiệm", "từ", "có", "hiệu lực", "thành lập", "cấp phép", "được cấp", "hoạt động"} {
			if strings.HasSuffix(before, word) {
				return true
			}
		}
	}
	switch f.cue.kind {
	case cueUntil:
		if f.cue.word == "trongngay" {
			return false
		}
		return s.isCutOff(before, "tungay", "giaidoan", "solieu", "tinh", "ketqua", "tinhhinh", "trongthoigian", "bosung")
	case cueRange:
		return f.rule == "" && !s.rangeForHandIn(before, span{max(in.from, f.from-90), f.from})
	case cueAt:
		return f.rule == "" && s.contains(clause.from, clause.to, "hop", "hoinghi", "tochuc", "toadam", "taphuan", "kiemtra", "giaoban")
	case cueWithin:
		return s.contains(before.from, before.to, "solieuduoc", "duoctinh")
	}
	return false
}

// rangeForHandIn tells that "từ ngày … đến ngày …" is when something is handed in, and
// not when something lasts: "nộp về Phòng từ ngày", "thời hạn gửi báo cáo: từ ngày".
func (s *sheet) rangeForHandIn(before, order span) bool {
	if s.contains(before.from, before.to, "solieu", "giaidoan") || s.namesDossier(before.from, before.to) {
		return false
	}
	if hand, word := s.lastWord(order.from, order.to, handWords); word == "nop" || word == "gui" {
		if s.contains(hand, order.to, destinations...) {
			return true
		}
	}
	if at := s.last(before.from, before.to, "thoihan"); at >= 0 {
		hand, _ := s.firstWord(at, before.to, handWords)
		return hand >= 0 || before.to-at <= len("thoihanla:")
	}
	return s.contains(before.from, before.to, "thoigiangui", "thoigiannop", "thoigiannhan", "thoigianbaocao", "tiepnhan", "nopbaocao", "guibaocao", "nhanbaocao", "gui:", "nop:")
}

// destinations are where things are handed in.
var destinations = []string{"vephong", "veso", "vebo", "veubnd", "veban", "vetruong", "veuyban", "vedang", "vevanphong", "vexa", "vephuong", "vehuyen"}

// isCutOff tells that words about data stand before a date, and no order to hand them
// in behind the words.
func (s *sheet) isCutOff(before span, words ...string) bool {
	at := s.last(before.from, before.to, words...)
	if at < 0 {
		return false
	}
	hand, word := s.lastWord(at, before.to, handWords)
	if word == "baocao" { // "số liệu đến ngày … báo cáo …" is one thing, ", gửi báo cáo …" another
		send, _ := s.lastWord(at, hand, []string{"gui", "nop"})
		return send < 0
	}
	return hand < 0 || word == "thongke"
}

// isDone tells that something was handed in already: "đã nhận báo cáo của 12 trường".
func (s *sheet) isDone(from, to int) bool {
	at := s.last(from, to, "danhan", "dagui", "danop", "dabaocao")
	return at >= 0 && s.wordStart(at) && !s.contains(at, to, "denghi", "yeucau", "chidao", "congvan", "vanban")
}

// isOverdue tells that a sentence complains that the deadline before it was missed.
func (s *sheet) isOverdue(next sentence) bool {
	next = next.around(next.head)
	return s.hasAny(next.head, "tuynhien", "nhungden", "dennay", "songden") > next.head && s.contains(next.head, next.to, "chua", "cham")
}

// isDossier tells that what is handed in is an application or an entry.
func (s *sheet) isDossier(hand, to int, in span) bool {
	if s.has(hand, "baocao") || s.has(hand, "capnhat") {
		return false
	}
	from := hand
	for from > in.from && s.z[from-1] != '.' && s.z[from-1] != ':' && s.z[from-1] != ';' && hand-from < 60 {
		from--
	}
	if to = min(to, hand+44); s.contains(from, to, "baocao", "bienban") {
		return false
	}
	return s.namesDossier(from, to)
}

// officeFiles are the "hồ sơ" that an office makes because of its work.
var officeFiles = []string{"dutoan", "quyettoan", "danhgia", "kiemdiem", "xeploai"}

// namesDossier finds what people hand in for themselves.
func (s *sheet) namesDossier(from, to int) bool {
	for k := s.find("hoso", from, to); k >= 0; k = s.find("hoso", k+4, to) {
		if s.hasAny(k+4, officeFiles...) == k+4 {
			return true
		}
	}
	return s.contains(from, to, dossierWords...)
}

// leadOrders looks at what leads to a sentence without a verb: the head of its list, or
// the sentence before.
func (s *sheet) leadOrders(all []sentence, at int, f found) bool {
	for k := at - 1; k >= 0 && k > at-40; k-- {
		lead := all[k].around(all[k].to)
		if s.byteAt(lead.to-1) == ':' && lead.mark != all[at].mark || lead.mark == 0 && all[at].mark != 0 {
			return s.handsIn(span{lead.from, lead.to})
		}
		if all[at].mark == 0 || f.cue.kind == cueLabel || f.from-all[at].from < 24 {
			if s.namesDossier(lead.from, lead.to) && !s.contains(lead.from, lead.to, "baocao") {
				return false
			}
			if s.handsIn(span{lead.from, lead.to}) {
				return true
			}
			if k <= at-2 {
				return false
			}
		}
	}
	return false
}
