package review

import "strings"

// change is a piece in which two texts differ, as places of words in both.
type change struct{ aFrom, aTo, bFrom, bTo int }

// changes is how one text became another.
type changes struct {
	a, b  []word
	all   []change
	equal int // words that both have
}

// maxDiff is how many words of a text are compared; the table grows with its square.
const maxDiff = 400

// diff compares two texts word by word.
func diff(a, b []word) changes {
	a, b = a[:min(len(a), maxDiff)], b[:min(len(b), maxDiff)]
	from := 0
	for from < len(a) && from < len(b) && a[from].id == b[from].id {
		from++
	}
	back := 0
	for back < len(a)-from && back < len(b)-from && a[len(a)-1-back].id == b[len(b)-1-back].id {
		back++
	}
	c := changes{a: a, b: b, equal: from + back}
	x, y := a[from:len(a)-back], b[from:len(b)-back]
	if len(x) == 0 && len(y) == 0 {
		return c
	}
	// The longest common run of words, the classic way, over what is left in the middle.
	width := len(y) + 1
	table := make([]uint16, (len(x)+1)*width)
	for i := len(x) - 1; i >= 0; i-- {
		for k := len(y) - 1; k >= 0; k-- {
			if x[i].id == y[k].id {
				table[i*width+k] = table[(i+1)*width+k+1] + 1
			} else {
				table[i*width+k] = max(table[(i+1)*width+k], table[i*width+k+1])
			}
		}
	}
	i, k := 0, 0
	for i < len(x) || k < len(y) {
		start := change{aFrom: from + i, bFrom: from + k}
		for i < len(x) || k < len(y) {
			if i < len(x) && k < len(y) && x[i].id == y[k].id {
				break
			}
			if k == len(y) || i < len(x) && table[(i+1)*width+k] >= table[i*width+k+1] {
				i++
			} else {
				k++
			}
		}
		if start.aTo, start.bTo = from+i, from+k; start.aTo > start.aFrom || start.bTo > start.bFrom {
			c.all = append(c.all, start)
		}
		for i < len(x) && k < len(y) && x[i].id == y[k].id {
			i++
			k++
			c.equal++
		}
	}
	return c
}

func (c *changes) same() bool { return len(c.all) == 0 }

// cut tells whether one text is the begin of the other.
func (c *changes) cut() bool {
	if len(c.all) != 1 {
		return false
	}
	d := c.all[0]
	return d.aTo == len(c.a) && d.bTo == len(c.b) && (d.aFrom == d.aTo || d.bFrom == d.bTo)
}

// similarity is 1 for equal texts and 0 for those without a common word.
func (c *changes) similarity() float64 {
	if len(c.a)+len(c.b) == 0 {
		return 1
	}
	return 2 * float64(c.equal) / float64(len(c.a)+len(c.b))
}

// words shows what differs: «của» → «trong»; at most three places.
func (c *changes) words() string {
	var list []string
	for i, d := range c.all {
		if i == 3 {
			list = append(list, "…")
			break
		}
		was, is := join(c.a[d.aFrom:d.aTo]), join(c.b[d.bFrom:d.bTo])
		switch {
		case was == "":
			list = append(list, "thêm «"+is+"»")
		case is == "":
			list = append(list, "bớt «"+was+"»")
		default:
			list = append(list, "«"+was+"» thành «"+is+"»")
		}
	}
	return strings.Join(list, ", ")
}

// join writes words with single spaces, the middle of long runs left out.
func join(words []word) string {
	const most = 12
	var b strings.Builder
	for i, w := range words {
		if len(words) > most && i == most/2 {
			b.WriteString(" …")
		}
		if len(words) > most && i >= most/2 && i < len(words)-most/2 {
			continue
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}
