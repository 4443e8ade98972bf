package conversation

import (
	"strconv"
	"strings"

	"thuky/vntext"
)

// maxAssign is the longest order to assign questions, in bytes.
const maxAssign = 300

// The words of such an order.
var (
	assignVerbs = []string{"giao", "phân công", "chuyển"}
	dropVerbs   = []string{"bỏ giao", "chưa giao", "thôi giao", "không giao"}
	wholeReport = []string{"tất cả các câu", "tất cả câu", "tất cả", "toàn bộ báo cáo", "toàn bộ", "cả báo cáo", "mọi câu"}
	tables      = []string{"phân công", "xem phân công", "bảng phân công", "xem bảng phân công"}
	assignTails = []string{"giúp em", "giúp tôi", "giúp", "nhé", "nha", "ạ"}
)

// assignOpeners are the words that such an order begins with, without marks.
var assignOpeners = set("giao", "phan", "chuyen", "bo", "tat", "toan", "ca", "moi", "cau", "muc", "cac", "xem", "bang")

// parseAssign reads "mục III.2 giao cô Mận", "giao câu 7 cho tổ 3", "câu 7 bỏ giao" and
// "phân công". What is in them is read when it is known what there is.
func parseAssign(text string) (Order, bool) {
	o := Order{Task: taskAssign}
	if len(text) > maxAssign || strings.Contains(text, "\n") {
		return o, false
	}
	if bare := vntext.Fold(text); !strings.Contains(bare, "giao") && !strings.Contains(bare, "phan cong") && !strings.Contains(bare, "chuyen") {
		return o, false
	}
	text = strings.TrimRight(text, " .!…")
	for i := 0; i < len(assignTails); i++ {
		if rest, ok := cutTail(text, assignTails[i]); ok {
			text, i = strings.TrimRight(rest, " .!…"), -1
		}
	}
	for _, table := range tables {
		if rest, ok := cutPhrase(text, table); ok && strings.TrimSpace(rest) == "" {
			return o, true
		}
	}
	if rest, ok := cutPhrase(text, dropVerbs[0]); ok { // "bỏ giao câu 7"
		o.What, o.Nobody = strings.TrimSpace(rest), true
		return o, isTarget(o.What)
	}
	for _, verb := range assignVerbs { // "giao câu 7 cho cô Mận", "giao cô Mận câu 7", "giao câu 7"
		rest, ok := cutPhrase(text, verb)
		if !ok {
			continue
		}
		if before, after, ok := cutWord(rest, "cho"); ok && isTarget(before) {
			o.What, o.Whom = before, after
			return o, after != ""
		}
		if isTarget(rest) {
			o.What = strings.TrimSpace(rest)
			return o, true
		}
		for _, kind := range targetKinds {
			if before, _, ok := cutWord(rest, kind); ok && before != "" {
				what := strings.TrimSpace(strings.TrimSpace(rest)[len(before):])
				o.What, o.Whom = what, before
				return o, isTarget(what)
			}
		}
		return o, false
	}
	for _, verb := range dropVerbs { // "câu 7 bỏ giao"
		if before, after, ok := cutWord(text, verb); ok && isTarget(before) {
			o.What, o.Nobody = before, true
			return o, strings.Trim(strings.ToLower(after), " .") == ""
		}
	}
	for _, verb := range assignVerbs { // "câu 7 giao cho cô Mận"
		before, after, ok := cutWord(text, verb)
		if !ok || !isTarget(before) {
			continue
		}
		if rest, ok := cutPhrase(after, "cho"); ok {
			after = rest
		}
		o.What, o.Whom = before, strings.TrimSpace(after)
		return o, o.Whom != ""
	}
	return o, false
}

// cutWord cuts a text at the first place where a word or phrase stands, with or without
// marks.
func cutWord(text, want string) (before, after string, ok bool) {
	rest := text
	for {
		trimmed := strings.TrimLeft(rest, " ")
		if trimmed == "" {
			return "", "", false
		}
		if after, ok := cutPhrase(trimmed, want); ok {
			return strings.TrimSpace(text[:len(text)-len(trimmed)]), strings.TrimSpace(after), true
		}
		i := strings.IndexByte(trimmed, ' ')
		if i < 0 {
			return "", "", false
		}
		rest = trimmed[i:]
	}
}

// cutTail takes words, with or without marks, off the end of a text.
func cutTail(text, want string) (rest string, ok bool) {
	words := strings.Fields(text)
	n := strings.Count(want, " ") + 1
	if len(words) <= n || !spelled(strings.Join(words[len(words)-n:], " "), want, vntext.Fold(want)) {
		return text, false
	}
	return strings.Join(words[:len(words)-n], " "), true
}

// target is what an order names: the whole report, a section or one heading in it, or
// questions from one number to another.
type target struct {
	all              bool
	section, heading int // heading 0: the whole section
	toSection        int
	from, to         int // of questions
}

var targetKinds = []string{"câu", "mục", "phần"}

func isTarget(text string) bool { return len(parseTargets(text)) > 0 }

// parseTargets reads "mục III.2, IV", "câu 7-12 và 15", "tất cả"; nil when it is anything
// else.
func parseTargets(text string) (list []target) {
	text = strings.TrimSpace(text)
	for _, whole := range wholeReport {
		if rest, ok := cutPhrase(text, whole); ok && strings.TrimSpace(rest) == "" {
			return []target{{all: true}}
		}
	}
	kind, open := "", false // open: a range has begun
	for _, word := range targetWords(text) {
		bare := vntext.Fold(word)
		switch {
		case word == ",", word == "và", bare == "va", bare == "so" && kind != "", bare == "cac" && kind == "", bare == "tu" && kind != "":
			continue
		case word == "-", word == "đến", bare == "den", bare == "toi":
			if len(list) == 0 || open {
				return nil
			}
			open = true
			continue
		}
		if k := kindOf(word); k != "" {
			if open && k != kind {
				return nil
			}
			kind = k
			continue
		}
		next, ok := readTarget(kind, bare)
		if !ok {
			return nil
		}
		if !open {
			list = append(list, next)
			continue
		}
		last := &list[len(list)-1]
		if last.heading > 0 || next.heading > 0 || last.to != last.from || last.toSection != last.section {
			return nil
		}
		last.to, last.toSection, open = next.to, next.toSection, false
		if last.to < last.from || last.toSection < last.section {
			return nil
		}
	}
	if open {
		return nil
	}
	return list
}

// targetWords takes a text apart at spaces, commas and dashes.
func targetWords(text string) []string {
	text = strings.NewReplacer(",", " , ", ";", " , ", "-", " - ", "–", " - ", "—", " - ", "&", " , ").Replace(strings.ToLower(vntext.NFC(text)))
	words := strings.Fields(text)
	for i, w := range words {
		words[i] = strings.TrimRight(w, ".:")
	}
	return words
}

func kindOf(word string) string {
	for _, kind := range targetKinds {
		if spelled(word, kind, vntext.Fold(kind)) {
			return kind
		}
	}
	return ""
}

// readTarget reads "7" as a question, "iii.2" or "3.2" as a section.
func readTarget(kind, bare string) (target, bool) {
	if kind == "" {
		return target{}, false
	}
	head, tail, dotted := strings.Cut(bare, ".")
	n, ok := smallNumber(head)
	if kind == targetKinds[0] {
		return target{from: n, to: n}, ok && !dotted
	}
	if !ok {
		n, ok = romanNumber(head)
	}
	t := target{section: n, toSection: n}
	if dotted && ok {
		t.heading, ok = smallNumber(tail)
	}
	return t, ok
}

func smallNumber(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= 9999 && s[0] != '+'
}

// romanNumber reads small letters.
func romanNumber(s string) (int, bool) {
	for n := 1; n < 100; n++ {
		if strings.ToLower(vntext.Roman(n)) == s {
			return n, true
		}
	}
	return 0, false
}

// splitNames takes "cô Mận, thầy Đỗ và tổ 3, 4" apart; a lone number belongs to the word
// before it.
func splitNames(text string) (names []string) {
	text = strings.NewReplacer(";", ",", "&", ",", "+", ",").Replace(text)
	for part := range strings.SplitSeq(text, ",") {
		name := ""
		flush := func() {
			if name = strings.TrimSpace(name); name == "" {
				return
			}
			if _, isNumber := smallNumber(name); isNumber && len(names) > 0 {
				if i := strings.LastIndexByte(names[len(names)-1], ' '); i > 0 {
					name = names[len(names)-1][:i+1] + name
				}
			}
			names = append(names, name)
			name = ""
		}
		for _, word := range strings.Fields(part) {
			if lower := strings.ToLower(vntext.NFC(word)); lower == "và" || lower == "va" {
				flush()
				continue
			}
			name += " " + word
		}
		flush()
	}
	return names
}
