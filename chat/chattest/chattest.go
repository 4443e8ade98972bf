// Package chattest is the suite that every chat.Transport must pass. A platform
// shows itself to the suite through a Harness; the suite never asks which
// platform it is, only what it can carry.
//
// Each test runs in a bubble of testing/synctest, so that waits take no time:
// a Harness must reach its platform without sockets.
package chattest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thuky/chat"
)

// Harness is one platform with a transport connected to it, and a few persons
// who have opened a chat: 1, 2 and 3.
type Harness interface {
	Transport() chat.Transport
	Address(person int) chat.Address

	// Says lets a person write.
	Says(person int, text string)
	// Presses lets a person press a button under a message of ours. It is not
	// called where the platform has no buttons.
	Presses(person int, message, choice string)
	// SendsFile lets a person send a file. It is not called where the platform
	// takes no files in; see also PhotoHarness.
	SendsFile(person int, name string, data []byte)
	// FailFetch makes the next download fail, and tells whether it can fail so.
	FailFetch(f Fault) bool
	// Redeliver makes the platform deliver again what was confirmed, and tells
	// whether it can.
	Redeliver() bool
	// Confirmed is how many updates the platform will not deliver again of itself.
	Confirmed() int

	// Shown is what a person sees of us now, oldest first.
	Shown(person int) []Shown
	// Fail makes the next send fail, and tells whether it can fail so.
	Fail(f Fault) bool

	// Secrets must stand in no error and no log.
	Secrets() []string
	// Log is all that the transport has logged, at every level.
	Log() string
}

// Shown is one message as a person sees it.
type Shown struct {
	ID      string
	Text    string // without markup
	Choices []string
	File    string // its name
	Data    []byte
}

// Fault is how a send fails.
type Fault string

// The faults.
const (
	Throttled   Fault = "throttled"   // for Wait
	Unreachable Fault = "unreachable" // the person is gone
	Cut         Fault = "cut"         // no connection: nothing was taken
	Lost        Fault = "lost"        // taken, but the answer is lost
	Garbled     Fault = "garbled"     // a gateway's page instead of an answer
	Denied      Fault = "denied"      // we are refused altogether
)

// Wait is how long a Throttled send is told to wait.
const Wait = 7 * time.Second

// Run runs the suite. Start gives a fresh platform; what must be closed is
// closed by t.Cleanup.
func Run(t *testing.T, start func(t *testing.T) Harness) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Harness)
	}{
		{"updates come in order and are confirmed once", order},
		{"an update that is not accepted comes again", notAccepted},
		{"nothing is confirmed before it is accepted", notBefore},
		{"a repeated update keeps its key", repeated},
		{"run ends with its context", ends},
		{"a message is shown as it is", shownAsIs},
		{"a long message arrives whole", long},
		{"choices", choices},
		{"edits", edits},
		{"files", files},
		{"files that come in", filesIn},
		{"downloads that fail", fetchFailures},
		{"failures", failures},
		{"a send ends with its context", sendEnds},
		{"wrong addresses", wrongAddresses},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := start(t)
				test.run(t, h)
				checkSecrets(t, h, "log", h.Log())
			})
		})
	}
}

// inbox accepts updates and keeps them.
type inbox struct {
	mu  sync.Mutex
	got []chat.Update
	err error // given instead of accepting
}

func (i *inbox) accept(_ context.Context, updates []chat.Update) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.got = append(i.got, updates...)
	return i.err
}

func (i *inbox) set(err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.err = err
}

// texts are the updates of one kind.
func (i *inbox) of(kind chat.UpdateKind) []chat.Update {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(i.got), func(u chat.Update) bool { return u.Kind != kind })
}

// running starts Run; the function it gives ends it and checks how it ended.
func running(t *testing.T, h Harness, accept chat.Accept) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Transport().Run(ctx, accept) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			began := time.Now()
			if err := <-done; err != nil {
				t.Errorf("Run ended with %v, want nil", err)
			}
			if took := time.Since(began); took > 15*time.Second {
				t.Errorf("Run ended %s after its context", took)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

// eventually waits, in the bubble's time, until ok.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 6000 {
		synctest.Wait()
		if ok() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s: not within ten minutes", what)
}

func send(t *testing.T, h Harness, person int, m chat.Message) string {
	t.Helper()
	id, err := h.Transport().Send(t.Context(), h.Address(person), m)
	if err != nil {
		t.Fatalf("send: %v", err)
	}
	if id == "" {
		t.Fatal("send gave no id")
	}
	return id
}

// sendError sends what must fail.
func sendError(t *testing.T, h Harness, to chat.Address, m chat.Message) *chat.SendError {
	t.Helper()
	_, err := h.Transport().Send(t.Context(), to, m)
	if err == nil {
		t.Fatal("sent, want an error")
	}
	var se *chat.SendError
	if !errors.As(err, &se) {
		t.Fatalf("got a %T (%v), want a *chat.SendError", err, err)
	}
	checkSecrets(t, h, "error", err.Error())
	if words := m.Plain(); words != "" && strings.Contains(err.Error(), words) {
		t.Errorf("the error shows the message: %v", err)
	}
	return se
}

func checkSecrets(t *testing.T, h Harness, where, text string) {
	t.Helper()
	for _, s := range h.Secrets() {
		if s != "" && strings.Contains(text, s) {
			t.Errorf("the %s shows a secret:\n%s", where, strings.ReplaceAll(text, s, "<SECRET>"))
		}
	}
}
