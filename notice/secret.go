package notice

// Secret finds a secrecy marking: MẬT, TỐI MẬT or TUYỆT MẬT as a stamp, on its own
// line, in brackets or beside the number, and not the word in a sentence. Such a
// notice must be neither kept nor read on.
func Secret(text string) (word string, ok bool) {
	s := newSheet(text)
	for i := s.find("mat", 0, len(s.z)); i >= 0; i = s.find("mat", i+1, len(s.z)) {
		if !s.upper(i) || !s.upper(i+1) || !s.upper(i+2) || !s.wordStart(i) || !s.wordEnd(i+3) {
			continue
		}
		switch s.rune(i + 1) {
		case 'Ậ', 'A', 'Â': // MẶT is another word
		default:
			continue
		}
		from, word := i, "MẬT"
		switch {
		case s.endsWith(i, "toi") && s.upper(i-1):
			from, word = i-3, "TỐI MẬT"
		case s.endsWith(i, "tuyet") && s.upper(i-1):
			from, word = i-5, "TUYỆT MẬT"
		}
		if s.isStamp(from, i+3) {
			return word, true
		}
	}
	return "", false
}

// SecretInAnyFont is Secret also for a text in a font from before Unicode.
func SecretInAnyFont(text string) bool {
	if _, ok := Secret(text); ok {
		return true
	}
	converted, _, old := Legacy(text)
	if !old {
		return false
	}
	_, ok := Secret(converted)
	return ok
}

// stampWords may stand beside a marking.
var stampWords = []string{"domat", "mucdomat", "dau", "mucdo"}

// isStamp tells that [from, to) stands alone.
func (s *sheet) isStamp(from, to int) bool {
	left, right := s.lineEdge(from, -1), s.lineEdge(to, 1)
	for _, word := range stampWords {
		for _, w := range []string{word, word + ":"} {
			if s.endsWith(from, w) && s.lineEdge(from-len(w), -1) {
				left = true
			}
		}
	}
	if s.has(to, "so:") || s.mottoAt(to) > to || s.has(to, "docban") {
		right = true
	}
	if from > 0 && (s.endsWith(from, "hanhphuc") || s.wideGap(from)) {
		left = true
	}
	if to < len(s.z) && s.wideGap(to) {
		right = true
	}
	return left && right
}

// lineEdge tells that the line, a cell or a bracket ends at i on one side.
func (s *sheet) lineEdge(i, side int) bool {
	if i <= 0 || i >= len(s.z) || s.gap[i] >= gapLine {
		return true
	}
	c := s.z[i]
	if side < 0 {
		c = s.z[i-1]
	}
	return c == '|' || c == '(' && side < 0 || c == ')' && side > 0 || c == '[' || c == ']' || c == '*' || c == '_'
}
