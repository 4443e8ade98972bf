package conversation

import (
	"slices"
	"strings"

	"thuky/chat"
	"thuky/report"
	"thuky/vntext"
)

// Gather orders that a file which this chat sent is fetched and kept for Campaign. It comes
// as Gathered with the same Slot. Without a Question it came outside of one.
type Gather struct {
	Attachment chat.Attachment
	Campaign   string
	Question   string
	Slot       int
}

func (Gather) effect() {}

// Files is what is under way with the files of a chat. What has come is in the answers at
// once: nothing here would be lost with it but files that belong nowhere yet.
type Files struct {
	Last    int       `json:"last,omitempty"`    // the highest Slot
	Waiting []Waiting `json:"waiting,omitempty"` // those that are being fetched
	Came    []Came    `json:"came,omitempty"`    // since it was said last what came
	Refused []Refused `json:"refused,omitempty"` // likewise
	Twice   int       `json:"twice,omitempty"`   // likewise: files that were there already
	// Closing: «xong» was said while files were on their way; Caption was typed then.
	Closing bool   `json:"closing,omitempty"`
	Caption string `json:"caption,omitempty"`
	// Replace is the file whose place the next one takes.
	Replace string `json:"replace,omitempty"`
	// Stray are files that came outside of their question, until it is said where they belong.
	Stray []report.File `json:"stray,omitempty"`
	Of    string        `json:"of,omitempty"` // the campaign of Stray
}

// Waiting is a file that is being fetched.
type Waiting struct {
	Slot     int    `json:"slot"`
	Question string `json:"question,omitempty"`
	Message  string `json:"message,omitempty"`
	Caption  string `json:"caption,omitempty"`
}

// Came is a file that is in an answer.
type Came struct {
	Slot     int    `json:"slot"`
	Question string `json:"question"`
	Hash     string `json:"hash"`
}

// Refused is a file that was not taken.
type Refused struct {
	Question string             `json:"question,omitempty"`
	Name     string             `json:"name,omitempty"`
	Why      report.FileRefusal `json:"why"`
}

// fileOver: the answer has as many files as it may.
const fileOver report.FileRefusal = "over"

func (f *Files) clone() *Files {
	c := *f
	c.Waiting, c.Came, c.Refused, c.Stray = slices.Clone(f.Waiting), slices.Clone(f.Came), slices.Clone(f.Refused), slices.Clone(f.Stray)
	return &c
}

// waiting counts the files on their way to a question.
func (f *Files) waiting(question string) int {
	n := 0
	if f != nil {
		for _, w := range f.Waiting {
			if w.Question == question {
				n++
			}
		}
	}
	return n
}

// tidy forgets the state of files when nothing is under way.
func (t *turn) tidyFiles() {
	if f := t.s.Files; f != nil && len(f.Waiting)+len(f.Came)+len(f.Refused)+len(f.Stray) == 0 && f.Replace == "" {
		t.s.Files = nil
	}
}

// underway is what is under way with files, begun if need be.
func (t *turn) underway() *Files {
	if t.s.Files == nil {
		t.s.Files = &Files{}
	}
	return t.s.Files
}

// atFiles gives the question when files are asked for.
func (t *turn) atFiles() *report.Question {
	q := t.question()
	if q == nil || q.Type != "files" || !t.owns(q) {
		return nil
	}
	switch t.s.Phase {
	case Asking, NilWord, Danger, Late, Reason:
		return q
	case Paused:
		if t.s.Was == Asking {
			return q
		}
	}
	return nil
}

// files are those of an answer of this person.
func (t *turn) files(q *report.Question) []report.File {
	a, _ := t.answer(q.ID)
	return a.Value.Files
}

// showedEvidence takes a file as evidence: for the question that asks for files, else for
// one of this report that does. It is false where there is none.
func (t *turn) showedEvidence() bool {
	if t.e.Attachment == nil || t.taking() || t.s.Matter != nil || t.person.Away != nil || t.t == nil {
		return false
	}
	q := t.atFiles()
	if q == nil {
		return false
	}
	if t.s.Phase != Asking {
		t.s.Phase, t.s.Was, t.s.Words = Asking, Idle, nil
	}
	has := len(t.files(q)) + t.s.Files.waiting(q.ID)
	if f := t.s.Files; has >= q.MaxFiles() && (f == nil || f.Replace == "") {
		f = t.underway()
		f.Refused = append(f.Refused, Refused{q.ID, fileName(t.e.Attachment), fileOver})
		if f.waiting(q.ID) == 0 {
			t.tellFiles(q)
		}
		return true
	}
	t.gather(q.ID)
	return true
}

// showedStray takes a file that came outside of its question, if some question of this
// report asks for files.
func (t *turn) showedStray() bool {
	if t.e.Attachment == nil || t.t == nil || t.taking() || t.s.Matter != nil || t.person.Away != nil || len(t.fileQuestions()) == 0 {
		return false
	}
	if f := t.s.Files; f != nil && len(f.Stray)+f.waiting("") >= report.MaxFiles {
		t.say(chat.Message{Text: textStrayFull(report.MaxFiles)})
		return true
	}
	t.gather("")
	return true
}

// fileQuestions are those put to the person that ask for files.
func (t *turn) fileQuestions() []*report.Question {
	if t.t == nil {
		return nil
	}
	return slices.DeleteFunc(t.asked(), func(q *report.Question) bool { return q.Type != "files" })
}

// gather orders a file. What becomes of it is said when it is there.
func (t *turn) gather(question string) {
	f := t.underway()
	f.Last++
	caption := strings.TrimSpace(vntext.Clean(t.e.Text))
	if cmd, _ := parseCommand(caption, true); cmd == cmdDone {
		caption, f.Closing = "", question != ""
	}
	caption, _ = report.CleanCaption(caption)
	f.Waiting = append(f.Waiting, Waiting{f.Last, question, t.e.Message, clip(caption, report.MaxCaption)})
	t.do(Gather{*t.e.Attachment, t.c.ID, question, f.Last})
}

// gathered takes a file that was fetched and kept, or why it was not.
func (t *turn) gathered() {
	f := t.underway()
	at := slices.IndexFunc(f.Waiting, func(w Waiting) bool { return w.Slot == t.e.Slot })
	waited := Waiting{Slot: t.e.Slot, Question: t.e.Question}
	if at >= 0 {
		waited = f.Waiting[at]
		f.Waiting = slices.Delete(f.Waiting, at, at+1)
	}
	was, wasTemplate := t.c, t.t
	q := t.questionOf(t.e.Campaign, t.e.Question)
	switch file := t.e.Evidence; {
	case file == nil:
		f.Refused = append(f.Refused, Refused{t.e.Question, fileName(t.e.Attachment), t.e.Refusal})
	case q == nil:
		kept := *file
		kept.Caption, kept.Message = waited.Caption, waited.Message
		t.keepStray(kept)
	default:
		kept := *file
		kept.Caption, kept.Message = waited.Caption, waited.Message
		t.addFile(q, kept, waited.Slot)
	}
	t.c, t.t = was, wasTemplate
	if len(f.Waiting) > 0 { // said once for all that are sent together
		return
	}
	if at := t.atFiles(); at != nil && t.c.ID == t.e.Campaign && at.ID == t.e.Question {
		t.tellFiles(at)
		return
	}
	t.tellElsewhere()
}

// questionOf turns to the question of an open campaign that a file belongs to, nil where it
// is none of this person's any more.
func (t *turn) questionOf(campaign, question string) *report.Question {
	c, ok := t.e.World.Campaign(campaign)
	if !ok || c.Status != report.Open || question == "" {
		return nil
	}
	tmpl, ok := t.e.World.Template(c)
	if !ok {
		return nil
	}
	q := tmpl.Question(question)
	if q == nil || q.Type != "files" {
		return nil
	}
	was, wasTemplate := t.c, t.t
	t.c, t.t = c, tmpl
	if !t.owns(q) {
		t.c, t.t = was, wasTemplate
		return nil
	}
	return q
}

// keepStray keeps a file until it is said where it belongs.
func (t *turn) keepStray(file report.File) {
	f := t.underway()
	if f.Of != t.e.Campaign {
		f.Stray, f.Of = nil, t.e.Campaign
	}
	if slices.ContainsFunc(f.Stray, func(have report.File) bool { return have.Hash == file.Hash }) {
		f.Twice++
		return
	}
	f.Stray = append(f.Stray, file)
}

// addFile puts a file into an answer: in the place of the one that it replaces, else behind
// those that were sent before it.
func (t *turn) addFile(q *report.Question, file report.File, slot int) {
	f, files := t.underway(), slices.Clone(t.files(q))
	old := slices.IndexFunc(files, func(have report.File) bool { return have.Hash == f.Replace })
	switch {
	case slices.ContainsFunc(files, func(have report.File) bool { return have.Hash == file.Hash }):
		f.Twice++
		return
	case f.Replace != "" && old >= 0:
		if file.Caption == "" {
			file.Caption = files[old].Caption
		}
		files[old], f.Replace = file, ""
	case len(files) >= q.MaxFiles():
		f.Refused = append(f.Refused, Refused{q.ID, file.Name, fileOver})
		return
	default:
		at := len(files)
		for at > 0 && f.later(q.ID, files[at-1].Hash, slot) {
			at--
		}
		files = slices.Insert(files, at, file)
	}
	f.Came = append(f.Came, Came{slot, q.ID, file.Hash})
	t.saveFiles(q, files)
}

// later tells whether a file of the answer was sent after the slot.
func (f *Files) later(question, hash string, slot int) bool {
	return slices.ContainsFunc(f.Came, func(c Came) bool { return c.Question == question && c.Hash == hash && c.Slot > slot })
}

// saveFiles stores the files of an answer; none take the answer back to an empty list.
func (t *turn) saveFiles(q *report.Question, files []report.File) {
	if files == nil {
		files = []report.File{}
	}
	var parts []report.Part
	for _, file := range files {
		if file.Message != "" {
			parts = append(parts, report.Part{Message: file.Message, Text: file.Caption})
		}
	}
	t.save(q, report.FilesValue(files), parts, false)
}

// tellFiles says what came for the question that the chat is at, and what comes next.
func (t *turn) tellFiles(q *report.Question) {
	f := t.underway()
	if f.Caption != "" {
		t.captionNew(q, f.Caption)
	}
	files, fresh := t.files(q), f.cameFor(q.ID)
	if lines := textFilesCame(files, fresh); lines != "" {
		t.lead = append(t.lead, lines)
	}
	t.sayRefused(q)
	closing := f.Closing && len(f.Refused) == 0
	f.Came, f.Refused, f.Twice, f.Closing, f.Caption = nil, nil, 0, false, ""
	t.tidyFiles()
	if closing {
		t.filesDone(q)
		return
	}
	t.filesMessage(q, len(fresh) > 0)
}

// cameFor are the hashes of what came for a question since it was said last.
func (f *Files) cameFor(question string) map[string]bool {
	fresh := map[string]bool{}
	for _, c := range f.Came {
		if c.Question == question {
			fresh[c.Hash] = true
		}
	}
	return fresh
}

func (t *turn) sayRefused(q *report.Question) {
	f := t.s.Files
	for _, r := range groupRefused(f.Refused) {
		t.lead = append(t.lead, textFileRefused(q, r))
	}
	if f.Twice > 0 {
		t.lead = append(t.lead, textFilesTwice(f.Twice))
	}
}

// groupRefused puts files that were refused for the same reason together.
func groupRefused(all []Refused) []Refused {
	var out []Refused
	for _, r := range all {
		if i := slices.IndexFunc(out, func(o Refused) bool { return o.Why == r.Why }); i >= 0 {
			out[i].Name = textNames(out[i].Name, r.Name)
			continue
		}
		out = append(out, r)
	}
	return out
}

// tellElsewhere says what came for questions that the chat is not at, and asks where files
// belong that came outside of any.
func (t *turn) tellElsewhere() {
	f := t.underway()
	for _, question := range f.questions() {
		q := t.questionOf(t.e.Campaign, question)
		if q == nil {
			continue
		}
		t.lead = append(t.lead, textFilesAdded(len(f.cameFor(question)), t.place(q), len(t.files(q))))
		if t.e.World.Submitted(t.c.ID) {
			t.lead = append(t.lead, textSendAgain)
		}
	}
	t.loadQuietly()
	t.sayRefused(nil)
	f.Came, f.Refused, f.Twice, f.Closing, f.Caption = nil, nil, 0, false, ""
	if len(f.Stray) > 0 {
		t.say(t.strayMessage())
		return
	}
	t.tidyFiles()
	if t.person.Away == nil && t.s.Phase == Asking && len(t.lead) > 0 {
		t.backToQuestion()
		return
	}
	t.flush()
}

// questions are those that files came for, each once.
func (f *Files) questions() (all []string) {
	for _, c := range f.Came {
		if !slices.Contains(all, c.Question) {
			all = append(all, c.Question)
		}
	}
	return all
}

// strayMessage asks where files belong.
func (t *turn) strayMessage() chat.Message {
	f := t.s.Files
	m := chat.Message{Thumbs: t.thumbs(f.Of, f.Stray)}
	questions := t.fileQuestions()
	if f.Of != t.c.ID {
		questions = nil
	}
	var places []string
	for i, q := range questions {
		place := t.place(q)
		m.Choices = append(m.Choices, chat.Choice{ID: t.button("i", i), Label: labelInto(place, q.ShortName(t.filled)), Word: wordInto(place), Row: true})
		places = append(places, textIntoPlace(place, q.ShortName(t.filled)))
	}
	m.Text = textStray(f.Stray, places)
	return m
}

// strayInto puts the files that came outside into an answer.
func (t *turn) strayInto(q *report.Question) {
	f := t.underway()
	stray := f.Stray
	f.Stray, f.Of = nil, ""
	for _, file := range stray {
		if why := q.Takes(file, file.Size); why != "" {
			f.Refused = append(f.Refused, Refused{q.ID, file.Name, why})
			continue
		}
		f.Last++
		t.addFile(q, file, f.Last)
	}
	if q == t.atFiles() {
		t.tellFiles(q)
		return
	}
	t.e.Campaign = t.c.ID
	t.tellElsewhere()
}

// thumbs are the small pictures of files, for chats that show them.
func (t *turn) thumbs(campaign string, files []report.File) (all []chat.File) {
	for _, f := range files {
		if f.Photo() {
			all = append(all, chat.File{Name: f.Label(), MIME: "image/jpeg", Artifact: f.Key(campaign)})
		}
	}
	return all
}
