package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"thuky/chat"
)

// maxToast is the longest answer to a press, in UTF-16 units.
const maxToast = 200

const (
	noPreview = `{"is_disabled":true}`
	parseHTML = "HTML"
)

// Send implements chat.Transport. An acknowledgement is given at once and at
// best once; only the message behind it can fail.
func (t *Transport) Send(ctx context.Context, to chat.Address, m chat.Message) (string, error) {
	id, err := strconv.ParseInt(to.ID, 10, 64)
	if to.Platform != Platform || err != nil || id == 0 {
		return "", reject("address %q is none of Telegram's", to)
	}
	if m.Ack != "" {
		t.acknowledge(ctx, m.Ack, m.Toast)
	}
	message, err := t.send(ctx, id, m)
	if e := isAPI(err); e != nil && e.migrateTo != 0 {
		t.log.Warn("chat has moved", "from", id, "to", e.migrateTo)
		message, err = t.send(ctx, e.migrateTo, m)
	}
	if err != nil {
		return "", t.sendError(id, err)
	}
	return message, nil
}

// send delivers what the message carries and gives the id of the last part.
func (t *Transport) send(ctx context.Context, to int64, m chat.Message) (string, error) {
	keyboard, err := keyboard(m.Choices)
	if err != nil {
		return "", err
	}
	words := m.Plain()
	switch n := chat.Units(words); {
	case n > MaxText:
		return "", reject("a message of %d units; Telegram takes %d", n, MaxText)
	case strings.TrimSpace(words) != "", m.File != nil, m.Picture != nil:
	case m.Ack != "":
		return "", nil
	default:
		return "", reject("a message without words")
	}
	if m.Picture != nil {
		id, err := t.sendPicture(ctx, to, m.Picture)
		if err != nil || m.File == nil && strings.TrimSpace(words) == "" {
			return id, err
		}
	}
	if m.File != nil {
		return t.sendFile(ctx, to, m, keyboard)
	}
	if m.Edit != "" {
		id, err := t.edit(ctx, to, m, keyboard)
		if !errors.Is(err, errGone) {
			return id, err
		}
	}
	return t.sendText(ctx, to, m, keyboard)
}

func (t *Transport) sendText(ctx context.Context, to int64, m chat.Message, keyboard string) (string, error) {
	params := tgbotapi.Params{
		"chat_id":              strconv.FormatInt(to, 10),
		"link_preview_options": noPreview,
	}
	params.AddNonEmpty("reply_markup", keyboard)
	result, err := t.formatted(ctx, to, "sendMessage", "text", m, params)
	if err != nil {
		return "", err
	}
	return t.messageID(result), nil
}

// errGone says that the message to edit cannot be edited any more.
var errGone = errors.New("message cannot be edited")

// edit replaces an own message. Without choices its keyboard goes away.
func (t *Transport) edit(ctx context.Context, to int64, m chat.Message, keyboard string) (string, error) {
	if id, err := strconv.ParseInt(m.Edit, 10, 64); err != nil || id <= 0 {
		return "", errGone
	}
	params := tgbotapi.Params{
		"chat_id":              strconv.FormatInt(to, 10),
		"message_id":           m.Edit,
		"link_preview_options": noPreview,
	}
	params.AddNonEmpty("reply_markup", keyboard)
	_, err := t.formatted(ctx, to, "editMessageText", "text", m, params)
	if e := isAPI(err); e != nil && e.code == http.StatusBadRequest {
		switch {
		case e.is(phraseNotModified):
			return m.Edit, nil
		case e.is("message to edit not found", "can't be edited", "no text in the message", "message_id_invalid", "message identifier"):
			return "", errGone
		}
	}
	if err != nil {
		return "", err
	}
	return m.Edit, nil
}

// formatted makes a request with the message's words as HTML, and where Telegram
// cannot read that, once more as plain text: the dialogue must not stall.
func (t *Transport) formatted(ctx context.Context, to int64, method, field string, m chat.Message, params tgbotapi.Params) (json.RawMessage, error) {
	if err := t.pace.wait(ctx, to); err != nil {
		return nil, err
	}
	if m.Head == "" {
		// Nothing bold: plain text needs no escaping and no reading.
		params[field] = m.Plain()
		return t.call(ctx, callTimeout, method, params)
	}
	params[field], params["parse_mode"] = htmlText(m), parseHTML
	result, err := t.call(ctx, callTimeout, method, params)
	if e := isAPI(err); e != nil && e.code == http.StatusBadRequest && e.is(phraseParse) {
		t.log.Error("Telegram cannot read our HTML; sent as plain text", "method", method)
		params[field] = m.Plain()
		delete(params, "parse_mode")
		return t.call(ctx, callTimeout, method, params)
	}
	return result, err
}

// acknowledge stops the waiting sign of a pressed button. It is worth one try:
// after some seconds Telegram takes it no more.
func (t *Transport) acknowledge(ctx context.Context, press, toast string) {
	params := tgbotapi.Params{"callback_query_id": press}
	params.AddNonEmpty("text", clip(toast, maxToast))
	if _, err := t.call(ctx, callTimeout, "answerCallbackQuery", params); err != nil {
		t.log.Debug("press not acknowledged", "error", err)
	}
}

// Typing implements chat.Typist.
func (t *Transport) Typing(ctx context.Context, to chat.Address) error {
	if to.Platform != Platform {
		return reject("address %q is none of Telegram's", to)
	}
	_, err := t.call(ctx, typingTimeout, "sendChatAction", tgbotapi.Params{"chat_id": to.ID, "action": "typing"})
	return err
}

// messageID reads the id of a sent message. The message was sent whatever the
// answer looks like, so that not to find the id is no error.
func (t *Transport) messageID(result json.RawMessage) string {
	var sent struct {
		ID int64 `json:"message_id"`
	}
	if err := json.Unmarshal(result, &sent); err != nil || sent.ID <= 0 {
		t.log.Warn("sent, but the answer has no message id")
		return ""
	}
	return strconv.FormatInt(sent.ID, 10)
}

// reject is the error for what Telegram would never take.
func reject(format string, args ...any) error {
	return &chat.SendError{Class: chat.Rejected, Err: fmt.Errorf(format, args...)}
}

// clip cuts a text to at most limit units.
func clip(text string, limit int) string {
	if chat.Units(text) <= limit {
		return text
	}
	n := 1 // the ellipsis
	for i, r := range text {
		if n += chat.Units(string(r)); n > limit {
			return strings.TrimSpace(text[:i]) + "…"
		}
	}
	return text
}
