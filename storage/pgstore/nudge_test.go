package pgstore

import (
	"errors"
	"testing"
	"time"

	"thuky/chat"
	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
	"thuky/storage/storetest"
)

// TestNudges_sealed: chats with new lines, and a lease that was given back, are told of where their
// names are sealed, too.
func TestNudges_sealed(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	a, b := mustOpen(t, mustConnectSealed(t, url, storetest.SealOf(t, 1)), "truong"), mustOpen(t, mustConnectSealed(t, url, storetest.SealOf(t, 1)), "truong")
	heard := b.Nudges()
	<-heard // something may have been said before it listened
	address := chat.Address{Platform: "web", ID: "1"}
	until := time.Now().Add(time.Hour)
	if err := b.Update(t.Context(), func(tx storage.Tx) error {
		_, err := storage.TakeLease(tx, "lead", "x", until, until)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		write func(tx storage.Tx) error
		want  storage.Nudge
	}{
		{func(tx storage.Tx) error { return storage.EndLease(tx, "lead", "x") }, storage.Nudge{}},
		{func(tx storage.Tx) error { return tx.AddLine(&storage.Line{Key: "l", Chat: address}) }, storage.Nudge{Lines: []chat.Address{address}}},
	} {
		if err := a.Update(t.Context(), step.write); err != nil {
			t.Fatal(err)
		}
		if n := <-heard; storetest.Diff(step.want, n) != "" {
			t.Errorf("got %+v, want %+v", n, step.want)
		}
	}
}

// TestNudges: what one replica writes the other hears of, and its own it does not.
func TestNudges(t *testing.T) {
	t.Parallel()
	server := pgtest.Own(t)
	url := server.Database(t)
	d := mustConnect(t, url)
	a, b := mustOpen(t, d, "truong một"), mustOpen(t, mustConnect(t, url), "truong một")
	other := mustOpen(t, d, "khac")
	heardA, heardB, heardOther := a.Nudges(), b.Nudges(), other.Nudges()
	for _, heard := range []<-chan storage.Nudge{heardA, heardB, heardOther} {
		if n := <-heard; len(n.Lines) > 0 { // something may have been said before they listened
			t.Errorf("at the start: %+v", n)
		}
	}
	address := chat.Address{Platform: "web", ID: "1"}
	enqueue := func(key string) func(tx storage.Tx) error {
		return func(tx storage.Tx) error { return tx.Enqueue(&storage.Outgoing{Key: key, To: address}) }
	}
	until := time.Now().Add(time.Hour)
	if err := b.Update(t.Context(), func(tx storage.Tx) error {
		_, err := storage.TakeLease(tx, "lead", "x", until, until)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		write func(tx storage.Tx) error
		want  storage.Nudge
	}{
		{enqueue("1"), storage.Nudge{}},
		{func(tx storage.Tx) error { return tx.AddJob(storage.Job{Key: "j", Payload: []byte("1")}) }, storage.Nudge{}},
		{func(tx storage.Tx) error { return storage.EndLease(tx, "lead", "x") }, storage.Nudge{}},
		{func(tx storage.Tx) error { return tx.AddLine(&storage.Line{Key: "l", Chat: address}) }, storage.Nudge{Lines: []chat.Address{address}}},
	} {
		if err := a.Update(t.Context(), step.write); err != nil {
			t.Fatal(err)
		}
		if n := <-heardB; storetest.Diff(step.want, n) != "" {
			t.Errorf("got %+v, want %+v", n, step.want)
		}
	}
	select {
	case n := <-heardA:
		t.Errorf("a store hears itself: %+v", n)
	case n := <-heardOther:
		t.Errorf("another school hears: %+v", n)
	default:
	}
	// A command that ends right after it wrote is heard all the same.
	brief, err := Connect(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	command, err := brief.Open(t.Context(), "truong một")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(command.Update(t.Context(), enqueue("2")), command.Close()); err != nil {
		t.Fatal(err)
	}
	brief.Close()
	<-heardB
	// After the server was away it is listened to again.
	server.Stop()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	<-heardB
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	for range heardB { // it is closed with the store
	}
}
