package conversation

import (
	"reflect"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"thuky/chat"
	"thuky/report"
)

// Texts and prompts say "thầy/cô". Somebody who told how to be addressed is called that
// instead, where a message leaves the dialogue and nowhere else. What people wrote
// themselves goes out letter for letter: a witness remembers all such words that a turn has
// seen, and what may be one of them is left alone.

// both are the words that a form of address takes the place of.
const (
	bothSmall  = "thầy/cô"
	bothLarge  = "Thầy/cô"
	bothTitle  = "Thầy/Cô"
	bothInside = "hầy/" // in every one of them
)

// ofOthers are the folded words before "thầy/cô" that make it somebody else, or many.
var ofOthers = []string{"các ", "quý ", "những ", "mỗi ", "từng ", "nhiều ", "số ", "của các "}

// addressed puts the person's form of address into a message. Choices stay: they may be
// answers.
func (t *turn) addressed(m *chat.Message) {
	if t.person.Call == "" {
		return
	}
	lead, text := strings.Contains(m.Lead, bothInside), strings.Contains(m.Text, bothInside)
	if !lead && !text {
		return
	}
	foreign := t.foreign()
	if lead {
		m.Lead = address(m.Lead, t.person.Call, foreign)
	}
	if text {
		m.Text = address(m.Text, t.person.Call, foreign)
	}
}

// address replaces the words in a text but for those that may be among the foreign ones.
func address(text, call string, foreign []string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(text); {
		j := strings.Index(text[i:], bothInside)
		if j < 0 {
			break
		}
		at := i + j - 1 // of the T
		i += j + len(bothInside)
		if at < done {
			continue
		}
		word := ""
		for _, w := range []string{bothSmall, bothLarge, bothTitle} {
			if strings.HasPrefix(text[at:], w) {
				word = w
			}
		}
		if word == "" || someoneElse(text[:at]) || among(foreign, text, at, at+len(word)) {
			continue
		}
		b.WriteString(text[done:at])
		if word == bothSmall {
			b.WriteString(call)
		} else {
			b.WriteString(capital(call))
		}
		done = at + len(word)
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

func someoneElse(before string) bool {
	for _, w := range ofOthers {
		if n := len(before) - len(w); n >= 0 && strings.EqualFold(before[n:], w) {
			return true
		}
	}
	return false
}

// among tells whether what stands in the text from at to end may be a part of a foreign
// text: the letters around it are the same there, as far as both go.
func among(foreign []string, text string, at, end int) bool {
	for _, f := range foreign {
		for i := 0; i < len(f); {
			j := strings.Index(f[i:], bothInside)
			if j < 0 {
				break
			}
			start := i + j - 1
			i += j + len(bothInside)
			if start < 0 {
				continue
			}
			stop := min(start+end-at, len(f))
			if sameAfter(text[end:], f[stop:]) && sameBefore(text[:at], f[:start]) {
				return true
			}
		}
	}
	return false
}

// alike is how many letters and digits on either side are looked at.
const alike = 12

// sameAfter compares the letters and digits that follow; a text may be cut short by "…".
// Signs and spaces do not count: they are trimmed and joined here and there.
func sameAfter(text, foreign string) bool {
	for range alike {
		a, n, cut := nextLetter(text)
		b, m, _ := nextLetter(foreign)
		if cut || m == 0 {
			return true
		}
		if n == 0 || a != b {
			return false
		}
		text, foreign = text[n:], foreign[m:]
	}
	return true
}

func nextLetter(s string) (r rune, n int, cut bool) {
	for i, r := range s {
		if r == '…' {
			return 0, 0, true
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r), i + utf8.RuneLen(r), false
		}
	}
	return 0, 0, false
}

func sameBefore(text, foreign string) bool {
	for range alike {
		a, n := lastLetter(text)
		b, m := lastLetter(foreign)
		if m < 0 {
			return true
		}
		if n < 0 || a != b {
			return false
		}
		text, foreign = text[:n], foreign[:m]
	}
	return true
}

// lastLetter gives the last letter or digit and where it begins, -1 for none.
func lastLetter(s string) (rune, int) {
	for len(s) > 0 {
		r, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r), len(s)
		}
	}
	return 0, -1
}

// foreign are the texts of people, of titles and of headings that this turn has seen and
// that hold the words.
func (t *turn) foreign() []string {
	var all []string
	add := func(texts ...string) {
		for _, s := range texts {
			if strings.Contains(s, bothInside) {
				all = append(all, s)
			}
		}
	}
	answer := func(a report.Answer) {
		add(a.Value.Texts()...)
		add(a.Reason)
		for _, p := range a.Parts {
			add(p.Text)
		}
	}
	add(t.e.Text, t.e.By, t.e.Note, nameOf(t.person), t.person.Unit)
	add(t.e.Gaps...)
	answer(t.e.Answer)
	for _, p := range t.s.Parts {
		add(p.Text)
	}
	if t.s.Words != nil {
		add(t.s.Words.Text)
	}
	for _, v := range t.s.Values {
		answer(report.Answer{Value: v})
	}
	// What lies beside the questions holds words of many kinds; mostly there is none.
	for _, beside := range []any{t.s.Desk, t.s.Matter, t.s.Intake, t.s.Table, t.s.Files, t.e.Evidence, t.e.Attachment, t.e.News, t.e.Owed, t.e.Debts, t.e.Remarks} {
		eachText(reflect.ValueOf(beside), func(s string) { add(s) })
	}
	for _, a := range t.fresh {
		answer(a)
	}
	t.official(add)
	if w, ok := t.e.World.(*witness); ok {
		add(w.texts...)
		for _, a := range w.answers {
			answer(a)
		}
		for _, tmpl := range w.templates {
			official(tmpl, add)
		}
	}
	return all
}

// eachText finds all texts in a value.
func eachText(v reflect.Value, found func(string)) {
	switch v.Kind() {
	case reflect.String:
		found(v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			eachText(v.Elem(), found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), found)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			eachText(v.MapIndex(key), found)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return // its zone is a world of its own
		}
		for i := range v.NumField() {
			eachText(v.Field(i), found)
		}
	}
}

// nameOf is a person's name, "" where the program had to give one.
func nameOf(p report.Person) string {
	if p.Name == bothLarge {
		return ""
	}
	return p.Name
}

// official adds the words of the report itself: its title, headings and options.
func (t *turn) official(add func(...string)) {
	add(t.c.Title, t.c.Period)
	if t.t != nil {
		official(t.t, add)
	}
}

func official(tmpl *report.Template, add func(...string)) {
	add(tmpl.Title)
	for i := range tmpl.Sections {
		add(tmpl.Sections[i].Heading)
	}
	for _, q := range tmpl.Questions() {
		add(q.Heading, q.Example)
		add(q.Choices...)
		for _, c := range q.Columns {
			add(c.Heading)
		}
	}
}
