package telegram

import (
	"context"
	"net/http"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"thuky/bot/wire"
	"thuky/chat"
)

const (
	maxCaption = 1024     // UTF-16 units
	maxUpload  = 50 << 20 // bytes
	maxPhoto   = 10 << 20 // bytes
)

// sendPicture sends a picture that goes before the message it belongs to. One that Telegram
// does not take is left out: the message is worth more. After an error that ends the message
// the picture may come twice.
func (t *Transport) sendPicture(ctx context.Context, to int64, f *chat.File) (string, error) {
	if n := len(f.Data); n == 0 || n > maxPhoto {
		t.log.Warn("a picture is left out", "picture", f.Artifact, "bytes", n)
		return "", nil
	}
	if err := t.pace.wait(ctx, to); err != nil {
		return "", err
	}
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(to, 10)}
	result, err := t.upload(ctx, "sendPhoto", params, "photo", wire.FileName(f.Name), f.Data)
	if e := isAPI(err); e != nil && e.migrateTo == 0 && classOf(e) == chat.Rejected {
		t.log.Warn("Telegram does not take a picture; it is left out", "picture", f.Artifact, "error", e)
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return t.messageID(result), nil
}

// sendFile sends a document with the words as its caption, or before it where
// they are too long for one.
func (t *Transport) sendFile(ctx context.Context, to int64, m chat.Message, keyboard string) (string, error) {
	switch n := len(m.File.Data); {
	case n == 0:
		return "", reject("file %q is empty", m.File.Artifact)
	case n > maxUpload:
		return "", reject("file %q has %d bytes; Telegram takes %d", m.File.Artifact, n, maxUpload)
	}
	words := m.Plain()
	if chat.Units(words) > maxCaption {
		if _, err := t.sendText(ctx, to, m, ""); err != nil {
			return "", err
		}
		m.Lead, m.Head, m.Text, words = "", "", "", ""
	}
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(to, 10)}
	params.AddNonEmpty("reply_markup", keyboard)
	if words != "" {
		params["caption"], params["parse_mode"] = htmlText(m), parseHTML
	}
	if err := t.pace.wait(ctx, to); err != nil {
		return "", err
	}
	name := wire.FileName(m.File.Name)
	result, err := t.upload(ctx, "sendDocument", params, "document", name, m.File.Data)
	if e := isAPI(err); e != nil && e.code == http.StatusBadRequest && e.is(phraseParse) {
		t.log.Error("Telegram cannot read our HTML; sent as plain text", "method", "sendDocument")
		params["caption"] = words
		delete(params, "parse_mode")
		result, err = t.upload(ctx, "sendDocument", params, "document", name, m.File.Data)
	}
	if err != nil {
		return "", err
	}
	return t.messageID(result), nil
}
