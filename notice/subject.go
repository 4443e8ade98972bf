package notice

import "strings"

// readSubject finds the trích yếu: "V/v …", the lines under the kind of the notice, or
// what a text that tells of the notice says it is about.
func (r *reader) readSubject() {
	if from, ok := r.aboutAt(); ok {
		r.setSubject(from, r.aboutEnd(from))
		return
	}
	if _, to, name := r.heading(); name != "" && name != "công điện" {
		if r.titledSubject(to) {
			return
		}
	}
	if r.formal || r.address >= 0 && r.id.to > 0 && r.id.from < r.bodyFrom && r.id.from < 6 {
		if r.formal {
			r.capitalTitle()
			return
		}
	}
	if r.id.to > 0 && r.toldSubject() || r.titleSubject() {
		return
	}
	r.toldSubject()
}

// aboutAt finds "V/v" in the head, or on a line of its own behind the signature.
func (r *reader) aboutAt() (from int, ok bool) {
	for i := 0; i < len(r.z); i++ {
		if r.z[i] != 'v' || i >= r.bodyFrom && r.gap[i] < gapLine && !(i > 0 && r.z[i-1] == '"' && r.gap[i-1] >= gapLine) {
			continue
		}
		k := r.hasAny(i, "v/v:", "v/v", "veviec:", "veviec", "ve:", "v.v:")
		if k == i || !r.wordStart(i) || r.inBrackets(i) && r.byteAt(i-1) != '(' {
			continue
		}
		if i < r.bodyFrom {
			at := r.byteAt(i - 1)
			if r.gap[i] >= gapLine || at == '|' || at == '"' || at == '(' || at == '_' || at == '-' || r.id.to == i || r.wideGap(max(i, 1)) || r.formal && r.id.from < i && i-r.id.to < 90 && r.has(i, "v/v") && !r.contains(r.id.to, i, "congvan", "thuchien") || r.id.to > 0 && r.id.from < i && i-r.id.to < 40 && r.afterKind(r.labelStart(r.id.from)) {
				return k, true
			}
			continue
		}
		if r.gap[i] >= gapLine && r.has(i, "v/v") && r.formal {
			return k, true
		}
	}
	return 0, false
}

// aboutEnd gives the end of a subject that begins at from.
func (r *reader) aboutEnd(from int) int {
	capitals := r.capitals(from, min(len(r.z), from+24))
	for i := from + 1; i < len(r.z); i++ {
		switch {
		case r.gap[i] == gapBlank && !(isLetter(r.z[i]) && !r.upper(i) && i < from+240):
			return i
		case r.has(i, "kinhgui") && (r.upper(i) || r.byteAt(i+7) == ':'), r.mottoAt(i) > i, r.z[i] == '|', r.has(i, "---"), r.has(i, "___"), r.has(i, "***"):
			return i
		case r.gap[i] >= gapLine && r.upper(i) && r.capitalLine(i) && (!capitals || r.issuerLine(i)):
			return i
		case r.gap[i] >= gapLine && r.headingAt(i):
			return i
		case r.gap[i] > gapNone && r.upper(i) && r.dateLineAt(i) > i:
			return i
		case i > from+500:
			return i
		}
	}
	return len(r.z)
}

// capitalLine tells that the line at i is in capitals.
func (r *reader) capitalLine(i int) bool {
	end := i + 1
	for end < len(r.z) && r.gap[end] < gapLine {
		end++
	}
	return end-i > 4 && r.capitals(i, end)
}

func (r *reader) headingAt(i int) bool {
	return r.has(i, "so:") || r.has(i, "noinhan") || r.has(i, "cancu") && r.upper(i)
}

// dateLineAt reads "Tân Hồng, ngày 28 tháng 5 năm 2024" at i: where it ends.
func (r *reader) dateLineAt(i int) int {
	for k := i; k < len(r.z) && k < i+40; k++ {
		if r.has(k, ",ngay") || k > i && r.has(k, "ngay") && r.gap[k] == gapSpace && r.byteAt(k-1) == '.' {
			end := k + 5
			if !isDigit(r.byteAt(end)) && !r.has(end, "thang") && r.byteAt(end) != '.' && r.byteAt(end) != zDots {
				return i
			}
			for end < len(r.z) && end < k+34 && !r.has(end, "nam") {
				end++
			}
			if r.has(end, "nam") {
				_, last, _, _ := r.plainNumber(end+3, 4)
				return max(last, end+3)
			}
			return i
		}
		if k > i && r.wordStart(k) && isLetter(r.z[k]) && !r.upper(k) || !isLetter(r.z[k]) && r.z[k] != '.' && r.z[k] != '-' {
			return i
		}
	}
	return i
}

func (r *reader) setSubject(from, to int) {
	for from < to && (r.z[from] == ':' || r.z[from] == '-' || r.z[from] == '_' || r.z[from] == '*' || r.z[from] == '.') {
		from++
	}
	for to > from && (strings.IndexByte("_-*|(;:,", r.z[to-1]) >= 0 || r.z[to-1] == '.' || r.z[to-1] == '/') {
		to--
	}
	if to > from && r.z[to-1] == '"' && strings.Count(r.z[from:to], "\"")%2 == 1 {
		to-- // “V/v …”
	}
	if to-from < 3 {
		return
	}
	r.Subject = strings.Trim(r.text(from, to), " *")
	r.Evidence["subject"] = r.span(from, to)
}

// titledSubject reads the lines under "KẾ HOẠCH", "THÔNG BÁO".
func (r *reader) titledSubject(i int) bool {
	if r.has(i, "so") && isDigit(r.byteAt(i+2)) { // THÔNG BÁO SỐ 2
		for i += 3; i < len(r.z) && r.gap[i] < gapLine; i++ {
		}
	}
	for i < len(r.z) && (r.gap[i] >= gapLine && r.noise(i) > i || strings.IndexByte("-_*|:", r.z[i]) >= 0) {
		i = max(r.noise(i), i+1)
	}
	k := r.hasAny(i, "veviec:", "veviec", "v/v:", "v/v", "ve:")
	end := k
	capitals := r.capitals(k, min(len(r.z), k+24))
	for end < len(r.z) && end < k+400 {
		if end > k+3 && r.gap[end] >= gapLine && r.has(end, "kinhgui") {
			break
		}
		if end > k && (r.gap[end] == gapBlank && (!isLetter(r.z[end]) || r.upper(end)) || r.has(end, "---") || r.has(end, "___") || r.has(end, "(banhanh") || r.has(end, "(kemtheo") || r.has(end, "kinhgui") ||
			r.gap[end] >= gapLine && (r.opens(end) || r.noise(end) > end) || r.has(end, "***")) {
			break
		}
		if end > k+10 && r.upper(end) && r.wordStart(end) && (r.gap[end] >= gapLine || capitals) && r.issuerLine(end) || capitals && end > k+10 && r.wordStart(end) && r.opens(end) {
			break
		}
		if c := r.z[end]; end > k+20 && c == '.' && r.gap[end+1] > gapNone && r.upper(end+1) && !r.upper(end-1) {
			break
		}
		end++
	}
	if end-k < 4 || r.opens(k) && (r.hasAny(k, "cancu", "xet", "theo") > k || end < len(r.z) && strings.IndexByte(".;,:", r.z[end-1]) >= 0 || end-k > 200) {
		return false
	}
	r.setSubject(k, end)
	return r.Subject != ""
}

// issuerLine tells that the one who decides is named at i in capitals, under a title.
func (r *reader) issuerLine(i int) bool {
	end := r.hasAny(i, "uybannhandan", "chutich", "botruong", "giamdoc", "hieutruong", "thutuong", "truongphong", "hoidongnhandan", "banchaphanh", "banthuongvu")
	if end == i || !r.capitals(i, end) {
		return false
	}
	for _, word := range []string{"cua", "thuoc", "voi", "va", "cac", "do", ","} {
		if r.endsWith(i, word) {
			return false
		}
	}
	return true
}

// capitalTitle reads a title in capitals under the date when the name of the kind is
// lost.
func (r *reader) capitalTitle() {
	from := r.headTo
	for from < len(r.z) && !isLetter(r.z[from]) {
		from++
	}
	end := from
	for end < len(r.z) && end < from+400 && (r.upper(end) || !isLetter(r.z[end])) && r.z[end] != '|' && r.gap[end] < gapBlank {
		if end > from+10 && r.gap[end] >= gapLine && (r.issuerLine(end) || !r.capitalLine(end)) {
			break
		}
		end++
	}
	if _, _, name := r.heading(); name != "" || from < len(r.z) && r.gap[from] < gapLine && r.byteAt(from-1) != '|' {
		return
	}
	if end-from < 24 || r.bodyAt(from) > from && !r.has(from, "banhanh") || from < r.id.to {
		return
	}
	r.setSubject(from, end)
}

// opens tells that the matter of the notice begins at i.
func (r *reader) opens(i int) bool {
	for _, word := range openings {
		if word != "de" && word != "truoc" && r.has(i, word) && r.upper(i) && r.wordEnd(i+len(word)) && !r.upper(i+1) {
			return true
		}
	}
	return false
}

// noise skips a line that holds no word: the rest of a watermark.
func (r *reader) noise(i int) int {
	end := i + 1
	for end < len(r.z) && r.gap[end] < gapLine {
		end++
	}
	if end-i > 3 {
		return i
	}
	return end
}

// toldSubject reads what follows the number: "… về việc báo cáo …".
func (r *reader) toldSubject() bool {
	from := -1
	if r.id.to > 0 && r.afterKind(r.labelStart(r.id.from)) {
		from = r.id.to
	} else if r.address < 0 {
		from = r.toldNotice()
	}
	if from < 0 {
		return false
	}
	in := r.all[sentenceAt(r.all, from-1)]
	end := in.to
	for i := from; i < min(end, from+260); i++ {
		if !r.wordStart(i) {
			continue
		}
		k := r.hasAny(i, "veviec:", "veviec", "v/v:", "v/v", "ve")
		if k > i && !(k == i+2 && (r.inBrackets(i) || !r.wordEnd(k))) {
			r.setSubject(k, r.toldEnd(k, end))
			return r.Subject != ""
		}
		if k := r.hasAny(i, "denghi", "yeucau"); k > i && r.wordEnd(k) && r.taskAt(k) {
			r.setSubject(k, r.toldEnd(k, end))
			return r.Subject != ""
		}
		if k := r.hasAny(i, "huongdan", "quydinh", "chanchinh", "trienkhai", "tochuc", "thongnhat", "tangcuong", "nhacnho", "dondoc", "baocao"); k > i && r.wordEnd(k) {
			r.setSubject(i, r.toldEnd(k, end))
			return r.Subject != ""
		}
	}
	return false
}

// toldNotice finds "vừa ban hành hướng dẫn …", "đã ký văn bản …" without a number.
func (r *reader) toldNotice() int {
	for _, word := range []string{"vuabanhanhvanban", "vuabanhanhcongvan", "dakyvanban", "kyvanban", "dakycongvan", "vuabanhanh", "dabanhanhvanban", "vuacovanban", "vuacocongvan", "banhanhcongvan", "banhanhvanban", "covanban", "cocongvan", "ravanban", "racongvan", "cocongdien"} {
		if k := r.find(word, 0, min(len(r.z), 900)); k >= 0 && r.wordStart(k) {
			return k + len(word)
		}
	}
	return -1
}

// toldEnd ends a subject in a running text.
func (r *reader) toldEnd(from, end int) int {
	for i := from + 1; i < end; i++ {
		switch {
		case r.has(i, "theoquydinhtai"), r.has(i, "lienquanden"), r.gap[i] >= gapLine && r.upper(i), r.has(i, ";"), r.has(i, "(quyetdinh"):
			return i
		case r.gap[i] > gapNone && r.hasAny(i, "guicac", "guiubnd", "guiso", "guiphong", "guigiamdoc", "guibo", "guitruong") > i:
			return i
		case r.has(i, ",trongdo"), r.has(i, ",theodo"), r.has(i, ",cuthe"), r.has(i, ".theodo"):
			return i
		}
	}
	return end
}

// tasks begin a title that says what the notice is about.
var tasks = []string{
	"baocao", "cungcap", "huongdan", "xaydung", "tongket", "soket", "rasoat", "tochuc", "thongke", "danhgia", "khaosat", "trienkhai", "kiemtra", "dangky", "gopy", "lapdanhsach", "capnhat",
	"tangcuong", "thuchien", "phoihop", "phathanh", "quydinh",
}

// titleSubject reads a title above a text that has no head.
func (r *reader) titleSubject() bool {
	end := 1
	for end < len(r.z) && r.gap[end] < gapLine {
		end++
	}
	if end >= len(r.z) || end > 260 {
		return false
	}
	from := 0
	if r.has(0, "dieu") && r.contains(0, end, ".tl.", ".tt.", ".nd.", ".qd.", ".lq.", ".vb.") { // an article of the codified law
		for from < end && !(r.z[from] == '.' && r.gap[from+1] > gapNone) {
			from++
		}
		r.setSubject(from+1, end)
		return r.Subject != ""
	}
	if r.gap[end] < gapBlank {
		return false
	}
	if k := strings.LastIndexByte(r.z[:end], '/'); k > 0 && r.gap[k] > gapNone && r.byteAt(k+1) != 0 && r.gap[k+1] > gapNone { // TIN TỨC / …
		from = k + 1
	}
	if k := r.orderEnd(from, end, append(faint, orders...)); k > from {
		from = r.hasAny(k, "denghi", "yeucau")
	}
	from = r.hasAny(from, "khantruong", "v/v:", "v/v", "veviec")
	if r.taskAt(from) {
		r.setSubject(from, end)
	}
	return r.Subject != ""
}

func (r *reader) taskAt(i int) bool {
	for _, task := range tasks {
		if r.has(i, task) && r.wordEnd(i+len(task)) {
			return true
		}
	}
	return false
}
