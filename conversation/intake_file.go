package conversation

import (
	"strings"
	"unicode/utf8"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// showedFile orders the text of a file that an admin sends. It is false for whoever
// is no admin, and for what no text can be read from.
func (t *turn) showedFile() bool {
	a := t.e.Attachment
	if a == nil || !opens(t.person) {
		return false
	}
	if secret(t.e.Text) { // the caption
		t.refuseSecret()
		return true
	}
	if in := t.s.Intake; in != nil && in.Stage != stageCollect && !in.collectFor() {
		in.Aside = false
		t.lead = append(t.lead, textIntakeFirst(t.planName(), in.Of != "", false))
		t.say(t.intakeMessage(false))
		return true
	}
	if t.s.Intake == nil {
		t.s.Intake = &Intake{Stage: stageCollect}
	}
	in := t.s.Intake
	if in.Files >= maxNoticeParts {
		t.say(chat.Message{Text: textNoticeLong(maxNotice, maxNoticeParts)})
		return true
	}
	in.Aside = false
	in.Files++
	t.do(Extract{Attachment: *a})
	t.say(chat.Message{Text: textReadingFile(fileName(a))})
	return true
}

// fileName is the name of a file as far as it is known, without what could break a line.
func fileName(a *chat.Attachment) string {
	if a == nil {
		return ""
	}
	return strings.TrimSpace(vntext.Clean(a.Name))
}

// pages tells whether a file is a picture: more pages may follow.
func pages(a *chat.Attachment) bool {
	if a == nil {
		return false
	}
	name := strings.ToLower(a.Name)
	for _, end := range []string{".jpg", ".jpeg", ".png", ".webp", ".heic"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return strings.HasPrefix(a.MIME, "image/") || name == "" && a.MIME == ""
}

// extracted takes the text of a file, or why there is none. What was dropped
// meanwhile stays dropped.
func (t *turn) extracted() {
	in := t.s.Intake
	if in == nil || in.Stage != stageCollect || in.Files == 0 {
		return
	}
	in.Files--
	name := fileName(t.e.Attachment)
	text := kept(t.e.Text)
	switch {
	case t.e.Problem != "":
		t.lead = append(t.lead, textFileProblem(name, t.e.Problem))
	case text == "":
		t.lead = append(t.lead, textFileProblem(name, FileEmpty))
	case secret(text):
		t.refuseSecret()
		return
	default:
		if room := maxNotice - letters(in.Parts); utf8.RuneCountInString(text) > room {
			text = string([]rune(text)[:max(room, 0)])
			t.lead = append(t.lead, textFileCut(maxNotice))
		}
		alone := len(in.Parts) == 0 && in.Files == 0 && !pages(t.e.Attachment)
		if !t.addPart(report.Part{Text: text}) {
			return
		}
		in.Ended = in.Ended || alone
	}
	if in.Ended && in.Files == 0 && len(in.Parts) > 0 {
		in.Ended = false
		t.noticeEnded()
		return
	}
	if len(in.Parts) == 0 && in.Files == 0 {
		in.Ended = false
		if t.nothingFor() {
			return
		}
		if !in.Asked { // somebody's picture, and no notice
			t.s.Intake = nil
			t.flush()
			return
		}
	}
	t.s.DeskSeq++
	t.say(t.intakeMessage(false))
}
