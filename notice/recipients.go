package notice

import (
	"fmt"
	"strings"
)

// readRecipients lists those behind "Kính gửi".
func (r *reader) readRecipients() {
	if r.address < 0 {
		return
	}
	from := r.hasAny(r.address+len("kinhgui"), ":", ".")
	end := r.addressEnd(from)
	start := from
	for i := from; i <= end; i++ {
		cut := i == end
		if !cut && i > start {
			_, mark := r.marker(i)
			cut = r.z[i] == ';' || mark == '-' && (r.gap[i] >= gapLine || r.z[i-1] == ';') || mark == '1' && r.gap[i] >= gapLine ||
				r.gap[i] == gapBlank && r.upper(i) && !isLetter(r.z[i-1])
		}
		if cut {
			r.addRecipient(start, i)
			start = i
		}
	}
}

func (r *reader) addRecipient(from, to int) {
	if head, mark := r.marker(from); mark != 0 {
		from = head
	}
	for from < to && strings.IndexByte(";:-*+.,", r.z[from]) >= 0 {
		from++
	}
	for to > from && strings.IndexByte(";:.,", r.z[to-1]) >= 0 {
		to--
	}
	if to-from < 2 || len(r.Recipients) >= 100 {
		return
	}
	r.Evidence[fmt.Sprintf("recipients[%d]", len(r.Recipients))] = r.span(from, to)
	r.Recipients = append(r.Recipients, r.text(from, to))
}

// addressEnd gives where the matter begins behind "Kính gửi".
func (r *reader) addressEnd(from int) int {
	limit := min(len(r.z), from+2500)
	for i := from + 1; i < limit; i++ {
		if r.gap[i] == gapNone {
			continue
		}
		end := r.z[i-1]
		switch {
		case r.gap[i] >= gapLine && (r.opens(i) || r.has(i, "cancu") || r.has(i, "noinhan")):
			return i
		case end == '.' && r.fullStop(i) && !shortWords[lastWordBefore(r.z, i-1)]:
			return i
		case r.gap[i] == gapBlank:
			if _, mark := r.marker(i); mark != '-' && end != ';' && end != ':' && end != ',' && r.upper(i) {
				return i
			}
		case r.gap[i] >= gapLine && r.upper(i):
			if _, mark := r.marker(i); mark == 0 && end != ';' && end != ':' && end != ',' && end != '-' && r.longLine(i) {
				return i
			}
		}
	}
	return limit
}

func lastWordBefore(z string, i int) string {
	k := i
	for k > 0 && isLetter(z[k-1]) && i-k < 5 {
		k--
	}
	return z[k:i]
}

// longLine tells that a whole sentence begins with the line at i.
func (r *reader) longLine(i int) bool {
	k := i + 1
	for k < len(r.z) && r.gap[k] < gapLine {
		k++
	}
	return k-i > 60
}
