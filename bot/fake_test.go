package bot_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"thuky/chat"
)

// fake is a platform in memory. It is strict about what it may be given.
type fake struct {
	name string
	caps chat.Capabilities
	// send decides about a message before it counts as sent; nil takes all.
	send func(ctx context.Context, to chat.Address, m chat.Message) error
	// run stands for the platform's updates; nil waits for ctx.
	run func(ctx context.Context, accept chat.Accept) error

	mu   sync.Mutex
	sent []sentMessage
	busy map[chat.Address]bool
	bad  []string
}

type sentMessage struct {
	to chat.Address
	m  chat.Message
	at time.Time
}

func newFake(name string) *fake {
	return &fake{
		name: name, busy: map[chat.Address]bool{},
		caps: chat.Capabilities{MaxText: 4096, Buttons: true, Edit: true, FilesOut: true},
	}
}

func (f *fake) Platform() string                { return f.name }
func (f *fake) Capabilities() chat.Capabilities { return f.caps }

func (f *fake) Run(ctx context.Context, accept chat.Accept) error {
	if f.run != nil {
		return f.run(ctx, accept)
	}
	<-ctx.Done()
	return nil
}

func (f *fake) Send(ctx context.Context, to chat.Address, m chat.Message) (string, error) {
	f.mu.Lock()
	if f.busy[to] {
		f.bad = append(f.bad, "two sends to "+to.String()+" at once")
	}
	if to.Platform != f.name {
		f.bad = append(f.bad, "message for "+to.String())
	}
	if m.File != nil && len(m.File.Data) == 0 {
		f.bad = append(f.bad, "file without bytes")
	}
	f.busy[to] = true
	send := f.send
	f.mu.Unlock()
	var err error
	if send != nil {
		err = send(ctx, to, m)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.busy[to] = false
	if err != nil {
		return "", err
	}
	f.sent = append(f.sent, sentMessage{to, m, time.Now()})
	return fmt.Sprint(len(f.sent)), nil
}

// nowSends changes send while the Runtime is running.
func (f *fake) nowSends(send func(context.Context, chat.Address, chat.Message) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.send = send
}

// texts are the words sent to a name ("" for everybody), in order.
func (f *fake) texts(name string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for _, s := range f.sent {
		if name == "" || s.to.ID == name {
			all = append(all, s.m.Text)
		}
	}
	return all
}

func (f *fake) check(t *testing.T) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, b := range f.bad {
		t.Error(b)
	}
}
