package web

import (
	"errors"
	"html/template"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"thuky/chat"
	"thuky/filekind"
	"thuky/storage"
)

// How much of a transcript is shown at once.
const (
	pageLines = 30 // of a page, and of every further one
	// freshLines are those whose buttons can still be pressed.
	freshLines = 8
	// What a line shows before it says that there is more, in letters. A person knows what
	// they wrote; what we say is often to be read, and copied, whole.
	ownLetters  = 700
	ourLetters  = 20_000
	maxLetters  = 200_000 // of what is sent at once
	nonceLength = 16
)

// lineView is a line of the transcript as it is shown.
type lineView struct {
	Seq    uint64
	Mine   bool
	Key    string // of an own line: the nonce it was sent with
	Day    string
	NewDay bool // the line before is of another day
	Time   string
	Lead   template.HTML
	Head   string
	Words  template.HTML
	More   string // what the link to the whole line says, "" where all is shown
	Copy   string // words to take over into the editor
	Rows   [][]chat.Choice
	Open   bool   // the buttons are shown, not folded away
	Taken  string // the label of what was chosen
	Nonce  string // for the buttons
	File   *fileView
	// Picture tells that there is one, and Alt what it shows.
	Picture bool
	Alt     string
	// Thumbs are the words for the small pictures under the line.
	Thumbs []string
}

// fileView is a file of a line.
type fileView struct {
	Name, About string
}

// place is where a line stands among the newest ones.
type place struct {
	after int  // how many lines come after it
	acted bool // one of those is of the person
	// heads are those of our lines among them: the same question was put again.
	heads []string
}

// next is the place of the line before.
func (p *place) next(l storage.Line) {
	p.after++
	p.acted = p.acted || l.Mine
	if l.Message.Head != "" {
		p.heads = append(p.heads, l.Message.Head)
	}
}

func (p *place) again(l storage.Line) bool { return slices.Contains(p.heads, l.Message.Head) }

// viewLine makes a line ready to be shown.
func (s *Server) viewLine(l storage.Line, at *place) lineView {
	m := l.Message
	when := l.At.In(s.zone)
	v := lineView{
		Seq: l.Seq, Mine: l.Mine, Day: textLineDay(when), Time: when.Format("15:04"),
		Lead: prose(m.Lead), Head: m.Head, Picture: m.Picture != nil, Alt: textPictureAlt,
	}
	limit := ourLetters
	if l.Mine {
		limit = ownLetters
		v.Key = strings.TrimPrefix(l.Key, ownKey)
		v.Key, _, _ = strings.Cut(v.Key, ".")
	}
	text, cut := beginning(m.Text, limit)
	if cut {
		text += " …"
		v.More = textWhole(letters(m.Text))
	}
	v.Words = prose(text)
	if m.Copy {
		v.Copy = m.Text
	}
	for _, c := range m.Choices {
		if c.ID == l.Pressed {
			v.Taken = c.Label
		}
	}
	if len(m.Choices) > 0 && at.after < freshLines {
		v.Rows, v.Nonce = rows(m.Choices), newNonce()
		v.Open = !at.acted && !at.again(l) && v.Taken == ""
	}
	v.Thumbs = thumbAlts(m.Thumbs)
	switch {
	case l.Attachment != nil:
		v.File = &fileView{l.Attachment.Name, textFileAbout(kindOf(l.Attachment.Name), l.Attachment.Size)}
	case m.File != nil:
		v.File = &fileView{filekind.CleanName(m.File.Name, textFileName), textFileAbout(kindOf(m.File.Name), 0)}
	}
	return v
}

func newNonce() string { return newSecret()[:nonceLength] }

// rows divides buttons as they are to stand.
func rows(choices []chat.Choice) [][]chat.Choice {
	var all [][]chat.Choice
	for i, c := range choices {
		if i == 0 || c.Row {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], c)
	}
	return all
}

// kindOf is the ending of a file name, in capitals.
func kindOf(name string) string {
	return strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
}

// transcript is a piece of a chat.
type transcript struct {
	Lines []lineView
	// Older is the Seq before which there is more, 0 for none.
	Older uint64
}

// linesBefore gives the last lines before a Seq, 0 for the newest.
func (s *Server) linesBefore(tx storage.Tx, a chat.Address, before uint64, limit int) (all []storage.Line, more bool, err error) {
	for l, err := range tx.LinesBefore(a, before) {
		if err != nil {
			return nil, false, err
		}
		if len(all) == limit {
			more = true
			break
		}
		all = append(all, l)
	}
	return all, more, nil
}

// viewLines lays lines out, the newest of which is the first. latest: it is the newest of all.
func (s *Server) viewLines(lines []storage.Line, latest bool) []lineView {
	views := make([]lineView, len(lines))
	at := &place{}
	if !latest {
		at.after = freshLines
	}
	for i, l := range lines {
		views[len(lines)-1-i] = s.viewLine(l, at)
		at.next(l)
	}
	for i := range views {
		views[i].NewDay = i == 0 || views[i-1].Day != views[i].Day
	}
	return views
}

// viewOne reads one line as it is shown now.
func (s *Server) viewOne(tx storage.Tx, a chat.Address, seq uint64) (lineView, error) {
	l, err := tx.Line(a, seq)
	if err != nil {
		return lineView{}, err
	}
	at := &place{}
	for other, err := range tx.LinesBefore(a, 0) {
		if err != nil {
			return lineView{}, err
		}
		if other.Seq <= seq || at.after >= freshLines {
			break
		}
		at.next(other)
	}
	return s.viewLine(l, at), nil
}

// wholeLine is the page of one line that is too long for the transcript.
func (s *Server) wholeLine(v *visit) error {
	l, err := s.ownLine(v)
	if err != nil {
		return err
	}
	return s.page(v, http.StatusOK, "line", titleLine, map[string]any{
		"Line": s.viewLine(l, &place{after: freshLines}), "Words": prose(l.Message.Text), "Text": l.Message.Text,
	})
}

// ownLine reads the line of the visitor's own chat that the address names.
func (s *Server) ownLine(v *visit) (l storage.Line, err error) {
	seq, ok := readSeq(v.r.PathValue("seq"))
	if !ok {
		return l, &problem{http.StatusNotFound, textNoLine}
	}
	err = s.view(v, func(tx storage.Tx) (err error) {
		l, err = tx.Line(v.address(), seq)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		s.refused(v, "line")
		return l, &problem{http.StatusNotFound, textNoLine}
	}
	return l, err
}

// readSeq reads the number of a line.
func readSeq(text string) (seq uint64, ok bool) {
	seq, err := strconv.ParseUint(text, 10, 64)
	return seq, err == nil && seq > 0
}

func seqText(seq uint64) string { return strconv.FormatUint(seq, 10) }
