package notice

import "strings"

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
			return r.smallIssuer()
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
	name := r.name(pieces[last : end+1])
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

// smallIssuer reads a head that is not in capitals: "Uỷ ban nhân dân / xã Hoa Sen".
func (r *reader) smallIssuer() bool {
	if r.id.from < 4 {
		return false
	}
	limit := r.labelStart(r.id.from)
	from := -1
	for i := 0; i < limit; i++ {
		if r.gap[i] >= gapLine && r.upper(i) && r.bodyAt(i) > i {
			from = i
		}
	}
	if from < 0 {
		return false
	}
	to := from + 1
	for to < limit && (r.gap[to] < gapLine || r.gap[to] == gapLine && !r.upper(to)) && isLetter(r.z[to]) {
		to++
	}
	if to-from > 60 {
		return false
	}
	r.setIssuer(from, to)
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

func (r *reader) name(pieces []piece) string {
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
