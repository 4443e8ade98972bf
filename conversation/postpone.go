package conversation

import (
	"regexp"
	"strings"

	"thuky/report"
	"thuky/vntext"
)

// Some words only put a question off: "chua co so lieu", "de em hoi lai". They are asked
// about, so that they never stand in a report unnoticed.

const (
	laterSelf = `(?:em|toi|minh|co|thay|anh|chi|tui)`
	laterWhen = `(?:mai|sang mai|chieu mai|toi mai|toi nay|chieu nay|toi|chieu|lat|lat nua|lat sau|ti|ti nua|ty nua|chut|chut nua|xiu nua|hom sau|bua sau|ngay mai)`
	laterDo   = `(?:tra loi|lam|gui|bao|nop|ghi|bo sung|cap nhat|nhap|viet|hoi|dien|tinh)`
	laterAll  = `(?:so lieu|du lieu|so|con so|thong tin|so lieu cu the|so cu the|so lieu chinh xac)`
)

// laterForms are the ways to put a question off, folded.
var laterForms = []*regexp.Regexp{
	regexp.MustCompile(`^(?:(?:hien|hien tai|hien nay|hien gio|tam thoi|gio|cai nay|cau nay|phan nay|muc nay|van|con) )*(?:` + laterSelf + ` )?(?:van |con )?(?:chua|chx|khong|ko|k|hok) (?:kip )?` +
		`(?:(?:co|nam|nam ro|biet|ro|nho|thong ke|tong hop|cap nhat|tinh|lay duoc|nhan duoc|thu thap) (?:du |cac |day du |duoc )*` + laterAll + `|(?:biet|nho|nam)(?: ro)?|ro|thong ke|tong hop|cap nhat)(?: xong| duoc| nua| lam)*$`),
	regexp.MustCompile(`^` + laterAll + ` (?:van |con )?chua (?:co|ro|thong ke|tong hop|cap nhat|day du|chinh xac)(?: xong| du| nua)*$`),
	regexp.MustCompile(`^(?:de|cho|hen)(?: ` + laterSelf + `)? ` + laterWhen + `(?: nay| roi| da)?(?: (?:` + laterSelf + ` )?(?:se )?` + laterDo + `(?: lai| tiep| sau| not| cho)*)?$`),
	regexp.MustCompile(`^` + laterWhen + ` (?:` + laterSelf + ` )?(?:se )?` + laterDo + `(?: lai| tiep| sau| not| cho)*$`),
	regexp.MustCompile(`^(?:de|cho|doi) ` + laterSelf + ` (?:hoi|xem|coi|kiem tra|tinh|nho|tim|thong ke|tong hop|kiem)(?: lai| thu)*(?: (?:da|sau|` + laterAll + `|ke toan|van thu|hieu truong|ban giam hieu|bgh|(?:co|thay|anh|chi) \S+))*$`),
	regexp.MustCompile(`^(?:` + laterSelf + ` )?(?:se )?(?:tra loi|bo sung|cap nhat|gui|bao|hoi|nop|ghi|nhap|dien)(?: lai)? sau$`),
	regexp.MustCompile(`^(?:` + laterSelf + ` )?(?:dang |con )(?:cho|doi) ` + laterAll + `(?: (?:tu|cua) .{1,24})?$`),
	regexp.MustCompile(`^(?:khi nao |bao gio |luc nao )?co(?: ` + laterAll + `)?(?: thi)? ` + laterSelf + ` (?:se )?(?:bao|gui|tra loi|bo sung|cap nhat)(?: lai| sau)*$`),
}

// sentenceMarks are left out.
var sentenceMarks = strings.NewReplacer(",", " ", ".", " ", "!", " ", "…", " ")

// defers tells whether the whole text puts the question off.
func defers(text string) bool {
	if len(text) > 2*maxCommand || strings.Contains(text, "\n") {
		return false
	}
	words := strings.Fields(sentenceMarks.Replace(vntext.Fold(text)))
	for len(words) > 1 && (politeWords[words[len(words)-1]] && words[len(words)-1] != "roi" || words[len(words)-1] == "oi") {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && (words[0] == "da" || words[0] == "vang" || words[0] == "thua") {
		words = words[1:]
	}
	plain := strings.Join(words, " ")
	for _, form := range laterForms {
		if form.MatchString(plain) {
			return true
		}
	}
	return false
}

// putOff asks whether words that put a question off, or ask one, are its answer.
func (t *turn) putOff(q *report.Question, part report.Part) {
	t.next(NilWord)
	t.s.Words = &part
	t.say(t.confirmMessage(q))
}

// postpone leaves the open question open, and turns to the next one that is, or to the
// review. What is half written is kept.
func (t *turn) postpone(q *report.Question) {
	half := len(t.s.Parts) > 0 || t.s.Table.started()
	if !t.finish(q) {
		return
	}
	if _, has := t.answer(q.ID); has && t.givenBack(q) == nil {
		if !half {
			t.lead = append(t.lead, textKept(t.place(q)))
		}
		t.goOn(q)
		return
	}
	t.lead = append(t.lead, textPostponed(t.place(q)))
	asked := t.asked()
	if !t.s.Back {
		for _, next := range asked[number(asked, q):] {
			if _, has := t.answer(next.ID); !has {
				t.prompt(next)
				return
			}
		}
	}
	t.review()
}

// deferring takes the choice about words that put the question off.
func (t *turn) deferring(q *report.Question, text string) {
	if t.picked(q, text) {
		return
	}
	cmd, _ := parseCommand(text, true)
	switch bare := vntext.Fold(strings.TrimRight(text, " .!…")); {
	case cmd == cmdLater:
		t.act(q, t.button("l", 0))
	case cmd == cmdSkip:
		if !t.act(q, t.button("r", 0)) {
			t.act(q, t.button("l", 0))
		}
	case bare == "ghi" && open(q), bare == vntext.Fold(labelWrite(t.said1())):
		t.act(q, t.button("t", 0))
	case cmd == cmdBack && (len(t.s.Parts) > 0 || t.s.Table.started()): // what is written stays
		t.s.Phase, t.s.Words = Asking, nil
		t.again()
	case cmd == cmdBack:
		t.prompt(q)
	case cmd == cmdPause:
		t.pause()
	case cmd == cmdHelp:
		t.help()
	case cmd == noCommand && (defers(text) || greets(text)):
		t.again()
	default:
		t.s.Phase, t.s.Words = Asking, nil
		t.asking(text)
	}
}

// skippable tells whether the question can be left out with the words that put it off as
// the reason: nothing stands or is written there.
func (t *turn) skippable(q *report.Question) bool {
	_, has := t.answer(q.ID)
	return (!has || t.givenBack(q) != nil) && len(t.s.Parts) == 0 && !t.s.Table.started() && len(t.files(q)) == 0
}

// skipSaying leaves the question out for the words that put it off.
func (t *turn) skipSaying(q *report.Question) bool {
	if t.s.Words == nil || !t.skippable(q) {
		return false
	}
	words := *t.s.Words
	t.s.Phase, t.s.Words = Asking, nil
	if !q.Needed() {
		t.skip(q)
		return true
	}
	t.skipFor(q, words)
	return true
}
