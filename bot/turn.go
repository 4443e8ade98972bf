package bot

import (
	"bytes"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"time"

	"thuky/chat"
	"thuky/conversation"
	"thuky/report"
	"thuky/storage"
)

// turn is what happens in one chat because of one update, job or announcement.
type turn struct {
	batch *batch
	key   string       // its messages are keyed "<key>/<n>"
	to    chat.Address // the chat
	// owner is who the chat belongs to, where that was read already.
	owner *report.Person
	press string    // the press to acknowledge with the first message, "" for none
	asked time.Time // when the update was handed over; zero where it is none of this chat
	low   bool      // its messages wait for replies to others
	vital bool      // they are sent even where those of the month are nearly used up
	until time.Time // its messages are of no use afterwards; zero: always
	said  int       // messages so far
	later []tiding  // for other chats

	extracts int // files whose text was ordered
	depth    int // 0: of the update itself, 1: passed on by another chat
}

// crashError is an event that could not be handled. Nothing of it was stored.
type crashError struct{ err error }

func (e *crashError) Error() string { return e.err.Error() }
func (e *crashError) Unwrap() error { return e.err }

// effectError is an effect that could not be stored. Part of the event may have been.
type effectError struct{ err error }

func (e *effectError) Error() string { return e.err.Error() }
func (e *effectError) Unwrap() error { return e.err }

// event gives one event to the dialogue and carries out what comes of it. Its
// error is a crashError or an effectError.
func (t *turn) event(e conversation.Event) error {
	b := t.batch
	t.vital = t.vital || vital(e)
	stored, err := b.tx.Conversation(t.to)
	if err != nil {
		return &crashError{err}
	}
	state, err := conversation.Decode(stored)
	if err != nil {
		return &crashError{err}
	}
	w := b.worldOf(t.to, t.owner)
	e.Address, e.At, e.Today, e.World = t.to, b.now.In(b.r.zone), b.today, w
	next, effects, err := safely(b.r.step, state, e)
	if err == nil {
		err = w.err
	}
	if err != nil {
		return &crashError{err}
	}
	joined, err := t.carryOut(w, effects)
	if err == nil && (w.known || joined) { // of strangers nothing is kept
		err = t.keep(w, e.Kind, stored, next.Encode())
	}
	if err != nil {
		return &effectError{err}
	}
	if t.depth == 0 {
		if err := t.pass(); err != nil {
			return err
		}
	}
	if joined {
		return t.event(conversation.Event{Kind: conversation.Hello, Name: e.Name})
	}
	return nil
}

// keep stores the state, and that the person can be reached, here.
func (t *turn) keep(w *world, kind conversation.EventKind, stored, next []byte) error {
	if w.known && unreachable(w.person, t.to) && fromPerson(kind) {
		if err := setUnreachable(t.batch.tx, t.to, false); err != nil {
			return err
		}
	}
	if w.known && closed(w.person, t.to) && fromPerson(kind) {
		if err := t.batch.sendClosed(t.to); err != nil {
			return err
		}
	}
	if w.known && fromPerson(kind) {
		if err := t.wroteFrom(w); err != nil {
			return err
		}
	}
	if bytes.Equal(stored, next) {
		return nil
	}
	return t.batch.tx.PutConversation(t.to, next)
}

// fromPerson tells whether an event comes from the person's own device.
func fromPerson(k conversation.EventKind) bool {
	switch k {
	case conversation.Said, conversation.Edited, conversation.Pressed, conversation.Showed, conversation.Hello:
		return true
	}
	return false
}

// safely turns a panic of the dialogue into an error.
func safely(step StepFunc, s conversation.State, e conversation.Event) (next conversation.State, effects []conversation.Effect, err error) {
	done := false
	defer func() {
		if !done {
			err = errPanic(recover())
		}
	}()
	next, effects = step(s, e)
	done = true
	return next, effects, nil
}

// say puts a message of this turn into the outbox.
func (t *turn) say(m chat.Message) error {
	if t.press != "" {
		if m.Ack == "" {
			m.Ack = t.press
		}
		t.press = ""
	}
	key := t.key + "/" + strconv.Itoa(t.said)
	t.said++
	return t.batch.enqueue(storage.Outgoing{Key: key, To: t.to, Message: m, Asked: t.asked, Low: t.low, Vital: t.vital, Expires: t.until})
}

// acknowledge ends the waiting sign of a press that was not answered by words.
func (t *turn) acknowledge() error {
	if t.press == "" {
		return nil
	}
	return t.say(chat.Message{})
}

// apologise says that an update could not be handled, in the words of the
// dialogue where it still has any.
func (t *turn) apologise() error {
	before := t.said
	err := t.event(conversation.Event{Kind: conversation.Crashed})
	var crash *crashError
	if err != nil && !errors.As(err, &crash) {
		return err
	}
	if t.said > before {
		return nil
	}
	return t.say(chat.Message{Text: textCrashed})
}

// putAside moves a state that no release can read to the failures, so that the
// chat can go on from the stored answers. A state of a newer release stays.
func (t *turn) putAside() error {
	b := t.batch
	stored, err := b.tx.Conversation(t.to)
	if err != nil {
		return err
	}
	_, err = conversation.Decode(stored)
	if err == nil || newer(stored) {
		return nil
	}
	f := storage.Failed{Key: t.key + "/state", At: b.now, Error: err.Error(), Raw: stored}
	if err := b.tx.PutFailed(f); err != nil {
		return err
	}
	b.failures = append(b.failures, f)
	return b.tx.PutConversation(t.to, nil)
}

// errPanic tells of a panic and where it was.
func errPanic(value any) error { return fmt.Errorf("panic: %v\n%s", value, debug.Stack()) }
