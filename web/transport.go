package web

import (
	"context"
	"errors"
	"strconv"

	"thuky/chat"
	"thuky/storage"
)

// Platform is the name in chat.Address.
func (s *Server) Platform() string { return Platform }

// Capabilities is everything: what a page shows is up to us.
func (s *Server) Capabilities() chat.Capabilities {
	return chat.Capabilities{Buttons: true, Edit: true, FilesIn: true, FilesOut: true, Pictures: true}
}

// Run takes what people send until ctx ends.
func (s *Server) Run(ctx context.Context, accept chat.Accept) error {
	s.accept.Store(&accept)
	s.keepHouse(ctx)
	s.accept.Store(nil)
	s.Close()
	s.works.close()
	return nil
}

// Send puts a message into the transcript; its id is the Seq of the line. The files of a
// line stay where they are: the artifacts.
func (s *Server) Send(ctx context.Context, to chat.Address, m chat.Message) (string, error) {
	if to.Platform != Platform || to.ID == "" {
		return "", &chat.SendError{Class: chat.Rejected, Err: errors.New("not an address of a web chat")}
	}
	toast, edit := m.Toast, m.Edit
	m.Ack, m.Toast, m.Edit = "", "", ""
	if m.Plain() == "" && m.File == nil && m.Picture == nil && len(m.Choices) == 0 {
		s.hub.tell(to, change{toast: toast})
		return "", nil
	}
	line := storage.Line{Chat: to, Key: "out/" + newSecret(), At: s.now(), Message: m}
	err := s.store.Update(ctx, func(tx storage.Tx) error {
		if seq, err := strconv.ParseUint(edit, 10, 64); edit != "" && err == nil {
			old, err := tx.Line(to, seq)
			if err == nil && !old.Mine {
				old.Message, old.Changed, old.Pressed = m, s.now(), ""
				line = old
				return tx.PutLine(old)
			}
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
		}
		return tx.AddLine(&line)
	})
	if err != nil {
		return "", &chat.SendError{Class: chat.Temporary, Err: err}
	}
	s.hub.tell(to, change{seq: line.Seq, toast: toast})
	return strconv.FormatUint(line.Seq, 10), nil
}
