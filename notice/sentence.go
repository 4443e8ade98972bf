package notice

// sentence is a stretch of the text that is read as one: a sentence, or one item of
// a list. Line breaks inside do not end it.
type sentence struct {
	from, to int
	head     int  // where the words begin behind a list marker
	mark     byte // the list marker: 0 none, '-' bullet, '1' number, 'a' letter, 'I' Roman number
	para     int  // number of its paragraph
	line     bool // begins at a line start
}

// shortWords end in a dot without ending a sentence.
var shortWords = map[string]bool{
	"tp": true, "tx": true, "tt": true, "q": true, "p": true, "ths": true, "ts": true, "pgs": true, "gs": true, "tm": true,
	"kt": true, "tl": true, "st": true, "dc": true, "so": true, "h": true, "x": true, "tr": true, "nxb": true, "ubnd": true,
}

func (s *sheet) sentences() []sentence {
	var all []sentence
	cur := sentence{line: true}
	cur.head, cur.mark = s.marker(0)
	for i := 1; i <= len(s.z); i++ {
		ends, para := i == len(s.z), false
		if !ends && i <= cur.head {
			continue
		}
		if !ends {
			ends, para = s.endsAt(i)
		}
		if !ends {
			continue
		}
		cur.to = i
		all = append(all, cur)
		if i < len(s.z) {
			next := sentence{from: i, head: i, para: cur.para, line: s.gap[i] >= gapLine}
			if para {
				next.para++
			}
			if m, mark := s.marker(i); mark != 0 {
				next.head, next.mark = m, mark
			}
			cur = next
		}
	}
	return all
}

// endsAt tells whether a sentence ends before i, and whether a paragraph does.
func (s *sheet) endsAt(i int) (ends, para bool) {
	gap, before := s.gap[i], s.z[i-1]
	switch {
	case gap == gapNone:
		return false, false
	case gap == gapBlank:
		flows := (isLetter(before) || before == ',' || isDigit(before)) && isLetter(s.z[i]) && !s.upper(i)
		return !flows, !flows
	case gap == gapLine:
		if head, mark := s.marker(i); mark == '-' || mark == 'I' || mark != 0 && before != ',' && (s.upper(head) || !isLetter(before)) {
			return true, true
		}
		if (before == ':' || before == ';') && s.upper(i) || before == '|' || before == '.' && s.fullStop(i) {
			return true, true
		}
		return s.upper(i) && s.has(i, "noinhan:") || s.upper(i) && s.has(i, "kinhgui"), true
	case before == '.' || before == '!' || before == '?':
		return s.fullStop(i), false
	case before == ';' || before == ':':
		_, mark := s.marker(i)
		return mark == '-' && before == ':' || mark != 0 && mark != '-', true
	case s.z[i] == zBullet:
		return true, true
	}
	return false, false
}

// fullStop tells whether the dot before i ends a sentence.
func (s *sheet) fullStop(i int) bool {
	if i >= len(s.z) {
		return true
	}
	if !s.upper(i) && isLetter(s.z[i]) && s.gap[i] < gapLine {
		return false
	}
	k := i - 1
	for k > 0 && isLetter(s.z[k-1]) && !s.wordStart(k) {
		k--
	}
	if k < i-1 && k > 0 && isLetter(s.z[k-1]) && s.gap[k] == gapNone {
		k--
	}
	return !shortWords[s.z[k:i-1]]
}

// marker reads a list marker at i: where the words begin, and its kind (0 for none).
func (s *sheet) marker(i int) (head int, mark byte) {
	if i >= len(s.z) || s.gap[i] == gapNone {
		return i, 0
	}
	switch c := s.z[i]; {
	case c == zBullet || (c == '-' || c == '+' || c == '*') && i+1 < len(s.z) && !isDigit(s.z[i+1]):
		for i++; i < len(s.z) && (s.z[i] == '.' || s.z[i] == c); i++ { // "-." and "--"
		}
		return i, '-'
	case isDigit(c):
		k := i
		for k < len(s.z) && k < i+9 && (isDigit(s.z[k]) || s.z[k] == '.' && k > i && isDigit(s.byteAt(k+1)) && s.gap[k+1] == gapNone) && (k == i || s.gap[k] == gapNone) {
			k++
		}
		if end := s.hasAny(k, "./", ".", ")", "/"); end > k && k-i <= 7 && s.gap[k] == gapNone && (end >= len(s.z) || !isDigit(s.z[end]) || s.gap[end] > gapNone && s.z[k] != '/') {
			return end, '1'
		}
	case c == '(':
		k := i + 1
		for k < len(s.z) && k < i+6 && (isLetter(s.z[k]) || isDigit(s.z[k])) {
			k++
		}
		if k > i+1 && k <= i+4 && s.byteAt(k) == ')' && s.romanOrShort(i+1, k) {
			return k + 1, 'a'
		}
	case isLetter(c):
		k := i
		for k < len(s.z) && k < i+6 && isLetter(s.z[k]) && (k == i || s.gap[k] == gapNone) {
			k++
		}
		end := s.hasAny(k, "./", ".", ")", "/")
		if end == k || s.gap[k] > gapNone {
			return i, 0
		}
		switch roman := isRoman(s.z[i:k]) && s.upper(i); {
		case k == i+1 && (!roman || s.z[k] == ')'):
			if s.z[k] == ')' || s.upper(i) && s.z[k] != '/' || s.z[k] == '.' {
				return end, 'a'
			}
		case roman:
			return end, 'I'
		}
	}
	return i, 0
}

func (s *sheet) romanOrShort(from, to int) bool {
	return to-from == 1 || isRoman(s.z[from:to])
}

func isRoman(folded string) bool {
	for i := range len(folded) {
		if c := folded[i]; c != 'i' && c != 'v' && c != 'x' {
			return false
		}
	}
	return folded != ""
}

// farthest is how far a sentence is looked at around a place in it. Text without full
// stops is no sentence, and must not cost more than one.
const farthest = 1500

// around cuts the sentence to what stands near i.
func (in sentence) around(i int) sentence {
	in.from, in.to = max(in.from, i-farthest), min(in.to, i+farthest)
	in.head = max(in.head, in.from)
	return in
}

// sentenceAt gives the index of the sentence that holds i.
func sentenceAt(all []sentence, i int) int {
	low, high := 0, len(all)
	for low < high {
		mid := (low + high) / 2
		if all[mid].to <= i {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return min(low, len(all)-1)
}
