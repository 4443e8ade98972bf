package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"time"

	"thuky/chat"
	"thuky/storage"
	"thuky/vntext"
)

// What a person does comes with a nonce. A browser that got no answer sends the same again,
// with the same nonce; line and update have their keys from it, so that it counts once. The
// line is stored first, then the update is handed over: after a crash in between the
// browser sends again, or the page hands it over when it is opened (see handAgain).

// ownKey is how the key of a line begins that the person made.
const ownKey = "in/"

// nonceOf is the nonce of a form. One without gets a fresh one, and counts whenever it is
// sent.
func nonceOf(v *visit) string {
	nonce := v.field(nonceField)
	if len(nonce) < 8 || len(nonce) > 40 || strings.Trim(nonce, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		return newNonce()
	}
	return nonce
}

// keyed binds a nonce to what is sent with it: who goes back to a page and sends something
// else from it uses its nonce again.
func keyed(nonce string, what ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(what, "\x00")))
	return nonce + "." + hex.EncodeToString(sum[:4])
}

// say takes words.
func (s *Server) say(v *visit) error {
	text := strings.Trim(vntext.Clean(v.r.PostFormValue("text")), "\n")
	switch {
	case strings.TrimSpace(text) == "":
		return s.sayAgain(v, &problem{http.StatusUnprocessableEntity, textNothingWritten})
	case letters(text) > maxLetters:
		if v.byScript() {
			return &problem{http.StatusUnprocessableEntity, textAnswerTooLong}
		}
		return s.showChat(v, http.StatusUnprocessableEntity, chatPage{Notice: textAnswerTooLong, Text: text})
	}
	line := storage.Line{
		Chat: v.address(), Key: ownKey + keyed(nonceOf(v), text), At: s.now(), Mine: true, Message: chat.Message{Text: text},
	}
	err := s.take(v, []storage.Line{line}, func(tx storage.Tx) error { return tx.PutValue(storage.DraftKey(v.address()), nil) })
	if err == nil || v.byScript() || problemOf(err).status < http.StatusInternalServerError {
		return err
	}
	s.log.Error("what was written could not be stored", "error", err)
	// The nonce stays: where only the handing over failed, the same words sent again count once.
	return s.showChat(v, http.StatusServiceUnavailable, chatPage{Notice: textNotStored, Text: text, Nonce: v.field(nonceField)})
}

// lineUpdate is the update that a line of the person makes.
func lineUpdate(l storage.Line) chat.Update {
	u := chat.Update{
		Key: updateKey(l.Chat, strings.TrimPrefix(l.Key, ownKey)), Kind: chat.Text, Address: l.Chat, At: l.At,
		Text: l.Message.Text, Message: l.Key,
	}
	if l.Attachment != nil {
		u.Kind, u.Media, u.Attachment = chat.Media, media(l.Attachment), l.Attachment
	}
	return u
}

func updateKey(a chat.Address, key string) string { return Platform + "/" + a.ID + "/" + key }

// take stores lines of the person, hands them over, after the updates in first, and answers.
// also is done with the lines, unless they are there already.
func (s *Server) take(v *visit, lines []storage.Line, also func(storage.Tx) error, first ...chat.Update) error {
	a := v.address()
	replies, stop := s.hub.listen(a, false)
	defer stop()
	var added []storage.Line
	err := s.update(v, func(tx storage.Tx) error {
		added = nil
		for _, l := range lines {
			err := tx.AddLine(&l)
			if errors.Is(err, storage.ErrConflict) {
				continue // it is sent again
			}
			if err != nil {
				return err
			}
			added = append(added, l)
		}
		if len(added) == 0 {
			return nil
		}
		return also(tx)
	})
	if err != nil {
		return err
	}
	for _, l := range added {
		s.hub.tell(a, change{seq: l.Seq, own: true})
	}
	updates := first
	for _, l := range lines {
		updates = append(updates, lineUpdate(l))
	}
	if err := s.hand(v.r.Context(), updates...); err != nil {
		return err
	}
	seqs := make([]uint64, len(added))
	for i, l := range added {
		seqs[i] = l.Seq
	}
	return s.answered(v, replies, seqs)
}

// press takes a button under a line of ours.
func (s *Server) press(v *visit) error {
	seq, ok := readSeq(v.field("line"))
	choice := v.r.PostFormValue("choice")
	if !ok || !goodChoice(choice) {
		return &problem{http.StatusBadRequest, textBadForm}
	}
	a := v.address()
	replies, stop := s.hub.listen(a, false)
	defer stop()
	changed := false
	err := s.update(v, func(tx storage.Tx) error {
		changed = false
		l, err := tx.Line(a, seq)
		if err == nil && l.Mine {
			err = storage.ErrNotFound
		}
		if err != nil || l.Pressed == choice {
			return err
		}
		for _, c := range l.Message.Choices {
			changed = changed || c.ID == choice
		}
		if !changed {
			return nil // of an earlier state of the line: the dialogue says so
		}
		l.Pressed = choice
		return tx.PutLine(l)
	})
	if errors.Is(err, storage.ErrNotFound) {
		s.refused(v, "line")
		return &problem{http.StatusNotFound, textNoLine}
	}
	if err != nil {
		return err
	}
	key := updateKey(a, keyed(nonceOf(v), seqText(seq), choice))
	if err := s.hand(v.r.Context(), chat.Update{
		Key: key, Kind: chat.Press, Address: a, At: s.now(), Message: seqText(seq), Choice: choice, PressID: key,
	}); err != nil {
		return err
	}
	if changed {
		s.hub.tell(a, change{seq: seq, own: true})
	}
	return s.answered(v, replies, []uint64{seq})
}

// Without a script the page is loaded again after something was sent: a moment later, so
// that the replies are on it.
const (
	replyWait  = 1500 * time.Millisecond
	replyQuiet = 150 * time.Millisecond // after a reply, for one more
)

// answered ends a request that was handled: our script gets the lines that it made, a page
// is loaded again.
func (s *Server) answered(v *visit, replies *reader, seqs []uint64) error {
	if !v.byScript() {
		s.awaitReplies(v, replies)
		return v.redirect("/tro-chuyen#cuoi")
	}
	var views []lineView
	err := s.view(v, func(tx storage.Tx) error {
		views = nil
		for _, seq := range seqs {
			view, err := s.viewOne(tx, v.address(), seq)
			if err != nil {
				return err
			}
			views = append(views, view)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.fragment(v, "lines", views)
}

func (s *Server) awaitReplies(v *visit, replies *reader) {
	timer := time.NewTimer(replyWait)
	defer timer.Stop()
	for {
		select {
		case c, ok := <-replies.changes:
			if !ok {
				return
			}
			if !c.own {
				timer.Reset(replyQuiet)
			}
		case <-timer.C:
			return
		case <-v.r.Context().Done():
			return
		case <-s.closing:
			return
		}
	}
}
