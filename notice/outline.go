package notice

import "strings"

// readOutline lists the headings of the outline that comes with the notice: what
// follows "ĐỀ CƯƠNG", or the list behind "báo cáo … các nội dung sau:".
func (r *reader) readOutline() {
	from, whole := r.outlineFrom()
	if from < 0 {
		return
	}
	var marks []byte // the markers in the order in which they nest
	first := byte(0)
	for n := from; n < len(r.all) && len(r.Outline) < 400; n++ {
		in := r.all[n]
		if r.has(in.from, "noinhan") || r.has(in.head, "trantrong") {
			return
		}
		if in.mark == 0 || in.mark == '-' || !in.line && in.from > 0 && r.gap[in.from] < gapLine && whole {
			if !whole && in.mark == 0 && in.line && first != 0 {
				return
			}
			continue
		}
		if first == 0 {
			first = in.mark
		}
		level := 0
		for level < len(marks) && marks[level] != in.mark {
			level++
		}
		if level == len(marks) {
			marks = append(marks, in.mark)
		}
		number := strings.TrimRight(r.text(in.from, in.head), "./) ")
		number = strings.TrimLeft(number, "(")
		level += 1 + strings.Count(number, ".")
		to := r.headingEnd(in)
		if to-in.head < 2 {
			continue
		}
		r.Outline = append(r.Outline, Heading{Level: level, Number: number, Heading: r.text(in.head, to)})
	}
}

// headingEnd ends a heading at its line when the next line begins anew.
func (r *reader) headingEnd(in sentence) int {
	to := in.to
	for i := in.head + 1; i < in.to; i++ {
		if r.gap[i] >= gapLine && r.upper(i) && r.z[i-1] != ',' {
			to = i
			break
		}
		if r.z[i] == ':' && i > in.head+3 {
			to = i
			break
		}
	}
	for to > in.head && strings.IndexByte(".;:,", r.z[to-1]) >= 0 {
		to--
	}
	return min(to, in.head+300)
}

// outlineFrom gives the sentence with which the outline begins, or -1. whole tells that
// all that follows belongs to it.
func (r *reader) outlineFrom() (n int, whole bool) {
	for n, in := range r.all {
		if in.from < r.bodyFrom {
			continue
		}
		for i := r.find("decuong", in.from, in.to); i >= 0; i = r.find("decuong", i+1, in.to) {
			roman := i == in.head && n+1 < len(r.all) && r.all[n+1].mark == 'I' // in small letters it may be a sentence
			if r.gap[i] >= gapLine && r.upper(i) && (r.upper(i+1) || roman) && !r.contains(i, min(in.to, i+30), "tuyentruyen") {
				return n, true
			}
		}
	}
	for n, in := range r.all {
		if in.from < r.bodyFrom || r.byteAt(in.to-1) != ':' || n+1 >= len(r.all) || r.all[n+1].mark == 0 || r.all[n+1].mark == '-' {
			continue
		}
		if r.contains(in.from, in.to, "baocao") && r.contains(in.from, in.to, "noidungsau", "noidungnhusau", "noidungchinhsau", "noidungbaocao", "noidungcuthe", "gomcacphan", "cacphansau", "baogom") {
			return n + 1, false
		}
	}
	return -1, false
}
