package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thuky/vntext"
)

var (
	yearSpan  = regexp.MustCompile(`((?:19|20)\d\d)(\s?[-–—]\s?)((?:19|20)\d\d)`)
	wordsDash = regexp.MustCompile(`(\p{L}+ \p{L}+)(\s?[-–—]\s?)(\p{L}+ \p{L}+|\p{L}+)`)
)

// dash is one hyphen or dash between words or years.
type dash struct {
	para     int
	from, to int // with the spaces around it
	sign     string
	key      string // what it joins, folded; for years one of the keys below
}

// School years and longer spans of years may be written in two ways in one report.
const (
	keyShortSpan = "1"
	keyLongSpan  = "2"
)

func (x dash) years() bool { return x.key == keyShortSpan || x.key == keyLongSpan }

// checkDashes looks whether hyphens between words and years are written in one way: a
// plain hyphen, with a space on both sides or on none. The same words are joined alike.
func checkDashes(d *draft) {
	var all []dash
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() || !strings.ContainsAny(p.Text, "-–—") {
			continue
		}
		for _, m := range yearSpan.FindAllStringSubmatchIndex(p.Text, -1) {
			a, _ := strconv.Atoi(p.Text[m[2]:m[3]])
			b, _ := strconv.Atoi(p.Text[m[6]:m[7]])
			key := keyLongSpan
			if b == a+1 {
				key = keyShortSpan
			}
			all = append(all, dash{i, m[4], m[5], p.Text[m[4]:m[5]], key})
		}
		for at := 0; ; { // pieces may share words: chính trị - văn hóa - xã hội
			m := wordsDash.FindStringSubmatchIndex(p.Text[at:])
			if m == nil {
				break
			}
			key := vntext.Fold(p.Text[at+m[2]:at+m[3]]) + "-" + vntext.Fold(p.Text[at+m[6]:at+m[7]])
			if p.index.style == noNumber || at+m[4] > p.index.end {
				all = append(all, dash{i, at + m[4], at + m[5], p.Text[at+m[4] : at+m[5]], key})
			}
			at += m[5]
		}
	}
	all = slices.DeleteFunc(all, func(x dash) bool { return inGap(d.paras[x.para].Text, x.from) })
	usual := make(map[string]map[string]int)
	for _, x := range all {
		if usual[x.key] == nil {
			usual[x.key] = make(map[string]int)
		}
		usual[x.key][plainDash(x.sign)]++
	}
	for _, x := range all {
		want := wantedDash(x, usual[x.key])
		if want == x.sign {
			continue
		}
		p := &d.paras[x.para]
		from, to := x.from-len(lastWords(p.Text[:x.from], 2)), x.to+len(firstWords(p.Text[x.to:], 2))
		f := d.add(Dash, x.para, from, to, textDash, p.Text[from:x.from]+want+p.Text[x.to:to])
		f.Edit = d.edit(x.para, x.from, x.to, want)
	}
}

// plainDash writes a dash as a hyphen, with the spaces that it has on both sides.
func plainDash(s string) string {
	if s = strings.NewReplacer("–", "-", "—", "-").Replace(s); s == "- " || s == " -" {
		return " - "
	}
	return s
}

// wantedDash gives how a dash should be written: as most of its kind are.
func wantedDash(x dash, usual map[string]int) string {
	want := plainDash(x.sign)
	switch {
	case x.years() && usual["-"] > usual[" - "]:
		return "-"
	case x.years(), usual["-"] > 0 && usual[" - "] > 0, tightPairs[x.key]:
		return " - "
	}
	return want
}

// tightPairs are words that official texts join with spaces around the hyphen.
var tightPairs = map[string]bool{
	"kinh te-xa hoi": true, "chinh tri-xa hoi": true, "van hoa-xa hoi": true, "chinh tri-van hoa": true, "khoa hoc-cong nghe": true, "khoa hoc-ky thuat": true, "quoc phong-an ninh": true, "an ninh-quoc phong": true,
}
