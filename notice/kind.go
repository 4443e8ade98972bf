package notice

// kinds are the names of notices, as headings and as words; longer ones first.
var kinds = []struct{ word, name string }{
	{"congvan", "công văn"},
	{"kehoach", "kế hoạch"},
	{"thongbao", "thông báo"},
	{"chithi", "chỉ thị"},
	{"quyetdinh", "quyết định"},
	{"huongdan", "hướng dẫn"},
	{"congdien", "công điện"},
	{"giaymoi", "giấy mời"},
	{"thongtulientich", "thông tư liên tịch"},
	{"thongtu", "thông tư"},
	{"nghidinh", "nghị định"},
	{"nghiquyet", "nghị quyết"},
	{"ketluan", "kết luận"},
	{"thongtri", "thông tri"},
	{"chuongtrinh", "chương trình"},
	{"totrinh", "tờ trình"},
	{"baocao", "báo cáo"},
	{"quydinh", "quy định"},
}

// readKind prefers the heading, then the word before the number, then its code: one
// code may stand for two kinds.
func (r *reader) readKind() {
	if from, to, name := r.heading(); name != "" {
		r.setKind(name, from, to)
		return
	}
	if r.id.to > 0 {
		k := r.id.from
		if r.endsWith(k, "so:") {
			k -= 3
		} else if r.endsWith(k, "so") {
			k -= 2
		}
		for _, kind := range kinds {
			if r.endsWith(k, kind.word) {
				r.setKind(kind.name, k-len(kind.word), k)
				return
			}
		}
		name := kindCodes[r.typeCode(r.id)]
		if name == "" {
			name = "công văn"
		}
		r.setKind(name, r.id.from, r.id.to)
		return
	}
	for _, kind := range kinds {
		in := r.all[0]
		if r.has(in.head, kind.word) && r.address >= 0 && (kind.name != "báo cáo") {
			r.setKind(kind.name, in.head, in.head+len(kind.word))
			return
		}
	}
	switch {
	case r.formal && r.address >= 0:
		r.Kind = "công văn"
		r.Evidence["kind"] = r.span(r.address, r.address+len("kinhgui"))
	default:
		r.toldKind()
	}
}

// toldKind finds "có công văn gửi …", "đã ký công văn" in a text that tells of a notice.
func (r *reader) toldKind() {
	for _, kind := range kinds[:8] {
		for _, verb := range []string{"banhanh", "vuaco", "daco", "co", "daky", "theo"} {
			word := verb + kind.word
			if k := r.find(word, 0, min(len(r.z), 1500)); k >= 0 && r.wordStart(k) {
				r.setKind(kind.name, k+len(verb), k+len(word))
				return
			}
		}
	}
}

func (r *reader) setKind(name string, from, to int) {
	r.Kind = name
	r.Evidence["kind"] = r.span(from, to)
}

// heading finds the name of the kind in capitals, on its own in the head.
func (r *reader) heading() (from, to int, name string) {
	limit := len(r.z)
	if r.address >= 0 {
		limit = r.address
	}
	limit = min(limit, max(r.bodyFrom, 0)+400)
	for i := 0; i < limit; i++ {
		if !r.upper(i) || !r.wordStart(i) {
			continue
		}
		for _, kind := range kinds {
			end := i + len(kind.word)
			if !r.has(i, kind.word) || !r.wordEnd(end) || r.byteAt(end) == ':' || !r.upper(end-1) || !r.upper(i+1) {
				continue
			}
			if r.gap[i] >= gapLine || r.byteAt(i-1) == '|' || r.formal && (isDigit(r.byteAt(i-1)) || r.endsWith(i, "hanhphuc")) {
				return i, end, kind.name
			}
		}
	}
	return 0, 0, ""
}
