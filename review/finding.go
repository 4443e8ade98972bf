package review

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
)

// Severity says how much a finding matters.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // is to be put right before the report goes out
	Warning Severity = "warning" // is probably wrong: to be looked at
	Hint    Severity = "hint"    // is a matter of style, or a question
)

// Finding is one thing that a person should look at. Message and Suggest are Vietnamese.
type Finding struct {
	Code     Code     `json:"code"`
	Severity Severity `json:"severity"`
	Place    Place    `json:"place"`
	Quote    string   `json:"quote"`   // the words there; "" where something is missing
	Message  string   `json:"message"` // what is the matter
	Suggest  string   `json:"suggest"` // what could stand there; "" where nobody can say
	// Edit carries the suggestion out, where that can be offered as one tap; else nil.
	Edit *Edit `json:"-"`
}

var messageDate = regexp.MustCompile(`\b\d{1,2}/\d{1,2}/\d{4}\b`)

// MaxAside is how many findings may be put aside in one campaign.
const MaxAside = 1000

// Key is the same for the same finding in a draft that is made again, on whatever day, and
// another when its words change. What people put aside is known by it.
func (f Finding) Key() string {
	from := f.Place.Source
	message := messageDate.ReplaceAllString(f.Message, "") // some tell the day they were made
	sum := sha256.Sum256([]byte(strings.Join([]string{string(f.Code), from.Question, from.Person, f.Quote, message}, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// Fixable tells whether the suggestion can be carried out in an answer.
func (f Finding) Fixable() bool {
	return f.Edit != nil && f.Place.Source.Question != "" && f.Place.Source.Person != ""
}

// Place says where a finding is.
type Place struct {
	Paragraph int    `json:"paragraph"` // counts the non-empty paragraphs from 1
	Heading   string `json:"heading"`   // the heading it stands under, or is; "" above the first
	// Start and End are the words, in bytes of the paragraph.
	Start, End int `json:"-"`
	// Source is the question that the words belong to, and the person whose they are; zero
	// for files.
	Source Source `json:"-"`
	Whole  bool   `json:"-"` // it is about the whole document; Paragraph is its first
}

// Edit is a replacement inside one paragraph, or one answer within it.
type Edit struct {
	Line  string `json:"line"`  // the text of the paragraph or answer
	Start int    `json:"start"` // bytes of Line
	End   int    `json:"end"`
	New   string `json:"new"`
}

// After gives the edit as it is once another one of the same answer was carried out. It is
// not ok when they overlap.
func (e Edit) After(done Edit) (Edit, bool) {
	if strings.TrimRight(e.Line, endOfText) != strings.TrimRight(done.Line, endOfText) {
		return e, true
	}
	shift := 0
	switch {
	case e.End <= done.Start && e.Start < done.Start:
	case e.Start >= done.End && e.End > done.End:
		shift = len(done.New) - (done.End - done.Start)
	default:
		return e, false
	}
	if done.Start < 0 || done.Start > done.End || done.End > len(e.Line) {
		return e, false
	}
	return Edit{Line: e.Line[:done.Start] + done.New + e.Line[done.End:], Start: e.Start + shift, End: e.End + shift, New: e.New}, true
}

// Apply carries the edit out in the answer that the paragraph was made of, as its person
// typed it, with stars for italics. It is not ok when no line of the answer, or more than
// one, is that text: the answer was changed meanwhile, or the words are the template's.
func (e Edit) Apply(answer string) (string, bool) {
	lines := strings.Split(answer, "\n")
	found, from, to := -1, 0, 0
	for i, line := range lines {
		start, end, ok := e.locate(line)
		if !ok {
			continue
		}
		if found >= 0 {
			return answer, false
		}
		found, from, to = i, start, end
	}
	if found < 0 {
		return answer, false
	}
	lines[found] = lines[found][:from] + e.New + lines[found][to:]
	return strings.Join(lines, "\n"), true
}

// locate gives the place of the edit in a line of an answer.
func (e Edit) locate(line string) (start, end int, ok bool) {
	p := newParagraph(line)
	skip := len(p.Text) - len(strings.TrimLeft(p.Text, " \t"))
	own, whole := strings.TrimRight(p.Text[skip:], endOfText), strings.TrimRight(e.Line, endOfText)
	if own != whole || e.Start < 0 || e.Start > e.End || e.End > len(whole) {
		return 0, 0, false
	}
	return p.origin(e.Start + skip), p.origin(e.End + skip), true
}

// endOfText is what the end of an answer may lose or gain when it is printed.
const endOfText = " \t./"

// rank puts the findings in the order in which they matter: by severity; within it the
// first two places of every code before all others, so that one habit of the writer does
// not hide the rest; then by the weight of the code and the place.
func rank(found []Finding) []Finding {
	type ranked struct {
		Finding
		severity, round, weight int
	}
	byPlace := func(a, b Finding) int { return cmp.Compare(a.Place.Paragraph, b.Place.Paragraph) }
	slices.SortStableFunc(found, byPlace)
	all := make([]ranked, len(found))
	seen := make(map[Code]int)
	for i, f := range found {
		all[i] = ranked{f, slices.Index(severities, f.Severity), seen[f.Code] / 2, slices.IndexFunc(rules, func(r rule) bool { return r.code == f.Code })}
		seen[f.Code]++
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), cmp.Compare(min(a.round, 1), min(b.round, 1)), cmp.Compare(a.weight, b.weight), byPlace(a.Finding, b.Finding))
	})
	sorted := found[:0:0]
	for _, r := range all {
		sorted = append(sorted, r.Finding)
	}
	return sorted
}

var severities = []Severity{Error, Warning, Hint}
