package telegram_test

import (
	"fmt"
	"net/url"
	"strconv"
	"testing"

	"thuky/bot/telegram"
	"thuky/bot/telegram/telegramtest"
	"thuky/bot/wire/wiretest"
	"thuky/chat"
	"thuky/chat/chattest"
)

// schema is the whole Bot API where it is at hand, else what we use of it.
var schema, _ = telegramtest.FindSchema()

func TestConformance(t *testing.T) {
	t.Parallel()
	t.Run("poll", func(t *testing.T) {
		t.Parallel()
		chattest.Run(t, func(t *testing.T) chattest.Harness { return start(t, telegram.ModePoll) })
	})
	t.Run("webhook", func(t *testing.T) {
		t.Parallel()
		chattest.Run(t, func(t *testing.T) chattest.Harness { return start(t, telegram.ModeWebhook) })
	})
}

// harness shows the fake Bot API to the suite.
type harness struct {
	*telegramtest.Server
	transport chat.Transport
	log       *wiretest.Log
	secrets   []string
}

const hookAddress = "https://thuky.invalid"

func start(t *testing.T, mode string) *harness {
	t.Helper()
	h := &harness{log: &wiretest.Log{}}
	hook := &wiretest.Web{}
	h.Server = telegramtest.New(telegramtest.Options{Offline: true, Schema: schema, WebhookTransport: wiretest.RoundTripper(hook)})
	tr, err := telegram.New(telegram.Config{
		Token: h.Token, APIEndpoint: h.URL, HTTP: h.RoundTripper(), Mode: mode, PublicURL: hookAddress,
		WebhookSecret: "webhook-secret-of-the-test", Logger: h.log.Logger(),
	})
	if err != nil {
		t.Fatal(err)
	}
	h.transport = tr
	if mode == telegram.ModeWebhook {
		h.transport = &wiretest.Hooked{HookTransport: tr, Web: hook}
	}
	h.secrets = []string{h.Token, url.QueryEscape(h.Token), "webhook-secret-of-the-test"}
	for person := 1; person <= 3; person++ {
		h.SetName(h.id(person), "Người", strconv.Itoa(person))
	}
	wiretest.CloseStrict(t, h)
	return h
}

func (h *harness) id(person int) int64 { return 1000 + int64(person) }

func (h *harness) Transport() chat.Transport { return h.transport }
func (h *harness) Secrets() []string         { return h.secrets }
func (h *harness) Log() string               { return h.log.String() }

func (h *harness) Address(person int) chat.Address {
	return chat.Address{Platform: telegram.Platform, ID: fmt.Sprint(h.id(person))}
}

func (h *harness) Says(person int, text string) { h.UserSays(h.id(person), text) }

func (h *harness) Presses(person int, message, choice string) {
	n, _ := strconv.ParseInt(message, 10, 64)
	h.UserPresses(h.id(person), n, choice)
}

func (h *harness) SendsFile(person int, name string, data []byte) {
	h.UserSendsFile(h.id(person), name, "application/octet-stream", data, "")
}

func (h *harness) FailFetch(f chattest.Fault) bool {
	h.Server.Fail(telegramtest.Fault{Kind: faults[f], Method: telegramtest.Download, RetryAfter: int(chattest.Wait.Seconds())})
	return true
}

func (h *harness) Redeliver() bool {
	h.Server.Redeliver(100)
	return true
}

func (h *harness) Shown(person int) []chattest.Shown {
	var all []chattest.Shown
	for _, m := range h.BotMessages(h.id(person)) {
		s := chattest.Shown{ID: strconv.FormatInt(m.ID, 10), Text: m.Text, Choices: m.Labels()}
		if m.Document != nil {
			s.File, s.Data = m.Document.Name, m.Document.Data
		}
		all = append(all, s)
	}
	return all
}

var faults = map[chattest.Fault]telegramtest.FaultKind{
	chattest.Throttled: telegramtest.TooMany, chattest.Unreachable: telegramtest.Blocked,
	chattest.Cut: telegramtest.DropBefore, chattest.Lost: telegramtest.DropAfter,
	chattest.Garbled: telegramtest.BadGateway, chattest.Denied: telegramtest.Unauthorized,
}

func (h *harness) Fail(f chattest.Fault) bool {
	kind := faults[f]
	h.Server.Fail(telegramtest.Fault{Kind: kind, RetryAfter: int(chattest.Wait.Seconds())})
	return kind != ""
}
