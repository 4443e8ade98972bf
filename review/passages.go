package review

// Passage is what a paragraph is within a report.
type Passage struct {
	Part   Part
	Level  int // of a heading: 1 for sections, 2 and more below; 0 for no heading
	Number Number
}

// Number is the number in front of a paragraph; the zero Number is none.
type Number struct {
	Rank  Rank
	Text  string // as written: "V.", "a)"
	Value int    // of its last part: 2 for "1.2"
	End   int    // where the words begin, in bytes of the paragraph
}

// Rank is the kind of a number. Lower ranks stand above higher ones.
type Rank int

// The ranks.
const (
	RankPart    = Rank(partNo)  // Phần I, Chương 1
	RankUpper   = Rank(upper)   // A.
	RankRoman   = Rank(roman)   // I.
	RankArabic  = Rank(arabic)  // 1.
	RankDecimal = Rank(decimal) // 1.2.
	RankLetter  = Rank(letter)  // a)
)

// Passages tells of every paragraph of a text what it is, as the checks see it.
func Passages(t Text) []Passage {
	d := divide(Input{Text: t})
	all := make([]Passage, len(t.Paragraphs))
	for i := range d.paras {
		p := &d.paras[i]
		all[i] = Passage{p.part, p.level, Number{Rank(p.index.style), p.index.text, p.index.value, p.index.end}}
	}
	return all
}

// Upper tells whether a text has capital letters and no small ones.
func Upper(text string) bool { return isUpper(text) }
