package notice

// readSendTo finds where the answer goes: "gửi về …" in the sentence of a deadline, or
// in any sentence when no deadline names it.
func (r *reader) readSendTo() {
	for i := range r.Deadlines {
		p := r.Evidence[deadlineField(i)]
		start := r.folded(p.Start)
		at := sentenceAt(r.all, start)
		for k := at; k >= 0 && k >= at-1; k-- {
			if from, to, ok := r.placeIn(r.all[k].around(start)); ok {
				r.setSendTo(from, to)
				return
			}
		}
		if at+1 < len(r.all) {
			if from, to, ok := r.placeIn(r.all[at+1].around(start)); ok {
				r.setSendTo(from, to)
				return
			}
		}
	}
	if len(r.Deadlines) > 0 || !r.contains(0, len(r.z), "baocao") {
		return
	}
	for _, in := range r.all {
		if in.from < r.bodyFrom || !r.contains(in.from, in.to, "baocao") {
			continue
		}
		if from, to, ok := r.placeIn(in.around(in.head)); ok && r.contains(in.from, in.to, "guibaocao", "baocaove", "baocaogui", "guive") {
			r.setSendTo(from, to)
			return
		}
	}
}

// folded gives the place in the folded text of a code point.
func (r *reader) folded(at int) int {
	low, high := 0, len(r.z)
	for low < high {
		mid := (low + high) / 2
		if int(r.at[mid]) < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func (r *reader) setSendTo(from, to int) {
	r.SendTo = r.text(from, to)
	r.Evidence["send_to"] = r.span(from, to)
}

// placeIn finds an office behind "về", "cho", "đến", "báo cáo", "trình" in a sentence.
func (r *reader) placeIn(in sentence) (from, to int, ok bool) {
	for i := in.head; i < in.to; i++ {
		if !r.wordStart(i) {
			continue
		}
		k := r.hasAny(i, "ve", "cho", "den", "toi", "baocao", "trinh", "gui", "qua")
		if k == i || !r.wordEnd(k) || r.has(i, "trinh") && !r.isVerb(i, "trinh") || r.has(i, "baocao") && r.purpose(i) {
			continue
		}
		near := max(in.from, i-70)
		if !r.has(i, "baocao") && !r.has(i, "trinh") && !r.has(i, "gui") && !r.contains(near, i, "gui", "nop", "baocao", "trinh", "chuyen", "goi", "cungcap") {
			continue
		}
		if r.purpose(i) || !r.officeAt(k) && !r.has(k, "hethong") && !r.has(k, "diachi") {
			continue
		}
		end := r.placeEnd(k, in.to)
		if end-k < 2 {
			continue
		}
		return k, end, true
	}
	return 0, 0, false
}

// placeEnd ends an address: at the deadline, or where the sentence goes on to
// something else.
func (r *reader) placeEnd(from, end int) int {
	depth := 0
	for i := from; i < end && i < from+260; i++ {
		switch c := r.z[i]; {
		case c == '(':
			if r.hasAny(i, "(truoc", "(cham", "(theo", "(kem", "(han", "(thoi") > i {
				return i
			}
			depth++
			continue
		case c == ')':
			if depth == 0 {
				return i
			}
			depth--
			continue
		case depth > 0:
			continue
		case c == ';' || c == ':' || c == '.' && (i+1 >= end || r.gap[i+1] > gapNone):
			return i
		case c == ',' && r.hasAny(i, ",dongthoi", ",truoc", ",cham", ",thoihan", ",han", ",de", ",trong", ",theo", ",qua", ",vao", ",gui", ",va") > i:
			return i
		}
		if i > from && r.wordStart(i) && r.hasAny(i, "truoc", "chamnhat", "trongngay", "muonnhat", "theomau", "theodungquydinh", "tonghop", "xemxet", "bangvanban", "vao", "trongthoihan", "khongqua", "hangthang", "thoihan", "theothoi", "han", "trongvong", "chophep", "ketqua", "tinhhinh") > i {
			return i
		}
		if i > from && r.wordStart(i) && r.has(i, "de") && r.wordEnd(i+2) && (r.rune(i+1) == 'ể' || r.hasAny(i, "detonghop", "debaocao") > i) {
			return i
		}
	}
	return min(end, from+260)
}
