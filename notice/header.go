package notice

import (
	"thuky/workday"
)

// readHead finds where the head of the notice ends and the matter begins.
func (r *reader) readHead() {
	r.motto = r.mottoFrom()
	r.address = r.addressAt()
	about := r.find("v/v", 0, min(len(r.z), 1500))
	switch {
	case r.motto >= 0:
		r.formal = true
	case r.address >= 0 && about >= 0 && about < r.address:
		r.formal = true
	case r.find("dangcongsanvietnam", 0, min(len(r.z), 300)) >= 0:
		r.formal = true
	}
	r.bodyFrom = r.matterFrom()
}

// mottoFrom gives the place of Quốc hiệu or Tiêu ngữ in the head, or -1. In a sentence
// the name of the country is no motto.
func (r *reader) mottoFrom() int {
	limit := min(len(r.z), 4000)
	for i := r.find("conghoaxahoichu", 0, limit); i >= 0; i = r.find("conghoaxahoichu", i+1, limit) {
		if r.capitals(i, min(len(r.z), i+20)) || r.contains(i, min(len(r.z), i+60), "doclap") {
			return i
		}
	}
	return r.find("doclap-tudo-hanhphuc", 0, limit)
}

// addressAt gives the place of "Kính gửi", or -1.
func (r *reader) addressAt() int {
	for i := r.find("kinhgui", 0, len(r.z)); i >= 0; i = r.find("kinhgui", i+1, len(r.z)) {
		if r.wordStart(i) && (r.upper(i) || r.byteAt(i+7) == ':') {
			return i
		}
	}
	return -1
}

// openings begin the matter of a notice.
var openings = []string{"cancu", "thuchien", "theo", "nham", "de", "xet", "tiep", "trien", "truoc", "huongtoi", "phuchop", "uybannhandan"}

// matterFrom gives where the head ends: at "Kính gửi", or at the first whole sentence
// behind the motto, number and subject.
func (r *reader) matterFrom() int {
	if r.address >= 0 && r.address < 3000 {
		r.headTo = r.address
		return r.address
	}
	r.headTo = max(r.motto, 0)
	from := 0
	if r.formal {
		from = max(r.motto, 0)
	}
	for _, in := range r.all {
		if in.from < from || in.to-in.from < 60 {
			continue
		}
		for _, word := range openings {
			if r.has(in.head, word) && r.upper(in.head) && r.wordEnd(in.head+len(word)) || r.has(in.head, "cancu") {
				return in.from
			}
		}
		if !r.formal {
			return in.from
		}
	}
	if r.formal {
		return min(len(r.z), max(r.motto, 0)+900)
	}
	return 0
}

// readIssued finds the day of issue: beside the place in the head, behind the number,
// or in the sentence that tells of the notice.
func (r *reader) readIssued() {
	if m, ok := r.headDate(); ok {
		r.setIssued(m)
		return
	}
	if r.id.to > 0 {
		k := r.hasAny(r.id.to, ",", "ra")
		if k = r.hasAny(k, "ngay"); r.endsWith(k, "ngay") {
			if m, ok := r.dayAndMonth(k); ok && m.month != 0 {
				r.setIssued(m)
				return
			}
		}
		in := r.all[sentenceAt(r.all, r.id.from)]
		for i := r.id.from - 1; i >= in.from; i-- {
			if r.has(i, "ngay") && (i == in.head || i == in.from || r.gap[i] >= gapLine) {
				if m, ok := r.openingDate(sentence{from: i, head: i, to: in.to}); ok {
					r.setIssued(m)
					return
				}
			}
		}
	}
	for i, in := range r.all {
		if i > 6 {
			break
		}
		if m, ok := r.titleDate(in); ok {
			r.setIssued(m)
			return
		}
		if m, ok := r.openingDate(in); ok && r.contains(m.to, min(in.to, m.to+110), "banhanh", "vuaco", "cocongvan", "covanban", "cothongbao", "kyvanban", "kycongvan", "phathanh", "cocongdien", "vuara", "dara") {
			r.setIssued(m)
			return
		}
	}
}

func (r *reader) setIssued(m moment) {
	if m.missingYear {
		r.doubt("issued", whyIssued)
		return
	}
	if m.year == 0 {
		if m.year = r.yearBefore(m); m.year == 0 {
			return
		}
	}
	d := m.date()
	if d.IsZero() {
		r.doubt("issued", whyNoSuchDay)
		return
	}
	r.Issued = d
	r.Evidence["issued"] = r.span(m.from, m.to)
	if m.unsure != "" {
		r.doubt("issued", m.unsure)
	}
}

// yearBefore is the year in which the day lies last before the receipt.
func (r *reader) yearBefore(m moment) int {
	received := r.asked.received
	if received.IsZero() {
		return 0
	}
	d := workday.Date{Year: received.Year, Month: monthOf(m.month), Day: m.day}
	if d.Compare(received) > 0 {
		return received.Year - 1
	}
	return received.Year
}

// headDate reads "Tân Hồng, ngày 28 tháng 5 năm 2024" in the head.
func (r *reader) headDate() (m moment, ok bool) {
	limit := r.bodyFrom
	if r.formal && r.address < 0 {
		limit = min(len(r.z), max(r.bodyFrom, 900))
	}
	for i := r.find("ngay", 0, limit); i >= 0; i = r.find("ngay", i+1, limit) {
		before := r.byteAt(i - 1)
		if before != ',' && before != '|' && !(r.formal && r.gap[i] >= gapLine) && !(before == '.' && r.formal) {
			continue
		}
		m, ok := r.dayAndMonth(i + 4)
		if !ok || m.month == 0 || m.year == 0 && !m.missingYear {
			continue
		}
		if r.inBrackets(i) || before == ',' && !r.placeBefore(i-1) {
			continue
		}
		m.from = i
		r.headTo = max(r.headTo, m.to)
		return m, true
	}
	return moment{}, false
}

// placeBefore tells that a name stands before the comma at i.
func (r *reader) placeBefore(i int) bool {
	k := i
	for k > 0 && !r.wordStart(k-1) {
		k--
	}
	return k > 0 && isLetter(r.z[k-1]) && (r.upper(k-1) || r.formal)
}

// openingDate reads "Ngày 26/5/2020, Bộ Tư pháp …".
func (r *reader) openingDate(in sentence) (m moment, ok bool) {
	from := in.head
	for k := from; k < min(in.to, from+30) && !r.has(in.head, "ngay"); k++ { // "(QTO) - Ngày 14/10, …"
		if (r.z[k] == '-' || r.z[k] == ')') && r.gap[k+1] > gapNone {
			from = k + 1
		}
	}
	k := r.hasAny(from, "ngay", "chieunay", "sangnay", "toinay", "homnay", "chieungay", "sangngay")
	m, ok = r.dayAndMonth(r.hasAny(k, ",", "ngay"))
	if k == from || !ok || m.month == 0 || r.byteAt(m.to) != ',' {
		return m, false
	}
	m.from = from
	return m, true
}

// titleDate reads "Thông báo khẩn ngày 18/10/2020".
func (r *reader) titleDate(in sentence) (m moment, ok bool) {
	for _, word := range kindWords {
		if !r.has(in.head, word) || word == "vanban" {
			continue
		}
		if i := r.find("ngay", in.head, min(in.to, in.head+len(word)+14)); i >= 0 {
			if m, ok := r.dayAndMonth(i + 4); ok && m.year != 0 {
				m.from = i
				return m, true
			}
		}
	}
	return m, false
}
