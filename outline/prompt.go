package outline

import (
	"fmt"
	"strings"

	"thuky/review"
	"thuky/vntext"
)

// prompt words a question as it is asked in chat: short and spoken. above is what it
// stands under, for labels that say little by themselves.
func prompt(label, kind, unit, above string) string {
	label = strings.Trim(oneLine(withoutOptions(withoutBlanks(label))), " ;,.:")
	if label == "" {
		label = strings.Trim(oneLine(above), " ;,.:")
		above = ""
	}
	if label == "" {
		return promptAnything
	}
	if rest, ok := strings.CutSuffix(label, "?"); ok {
		return clip(asking(strings.TrimRight(rest, " ")), maxPrompt)
	}
	spoken := short(lower(label, review.Upper(label)))
	small := strings.ToLower(spoken)
	under := ""
	if above != "" && words(label) <= maxVague && !strings.Contains(small, strings.ToLower(above)) && !begins(small, counts) && !strings.HasPrefix(small, "số ") {
		under = short(lower(oneLine(above), review.Upper(above)))
	}
	return clip(speak(spoken, small, under, kind, unit), maxPrompt)
}

// maxVague is how many words a label has at most that needs what it stands under.
const maxVague = 5

func speak(spoken, small, under, kind, unit string) string {
	if kind == percent {
		spoken = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(spoken, " "), "(%)"), " ")
		small = strings.ToLower(spoken)
	}
	if unit != "" && !strings.HasSuffix(small, unit) && !strings.HasSuffix(small, "("+unit+")") && (kind == decimal || unit == "đồng") {
		spoken = fmt.Sprintf("%s (%s)", spoken, unit)
	}
	switch kind {
	case integer, decimal:
		switch {
		case strings.Contains(small, "bao nhiêu"):
			return asking(upperFirst(spoken))
		case begins(small, counts), strings.HasPrefix(small, "số "), kind == decimal && under == "":
			return promptTell(spoken)
		case under != "":
			return promptUnder(under, spoken)
		}
		return promptHowMany(spoken)
	case percent:
		if begins(small, shares) || under == "" {
			return promptShare(spoken)
		}
		return promptUnder(under, spoken)
	case yesno:
		if yesNoQuestion(strings.TrimSuffix(small, " ạ")) {
			return asking(upperFirst(spoken))
		}
		return promptYesNo(spoken)
	case choice:
		return promptChoice(spoken)
	case choices:
		return promptChoices(spoken)
	case date, text:
		if under != "" && kind == text {
			return promptTell(spoken + " – " + under)
		}
		return promptTell(spoken)
	}
	folded := vntext.Fold(small)
	switch {
	case begins(small, spokenVerbs):
		return promptOrder(spoken)
	case words(small) <= 6 && (strings.HasPrefix(folded, "kien nghi") || strings.HasPrefix(folded, "de xuat") || strings.HasPrefix(folded, "de nghi")):
		return promptWishes(spoken)
	case strings.HasPrefix(folded, "khai quat"), strings.HasPrefix(folded, "dac diem"), strings.HasPrefix(folded, "phan "):
		return promptPart(spoken)
	case begins(small, doings):
		spoken = doing(spoken)
	}
	if under != "" {
		spoken += " – " + under
	}
	return promptTell(spoken)
}

// asking makes a question polite.
func asking(question string) string {
	question = strings.TrimRight(question, " .")
	if !strings.HasSuffix(strings.ToLower(question), " ạ") {
		question += " ạ"
	}
	return question + "?"
}

// A spoken label has at most maxSpoken words.
const (
	maxSpoken = 22
	minSpoken = 6
)

// short cuts a long heading where a reader would draw breath.
func short(label string) string {
	if i := strings.IndexByte(label, ';'); i > 0 && words(label[:i]) >= minSpoken {
		label = label[:i]
	}
	all := strings.Fields(label)
	if len(all) <= maxSpoken {
		return balanced(strings.TrimRight(label, " ,;:."))
	}
	cut := 0
	for n := minSpoken; n <= maxSpoken && n < len(all); n++ {
		if strings.HasSuffix(all[n-1], ",") || joints[strings.ToLower(all[n])] {
			cut = n
		}
	}
	if cut == 0 {
		return balanced(strings.Join(all[:maxSpoken], " ")) + "…"
	}
	return balanced(strings.TrimRight(strings.Join(all[:cut], " "), " ,;:."))
}

// joints begin what may be left out of a long heading.
var joints = setOf("theo của nhằm trong để cho về và của giai đoạn gắn trên tại đối")

// balanced takes off a quotation or bracket that was cut open.
func balanced(s string) string {
	for _, pair := range [][2]string{{"“", "”"}, {"(", ")"}} {
		if open := strings.LastIndex(s, pair[0]); open > 0 && strings.LastIndex(s, pair[1]) < open && words(s[:open]) >= 3 {
			s = strings.TrimRight(s[:open], " ,;:.")
		}
	}
	return s
}
