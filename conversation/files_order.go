package conversation

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// What is typed about files, folded.
var (
	fileCaption  = regexp.MustCompile(`^(?:chu thich|ct|ghi chu|dat ten) ?(?:cho )?(?:anh|hinh|tep|file)?(?: so)? ?(\d[\d ,\-]*(?:(?:va|den) \d[\d ,\-]*)?|tat ca|het)?$`)
	fileNumbered = regexp.MustCompile(`^(?:anh|hinh|tep|file)?(?: so)? ?(\d{1,2})$`)
	fileDelete   = regexp.MustCompile(`^(?:xoa|bo|huy) (?:anh|hinh|tep|file)?(?: so)? ?(\d[\d ,\-]*(?:(?:va|den) \d[\d ,\-]*)?|tat ca|het)$`)
	fileReplace  = regexp.MustCompile(`^(?:thay|doi|gui lai|sua) (?:anh|hinh|tep|file)(?: so)? ?(\d{1,2})$`)
	fileList     = regexp.MustCompile(`^xem (?:lai )?(?:cac )?(?:anh|hinh|tep|file|tat ca tep|danh sach)$`)
	fileLink     = regexp.MustCompile(`^(?:gui|nop|tai) (?:tep|anh|file|hinh|tep len|anh len|len)$`)
	fileInto     = regexp.MustCompile(`^(?:(?:de|them|cho|ghi) )?vao (?:cau )?(?:so )?(\d{1,3})$`)
	fileDrop     = regexp.MustCompile(`^(?:khong dung|bo) (?:cac )?(?:tep|anh|hinh|file)(?: nay| do)?$`)
	timeOfDay    = regexp.MustCompile(`^\s*\d{1,2}:\d\d\b`) // "7:30 chào cờ" is a caption
	numberRange  = regexp.MustCompile(`(\d+)(?:\s*(?:-|den)\s*(\d+))?`)
)

var fileSlashes = strings.NewReplacer("chuthich", "chu thich ", "xoatep", "xoa tep ", "thaytep", "thay tep ", "xemtep", "xem tep", "guitep", "gui tep")

// fileWords gives what an order about files says, folded, and the words behind a colon.
func fileWords(text string) (bare, rest string, colon bool) {
	head, rest, colon := strings.Cut(text, ":")
	if len(head) > maxCommand || strings.Contains(head, "\n") {
		return "", "", false
	}
	bare = strings.ToLower(vntext.Fold(strings.TrimRight(head, " .!…)")))
	if slash, ok := strings.CutPrefix(bare, "/"); ok {
		bare = fileSlashes.Replace(slash)
	}
	return strings.Join(strings.Fields(bare), " "), strings.TrimSpace(rest), colon
}

// fileOrders are what can only be about files; those with a colon say something of them.
func isFileOrder(text string) bool {
	bare, rest, colon := fileWords(text)
	if colon {
		return rest != "" && (fileCaption.MatchString(bare) || fileNumbered.MatchString(bare) && !timeOfDay.MatchString(text)) || captionLines(text) != nil
	}
	return slices.ContainsFunc([]*regexp.Regexp{fileDelete, fileReplace, fileList, fileLink}, func(form *regexp.Regexp) bool { return form.MatchString(bare) })
}

// filesFirst takes what can only be about the files that are asked for, before anybody looks
// for other orders in it, and where files belong that came outside of a question.
func (t *turn) filesFirst(text string) bool {
	if t.s.Matter != nil || t.taking() || t.t == nil {
		return false
	}
	if t.placedStray(text) {
		return true
	}
	q := t.atFiles()
	if q == nil || !isFileOrder(text) || t.idleForNow() {
		return false
	}
	t.s.Phase, t.s.Was, t.s.Words = Asking, Idle, nil
	t.filing(q, report.Part{Message: t.e.Message, Text: text})
	return true
}

// placedStray takes where files belong that came outside of a question.
func (t *turn) placedStray(text string) bool {
	f := t.s.Files
	if f == nil || len(f.Stray) == 0 || f.Of != t.c.ID {
		return false
	}
	bare, _, colon := fileWords(text)
	switch {
	case colon:
		return false
	case fileDrop.MatchString(bare):
		f.Stray, f.Of = nil, ""
		t.tidyFiles()
		t.lead = append(t.lead, textStrayDropped)
		t.again()
		return true
	case !fileInto.MatchString(bare):
		return false
	}
	n, _ := strconv.Atoi(fileInto.FindStringSubmatch(bare)[1])
	for _, q := range t.fileQuestions() {
		if t.place(q) == n {
			t.strayInto(q)
			return true
		}
	}
	t.lead = append(t.lead, textNoFilesThere(n))
	t.say(t.strayMessage())
	return true
}

// noFiles says that there is nothing to send, folded.
var noFiles = regexp.MustCompile(`^(?:da |em |toi )?(?:khong|ko|k|chua) (?:co )?(?:anh|hinh|hinh anh|tep|file|minh chung)(?: nao| gi)?(?: ca| het)?$`)

// filing takes words at a question that asks for files.
func (t *turn) filing(q *report.Question, part report.Part) {
	if isFileOrder(part.Text) {
		t.fileOrder(q, part.Text)
		return
	}
	cmd, n := parseCommand(part.Text, true)
	if weak, _ := parseCommand(part.Text, false); cmd == noCommand && (weak == cmdDone || weak == cmdKeep) {
		cmd = weak
	}
	has := len(t.files(q)) > 0
	none := report.NilText(part.Text) || noFiles.MatchString(orderWords(part.Text))
	switch {
	case cmd == cmdFix && n == 0 && has, cmd == cmdRewrite, cmd == cmdMore:
		t.lead = append(t.lead, textFilesHow)
		t.again()
	case cmd == cmdKeep && has:
		t.filesDone(q)
	case cmd != noCommand:
		t.command(q, cmd, n, part)
	case greets(part.Text):
		t.lead = append(t.lead, textSmallTalk)
		t.again()
	case defers(part.Text):
		t.putOff(q, part)
	case none && (has || t.s.Files.waiting(q.ID) > 0):
		t.filesDone(q)
	case none:
		if problem := q.CheckFiles(report.Value{}); problem != nil {
			t.lead = append(t.lead, textProblem(problem))
			t.again()
			return
		}
		t.next(NilWord)
		t.s.Words = &part
		t.say(t.confirmMessage(q))
	default:
		t.captionTyped(q, part.Text)
	}
}

// fileOrder carries out what is typed about files.
func (t *turn) fileOrder(q *report.Question, text string) {
	if lines := captionLines(text); lines != nil {
		t.captions(q, lines)
		return
	}
	bare, rest, _ := fileWords(text)
	files := t.files(q)
	switch {
	case fileDelete.MatchString(bare):
		t.deleteFiles(q, numbers(fileDelete.FindStringSubmatch(bare)[1], len(files)))
	case fileReplace.MatchString(bare):
		n, _ := strconv.Atoi(fileReplace.FindStringSubmatch(bare)[1])
		if !t.goodNumbers(q, []int{n}) {
			return
		}
		t.underway().Replace = files[n-1].Hash
		t.say(chat.Message{Text: textFileReplace(n, files[n-1])})
	case fileList.MatchString(bare):
		t.filesMessage(q, false)
	case fileLink.MatchString(bare):
		if link := t.e.World.Upload(); link != "" {
			t.say(chat.Message{Text: textFilesUpload(q, link)})
		} else {
			t.lead = append(t.lead, textFilesHere)
			t.again()
		}
	case fileNumbered.MatchString(bare):
		n, _ := strconv.Atoi(fileNumbered.FindStringSubmatch(bare)[1])
		t.captions(q, map[int]string{n: rest})
	default:
		which := fileCaption.FindStringSubmatch(bare)[1]
		if which == "" {
			t.captionTyped(q, rest)
			return
		}
		set := map[int]string{}
		for _, n := range numbers(which, len(files)) {
			set[n] = rest
		}
		t.captions(q, set)
	}
}

// captionLines reads "1: …" lines, nil where a line is something else.
func captionLines(text string) map[int]string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) < 2 {
		return nil
	}
	set := map[int]string{}
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		bare, rest, colon := fileWords(line)
		m := fileNumbered.FindStringSubmatch(bare)
		if m == nil {
			m = fileCaption.FindStringSubmatch(bare)
		}
		if !colon || m == nil || rest == "" {
			return nil
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return nil
		}
		set[n] = rest
	}
	return set
}

// numbers reads "1, 3", "2-4" and "tất cả" of so many; each once, rising.
func numbers(text string, all int) []int {
	var list []int
	if text == "tat ca" || text == "het" {
		for n := range all {
			list = append(list, n+1)
		}
		return list
	}
	for _, m := range numberRange.FindAllStringSubmatch(text, -1) {
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		for n := from; n <= min(to, from+report.MaxFiles); n++ {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// goodNumbers says it when one of the numbers is no file.
func (t *turn) goodNumbers(q *report.Question, list []int) bool {
	has := len(t.files(q))
	for _, n := range list {
		if n < 1 || n > has {
			t.lead = append(t.lead, textNoSuchFile(n, has))
			t.again()
			return false
		}
	}
	if len(list) == 0 {
		t.lead = append(t.lead, textNoFiles(q))
		t.again()
		return false
	}
	return true
}

// captions sets captions by the number of the file.
func (t *turn) captions(q *report.Question, set map[int]string) {
	var list []int
	for n, text := range set {
		list = append(list, n)
		clean, ok := report.CleanCaption(text)
		if !ok {
			t.lead = append(t.lead, textCaptionLong(report.MaxCaption))
			t.again()
			return
		}
		set[n] = clean
	}
	slices.Sort(list)
	if !t.goodNumbers(q, list) {
		return
	}
	files := slices.Clone(t.files(q))
	for _, n := range list {
		files[n-1].Caption = set[n]
	}
	t.saveFiles(q, files)
	t.lead = append(t.lead, textCaptioned(files, list))
	t.filesMessage(q, true)
}

// captionTyped takes words without a number as the caption of the files that have none: of
// those sent last, if there are several.
func (t *turn) captionTyped(q *report.Question, text string) {
	clean, ok := report.CleanCaption(text)
	waiting := t.s.Files.waiting(q.ID)
	switch files := t.files(q); {
	case !ok:
		t.lead = append(t.lead, textCaptionLong(report.MaxCaption))
		t.again()
	case waiting > 0:
		t.underway().Caption = clean
		t.say(chat.Message{Text: textCaptionLater(waiting)})
	case len(files) == 0:
		t.lead = append(t.lead, textNoFiles(q))
		t.again()
	default:
		bare := uncaptioned(files)
		if len(bare) == 0 {
			t.lead = append(t.lead, textCaptionWhich(len(files)))
			t.filesMessage(q, false)
			return
		}
		set := map[int]string{}
		for _, n := range bare {
			set[n] = clean
		}
		t.captions(q, set)
	}
}

// uncaptioned are the numbers of the files without a caption.
func uncaptioned(files []report.File) (list []int) {
	for i, f := range files {
		if f.Caption == "" {
			list = append(list, i+1)
		}
	}
	return list
}

// captionNew gives the files that came a caption that was typed meanwhile.
func (t *turn) captionNew(q *report.Question, caption string) {
	fresh, files := t.s.Files.cameFor(q.ID), slices.Clone(t.files(q))
	changed := false
	for i := range files {
		if fresh[files[i].Hash] && files[i].Caption == "" {
			files[i].Caption, changed = caption, true
		}
	}
	if changed {
		t.saveFiles(q, files)
	}
}

// deleteFiles takes files out of the answer.
func (t *turn) deleteFiles(q *report.Question, list []int) {
	if !t.goodNumbers(q, list) {
		return
	}
	files, kept := t.files(q), []report.File{}
	for i, f := range files {
		if !slices.Contains(list, i+1) {
			kept = append(kept, f)
		}
	}
	t.saveFiles(q, kept)
	t.lead = append(t.lead, textFilesDeleted(files, list))
	t.filesMessage(q, false)
}

// filesMessage says which files there are, and what comes next. known: the numbers are those
// that were listed.
func (t *turn) filesMessage(q *report.Question, known bool) {
	files := t.files(q)
	m := chat.Message{Thumbs: t.thumbs(t.c.ID, files)}
	if len(files) == 0 {
		m.Text = textNoFilesYet(q)
	} else {
		m.Text = textFilesSoFar(q, files, known)
		m.Choices = []chat.Choice{{ID: t.button("d", 0), Label: labelDone, Word: wordDone}}
	}
	t.say(m)
}

// filesDone ends the question, once all files are there.
func (t *turn) filesDone(q *report.Question) {
	if n := t.s.Files.waiting(q.ID); n > 0 {
		if f := t.s.Files; f.Closing { // said again: they are not waited for
			f.Closing = false
		} else {
			f.Closing = true
			t.say(chat.Message{Text: textFilesComing(n)})
			return
		}
	}
	a, has := t.answer(q.ID)
	switch problem := q.CheckFiles(a.Value); {
	case !has || a.Value.Files != nil && len(a.Value.Files) == 0:
		t.lead = append(t.lead, textNoFiles(q))
		t.again()
		return
	case a.Value.Files == nil:
		t.keep(q)
		return
	case problem != nil:
		t.lead = append(t.lead, textProblem(problem))
		t.again()
		return
	}
	if f := t.s.Files; f != nil {
		f.Replace = ""
		t.tidyFiles()
	}
	if ok, message := t.t.Check(q, a.Value, t.lookup); !ok {
		t.lead = append(t.lead, textCheck(q, a.Value, message))
		t.again()
		return
	}
	if t.givenBack(q) != nil { // what was asked for is done
		t.write(a)
	}
	t.lead = append(t.lead, textStored(t.place(q), q, a.Value))
	if bare := uncaptioned(a.Value.Files); len(bare) > 0 {
		t.lead = append(t.lead, textUncaptioned(len(bare)))
	}
	t.recheck(q)
	t.goOn(q)
}

// askFiles is what stands under a question that has files.
func (t *turn) askFiles(q *report.Question, m *chat.Message) []string {
	files := t.files(q)
	m.Thumbs = t.thumbs(t.c.ID, files)
	m.Choices = append(m.Choices, chat.Choice{ID: t.button("d", 0), Label: labelDone, Word: wordDone})
	return []string{textFilesSoFar(q, files, false)}
}

// rewriteFiles takes the new caption of a message that brought a file.
func (t *turn) rewriteFiles(q *report.Question, a report.Answer, text string) {
	caption, ok := report.CleanCaption(text)
	if !ok {
		t.say(chat.Message{Text: textCaptionLong(report.MaxCaption)})
		return
	}
	files := slices.Clone(a.Value.Files)
	for i := range files {
		if files[i].Message == t.e.Message && files[i].Caption != caption {
			files[i].Caption = caption
			t.saveFiles(q, files)
			m := chat.Message{Text: textCaptioned(files, []int{i + 1})}
			if t.e.World.Submitted(t.c.ID) {
				m.Text += "\n" + textSendAgain
			}
			t.say(m)
		}
	}
}

// editedWaiting takes the new caption of a file that is still on its way.
func (t *turn) editedWaiting(text string) bool {
	f := t.s.Files
	if f == nil {
		return false
	}
	caption, _ := report.CleanCaption(text)
	caption = clip(caption, report.MaxCaption)
	for i := range f.Waiting {
		if f.Waiting[i].Message == t.e.Message {
			f.Waiting[i].Caption = caption
			return true
		}
	}
	for i := range f.Stray {
		if f.Stray[i].Message == t.e.Message {
			f.Stray[i].Caption = caption
			return true
		}
	}
	return false
}
