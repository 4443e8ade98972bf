package zalooa_test

import (
	"fmt"
	"sync"
	"testing"

	"thuky/bot/wire/wiretest"
	"thuky/bot/zalooa"
	"thuky/bot/zalooa/zalooatest"
	"thuky/chat"
	"thuky/chat/chattest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	chattest.Run(t, func(t *testing.T) chattest.Harness { return start(t, zalooatest.Options{}, nil) })
}

// harness shows the fake to the suite.
type harness struct {
	*zalooatest.Server
	oa     *zalooa.Transport
	hooked chat.Transport
	memory *memory
	log    *wiretest.Log
}

// memory is a zalooa.Memory that can fail.
type memory struct {
	mu     sync.Mutex
	values map[string][]byte
	saves  int
	fail   error
}

func (m *memory) Load(key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.values[key], nil
}

func (m *memory) Save(key string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.saves++
	if m.fail != nil {
		return m.fail
	}
	if m.values == nil {
		m.values = map[string][]byte{}
	}
	m.values[key] = value
	return nil
}

func (m *memory) failing(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = err
}

// start gives a fake and a transport that knows the first pair of tokens.
func start(t *testing.T, opts zalooatest.Options, change func(*zalooa.Config)) *harness {
	t.Helper()
	h := &harness{log: &wiretest.Log{}, memory: &memory{}}
	web := &wiretest.Web{}
	opts.Offline, opts.Hook, opts.HookTransport = true, "https://thuky.invalid"+zalooa.WebhookPath, wiretest.RoundTripper(web)
	h.Server = zalooatest.New(opts)
	h.oa = h.connect(t, change)
	h.hooked = &wiretest.Hooked{HookTransport: h.oa, Web: web}
	for person := 1; person <= 3; person++ {
		h.Opens(id(person))
	}
	t.Cleanup(func() {
		h.Server.Close()
		for _, v := range h.Violations() {
			t.Errorf("violation: %s", v)
		}
	})
	return h
}

// connect makes one more transport for the same fake and memory: a later start.
func (h *harness) connect(t *testing.T, change func(*zalooa.Config)) *zalooa.Transport {
	t.Helper()
	cfg := zalooa.Config{
		AppID: zalooatest.AppID, AppSecret: zalooatest.AppSecret, OASecret: zalooatest.OASecret,
		AccessToken: zalooatest.FirstAccess, RefreshToken: zalooatest.FirstRefresh,
		APIEndpoint: h.URL, OAuthEndpoint: h.URL + "/", Memory: h.memory, Logger: h.log.Logger(),
		HTTP: h.RoundTripper(), Files: h.RoundTripper(),
	}
	if change != nil {
		change(&cfg)
	}
	tr, err := zalooa.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func id(person int) string { return fmt.Sprintf("25125236254124150%02d", person) }

func at(person int) chat.Address { return chat.Address{Platform: zalooa.Platform, ID: id(person)} }

func (h *harness) Transport() chat.Transport       { return h.hooked }
func (h *harness) Address(person int) chat.Address { return at(person) }
func (h *harness) Log() string                     { return h.log.String() }

// Secrets are the tokens of some renewals, too, and the links of files.
func (h *harness) Secrets() []string {
	all := []string{zalooatest.AppSecret, zalooatest.OASecret}
	for n := range 9 {
		all = append(all, fmt.Sprintf("access-token-of-the-fake-%d", n+1), fmt.Sprintf("refresh-token-of-the-fake-%d", n+1))
	}
	return append(all, zalooatest.FileHost)
}

func (h *harness) Says(person int, text string) { h.UserSays(id(person), text) }

func (h *harness) Presses(person int, message, choice string) {
	for _, m := range h.Messages(id(person)) {
		for _, b := range m.Buttons {
			if got, _ := zalooa.ReadPayload(b.Payload); m.ID == message && got == choice {
				h.UserSays(id(person), b.Payload)
				return
			}
		}
	}
	h.UserSays(id(person), zalooa.Payload(chat.Choice{ID: choice, Label: "Nút"}))
}

func (h *harness) SendsFile(person int, name string, data []byte) {
	h.UserSendsFile(id(person), "file", name, data)
}

var fetchFaults = map[chattest.Fault]zalooatest.FaultKind{
	chattest.Throttled: zalooatest.TooMany, chattest.Cut: zalooatest.FaultKind(wiretest.Cut), chattest.Lost: zalooatest.Lost,
	chattest.Garbled: zalooatest.FaultKind(wiretest.BadGateway), chattest.Denied: zalooatest.Nobody,
}

func (h *harness) FailFetch(f chattest.Fault) bool {
	h.Server.Fail(zalooatest.Fault{Kind: fetchFaults[f], Request: zalooatest.Download, RetryAfter: int(chattest.Wait.Seconds())})
	return true
}

func (h *harness) Redeliver() bool {
	h.Server.Redeliver()
	return true
}

func (h *harness) Shown(person int) []chattest.Shown {
	var all []chattest.Shown
	for _, m := range h.Messages(id(person)) {
		s := chattest.Shown{ID: m.ID, Text: m.Text, File: m.File, Data: m.Data}
		for _, b := range m.Buttons {
			s.Choices = append(s.Choices, b.Title)
		}
		all = append(all, s)
	}
	return all
}

var faults = map[chattest.Fault]zalooatest.Fault{
	chattest.Throttled:   {Kind: zalooatest.Refuse, Code: -32, RetryAfter: int(chattest.Wait.Seconds())},
	chattest.Unreachable: {Kind: zalooatest.Refuse, Code: -213},
	chattest.Cut:         {Kind: zalooatest.FaultKind(wiretest.Cut)},
	chattest.Lost:        {Kind: zalooatest.Lost},
	chattest.Garbled:     {Kind: zalooatest.FaultKind(wiretest.BadGateway)},
	chattest.Denied:      {Kind: zalooatest.Refuse, Code: -212},
}

func (h *harness) Fail(f chattest.Fault) bool {
	fault := faults[f]
	fault.Request = zalooatest.Message
	h.Server.Fail(fault)
	return true
}
