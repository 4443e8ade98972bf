package review

import (
	_ "embed" // the lists of terms
	"strings"
	"sync"

	"thuky/vntext"
)

var (
	//go:embed data/capitals.txt
	capitalsFile string
	//go:embed data/terms.txt
	termsFile string
)

// name is a word or name as it should be written.
type name struct {
	confusion      // right is how it is written, words are its keys
	capital   bool // it begins with a capital letter
	always    bool // else only where a text has several ways
	group     int  // of terms: which thing it stands for
	first     bool // of terms: the first of its group
}

// readTerm reads words with "<x" and "-x" behind them.
func readTerm(line string) name {
	var t name
	line, t.always = strings.CutPrefix(strings.TrimSpace(line), "! ")
	var right []string
	for w := range strings.FieldsSeq(line) {
		switch {
		case w[0] == '-' && len(w) > 1:
			t.notNext = append(t.notNext, w[1:])
		case w[0] == '<':
			t.notPrev = append(t.notPrev, w[1:])
		default:
			right = append(right, w)
		}
	}
	t.right = strings.Join(right, " ")
	t.capital = startsUpper(t.right)
	for _, w := range newSpeller().words(t.right) {
		t.words = append(t.words, w.key)
	}
	return t
}

var (
	capitalTerms = sync.OnceValue(func() map[string][]name {
		all := make(map[string][]name)
		for line := range strings.Lines(capitalsFile) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				t := readTerm(line)
				all[t.words[0]] = longestFirst(append(all[t.words[0]], t))
			}
		}
		return all
	})
	synonyms = sync.OnceValue(func() map[string][]name {
		all := make(map[string][]name)
		group := 0
		for line := range strings.Lines(termsFile) {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			line, always := strings.CutPrefix(line, "! ")
			group++
			for i, name := range strings.Split(line, ";") {
				t := readTerm(name)
				t.always, t.group, t.first = always, group, i == 0
				all[t.words[0]] = longestFirst(append(all[t.words[0]], t))
			}
		}
		return all
	})
)

func longestFirst(list []name) []name {
	for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	return list
}

// use is a place where a term stands.
type use struct {
	term     *name
	para     int
	from, to int
	begins   bool // a sentence, a quotation or a point begins with it
}

// uses finds all terms of a table in what the report says.
func (d *draft) uses(table map[string][]name, joined bool) []use {
	var all []use
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() || isUpper(p.Text) {
			continue
		}
		for n := 0; n < len(p.words); n++ {
			list := table[p.words[n].key]
			for k := range list {
				t := &list[k]
				if !t.stands(p.words, n, joined) {
					continue
				}
				last := n + len(t.words) - 1
				w := p.words[n]
				if d.inSubject(i, w.from) { // as it was issued
					n = last
					break
				}
				begins := w.gap == gapStop || w.from <= p.index.end || w.gap == gapComma && (strings.HasSuffix(p.Text[:w.from], "“") || strings.HasSuffix(p.Text[:w.from], `"`))
				all = append(all, use{t, i, w.from, p.words[last].to, begins})
				n = last
				break
			}
		}
	}
	return all
}

// inSubject tells whether a place is part of the subject of a cited document.
func (d *draft) inSubject(i, at int) bool {
	for k := d.firstCite[i]; k < len(d.cites) && d.cites[k].para == i; k++ {
		if s := d.cites[k].span; s.Start <= at && at < s.End {
			return true
		}
	}
	return false
}

// stands tells whether the term is at word n. joined lets hyphens stand between its words.
func (t *name) stands(words []word, n int, joined bool) bool {
	if !joined {
		return t.at(words, n)
	}
	if n+len(t.words) > len(words) {
		return false
	}
	for k, key := range t.words {
		if w := words[n+k]; w.key != key || k > 0 && w.gap > gapDash {
			return false
		}
	}
	return true
}

// checkCapitals looks at names that are written with capitals here and without there.
func checkCapitals(d *draft) {
	all := d.uses(capitalTerms(), false)
	ways := make(map[*name]map[string]bool)
	for _, u := range all {
		if !u.begins {
			if ways[u.term] == nil {
				ways[u.term] = make(map[string]bool)
			}
			ways[u.term][d.paras[u.para].Text[u.from:u.to]] = true
		}
	}
	for _, u := range all {
		is, want := d.paras[u.para].Text[u.from:u.to], u.term.right
		if u.begins || !u.term.capital && u.term.always { // "Tiếng Việt" is a subject of school
			want = asCase(is, want)
		}
		if is == want || oldToneWords(is) == oldToneWords(want) || isUpper(is) {
			continue
		}
		switch {
		case u.term.always:
			f := d.replace(Capital, u.para, u.from, u.to, textCapital(want), want)
			if want != "Nhân dân" { // of old texts every other sentence
				f.Severity = Warning
			}
		case len(ways[u.term]) > 1:
			d.replace(CapitalMixed, u.para, u.from, u.to, textCapitalMixed(want), want)
		}
	}
	for i := range d.paras {
		if d.paras[i].text() && !isUpper(d.paras[i].Text) {
			d.checkCommonNouns(i)
		}
	}
	d.checkQuotations()
}

// oldToneWords brings the tone marks of all words into one style.
func oldToneWords(s string) string {
	words := strings.Fields(s)
	for i := range words {
		words[i] = oldTone(words[i])
	}
	return strings.Join(words, " ")
}

var (
	units    = map[string]bool{"Huyện": true, "Tỉnh": true, "Xã": true, "Phường": true, "Quận": true}
	notUnits = wordSet("ủy đoàn hội đội")
	members  = wordSet("viên ủy bộ phí đoàn tịch phái sâm")
)

// checkCommonNouns looks at "Huyện" and "Tỉnh" without a name behind them, and at the
// Party in small letters.
func (d *draft) checkCommonNouns(i int) {
	p := &d.paras[i]
	for n := 1; n < len(p.words); n++ {
		w := p.words[n]
		var next word
		if n+1 < len(p.words) && p.words[n+1].gap == gapSpace {
			next = p.words[n+1]
		}
		switch {
		case units[w.text] && w.gap == gapSpace && !next.capital() && !next.number() && !notUnits[next.key]:
			before := p.words[n-1]
			d.replace(Capital, i, before.from, w.to, textUnit(w.text), p.Text[before.from:w.from]+strings.ToLower(w.text))
		case w.text == "đảng" && !members[next.key] && p.words[n-1].key != "chính" && w.gap == gapSpace:
			if n > 1 && is(p.words, n-2, "điều", "lệ") {
				continue // told as a name
			}
			d.replace(Capital, i, w.from, w.to, textCapital("Đảng"), "Đảng")
		}
	}
}

// checkQuotations looks whether one title in quotation marks is written in one way.
func (d *draft) checkQuotations() {
	type way struct {
		text  string
		count int
	}
	ways := make(map[string][]way)
	each := func(f func(i, from, to int, key string)) {
		for i := range d.paras {
			p := &d.paras[i]
			if !p.text() {
				continue
			}
			for at := 0; ; {
				open := strings.Index(p.Text[at:], "“")
				if open < 0 {
					break
				}
				from := at + open + len("“")
				size := strings.Index(p.Text[from:], "”")
				if size < 0 {
					break
				}
				if size > 0 && size < 120 && !isUpper(p.Text[from:from+size]) {
					f(i, from, from+size, vntext.Fold(p.Text[from:from+size]))
				}
				at = from + size
			}
		}
	}
	each(func(i, from, to int, key string) {
		text := d.paras[i].Text[from:to]
		for k := range ways[key] {
			if ways[key][k].text == text {
				ways[key][k].count++
				return
			}
		}
		ways[key] = append(ways[key], way{text, 1})
	})
	each(func(i, from, to int, key string) {
		best := ways[key][0]
		for _, w := range ways[key] {
			if w.count > best.count {
				best = w
			}
		}
		if is := d.paras[i].Text[from:to]; is != best.text {
			d.replace(CapitalMixed, i, from, to, textQuotation(best.text), best.text)
		}
	})
}

// checkTerms looks whether one thing has one name.
func checkTerms(d *draft) {
	all := d.uses(synonyms(), true)
	count := make(map[int]map[string]int)
	for _, u := range all {
		if count[u.term.group] == nil {
			count[u.term.group] = make(map[string]int)
		}
		count[u.term.group][u.term.right]++
	}
	for _, u := range all {
		t := u.term
		is := d.paras[u.para].Text[u.from:u.to]
		switch {
		case t.always && !t.first && strings.EqualFold(is, t.right):
			right := firstOf(t.group)
			d.replace(TermMixed, u.para, u.from, u.to, textName(right), right).Severity = Warning
		case !t.always && len(count[t.group]) > 1:
			best, most := "", 0
			for name, n := range count[t.group] {
				if n > most || n == most && name == firstOf(t.group) {
					best, most = name, n
				}
			}
			if t.right != best {
				d.replace(TermMixed, u.para, u.from, u.to, textTermMixed(best, most), asCase(is, best))
			}
		}
	}
	d.checkCommas()
}

// firstOf gives the first term of a group.
func firstOf(group int) string {
	for _, list := range synonyms() {
		for k := range list {
			if list[k].group == group && list[k].first {
				return list[k].right
			}
		}
	}
	return "" // unreachable: every group has a first term
}

// checkCommas looks at fixed lists whose commas are put now here, now there.
func (d *draft) checkCommas() {
	type spot struct{ para, from, to int }
	var spots []spot
	ways := make(map[string]bool)
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() {
			continue
		}
		for n := 0; n+4 <= len(p.words); n++ {
			if p.words[n].key != "ban" || p.words[n+1].key != "ngành" || p.words[n+2].key != "đoàn" || p.words[n+3].key != "thể" || p.words[n+2].gap > gapComma {
				continue
			}
			s := spot{i, p.words[n].from, p.words[n+3].to}
			spots = append(spots, s)
			ways[strings.ToLower(p.Text[s.from:s.to])] = true
		}
	}
	if len(ways) < 2 {
		return
	}
	for _, s := range spots {
		const right = "ban, ngành, đoàn thể"
		if is := d.paras[s.para].Text[s.from:s.to]; strings.ToLower(is) != right {
			d.replace(TermMixed, s.para, s.from, s.to, textCommas, asCase(is, right))
		}
	}
}
