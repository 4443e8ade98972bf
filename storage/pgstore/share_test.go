package pgstore

import (
	"context"
	"testing"
	"time"

	"thuky/storage"
	"thuky/storage/pgstore/pgtest"
)

// TestShare: a school all of whose people look at once leaves connections to the others, and
// one that is alone has them all.
func TestShare(t *testing.T) {
	t.Parallel()
	d := mustConnect(t, pgtest.New(t)+"&pool_max_conns=4")
	d.shareWait = time.Hour
	busy := mustOpen(t, d, "dong-nguoi")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	inside, let, ended := make(chan struct{}), make(chan struct{}), make(chan struct{}, 10)
	look := func() {
		_ = busy.View(ctx, func(storage.Tx) error { // some are cut off at the end
			inside <- struct{}{}
			<-let
			return nil
		})
		ended <- struct{}{}
	}
	for range 4 {
		go look()
	}
	for range 4 { // all at once
		<-inside
	}
	close(let)
	for range 4 {
		<-ended
	}
	quiet := mustOpen(t, d, "vang-ve")
	let = make(chan struct{})
	for range 4 {
		go look()
	}
	for range 2 { // its share
		<-inside
	}
	for range 10 {
		if err := quiet.View(t.Context(), func(storage.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if n := d.pool.Stat().AcquiredConns(); n > 3 {
		t.Errorf("%d connections are in use", n)
	}
	close(let)
	cancel()
	for range 4 {
		select {
		case <-inside:
			<-ended
		case <-ended:
		}
	}
}
