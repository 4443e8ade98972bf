package telegram

import (
	"context"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"thuky/chat"
)

const (
	maxCaption  = 1024     // UTF-16 units
	maxUpload   = 50 << 20 // bytes
	maxPhoto    = 10 << 20 // bytes
	maxFileName = 120      // bytes; much longer ones are cut by some clients
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
	result, err := t.upload(ctx, "sendPhoto", params, "photo", fileName(f.Name), f.Data)
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
	name := fileName(m.File.Name)
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

// fileName is a name for a file that is sent: never empty.
func fileName(name string) string {
	name = bareName(name)
	if ext := path.Ext(name); name == ext {
		return "tep" + ext
	}
	return name
}

// bareName is a name without folders, control characters and what file systems
// refuse. Vietnamese letters stay. It is empty when nothing of the name is left.
func bareName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == unicode.ReplacementChar, unicode.Is(unicode.Bidi_Control, r):
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '-'
		}
		return r
	}, path.Base(strings.ReplaceAll(name, `\`, "/")))
	name = strings.Trim(name, ". -")
	ext := path.Ext(name)
	if len(ext) > 10 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	for len(stem)+len(ext) > maxFileName {
		runes := []rune(stem)
		stem = string(runes[:len(runes)-1])
	}
	return strings.TrimSpace(stem) + ext
}
