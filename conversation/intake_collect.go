package conversation

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"thuky/chat"
	"thuky/notice"
	"thuky/report"
	"thuky/vntext"
)

// minNotice is the shortest text that can be a notice, in bytes.
const minNotice = 200

// noticeMottos stand at the head of notices alone.
var noticeMottos = regexp.MustCompile(`cong hoa xa hoi chu nghia|dang cong san viet nam`)

// noticeSigns are what stands in notices, without marks.
var noticeSigns = []*regexp.Regexp{
	regexp.MustCompile(`(?m)(^|\s)so\s*:\s*\d*\s*[/-]?`),
	noticeMottos,
	regexp.MustCompile(`doc lap\s*[-–]\s*tu do`),
	regexp.MustCompile(`(?m)^\s*(v/v|ve viec)\b`),
	regexp.MustCompile(`kinh gui\s*:?`),
	regexp.MustCompile(`noi nhan\s*:`),
	regexp.MustCompile(`ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}`),
	regexp.MustCompile(`(?m)^\s*(uy ban nhan dan|ubnd|so giao duc|phong giao duc|phong van hoa|huyen uy|dang uy|ban dan van)\b`),
}

// looksLikeNotice tells whether a text can hardly be anything but the head of an
// official notice. It reads text in the old fonts, too.
func looksLikeNotice(text string) bool {
	if len(text) < minNotice {
		return false
	}
	if converted, _, ok := notice.Legacy(text); ok {
		text = converted
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = vntext.Fold(lines[i])
	}
	bare, n := strings.Join(lines, "\n"), 0
	for _, sign := range noticeSigns {
		if sign.MatchString(bare) {
			n++
		}
	}
	// Without its lines, a text that cites a notice has the same signs, but no motto.
	return n >= 3 && (len(lines) > 1 || noticeMottos.MatchString(bare))
}

// secret tells whether a text carries a secrecy marking, whatever font it is in.
func secret(text string) bool { return mayBeSecret(text) && notice.SecretInAnyFont(text) }

// mayBeSecret tells cheaply whether the letters M…T stand anywhere near each other in
// capitals, with nothing but one letter and white space between: most texts have none.
func mayBeSecret(text string) bool {
	for i := strings.IndexByte(text, 'M'); i >= 0; {
		letter := false
		for j := i + 1; j < len(text) && j-i < 24; j++ {
			c := text[j]
			if c == 'T' && letter {
				return true
			}
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
				break
			}
			letter = letter || c == 'A' || c >= utf8.RuneSelf
		}
		next := strings.IndexByte(text[i+1:], 'M')
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// kept gives the words of a message as a part of a notice keeps them.
func kept(raw string) string { return strings.TrimSpace(strings.ToValidUTF8(raw, "")) }

// refuseSecret sends away a text that is marked as secret: nothing of it, and
// nothing that came with it, is kept.
func (t *turn) refuseSecret() {
	t.s.Intake, t.s.Pasted = nil, nil
	t.s.DeskSeq++
	t.say(chat.Message{Text: textSecret})
	t.backToQuestion()
}

// handedOver takes words that are a notice, or a part of one: in a long text nobody
// looks for orders. What is secret is sent away.
func (t *turn) handedOver(text string) bool {
	switch {
	case len(t.e.Text) >= minNotice && secret(t.e.Text):
		t.refuseSecret()
		return true
	case t.pastedFirst(text), t.pasted(t.e.Text):
		return true
	case t.taking() && t.s.Intake.Stage == stageCollect && len(text) > maxCommand:
		t.intake(text, t.e.Text)
		return true
	}
	return false
}

// pasted takes a notice that an admin hands over without a word. It is false for all
// other texts.
func (t *turn) pasted(raw string) bool {
	in := t.s.Intake
	collecting := in != nil && in.Stage == stageCollect
	if !opens(t.person) || t.s.Matter != nil || collecting && !in.Aside || !looksLikeNotice(raw) {
		return false
	}
	order, question := t.words()
	switch {
	case order || question && !(t.taking() && in.Of != ""):
		t.doubtful(raw)
		return true
	case collecting:
		in.Aside = false
	case in != nil && in.collectFor():
		t.lead = append(t.lead, textPasted)
	case in != nil: // one after the other
		in.Aside = false
		if t.s.Pasted == nil {
			t.s.Pasted = &Pasted{Parts: []report.Part{{Message: t.e.Message, Text: kept(raw)}}, Later: true}
		}
		t.lead = append(t.lead, textIntakeFirst(t.planName(), in.Of != "", t.s.Pasted.Parts[0].Message == t.e.Message))
		t.say(t.intakeMessage(false))
		return true
	default:
		t.s.Intake, t.s.Desk = &Intake{Stage: stageCollect}, nil
		t.lead = append(t.lead, textPasted)
	}
	t.collectNotice(strings.TrimSpace(raw), raw)
	return true
}

// collectNotice adds a message to the notice. A last line "xong" ends it.
func (t *turn) collectNotice(text, raw string) {
	in := t.s.Intake
	if cmd, _ := parseCommand(text, false); cmd == cmdDone || cmd == cmdSend || doneWords[plainWords(text)] {
		t.noticeEnded()
		return
	}
	if len(in.Parts) == 0 && greets(text) {
		t.say(t.intakeMessage(false))
		return
	}
	body, ended := cutDone(kept(raw))
	if !t.addPart(report.Part{Message: t.e.Message, Text: body}) {
		return
	}
	if ended {
		t.noticeEnded()
		return
	}
	t.s.DeskSeq++
	t.say(t.intakeMessage(false))
}

// addPart adds to the notice, unless it is secret or too much.
func (t *turn) addPart(part report.Part) bool {
	in := t.s.Intake
	if part.Text == "" {
		return true
	}
	all := append(in.Parts[:len(in.Parts):len(in.Parts)], part)
	switch {
	case secret(part.Text) || len(in.Parts) > 0 && secret(joined(all)):
		t.refuseSecret()
		return false
	case letters(all) > maxNotice || len(all) > maxNoticeParts:
		t.lead = append(t.lead, textNoticeLong(maxNotice, maxNoticeParts))
		t.say(t.intakeMessage(false))
		return false
	}
	in.Parts = all
	return true
}

func (t *turn) collectMessage() chat.Message {
	in := t.s.Intake
	m := chat.Message{Text: textCollect(len(in.Parts), letters(in.Parts), in.Files)}
	if len(in.Parts) > 0 {
		m.Choices = append(m.Choices, chat.Choice{ID: t.intakeButton("d"), Label: labelDone, Word: wordDone})
	}
	m.Choices = append(m.Choices, t.dropButton())
	return m
}

// noticeEnded reads what was collected, once all files have been read.
func (t *turn) noticeEnded() {
	in := t.s.Intake
	switch {
	case in.Files > 0:
		in.Ended = true
		t.say(chat.Message{Text: textFilesUnderway(in.Files)})
		return
	case len(in.Parts) == 0:
		t.lead = append(t.lead, textNoNotice)
		if !t.nothingFor() {
			t.say(t.intakeMessage(false))
		}
		return
	}
	text := joined(in.Parts)
	if _, _, old := notice.Legacy(text); old {
		in.Stage = stageConvert
		t.s.DeskSeq++
		t.say(t.convertMessage())
		return
	}
	t.readNotice(text)
}

func (t *turn) convertMessage() chat.Message {
	converted, encoding, _ := notice.Legacy(joined(t.s.Intake.Parts))
	return chat.Message{Text: textConverted(encoding, clipLines(converted, 500)), Choices: []chat.Choice{
		{ID: t.intakeButton("y"), Label: labelConverted, Row: true},
		{ID: t.intakeButton("n"), Label: labelSendAgain, Row: true},
		t.dropButton(),
	}}
}

// convert takes the word on whether the conversion is right.
func (t *turn) convert(text string) {
	in := t.s.Intake
	n, isNumber := wholeNumber(text)
	switch {
	case n == 1 || says(text, yesWords) || isMarkedYes(text):
		converted, _, _ := notice.Legacy(joined(in.Parts))
		t.readNotice(converted)
	case n == 2 || !isNumber && says(text, noWords):
		t.s.Intake = &Intake{Stage: stageCollect}
		t.s.DeskSeq++
		t.lead = append(t.lead, textSendUnicode)
		t.say(t.intakeMessage(false))
	default:
		t.lead = append(t.lead, textConvertOneOrTwo)
		t.say(t.convertMessage())
	}
}

// isMarkedYes: without its marks the word means something else as well.
func isMarkedYes(text string) bool { return vntext.NFC(strings.ToLower(text)) == "đúng" }

// noticeEdited puts new words into a part of the notice; false when the message is none.
func (t *turn) noticeEdited(raw string) bool {
	in := t.s.Intake
	if in == nil || in.Stage != stageCollect || !opens(t.person) {
		return false
	}
	for i, p := range in.Parts {
		if p.Message == "" || p.Message != t.e.Message {
			continue
		}
		body := kept(raw)
		if secret(body) {
			t.refuseSecret()
			return true
		}
		if letters(in.Parts)-utf8.RuneCountInString(p.Text)+utf8.RuneCountInString(body) > maxNotice {
			t.say(chat.Message{Text: textNoticeLong(maxNotice, maxNoticeParts)})
			return true
		}
		if in.Parts[i].Text != body {
			in.Parts[i].Text = body
			t.say(chat.Message{Text: textNoticePartEdited(i + 1)})
		}
		return true
	}
	return false
}
