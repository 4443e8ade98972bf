// Package terminal is the transport to the person at the keyboard, and to a pipe.
//
// It is spoken to like any other platform: lines become updates, messages are
// printed. At a terminal there are colours, wrapping and a line editor; on a pipe
// one line is one message and the replies are plain text, all of them printed
// before the next line is read.
//
// Where to look: terminal.go is the transport, read.go takes in lines, attach.go the
// files that a line names, print.go lays out messages, record.go writes a dialogue down, text.go has the few words
// of its own.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"thuky/chat"
)

// Platform is the name in addresses.
const Platform = "terminal"

// Config is what a Transport works with. In, Out, Session and Address must be set.
type Config struct {
	In  io.Reader
	Out io.Writer
	// Interactive is for a person at a terminal: In and Out must be the
	// terminal's own, and lines can be edited.
	Interactive bool
	Colours     bool
	Width       func() int // columns of the terminal; nil or 0: do not wrap
	// Session tells this run from every other: update keys are built on it.
	Session string
	Address chat.Address
	Name    string           // of the person, as shown to the bot
	Report  string           // that the chat opens with; "": the one it is in
	Now     func() time.Time // nil: time.Now
	// Settle waits until every reply to what was accepted has been sent. nil: do
	// not wait.
	Settle func(context.Context) error
	// Save keeps a file that was sent and gives the path to show. nil: files
	// are only named.
	Save func(chat.File) (path string, err error)
	// MaxFile is the largest file that can be sent, in bytes; 0 sets no limit.
	MaxFile int64
	// Record, which may be nil, gets the dialogue as a scenario.
	Record io.Writer
}

// Transport is a chat.Transport for one person in front of it.
type Transport struct {
	config Config

	// Of Run, which is called again only after it has ended.
	plain   nextLine
	updates int
	pending *chat.Update // read, but not accepted

	mu       sync.Mutex // guards all below and the order on Out
	out      io.Writer
	sent     int   // messages printed
	spoke    bool  // since the person's last line
	recorded error // the first failure to write Record
	unsaved  error // the first failure to save a file
}

// New gives a transport that Run starts.
func New(c Config) *Transport {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Transport{config: c, out: c.Out}
}

// Platform implements chat.Transport.
func (t *Transport) Platform() string { return Platform }

// Capabilities implements chat.Transport.
func (t *Transport) Capabilities() chat.Capabilities {
	return chat.Capabilities{FilesIn: true, FilesOut: true}
}

// Run opens the chat and hands over one line after the other until the input
// ends, the person leaves, or ctx ends; all three give nil. It waits for the
// replies to a line before it takes the next. A line that ctx kept from being
// accepted is handed over by the next Run.
func (t *Transport) Run(ctx context.Context, accept chat.Accept) error {
	next, closeInput, err := t.input(ctx)
	if err != nil {
		return err
	}
	defer closeInput()
	t.recordTurn("! hello")
	if err := t.hand(ctx, accept, t.update(chat.Hello, t.config.Report)); err != nil {
		return ended(ctx, err)
	}
	if t.pending != nil {
		if err := t.hand(ctx, accept, *t.pending); err != nil {
			return ended(ctx, err)
		}
	}
	for {
		line, err := next(ctx)
		switch {
		case errors.Is(err, io.EOF), ctx.Err() != nil:
			return nil
		case errors.Is(err, errTooLong):
			t.tell(textLineTooLong)
			continue
		case err != nil:
			return fmt.Errorf("read a line: %w", err)
		}
		line = cleanLine(line)
		if strings.TrimSpace(line) == "" {
			continue
		}
		u, ok := t.typed(line)
		if !ok {
			continue
		}
		t.pending = &u
		if err := t.hand(ctx, accept, u); err != nil {
			return ended(ctx, err)
		}
	}
}

// update makes the next update of the session.
func (t *Transport) update(kind chat.UpdateKind, text string) chat.Update {
	t.updates++
	key := fmt.Sprintf("%s/%s/%d", Platform, t.config.Session, t.updates)
	u := chat.Update{
		Key: key, Kind: kind, Address: t.config.Address, Name: t.config.Name,
		At: t.config.Now(), Text: text,
	}
	if kind == chat.Text || kind == chat.Media {
		u.Message, u.Raw = key, []byte(text)
	}
	return u
}

// typed makes an update of a line: the file that it names, or its words. It is false
// when the file cannot be sent, which the person has been told.
func (t *Transport) typed(line string) (chat.Update, bool) {
	named, ok := t.namesFile(line)
	if !ok {
		t.recordTurn("> " + line)
		return t.update(chat.Text, line), true
	}
	a, problem := attach(named, t.config.MaxFile)
	if problem != "" {
		t.tell(problem)
		return chat.Update{}, false
	}
	t.recordTurn("! media file")
	u := t.update(chat.Media, "")
	u.Media, u.Attachment = "file", &a
	return u, true
}

// The store may be full or busy for a while: an update is handed over so often, with
// waits that double, before Run gives up.
const (
	attempts  = 7
	firstWait = 250 * time.Millisecond
)

// hand delivers an update until it is accepted, and waits for the replies.
func (t *Transport) hand(ctx context.Context, accept chat.Accept, u chat.Update) error {
	for i := range attempts {
		err := accept(ctx, []chat.Update{u})
		if err == nil {
			break
		}
		if i == attempts-1 || ctx.Err() != nil {
			return fmt.Errorf("accept %s: %w", u.Key, err)
		}
		if i == 0 {
			t.tell(textTryingAgain)
		}
		timer := time.NewTimer(firstWait << i)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
	}
	if t.pending != nil && t.pending.Key == u.Key {
		t.pending = nil
	}
	// After this line a crash is clean: the update is stored.
	if t.config.Settle == nil {
		return nil
	}
	return t.config.Settle(ctx)
}

// ended turns what went wrong because ctx ended into a normal end.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// Send implements chat.Transport: it prints the message.
func (t *Transport) Send(_ context.Context, to chat.Address, m chat.Message) (string, error) {
	if to != t.config.Address {
		return "", &chat.SendError{Class: chat.Unreachable, Err: errors.New("nobody else sits at this terminal")}
	}
	if m.File != nil && len(m.File.Data) == 0 {
		return "", &chat.SendError{Class: chat.Rejected, Err: errors.New("the file is empty")}
	}
	note := t.save(m.File)
	t.mu.Lock()
	defer t.mu.Unlock()
	body := t.body(m, note)
	if body == "" { // an acknowledgement of a press only
		return "", nil
	}
	if _, err := io.WriteString(t.out, body); err != nil {
		return "", &chat.SendError{Class: chat.Temporary, Err: fmt.Errorf("print: %w", err)}
	}
	t.recordReply(plainBody(m))
	t.sent++
	return fmt.Sprintf("%s/%d", t.config.Session, t.sent), nil
}

// save keeps the file of a message and says where it is.
func (t *Transport) save(f *chat.File) (note string) {
	switch {
	case f == nil:
		return ""
	case t.config.Save == nil:
		return textFile(f.Name)
	}
	clean := *f
	clean.Name = cleanName(f.Name)
	path, err := t.config.Save(clean)
	if err != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.unsaved == nil {
			t.unsaved = err
		}
		return textNotSaved(f.Name, err)
	}
	return textSaved(path)
}

// Err tells what went wrong beside the dialogue, after Run has ended: a file that
// could not be saved, a record that could not be written.
func (t *Transport) Err() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return errors.Join(t.unsaved, t.recorded)
}

// tell prints a line of our own, outside the dialogue.
func (t *Transport) tell(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.out, "%s\n\n", line)
}
