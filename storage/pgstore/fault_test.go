package pgstore

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thuky/chat"
	"thuky/report"
	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
)

// wire stands between a store and the server, and can be cut.
type wire struct {
	listener net.Listener
	server   string
	mode     atomic.Int32

	mu    sync.Mutex
	conns map[net.Conn]bool
}

// What happens to the next thing that the client says.
const (
	passOn int32 = iota
	cutBefore
	cutAfter // the server hears it, the client does not hear the answer
	refuse   // and to all connections from then on
)

// newWire stands before the server of a database and gives the URL through it.
func newWire(t *testing.T, s *pgtest.Server, url string) (*wire, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: l, server: s.Address(), conns: map[net.Conn]bool{}}
	var group sync.WaitGroup
	group.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			group.Go(func() { w.carry(client) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		w.cut()
		group.Wait()
	})
	return w, s.TCP(url, l.Addr().String())
}

func (w *wire) carry(client net.Conn) {
	defer client.Close()
	if w.mode.Load() == refuse {
		return
	}
	server, err := net.Dial("tcp", w.server)
	if err != nil {
		return
	}
	defer server.Close()
	w.mu.Lock()
	w.conns[client], w.conns[server] = true, true
	w.mu.Unlock()
	var deaf atomic.Bool
	var back sync.WaitGroup
	back.Go(func() {
		buffer := make([]byte, 1<<16)
		for {
			n, err := server.Read(buffer)
			if err != nil || deaf.Load() {
				client.Close()
				return
			}
			if _, err := client.Write(buffer[:n]); err != nil {
				return
			}
		}
	})
	defer back.Wait()
	buffer := make([]byte, 1<<16)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			server.Close()
			return
		}
		switch w.mode.Load() {
		case cutBefore:
			w.mode.Store(passOn)
			server.Close()
			return
		case refuse:
			server.Close()
			return
		case cutAfter:
			w.mode.Store(passOn)
			deaf.Store(true)
		}
		if _, err := server.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// cut ends all connections.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.conns {
		c.Close()
	}
	clear(w.conns)
}

var counter = chat.Address{Platform: "x", ID: "1"}

// count adds one to a counter.
func count(tx storage.Tx) error {
	state, err := tx.Conversation(counter)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(string(state))
	return tx.PutConversation(counter, strconv.AppendInt(nil, int64(n+1), 10))
}

func wantCount(t *testing.T, s *Store, want int) {
	t.Helper()
	if err := s.View(t.Context(), func(tx storage.Tx) error {
		state, err := tx.Conversation(counter)
		if string(state) != strconv.Itoa(want) {
			t.Errorf("counter is %q, want %d", state, want)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

// TestCut breaks the connection at every place of a transaction. What Update says is true.
func TestCut(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	for what, test := range map[string]struct {
		before func(w *wire) // the call
		within func(w *wire) // fn, in its first run
		runs   int
	}{
		"idle":             {before: func(w *wire) { w.cut() }, runs: 1},
		"begin":            {before: func(w *wire) { w.mode.Store(cutBefore) }, runs: 1},
		"begin unheard":    {before: func(w *wire) { w.mode.Store(cutAfter) }, runs: 1},
		"reading":          {within: func(w *wire) { w.cut() }, runs: 2},
		"commit not sent":  {within: func(w *wire) { w.mode.Store(cutBefore) }, runs: 2},
		"commit not heard": {within: func(w *wire) { w.mode.Store(cutAfter) }, runs: 1},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w, url := newWire(t, server, server.Database(t))
			s := mustOpen(t, mustConnect(t, url), "truong")
			// The statements are prepared, so that what is said next is what it seems.
			if err := errors.Join(s.Update(t.Context(), count), s.Update(t.Context(), count)); err != nil {
				t.Fatal(err)
			}
			if test.before != nil {
				test.before(w)
			}
			runs := 0
			err := s.Update(t.Context(), func(tx storage.Tx) error {
				runs++
				if what == "reading" {
					s.cache.forget()
				}
				if test.within != nil && runs == 1 {
					if what == "reading" {
						test.within(w)
					} else if err := count(tx); err != nil {
						return err
					} else {
						test.within(w)
						return nil
					}
				}
				return count(tx)
			})
			if err != nil {
				t.Errorf("update: %v", err)
			}
			if runs != test.runs {
				t.Errorf("fn ran %d times, want %d", runs, test.runs)
			}
			wantCount(t, s, 3)
		})
	}
}

// TestCutView: a view on a broken connection begins anew, one that breaks later says so.
func TestCutView(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	w, url := newWire(t, server, server.Database(t))
	s := mustOpen(t, mustConnect(t, url), "truong")
	if err := s.Update(t.Context(), count); err != nil {
		t.Fatal(err)
	}
	wantCount(t, s, 1)
	w.cut()
	wantCount(t, s, 1)
	err := s.View(t.Context(), func(tx storage.Tx) error {
		w.cut()
		s.cache.forget()
		_, _ = tx.Person("p") // whatever fn makes of it
		return nil
	})
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("got %v, want ErrUnreachable", err)
	}
}

// TestOutcomeUnknown: the server is gone for good while it commits.
func TestOutcomeUnknown(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	w, url := newWire(t, server, server.Database(t))
	d := mustConnect(t, url)
	s := mustOpen(t, d, "truong")
	if err := errors.Join(s.Update(t.Context(), count), s.Update(t.Context(), count)); err != nil {
		t.Fatal(err)
	}
	d.patience = 50 * time.Millisecond
	err := s.Update(t.Context(), func(tx storage.Tx) error {
		w.mode.Store(refuse)
		return count(tx)
	})
	if !errors.Is(err, ErrUnknown) {
		t.Errorf("got %v, want ErrUnknown", err)
	}
	if err := s.Update(t.Context(), count); !errors.Is(err, ErrUnreachable) {
		t.Errorf("got %v, want ErrUnreachable", err)
	}
	if err := s.View(t.Context(), func(storage.Tx) error { return nil }); !errors.Is(err, ErrUnreachable) {
		t.Errorf("got %v, want ErrUnreachable", err)
	}
	w.mode.Store(passOn)
	if err := s.Update(t.Context(), count); err != nil {
		t.Error(err)
	}
	wantCount(t, s, 3)
}

// TestRestart stops the server, in order and not, while replicas write. What was acknowledged
// is there, once.
func TestRestart(t *testing.T) {
	t.Parallel()
	server := pgtest.Own(t)
	url := server.Database(t)
	all := []*Store{mustOpen(t, mustConnect(t, url), "truong"), mustOpen(t, mustConnect(t, url), "truong")}
	for _, s := range all {
		s.db.patience = time.Minute
	}
	done := make(chan struct{})
	var acknowledged atomic.Int64
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := all[i%2].Update(context.Background(), count); err != nil {
					t.Errorf("update: %v", err)
					return
				}
				acknowledged.Add(1)
			}
		})
	}
	progress := func() {
		for from := acknowledged.Load(); acknowledged.Load() < from+20; {
			if err := all[0].View(t.Context(), func(storage.Tx) error { return nil }); err != nil {
				t.Errorf("view: %v", err)
				return
			}
		}
	}
	progress()
	for _, stop := range []func(){server.Stop, server.Crash} {
		stop()
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		progress()
	}
	close(done)
	writers.Wait()
	for _, s := range all {
		wantCount(t, s, int(acknowledged.Load()))
	}
}

// TestPoison: what the server does not take fails alone, although it shared a transaction.
func TestPoison(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, mustConnect(t, pgtest.New(t)), "truong")
	long := func() string { // too long for an index, and nothing that can be made shorter
		b := make([]byte, storage.MaxID)
		for i := range b {
			b[i] = byte('!' + rand.IntN(90))
		}
		return string(b)
	}
	held, release := make(chan struct{}), make(chan struct{})
	running := sync.OnceFunc(func() { close(held) })
	var group sync.WaitGroup
	group.Go(func() {
		if err := s.Update(t.Context(), func(tx storage.Tx) error { // runs again with what comes late
			running()
			<-release
			return count(tx)
		}); err != nil {
			t.Error(err)
		}
	})
	<-held
	var poisoned error
	for i := range 6 {
		group.Go(func() {
			err := s.Update(t.Context(), func(tx storage.Tx) error {
				if i == 3 {
					return tx.PutAnswer(report.Answer{Campaign: long(), Question: long(), Person: long()})
				}
				return count(tx)
			})
			if i == 3 {
				poisoned = err
			} else if err != nil {
				t.Errorf("call %d: %v", i, err)
			}
		})
	}
	for waiting := 0; waiting != 6; waiting, _ = s.queue.State() {
		runtime.Gosched()
	}
	close(release)
	group.Wait()
	if poisoned == nil {
		t.Error("an answer with endless ids was stored")
	}
	wantCount(t, s, 6)
}
