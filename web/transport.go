package web

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"thuky/chat"
	"thuky/storage"
)

// Platform is the name in chat.Address.
func (s *Server) Platform() string { return Platform }

// Capabilities is everything: what a page shows is up to us.
func (s *Server) Capabilities() chat.Capabilities {
	return chat.Capabilities{Buttons: true, Edit: true, FilesIn: true, FilesOut: true, Pictures: true}
}

// running is one Run under way.
type running struct {
	accept chat.Accept
	ctx    context.Context // of Run
}

// Run takes what people send until ctx ends.
func (s *Server) Run(ctx context.Context, accept chat.Accept) error {
	s.running.Store(&running{accept, ctx})
	s.began.Do(func() { close(s.started) })
	s.keepHouse(ctx)
	s.running.Store(nil)
	s.Close()
	s.works.close()
	return nil
}

// errNotRunning: the runtime does not take updates yet, or any more.
var errNotRunning = errors.New("the runtime is not running")

// startLimit is how long what somebody sends waits for the runtime to begin: the link of the
// first admin is printed a moment before it does.
const startLimit = 10 * time.Second

// hand gives updates of the web chat to the runtime; nil means that they are on disk. Who
// sent them may leave meanwhile.
func (s *Server) hand(ctx context.Context, updates ...chat.Update) error {
	timer := time.NewTimer(startLimit)
	defer timer.Stop()
	select {
	case <-s.started:
	case <-timer.C:
	case <-ctx.Done():
	case <-s.closing:
	}
	return s.handNow(ctx, updates...)
}

// handNow is hand for what has time: it does not wait for the runtime to begin.
func (s *Server) handNow(ctx context.Context, updates ...chat.Update) error {
	r := s.running.Load()
	if r == nil {
		return errNotRunning
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(r.ctx, cancel)()
	err := r.accept(ctx, updates)
	if err != nil && r.ctx.Err() != nil {
		return errNotRunning
	}
	return err
}

// maxChoice is the longest id of a choice, in bytes.
const maxChoice = 64

// sendable tells why a message can never be shown.
func sendable(to chat.Address, m chat.Message) error {
	if to.Platform != Platform || storage.CheckAddress(to) != nil {
		return errors.New("not an address of a web chat")
	}
	for _, c := range m.Choices {
		if !goodChoice(c.ID) {
			return fmt.Errorf("a choice has the id %.80q: want 1 to %d bytes of UTF-8", c.ID, maxChoice)
		}
	}
	for _, f := range []*chat.File{m.File, m.Picture} {
		if f != nil && f.Artifact == "" && len(f.Data) == 0 {
			return errors.New("a file without content")
		}
	}
	return nil
}

func goodChoice(id string) bool { return id != "" && len(id) <= maxChoice && utf8.ValidString(id) }

// Send puts a message into the transcript; its id is the Seq of the line. The files of a
// line stay where they are, as artifacts.
func (s *Server) Send(ctx context.Context, to chat.Address, m chat.Message) (string, error) {
	if err := sendable(to, m); err != nil {
		return "", &chat.SendError{Class: chat.Rejected, Err: err}
	}
	toast, edit := m.Toast, m.Edit
	m.Ack, m.Toast, m.Edit = "", "", ""
	if m.Plain() == "" && m.File == nil && m.Picture == nil && len(m.Choices) == 0 {
		s.hub.tell(to, change{toast: toast})
		return "", nil
	}
	fresh := storage.Line{Chat: to, Key: "out/" + newSecret(), At: s.now()}
	var line storage.Line
	err := s.store.Update(ctx, func(tx storage.Tx) error {
		line = fresh
		if seq, err := strconv.ParseUint(edit, 10, 64); edit != "" && err == nil {
			old, err := tx.Line(to, seq)
			if err == nil && !old.Mine {
				line = old
				line.Changed, line.Pressed = s.now(), ""
			} else if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
		}
		line.Message = m
		for _, f := range []**chat.File{&line.Message.File, &line.Message.Picture} {
			if err := s.keepFile(tx, f); err != nil {
				return err
			}
		}
		if line.Seq != 0 {
			return tx.PutLine(line)
		}
		return tx.AddLine(&line)
	})
	if err != nil {
		return "", &chat.SendError{Class: chat.Temporary, Err: err}
	}
	s.hub.tell(to, change{seq: line.Seq, toast: toast})
	return strconv.FormatUint(line.Seq, 10), nil
}

// keepFile stores the bytes of a file that is no artifact yet.
func (s *Server) keepFile(tx storage.Tx, file **chat.File) error {
	f := *file
	if f == nil || f.Artifact != "" {
		return nil
	}
	kept := *f
	kept.Artifact = "line/" + newSecret()
	*file = &kept
	return tx.PutArtifact(kept.Artifact, storage.Artifact{Name: f.Name, MIME: f.MIME, Created: s.now(), Data: f.Data})
}

// Fetch reads a file back that somebody sent: here, or by the link for those whose platform
// takes no files.
func (s *Server) Fetch(ctx context.Context, id string, limit int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, &chat.SendError{Class: chat.Temporary, Err: err}
	}
	var a storage.Artifact
	err := s.store.View(ctx, func(tx storage.Tx) (err error) {
		if !strings.HasPrefix(id, storage.UploadPrefix) {
			return storage.ErrNotFound
		}
		a, err = tx.Artifact(id)
		return err
	})
	switch {
	case errors.Is(err, storage.ErrNotFound), err == nil && len(a.Data) == 0:
		return nil, &chat.SendError{Class: chat.Rejected, Err: storage.ErrNotFound}
	case err != nil:
		return nil, &chat.SendError{Class: chat.Temporary, Err: err}
	case int64(len(a.Data)) > limit:
		return nil, chat.ErrTooLarge
	}
	return a.Data, nil
}
