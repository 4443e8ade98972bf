package vntext

import "strconv"

// wordAmount reads an amount in words: "âm hai mươi lăm", "một triệu hai trăm nghìn", "ba phẩy mười bốn".
func (p *numberParser) wordAmount() (amount, bool) {
	if t := p.peek(0); doubtfulAlone[t.text] && (len(p.tokens) == 1 || p.peek(1).kind != tokenWord) {
		return amount{}, false
	}
	minus := p.word(minusWords)
	w := wordReader{p: p}
	n, ok := w.whole()
	if !ok {
		return amount{}, false
	}
	a := amount{value: float64(n), words: true, unit: w.unit}
	if w.other != nil {
		a.setOther(float64(*w.other))
	}
	if w.unit == "" && p.word(pointWords) {
		digits, ok := w.fraction()
		if !ok || a.other != nil {
			return amount{}, false
		}
		f, err := strconv.ParseFloat(strconv.FormatInt(n, 10)+"."+digits, 64)
		if err != nil {
			return amount{}, false // unreachable: only digits
		}
		a.value = f
	}
	if minus {
		a = a.negative()
	}
	return a, true
}

// wordReader reads number words. A doubt leaves the second reading in other.
type wordReader struct {
	p     *numberParser
	other *int64
	unit  string
}

// whole reads a number below 10^18.
func (w *wordReader) whole() (int64, bool) {
	total, ok := w.belowBillion(0, 1e9)
	if !ok {
		return 0, false
	}
	for w.other == nil && w.unit == "" && w.p.word(billionWords) {
		if total >= 1e9 {
			return 0, false
		}
		total *= 1e9
		if w.p.word(halfWords) {
			return total + 5e8, true
		}
		if rest, ok := w.belowBillion(total, 1e9); ok {
			return rest, true
		}
	}
	return total, true
}

// belowBillion adds groups with falling scales to total. last is the scale read just before.
func (w *wordReader) belowBillion(total, last int64) (int64, bool) {
	limit, above, read := int64(1e9), total, false
	for {
		start := w.p.at
		group, single, ok := w.group(read || above > 0)
		if !ok {
			return total, read
		}
		scale, scaled := wordScales[w.p.peek(0).text]
		switch {
		case scaled && w.unit == "" && w.other == nil:
			if scale >= limit {
				w.p.at = start
				return total, read
			}
			w.p.at++
			total += group * scale
			limit, last, read = scale, scale, true
			if w.p.word(halfWords) {
				return total + scale/2, true
			}
			continue
		case single && (read || above > 0) && !w.p.atBillion():
			// "hai nghìn ba" is 2300 to most, 2003 to some
			other := total + group
			w.other = &other
			return total + group*last/10, true
		case w.other != nil:
			other := total + *w.other
			w.other = &other
		}
		return total + group, true
	}
}

func (p *numberParser) atBillion() bool { return billionWords[p.peek(0).text] }

// group reads 0 to 999. follows: a larger group stands before, so "linh năm" may begin it.
// single: it was one bare digit.
func (w *wordReader) group(follows bool) (n int64, single, ok bool) {
	if follows && w.odd() {
		n, ok = w.ones()
		return n, false, ok
	}
	if w.p.word(tenWords) {
		return w.tens(10), false, true
	}
	d, ok := w.digit()
	if !ok {
		return 0, false, false
	}
	switch {
	case w.p.word(hundredWords):
		return w.hundreds(d * 100), false, true
	case d > 0 && w.p.word(tensWords):
		return w.tens(d * 10), false, true
	case d > 1:
		if t := w.p.peek(0); t.kind == tokenWord {
			if ones, found := onesWords[t.text]; found { // "hai lăm"
				w.p.at++
				return d*10 + int64(ones), false, true
			}
		}
	}
	return d, true, true
}

func (w *wordReader) hundreds(n int64) int64 {
	switch {
	case w.p.word(halfWords):
		return n + 50
	case w.odd():
		ones, ok := w.ones()
		if !ok {
			w.p.at--
			return n
		}
		return n + ones
	case w.p.word(tenWords):
		return w.tens(n + 10)
	}
	start := w.p.at
	d, ok := w.digit()
	switch {
	case !ok:
		return n
	case d > 0 && w.p.word(tensWords):
		return w.tens(n + d*10)
	case d == 0, hundredWords[w.p.peek(0).text]:
		w.p.at = start
		return n
	}
	if t := w.p.peek(0); t.kind == tokenWord && d > 1 {
		if ones, found := onesWords[t.text]; found {
			w.p.at++
			return n + d*10 + int64(ones)
		}
	}
	// "hai trăm ba" is 230 to most, 203 to some
	other := n + d
	w.other = &other
	return n + d*10
}

// tens reads the ones behind n, a multiple of ten.
func (w *wordReader) tens(n int64) int64 {
	t := w.p.peek(0)
	if yearWords[t.text] && w.p.at+1 == len(w.p.tokens) {
		// "hai mươi năm" is twenty years; who means 25 says "lăm", mostly
		w.p.at++
		other := n + 5
		w.other, w.unit = &other, wordYear
		return n
	}
	start := w.p.at
	if ones, ok := w.ones(); ok && ones > 0 {
		return n + ones
	}
	w.p.at = start
	return n
}

func (w *wordReader) odd() bool {
	t := w.p.peek(1)
	_, digit := digitWords[t.text]
	_, one := onesWords[t.text]
	return (digit || one) && w.p.word(oddWords)
}

func (w *wordReader) digit() (int64, bool) {
	t := w.p.peek(0)
	d, ok := digitWords[t.text]
	if t.kind != tokenWord || !ok {
		return 0, false
	}
	w.p.at++
	return int64(d), true
}

func (w *wordReader) ones() (int64, bool) {
	t := w.p.peek(0)
	if d, ok := onesWords[t.text]; ok && t.kind == tokenWord {
		w.p.at++
		return int64(d), true
	}
	return w.digit()
}

// fraction reads the digits behind "phẩy": zeros, then a number below 1000 or digit by digit.
func (w *wordReader) fraction() (digits string, ok bool) {
	for {
		d, found := digitWords[w.p.peek(0).text]
		if !found || d != 0 {
			break
		}
		w.p.at++
		digits += "0"
	}
	start := w.p.at
	n, single, ok := w.group(false)
	if !ok {
		return digits, digits != ""
	}
	if !single {
		return digits + strconv.FormatInt(n, 10), w.other == nil
	}
	w.p.at = start
	for {
		d, ok := w.digit()
		if !ok {
			return digits, true
		}
		digits += strconv.FormatInt(d, 10)
	}
}
