package zalo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/text/unicode/norm"

	"thuky/chat"
)

// How many sends are under way at once. Zalo publishes no rate; a few at a time cannot
// be a burst, and pictures, which take minutes, hold up no words.
const (
	textSlots  = 4
	photoSlots = 2
)

type slots struct{ text, photo chan struct{} }

func newSlots() slots {
	return slots{make(chan struct{}, textSlots), make(chan struct{}, photoSlots)}
}

// Send implements chat.Transport. A picture is shown where it has a URL; words that Zalo
// does not take with it are sent without it.
func (t *Transport) Send(ctx context.Context, to chat.Address, m chat.Message) (string, error) {
	if to.Platform != Platform || to.ID == "" {
		return "", reject("address %q is none of Zalo's", to)
	}
	id, err := t.send(ctx, to.ID, m)
	if err != nil {
		return "", t.limits.classify(to.ID, err, t.log)
	}
	t.limits.succeeded(to.ID)
	return id, nil
}

func (t *Transport) send(ctx context.Context, to string, m chat.Message) (string, error) {
	words, err := plain(m)
	picture := m.Picture != nil && m.Picture.URL != ""
	switch {
	case err != nil:
		return "", err
	case m.File != nil || len(m.Choices) > 0:
		return "", reject("a message with a file or buttons; Zalo takes neither")
	case words == "" && !picture:
		if m.Ack != "" {
			return "", nil
		}
		return "", reject("a message without words")
	}
	if picture {
		id, err := t.sendPhoto(ctx, to, m.Picture.URL, words)
		if words == "" || !refusedForGood(err) {
			return id, err
		}
		t.log.Warn("Zalo does not take a picture; the words are sent without it", "error", err)
	}
	result, err := t.take(ctx, t.slots.text, "sendMessage", params{"chat_id": to, "text": words})
	return t.messageID(result, err)
}

// plain is the words of a message, composed (NFC), for Zalo counts what it is given.
func plain(m chat.Message) (string, error) {
	words := strings.ToValidUTF8(m.Plain(), "\uFFFD")
	// A few signs of other scripts become longer when they are composed.
	if composed := norm.NFC.String(words); chat.Units(composed) <= MaxText {
		words = composed
	}
	if n := chat.Units(words); n > MaxText {
		return "", reject("a message of %d units; Zalo takes %d", n, MaxText)
	}
	if strings.TrimSpace(words) == "" {
		return "", nil
	}
	return words, nil
}

func (t *Transport) sendPhoto(ctx context.Context, to, link, caption string) (string, error) {
	p := params{"chat_id": to, "photo": link}
	if caption != "" {
		p["caption"] = caption
	}
	result, err := t.take(ctx, t.slots.photo, "sendPhoto", p)
	return t.messageID(result, err)
}

// take makes a call when there is a slot for it.
func (t *Transport) take(ctx context.Context, slot chan struct{}, method string, p params) (json.RawMessage, error) {
	select {
	case slot <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("%s: waiting for earlier ones: %w", method, ctx.Err())
	}
	defer func() { <-slot }()
	timeout := callTimeout
	if method == "sendPhoto" {
		timeout = photoTimeout
	}
	return t.call(ctx, timeout, method, p)
}

// messageID reads the id of a sent message. The message was sent whatever the answer
// looks like, so that not to find the id is no error.
func (t *Transport) messageID(result json.RawMessage, err error) (string, error) {
	if err != nil {
		return "", err
	}
	var sent struct {
		ID loose `json:"message_id"`
	}
	if err := json.Unmarshal(result, &sent); err != nil || sent.ID == "" {
		t.log.Warn("sent, but the answer has no message id")
	}
	return string(sent.ID), nil
}

// Typing implements chat.Typist.
func (t *Transport) Typing(ctx context.Context, to chat.Address) error {
	if to.Platform != Platform || to.ID == "" {
		return reject("address %q is none of Zalo's", to)
	}
	_, err := t.call(ctx, typingTimeout, "sendChatAction", params{"chat_id": to.ID, "action": "typing"})
	return err
}

// reject is the error for what Zalo would never take.
func reject(format string, args ...any) error {
	return &chat.SendError{Class: chat.Rejected, Err: fmt.Errorf(format, args...)}
}

// refusedForGood tells whether Zalo itself will never take the same request.
func refusedForGood(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.json && (e.code == http.StatusBadRequest || e.code == http.StatusNotFound)
}
