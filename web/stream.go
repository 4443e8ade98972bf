package web

import (
	"bytes"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"thuky/storage"
)

const (
	// heartbeat keeps proxies from closing a quiet stream, and finds out that a browser is
	// gone.
	heartbeat = 25 * time.Second
	// streamWrite is how long a browser may take to receive one event.
	streamWrite = 20 * time.Second
)

// errEnded ends a stream whose visitor is not signed in any more.
var errEnded = errors.New("the session has ended")

// stream keeps an open page up to date. It begins with what the page lacks and the last lines
// as they are now; the page puts each line in its place by its Seq.
func (s *Server) stream(v *visit) error {
	after, _ := readSeq(v.r.FormValue("sau"))
	if last, ok := readSeq(v.r.Header.Get("Last-Event-ID")); ok && last > after {
		after = last
	}
	page, stop := s.hub.listen(v.address(), true)
	defer stop()
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // of nginx
	w := events{w: v.w, c: http.NewResponseController(v.w)}

	w.last = after
	if err := s.beginStream(v, &w); err != nil {
		return nil //nolint:nilerr // the answer has begun; the browser connects again
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case c, ok := <-page.changes:
			switch {
			case ok:
				err = s.streamChange(v, &w, c)
			case page.replaced:
				_ = w.event("thay", 0, "") // who reads it may be gone
				return nil
			default:
				return nil
			}
		case <-beat.C:
			err = s.streamBeat(v, &w)
		case <-v.r.Context().Done():
			return nil
		case <-s.closing:
			return nil
		}
		if err != nil {
			return nil //nolint:nilerr // as above
		}
	}
}

func (s *Server) beginStream(v *visit, w *events) error {
	if err := w.event("bat-dau", 0, ""); err != nil {
		return err
	}
	return s.streamLast(v, w)
}

// streamLast writes what the page lacks, and the last lines as they are now.
func (s *Server) streamLast(v *visit, w *events) error {
	var lines []storage.Line
	if err := s.view(v, func(tx storage.Tx) (err error) {
		lines, err = s.linesSince(tx, v.address(), w.last)
		return err
	}); err != nil {
		return err
	}
	for _, view := range s.viewLines(lines, true) {
		if err := s.streamLine(w, view); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) streamChange(v *visit, w *events, c change) error {
	if c.again {
		return s.streamLast(v, w)
	}
	if c.seq != 0 {
		var view lineView
		err := s.view(v, func(tx storage.Tx) (err error) {
			view, err = s.viewOne(tx, v.address(), c.seq)
			return err
		})
		if err == nil {
			err = s.streamLine(w, view)
		}
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
	}
	if c.toast != "" {
		return w.event("bao", 0, c.toast)
	}
	return nil
}

func (s *Server) streamLine(w *events, view lineView) error {
	html, err := s.part("chat", "line", view)
	if err != nil {
		s.log.Error("a line cannot be shown", "error", err)
		return err
	}
	w.last = max(w.last, view.Seq)
	return w.event("tin", view.Seq, string(html))
}

// streamBeat writes something that nobody sees. Who was signed out elsewhere, or taken off
// the list, is not kept up to date any longer.
func (s *Server) streamBeat(v *visit, w *events) error {
	err := s.view(v, func(tx storage.Tx) error {
		session, err := tx.Session(v.session.Hash)
		if err != nil {
			return err
		}
		p, err := tx.PersonByAddress(session.Address)
		if err != nil {
			return err
		}
		if !s.now().Before(endOf(session, p)) {
			return errEnded
		}
		return nil
	})
	if errors.Is(err, errEnded) || errors.Is(err, storage.ErrNotFound) {
		_ = w.event("het", 0, "") // who reads it may be gone
		return errEnded
	}
	if err != nil {
		return err
	}
	return w.write([]byte(": \n\n"))
}

// events writes server-sent events.
type events struct {
	w http.ResponseWriter
	c *http.ResponseController

	last uint64 // the highest line that the page has
}

// event writes one event; an id of 0 is none.
func (e *events) event(name string, id uint64, data string) error {
	var b bytes.Buffer
	b.WriteString("event: " + name + "\n")
	if id != 0 {
		b.WriteString("id: " + strconv.FormatUint(id, 10) + "\n")
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(data, "\r", ""), "\n") {
		b.WriteString("data: " + line + "\n")
	}
	b.WriteString("\n")
	return e.write(b.Bytes())
}

func (e *events) write(data []byte) error {
	_ = e.c.SetWriteDeadline(time.Now().Add(streamWrite)) // not every server has deadlines
	if _, err := e.w.Write(data); err != nil {
		return err
	}
	if err := e.c.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}
