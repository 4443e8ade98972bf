package pgstore

import (
	"testing"
	"time"

	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
)

// presenceOf waits until a process has a presence, another than the one before.
func presenceOf(t *testing.T, s *Store, before string) storage.Presence {
	t.Helper()
	for {
		p := s.Presence()
		if p.Name != "" && p.Name != before {
			return p
		}
		select {
		case <-p.Changed:
		case <-t.Context().Done():
			t.Fatal(t.Context().Err())
		}
	}
}

func mustGone(t *testing.T, s *Store, name string) bool {
	t.Helper()
	gone, err := s.Gone(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return gone
}

// untilGone waits until a presence is gone for another process.
func untilGone(t *testing.T, s *Store, name string) {
	t.Helper()
	for !mustGone(t, s, name) {
		<-time.After(presencePause / 8) // the server has not noticed yet
	}
}

// TestPresence: the presence of a process ends with its connection, whoever ended that, and with
// the Database; what another server or one that was started anew cannot know it does not say.
func TestPresence(t *testing.T) {
	t.Parallel()
	server := pgtest.Own(t)
	url := server.Database(t)
	leading, err := Connect(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := leading.Open(t.Context(), "truong")
	if err != nil {
		t.Fatal(err)
	}
	b := mustOpen(t, leading, "khac")
	watching := mustConnect(t, url)
	other := mustOpen(t, watching, "truong")

	first := presenceOf(t, a, "")
	if p := b.Presence(); p.Name != first.Name {
		t.Errorf("another school of the process is %q, want %q", p.Name, first.Name)
	}
	if mustGone(t, other, first.Name) || mustGone(t, a, first.Name) {
		t.Error("it is gone from the beginning")
	}
	for proven := first.Proven; !a.Presence().Proven.After(proven); { // it is asked for again and again
		<-time.After(presencePause / 8)
	}
	for _, name := range []string{"", "x", "1-1", "1-2-3"} {
		if mustGone(t, other, name) {
			t.Errorf("%q, of which nothing is known, is gone", name)
		}
	}

	// An administrator, or something between us and the server, ends the connection.
	server.Exec(t, url, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
	untilGone(t, other, first.Name)
	<-first.Changed
	second := presenceOf(t, a, first.Name)
	if mustGone(t, other, second.Name) || !mustGone(t, other, first.Name) {
		t.Error("the second presence is gone, or the first has come back")
	}

	// The server is started anew: who was there before, nobody can tell.
	server.Stop()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	third := presenceOf(t, a, second.Name)
	for { // its connections have broken, too
		gone, err := other.Gone(t.Context(), second.Name)
		if err == nil {
			if gone {
				t.Error("one of before the start of the server is said to be gone")
			}
			break
		}
	}

	// The process ends.
	for _, s := range []*Store{a, b} {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	leading.Close()
	untilGone(t, other, third.Name)
}

// TestPresence_ofALock: whoever takes the lock away from the connection ends the presence.
func TestPresence_ofALock(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t))
	s := mustOpen(t, d, "truong")
	p := presenceOf(t, s, "")
	_, number, ok := parsePresence(p.Name)
	if !ok || presenceName(1, number) == p.Name {
		t.Fatalf("a presence has the name %q", p.Name)
	}
	conn, err := d.pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if d.still(t.Context(), conn.Conn(), number) { // this connection has not got it
		t.Error("another connection is taken for it")
	}
}
