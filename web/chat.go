package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"thuky/chat"
	"thuky/filekind"
	"thuky/storage"
)

// chatPage is the page of the chat.
type chatPage struct {
	transcript
	// Latest: the newest lines are shown, and below them the editor.
	Latest bool
	Text   string // what is being written
	Notice string // what was wrong with what was just sent
	Nonce  string // for the next message
	// Whose tells apart what several people keep in one browser.
	Whose  string
	Accept string // the endings of the files that may be sent
}

// chat is the page of the chat, or for our script the lines that it lacks.
func (s *Server) chat(v *visit) error {
	if !v.byScript() {
		return s.showChat(v, http.StatusOK, chatPage{})
	}
	if v.r.FormValue("sau") != "" {
		return s.newLines(v)
	}
	before, ok := readSeq(v.r.FormValue("truoc"))
	if !ok {
		return &problem{http.StatusNotFound, textNoLine}
	}
	var page transcript
	if err := s.view(v, func(tx storage.Tx) (err error) {
		page, err = s.readTranscript(tx, v.address(), before)
		return err
	}); err != nil {
		return err
	}
	return s.fragment(v, "older", page)
}

// readTranscript reads the lines before a Seq, 0 for the newest.
func (s *Server) readTranscript(tx storage.Tx, a chat.Address, before uint64) (transcript, error) {
	lines, more, err := s.linesBefore(tx, a, before, pageLines)
	if err != nil || len(lines) == 0 {
		return transcript{}, err
	}
	page := transcript{Lines: s.viewLines(lines, before == 0)}
	if more {
		page.Older = page.Lines[0].Seq
	}
	return page, nil
}

// showChat answers with the page; what p says already stays.
func (s *Server) showChat(v *visit, status int, p chatPage) error {
	before, _ := readSeq(v.r.FormValue("truoc"))
	var waiting *storage.Line
	err := s.view(v, func(tx storage.Tx) (err error) {
		waiting = nil
		if p.transcript, err = s.readTranscript(tx, v.address(), before); err != nil {
			return err
		}
		for l, err := range tx.LinesBefore(v.address(), 0) {
			if err != nil {
				return err
			}
			if l.Mine {
				waiting = &l
			}
			break
		}
		if copied, ok := readSeq(v.r.FormValue("chep")); ok {
			l, err := tx.Line(v.address(), copied)
			if err == nil && l.Message.Copy {
				p.Text = l.Message.Text
				return nil
			}
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
		}
		if p.Text == "" {
			p.Text, err = readDraft(tx, v.address())
		}
		return err
	})
	if err != nil {
		return err
	}
	if waiting != nil {
		s.handAgain(v, *waiting)
	}
	if p.Nonce == "" {
		p.Nonce = newNonce()
	}
	p.Latest, p.Accept = before == 0, filekind.Accepted
	p.Whose = s.whose(v)
	return s.page(v, status, "chat", menuChat, p)
}

// whose names a visitor to scripts, for what they keep in the browser.
func (s *Server) whose(v *visit) string { return s.signer.sum("browser", v.address().String())[:12] }

// How old a line is that nobody answered, when it is handed over once more. After longer
// the key of its update may be forgotten, and it would be taken twice.
const (
	unansweredFrom  = 3 * time.Second
	unansweredUntil = 24 * time.Hour
)

// handAgain hands over what the person wrote last, if the program ended between storing and
// handling it. What was handled is known by its key.
func (s *Server) handAgain(v *visit, l storage.Line) {
	if age := s.now().Sub(l.At); age < unansweredFrom || age > unansweredUntil {
		return
	}
	if err := s.handNow(v.r.Context(), lineUpdate(l)); err != nil && !errors.Is(err, errNotRunning) {
		s.log.Error("a line could not be handed over", "line", l.Seq, "error", err)
	}
}

// newLines gives what comes after a Seq, and before that the lines that may have changed.
func (s *Server) newLines(v *visit) error {
	after, ok := readSeq(v.r.FormValue("sau"))
	if !ok {
		return &problem{http.StatusNotFound, textNoLine}
	}
	var lines []storage.Line
	if err := s.view(v, func(tx storage.Tx) (err error) {
		lines, err = s.linesSince(tx, v.address(), after)
		return err
	}); err != nil {
		return err
	}
	return s.fragment(v, "lines", s.viewLines(lines, true))
}

// Lines that a page gets when it connects: what it lacks, and the last ones, which may have
// changed.
const (
	againLines = 8
	lackedMost = 100
)

// linesSince gives the lines after a Seq and the last ones before, newest first. Of very many
// the oldest are left out.
func (s *Server) linesSince(tx storage.Tx, a chat.Address, after uint64) (all []storage.Line, err error) {
	for l, err := range tx.LinesBefore(a, 0) {
		if err != nil {
			return nil, err
		}
		if l.Seq <= after && len(all) >= againLines || len(all) == lackedMost {
			break
		}
		all = append(all, l)
	}
	return all, nil
}

// fragment answers our script with a part of the page.
func (s *Server) fragment(v *visit, name string, data any) error {
	html, err := s.part("chat", name, data)
	if err != nil {
		return err
	}
	v.write(http.StatusOK, htmlMIME, []byte(html))
	return nil
}

// draft is what somebody is writing and has not sent.
type draft struct {
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// readDraft gives what the owner of a chat is writing, "" for nothing.
func readDraft(tx storage.Tx, a chat.Address) (string, error) {
	raw, err := tx.Value(storage.DraftKey(a))
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	var d draft
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	return d.Text, err
}

// keepDraft keeps what is being written, so that another device or a reload has it.
func (s *Server) keepDraft(v *visit) error {
	text := v.r.PostFormValue("text")
	if letters(text) > maxLetters {
		return &problem{http.StatusUnprocessableEntity, textAnswerTooLong}
	}
	var raw []byte
	if strings.TrimSpace(text) != "" {
		raw, _ = json.Marshal(draft{text, s.now()}) // unreachable: text and a time
	}
	if err := s.update(v, func(tx storage.Tx) error { return tx.PutValue(storage.DraftKey(v.address()), raw) }); err != nil {
		return err
	}
	if !v.byScript() {
		return v.redirect("/tro-chuyen")
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}
