package vntext

import (
	"math"
	"strings"
)

// Number is an amount as a person wrote it.
type Number struct {
	Value   float64
	Other   *float64 // the second reading where the writing has two: "1.234" is 1234, or 1,234
	Of      *float64 // the whole of "26/32"; Value is then 26
	Percent *float64 // a percent written along: "98,5%" (Value is 98.5 too), "26/32 (81,25%)", "26 (81,25%)"
	Unit    string   // the words behind, in small letters: "32 người"
	Dotted  bool     // a dot was read as the decimal point, so the reading should be shown: "12.5"
}

const (
	maxNumberText  = 200       // bytes; longer text is no number
	maxNumberValue = 1<<53 - 1 // above, a float64 no longer holds every whole number
	maxUnitWords   = 6
)

// ParseNumber reads one amount, in digits or in words, as Vietnamese people write them: "1.234,5",
// "26/32 (81,25%)", "2 triệu", "1tr2", "ba mươi hai học sinh". It is false where the text is anything
// else: a number inside a sentence is not guessed at.
func ParseNumber(s string) (Number, bool) {
	text, ok := prepare(s)
	if !ok {
		return Number{}, false
	}
	p := numberParser{tokens: tokenize(text, true)}
	n, ok := p.number()
	if !ok || p.at < len(p.tokens) || !n.sane() {
		return Number{}, false
	}
	return n, true
}

func (n Number) sane() bool {
	for _, f := range []*float64{&n.Value, n.Other, n.Of, n.Percent} {
		if f != nil && !(math.Abs(*f) <= maxNumberValue) {
			return false
		}
	}
	return n.Of == nil || *n.Of >= 0 && n.Value >= 0
}

// numberParser reads tokens from left to right.
type numberParser struct {
	tokens []token
	at     int
}

func (p *numberParser) peek(ahead int) token {
	if p.at+ahead < len(p.tokens) {
		return p.tokens[p.at+ahead]
	}
	return token{}
}

func (p *numberParser) word(in map[string]bool) bool {
	if t := p.peek(0); t.kind == tokenWord && in[t.text] {
		p.at++
		return true
	}
	return false
}

func (p *numberParser) symbol(text string) bool {
	if t := p.peek(0); t.kind == tokenSymbol && t.text == text {
		p.at++
		return true
	}
	return false
}

// number = percent [ "(" count ")" | unit ] | count [ link ] [ percent | "(" percent ")" ]
func (p *numberParser) number() (n Number, ok bool) {
	a, ok := p.amount()
	if !ok {
		return n, false
	}
	if p.percentSign() {
		percent, dotted := a.asPercent()
		n = Number{Value: percent, Percent: &percent, Dotted: dotted}
		if !p.symbol("(") {
			n.Unit = p.unit(a.words)
			return n, true
		}
		if a, ok = p.amount(); !ok || !p.count(&n, a) {
			return n, false
		}
		return n, p.symbol(")")
	}
	if !p.count(&n, a) {
		return n, false
	}
	return n, p.trailingPercent(&n)
}

// count = amount [ "/" amount ] [ unit ]; the first amount has been read.
func (p *numberParser) count(n *Number, a amount) bool {
	n.Value, n.Other, n.Dotted, n.Unit = a.value, a.other, a.dotted, a.unit
	if p.symbol("/") || p.ofWords() {
		of, ok := p.amount()
		if !ok || a.unit != "" {
			return false
		}
		// Both sides of a fraction are counts: where one reading is whole, it is meant.
		a, of = a.wholeFirst(), of.wholeFirst()
		n.Value, n.Other, n.Of = a.value, a.other, &of.value
		n.Dotted = a.dotted || of.dotted
		a.words = a.words || of.words
	}
	if n.Unit == "" {
		n.Unit = p.unit(a.words)
	}
	return true
}

// ofWords reads "trên", "trên tổng số", "trong tổng số".
func (p *numberParser) ofWords() bool {
	start := p.at
	if !p.word(ofWords) {
		return false
	}
	total := p.word(map[string]bool{"tổng": true, "tong": true}) && p.word(map[string]bool{"số": true, "so": true})
	next := p.peek(0)
	if _, digit := digitWords[next.text]; next.kind == tokenNumber || total || digit && !yearWords[next.text] || tenWords[next.text] {
		return true // but "trong năm" is "in the year"
	}
	p.at = start
	return false
}

func (p *numberParser) trailingPercent(n *Number) bool {
	if p.at == len(p.tokens) {
		return true
	}
	start := p.at
	for p.peek(0).kind != tokenEnd && linkWords[p.peek(0).text] {
		p.at++
	}
	paren := p.symbol("(")
	if p.at == start && p.peek(0).kind != tokenNumber {
		return false
	}
	for paren && p.peek(0).kind == tokenWord && linkWords[p.peek(0).text] {
		p.at++
	}
	a, ok := p.amount()
	if !ok || !p.percentSign() {
		return false
	}
	percent, dotted := a.asPercent()
	n.Percent = &percent
	n.Dotted = n.Dotted || dotted
	return !paren || p.symbol(")")
}

// percentSign reads "%" or "phần trăm".
func (p *numberParser) percentSign() bool {
	if p.symbol("%") {
		return true
	}
	first, second := p.peek(0), p.peek(1)
	if (first.text == "phần" || first.text == "phan") && hundredWords[second.text] {
		p.at += 2
		return true
	}
	return false
}

// unit reads the words behind an amount. Behind an amount in words only known units count.
func (p *numberParser) unit(closed bool) string {
	start := p.at
	var b strings.Builder
	words := 0
	for words < maxUnitWords {
		t := p.peek(0)
		joint := t.kind == tokenSymbol && (t.text == "/" || t.text == "-") && words > 0 && p.peek(1).kind == tokenWord && !t.spaced
		if t.kind != tokenWord && !joint || words > 0 && !joint && linkWords[t.text] && p.percentFollows() {
			break
		}
		if t.spaced && words > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
		if t.kind == tokenWord {
			words++
		}
		p.at++
	}
	unit := b.String()
	if unit == "" {
		return ""
	}
	last := p.tokens[p.at-1].text
	if closed && !isCountable(unit) || notUnits[p.tokens[start].text] || halfWords[last] {
		p.at = start
		return ""
	}
	return unit
}

// percentFollows tells whether only link words stand between here and a number.
func (p *numberParser) percentFollows() bool {
	ahead := 0
	for p.peek(ahead).kind != tokenEnd && (linkWords[p.peek(ahead).text] || p.peek(ahead).text == "(") {
		ahead++
	}
	return p.peek(ahead).kind == tokenNumber
}

func isCountable(unit string) bool {
	bare := Fold(unit)
	plain := bare == unit
	for _, known := range countable {
		if plain {
			known = Fold(known)
		}
		if unit == known || strings.HasPrefix(unit, known+" ") || strings.HasPrefix(unit, known+"/") {
			return true
		}
	}
	return false
}
