package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"thuky/chat"
	"thuky/storage"
)

// What became of messages is written together: as soon as noteBatch of them
// are there, or noteWindow after the first.
const (
	noteBatch  = 64
	noteWindow = 20 * time.Millisecond
	noteRetry  = time.Second // after the store refused
	// noteComplaint is how many refusals in a row are one line in the log.
	noteComplaint = 60
)

// note is what became of a message.
type note struct {
	sent uint64 // Seq of a row that is done
	// dropped is the count under which a row was left out instead of sent, "" for none.
	dropped string
	row     *storage.Outgoing // a row as it is now
	hold    storage.Hold      // a wait that the platform asked for
	gone    chat.Address      // the owner, or the group, cannot be reached
	at      time.Time         // of gone

	closed chat.Address // nothing is taken for the owner until they write
}

// recorder writes notes in the background. A crash before they are written makes
// messages be sent again, never lost.
type recorder struct {
	store storage.Store
	log   *slog.Logger
	// recorded is called with the notes that have been written.
	recorded func([]note)

	flushing sync.Mutex // held while notes are written: whoever has it next finds all before in the store

	mu    sync.Mutex
	notes []note         // under mu
	sent  map[string]int // under mu: messages sent since the last flush, by storage.SentKey
	some  chan struct{}  // one slot: there are notes
	many  chan struct{}  // one slot: there are noteBatch
}

func newRecorder(store storage.Store, log *slog.Logger) *recorder {
	return &recorder{store: store, log: log, recorded: func([]note) {}, sent: map[string]int{}, some: make(chan struct{}, 1), many: make(chan struct{}, 1)}
}

// count takes a message that was sent. It is written no later than the note that follows.
func (r *recorder) count(key string) {
	r.mu.Lock()
	r.sent[key]++
	r.mu.Unlock()
	signal(r.some)
}

// add takes a note. A row is copied: it may change afterwards.
func (r *recorder) add(n note) {
	if n.row != nil {
		row := *n.row
		n.row = &row
	}
	r.mu.Lock()
	r.notes = append(r.notes, n)
	count := len(r.notes)
	r.mu.Unlock()
	signal(r.some)
	if count >= noteBatch {
		signal(r.many)
	}
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// run writes notes until stop is closed, and then the last ones.
func (r *recorder) run(stop <-chan struct{}) {
	failures := 0 // in a row
	for {
		select {
		case <-r.some:
		case <-stop:
			if err := r.flush(); err != nil {
				r.log.Error("sent messages could not be recorded and will be sent again", "error", err)
			}
			return
		}
		r.wait(noteWindow, r.many, stop)
		err := r.flush()
		if err == nil {
			failures = 0
			continue
		}
		if failures%noteComplaint == 0 { // the log may lie on the disk that is full
			r.log.Error("what became of messages could not be recorded; it is tried again", "error", err)
		}
		failures++
		r.wait(noteRetry, nil, stop)
		signal(r.some)
	}
}

func (r *recorder) wait(d time.Duration, enough, stop <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-enough:
	case <-stop:
	}
}

// flush writes all notes; on an error it keeps them.
func (r *recorder) flush() error {
	r.flushing.Lock()
	defer r.flushing.Unlock()
	r.mu.Lock()
	notes := r.notes
	r.notes = nil
	var sent map[string]int // r.sent goes on to be written to
	if len(r.sent) > 0 {
		sent, r.sent = r.sent, map[string]int{}
	}
	select {
	case <-r.many:
	default:
	}
	r.mu.Unlock()
	if len(notes)+len(sent) == 0 {
		return nil
	}
	err := r.store.Update(context.Background(), func(tx storage.Tx) error {
		for _, n := range notes {
			if err := n.write(tx); err != nil {
				return err
			}
		}
		for key, n := range sent {
			if err := storage.AddCount(tx, key, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		r.recorded(notes)
	} else {
		r.mu.Lock()
		r.notes = append(notes, r.notes...)
		for key, n := range sent {
			r.sent[key] += n
		}
		r.mu.Unlock()
	}
	return err
}

func (n note) write(tx storage.Tx) error {
	if n.dropped != "" {
		if err := storage.AddCount(tx, n.dropped, 1); err != nil {
			return err
		}
	}
	if n.sent != 0 {
		return tx.DeleteOutgoing(n.sent)
	}
	if n.hold.To != "" {
		if err := tx.PutHold(n.hold.To, n.hold.Until); err != nil {
			return err
		}
	}
	if !n.gone.IsZero() {
		if err := errors.Join(setUnreachable(tx, n.gone, true), forgetGroup(tx, n.gone, n.at)); err != nil {
			return err
		}
	}
	if !n.closed.IsZero() {
		if err := setClosed(tx, n.closed, true); err != nil {
			return err
		}
	}
	if n.row != nil {
		err := tx.PutOutgoing(*n.row)
		if errors.Is(err, storage.ErrNotFound) || errors.Is(err, storage.ErrConflict) {
			return nil // an operator deleted it meanwhile
		}
		return err
	}
	return nil
}
