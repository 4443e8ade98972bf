package review

import (
	_ "embed" // the list of abbreviations
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/abbreviations.txt
var abbreviationsFile string

// abbreviations are what abbreviations stand for.
var abbreviations = sync.OnceValue(func() map[string]string {
	all := make(map[string]string)
	for line := range strings.Lines(abbreviationsFile) {
		if short, long, ok := strings.Cut(strings.TrimSpace(line), "="); ok && line[0] != '#' {
			all[strings.TrimSpace(short)] = strings.TrimSpace(long)
		}
	}
	return all
})

// plainShort are short forms that need no words: names, units, things of computers.
var plainShort = map[string]bool{
	"TP": true, "HCM": true, "TV": true, "PC": true, "LED": true, "USB": true, "AI": true, "STEM": true, "STEAM": true, "ICT": true, "IT": true, "ID": true, "PDF": true, "VT": true, "QR": true, "SMS": true, "GPS": true, "DVD": true, "CD": true, "HIV": true, "AIDS": true, "TH": true, "ASEAN": true, "UNESCO": true, "UNICEF": true, "OK": true, "VN": true, "VNEID": true, "VNPT": true, "SMAS": true, "LMS": true, "TB": true, "KT": true, "TM": true, "TL": true, "TUQ": true,
}

// tableShort are short forms over the columns of tables.
var tableShort = map[string]bool{"TT": true, "STT": true, "SL": true, "TS": true, "ĐVT": true}

// schoolLevels are abbreviations that stand in the names of schools.
var schoolLevels = map[string]bool{"THCS": true, "THPT": true, "PTDTBT": true, "PTDTNT": true, "TH&THCS": true, "THCS&THPT": true, "MN": true}

// checkAbbreviations looks whether every abbreviation is written out where it first stands.
func checkAbbreviations(d *draft) {
	seen := make(map[string]bool)
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() && p.part != Recipients || isUpper(p.Text) || p.part == Recipients && strings.Contains(p.Text, "Lưu") {
			continue
		}
		for n := 0; n < len(p.words); n++ {
			w := p.words[n]
			for w.allCaps() && n+1 < len(p.words) && p.words[n+1].allCaps() && strings.TrimSpace(p.Text[w.to:p.words[n+1].from]) == "&" { // GD&ĐT
				n++
				w.text += "&" + p.words[n].text
				w.to = p.words[n].to
			}
			if !strings.Contains(w.text, "&") && !w.allCaps() || seen[w.text] || plainShort[w.text] || p.part == Table && tableShort[w.text] || utf8.RuneCountInString(w.text) > 8 || fromRoman(w.text) > 0 || hasDigit(w.text) || d.citedAt(i, w.from) || inNumber(p.words, n) {
				continue
			}
			seen[w.text] = true
			if schoolLevels[w.text] && n+1 < len(p.words) && p.words[n+1].capital() { // the name of a school
				continue
			}
			if _, word := parseSyllable(w.key); word { // a word in capitals
				continue
			}
			if d.introduced(w.text, i) {
				continue
			}
			d.expand(i, w)
		}
	}
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// inNumber tells whether a word is part of an identifier: 12/KH-THHS.
func inNumber(words []word, n int) bool {
	for k := n; k > 0 && words[k].gap == gapJoin; k-- {
		if words[k-1].number() {
			return true
		}
	}
	return false
}

// introduced tells whether an abbreviation stands in brackets behind its words, or before
// them, somewhere up to paragraph i.
func (d *draft) introduced(short string, i int) bool {
	for k := 0; k <= i; k++ {
		if text := d.paras[k].Text; strings.Contains(text, short) {
			if strings.Contains(text, "("+short+")") || strings.Contains(text, "tắt là "+short) || strings.Contains(text, "tắt: "+short) || strings.Contains(text, short+" (") {
				return true
			}
		}
	}
	return false
}

// expand reports an abbreviation without its words. Where other words of the report have
// the same initials, it may stand for two things.
func (d *draft) expand(i int, w word) {
	long := abbreviations()[w.text]
	if long == "" {
		d.add(Abbreviation, i, w.from, w.to, textAbbreviation, "")
		return
	}
	if utf8.RuneCountInString(w.text) >= 4 {
		if other, para := d.sameInitials(w.text, long); other != "" {
			d.add(Abbreviation, i, w.from, w.to, textAbbreviationTwo(w.text, long, other, para+1), long+" ("+w.text+")").Severity = Warning
			return
		}
	}
	d.replace(Abbreviation, i, w.from, w.to, textAbbreviation, long+" ("+w.text+")")
}

// sameInitials finds words whose initials make the abbreviation, and that are not what it
// usually stands for.
func (d *draft) sameInitials(short, long string) (string, int) {
	letters := []rune(strings.ToLower(short))
	usual := d.words.words(long)
	for i := range d.paras {
		p := &d.paras[i]
		if !p.text() {
			continue
		}
	next:
		for n := 0; n+len(letters) <= len(p.words); n++ {
			same := len(usual) == len(letters)
			for k, r := range letters {
				w := p.words[n+k]
				first, _ := utf8.DecodeRuneInString(w.key)
				if unmarkedRune(first) != r || k > 0 && w.gap != gapSpace {
					continue next
				}
				same = same && usual[k].id == w.id
			}
			// Like words by chance: the first two must be those of the usual meaning.
			if !same && len(usual) == len(letters) && p.words[n].id == usual[0].id && p.words[n+1].id == usual[1].id {
				return p.Text[p.words[n].from:p.words[n+len(letters)-1].to], i
			}
		}
	}
	return "", 0
}

// unmarkedRune takes the tone and mark of a letter away; đ stays.
func unmarkedRune(r rune) rune {
	if v, known := vowelOf()[r]; known {
		switch v.base {
		case 'ă', 'â':
			return 'a'
		case 'ê':
			return 'e'
		case 'ô', 'ơ':
			return 'o'
		case 'ư':
			return 'u'
		}
		return v.base
	}
	return unicode.ToLower(r)
}
