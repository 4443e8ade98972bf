package outline

import (
	"regexp"
	"strings"
)

// guess is what the words of a question tell about its answer.
type guess struct {
	kind    string // type of question
	unit    string
	choices []string
	why     string // the words that tell, "" where nothing does
}

// typed tells whether the answer is more special than a text of some paragraphs.
func (g guess) typed() bool { return g.kind != longtext }

// guessOf guesses the type of a question. number tells that what stands above it is
// counted, and blank that a place to write on follows.
func guessOf(label string, f field, blank, number bool) guess {
	small := strings.ToLower(label)
	asked := strings.TrimRight(small, " ?:.;")
	switch {
	case f.day:
		return guess{kind: date, why: guessDay}
	case f.unit != "":
		g := guess{kind: units[f.unit], unit: f.unit, why: f.unit}
		if g.kind == percent {
			g.unit = ""
		}
		return g
	}
	if list, why := options(label); len(list) > 1 {
		if len(list) == 2 && isYes(list[0]) && isNo(list[1]) {
			return guess{kind: yesno, why: why}
		}
		return guess{kind: choice, choices: list, why: why}
	}
	long := words(label) > maxCounted
	if m := unitBehind.FindStringSubmatch(small); m != nil && units[m[1]] != "" && units[m[1]] != percent && !long {
		return guess{kind: units[m[1]], unit: m[1], why: "(" + m[1] + ")"}
	}
	if word, ok := holds(small, breakdowns); ok && (countable(small) || long) {
		return guess{kind: longtext, why: word}
	}
	switch {
	case strings.HasSuffix(strings.TrimRight(small, " :;."), "(%)"):
		return guess{kind: percent, why: "(%)"}
	case !long && begins(small, shares):
		return guess{kind: percent, why: firstWords(label, 2)}
	case !long && countable(small):
		return guess{kind: integer, why: firstWords(label, 2)}
	case !long && blank && number:
		return guess{kind: integer, why: guessUnderCount}
	case !long && strings.HasPrefix(small, "diện tích"):
		return guess{kind: decimal, unit: "m²", why: firstWords(label, 2)}
	case !long && (yesNoQuestion(asked) || strings.Contains(small, "có hay không")):
		return guess{kind: yesno, why: guessYesNo}
	case words(label) <= maxDay && (strings.HasPrefix(small, "ngày ") || strings.HasPrefix(small, "ngày, tháng")) && !begins(small, []string{"ngày công", "ngày nghỉ", "ngày hội", "ngày lễ", "ngày làm việc"}):
		return guess{kind: date, why: firstWords(label, 1)}
	case begins(small, identities) && (blank || words(label) <= maxDay):
		return guess{kind: text, why: firstWords(label, 2)}
	}
	return guess{kind: longtext}
}

const (
	maxCounted = 24 // words of what one number answers
	maxDay     = 8  // words of what one day or one line answers
)

// countable tells whether a text in small letters asks for a whole number.
func countable(small string) bool {
	if begins(small, counts) {
		return true
	}
	if _, ok := holds(small, []string{"bao nhiêu"}); ok {
		return true
	}
	rest, ok := strings.CutPrefix(small, "số ")
	if !ok {
		return false
	}
	next, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	next = strings.Trim(next, ",.;:()")
	return next != "" && !notCounts[next] && !strings.ContainsAny(next, "0123456789/")
}

// yesNoQuestion tells whether a text in small letters without its end asks for yes or no.
func yesNoQuestion(small string) bool {
	if !strings.HasSuffix(small, " không") && !strings.HasSuffix(small, " chưa") && !strings.HasSuffix(small, " không ạ") && !strings.HasSuffix(small, " chưa ạ") {
		return false
	}
	_, ok := holds(small, []string{"có", "đã"})
	return ok
}

var (
	// offered are choices in brackets at the end: "(Tốt/Khá/Đạt)".
	offered = regexp.MustCompile(`\(([^()/]{1,40}(?:\s*/\s*[^()/]{1,40}){1,9})\)\s*[.:;]?$`)
	boxes   = regexp.MustCompile(`[☐□☒☑▢]|\[\s?\]`)
)

// options gives the choices that a line offers.
func options(line string) (list []string, why string) {
	if parts := boxes.Split(line, -1); len(parts) > 2 {
		from := parts[1:]
		if strings.TrimSpace(parts[len(parts)-1]) == "" { // the boxes stand behind the words
			from = parts[:len(parts)-1]
			if i := strings.LastIndexByte(from[0], ':'); i >= 0 {
				from[0] = from[0][i+1:]
			}
		}
		for _, p := range from {
			if p = strings.Trim(oneLine(p), " ,;.:"); p != "" {
				list = append(list, p)
			}
		}
		return distinct(list), guessBoxes
	}
	m := offered.FindStringSubmatch(line)
	if m == nil || strings.ContainsAny(m[1], "0123456789…") {
		return nil, ""
	}
	for p := range strings.SplitSeq(m[1], "/") {
		list = append(list, upperFirst(strings.TrimSpace(p)))
	}
	return distinct(list), "(" + m[1] + ")"
}

// unitBehind is a unit in brackets at the end.
var unitBehind = regexp.MustCompile(`\(([^()]+)\)\s*[.:;]?$`)

// withoutOptions takes the choices off a line.
func withoutOptions(line string) string {
	if parts := boxes.Split(line, -1); len(parts) > 2 {
		if i := strings.LastIndexByte(parts[0], ':'); strings.TrimSpace(parts[len(parts)-1]) == "" && i >= 0 {
			return parts[0][:i]
		}
		return parts[0]
	}
	if i := offered.FindStringIndex(line); i != nil {
		return line[:i[0]]
	}
	return line
}

func distinct(list []string) (kept []string) {
	seen := map[string]bool{}
	for _, s := range list {
		if s != "" && !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}

func isYes(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return s == "có" || s == "yes" || s == "đúng" || s == "đã có"
}

func isNo(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return s == "không" || s == "no" || s == "sai" || s == "chưa" || s == "không có" || s == "chưa có"
}

// roleOf names whom a question is for by its words.
func roleOf(label string) (role, why string) {
	small := strings.ToLower(label)
	for _, r := range roles {
		if word, ok := holds(small, r.words); ok {
			return r.role, word
		}
	}
	return "", ""
}

func firstWords(s string, n int) string {
	all := strings.Fields(s)
	return strings.ToLower(strings.Trim(strings.Join(all[:min(n, len(all))], " "), ",.;:"))
}

// counted cuts a line that asks for several counts: "Tổng số điểm thi, số phòng thi".
func counted(label string) []string {
	parts := countJoint.Split(label, -1)
	if len(parts) < 2 || words(label) > maxCounted {
		return nil
	}
	places := countJoint.FindAllStringIndex(label, -1)
	list := []string{parts[0]}
	for i, p := range places {
		end := len(label)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		start := p[1] - len(countWord.FindString(label[p[0]:p[1]]))
		list = append(list, label[start:end])
	}
	for i := range list {
		list[i] = strings.Trim(list[i], " ,;.:")
		if !countable(strings.ToLower(list[i])) || words(list[i]) < 2 {
			return nil
		}
	}
	return list
}

var (
	countJoint = regexp.MustCompile(`(?:,| và|;) (?:số|tổng số|số lượng) `)
	countWord  = regexp.MustCompile(`(?:tổng số|số lượng|số) $`)
)
